import { pino } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { activityMetrics } from '../../activities/metrics'
import { webhookMetrics } from '../../api/metrics'
import { shopMetrics } from '../../bots/shop/metrics'
import { demoBusiness } from '../../db/demo-shop'
import type { Db } from '../../db/types'
import { ageMetrics } from '../../ops/age-metrics'
import { backupMetrics } from '../../ops/backup/nightly'
import { bookMetrics } from '../../ops/book-metrics'
import { stuckMetrics } from '../../ops/stuck-metrics'
import { telegramCalls, telegramMetrics } from '../../ops/telegram-metrics'
import { countedCalls } from '../../ops/temporal-calls'

const book = { sql: undefined as unknown as Db, businessId: demoBusiness.id }
const silent = pino({ level: 'silent' })
const nobody = { getWebhookInfo: () => Promise.reject(new Error('nobody asks')) }

/** What each process registers. metrics-of-processes.test.ts holds it against the processes themselves. */
const registered: Readonly<Record<string, readonly ((registry: Registry) => unknown)[]>> = {
  worker: [
    activityMetrics,
    (registry) => bookMetrics(registry, book),
    (registry) => ageMetrics(registry, book),
    (registry) => telegramMetrics(registry, nobody),
    telegramCalls,
    (registry) => backupMetrics(registry, { folder: '/nowhere', businessId: demoBusiness.id }),
    (registry) =>
      stuckMetrics(registry, { look: () => new Promise(() => {}), log: silent, stopping: AbortSignal.abort() }),
  ],
  api: [webhookMetrics, countedCalls],
  bots: [shopMetrics, telegramCalls, countedCalls],
  'owner-bot': [telegramCalls],
}

export interface KnownMetric {
  readonly name: string
  readonly type: string
  /** Without `process`, which every process puts on what it tells. */
  readonly labels: readonly string[]
  readonly help: string
  readonly processes: readonly string[]
}

/** Every metric of ours, and those of Node that each process has, by name. */
export async function everyMetric(): Promise<Map<string, KnownMetric>> {
  const known = new Map<string, KnownMetric>()
  for (const [process, parts] of Object.entries(registered)) {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    for (const part of parts) part(registry)
    for (const { name, type, help } of await registry.getMetricsAsJSON()) {
      const { labelNames = [] } = registry.getSingleMetric(name) as unknown as { labelNames?: string[] }
      const processes = [...(known.get(name)?.processes ?? []), process]
      known.set(name, { name, type: String(type), labels: labelNames, help, processes })
    }
  }
  return known
}
