import type { BusinessId, ProductId } from '../domain/ids'
import type { Names } from './order-cards'
import type { Db, Tx } from './types'

export interface ProductCard {
  readonly id: ProductId
  readonly names: Names
  readonly texts: Names
  readonly price: bigint
  readonly emoji: string
  /** The day the goods are expected, `2026-12-01`: they are sold by preorder only. Null when they are in the shop. */
  readonly arrivesOn: string | null
  /** What can still be promised: stock without the holds of others that count now. */
  readonly available: number
}

const products = (sql: Db | Tx, businessId: BusinessId) => sql`
  SELECT p.id, p.names, p.texts, p.price, p.emoji, p.arrives_on::text AS "arrivesOn",
         greatest(p.stock - coalesce(sum(h.quantity), 0), 0)::int AS available
  FROM products p
  LEFT JOIN stock_holds h ON h.business_id = p.business_id AND h.product_id = p.id
    AND h.released_at IS NULL AND h.used_at IS NULL AND h.expires_at > now()
  WHERE p.business_id = ${businessId} AND p.active`

/** What a shop sells, in its own order. A screen shows no more than `limit`. */
export async function productsForSale(
  sql: Db | Tx,
  businessId: BusinessId,
  { limit }: { limit: number },
): Promise<ProductCard[]> {
  return sql<ProductCard[]>`
    ${products(sql, businessId)} GROUP BY p.business_id, p.id ORDER BY p.position, p.id LIMIT ${limit}`
}

/** A product that is for sale; null for anything else. */
export async function productForSale(
  sql: Db | Tx,
  { businessId, productId }: { businessId: BusinessId; productId: ProductId },
): Promise<ProductCard | null> {
  const [row] = await sql<ProductCard[]>`
    ${products(sql, businessId)} AND p.id = ${productId} GROUP BY p.business_id, p.id`
  return row ?? null
}

/** The name of a product, for sale or not. */
export async function productNames(
  sql: Db | Tx,
  { businessId, productId }: { businessId: BusinessId; productId: ProductId },
): Promise<Names | null> {
  const [row] = await sql<{ names: Names }[]>`
    SELECT names FROM products WHERE business_id = ${businessId} AND id = ${productId}`
  return row?.names ?? null
}
