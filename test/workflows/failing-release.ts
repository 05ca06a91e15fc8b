import type { PaymentId } from '../../domain/ids'
import { Collection } from '../../workflows/collection'

export { order } from '../../workflows/order/order'
export { payment } from '../../workflows/payment/payment'

const shipped = Reflect.get(Collection.prototype, 'outcomeOf') as (
  this: Collection,
  paymentId: PaymentId,
) => ReturnType<Collection['outcomeOf']>

/** A release with a bug: the step that asks for a balance throws. */
Collection.prototype.outcomeOf = function (paymentId) {
  if (paymentId.endsWith('.b')) throw new Error('planted')
  return shipped.call(this, paymentId)
}
