import type { BusinessId, OrderId, ProductId } from '../domain/ids'
import type { Tx } from './types'

export interface OrderKey {
  readonly businessId: BusinessId
  readonly orderId: OrderId
}

/**
 * Keeps the goods of an order until a moment (Unix ms). What was paid for stays kept for good, and what has lapsed
 * stays lapsed: somebody else may have it.
 */
export async function keepStockUntil(
  tx: Tx,
  { businessId, orderId }: OrderKey,
  { until, now }: { until: number; now: number },
): Promise<void> {
  await tx`
    UPDATE stock_holds SET expires_at = ${new Date(until)}
    WHERE business_id = ${businessId} AND order_id = ${orderId} AND released_at IS NULL AND used_at IS NULL
      AND expires_at <> 'infinity' AND expires_at > ${new Date(now)}`
}

/** Keeps the goods of an order that was paid for; whoever calls has made sure that they are there. */
export async function keepStockForGood(tx: Tx, { businessId, orderId }: OrderKey): Promise<void> {
  await tx`
    UPDATE stock_holds SET expires_at = 'infinity'
    WHERE business_id = ${businessId} AND order_id = ${orderId} AND released_at IS NULL AND used_at IS NULL`
}

/** What can be promised of each product right now. Locks the products, in the order of their ids. */
export async function lockAvailable(
  tx: Tx,
  businessId: BusinessId,
  productIds: readonly ProductId[],
  { now, except }: { now: number; except?: OrderId },
): Promise<Map<ProductId, number>> {
  await tx`
    SELECT 1 FROM products WHERE business_id = ${businessId} AND id IN ${tx([...productIds])} ORDER BY id FOR UPDATE`
  const rows = await tx<{ id: ProductId; available: number }[]>`
    SELECT p.id, (p.stock - coalesce(sum(h.quantity), 0))::int AS available
    FROM products p
    LEFT JOIN stock_holds h ON h.business_id = p.business_id AND h.product_id = p.id AND h.order_id <> ${except ?? ''}
      AND h.released_at IS NULL AND h.used_at IS NULL AND h.expires_at > ${new Date(now)}
    WHERE p.business_id = ${businessId} AND p.id IN ${tx([...productIds])}
    GROUP BY p.business_id, p.id`
  return new Map(rows.map((row) => [row.id, row.available]))
}

/**
 * Whether an order can still have its goods: they are kept for good, or what nobody else holds is enough. Judged under
 * lock however fresh its hold looks: `now` is the moment the step was made, and others may have come since.
 */
export async function goodsAreThere(tx: Tx, { businessId, orderId }: OrderKey, now: number): Promise<boolean> {
  const unsure = await tx<(Line & Record<string, unknown>)[]>`
    SELECT product_id AS "productId", quantity FROM stock_holds
    WHERE business_id = ${businessId} AND order_id = ${orderId} AND released_at IS NULL AND used_at IS NULL
      AND expires_at <> 'infinity'`
  if (unsure.length === 0) return true
  const productIds = unsure.map((line) => line.productId)
  const available = await lockAvailable(tx, businessId, productIds, { now, except: orderId })
  return unsure.every((line) => (available.get(line.productId) ?? 0) >= line.quantity)
}

/** Whether the shelf really holds what an order was promised; staff may have counted anew. Locks the products. */
export async function shelfHolds(tx: Tx, { businessId, orderId }: OrderKey): Promise<boolean> {
  const rows = await tx<{ enough: boolean }[]>`
    SELECT p.stock >= h.quantity AS enough
    FROM stock_holds h JOIN products p ON p.business_id = h.business_id AND p.id = h.product_id
    WHERE h.business_id = ${businessId} AND h.order_id = ${orderId} AND h.released_at IS NULL AND h.used_at IS NULL
    ORDER BY p.id FOR UPDATE OF p`
  return rows.every(({ enough }) => enough)
}

export interface Line {
  readonly productId: ProductId
  readonly quantity: number
}

/** Keeps goods for an order; a hold it had before begins anew. */
export async function holdStock(
  tx: Tx,
  order: OrderKey,
  lines: readonly Line[],
  until: number | 'paid',
): Promise<void> {
  for (const { productId, quantity } of lines) {
    const expiresAt = until === 'paid' ? tx`'infinity'` : new Date(until)
    await tx`
      INSERT INTO stock_holds (business_id, order_id, product_id, quantity, expires_at)
      VALUES (${order.businessId}, ${order.orderId}, ${productId}, ${quantity}, ${expiresAt})
      ON CONFLICT (business_id, order_id, product_id)
      DO UPDATE SET expires_at = excluded.expires_at, released_at = NULL, used_at = NULL`
  }
}

/** Goods leave the shelf: the florist has taken them. */
export async function useStock(tx: Tx, { businessId, orderId }: OrderKey, now: number): Promise<void> {
  await tx`
    WITH used AS (
      UPDATE stock_holds SET used_at = ${new Date(now)}
      WHERE business_id = ${businessId} AND order_id = ${orderId} AND released_at IS NULL AND used_at IS NULL
      RETURNING product_id, quantity)
    UPDATE products p SET stock = p.stock - used.quantity
    FROM used WHERE p.business_id = ${businessId} AND p.id = used.product_id`
}

/** Goods that were taken from the shelf go back to it, still kept for their order. */
export async function putBackStock(tx: Tx, { businessId, orderId }: OrderKey): Promise<void> {
  await tx`
    WITH returned AS (
      UPDATE stock_holds SET used_at = NULL
      WHERE business_id = ${businessId} AND order_id = ${orderId} AND used_at IS NOT NULL AND released_at IS NULL
      RETURNING product_id, quantity)
    UPDATE products p SET stock = p.stock + returned.quantity
    FROM returned WHERE p.business_id = ${businessId} AND p.id = returned.product_id`
}

/** Goods are free for others again; those taken from the shelf go back to it when `returnUsed`. */
export async function releaseStock(
  tx: Tx,
  key: OrderKey,
  { now, returnUsed }: { now: number; returnUsed: boolean },
): Promise<void> {
  if (returnUsed) await putBackStock(tx, key)
  await tx`
    UPDATE stock_holds SET released_at = ${new Date(now)}
    WHERE business_id = ${key.businessId} AND order_id = ${key.orderId} AND released_at IS NULL`
}
