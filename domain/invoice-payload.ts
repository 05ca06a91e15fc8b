import { idPattern, paymentIdPattern, type BusinessId, type BuyerId, type PaymentId } from './ids'

/** What an invoice of Telegram carries. It names its buyer, because a forwarded invoice can be paid by anybody. */
export interface InvoicePayload {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
  readonly buyerId: BuyerId
}

/** At most 128 bytes (telegram.md 3.1); ours are 32 + 37 + 29 and two colons at the longest. */
export const encodePayload = ({ businessId, paymentId, buyerId }: InvoicePayload) =>
  `${businessId}:${paymentId}:${buyerId}`

/** Null for anything we never wrote. */
export function decodePayload(text: string): InvoicePayload | null {
  const match = /^([^:]+):([^:]+):(telegram:\d{1,20})$/.exec(text)
  const [, businessId = '', paymentId = '', buyerId = ''] = match ?? []
  if (!idPattern.test(businessId) || !paymentIdPattern.test(paymentId)) return null
  return { businessId, paymentId, buyerId }
}
