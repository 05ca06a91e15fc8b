import type { OrderSnapshot, SubscriptionSnapshot } from '../../domain/events'

/** An event of the feed, as stored. */
export interface FeedEvent {
  readonly eventId: string
  readonly cursor: string
  readonly type: string
  readonly version: number
  readonly userId: string | null
  readonly orderId: string | null
  readonly subscriptionId: string | null
  readonly occurredAt: Date
  readonly dedupeKey: string
  readonly payload: Record<string, unknown>
}

/** What this release makes of an event: how the order or the subscription stood right after it, when that could be read. */
export interface Meaning {
  readonly understood: boolean
  readonly order: OrderSnapshot | null
  readonly subscription: SubscriptionSnapshot | null
}

export type ReadEvent = FeedEvent & Meaning

/** What a run of events does to the row of one order. */
export interface OrderChange {
  readonly orderId: string
  readonly order: OrderSnapshot
  readonly firstAt: Date
  readonly lastAt: Date
  readonly revivedAt: Date | null
}

/**
 * The change that each order undergoes by these events, in the order of the feed. Every event carries the whole
 * snapshot, so the last one wins; how the events were cut into pages makes no difference.
 */
export function changesOf(events: readonly ReadEvent[]): OrderChange[] {
  const changes = new Map<string, OrderChange>()
  for (const { orderId, order, occurredAt, type } of events) {
    if (!orderId || !order) continue
    const before = changes.get(orderId)
    changes.set(orderId, {
      orderId,
      order,
      firstAt: before?.firstAt ?? occurredAt,
      lastAt: occurredAt,
      revivedAt: type === 'order_revived' ? occurredAt : (before?.revivedAt ?? null),
    })
  }
  return [...changes.values()]
}
