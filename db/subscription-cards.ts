import type { BusinessId, BuyerId, PaymentId, SubscriptionId } from '../domain/ids'
import type { Currency } from '../domain/money'
import { statesWithSeat, type SubscriptionState } from '../domain/subscription-states'
import { buyerColumns, buyerOf, type BuyerCard, type BuyerRow } from './buyers'
import { paymentColumns, type PaymentCard, type PaymentRow } from './payment-cards'
import type { SubscriptionTerms } from './plans'
import { starRenewalOf, type StarRenewalState } from './star-subscriptions'
import type { SubscriptionKey } from './subscriptions'
import type { Db, Tx } from './types'

/** Everything a screen or a message says about one subscription. */
export interface SubscriptionCard {
  readonly businessId: BusinessId
  readonly id: SubscriptionId
  readonly number: number
  readonly planId: string
  readonly terms: SubscriptionTerms
  readonly nextTerms: SubscriptionTerms | null
  readonly nextAtOnce: boolean
  readonly currency: Currency
  readonly state: SubscriptionState
  readonly renews: boolean
  readonly vip: boolean
  readonly paused: boolean
  readonly paidUntil: Date | null
  /** When the paid time ends, or what it is spared until: days of grace are counted from here. */
  readonly endsAt: Date | null
  readonly starRenewal: StarRenewalState | null
  readonly offersOk: boolean
  readonly flagReason: string | null
  readonly endReason: string | null
  readonly createdAt: Date
  readonly channelTitles: readonly string[]
  readonly buyer: BuyerCard
  /** The newest first: what is paid for next, then what was paid; at most a dozen. */
  readonly payments: readonly PaymentCard[]
}

interface Row extends Omit<SubscriptionCard, 'businessId' | 'buyer' | 'payments'>, BuyerRow {}

const columns = (sql: Db | Tx) => sql`
  s.id, s.number, s.plan_id AS "planId", s.terms, s.next_terms AS "nextTerms", s.next_at_once AS "nextAtOnce", s.currency,
  s.state, s.renews, s.vip, s.paused_at IS NOT NULL AS paused, s.paid_until AS "paidUntil", greatest(s.paid_until, s.spared_until) AS "endsAt", ${starRenewalOf(sql)} AS "starRenewal",
  s.offers_ok AS "offersOk", s.flag_reason AS "flagReason", s.end_reason AS "endReason", s.created_at AS "createdAt",
  ARRAY(SELECT c.title FROM jsonb_array_elements_text(s.terms -> 'channels') AS t(chat_id)
        JOIN channels c ON c.business_id = s.business_id AND c.chat_id = t.chat_id ORDER BY c.title) AS "channelTitles",
  ${buyerColumns(sql)}
  FROM subscriptions s JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id`

export async function subscriptionCard(
  sql: Db | Tx,
  { businessId, subscriptionId }: SubscriptionKey,
): Promise<SubscriptionCard | null> {
  const [row] = await sql<Row[]>`
    SELECT ${columns(sql)} WHERE s.business_id = ${businessId} AND s.id = ${subscriptionId}`
  return row ? withPayments(sql, businessId, row) : null
}

/** The subscriptions of a buyer, those with access first, then the newest. */
export async function subscriptionsOfBuyer(
  sql: Db | Tx,
  { businessId, buyerId, limit }: { businessId: BusinessId; buyerId: BuyerId; limit: number },
): Promise<SubscriptionCard[]> {
  const rows = await sql<Row[]>`
    SELECT ${columns(sql)} WHERE s.business_id = ${businessId} AND s.buyer_id = ${buyerId}
    ORDER BY s.state IN ${sql(statesWithSeat)} DESC, s.created_at DESC LIMIT ${limit}`
  return Promise.all(rows.map((row) => withPayments(sql, businessId, row)))
}

async function withPayments(sql: Db | Tx, businessId: BusinessId, row: Row): Promise<SubscriptionCard> {
  const rows = await sql<PaymentRow<'period'>[]>`
    SELECT ${paymentColumns(sql)}
    WHERE p.business_id = ${businessId} AND p.subscription_id = ${row.id} ORDER BY p.position DESC LIMIT 12`
  const payments = rows.map(({ orderId: _orderId, ...payment }): PaymentCard => payment)
  return { businessId, ...row, buyer: buyerOf(row), payments }
}

/** What is paid for next: the earliest period that nobody has paid. A code may have made it cheaper than the terms. */
export const nextPayment = ({ payments }: Pick<SubscriptionCard, 'payments'>): PaymentCard | undefined =>
  payments.findLast(({ state }) => state !== 'paid' && state !== 'refunded')

/** The subscription that a payment is a period of, with that payment; null when there is none in this business. */
export async function periodCard(
  sql: Db | Tx,
  {
    businessId,
    paymentId,
    subscriptionId,
  }: { businessId: BusinessId; paymentId: PaymentId; subscriptionId: SubscriptionId },
): Promise<{ subscription: SubscriptionCard; payment: PaymentCard } | null> {
  const subscription = await subscriptionCard(sql, { businessId, subscriptionId })
  const payment = subscription?.payments.find(({ id }) => id === paymentId)
  return subscription && payment ? { subscription, payment } : null
}

/** The buyer wants to hear of no more offers. */
export async function stopOffers(
  sql: Db,
  { businessId, buyerId }: { businessId: BusinessId; buyerId: BuyerId },
): Promise<void> {
  await sql`UPDATE subscriptions SET offers_ok = false WHERE business_id = ${businessId} AND buyer_id = ${buyerId}`
}
