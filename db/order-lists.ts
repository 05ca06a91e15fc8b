import type { BusinessId, BuyerId, OrderId, ProductId } from '../domain/ids'
import { endedStates } from '../domain/order-states'
import { orderCards, type Names, type OrderCard } from './order-cards'
import type { Db, Tx } from './types'

/** A buyer's orders, the newest first. */
export async function ordersOfBuyer(
  sql: Db | Tx,
  { businessId, buyerId, limit }: { businessId: BusinessId; buyerId: BuyerId; limit: number },
): Promise<OrderCard[]> {
  const rows = await sql<{ id: OrderId }[]>`
    SELECT id FROM orders WHERE business_id = ${businessId} AND buyer_id = ${buyerId}
    ORDER BY created_at DESC, number DESC LIMIT ${limit}`
  return orderCards(
    sql,
    businessId,
    rows.map(({ id }) => id),
  )
}

/** Orders that are going on, the oldest first; delivered ones are not on anybody's mind any more. */
export async function openOrders(
  sql: Db | Tx,
  { businessId, limit }: { businessId: BusinessId; limit: number },
): Promise<OrderCard[]> {
  const rows = await sql<{ id: OrderId }[]>`
    SELECT id FROM orders
    WHERE business_id = ${businessId} AND state NOT IN ${sql([...endedStates, 'delivered'])}
    ORDER BY created_at, number LIMIT ${limit}`
  return orderCards(
    sql,
    businessId,
    rows.map(({ id }) => id),
  )
}

export interface AwaitedProduct {
  readonly productId: ProductId
  readonly names: Names
  readonly arrivesOn: string | null
  readonly orders: readonly { readonly orderId: OrderId; readonly number: number; readonly quantity: number }[]
}

/**
 * Products that preorders wait for, with those orders, the oldest first. A preorder whose deposit is still due is
 * among them: the goods may arrive before the money.
 */
export async function awaitedProducts(
  sql: Db | Tx,
  { businessId, limit }: { businessId: BusinessId; limit: number },
): Promise<AwaitedProduct[]> {
  const rows = await sql<
    {
      product_id: ProductId
      names: Names
      arrives_on: string | null
      order_id: OrderId
      number: number
      quantity: number
    }[]
  >`
    SELECT l.product_id, p.names, p.arrives_on::text, o.id AS order_id, o.number, l.quantity
    FROM orders o
    JOIN order_lines l ON l.business_id = o.business_id AND l.order_id = o.id
    JOIN products p ON p.business_id = l.business_id AND p.id = l.product_id
    WHERE o.business_id = ${businessId} AND o.plan = 'preorder' AND o.goods_arrived_at IS NULL
      AND o.state IN ('awaiting_goods', 'awaiting_payment')
    ORDER BY p.position, l.product_id, o.number LIMIT ${limit}`
  const awaited = new Map<ProductId, AwaitedProduct>()
  for (const row of rows) {
    const earlier = awaited.get(row.product_id)
    const order = { orderId: row.order_id, number: row.number, quantity: row.quantity }
    awaited.set(row.product_id, {
      productId: row.product_id,
      names: row.names,
      arrivesOn: row.arrives_on,
      orders: [...(earlier?.orders ?? []), order],
    })
  }
  return [...awaited.values()]
}
