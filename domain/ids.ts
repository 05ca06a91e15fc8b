declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]?: Name }

export type BusinessId = Id<'business'>
export type OrderId = Id<'order'>
export type PaymentId = Id<'payment'>
export type ProductId = Id<'product'>
export type BuyerId = Id<'buyer'>
export type SubscriptionId = Id<'subscription'>

/** Ids travel in workflow ids, callback data (64 bytes) and URLs, so they are short and have no separators. */
export const idPattern = /^[A-Za-z0-9_]{1,32}$/
/** A payment id is its order's id and one letter for the stage, `k3v9….d`, or its subscription's id and its period, `s7x….3`. */
export const paymentIdPattern = /^[A-Za-z0-9_]{1,32}\.(?:[fdb]|[1-9]\d{0,3})$/

/** What a payment pays for. */
export type PaidFor =
  | { readonly orderId: OrderId; readonly subscriptionId?: never }
  | { readonly subscriptionId: SubscriptionId; readonly orderId?: never }

export function paidFor(paymentId: PaymentId): PaidFor {
  const [id = '', stage = ''] = paymentId.split('.')
  return /^\d+$/.test(stage) ? { subscriptionId: id } : { orderId: id }
}

export const orderWorkflowId = (businessId: BusinessId, orderId: OrderId) => `order/${businessId}/${orderId}`
export const paymentWorkflowId = (businessId: BusinessId, paymentId: PaymentId) => `payment/${businessId}/${paymentId}`

export const subscriptionWorkflowId = (businessId: BusinessId, subscriptionId: SubscriptionId) =>
  `subscription/${businessId}/${subscriptionId}`

/** One at a time for a business, besides those that their schedules start. */
export const auditWorkflowId = (businessId: BusinessId) => `access-audit/${businessId}/by-hand`
export const reconciliationWorkflowId = (businessId: BusinessId) => `stars-reconciliation/${businessId}/by-hand`

/** One resending of a message at a time. */
export const resendWorkflowId = (businessId: BusinessId, dedupeKey: string) => `resend/${businessId}/${dedupeKey}`

/** The buyer's id inside a business: the channel and the person's id there, `telegram:42`. */
export const buyerIdOf = (channel: 'telegram', externalId: string | number): BuyerId => `${channel}:${externalId}`

/** One refund gives back one transaction of a provider; a payment that was paid twice has two. */
export const refundWorkflowId = (
  businessId: BusinessId,
  paymentId: PaymentId,
  transaction: { provider: string; externalId: string },
) => `refund/${businessId}/${paymentId}/${transaction.provider}:${transaction.externalId}`
