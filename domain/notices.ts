import type { CodeRefusal } from './codes'
import type { BusinessId, BuyerId, OrderId, PaymentId, SubscriptionId } from './ids'
import type { LateOutcome } from './ledger'
import type { Provider } from './providers'

/** Where a notice goes; who that is, is looked up when it is sent, so that no workflow history names a person. */
export type Audience = 'buyer' | 'florists' | 'couriers' | 'managers' | 'owner'

interface Said {
  readonly businessId: BusinessId
  /** Unique per business: a notice with a key that was sent is not sent again. */
  readonly dedupeKey: string
}
interface OfOrder extends Said {
  readonly orderId: OrderId
}
interface OfSubscription extends Said {
  readonly subscriptionId: SubscriptionId
}
interface OfBuyer extends Said {
  readonly buyerId: BuyerId
}
interface OfPayment extends Said {
  readonly paymentId: PaymentId
}
interface OfTransaction extends OfPayment {
  readonly provider: Provider
  readonly externalId: string
}

/** What a subscription's lifecycle says. */
export type SubscriptionNotice =
  // To the buyer
  /** There is time that nobody paid for: a trial, a gift. */
  | (OfSubscription & { kind: 'subscription_begun' })
  /** Links to the channels. */
  | (OfSubscription & { kind: 'access_opened' })
  | (OfSubscription & { kind: 'renewal_reminder' })
  | (OfSubscription & { kind: 'subscription_grace' })
  | (OfSubscription & { kind: 'subscription_cancelled' })
  | (OfSubscription & { kind: 'subscription_paused'; paused: boolean })
  | (OfSubscription & { kind: 'access_ended' })
  | (OfSubscription & { kind: 'win_back'; offer: number })
  | (OfSubscription & { kind: 'star_renewal_failed' })
  // To staff
  | (OfSubscription & { kind: 'stranger_at_link'; strangerId: string })
  | (OfSubscription & { kind: 'subscription_flagged' })
  | (OfSubscription & { kind: 'subscriber_exempt'; chatId: string })
  | (OfSubscription & { kind: 'refund_wanted'; reason: string })

/** Everything a lifecycle says to people. Names and sums are read from the database when it is rendered. */
export type Notice =
  // To the buyer
  | (OfOrder & { kind: 'order_rejected'; reason: 'sold_out' | 'not_for_sale' })
  | (OfPayment & { kind: 'payment_due' })
  | (OfPayment & { kind: 'payment_nudge'; nudge: number })
  | (OfPayment & { kind: 'payment_received' })
  | (OfPayment & { kind: 'payment_expired' })
  | (OfOrder & { kind: 'goods_awaited' })
  | (OfOrder & { kind: 'order_cancelled' })
  | (OfOrder & { kind: 'deposit_kept' })
  | (OfOrder & { kind: 'order_progress'; step: 'paid' | 'accepted' | 'assembled' | 'out_for_delivery' | 'delivered' })
  | (OfOrder & { kind: 'rating_ask' })
  | (OfPayment & { kind: 'late_money'; outcome: LateOutcome })
  | (OfTransaction & { kind: 'refund_started' })
  | (OfTransaction & { kind: 'refund_completed' })
  // To staff
  | (OfOrder & { kind: 'offer'; round: number })
  | (OfOrder & { kind: 'offer_unanswered' })
  | (OfOrder & { kind: 'courier_offer' })
  | (OfOrder & { kind: 'order_late'; waitingFor: 'florist' | 'assembly' | 'courier' | 'delivery' })
  | (OfOrder & { kind: 'order_ended_for_staff' })
  | (OfOrder & { kind: 'order_ended_for_couriers' })
  | (OfOrder & { kind: 'deposit_fate'; fate: 'keep' | 'refund' | 'ask_owner' })
  | (OfTransaction & { kind: 'refund_todo'; reminder: number })
  | (OfPayment & { kind: 'late_money_for_owner'; outcome: LateOutcome })
  | (OfBuyer & { kind: 'subscription_rejected'; planId: string; reason: 'not_for_sale' | 'no_seat' | CodeRefusal })
  | SubscriptionNotice

export const audienceOf: Readonly<Record<Notice['kind'], Audience>> = {
  order_rejected: 'buyer',
  payment_due: 'buyer',
  payment_nudge: 'buyer',
  payment_received: 'buyer',
  payment_expired: 'buyer',
  goods_awaited: 'buyer',
  order_cancelled: 'buyer',
  deposit_kept: 'buyer',
  order_progress: 'buyer',
  rating_ask: 'buyer',
  late_money: 'buyer',
  refund_started: 'buyer',
  refund_completed: 'buyer',
  offer: 'florists',
  offer_unanswered: 'managers',
  courier_offer: 'couriers',
  order_late: 'managers',
  order_ended_for_staff: 'florists',
  order_ended_for_couriers: 'couriers',
  deposit_fate: 'owner',
  refund_todo: 'owner',
  late_money_for_owner: 'owner',
  subscription_rejected: 'buyer',
  subscription_begun: 'buyer',
  access_opened: 'buyer',
  renewal_reminder: 'buyer',
  subscription_grace: 'buyer',
  subscription_cancelled: 'buyer',
  subscription_paused: 'buyer',
  access_ended: 'buyer',
  win_back: 'buyer',
  star_renewal_failed: 'buyer',
  stranger_at_link: 'owner',
  subscription_flagged: 'owner',
  subscriber_exempt: 'owner',
  refund_wanted: 'owner',
}

/** Somebody waits for these with the money in their hand, or has just paid it. */
const prompt: readonly Notice['kind'][] = [
  'order_rejected',
  'payment_due',
  'payment_received',
  'subscription_rejected',
  'subscription_begun',
  'access_opened',
]
/** These come by the thousand when many subscriptions end together, and nobody waits for them. */
const unhurried: readonly Notice['kind'][] = [
  'payment_nudge',
  'renewal_reminder',
  'subscription_grace',
  'access_ended',
  'win_back',
]

/** Telegram takes only so many messages a second; this is who goes first, 1 before 5 (Temporal's `priorityKey`). */
export const urgencyOf = (kind: Notice['kind']): 2 | 3 | 5 =>
  prompt.includes(kind) ? 2 : unhurried.includes(kind) ? 5 : 3

/**
 * What became of a notice. `unreachable`: the person blocked the bot or never wrote to it; `refused`: Telegram will
 * never take it, and an operator can see why. The lifecycle goes on in every case.
 */
export type NoticeOutcome = 'sent' | 'unreachable' | 'refused' | 'skipped'
