import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../domain/ids'
import type { Currency } from '../domain/money'
import type { Provider } from '../domain/providers'
import type { DifferenceKind, RemedyOfPeople } from '../domain/reconciliation'
import { remediesDoneByItself } from '../domain/reconciliation'
import type { Db, Tx } from './types'

/** A message of a lifecycle is tried for so long (`workflows/voice.ts`). */
export const messageGivenUpAfter = '1 day'

/** The message `m` asks for money that has come or gone meanwhile: it is not sent any more, and nobody misses it. */
export const isPointless = (sql: Db | Tx) => sql`
  (m.has_buttons AND EXISTS (SELECT 1 FROM payments asked
                             WHERE asked.business_id = m.business_id AND asked.id = m.payment_id
                               AND asked.state NOT IN ('due', 'held')))`

/** The message `m` was not sent, nobody tries it any more, and no operator has looked into it. */
export const waitsForPerson = (sql: Db | Tx) => sql`
  (m.dismissed_at IS NULL AND (m.state = 'refused'
    OR (m.state = 'sending' AND coalesce(m.resent_at, m.created_at) < now() - ${messageGivenUpAfter}::interval
        AND NOT ${isPointless(sql)})))`

export interface UnsentMessage {
  readonly dedupeKey: string
  readonly state: 'refused' | 'sending'
  readonly error: string | null
  readonly orderId: OrderId | null
  readonly subscriptionId: SubscriptionId | null
  readonly since: Date
  /** Whether it can be said again; otherwise the bot itself said it, while somebody waited. */
  readonly isNotice: boolean
}

/** Messages that Telegram has refused, and those that nobody tries any more, the oldest first. */
export function unsentMessages(sql: Db, businessId: BusinessId): Promise<UnsentMessage[]> {
  return sql<UnsentMessage[]>`
    SELECT m.dedupe_key AS "dedupeKey", m.state, m.error, coalesce(m.order_id, p.order_id) AS "orderId",
           coalesce(m.notice ->> 'subscriptionId', p.subscription_id) AS "subscriptionId",
           coalesce(m.resent_at, m.created_at) AS since, m.notice IS NOT NULL AS "isNotice"
    FROM outbound_messages m
    LEFT JOIN payments p ON p.business_id = m.business_id AND p.id = m.payment_id
    WHERE m.business_id = ${businessId} AND ${waitsForPerson(sql)}
    ORDER BY m.created_at, m.dedupe_key`
}

export interface AbandonedUpdate {
  readonly botId: string
  /** A decimal string. */
  readonly updateId: string
  readonly error: string
  readonly since: Date
  /** Telegram's id of the money that it tells of; null: it tells of none. */
  readonly charge: string | null
  /** The money went back. */
  readonly isReturn: boolean
}

/** What was given up and no operator has looked into, the oldest first. */
export function abandonedUpdates(sql: Db): Promise<AbandonedUpdate[]> {
  return sql<AbandonedUpdate[]>`
    SELECT bot_id AS "botId", update_id::text AS "updateId", coalesce(error, '') AS error, abandoned_at AS since,
           coalesce(body #>> '{message,successful_payment,telegram_payment_charge_id}',
                    body #>> '{message,refunded_payment,telegram_payment_charge_id}') AS charge,
           coalesce(body -> 'message' ? 'refunded_payment', false) AS "isReturn"
    FROM inbound_updates WHERE abandoned_at IS NOT NULL AND dismissed_at IS NULL
    ORDER BY abandoned_at, update_id`
}

export interface OpenDifference {
  readonly provider: Provider
  readonly kind: DifferenceKind
  readonly externalId: string
  readonly amount: bigint
  readonly bookAmount: bigint | null
  readonly since: Date
  readonly remedy: RemedyOfPeople
  readonly orderId: OrderId | null
  readonly subscriptionId: SubscriptionId | null
}

/** Differences of books that a person has to settle, the oldest first. */
export function differencesForPeople(sql: Db, businessId: BusinessId): Promise<OpenDifference[]> {
  return sql<OpenDifference[]>`
    SELECT d.provider, d.kind, d.external_id AS "externalId", d.amount, d.book_amount AS "bookAmount", d.since, d.remedy,
           p.order_id AS "orderId", p.subscription_id AS "subscriptionId"
    FROM reconciliation_differences d
    LEFT JOIN provider_transactions t
      ON t.business_id = d.business_id AND t.provider = d.provider AND t.external_id = d.external_id
    LEFT JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
    WHERE d.business_id = ${businessId} AND d.resolved_at IS NULL AND d.remedy NOT IN ${sql(remediesDoneByItself)}
    ORDER BY d.since, d.number`
}

export interface WaitingRefund {
  readonly paymentId: PaymentId
  readonly provider: Provider
  readonly externalId: string
  readonly paymentRef: string
  readonly orderId: OrderId | null
  readonly subscriptionId: SubscriptionId | null
  readonly amount: bigint
  readonly currency: Currency
  readonly state: 'requested' | 'awaiting_staff'
  readonly since: Date
}

/** Money that should have gone back before `before`, the oldest first. */
export function refundsWaitingSince(sql: Db, businessId: BusinessId, before: Date): Promise<WaitingRefund[]> {
  return sql<WaitingRefund[]>`
    SELECT p.id AS "paymentId", r.provider, r.external_id AS "externalId", p.ref AS "paymentRef", p.order_id AS "orderId",
           p.subscription_id AS "subscriptionId", t.amount, t.currency, r.state, r.requested_at AS since
    FROM refunds r
    JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
    JOIN provider_transactions t
      ON t.business_id = r.business_id AND t.provider = r.provider AND t.external_id = r.external_id
    WHERE r.business_id = ${businessId} AND r.state <> 'completed' AND r.requested_at < ${before}
    ORDER BY r.requested_at, r.external_id`
}

export interface Cost {
  readonly id: string
  readonly number: number
  readonly amount: bigint
  readonly currency: Currency
}

/** What orders are called and cost. */
export function costOfOrders(sql: Db, businessId: BusinessId, ids: readonly OrderId[]): Promise<Cost[]> {
  return sql<Cost[]>`
    SELECT id, number, total AS amount, currency FROM orders
    WHERE business_id = ${businessId} AND id = ANY(${[...ids]})`
}

/** What subscriptions are called, and what a period of them costs. */
export function costOfSubscriptions(sql: Db, businessId: BusinessId, ids: readonly SubscriptionId[]): Promise<Cost[]> {
  return sql<Cost[]>`
    SELECT id, number, (terms ->> 'price')::bigint AS amount, currency FROM subscriptions
    WHERE business_id = ${businessId} AND id = ANY(${[...ids]})`
}
