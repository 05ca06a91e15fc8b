import { Collection } from '../../workflows/collection'

export { order } from '../../workflows/order/order'
export { payment } from '../../workflows/payment/payment'

const shipped = Collection.prototype.outcomeOf

/** A release with a bug: the step that asks for a balance throws. */
Collection.prototype.outcomeOf = function (paymentId) {
  if (paymentId.endsWith('.b')) throw new Error('planted')
  return shipped.call(this, paymentId)
}
