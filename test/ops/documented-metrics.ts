import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface DocumentedMetric {
  readonly name: string
  readonly type: string
  readonly labels: readonly string[]
  readonly processes: readonly string[]
  readonly meaning: string
}

const all = ['worker', 'api', 'bots', 'owner-bot']

/** The rows of the tables of docs/metrics.md, by name. */
export function documentedMetrics(): Map<string, DocumentedMetric> {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'metrics.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.*?) *\| ([\w, -]+?) +\| (.*?) *\|$/gm)]
  return new Map(
    rows.map(([, name = '', type = '', labels = '', processes = '', meaning = '']) => [
      name,
      {
        name,
        type,
        labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
        processes: processes === 'all' ? all : processes.split(', '),
        meaning,
      },
    ]),
  )
}

/** The metric that a name in a query means: a histogram is asked for by its parts. */
export const documentedAs = (metrics: ReadonlyMap<string, DocumentedMetric>, name: string) =>
  metrics.get(name) ?? metrics.get(name.replace(/_(bucket|sum|count)$/, ''))
