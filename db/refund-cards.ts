import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../domain/ids'
import type { Currency } from '../domain/money'
import type { Provider } from '../domain/providers'
import type { Db, Tx } from './types'

/** A refund as people see it: which transaction goes back, how much in its own currency, and why. */
export interface RefundCard {
  readonly paymentId: PaymentId
  /** What was paid for: one of the two, and its number. */
  readonly orderId: OrderId | null
  readonly subscriptionId: SubscriptionId | null
  readonly number: number
  readonly ref: string
  readonly provider: Provider
  readonly externalId: string
  /** Our id of the transaction, a decimal string. */
  readonly ourId: string
  readonly amount: bigint
  readonly currency: Currency
  readonly reason: string
  readonly state: 'requested' | 'awaiting_staff' | 'completed'
  readonly requestedAt: Date
  readonly buyerName: string
}

interface RefundRow extends Omit<
  RefundCard,
  'paymentId' | 'orderId' | 'subscriptionId' | 'externalId' | 'ourId' | 'requestedAt' | 'buyerName'
> {
  payment_id: PaymentId
  order_id: OrderId | null
  subscription_id: SubscriptionId | null
  external_id: string
  our_id: bigint
  requested_at: Date
  buyer_name: string
}

const columns = (sql: Db | Tx) => sql`
  r.payment_id, p.order_id, p.subscription_id, coalesce(o.number, s.number) AS number, p.ref, r.provider, r.external_id, t.our_id, t.amount, t.currency, r.reason, r.state,
  r.requested_at, b.name AS buyer_name
  FROM refunds r
  JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
  LEFT JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
  LEFT JOIN subscriptions s ON s.business_id = p.business_id AND s.id = p.subscription_id
  JOIN buyers b ON b.business_id = p.business_id AND b.id = coalesce(o.buyer_id, s.buyer_id)
  JOIN provider_transactions t
    ON t.business_id = r.business_id AND t.provider = r.provider AND t.external_id = r.external_id`

export async function refundCard(
  sql: Db | Tx,
  { businessId, provider, externalId }: { businessId: BusinessId; provider: Provider; externalId: string },
): Promise<RefundCard | null> {
  const [row] = await sql<RefundRow[]>`
    SELECT ${columns(sql)}
    WHERE r.business_id = ${businessId} AND r.provider = ${provider} AND r.external_id = ${externalId}`
  return row ? fromRow(row) : null
}

/** The refunds of a business that wait for a person, the oldest first. */
export async function refundsAwaitingStaff(
  sql: Db | Tx,
  businessId: BusinessId,
  { limit }: { limit: number },
): Promise<RefundCard[]> {
  const rows = await sql<RefundRow[]>`
    SELECT ${columns(sql)}
    WHERE r.business_id = ${businessId} AND r.state = 'awaiting_staff'
    ORDER BY r.requested_at, r.external_id LIMIT ${limit}`
  return rows.map(fromRow)
}

/** The refund of one transaction of this business, by our id of it. */
export async function refundOfTransaction(
  sql: Db | Tx,
  { businessId, ourId }: { businessId: BusinessId; ourId: string },
): Promise<RefundCard | null> {
  const [row] = await sql<RefundRow[]>`
    SELECT ${columns(sql)} WHERE r.business_id = ${businessId} AND t.our_id = ${ourId}`
  return row ? fromRow(row) : null
}

/** The refunds of one payment, the oldest first; a payment that was paid twice has two. */
export async function refundsOfPayment(
  sql: Db | Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<RefundCard[]> {
  const rows = await sql<RefundRow[]>`
    SELECT ${columns(sql)}
    WHERE r.business_id = ${businessId} AND r.payment_id = ${paymentId}
    ORDER BY r.requested_at, r.external_id`
  return rows.map(fromRow)
}

const fromRow = ({
  payment_id: paymentId,
  order_id: orderId,
  subscription_id: subscriptionId,
  external_id: externalId,
  our_id: ourId,
  requested_at: requestedAt,
  buyer_name: buyerName,
  ...rest
}: RefundRow): RefundCard => ({
  ...rest,
  paymentId,
  orderId,
  subscriptionId,
  externalId,
  ourId: ourId.toString(),
  requestedAt,
  buyerName,
})
