import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { faultsOf } from './asked-metrics'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

const root = join(__dirname, '..', '..')
const folder = join(root, 'ops/alerts')
const rules = readdirSync(folder).flatMap((name) => {
  const file = parse(readFileSync(join(folder, name), 'utf8')) as { groups: { name: string; rules: Rule[] }[] }
  return file.groups.flatMap((group) => group.rules.map((rule) => [rule.alert, rule] as const))
})

test('every alert has a name of its own', () => {
  expect(rules.length).toBeGreaterThan(30)
  expect(new Set(rules.map(([name]) => name)).size).toBe(rules.length)
})

test.each(rules)('%s asks for metrics that there are, and leads to a runbook that knows it', (name, rule) => {
  expect(faultsOf(rule.expr)).toEqual([])
  expect(['page', 'warn']).toContain(rule.labels.severity)
  const runbook = readFileSync(join(root, rule.annotations.runbook), 'utf8')
  expect([...runbook.matchAll(/`(\w+)`/g)].map(([, word]) => word)).toContain(name)
})

test.each([
  ['max(orderly_nothing) > 1', ['no metric orderly_nothing']],
  ['orderly_webhook_seconds > 1', ['orderly_webhook_seconds is a histogram: ask for a part of it']],
  ['sum(orderly_nudges_total{provider="payme"})', ['orderly_nudges_total has no label provider']],
  ['sum by (provider) (rate(orderly_nudges_total[5m]))', ['no label provider']],
  ['sum(orderly_nudges_total', ['a parenthesis does not close']],
  ['1 > 0', ['asks for no metric']],
])('a query that would never answer is found: %s', (query, faults) => {
  expect(faultsOf(query)).toEqual(faults)
})
