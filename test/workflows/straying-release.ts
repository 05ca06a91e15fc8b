import { sleep } from '@temporalio/workflow'
import type { PaymentId } from '../../domain/ids'
import { Collection } from '../../workflows/collection'

export { order } from '../../workflows/order/order'
export { payment } from '../../workflows/payment/payment'

const shipped = Reflect.get(Collection.prototype, 'outcomeOf') as (
  this: Collection,
  paymentId: PaymentId,
) => ReturnType<Collection['outcomeOf']>

/** A release that went another way: it set a timer before it asked for a balance. */
Collection.prototype.outcomeOf = function (paymentId) {
  if (paymentId.endsWith('.b')) void sleep('1 hour')
  return shipped.call(this, paymentId)
}
