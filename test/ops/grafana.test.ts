import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { faultsOf } from './asked-metrics'

const read = (path: string) => readFileSync(join(__dirname, '..', '..', 'ops', path), 'utf8')

const place = z.object({ h: z.number(), w: z.number(), x: z.number(), y: z.number() })
const panel = z.object({
  id: z.number().int(),
  type: z.enum(['row', 'timeseries', 'stat']),
  title: z.string().min(1),
  gridPos: place,
  datasource: z.object({ type: z.literal('prometheus'), uid: z.string() }).optional(),
  targets: z
    .array(z.object({ refId: z.string().length(1), expr: z.string(), legendFormat: z.string() }))
    .min(1)
    .optional(),
})
const dashboard = z
  .object({ uid: z.literal('orderly'), schemaVersion: z.number(), panels: z.array(panel) })
  .parse(JSON.parse(read('grafana/dashboards/orderly.json')))
const drawn = dashboard.panels.filter(({ type }) => type !== 'row')
const source = z
  .object({ datasources: z.tuple([z.object({ uid: z.string(), url: z.string(), type: z.literal('prometheus') })]) })
  .parse(parse(read('grafana/provisioning/datasources/prometheus.yml'))).datasources[0]

test.each(drawn.map((one) => [one.title, one] as const))(
  '%s asks only for metrics that there are',
  (_, { targets = [] }) => {
    expect(targets.length).toBeGreaterThan(0)
    for (const { expr } of targets) expect(faultsOf(expr)).toEqual([])
  },
)

test('panels have numbers of their own, lie beside each other, and ask the data source that is provisioned', () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
  for (const { datasource } of drawn) expect(datasource?.uid).toBe(source.uid)
  for (const [index, { gridPos: one }] of dashboard.panels.entries()) {
    expect(one.x + one.w).toBeLessThanOrEqual(24)
    for (const { gridPos: other } of dashboard.panels.slice(index + 1)) {
      const apart =
        one.x + one.w <= other.x || other.x + other.w <= one.x || one.y + one.h <= other.y || other.y + other.h <= one.y
      expect([one, other, apart]).toEqual([one, other, true])
    }
  }
})
