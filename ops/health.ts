import type { Client } from '@temporalio/client'
import { Router } from 'express'
import type { Registry } from 'prom-client'
import { pendingMigrations } from '../db/migrate'
import type { Db } from '../db/types'

/** Something without which a process cannot do its work. `probe` rejects while it is missing. */
export interface Check {
  readonly name: string
  readonly probe: () => Promise<unknown>
}

export const postgresCheck = (sql: Db): Check => ({ name: 'postgres', probe: () => sql`SELECT 1` })

/** Code that is newer than its database would fail in the middle of an order; it waits for the migrations instead. */
export const migrationsCheck = (sql: Db, folder?: string): Check => ({
  name: 'migrations',
  async probe() {
    const pending = await pendingMigrations(sql, folder)
    if (pending.length > 0) throw new Error(`${pending.length} to be applied; run "npm run migrate"`)
  },
})

export const temporalCheck = ({ connection, options: { namespace } }: Client): Check => ({
  name: 'temporal',
  probe: () =>
    connection.withDeadline(Date.now() + probeMs, () => connection.workflowService.describeNamespace({ namespace })),
})

const probeMs = 2_000
/** Answers are kept so long, so that asking often costs the database nothing. */
const freshMs = 1_000

export interface HealthOptions {
  readonly registry: Registry
  /** What is told beside the registry, in the same form, with names of its own. */
  readonly metrics: () => Promise<string>
  /** null while the process starts or stops: alive, but not to be sent work. */
  readonly checks: () => readonly Check[] | null
}

/** `GET /health/live`, `GET /health/ready` (503 names what is missing) and `GET /metrics` in Prometheus form. */
export function healthRoutes({ registry, metrics, checks }: HealthOptions): Router {
  const router = Router()
  let known: { at: number; answer: Promise<ReadyAnswer> } | undefined
  router.get('/health/live', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'live' })
  })
  router.get('/health/ready', async (_request, response) => {
    const now = checks()
    if (!now) {
      response.status(503).json({ status: 'not_ready', checks: {} })
      return
    }
    if (!known || Date.now() - known.at > freshMs) known = { at: Date.now(), answer: ask(now) }
    const answer = await known.answer
    const ready = Object.values(answer).every((result) => result === 'ok')
    response
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: ready ? 'ready' : 'not_ready', checks: answer })
  })
  router.get('/metrics', async (_request, response) => {
    const told = await Promise.all([registry.metrics(), metrics()])
    response.set('content-type', registry.contentType).send(told.join(''))
  })
  return router
}

type ReadyAnswer = Readonly<Record<string, 'ok' | 'failed'>>

/** Only names and outcomes: whoever asks is not authenticated, and an error of a driver may name hosts and users. */
async function ask(checks: readonly Check[]): Promise<ReadyAnswer> {
  const outcomes = await Promise.all(
    checks.map(async ({ name, probe }) => [name, (await withinTime(probe)) ? ('ok' as const) : ('failed' as const)]),
  )
  return Object.fromEntries(outcomes) as ReadyAnswer
}

async function withinTime(probe: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), probeMs)
  })
  const probed = Promise.resolve()
    .then(probe)
    .then(
      () => true,
      () => false,
    )
  return await Promise.race([probed, late]).finally(() => clearTimeout(timer))
}
