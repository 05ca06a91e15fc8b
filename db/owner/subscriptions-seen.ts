import type { BusinessId, SubscriptionId } from '../../domain/ids'
import type { Currency } from '../../domain/money'
import type { SubscriptionState } from '../../domain/subscription-states'
import type { Period } from '../../domain/subscription-times'
import type { Db } from '../types'
import type { CountedMoney } from './day'
import type { StoredFact } from './orders-seen'
import type { EndReason } from './subscription-projection'

/** A subscription as the last event about it left it. */
export interface SubscriptionSeen {
  readonly subscriptionId: SubscriptionId
  readonly number: number
  readonly planId: string
  readonly state: SubscriptionState
  readonly currency: Currency
  /** Of one period, minor units. */
  readonly price: bigint
  readonly periodUnit: Period['unit']
  readonly periodCount: number
  readonly paidUntil: Date | null
  readonly renews: boolean
  readonly periods: number
  readonly endedAt: Date | null
  readonly endReason: EndReason | null
}

/** The lists an owner can open. `lost`: those that had been paid for and ended after `from`. */
export type SubscriptionList =
  | { readonly of: 'active' | 'cancelled' | 'grace' | 'flagged' }
  | { readonly of: 'refunds' }
  | { readonly of: 'lost'; readonly from: Date }

/** One page of a list: what ends soonest first, of the lost the newest. `limit` and `offset` count subscriptions. */
export async function subscriptionsOf(
  sql: Db,
  businessId: BusinessId,
  list: SubscriptionList,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: SubscriptionSeen[]; total: number }> {
  const rows = await sql<(SubscriptionSeen & { full: number })[]>`
    SELECT ${columns(sql)}, count(*) OVER ()::int AS full
    FROM subscriptions_seen s WHERE s.business_id = ${businessId} AND ${belongs(sql, list)}
    ORDER BY s.ended_at DESC NULLS FIRST, s.paid_until ASC NULLS LAST, s.number
    LIMIT ${limit} OFFSET ${offset}`
  return { rows: rows.map(({ full: _full, ...row }) => row), total: rows[0]?.full ?? 0 }
}

/** How many subscriptions a list holds. */
export async function subscriptionCount(sql: Db, businessId: BusinessId, list: SubscriptionList): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM subscriptions_seen s
    WHERE s.business_id = ${businessId} AND ${belongs(sql, list)}`
  return row?.count ?? 0
}

function belongs(sql: Db, list: SubscriptionList) {
  switch (list.of) {
    case 'active':
    case 'cancelled':
    case 'grace':
    case 'flagged':
      return sql`s.state = ${list.of}`
    case 'refunds':
      return sql`s.subscription_id IN (
        SELECT subscription_id FROM refunds_waiting r WHERE r.business_id = s.business_id)`
    case 'lost':
      return sql`s.ended_at > ${list.from} AND s.first_paid_at <= s.ended_at`
  }
}

export async function subscriptionSeen(
  sql: Db,
  businessId: BusinessId,
  subscriptionId: SubscriptionId,
): Promise<SubscriptionSeen | null> {
  const [row] = await sql<SubscriptionSeen[]>`
    SELECT ${columns(sql)} FROM subscriptions_seen s
    WHERE s.business_id = ${businessId} AND s.subscription_id = ${subscriptionId}`
  return row ? { ...row } : null
}

/** The id of the subscription with this number; null when no event tells of one. */
export async function subscriptionNumbered(
  sql: Db,
  businessId: BusinessId,
  number: number,
): Promise<SubscriptionId | null> {
  const [row] = await sql<{ id: SubscriptionId }[]>`
    SELECT subscription_id AS id FROM subscriptions_seen WHERE business_id = ${businessId} AND number = ${number}`
  return row?.id ?? null
}

/** What happened to a subscription, oldest first: the page that ends `skip` events before the newest. */
export async function subscriptionHistory(
  sql: Db,
  { businessId, subscriptionId }: { businessId: BusinessId; subscriptionId: SubscriptionId },
  { limit, skip }: { limit: number; skip: number },
): Promise<{ facts: StoredFact[]; total: number }> {
  const rows = await sql<(StoredFact & { full: number })[]>`
    SELECT type, version, occurred_at AS "occurredAt", payload, count(*) OVER ()::int AS full
    FROM events WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId}
    ORDER BY position DESC LIMIT ${limit} OFFSET ${skip}`
  return { facts: rows.map(({ full: _full, ...fact }) => fact).toReversed(), total: rows[0]?.full ?? 0 }
}

/** Periods that are asked for and not paid yet. */
export function periodsDue(sql: Db, businessId: BusinessId): Promise<CountedMoney[]> {
  return sql<CountedMoney[]>`
    SELECT currency, count(*)::int AS count, sum(amount)::bigint AS amount
    FROM periods_due WHERE business_id = ${businessId} GROUP BY currency ORDER BY currency`
}

const columns = (sql: Db) => sql`
  s.subscription_id AS "subscriptionId", s.number, s.plan_id AS "planId", s.state, s.currency, s.price,
  s.period_unit AS "periodUnit", s.period_count AS "periodCount", s.paid_until AS "paidUntil", s.renews, s.periods,
  s.ended_at AS "endedAt", s.end_reason AS "endReason"`
