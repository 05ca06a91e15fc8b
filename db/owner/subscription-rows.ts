import type { SubscriptionSnapshot } from '../../domain/events'
import type { BusinessId } from '../../domain/ids'
import type { Tx } from '../types'
import type { ReadEvent } from './projection'
import { subscriptionsAfter, type EndReason, type SubscriptionRow } from './subscription-projection'

/** Brings the rows of the subscriptions that these events are about up to date. */
export async function applyToSubscriptions(
  tx: Tx,
  businessId: BusinessId,
  events: readonly ReadEvent[],
): Promise<void> {
  const ids = new Set(events.flatMap(({ subscriptionId }) => (subscriptionId === null ? [] : [subscriptionId])))
  if (ids.size === 0) return
  const rows = subscriptionsAfter(await rowsOf(tx, businessId, [...ids]), events)
  if (rows.length > 0) await keepRows(tx, businessId, rows)
}

async function rowsOf(tx: Tx, businessId: BusinessId, ids: readonly string[]): Promise<SubscriptionRow[]> {
  const rows = await tx<StoredRow[]>`
    SELECT * FROM subscriptions_seen WHERE business_id = ${businessId} AND subscription_id = ANY(${ids as string[]})`
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    subscription: {
      number: row.number,
      plan_id: row.plan_id,
      state: row.state,
      currency: row.currency,
      period: { unit: row.period_unit, count: row.period_count },
      paid_until: row.paid_until?.toISOString() ?? null,
      renews: row.renews,
      price: row.price.toString(),
    },
    periods: row.periods,
    firstPaidAt: row.first_paid_at,
    trialUntil: row.trial_until,
    ended: row.ended_at && row.end_reason ? { at: row.ended_at, reason: row.end_reason } : null,
    createdAt: row.created_at,
    lastEventAt: row.last_event_at,
  }))
}

async function keepRows(tx: Tx, businessId: BusinessId, rows: readonly SubscriptionRow[]): Promise<void> {
  const stored = rows.map((row): StoredRow & { business_id: BusinessId } => ({
    business_id: businessId,
    subscription_id: row.subscriptionId,
    number: row.subscription.number,
    plan_id: row.subscription.plan_id,
    state: row.subscription.state,
    currency: row.subscription.currency,
    price: BigInt(row.subscription.price),
    period_unit: row.subscription.period.unit,
    period_count: row.subscription.period.count,
    paid_until: row.subscription.paid_until === null ? null : new Date(row.subscription.paid_until),
    renews: row.subscription.renews,
    periods: row.periods,
    first_paid_at: row.firstPaidAt,
    trial_until: row.trialUntil,
    ended_at: row.ended?.at ?? null,
    end_reason: row.ended?.reason ?? null,
    created_at: row.createdAt,
    last_event_at: row.lastEventAt,
  }))
  await tx`
    INSERT INTO subscriptions_seen ${tx(stored)}
    ON CONFLICT (business_id, subscription_id) DO UPDATE SET
      number = excluded.number, plan_id = excluded.plan_id, state = excluded.state, currency = excluded.currency,
      price = excluded.price, period_unit = excluded.period_unit, period_count = excluded.period_count,
      paid_until = excluded.paid_until, renews = excluded.renews, periods = excluded.periods,
      first_paid_at = excluded.first_paid_at, trial_until = excluded.trial_until, ended_at = excluded.ended_at,
      end_reason = excluded.end_reason, last_event_at = excluded.last_event_at`
}

interface StoredRow {
  subscription_id: string
  number: number
  plan_id: string
  state: string
  currency: SubscriptionSnapshot['currency']
  price: bigint
  period_unit: SubscriptionSnapshot['period']['unit']
  period_count: number
  paid_until: Date | null
  renews: boolean
  periods: number
  first_paid_at: Date | null
  trial_until: Date | null
  ended_at: Date | null
  end_reason: EndReason | null
  created_at: Date
  last_event_at: Date
}
