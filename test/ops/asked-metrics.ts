import { documentedAs, documentedMetrics } from './documented-metrics'

const documented = documentedMetrics()
/** Labels that Prometheus adds, that every process adds, or that a histogram has. */
const always = ['process', 'instance', 'job', 'le']

/** Faults of a query for Prometheus: metrics and labels that docs/metrics.md does not know, parentheses that do not close. */
export function faultsOf(query: string): string[] {
  const asked = [...query.matchAll(/\b((?:tg|orderly|nodejs|process|temporal)_\w+)(?:\{([^}]*)\})?/g)]
  const faults = asked.flatMap(([, name = '', chosen = '']) => {
    const metric = documentedAs(documented, name)
    if (!metric) return [`no metric ${name}`]
    if (metric.type === 'histogram' && metric.name === name) return [`${name} is a histogram: ask for a part of it`]
    return [...chosen.matchAll(/(\w+)(?:=~|!~|!=|=)/g)]
      .map(([, label = '']) => label)
      .filter((label) => ![...metric.labels, ...always].includes(label))
      .map((label) => `${name} has no label ${label}`)
  })
  const known = asked.flatMap(([, name = '']) => documentedAs(documented, name)?.labels ?? [])
  const grouped = [...query.matchAll(/\b(?:by|without|on|ignoring) \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  )
  for (const label of grouped.filter(Boolean))
    if (![...known, ...always].includes(label)) faults.push(`no label ${label}`)
  const bare = query.replaceAll(/"[^"]*"/g, '')
  if (bare.split('(').length !== bare.split(')').length) faults.push('a parenthesis does not close')
  if (asked.length === 0) faults.push('asks for no metric')
  return faults
}
