import { Counter, Gauge, type Registry } from 'prom-client'
import { factsSince, standingsNow, type CountedFacts, type Standings } from '../db/figures'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'
import { endReasons } from '../domain/providers'

interface BookOf {
  readonly sql: Db
  readonly businessId: BusinessId
  /** Unix ms. */
  readonly now?: () => number
}

/** Answers are kept so long: a scrape asks for every metric, and the database is asked once. */
const freshMs = 1_000

/**
 * Figures that live in the database, read from it at scrape time. Counters are those of the whole shop, so every copy of the
 * process tells the same: take their `max`, not their `sum`.
 */
export function bookMetrics(registry: Registry, { sql, businessId, now = Date.now }: BookOf): void {
  // Counters are told as of this scrape, too; and a database that is away is no reason to tell nothing else.
  const counters = countersIn(registry, async () => {
    await standings().catch(() => undefined)
  })
  let readTo = '0'
  let reading: { at: number; standings: Promise<Standings> } | undefined

  async function read(): Promise<Standings> {
    const { facts, to } = await factsSince(sql, businessId, readTo)
    readTo = to
    for (const fact of facts) count(counters, fact)
    return standingsNow(sql, businessId, now())
  }
  function standings(): Promise<Standings> {
    if (!reading || now() - reading.at > freshMs) {
      const standingsRead = read()
      const mine = { at: now(), standings: standingsRead }
      reading = mine
      // A database that is away is asked again by the next scrape, which would otherwise be told the same.
      standingsRead.catch(() => (reading = reading === mine ? undefined : reading))
    }
    return reading.standings
  }

  gauge(
    registry,
    'tg_subscription_active_total',
    'Subscriptions that give access, by state.',
    ['state'],
    async (into) => {
      for (const { state, count: n } of (await standings()).subscriptions) into.set({ state }, n)
    },
  )
  gauge(
    registry,
    'orderly_access_unsettled',
    'Rights that Telegram does not agree with yet.',
    ['direction'],
    async (into) => {
      const { unsettled } = await standings()
      for (const direction of ['open', 'close']) {
        into.set({ direction }, unsettled.find((row) => row.direction === direction)?.count ?? 0)
      }
    },
  )
  gauge(
    registry,
    'orderly_access_oldest_unsettled_seconds',
    'How long the oldest of them has waited. `open`: somebody has paid and is not let in.',
    ['direction'],
    async (into) => {
      const { unsettled } = await standings()
      for (const direction of ['open', 'close']) {
        into.set({ direction }, unsettled.find((row) => row.direction === direction)?.oldestSeconds ?? 0)
      }
    },
  )
  gauge(registry, 'orderly_stars_differences', 'Differences of Stars that wait for a person.', [], async (into) => {
    into.set((await standings()).differences)
  })
  gauge(registry, 'orderly_updates_waiting', 'Updates of Telegram that are not handled yet.', [], async (into) => {
    into.set((await standings()).updates.waiting)
  })
  gauge(registry, 'orderly_updates_oldest_seconds', 'How long the oldest of them has waited.', [], async (into) => {
    into.set((await standings()).updates.oldestSeconds)
  })
  gauge(registry, 'orderly_updates_abandoned', 'Updates given up within the last hour.', [], async (into) => {
    into.set((await standings()).updates.abandoned)
  })
}

type Collect = (into: Gauge) => Promise<void>

function gauge(registry: Registry, name: string, help: string, labelNames: readonly string[], collect: Collect): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      this.reset()
      await collect(this).catch(() => this.remove(...labelNames.map(() => '')))
    },
  })
}

function countersIn(registry: Registry, collect: () => Promise<void>) {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter<L>({ name, help, labelNames, collect, registers: [registry] })
  return {
    created: counter('tg_payments_created_total', 'Payments that were asked for.', ['kind']),
    success: counter('tg_payments_success_total', 'Payments that were made and taken.', ['provider', 'kind']),
    failed: counter(
      'tg_payments_failed_total',
      'Payments that ended unpaid (expired, cancelled), attempts that a provider gave up (released), money that came too late and went back (late).',
      ['reason', 'kind'],
    ),
    expired: counter('tg_subscription_expired_total', 'Subscriptions whose time ran out.', []),
    renewed: counter('tg_subscription_renewed_total', 'Periods after the first that were paid for.', []),
    renewalFailed: counter(
      'tg_subscription_renewal_failed_total',
      'Renewals that did not come: Telegram could not charge (stars), or the paid time ended unpaid (unpaid).',
      ['way'],
    ),
    granted: counter('tg_channel_access_granted_total', 'Rights to be in a channel that began.', ['reason']),
    revoked: counter('tg_channel_access_revoked_total', 'Rights to be in a channel that ended.', ['reason']),
  }
}

function count(
  counters: ReturnType<typeof countersIn>,
  { type, provider, kind, what, reason, count: n }: CountedFacts,
) {
  const of = { kind: kind ?? 'other' }
  const by = { ...of, provider: provider ?? 'other' }
  if (type === 'payment_opened') counters.created.inc(of, n)
  if (type === 'payment_performed' || what === 'revived') counters.success.inc(by, n)
  if (type === 'payment_expired') counters.failed.inc({ ...of, reason: 'expired' }, n)
  if (type === 'payment_cancelled') counters.failed.inc({ ...of, reason: 'cancelled' }, n)
  // Telegram names a charge otherwise than its checkout, which is let go by every payment that is made.
  const isPaid = what === String(endReasons.withdrawn)
  if (type === 'payment_released' && !isPaid) counters.failed.inc({ ...of, reason: 'released' }, n)
  if (type === 'payment_landed_late' && what === 'refund') counters.failed.inc({ ...of, reason: 'late' }, n)
  if (type === 'subscription_changed' && what === 'expire') counters.expired.inc(n)
  if (type === 'subscription_changed' && what === 'lapse') counters.renewalFailed.inc({ way: 'unpaid' }, n)
  if (type === 'star_renewal_changed' && what === 'failed') counters.renewalFailed.inc({ way: 'stars' }, n)
  if (type === 'subscription_period_begun' && what === 'again') counters.renewed.inc(n)
  if (type === 'access_granted') counters.granted.inc({ reason: reason ?? 'other' }, n)
  if (type === 'access_expired' || type === 'access_revoked') counters.revoked.inc({ reason: reason ?? 'other' }, n)
}
