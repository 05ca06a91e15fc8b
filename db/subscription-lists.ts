import type { SubscriberList } from '../domain/buttons'
import type { BusinessId, SubscriptionId } from '../domain/ids'
import type { SubscriptionState } from '../domain/subscription-states'
import type { Names } from './order-cards'
import type { Db, Tx } from './types'

/** One subscription in a list. */
export interface SubscriptionLine {
  readonly id: SubscriptionId
  readonly number: number
  readonly state: SubscriptionState
  readonly planNames: Names
  readonly buyerName: string
}

/** How many subscriptions there are in each state; a state without any is missing. */
export async function subscriptionCounts(
  sql: Db | Tx,
  businessId: BusinessId,
): Promise<Partial<Record<SubscriptionState, number>>> {
  const rows = await sql<{ state: SubscriptionState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM subscriptions WHERE business_id = ${businessId} GROUP BY state`
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

const columns = (sql: Db | Tx) => sql`
  s.id, s.number, s.state, s.terms -> 'names' AS "planNames", b.name AS "buyerName"
  FROM subscriptions s JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id`

/** The newest first. */
export function subscriptionLines(
  sql: Db | Tx,
  { businessId, list, from, limit }: { businessId: BusinessId; list: SubscriberList; from: number; limit: number },
): Promise<SubscriptionLine[]> {
  return sql<SubscriptionLine[]>`
    SELECT ${columns(sql)} WHERE s.business_id = ${businessId} ${list === 'all' ? sql`` : sql`AND s.state = ${list}`}
    ORDER BY s.number DESC OFFSET ${from} LIMIT ${limit}`
}

/** By the number of a subscription, or by the Telegram id or a part of the name of its buyer; the newest first. */
export function subscriptionsFound(
  sql: Db | Tx,
  { businessId, text, limit }: { businessId: BusinessId; text: string; limit: number },
): Promise<SubscriptionLine[]> {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null
  const part = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql<SubscriptionLine[]>`
    SELECT ${columns(sql)}
    WHERE s.business_id = ${businessId}
      AND (s.number = ${number} OR b.external_id = ${text} OR b.name ILIKE ${part})
    ORDER BY s.number IS NOT DISTINCT FROM ${number} DESC, s.number DESC LIMIT ${limit}`
}
