import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { EngineName } from '../ops/engines'
import type { Machine } from './machine'
import type { Findings, Table } from './part'

/** The findings of one part on one engine, with what a reader needs to believe them. */
export interface Kept extends Findings {
  readonly engine: EngineName
  readonly part: string
  readonly size: string
  readonly at: string
  readonly tookMs: number
  readonly machine: Machine
}

const root = resolve(__dirname, '..')
const folder = join(root, '.orderly', 'bench')
const page = join(root, 'docs', 'benchmarks.md')
const [begin, end] = ['<!-- figures: written by npm run bench -- --write-docs -->', '<!-- end of the figures -->']
const titles: Readonly<Record<EngineName, string>> = {
  postgres: 'Temporal on Postgres, as merchants run it (`--engine postgres`)',
  dev: 'The development server, on SQLite (`--engine dev`)',
}

/** The last findings of a part replace those before. */
export function keepFindings(kept: Kept): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(kept.engine, kept.part), `${JSON.stringify(kept, null, 2)}\n`)
}

export function markdownOf(tables: readonly Table[], heading = '###'): string {
  return tables
    .map(({ title, columns, rows, notes = [] }) => {
      const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
      const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
      return [`${heading} ${title}`, table, ...notes].join('\n\n')
    })
    .join('\n\n')
}

/** Replaces the figures of the page with what is kept; a part that was never measured on an engine is left out. */
export function writeDocs(parts: readonly string[]): void {
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no place for figures: "${begin}" and "${end}"`)
  const sections = (Object.keys(titles) as EngineName[]).flatMap((engine) => {
    const kept = keptOf(parts).filter((found) => found.engine === engine)
    if (kept.length === 0) return []
    return [`## ${titles[engine]}`, machineOf(kept), ...kept.flatMap((one) => [markdownOf(one.tables), measured(one)])]
  })
  for (const { pictures = {} } of keptOf(parts)) {
    for (const [name, svg] of Object.entries(pictures)) writeFileSync(join(root, 'docs', 'pictures', name), svg)
  }
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${sections.join('\n\n')}\n\n${text.slice(to)}`)
}

const keptOf = (parts: readonly string[]): Kept[] =>
  (Object.keys(titles) as EngineName[])
    .flatMap((engine) => parts.map((part) => readKept(engine, part)))
    .filter((found) => found !== undefined)

function machineOf([first]: readonly Kept[]): string {
  const { processor, cores, memoryGiB, node, temporalSdk } = first!.machine
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, Node ${node}, Temporal SDK ${temporalSdk}.`
}

const measured = ({ at, tookMs, size }: Kept) =>
  `_${at.slice(0, 10)}, ${size === 'full' ? '' : '`--quick`, '}${Math.ceil(tookMs / 60_000)} minutes._`

function readKept(engine: EngineName, part: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(engine, part), 'utf8')) as Kept
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const fileOf = (engine: EngineName, part: string) => join(folder, `${engine}-${part}.json`)
