import { patched, upsertMemo } from '@temporalio/workflow'
import type { SubscriptionOutcome, SubscriptionStart } from '../../workflows/subscription/messages'
import { subscription as shippedSubscription } from '../../workflows/subscription/subscription'

export { order } from '../../workflows/order/order'
export { payment } from '../../workflows/payment/payment'
export { refund } from '../../workflows/refund/refund'

/** The code of a later release: a run that the old code began goes on as it was, the run of the next period is new. */
export function subscription(start: SubscriptionStart): Promise<SubscriptionOutcome> {
  if (patched('periods-know-their-release')) upsertMemo({ release: 'next' })
  return shippedSubscription(start)
}
