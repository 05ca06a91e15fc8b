import type { BusinessId, OrderId, ProductId } from '../domain/ids'
import type { Currency } from '../domain/money'
import type { OrderState } from '../domain/order-states'
import type { PaymentKind, PaymentPlan } from '../domain/payment-plan'
import { buyerColumns, buyerOf, type BuyerCard, type BuyerRow } from './buyers'
import { paymentColumns, type PaymentCard, type PaymentRow } from './payment-cards'
import type { Db, Tx } from './types'

export type Names = Readonly<Record<'ru' | 'uz' | 'en', string>>

export interface OrderLine {
  readonly productId: ProductId
  readonly names: Names
  readonly quantity: number
  readonly unitPrice: bigint
}

/** Everything a screen or a message says about one order. */
export interface OrderCard {
  readonly businessId: BusinessId
  readonly id: OrderId
  readonly number: number
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly currency: Currency
  readonly total: bigint
  readonly nudgesOn: boolean
  readonly endedBy: string | null
  readonly endReason: string | null
  readonly depositFate: 'asked' | 'keep' | 'refund' | null
  readonly floristId: string | null
  readonly courierId: string | null
  readonly score: number | null
  readonly createdAt: Date
  /** The day the goods of a preorder are expected, `2026-12-01`; null when everything is in the shop. */
  readonly arrivesOn: string | null
  /** The goods of a preorder have come. */
  readonly goodsArrived: boolean
  readonly buyer: BuyerCard
  readonly lines: readonly OrderLine[]
  /** In the order in which they fall due. */
  readonly payments: readonly PaymentCard<PaymentKind>[]
}

interface OrderRow extends BuyerRow {
  id: OrderId
  number: number
  plan: PaymentPlan
  state: OrderState
  currency: Currency
  total: bigint
  nudges_on: boolean
  ended_by: string | null
  end_reason: string | null
  deposit_fate: 'asked' | 'keep' | 'refund' | null
  florist_id: string | null
  courier_id: string | null
  score: number | null
  created_at: Date
  arrives_on: string | null
  goods_arrived: boolean
}

/** The cards of these orders, in the order asked for; unknown ids are left out. */
export async function orderCards(
  sql: Db | Tx,
  businessId: BusinessId,
  orderIds: readonly OrderId[],
): Promise<OrderCard[]> {
  if (orderIds.length === 0) return []
  const ids = [...orderIds]
  const orders = await sql<OrderRow[]>`
    SELECT o.id, o.number, o.plan, o.state, o.currency, o.total, o.nudges_on, o.ended_by, o.end_reason, o.deposit_fate,
           o.florist_id, o.courier_id, o.score, o.created_at, o.goods_arrived_at IS NOT NULL AS goods_arrived, ${buyerColumns(sql)},
           (SELECT max(p.arrives_on)::text FROM order_lines l
            JOIN products p ON p.business_id = l.business_id AND p.id = l.product_id
            WHERE l.business_id = o.business_id AND l.order_id = o.id) AS arrives_on
    FROM orders o JOIN buyers b ON b.business_id = o.business_id AND b.id = o.buyer_id
    WHERE o.business_id = ${businessId} AND o.id = ANY(${ids})`
  const lines = await linesOf(sql, businessId, ids)
  const payments = await paymentsOf(sql, businessId, ids)
  return ids.flatMap((id) => {
    const row = orders.find((order) => order.id === id)
    return row ? [fromRow(businessId, row, lines.get(id) ?? [], payments.get(id) ?? [])] : []
  })
}

export async function orderCard(
  sql: Db | Tx,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
): Promise<OrderCard | null> {
  return (await orderCards(sql, businessId, [orderId]))[0] ?? null
}

async function linesOf(sql: Db | Tx, businessId: BusinessId, ids: OrderId[]) {
  const rows = await sql<
    { order_id: OrderId; product_id: ProductId; names: Names; quantity: number; unit_price: bigint }[]
  >`
    SELECT order_id, product_id, names, quantity, unit_price FROM order_lines
    WHERE business_id = ${businessId} AND order_id = ANY(${ids}) ORDER BY product_id`
  return groupedBy(rows, ({ product_id: productId, unit_price: unitPrice, names, quantity }) => ({
    productId,
    names,
    quantity,
    unitPrice,
  }))
}

async function paymentsOf(sql: Db | Tx, businessId: BusinessId, ids: OrderId[]) {
  const rows = await sql<(PaymentRow<PaymentKind> & { order_id: OrderId })[]>`
    SELECT p.order_id, ${paymentColumns(sql)}
    WHERE p.business_id = ${businessId} AND p.order_id = ANY(${ids}) ORDER BY p.position`
  return groupedBy(rows, ({ order_id: _order, orderId: _orderId, ...payment }) => payment)
}

function groupedBy<Row extends { order_id: OrderId }, T>(rows: readonly Row[], read: (row: Row) => T) {
  const groups = new Map<OrderId, T[]>()
  for (const row of rows) groups.set(row.order_id, [...(groups.get(row.order_id) ?? []), read(row)])
  return groups
}

const fromRow = (
  businessId: BusinessId,
  row: OrderRow,
  lines: readonly OrderLine[],
  payments: readonly PaymentCard<PaymentKind>[],
): OrderCard => ({
  businessId,
  id: row.id,
  number: row.number,
  plan: row.plan,
  state: row.state,
  currency: row.currency,
  total: row.total,
  nudgesOn: row.nudges_on,
  endedBy: row.ended_by,
  endReason: row.end_reason,
  depositFate: row.deposit_fate,
  floristId: row.florist_id,
  courierId: row.courier_id,
  score: row.score,
  createdAt: row.created_at,
  arrivesOn: row.arrives_on,
  goodsArrived: row.goods_arrived,
  buyer: buyerOf(row),
  lines,
  payments,
})
