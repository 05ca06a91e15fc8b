import { setTimeout as pause } from 'node:timers/promises'
import { puzzlingEvents } from '../../db/owner/feed'
import { sumsByStage, type StageSums } from '../../db/owner/orders-seen'
import type { CountedMoney } from '../../db/owner/day'
import { sourceAnswered, sourceFailed, sourceState, type SourceState } from '../../db/owner/sources'
import { periodsDue } from '../../db/owner/subscriptions-seen'
import { orderStages, type OrderStage } from '../../domain/order-states'
import type { OwnerDeps } from './deps'
import { endedStages, longestWindowMs, type StageCounts } from './stage-counts'

export interface FunnelRow {
  readonly stage: OrderStage
  /** Orders by Temporal; by the events while Temporal does not answer. */
  readonly count: number
  /** Orders by the events. */
  readonly seen: number
  readonly sums: readonly StageSums[]
}

export interface Funnel {
  readonly rows: readonly FunnelRow[]
  /** Stages whose two counts differ, also after a second look. Empty while Temporal does not answer. */
  readonly disagreements: readonly FunnelRow[]
  /** Periods of subscriptions that are asked for and not paid, by the events. */
  readonly periods: readonly CountedMoney[]
  /** How many days back ended orders are counted. */
  readonly days: number
  readonly temporal: SourceState
  readonly events: SourceState
  readonly puzzling: number
  readonly at: Date
}

type Sources = Pick<OwnerDeps, 'sql' | 'businessId' | 'counter' | 'log' | 'now' | 'recheckMs'>

const day = 86_400_000

/**
 * Orders and money by stage, now: counts from Temporal, money from the events. The two are looked at a second time
 * before they are said to disagree, because an event takes a moment to arrive.
 * Throws only when the owner-bot's own database is away.
 */
export async function funnelNow(deps: Sources): Promise<Funnel> {
  const { from, windowMs } = await endedSince(deps)
  let counted = await countBoth(deps, from)
  const events = await sourceState(deps.sql, deps.businessId, 'events')
  if (counted.disagreements.length > 0 && events.failingSince === null) {
    await pause(deps.recheckMs ?? 1_500)
    const again = await countBoth(deps, from)
    // What differs only now is new, and has not had its moment.
    const before = new Set(counted.disagreements.map(({ stage }) => stage))
    counted = { rows: again.rows, disagreements: again.disagreements.filter(({ stage }) => before.has(stage)) }
  }
  const { sql, businessId } = deps
  return {
    ...counted,
    periods: await periodsDue(sql, businessId),
    days: Math.max(1, Math.round(windowMs / day)),
    temporal: await sourceState(sql, businessId, 'temporal'),
    events: await sourceState(sql, businessId, 'events'),
    puzzling: await puzzlingEvents(sql, businessId),
    at: new Date(deps.now()),
  }
}

/** Since when ended orders are counted, in the funnel and in the lists it opens. */
export async function endedSince(deps: Sources): Promise<{ from: Date; windowMs: number }> {
  const windowMs = await deps.counter.window().catch(() => longestWindowMs)
  return { from: new Date(deps.now() - windowMs), windowMs }
}

async function countBoth(deps: Sources, from: Date): Promise<Pick<Funnel, 'rows' | 'disagreements'>> {
  const [counts, sums] = await Promise.all([
    countsOrNull(deps, from),
    sumsByStage(deps.sql, deps.businessId, { stages: endedStages, from }),
  ])
  const rows = orderStages.map((stage): FunnelRow => {
    const ofStage = sums.filter((row) => row.stage === stage)
    const seen = ofStage.reduce((total, row) => total + row.count, 0)
    return { stage, count: counts?.[stage] ?? seen, seen, sums: ofStage }
  })
  return { rows, disagreements: rows.filter(({ count, seen }) => count !== seen) }
}

async function countsOrNull({ sql, businessId, counter, log, now }: Sources, from: Date): Promise<StageCounts | null> {
  try {
    const counts = await counter.count(from)
    await sourceAnswered(sql, businessId, 'temporal', { at: new Date(now()), current: true })
    return counts
  } catch (error) {
    log.warn({ err: error }, 'Temporal did not count the orders; the funnel counts events')
    await sourceFailed(sql, businessId, 'temporal', { at: new Date(now()), failure: 'unreachable' })
    return null
  }
}
