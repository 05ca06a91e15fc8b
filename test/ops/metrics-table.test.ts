import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { everyMetric } from './every-registry'
import { documentedMetrics } from './documented-metrics'

const documented = documentedMetrics()
const isOfSdk = (name: string) => name.startsWith('temporal_')

test('docs/metrics.md has every metric that we and Node count, as it is', async () => {
  const exposed = [...(await everyMetric()).values()].map(({ help, ...metric }) => ({
    ...metric,
    meaning: help.replace(/\.$/, ''),
  }))
  const byName = (left: { name: string }, right: { name: string }) => (left.name < right.name ? -1 : 1)
  expect([...documented.values()].filter(({ name }) => !isOfSdk(name)).toSorted(byName)).toEqual(
    exposed.toSorted(byName),
  )
})

test('no metric stands in two tables', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'metrics.md'), 'utf8')
  const names = [...text.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
  expect(names.length).toBe(documented.size)
})

test('names have units and suffixes as Prometheus wants them', () => {
  // Named so by others: prom-client, and the list that the counts of subscriptions were asked for by.
  const given = /^(nodejs_active_\w+_total|tg_subscription_active_total)$/
  for (const { name, type } of documented.values()) {
    if (given.test(name)) continue
    expect([name, type, name.endsWith('_total')]).toEqual([name, type, type === 'counter'])
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|count|sum|bucket)$/)
    if (type === 'histogram') expect(name).toMatch(/_seconds$/)
  }
})

test("the SDK's core knows each of its metrics by the name that the table gives", () => {
  // All platforms are in the package; the strings are the same in each.
  const core = readFileSync(
    join(require.resolve('@temporalio/core-bridge/package.json'), '..', 'releases/x86_64-unknown-linux-gnu/index.node'),
  )
  const names = [...documented.keys()].filter(isOfSdk)
  expect(names.length).toBeGreaterThan(20)
  for (const name of names) {
    const own = name.replace(/^temporal_/, '').replace(/_(total|seconds)$/, '')
    expect([name, core.includes(own)]).toEqual([name, true])
  }
})
