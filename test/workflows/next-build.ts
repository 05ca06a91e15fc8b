import { upsertMemo } from '@temporalio/workflow'
import type { OrderOutcome, OrderStart } from '../../workflows/order/messages'
import { order as shippedOrder } from '../../workflows/order/order'
import type { SubscriptionOutcome, SubscriptionStart } from '../../workflows/subscription/messages'
import { subscription as shippedSubscription } from '../../workflows/subscription/subscription'

export { accessAudit } from '../../workflows/access-audit/access-audit'
export { payment } from '../../workflows/payment/payment'
export { refund } from '../../workflows/refund/refund'

/** The code of a later build, whose runs say so in their first step: no run that an earlier build began replays on it. */
export function order(start: OrderStart): Promise<OrderOutcome> {
  upsertMemo({ build: 'next' })
  return shippedOrder(start)
}

export function subscription(start: SubscriptionStart): Promise<SubscriptionOutcome> {
  upsertMemo({ build: 'next' })
  return shippedSubscription(start)
}
