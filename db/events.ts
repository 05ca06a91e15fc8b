import { eventVersion, type EventType, type OrderSnapshot, type SubscriptionSnapshot } from '../domain/events'
import type { BusinessId, OrderId, SubscriptionId } from '../domain/ids'
import { stageOf, type OrderState } from '../domain/order-states'
import type { PaymentKind, PaymentPlan } from '../domain/payment-plan'
import type { Currency } from '../domain/money'
import type { ProviderTransaction } from '../domain/ledger'
import type { SubscriptionState } from '../domain/subscription-states'
import type { Period } from '../domain/subscription-times'
import type { LockedPayment } from './payments'
import type { Db, Tx } from './types'

interface OrderFact {
  readonly businessId: BusinessId
  readonly orderId: OrderId
  readonly type: EventType
  /** Unique per business: the same fact is told once, however often its step is retried. */
  readonly dedupeKey: string
  readonly actor: string
  readonly at: number
  readonly fields?: Record<string, unknown>
}

/**
 * Tells a fact about an order, in the transaction that made it true, with the order as it now stands.
 * Returns that snapshot.
 */
export async function tellOfOrder(tx: Tx, fact: OrderFact): Promise<OrderSnapshot> {
  const { snapshot, buyerId } = await snapshotOf(tx, fact)
  const payload = { order: snapshot, actor: fact.actor, ...fact.fields }
  await tx`
    INSERT INTO business_events (type, version, business_id, user_id, order_id, occurred_at, dedupe_key, payload)
    VALUES (${fact.type}, ${eventVersion}, ${fact.businessId}, ${buyerId}, ${fact.orderId}, ${new Date(fact.at)},
            ${fact.dedupeKey}, ${tx.json(payload as never)})
    ON CONFLICT (business_id, dedupe_key) DO NOTHING`
  return snapshot
}

interface PaymentFact extends Omit<OrderFact, 'businessId' | 'orderId'> {
  readonly payment: LockedPayment
  readonly transaction?: Pick<ProviderTransaction, 'provider' | 'money'>
}

/** Tells a fact about a payment, with what it pays for and, where money moved, with the provider's side of it. */
export async function tellOfPayment(tx: Tx, { payment, transaction, ...fact }: PaymentFact): Promise<void> {
  const moved = transaction && {
    provider: transaction.provider,
    provider_amount: transaction.money.amount,
    provider_currency: transaction.money.currency,
  }
  const paid = { payment_id: payment.id, kind: payment.kind, amount: payment.amount.toString(), ...moved }
  const told = { ...fact, businessId: payment.businessId, fields: { ...paid, ...fact.fields } }
  if (payment.orderId !== null) await tellOfOrder(tx, { ...told, orderId: payment.orderId })
  else await tellOfSubscription(tx, { ...told, subscriptionId: payment.subscriptionId })
}

interface SubscriptionFact extends Omit<OrderFact, 'orderId'> {
  readonly subscriptionId: SubscriptionId
}

/** Tells a fact about a subscription, in the transaction that made it true, with the subscription as it now stands. */
export async function tellOfSubscription(tx: Tx, fact: SubscriptionFact): Promise<void> {
  const chatId = typeof fact.fields?.['chat_id'] === 'string' ? fact.fields['chat_id'] : null
  const [row] = await tx<SubscriptionRow[]>`
    SELECT number, buyer_id, plan_id, state, currency, paid_until, renews, terms -> 'period' AS period,
           terms ->> 'price' AS price,
           (SELECT title FROM channels WHERE business_id = ${fact.businessId} AND chat_id = ${chatId}) AS chat_title
    FROM subscriptions WHERE business_id = ${fact.businessId} AND id = ${fact.subscriptionId}`
  if (!row) throw new Error(`no subscription ${fact.subscriptionId} in ${fact.businessId}`)
  const subscription: SubscriptionSnapshot = {
    number: row.number,
    plan_id: row.plan_id,
    state: row.state,
    currency: row.currency,
    period: row.period,
    paid_until: row.paid_until?.toISOString() ?? null,
    renews: row.renews,
    price: row.price,
  }
  const channel = row.chat_title !== null && { chat_title: row.chat_title }
  const payload = { subscription, actor: fact.actor, ...channel, ...fact.fields }
  await tx`
    INSERT INTO business_events (type, version, business_id, user_id, subscription_id, occurred_at, dedupe_key, payload)
    VALUES (${fact.type}, ${eventVersion}, ${fact.businessId}, ${row.buyer_id}, ${fact.subscriptionId},
            ${new Date(fact.at)}, ${fact.dedupeKey}, ${tx.json(payload as never)})
    ON CONFLICT (business_id, dedupe_key) DO NOTHING`
}

interface SubscriptionRow {
  number: number
  buyer_id: string
  plan_id: string
  state: SubscriptionState
  currency: Currency
  paid_until: Date | null
  renews: boolean
  period: Period
  price: string
  /** Of the channel that the fact is about. */
  chat_title: string | null
}

/** Tells that a person cannot be written to any more. */
export async function tellUnreachable(
  sql: Db | Tx,
  { businessId, buyerId, reason, at }: { businessId: BusinessId; buyerId: string; reason: string; at: number },
): Promise<void> {
  await sql`
    INSERT INTO business_events (type, version, business_id, user_id, occurred_at, dedupe_key, payload)
    VALUES ('buyer_unreachable', ${eventVersion}, ${businessId}, ${buyerId}, ${new Date(at)},
            ${`unreachable/${buyerId}/${at}`}, ${sql.json({ actor: 'timer', reason })})
    ON CONFLICT (business_id, dedupe_key) DO NOTHING`
}

/** How an order stands, with the sums computed from its payments. Throws when there is no such order. */
export async function snapshotOf(
  tx: Db | Tx,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
): Promise<{ snapshot: OrderSnapshot; buyerId: string }> {
  const [row] = await tx<
    {
      number: number
      buyer_id: string
      plan: PaymentPlan
      state: OrderState
      currency: Currency
      total: bigint
      nudges_on: boolean
      paid: bigint
      due_now: bigint
      remaining_due: bigint
      due_kind: PaymentKind | null
      due_at: Date | null
    }[]
  >`
    SELECT o.number, o.buyer_id, o.plan, o.state, o.currency, o.total, o.nudges_on,
           d.paid, d.due_now, d.remaining_due, d.due_kind, d.due_at
    FROM orders o JOIN order_dues d ON d.business_id = o.business_id AND d.order_id = o.id
    WHERE o.business_id = ${businessId} AND o.id = ${orderId}`
  if (!row) throw new Error(`no order ${orderId} in ${businessId}`)
  const snapshot: OrderSnapshot = {
    number: row.number,
    plan: row.plan,
    state: row.state,
    stage: stageOf(row.state, row.due_kind),
    currency: row.currency,
    total: row.total.toString(),
    paid: row.paid.toString(),
    due_now: row.due_now.toString(),
    remaining_due: row.remaining_due.toString(),
    due_at: row.due_at?.toISOString() ?? null,
    nudges_on: row.nudges_on,
  }
  return { snapshot, buyerId: row.buyer_id }
}
