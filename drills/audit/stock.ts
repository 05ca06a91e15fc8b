import type { Evidence, Finding } from './evidence'

/** What is on the shelf is what was there, less what was sold; and nothing is kept for what has ended. */
export async function auditStock({ sql, seen }: Evidence): Promise<Finding[]> {
  const shelves = await sql<{ id: string; stock: number; sold: number }[]>`
    SELECT p.id, p.stock, coalesce((
      SELECT sum(l.quantity) FROM order_lines l JOIN orders o ON o.business_id = l.business_id AND o.id = l.order_id
      WHERE l.business_id = p.business_id AND l.product_id = p.id AND o.state = 'closed'), 0)::int AS sold
    FROM products p`
  const kept = await sql<{ number: number; product: string }[]>`
    SELECT o.number, h.product_id AS product
    FROM stock_holds h JOIN orders o ON o.business_id = h.business_id AND o.id = h.order_id
    WHERE h.released_at IS NULL AND h.used_at IS NULL AND h.expires_at > now()
      AND o.state IN ('closed', 'cancelled', 'expired', 'refunded')`
  return [
    {
      name: 'products whose stock is wrong',
      examined: shelves.length,
      faults: shelves
        .filter(({ id, stock, sold }) => stock < 0 || stock !== (seen.stock[id] ?? 0) - sold)
        .map(({ id, stock, sold }) => `${id}: ${stock} left of ${seen.stock[id]}, ${sold} sold`),
    },
    {
      name: 'goods kept for orders that have ended',
      examined: kept.length,
      faults: kept.map(({ number, product }) => `${product} for ${number}`),
    },
  ]
}
