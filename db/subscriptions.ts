import { reduced, type CodeOffer, type CodeRefusal } from '../domain/codes'
import type { BusinessId, BuyerId, PaymentId, SubscriptionId } from '../domain/ids'
import type { Currency } from '../domain/money'
import type { SubscriptionState } from '../domain/subscription-states'
import { periodEnd } from '../domain/subscription-times'
import { decideAccess } from './access'
import { businessOf } from './businesses'
import { lockCode, noteUse } from './codes'
import { tellOfSubscription } from './events'
import { nextNumber } from './numbers'
import { isFull, planForSale, termsOfPlan, type PlanCard, type SubscriptionTerms } from './plans'
import type { Db, Tx } from './types'

const day = 86_400_000

export interface SubscriptionKey {
  readonly businessId: BusinessId
  readonly subscriptionId: SubscriptionId
}

export interface SubscriptionWish {
  readonly buyerId: BuyerId
  readonly planId: string
  /** The version of the shop's terms that the buyer agreed to. */
  readonly consentVersion: string
  /** The buyer wants to hear of offers after the end. */
  readonly offersOk?: boolean
  /** A gift or promo code, as `readCode` gives it. */
  readonly code?: string
}

export type SubscriptionPlacement =
  | { readonly placed: true; readonly paymentId: PaymentId }
  | { readonly placed: false; readonly reason: 'not_for_sale' | 'no_seat' | CodeRefusal }

export const periodPaymentId = (subscriptionId: SubscriptionId, period: number): PaymentId =>
  `${subscriptionId}.${period}`

/**
 * Writes a subscription and the payment of its first period; a plan with a trial begins with it, once for a buyer.
 * Placing it again changes nothing and answers the same.
 */
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
    const { currency, settings, zone } = await businessOf(tx, key.businessId)
    const plan = await planForSale(tx, { businessId: key.businessId, planId: wish.planId }, settings)
    if (!plan) return { placed: false, reason: 'not_for_sale' }
    if (isFull(plan)) return { placed: false, reason: 'no_seat' }
    const { businessId, subscriptionId } = key
    const { buyerId, planId, code } = wish
    // Locked after the plan, by every placement in this order.
    const answer = code === undefined ? null : await lockCode(tx, { businessId, buyerId, code, planId }, now)
    if (answer && !answer.good) return { placed: false, reason: answer.reason }
    const offer = answer?.offer ?? null
    const terms = termsOfPlan(plan)
    const number = await nextNumber(tx, key.businessId)
    await tx`
      INSERT INTO subscriptions (business_id, id, number, buyer_id, plan_id, terms, currency, state, offers_ok,
                                 consent_version, consented_at, created_at, changed_at)
      VALUES (${key.businessId}, ${key.subscriptionId}, ${number}, ${wish.buyerId}, ${wish.planId},
              ${tx.json(terms as never)}, ${currency}, 'incomplete', ${wish.offersOk ?? false}, ${wish.consentVersion},
              ${new Date(now)}, ${new Date(now)}, ${new Date(now)})`
    const percentOff = offer?.kind === 'percent' ? offer.percent : 0
    await addPeriod(tx, key, { number, period: 1, currency, terms, percentOff })
    if (code !== undefined) await noteUse(tx, { businessId, subscriptionId, buyerId, code }, now)
    const dedupeKey = `${key.subscriptionId}/created`
    await tellOfSubscription(tx, { ...key, type: 'subscription_created', dedupeKey, actor: 'buyer', at: now })
    if (plan.trialDays > 0) await beginTrial(tx, key, { plan, buyerId, now })
    if (offer?.kind === 'gift' && code !== undefined) await giveGift(tx, key, { offer, terms, code, zone, now })
    return { placed: true, paymentId }
  })
}

/** Free days before the first payment. Whoever had this plan before, or its trial, begins with the payment. */
async function beginTrial(
  tx: Tx,
  key: SubscriptionKey,
  { plan, buyerId, now }: { readonly plan: PlanCard; readonly buyerId: BuyerId; readonly now: number },
): Promise<void> {
  if (await hadPlan(tx, { ...key, buyerId, planId: plan.id })) return
  const given = { id: `${key.subscriptionId}/trial`, kind: 'trial', ms: plan.trialDays * day } as const
  await giveTime(tx, key, { ...given, actor: 'buyer', reason: 'trial' }, now)
}

/** Whether the buyer had time of this plan by another subscription than this one. */
export async function hadPlan(
  sql: Db | Tx,
  about: SubscriptionKey & { readonly buyerId: BuyerId; readonly planId: string },
): Promise<boolean> {
  const [before] = await sql`
    SELECT 1 FROM subscriptions
    WHERE business_id = ${about.businessId} AND buyer_id = ${about.buyerId} AND plan_id = ${about.planId}
      AND id <> ${about.subscriptionId} AND paid_until IS NOT NULL LIMIT 1`
  return before !== undefined
}

/** The time of a gift code, after a trial if there is one. */
async function giveGift(
  tx: Tx,
  key: SubscriptionKey,
  gift: {
    readonly offer: Extract<CodeOffer, { kind: 'gift' }>
    readonly terms: SubscriptionTerms
    readonly code: string
    readonly zone: string
    readonly now: number
  },
): Promise<void> {
  const { offer, terms, code, zone, now } = gift
  const { paidUntil } = await lockSubscription(tx, key)
  const from = Math.max(paidUntil?.getTime() ?? 0, now)
  const ms = offer.days === null ? periodEnd(from, terms.period, 1, zone) - from : offer.days * day
  const given = { id: `${key.subscriptionId}/gift`, kind: 'gift', ms } as const
  await giveTime(tx, key, { ...given, actor: 'buyer', reason: code }, now)
}

export interface TimeGrant {
  /** A repeat under the same id gives nothing more. */
  readonly id: string
  readonly kind: 'trial' | 'gift' | 'comp'
  readonly ms: number
  readonly actor: string
  readonly reason: string
}

/** Gives time that nobody paid for. Answers whether it was given now. */
export async function giveTime(tx: Tx, key: SubscriptionKey, grant: TimeGrant, now: number): Promise<boolean> {
  const subscription = await lockSubscription(tx, key)
  const [before] = await tx`SELECT 1 FROM time_grants WHERE business_id = ${key.businessId} AND id = ${grant.id}`
  if (before) return false
  const clock = clockOf(subscription, now)
  const startsAt = Math.max(subscription.paidUntil?.getTime() ?? 0, clock)
  const endsAt = startsAt + grant.ms
  await tx`
    INSERT INTO time_grants (business_id, id, subscription_id, kind, starts_at, ends_at, given_by, reason, given_at)
    VALUES (${key.businessId}, ${grant.id}, ${key.subscriptionId}, ${grant.kind}, ${new Date(startsAt)}, ${new Date(endsAt)},
            ${grant.actor}, ${grant.reason}, ${new Date(now)})`
  const state = subscription.state === 'flagged' ? 'flagged' : subscription.renews ? 'active' : 'cancelled'
  await tx`
    UPDATE subscriptions SET state = ${state}, paid_until = ${new Date(endsAt)}, anchor_at = ${new Date(endsAt)},
      anchor_periods = 0, end_reason = NULL, changed_at = ${new Date(now)}
    WHERE business_id = ${key.businessId} AND id = ${key.subscriptionId}`
  await tellOfSubscription(tx, {
    ...key,
    type: 'subscription_extended',
    dedupeKey: `${key.subscriptionId}/extended/${grant.id}`,
    actor: grant.actor,
    at: now,
    fields: { kind: grant.kind, reason: grant.reason, until: new Date(endsAt).toISOString() },
  })
  await decideAccess(tx, key, { reason: grant.kind, actor: grant.actor, at: now })
  return true
}

export interface LockedSubscription {
  readonly number: number
  readonly planId: string
  readonly state: SubscriptionState
  readonly currency: Currency
  readonly terms: SubscriptionTerms
  readonly renews: boolean
  readonly vip: boolean
  readonly pausedAt: Date | null
  readonly sparedUntil: Date | null
  readonly anchorAt: Date | null
  readonly anchorPeriods: number
  readonly paidUntil: Date | null
  readonly nextPlanId: string | null
  readonly nextTerms: SubscriptionTerms | null
  readonly nextAtOnce: boolean
}

export async function lockSubscription(
  tx: Tx,
  { businessId, subscriptionId }: SubscriptionKey,
): Promise<LockedSubscription> {
  const [row] = await tx<LockedSubscription[]>`
    SELECT number, plan_id AS "planId", state, currency, terms, renews, vip, paused_at AS "pausedAt",
           spared_until AS "sparedUntil", anchor_at AS "anchorAt", anchor_periods AS "anchorPeriods",
           paid_until AS "paidUntil", next_plan_id AS "nextPlanId", next_terms AS "nextTerms", next_at_once AS "nextAtOnce"
    FROM subscriptions WHERE business_id = ${businessId} AND id = ${subscriptionId} FOR UPDATE`
  if (!row) throw new Error(`no subscription ${subscriptionId} in ${businessId}`)
  return row
}

/** Time that was paid for stands still in a pause. Unix ms. */
export const clockOf = ({ pausedAt }: Pick<LockedSubscription, 'pausedAt'>, now: number): number =>
  pausedAt?.getTime() ?? now

/** How many periods of the subscription `s` were begun. */
export const periodsBegun = (sql: Db | Tx) => sql`
  (SELECT count(*)::int FROM payments b
   WHERE b.business_id = s.business_id AND b.subscription_id = s.id AND b.period_starts_at IS NOT NULL)`

/** Writes down the payment of a period, if it is not there, at the terms given less what a code takes off. */
export async function addPeriod(
  tx: Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  {
    number,
    period,
    currency,
    terms,
    percentOff = 0,
  }: {
    readonly number: number
    readonly period: number
    readonly currency: Currency
    readonly terms: SubscriptionTerms
    readonly percentOff?: number
  },
): Promise<void> {
  const { price, starPrice, prices } = reduced(terms, percentOff)
  await tx`
    INSERT INTO payments (business_id, id, subscription_id, ref, position, kind, amount, currency, star_amount, prices,
                          percent_off)
    VALUES (${businessId}, ${periodPaymentId(subscriptionId, period)}, ${subscriptionId}, ${`${number}P${period}`},
            ${period}, 'period', ${price}, ${currency}, ${starPrice}, ${tx.json(prices)}, ${percentOff})
    ON CONFLICT (business_id, id) DO NOTHING`
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
