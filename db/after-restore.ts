import { transactionKey, type Book } from '../domain/after-restore'
import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../domain/ids'
import { hasEnded, stageOf, type OrderState } from '../domain/order-states'
import type { PaymentKind } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import type { Provider } from '../domain/providers'
import type { SubscriptionState } from '../domain/subscription-states'
import { dueKind } from './due-kind'
import type { Db } from './types'

/** The whole book, as it is compared with what the workflows remember. */
export async function bookToCompare(sql: Db, businessId: BusinessId): Promise<Book> {
  const [orders, subscriptions, payments, transactions, refunds] = await Promise.all([
    ordersOf(sql, businessId),
    sql<{ id: SubscriptionId; number: number; state: SubscriptionState }[]>`
      SELECT id, number, state FROM subscriptions WHERE business_id = ${businessId}`,
    sql<{ id: PaymentId; state: PaymentState }[]>`
      SELECT id, state FROM payments WHERE business_id = ${businessId}`,
    sql<{ provider: Provider; externalId: string; state: 'held' | 'performed' | 'released' | 'refunded' }[]>`
      SELECT provider, external_id AS "externalId", state FROM provider_transactions WHERE business_id = ${businessId}`,
    sql<{ provider: Provider; externalId: string }[]>`
      SELECT provider, external_id AS "externalId" FROM refunds WHERE business_id = ${businessId} AND state <> 'completed'`,
  ])
  return {
    orders,
    subscriptions: new Map(subscriptions.map(({ id, number, state }) => [id, { number, state }])),
    payments: new Map(payments.map(({ id, state }) => [id, state])),
    transactions: new Map(transactions.map((row) => [transactionKey(row), row.state])),
    refunds: new Set(refunds.map(transactionKey)),
  }
}

async function ordersOf(sql: Db, businessId: BusinessId): Promise<Book['orders']> {
  const rows = await sql<{ id: OrderId; number: number; state: OrderState; due: PaymentKind | null }[]>`
    SELECT o.id, o.number, o.state, ${dueKind(sql)} AS due
    FROM orders o WHERE o.business_id = ${businessId}`
  return new Map(
    rows.map(({ id, number, state, due }) => [id, { number, stage: stageOf(state, due), open: !hasEnded(state) }]),
  )
}

/** Whether the book has an order or a subscription. */
export async function hasPlaced(
  sql: Db,
  businessId: BusinessId,
  { orderId = null, subscriptionId = null }: { orderId?: OrderId | null; subscriptionId?: SubscriptionId | null },
): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM orders WHERE business_id = ${businessId} AND id = ${orderId})
        OR EXISTS (SELECT 1 FROM subscriptions WHERE business_id = ${businessId} AND id = ${subscriptionId}) AS there`
  return row!.there
}

/** Whether an order is a preorder whose goods have not come, as far as the book knows. */
export async function waitsForGoods(
  sql: Db,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
): Promise<boolean> {
  const found = await sql`
    SELECT 1 FROM orders
    WHERE business_id = ${businessId} AND id = ${orderId} AND plan = 'preorder' AND goods_arrived_at IS NULL
      AND state IN ('awaiting_payment', 'awaiting_goods')`
  return found.length > 0
}

/** How a transaction stands in the book; null when it has none of this id. */
export async function transactionState(
  sql: Db,
  businessId: BusinessId,
  { provider, externalId }: { provider: Provider; externalId: string },
): Promise<string | null> {
  const [row] = await sql<{ state: string }[]>`
    SELECT state FROM provider_transactions
    WHERE business_id = ${businessId} AND provider = ${provider} AND external_id = ${externalId}`
  return row?.state ?? null
}
