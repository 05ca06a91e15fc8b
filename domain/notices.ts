import type { BusinessId, OrderId, PaymentId } from './ids'
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
interface OfPayment extends Said {
  readonly paymentId: PaymentId
}
interface OfTransaction extends OfPayment {
  readonly provider: Provider
  readonly externalId: string
}

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
  | (OfOrder & { kind: 'order_late'; waitingFor: 'florist' | 'assembly' | 'courier' })
  | (OfOrder & { kind: 'order_ended_for_staff' })
  | (OfOrder & { kind: 'deposit_fate'; fate: 'keep' | 'refund' | 'ask_owner' })
  | (OfTransaction & { kind: 'refund_todo'; reminder: number })
  | (OfPayment & { kind: 'late_money_for_owner'; outcome: LateOutcome })

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
  deposit_fate: 'owner',
  refund_todo: 'owner',
  late_money_for_owner: 'owner',
}

/**
 * What became of a notice. `unreachable`: the person blocked the bot or never wrote to it; `refused`: Telegram will
 * never take it, and an operator can see why. The lifecycle goes on in every case.
 */
export type NoticeOutcome = 'sent' | 'unreachable' | 'refused' | 'skipped'
