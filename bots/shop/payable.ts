import type { OrderCard } from '../../db/order-cards'
import type { PaymentCard } from '../../db/payment-cards'

/** The stage of money an order waits for now, if any. */
export const payable = (order: OrderCard): PaymentCard | null =>
  order.payments.find(({ state }) => state === 'due' || state === 'held') ?? null

/** What was taken and not given back, in the order's currency. */
export const received = (order: OrderCard): bigint =>
  order.payments.reduce((total, payment) => total + payment.received, 0n)
