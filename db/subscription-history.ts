import type { DenyReason, EventType, SubscriptionChange } from '../domain/events'
import type { Provider } from '../domain/providers'
import type { SubscriptionKey } from './subscriptions'
import type { Db, Tx } from './types'

/** A fact of a subscription's past. What a fact of its type does not tell is null. */
export interface SubscriptionHistoryEntry {
  readonly type: EventType
  readonly at: Date
  readonly actor: string
  /** Minor units. */
  readonly amount: string | null
  readonly provider: Provider | null
  readonly until: string | null
  readonly endsAt: string | null
  readonly period: number | null
  readonly action: SubscriptionChange | null
  readonly reason: string | null
  readonly denyReason: DenyReason | null
  readonly renewal: 'on' | 'off' | 'failed' | null
  readonly channel: string | null
}

/** What happened to a subscription, the oldest first, at most the last `limit` facts of these types. */
export function historyOfSubscription(
  sql: Db | Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  { types, limit }: { readonly types: readonly EventType[]; readonly limit: number },
): Promise<SubscriptionHistoryEntry[]> {
  return sql<SubscriptionHistoryEntry[]>`
    SELECT * FROM (
      SELECT e.seq, e.type, e.occurred_at AS at, e.payload ->> 'actor' AS actor, e.payload ->> 'amount' AS amount,
             e.payload ->> 'provider' AS provider, e.payload ->> 'until' AS until, e.payload ->> 'ends_at' AS "endsAt",
             (e.payload ->> 'period')::int AS period, e.payload ->> 'action' AS action, e.payload ->> 'reason' AS reason,
             e.payload ->> 'deny_reason' AS "denyReason", e.payload ->> 'renewal' AS renewal, c.title AS channel
      FROM business_events e
      LEFT JOIN channels c ON c.business_id = e.business_id AND c.chat_id = e.payload ->> 'chat_id'
      WHERE e.business_id = ${businessId} AND e.subscription_id = ${subscriptionId} AND e.type = ANY(${[...types]})
      ORDER BY e.seq DESC LIMIT ${limit}) latest
    ORDER BY seq`
}
