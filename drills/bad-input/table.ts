import { recording } from './database'
import type { BadInputReport } from './run'

/** The report as an operator reads it. */
export function tableOf(report: BadInputReport): string {
  const { seed, sent, seconds, routes, changes, memory, faults } = report
  const width = Math.max(...routes.map(({ target, route }) => `${target} ${route}`.length))
  const lines = routes.flatMap(({ target, route, requests, kinds, statuses, slowest }) => [
    `${`${target} ${route}`.padEnd(width)}  ${String(requests).padStart(6)}  ${counts(statuses)}  slowest ${slowest.ms} ms (--only ${slowest.number})`,
    `    ${counts(kinds)}`,
  ])
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024)
  const names = [...new Set(memory.map(({ name }) => name))]
  return [
    `Bad input: ${sent} requests in ${seconds} s, seed ${seed}`,
    '',
    ...lines,
    '',
    'Memory after each third, collected (resident/heap, MB)',
    ...names.map((name) => {
      const own = memory.filter((reading) => reading.name === name)
      return `  ${name.padEnd(7)} ${own.map(({ rss, heap }) => `${mb(rss)}/${mb(heap)}`).join('  ')}`
    }),
    '',
    'Tables that grew',
    ...(changes.length === 0 ? ['  none'] : []),
    ...changes.map(
      ({ table, added, lost }) =>
        `  ${table}: ${added} new, ${lost} changed (${recording[table] ?? 'MUST NOT CHANGE'})`,
    ),
    '',
    faults.length === 0 ? 'No faults.' : `${faults.length} faults:`,
    ...faults.map((fault) => `  ${fault}`),
  ].join('\n')
}

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ')
