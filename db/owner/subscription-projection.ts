import type { SubscriptionSnapshot } from '../../domain/events'
import { givesAccess, type SubscriptionState } from '../../domain/subscription-states'
import type { ReadEvent } from './projection'

export const endReasons = ['unpaid', 'cancelled', 'refund', 'revoked'] as const
/** Why a subscription stopped giving access. */
export type EndReason = (typeof endReasons)[number]

/** The row of one subscription: how the last event left it, and what the events before it add up to. */
export interface SubscriptionRow {
  readonly subscriptionId: string
  readonly subscription: SubscriptionSnapshot
  /** Periods that money was paid for. */
  readonly periods: number
  readonly firstPaidAt: Date | null
  readonly trialUntil: Date | null
  /** When it stopped giving access, and why; null while it does, and before it ever did. */
  readonly ended: { readonly at: Date; readonly reason: EndReason } | null
  readonly createdAt: Date
  readonly lastEventAt: Date
}

/**
 * The rows that these events change, as they stand after them. `before` are the rows of the same subscriptions so far;
 * each event is put on top of what was there, so how the feed was cut into pages makes no difference.
 */
export function subscriptionsAfter(
  before: readonly SubscriptionRow[],
  events: readonly ReadEvent[],
): readonly SubscriptionRow[] {
  const rows = new Map(before.map((row) => [row.subscriptionId, row]))
  const touched = new Set<string>()
  for (const event of events) {
    const { subscriptionId, subscription } = event
    if (subscriptionId === null || subscription === null) continue
    rows.set(subscriptionId, after(rows.get(subscriptionId) ?? null, { ...event, subscriptionId, subscription }))
    touched.add(subscriptionId)
  }
  return [...rows.values()].filter((row) => touched.has(row.subscriptionId))
}

type SubscriptionEvent = ReadEvent & { readonly subscriptionId: string; readonly subscription: SubscriptionSnapshot }

function after(before: SubscriptionRow | null, event: SubscriptionEvent): SubscriptionRow {
  const { subscriptionId, subscription, occurredAt, type, understood, payload } = event
  const begun = understood && type === 'subscription_period_begun'
  const trial = understood && type === 'subscription_extended' && payload['kind'] === 'trial'
  return {
    subscriptionId,
    subscription,
    periods: (before?.periods ?? 0) + (begun ? 1 : 0),
    firstPaidAt: before?.firstPaidAt ?? (begun ? occurredAt : null),
    trialUntil: trial ? new Date(String(payload['until'])) : (before?.trialUntil ?? null),
    ended: endedAfter(before, event),
    createdAt: before?.createdAt ?? occurredAt,
    lastEventAt: occurredAt,
  }
}

const lives = ({ state }: SubscriptionSnapshot) => givesAccess(state as SubscriptionState)

function endedAfter(before: SubscriptionRow | null, event: SubscriptionEvent): SubscriptionRow['ended'] {
  if (lives(event.subscription)) return null
  if (!before || !lives(before.subscription)) return before?.ended ?? null
  return { at: event.occurredAt, reason: endReasonOf(event) }
}

/** The same reading as that of the view `subscription_steps`. */
function endReasonOf({ type, payload, subscription }: SubscriptionEvent): EndReason {
  if (type === 'subscription_refunded') return 'refund'
  if (payload['action'] === 'revoke') return 'revoked'
  return subscription.renews ? 'unpaid' : 'cancelled'
}
