import { paidFor, type BusinessId, type OrderId, type PaymentId, type SubscriptionId } from '../domain/ids'
import type { Standing } from '../domain/ledger'
import type { Currency } from '../domain/money'
import type { OrderState } from '../domain/order-states'
import type { PaymentKind } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import { holdEnd, type Provider } from '../domain/providers'
import { tellOfPayment } from './events'
import { transactionHolding } from './provider-transactions'
import type { Db, Tx } from './types'

interface Locked {
  readonly businessId: BusinessId
  readonly id: PaymentId
  readonly ref: string
  readonly amount: bigint
  readonly currency: Currency
  readonly openedAt: number | null
  readonly expiresAt: number | null
  readonly extendedAt: number | null
  /** The price in Stars where it is not that of the rate. */
  readonly starAmount: bigint | null
  /** The price of providers that cost another, minor units. */
  readonly prices: Readonly<Partial<Record<Provider, string>>>
  /** Follows `setPaymentState` within the transaction. */
  state: PaymentState
}

/** A stage of an order. */
export interface OrderPayment extends Locked {
  readonly orderId: OrderId
  readonly kind: PaymentKind
  readonly orderState: OrderState
}

/** One period of a subscription. */
export interface PeriodPayment extends Locked {
  readonly orderId: null
  readonly subscriptionId: SubscriptionId
  readonly kind: 'period'
  /** The first period is 1. */
  readonly period: number
}

export type LockedPayment = OrderPayment | PeriodPayment

/**
 * The payment, locked until the transaction ends. A stage is locked with the other stages of its order, a period with
 * the others of its subscription: late money and refunds touch them too, and two that lock them in different orders
 * would wait for each other. Locks are taken in the order payments by their position, order or subscription, product.
 */
export async function lockPayment(
  tx: Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<LockedPayment | null> {
  const { orderId, subscriptionId } = paidFor(paymentId)
  const siblings = orderId
    ? await lockPaymentsOf(tx, { businessId, orderId })
    : await lockPeriodsOf(tx, { businessId, subscriptionId: subscriptionId ?? '' })
  return siblings.find(({ id }) => id === paymentId) ?? null
}

/** Every period of a subscription that was asked for, locked in their order. */
export async function lockPeriodsOf(
  tx: Tx,
  { businessId, subscriptionId }: { businessId: BusinessId; subscriptionId: SubscriptionId },
): Promise<PeriodPayment[]> {
  const rows = await tx<PeriodRow[]>`
    SELECT * FROM payments
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} ORDER BY position FOR UPDATE`
  return rows.map((row) => ({
    ...shared(row),
    orderId: null,
    subscriptionId: row.subscription_id,
    kind: 'period',
    period: row.position,
  }))
}

/** Every payment of an order, locked in the order of its stages. */
export async function lockPaymentsOf(
  tx: Tx,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
): Promise<OrderPayment[]> {
  const rows = await tx<StageRow[]>`
    SELECT p.*, o.state AS order_state
    FROM payments p JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    WHERE p.business_id = ${businessId} AND p.order_id = ${orderId}
    ORDER BY p.position
    FOR UPDATE OF p`
  return rows.map((row) => ({
    ...shared(row),
    orderId: row.order_id,
    kind: row.kind,
    orderState: row.order_state,
  }))
}

export async function setPaymentState(tx: Tx, payment: LockedPayment, state: PaymentState, now: number): Promise<void> {
  await tx`
    UPDATE payments SET state = ${state},
      settled_at = ${state === 'due' || state === 'held' || state === 'scheduled' ? null : new Date(now)}
    WHERE business_id = ${payment.businessId} AND id = ${payment.id}`
  payment.state = state
}

/** The time of a locked payment is over, and nobody has paid. */
export async function expireNow(tx: Tx, payment: LockedPayment, at: number): Promise<void> {
  await setPaymentState(tx, payment, 'expired', at)
  const dedupeKey = `${payment.id}/payment_expired/${at}`
  await tellOfPayment(tx, { type: 'payment_expired', dedupeKey, actor: 'timer', at, payment })
}

/** How a locked payment stands. */
export async function standingOf(tx: Tx, payment: LockedPayment): Promise<Standing> {
  const holder = payment.state === 'held' ? await transactionHolding(tx, payment) : null
  return {
    state: payment.state,
    expiresAt: payment.expiresAt ?? 0,
    holdEndsAt: holder && holdEnd(holder),
  }
}

interface PaymentRow {
  business_id: string
  id: PaymentId
  ref: string
  amount: bigint
  currency: Currency
  state: PaymentState
  position: number
  opened_at: Date | null
  expires_at: Date | null
  extended_at: Date | null
  star_amount: number | null
  prices: LockedPayment['prices']
}
interface StageRow extends PaymentRow {
  order_id: OrderId
  kind: PaymentKind
  order_state: OrderState
}
interface PeriodRow extends PaymentRow {
  subscription_id: SubscriptionId
}

const shared = (row: PaymentRow) => ({
  businessId: row.business_id,
  id: row.id,
  ref: row.ref,
  amount: row.amount,
  currency: row.currency,
  state: row.state,
  openedAt: row.opened_at?.getTime() ?? null,
  expiresAt: row.expires_at?.getTime() ?? null,
  extendedAt: row.extended_at?.getTime() ?? null,
  starAmount: row.star_amount === null ? null : BigInt(row.star_amount),
  prices: row.prices,
})

/** Who pays a payment; null when there is no such payment. */
export async function buyerOfPayment(
  sql: Db | Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<{ buyerId: string; externalId: string } | null> {
  const [row] = await sql<{ buyerId: string; externalId: string }[]>`
    SELECT b.id AS "buyerId", b.external_id AS "externalId"
    FROM payments p
    LEFT JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    LEFT JOIN subscriptions s ON s.business_id = p.business_id AND s.id = p.subscription_id
    JOIN buyers b ON b.business_id = p.business_id AND b.id = coalesce(o.buyer_id, s.buyer_id)
    WHERE p.business_id = ${businessId} AND p.id = ${paymentId}`
  return row ?? null
}
