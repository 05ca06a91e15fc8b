import type { ProductId } from '../domain/ids'
import type { OrderState } from '../domain/order-states'
import { paymentIdOf, paymentRefOf, stagesOf, type PaymentPlan } from '../domain/payment-plan'
import { businessOf } from './businesses'
import { tellOfOrder } from './events'
import { nextNumber } from './numbers'
import { holdStock, lockAvailable, type Line, type OrderKey } from './stock'
import type { Db, Tx } from './types'

export interface OrderWish {
  readonly buyerId: string
  readonly lines: readonly { readonly productId: ProductId; readonly quantity: number }[]
  readonly plan: PaymentPlan
}

/** Why an order was not placed. `not_for_sale` also stands for goods that this business never had, and for no goods. */
export type PlacementRefusal = 'sold_out' | 'not_for_sale'
export type Placement = { readonly placed: true } | { readonly placed: false; readonly reason: PlacementRefusal }

interface ProductRow {
  id: ProductId
  names: Record<string, string>
  price: bigint
  arrives: boolean
  active: boolean
}

/**
 * Writes order, lines, payments, stock holds and the event, or a cancelled order when the goods cannot be had.
 * Placing the same order again changes nothing and answers the same.
 */
export function placeOrder(sql: Db, key: OrderKey, wish: OrderWish, now: number): Promise<Placement> {
  return sql.begin(async (tx): Promise<Placement> => {
    const [earlier] = await tx<{ end_reason: string | null; state: OrderState }[]>`
      SELECT end_reason, state FROM orders WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    if (earlier) return placementOf(earlier)

    const business = await businessOf(tx, key.businessId)
    const wanted = merged(wish.lines)
    const ids = wanted.map((line) => line.productId)
    const products =
      ids.length === 0
        ? []
        : await tx<ProductRow[]>`
      SELECT id, names, price, arrives_on IS NOT NULL AS arrives, active FROM products
      WHERE business_id = ${key.businessId} AND id IN ${tx(ids)}`
    const bought = wanted.flatMap(({ productId, quantity }) =>
      products.filter(({ id }) => id === productId).map((product) => ({ ...product, quantity })),
    )
    const total = bought.reduce((sum, line) => sum + line.price * BigInt(line.quantity), 0n)
    const all = bought.length === wanted.length && total > 0n
    const reason =
      !all || !bought.every((line) => isForSale(line, wish.plan))
        ? ('not_for_sale' as const)
        : await whyNotThere(tx, key, wanted, now)

    const number = await nextNumber(tx, key.businessId)
    const rules = {
      depositPercent: business.settings.depositPercent,
      minimumStage: BigInt(business.settings.minimumStage),
    }
    const stages = reason ? [] : stagesOf(wish.plan, total, rules)
    // A deposit that cannot stand alone makes the order one full payment; a preorder still waits for its goods.
    const plan = stages.length === 1 && wish.plan === 'deposit_balance' ? 'full' : wish.plan
    await tx`
      INSERT INTO orders (business_id, id, number, buyer_id, plan, state, currency, total, end_reason, created_at, changed_at)
      VALUES (${key.businessId}, ${key.orderId}, ${number}, ${wish.buyerId}, ${plan},
              ${reason ? 'cancelled' : 'awaiting_payment'}, ${business.currency}, ${total.toString()}, ${reason},
              ${new Date(now)}, ${new Date(now)})`
    for (const line of bought) {
      await tx`
        INSERT INTO order_lines (business_id, order_id, product_id, names, quantity, unit_price)
        VALUES (${key.businessId}, ${key.orderId}, ${line.id}, ${tx.json(line.names)}, ${line.quantity}, ${line.price.toString()})`
    }
    if (!reason) {
      for (const [position, stage] of stages.entries()) {
        await tx`
          INSERT INTO payments (business_id, id, order_id, ref, position, kind, amount, currency)
          VALUES (${key.businessId}, ${paymentIdOf(key.orderId, stage.kind)}, ${key.orderId},
                  ${paymentRefOf(number, stage.kind)}, ${position}, ${stage.kind}, ${stage.amount.toString()}, ${business.currency})`
      }
      await holdStock(tx, key, wanted, now + business.settings.depositExpiryMs)
    }
    await tellOfOrder(tx, {
      ...key,
      type: reason ? 'order_rejected' : 'order_created',
      dedupeKey: `${key.orderId}/placed`,
      actor: 'buyer',
      at: now,
      ...(reason && { fields: { reason } }),
    })
    return reason ? { placed: false, reason } : { placed: true }
  })
}

const isForSale = ({ active, arrives, quantity }: ProductRow & { quantity: number }, plan: PaymentPlan) =>
  active && quantity > 0 && arrives === (plan === 'preorder')

async function whyNotThere(
  tx: Tx,
  { businessId }: OrderKey,
  lines: readonly Line[],
  now: number,
): Promise<PlacementRefusal | null> {
  const productIds = lines.map(({ productId }) => productId)
  const available = await lockAvailable(tx, businessId, productIds, { now })
  return lines.every(({ productId, quantity }) => (available.get(productId) ?? 0) >= quantity) ? null : 'sold_out'
}

/** One line a product, so that stock is judged by their sum. */
function merged(lines: readonly Line[]): Line[] {
  const quantities = new Map<ProductId, number>()
  for (const { productId, quantity } of lines) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity)
  }
  return [...quantities].map(([productId, quantity]) => ({ productId, quantity }))
}

const placementOf = ({ state, end_reason: reason }: { state: OrderState; end_reason: string | null }): Placement =>
  state === 'cancelled' && (reason === 'sold_out' || reason === 'not_for_sale')
    ? { placed: false, reason }
    : { placed: true }
