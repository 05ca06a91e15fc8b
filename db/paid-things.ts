import { paidFor, type BusinessId, type PaymentId } from '../domain/ids'
import type { PaymentKind } from '../domain/payment-plan'
import { orderCard, type OrderCard } from './order-cards'
import type { PaymentCard } from './payment-cards'
import { periodCard, type SubscriptionCard } from './subscription-cards'
import type { Db, Tx } from './types'

/** What a payment pays for, with the payment: an order or a subscription. */
export type PaidThing =
  | { readonly order: OrderCard; readonly subscription: null; readonly payment: PaymentCard<PaymentKind> }
  | { readonly order: null; readonly subscription: SubscriptionCard; readonly payment: PaymentCard }

/** Null when there is no such payment in this business. */
export async function paidThing(
  sql: Db | Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<PaidThing | null> {
  const { orderId, subscriptionId } = paidFor(paymentId)
  if (subscriptionId !== undefined) {
    const found = await periodCard(sql, { businessId, subscriptionId, paymentId })
    return found && { order: null, ...found }
  }
  const order = await orderCard(sql, { businessId, orderId })
  const payment = order?.payments.find(({ id }) => id === paymentId)
  return order && payment ? { order, subscription: null, payment } : null
}
