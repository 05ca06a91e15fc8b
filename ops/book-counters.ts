import { Counter, type Registry } from 'prom-client'
import type { CountedFacts } from '../db/figures'
import { endReasons } from '../domain/providers'

/** Counters of what `business_events` tells. `collect` brings them up to date at a scrape. */
export function countersIn(registry: Registry, collect: () => Promise<void>) {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter<L>({ name, help, labelNames, collect, registers: [registry] })
  return {
    created: counter('tg_payments_created_total', 'Payments that were asked for.', ['kind']),
    success: counter('tg_payments_success_total', 'Payments that were made and taken.', ['provider', 'kind']),
    held: counter(
      'orderly_payments_held_total',
      'Payments that a provider was allowed to take: CreateTransaction of Payme, Prepare of Click, a checkout of Telegram.',
      ['provider', 'kind'],
    ),
    released: counter(
      'orderly_payments_released_total',
      'Holds that ended without money: given up by the provider, or past its limit.',
      ['provider', 'kind'],
    ),
    failed: counter(
      'tg_payments_failed_total',
      'Payments that ended unpaid (expired, cancelled), attempts that a provider gave up (released), money that came too late and went back (late).',
      ['reason', 'kind'],
    ),
    nudges: counter(
      'orderly_nudges_total',
      'Planned nudges: sent, skipped (lost their point, or not wanted), failed (blocked by the buyer, or refused by Telegram).',
      ['outcome', 'kind'],
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

/** Counts one kind of fact into the counters it belongs to. */
export function count(
  counters: ReturnType<typeof countersIn>,
  { type, provider, kind, what, reason, count: n }: CountedFacts,
) {
  const of = { kind: kind ?? 'other' }
  const by = { ...of, provider: provider ?? 'other' }
  if (type === 'payment_opened') counters.created.inc(of, n)
  if (type === 'payment_held') counters.held.inc(by, n)
  if (type === 'payment_performed' || what === 'revived') counters.success.inc(by, n)
  if (type === 'payment_expired') counters.failed.inc({ ...of, reason: 'expired' }, n)
  if (type === 'payment_cancelled') counters.failed.inc({ ...of, reason: 'cancelled' }, n)
  // Telegram names a charge otherwise than its checkout, which is let go by every payment that is made.
  const isPaid = what === String(endReasons.withdrawn)
  if (type === 'payment_released' && !isPaid) {
    counters.failed.inc({ ...of, reason: 'released' }, n)
    counters.released.inc(by, n)
  }
  if (type === 'payment_landed_late' && what === 'refund') counters.failed.inc({ ...of, reason: 'late' }, n)
  if (type === 'nudge_sent') counters.nudges.inc({ ...of, outcome: 'sent' }, n)
  if (type === 'nudge_skipped') counters.nudges.inc({ ...of, outcome: what === 'skipped' ? 'skipped' : 'failed' }, n)
  if (type === 'subscription_changed' && what === 'expire') counters.expired.inc(n)
  if (type === 'subscription_changed' && what === 'lapse') counters.renewalFailed.inc({ way: 'unpaid' }, n)
  if (type === 'star_renewal_changed' && what === 'failed') counters.renewalFailed.inc({ way: 'stars' }, n)
  if (type === 'subscription_period_begun' && what === 'again') counters.renewed.inc(n)
  if (type === 'access_granted') counters.granted.inc({ reason: reason ?? 'other' }, n)
  if (type === 'access_expired' || type === 'access_revoked') counters.revoked.inc({ reason: reason ?? 'other' }, n)
}
