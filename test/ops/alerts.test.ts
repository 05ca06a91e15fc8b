import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectDefaultMetrics, Registry, type Metric } from 'prom-client'
import { parse } from 'yaml'
import { activityMetrics } from '../../activities/metrics'
import { webhookMetrics } from '../../api/metrics'
import { shopMetrics } from '../../bots/shop/metrics'
import { demoBusiness } from '../../db/demo-shop'
import type { Db } from '../../db/types'
import { bookMetrics } from '../../ops/book-metrics'
import { telegramMetrics } from '../../ops/telegram-metrics'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

const root = join(__dirname, '..', '..')
const file = parse(readFileSync(join(root, 'ops/alerts/subscriptions.yml'), 'utf8')) as {
  groups: { name: string; rules: Rule[] }[]
}
const rules = file.groups.flatMap((group) => group.rules).map((rule) => [rule.alert, rule] as const)

const registry = new Registry()
bookMetrics(registry, { sql: undefined as unknown as Db, businessId: demoBusiness.id })
activityMetrics(registry)
webhookMetrics(registry)
shopMetrics(registry)
telegramMetrics(registry, { getWebhookInfo: () => Promise.reject(new Error('nobody asks')) })
collectDefaultMetrics({ register: registry })

/** The metrics of an expression with the labels they are chosen by: `name{label="x"}`. */
function selectorsOf(expr: string): { name: string; labels: string[] }[] {
  return [...expr.matchAll(/\b((?:tg|orderly|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', chosen = '']) => ({
    name,
    labels: [...chosen.matchAll(/(\w+)(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  }))
}

function metricCalled(name: string): (Metric & { labelNames?: string[] }) | undefined {
  const own = registry.getSingleMetric(name)
  return own ?? registry.getSingleMetric(name.replace(/_(bucket|sum|count)$/, ''))
}

test('every alert has a name of its own', () => {
  expect(rules.length).toBeGreaterThan(10)
  expect(new Set(rules.map(([name]) => name)).size).toBe(rules.length)
})

test.each(rules)('%s asks for metrics that there are, and leads to a runbook', (_, rule) => {
  const selectors = selectorsOf(rule.expr)
  expect(selectors).not.toHaveLength(0)
  for (const { name, labels } of selectors) {
    const metric = metricCalled(name)
    expect([name, metric !== undefined]).toEqual([name, true])
    // Every process puts its own name on what it tells.
    const known = [...(metric?.labelNames ?? []), 'process']
    for (const label of labels) expect([name, known]).toEqual([name, expect.arrayContaining([label])])
  }
  const opened = rule.expr.replaceAll(/"[^"]*"/g, '')
  expect(opened.split('(').length).toBe(opened.split(')').length)
  expect(['page', 'warn']).toContain(rule.labels.severity)
  expect(existsSync(join(root, rule.annotations.runbook))).toBe(true)
})
