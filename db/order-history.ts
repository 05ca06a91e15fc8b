import type { EventType } from '../domain/events'
import type { BusinessId, OrderId } from '../domain/ids'
import type { Db, Tx } from './types'

export interface HistoryEntry {
  readonly type: EventType
  readonly at: Date
  /** Minor units, as the fact told it; null for facts that are not about one sum. */
  readonly amount: string | null
  readonly provider: string | null
  readonly until: string | null
  readonly score: number | null
}

/** What happened to an order, the oldest first, at most the last `limit` facts. */
export async function historyOf(
  sql: Db | Tx,
  { businessId, orderId, limit }: { businessId: BusinessId; orderId: OrderId; limit: number },
): Promise<HistoryEntry[]> {
  return sql<HistoryEntry[]>`
    SELECT * FROM (
      SELECT seq, type, occurred_at AS at, payload ->> 'amount' AS amount, payload ->> 'provider' AS provider,
             payload ->> 'until' AS until, (payload ->> 'score')::int AS score
      FROM business_events WHERE business_id = ${businessId} AND order_id = ${orderId}
      ORDER BY seq DESC LIMIT ${limit}) latest
    ORDER BY seq`
}
