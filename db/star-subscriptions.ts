import type { PaymentId } from '../domain/ids'
import { tellOfSubscription } from './events'
import type { PeriodPayment } from './payments'
import type { SubscriptionKey } from './subscriptions'
import type { Db, Tx } from './types'

/** What Telegram does when the paid time ends: it charges again, does not, or could not. */
export type StarRenewalState = 'on' | 'off' | 'failed'

/** One of Telegram's own subscriptions, named by its first charge, that does not do what the book wants of it. */
export interface UnsettledStars {
  readonly chargeId: string
  /** It charges, or would try to, though it should not; else its buyer may switch it on again, and cannot. */
  readonly stop: boolean
  /** The buyer's id at Telegram. */
  readonly userId: number
}

/** Of the subscription `s`: what Telegram last said of the renewals that count today, if there ever were any. */
export const starRenewalOf = (sql: Db | Tx) => sql`
  (SELECT r.renewal FROM star_subscriptions r
   WHERE r.business_id = s.business_id AND r.subscription_id = s.id AND NOT r.goes_back
   ORDER BY r.begun_at DESC, r.charge_id DESC LIMIT 1)`

/**
 * Those of `s` that Telegram has to be told of, as `r`. Only the newest may charge, and only while further periods are
 * wanted at the price it was bought for.
 */
export const unsettledStars = (sql: Db | Tx) => sql`
  star_subscriptions r
  CROSS JOIN LATERAL (SELECT
    r.goes_back OR NOT s.renews OR s.state IN ('expired', 'refunded') OR s.next_terms IS NOT NULL OR r.plan_id <> s.plan_id
      OR (s.terms ->> 'starPrice')::bigint <> (
        SELECT t.amount FROM provider_transactions t
        WHERE t.business_id = r.business_id AND t.provider = 'stars' AND t.external_id = r.charge_id)
      OR EXISTS (SELECT 1 FROM star_subscriptions newer
                 WHERE newer.business_id = r.business_id AND newer.subscription_id = r.subscription_id AND NOT newer.goes_back
                   AND (newer.begun_at, newer.charge_id) > (r.begun_at, r.charge_id)) AS unwanted) w
  WHERE r.business_id = s.business_id AND r.subscription_id = s.id
    AND CASE WHEN w.unwanted THEN r.renewal <> 'off' ELSE r.stopped_by_us AND s.state IN ('active', 'grace') END`

export function unsettledStarsOf(sql: Db, { businessId, subscriptionId }: SubscriptionKey): Promise<UnsettledStars[]> {
  return sql<UnsettledStars[]>`
    SELECT r.charge_id AS "chargeId", w.unwanted AS stop, b.external_id::bigint::float8 AS "userId"
    FROM subscriptions s
    JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id, ${unsettledStars(sql)}
      AND s.business_id = ${businessId} AND s.id = ${subscriptionId}`
}

/** Telegram renews a subscription by itself from this charge on, or has done so again. */
export async function noteRecurring(
  tx: Tx,
  { businessId, subscriptionId }: PeriodPayment,
  charge: {
    readonly chargeId: string
    readonly isFirst: boolean
    /** The payment that its invoice asked for: a renewal pays for a later one. */
    readonly invoice: PaymentId
    readonly goesBack: boolean
    readonly at: number
  },
): Promise<void> {
  const { chargeId, isFirst, invoice, goesBack, at } = charge
  await tx`UPDATE provider_transactions SET recurring = true
    WHERE business_id = ${businessId} AND provider = 'stars' AND external_id = ${chargeId}`
  if (!isFirst) {
    const renewed = await tx`
      UPDATE star_subscriptions SET renewal = 'on' WHERE business_id = ${businessId} AND payment_id = ${invoice}`
    if (renewed.count > 0) return
  }
  await tx`
    INSERT INTO star_subscriptions (business_id, charge_id, subscription_id, payment_id, plan_id, renewal, goes_back, begun_at)
    SELECT business_id, ${chargeId}, id, ${invoice}, plan_id, 'on', ${goesBack}, ${new Date(at)} FROM subscriptions
    WHERE business_id = ${businessId} AND id = ${subscriptionId}`
}

/**
 * What Telegram said of the renewals that began with an invoice. Answers whether they are the ones that count today:
 * what becomes of older ones says nothing of what the buyer wants.
 */
export function noteStarRenewal(
  sql: Db,
  key: SubscriptionKey,
  { paymentId, renewal }: { readonly paymentId: PaymentId; readonly renewal: StarRenewalState },
  now: number,
): Promise<{ readonly counts: boolean }> {
  return noting(sql, key, { actor: 'telegram', now }, async (tx) => {
    const [charge] = await tx<{ chargeId: string }[]>`
      UPDATE star_subscriptions SET renewal = ${renewal}, stopped_by_us = stopped_by_us AND ${renewal !== 'on'}
      WHERE business_id = ${key.businessId} AND payment_id = ${paymentId} AND NOT goes_back
      RETURNING charge_id AS "chargeId"`
    return charge?.chargeId
  })
}

/** Telegram has stopped charging because we asked it to, or lets the buyer switch it on again. */
export async function noteStarSettled(
  sql: Db,
  key: SubscriptionKey,
  { chargeId, stop }: Pick<UnsettledStars, 'chargeId' | 'stop'>,
  now: number,
): Promise<void> {
  await noting(sql, key, { actor: 'provider:stars', now }, async (tx) => {
    await tx`
      UPDATE star_subscriptions SET stopped_by_us = ${stop}, renewal = CASE WHEN ${stop} THEN 'off' ELSE renewal END
      WHERE business_id = ${key.businessId} AND charge_id = ${chargeId}`
    return chargeId
  })
}

/** Makes a change, tells of it if it is to the renewals that count today, and answers whether it is. */
function noting(
  sql: Db,
  key: SubscriptionKey,
  { actor, now }: { readonly actor: string; readonly now: number },
  change: (tx: Tx) => Promise<string | undefined>,
): Promise<{ readonly counts: boolean }> {
  return sql.begin(async (tx) => {
    const before = await today(tx, key)
    const chargeId = await change(tx)
    const after = await today(tx, key)
    if (after && after.renewal !== before?.renewal) {
      await tellOfSubscription(tx, {
        ...key,
        type: 'star_renewal_changed',
        dedupeKey: `${key.subscriptionId}/star_renewal/${now}`,
        actor,
        at: now,
        fields: { renewal: after.renewal },
      })
    }
    return { counts: after !== undefined && after.chargeId === chargeId }
  })
}

async function today(tx: Tx, { businessId, subscriptionId }: SubscriptionKey) {
  const [newest] = await tx<{ chargeId: string; renewal: StarRenewalState }[]>`
    SELECT charge_id AS "chargeId", renewal FROM star_subscriptions
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND NOT goes_back
    ORDER BY begun_at DESC, charge_id DESC LIMIT 1 FOR UPDATE`
  return newest
}
