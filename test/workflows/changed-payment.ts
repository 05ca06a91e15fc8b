import { sleep } from '@temporalio/workflow'
import { payment as shippedPayment } from '../../workflows/payment/payment'
import type { PaymentOutcome, PaymentStart } from '../../workflows/payment/messages'

export { order } from '../../workflows/order/order'
export { refund } from '../../workflows/refund/refund'

/** A change that no running payment survives: it waits before it opens, without `patched()`. */
export async function payment(start: PaymentStart): Promise<PaymentOutcome> {
  await sleep('1 minute')
  return shippedPayment(start)
}
