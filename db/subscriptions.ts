import type { BusinessId, BuyerId, PaymentId, SubscriptionId } from '../domain/ids'
import type { Currency } from '../domain/money'
import { givesAccess, nextSubscriptionState, type SubscriptionState } from '../domain/subscription-states'
import { periodEnd, type Period } from '../domain/subscription-times'
import { businessOf } from './businesses'
import { nextNumber } from './numbers'
import { tellOfSubscription } from './events'
import type { Names } from './order-cards'
import type { PeriodPayment } from './payments'
import type { Db, Tx } from './types'

export interface SubscriptionKey {
  readonly businessId: BusinessId
  readonly subscriptionId: SubscriptionId
}

/** What was sold, as the plan stood then. */
export interface SubscriptionTerms {
  readonly names: Names
  readonly period: Period
  /** Minor units of the business's currency, a decimal string. */
  readonly price: string
  readonly starPrice: number | null
  readonly channels: readonly string[]
}

export interface SubscriptionWish {
  readonly buyerId: BuyerId
  readonly planId: string
  /** The version of the shop's terms that the buyer agreed to. */
  readonly consentVersion: string
}

export type SubscriptionPlacement =
  { readonly placed: true; readonly paymentId: PaymentId } | { readonly placed: false; readonly reason: 'not_for_sale' }

export const periodPaymentId = (subscriptionId: SubscriptionId, period: number): PaymentId =>
  `${subscriptionId}.${period}`

/** Writes a subscription and the payment of its first period. Placing it again changes nothing and answers the same. */
export function placeSubscription(
  sql: Db,
  key: SubscriptionKey,
  wish: SubscriptionWish,
  now: number,
): Promise<SubscriptionPlacement> {
  return sql.begin(async (tx): Promise<SubscriptionPlacement> => {
    const paymentId = periodPaymentId(key.subscriptionId, 1)
    const [earlier] = await tx`
      SELECT 1 FROM subscriptions WHERE business_id = ${key.businessId} AND id = ${key.subscriptionId}`
    if (earlier) return { placed: true, paymentId }
    const terms = await termsOf(tx, key.businessId, wish.planId)
    if (!terms) return { placed: false, reason: 'not_for_sale' }
    const { currency } = await businessOf(tx, key.businessId)
    const number = await nextNumber(tx, key.businessId)
    await tx`
      INSERT INTO subscriptions (business_id, id, number, buyer_id, plan_id, terms, currency, state, consent_version,
                                 consented_at, created_at, changed_at)
      VALUES (${key.businessId}, ${key.subscriptionId}, ${number}, ${wish.buyerId}, ${wish.planId},
              ${tx.json(terms as never)}, ${currency}, 'incomplete', ${wish.consentVersion}, ${new Date(now)},
              ${new Date(now)}, ${new Date(now)})`
    await addPeriod(tx, key, { number, period: 1, currency, terms })
    const dedupeKey = `${key.subscriptionId}/created`
    await tellOfSubscription(tx, { ...key, type: 'subscription_created', dedupeKey, actor: 'buyer', at: now })
    return { placed: true, paymentId }
  })
}

/** The plan as it is sold now; null when it is not. */
async function termsOf(tx: Tx, businessId: BusinessId, planId: string): Promise<SubscriptionTerms | null> {
  const [plan] = await tx<
    {
      names: Names
      unit: Period['unit']
      count: number
      price: bigint
      star_price: number | null
      channels: string[]
    }[]
  >`
    SELECT p.names, p.period_unit AS unit, p.period_count AS count, p.price, p.star_price,
           coalesce(array_agg(c.chat_id ORDER BY c.chat_id) FILTER (WHERE c.chat_id IS NOT NULL), '{}') AS channels
    FROM plans p LEFT JOIN plan_channels c ON c.business_id = p.business_id AND c.plan_id = p.id
    WHERE p.business_id = ${businessId} AND p.id = ${planId} AND p.active
    GROUP BY p.business_id, p.id`
  if (!plan) return null
  const { names, unit, count, price, star_price: starPrice, channels } = plan
  return { names, period: { unit, count }, price: price.toString(), starPrice, channels }
}

async function addPeriod(
  tx: Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  {
    number,
    period,
    currency,
    terms,
  }: {
    readonly number: number
    readonly period: number
    readonly currency: Currency
    readonly terms: SubscriptionTerms
  },
): Promise<void> {
  await tx`
    INSERT INTO payments (business_id, id, subscription_id, ref, position, kind, amount, currency, star_amount)
    VALUES (${businessId}, ${periodPaymentId(subscriptionId, period)}, ${subscriptionId}, ${`${number}P${period}`},
            ${period}, 'period', ${terms.price}, ${currency}, ${terms.starPrice})
    ON CONFLICT (business_id, id) DO NOTHING`
}

interface LockedSubscription {
  readonly number: number
  readonly state: SubscriptionState
  readonly currency: Currency
  readonly terms: SubscriptionTerms
  readonly anchorAt: Date | null
  readonly anchorPeriods: number
  readonly paidUntil: Date | null
}

async function lockSubscription(tx: Tx, { businessId, subscriptionId }: SubscriptionKey): Promise<LockedSubscription> {
  const [row] = await tx<LockedSubscription[]>`
    SELECT number, state, currency, terms, anchor_at AS "anchorAt", anchor_periods AS "anchorPeriods",
           paid_until AS "paidUntil"
    FROM subscriptions WHERE business_id = ${businessId} AND id = ${subscriptionId} FOR UPDATE`
  if (!row) throw new Error(`no subscription ${subscriptionId} in ${businessId}`)
  return row
}

export async function subscriptionState(
  tx: Db | Tx,
  { businessId, subscriptionId }: SubscriptionKey,
): Promise<SubscriptionState> {
  const [row] = await tx<{ state: SubscriptionState }[]>`
    SELECT state FROM subscriptions WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  if (!row) throw new Error(`no subscription ${subscriptionId} in ${businessId}`)
  return row.state
}

/**
 * A period was paid for: it begins where the paid time ends, or now when there is none left. The payment of the period
 * after it is written down too, so that there is always something to pay.
 */
export async function beginPeriod(
  tx: Tx,
  payment: PeriodPayment,
  { actor, at }: { readonly actor: string; readonly at: number },
): Promise<void> {
  const subscription = await lockSubscription(tx, payment)
  const { businessId, subscriptionId, period } = payment
  const state = nextSubscriptionState(subscription.state, 'pay')
  if (!state) throw new Error(`a subscription cannot be paid for when it is ${subscription.state}`)
  const { zone } = await businessOf(tx, businessId)
  const { anchorAt, paidUntil } = subscription
  const goesOn = givesAccess(subscription.state) && anchorAt !== null && paidUntil !== null
  const anchor = goesOn ? anchorAt.getTime() : at
  const periods = goesOn ? subscription.anchorPeriods + 1 : 1
  const startsAt = goesOn ? paidUntil.getTime() : at
  const endsAt = periodEnd(anchor, subscription.terms.period, periods, zone)
  await tx`
    UPDATE subscriptions SET state = ${state}, anchor_at = ${new Date(anchor)}, anchor_periods = ${periods},
      paid_until = ${new Date(endsAt)}, end_reason = NULL, changed_at = ${new Date(at)}
    WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  await tx`
    UPDATE payments SET period_starts_at = ${new Date(startsAt)}, period_ends_at = ${new Date(endsAt)}
    WHERE business_id = ${businessId} AND id = ${payment.id}`
  await addPeriod(tx, payment, { ...subscription, period: period + 1 })
  await tellOfSubscription(tx, {
    businessId,
    subscriptionId,
    type: 'subscription_period_begun',
    dedupeKey: `${payment.id}/begun`,
    actor,
    at,
    fields: { period, starts_at: new Date(startsAt).toISOString(), ends_at: new Date(endsAt).toISOString() },
  })
}

/**
 * The money of a period went back. If it was the last one that was paid for, the paid time ends now; an earlier one is
 * over anyway, or is followed by time that was paid for.
 */
export async function endForRefund(
  tx: Tx,
  payment: PeriodPayment,
  { actor, at }: { readonly actor: string; readonly at: number },
): Promise<void> {
  const { state } = await lockSubscription(tx, payment)
  const { businessId, subscriptionId, period } = payment
  const [later] = await tx`
    SELECT 1 FROM payments
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND position > ${period} AND state = 'paid'`
  const next = nextSubscriptionState(state, 'refund')
  if (later || !next) return
  await tx`
    UPDATE subscriptions SET state = ${next}, paid_until = least(paid_until, ${new Date(at)}), end_reason = 'refund',
      changed_at = ${new Date(at)}
    WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  const dedupeKey = `${payment.id}/refunded`
  await tellOfSubscription(tx, {
    businessId,
    subscriptionId,
    type: 'subscription_refunded',
    dedupeKey,
    actor,
    at,
    fields: { period },
  })
}
