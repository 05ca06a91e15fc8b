import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
import type { Standing } from '../domain/ledger'
import type { Currency } from '../domain/money'
import type { OrderState } from '../domain/order-states'
import type { PaymentKind } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import { holdEnd } from '../domain/providers'
import { transactionHolding } from './provider-transactions'
import type { Db, Tx } from './types'

export interface LockedPayment {
  readonly businessId: BusinessId
  readonly id: PaymentId
  readonly orderId: OrderId
  readonly ref: string
  readonly kind: PaymentKind
  readonly amount: bigint
  readonly currency: Currency
  readonly openedAt: number | null
  readonly expiresAt: number | null
  readonly extendedAt: number | null
  readonly orderState: OrderState
  /** Follows `setPaymentState` within the transaction. */
  state: PaymentState
}

/**
 * The payment, locked until the transaction ends, with the other stages of its order: late money touches them too, and
 * two that lock the stages of one order in different orders would wait for each other. Locks are taken in the order
 * payments by their position, order, product.
 */
export async function lockPayment(
  tx: Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<LockedPayment | null> {
  const rows = await tx<PaymentRow[]>`
    SELECT p.*, o.state AS order_state
    FROM payments p JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    WHERE p.business_id = ${businessId}
      AND p.order_id = (SELECT order_id FROM payments WHERE business_id = ${businessId} AND id = ${paymentId})
    ORDER BY p.position
    FOR UPDATE OF p`
  const row = rows.find(({ id }) => id === paymentId)
  return row ? fromRow(row) : null
}

/** Every payment of an order, locked in the order of its stages. */
export async function lockPaymentsOf(
  tx: Tx,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
): Promise<LockedPayment[]> {
  const rows = await tx<PaymentRow[]>`
    SELECT p.*, o.state AS order_state
    FROM payments p JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    WHERE p.business_id = ${businessId} AND p.order_id = ${orderId}
    ORDER BY p.position
    FOR UPDATE OF p`
  return rows.map(fromRow)
}

export async function setPaymentState(tx: Tx, payment: LockedPayment, state: PaymentState, now: number): Promise<void> {
  await tx`
    UPDATE payments SET state = ${state},
      settled_at = ${state === 'due' || state === 'held' || state === 'scheduled' ? null : new Date(now)}
    WHERE business_id = ${payment.businessId} AND id = ${payment.id}`
  payment.state = state
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
  order_id: OrderId
  ref: string
  kind: PaymentKind
  amount: bigint
  currency: Currency
  state: PaymentState
  opened_at: Date | null
  expires_at: Date | null
  extended_at: Date | null
  order_state: OrderState
}

const fromRow = (row: PaymentRow): LockedPayment => ({
  businessId: row.business_id,
  id: row.id,
  orderId: row.order_id,
  ref: row.ref,
  kind: row.kind,
  amount: row.amount,
  currency: row.currency,
  state: row.state,
  openedAt: row.opened_at?.getTime() ?? null,
  expiresAt: row.expires_at?.getTime() ?? null,
  extendedAt: row.extended_at?.getTime() ?? null,
  orderState: row.order_state,
})

/** Who pays a payment; null when there is no such payment. */
export async function buyerOfPayment(
  sql: Db | Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<{ buyerId: string; externalId: string } | null> {
  const [row] = await sql<{ buyerId: string; externalId: string }[]>`
    SELECT b.id AS "buyerId", b.external_id AS "externalId"
    FROM payments p
    JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    JOIN buyers b ON b.business_id = o.business_id AND b.id = o.buyer_id
    WHERE p.business_id = ${businessId} AND p.id = ${paymentId}`
  return row ?? null
}
