import { nextOrderState, stageOf, type OrderState } from '../domain/order-states'
import { tellOfOrder } from './events'
import { lockPaymentsOf, setPaymentState, type OrderPayment } from './payments'
import { holdStock, lockAvailable, type Line } from './stock'
import type { Tx } from './types'

/**
 * Late money landed for a payment of an ended order: brings the order back if its goods can be had again and nobody
 * of the shop ended it. Then the payment is paid, the stages that were dropped with the order are scheduled again, and
 * the goods are kept for good. Returns whether it did; nothing has changed when not.
 */
export async function reviveOrder(tx: Tx, payment: OrderPayment, now: number): Promise<boolean> {
  const { businessId, orderId } = payment
  const payments = await lockPaymentsOf(tx, payment)
  const [order] = await tx<{ state: OrderState; ended_by: string | null; refunds: number; revivals: number }[]>`
    SELECT o.state, o.ended_by, o.revivals,
      (SELECT count(*)::int FROM refunds r JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
       WHERE p.business_id = o.business_id AND p.order_id = o.id) AS refunds
    FROM orders o WHERE o.business_id = ${businessId} AND o.id = ${orderId} FOR UPDATE OF o`
  // An order whose lifecycle has not come round to ending it is still open: its stage is paid at the last moment.
  const open = order?.state === 'awaiting_payment'
  const state = order && nextOrderState(order.state, 'revive')
  if (!order || !(open || state) || order.ended_by === 'staff' || order.refunds > 0) return false

  const lines = await tx<(Line & Record<string, unknown>)[]>`
    SELECT product_id AS "productId", quantity FROM order_lines
    WHERE business_id = ${businessId} AND order_id = ${orderId} ORDER BY product_id`
  const productIds = lines.map((line) => line.productId)
  const available = await lockAvailable(tx, businessId, productIds, { now, except: orderId })
  if (lines.some((line) => (available.get(line.productId) ?? 0) < line.quantity)) return false

  await holdStock(tx, payment, lines, 'paid')
  await setPaymentState(tx, payment, 'paid', now)
  if (open || !state) return true
  for (const other of payments) {
    if (other.id === payment.id || (other.state !== 'cancelled' && other.state !== 'expired')) continue
    await tx`UPDATE payments SET opened_at = NULL, expires_at = NULL, extended_at = NULL
             WHERE business_id = ${businessId} AND id = ${other.id}`
    await setPaymentState(tx, other, 'scheduled', now)
  }
  await tx`
    UPDATE orders SET state = ${state}, revivals = revivals + 1, ended_by = NULL, end_reason = NULL,
      deposit_fate = NULL, changed_at = ${new Date(now)}
    WHERE business_id = ${businessId} AND id = ${orderId}`
  await tellOfOrder(tx, {
    businessId,
    orderId,
    type: 'order_revived',
    dedupeKey: `${orderId}/revived/${order.revivals + 1}`,
    actor: 'timer',
    at: now,
    fields: { from: stageOf(order.state, null) },
  })
  return true
}
