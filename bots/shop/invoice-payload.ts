import {
  idPattern,
  paymentIdPattern,
  type BusinessId,
  type BuyerId,
  type OrderId,
  type PaymentId,
} from '../../domain/ids'

/** What an invoice of Telegram carries. It names its buyer, because a forwarded invoice can be paid by anybody. */
export interface InvoicePayload {
  readonly businessId: BusinessId
  readonly orderId: OrderId
  readonly paymentId: PaymentId
  readonly buyerId: BuyerId
}

/** At most 128 bytes (telegram.md 3.1); ours are 32 + 34 + 29 and two colons at the longest. */
export const encodePayload = ({ businessId, paymentId, buyerId }: Omit<InvoicePayload, 'orderId'>) =>
  `${businessId}:${paymentId}:${buyerId}`

/** Null for anything we never wrote. */
export function decodePayload(text: string): InvoicePayload | null {
  const match = /^([^:]+):([^:]+):(telegram:\d{1,20})$/.exec(text)
  const [, businessId = '', paymentId = '', buyerId = ''] = match ?? []
  if (!idPattern.test(businessId) || !paymentIdPattern.test(paymentId)) return null
  return { businessId, orderId: paymentId.slice(0, -2), paymentId, buyerId }
}
