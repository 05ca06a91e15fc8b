import type { BusinessId } from '../../domain/ids'
import type { Currency } from '../../domain/money'
import type { Db } from '../types'
import type { Span } from './day'
import type { EndReason } from './subscription-projection'

/** Subscriptions that give access now, each counted in one of these. */
export interface Standing {
  /** Paid for or given, and to be renewed. */
  readonly active: number
  /** Free days that nobody has paid after yet. */
  readonly trial: number
  /** Will not be renewed; the paid time is not over. */
  readonly cancelled: number
  readonly grace: number
  readonly flagged: number
}

export async function standingAt(sql: Db, businessId: BusinessId, now: Date): Promise<Standing> {
  const trial = sql`state = 'active' AND periods = 0 AND coalesce(trial_until > ${now}, false)`
  const [row] = await sql<Standing[]>`
    SELECT count(*) FILTER (WHERE state = 'active' AND NOT (${trial}))::int AS active,
           count(*) FILTER (WHERE ${trial})::int AS trial,
           count(*) FILTER (WHERE state = 'cancelled')::int AS cancelled,
           count(*) FILTER (WHERE state = 'grace')::int AS grace,
           count(*) FILTER (WHERE state = 'flagged')::int AS flagged
    FROM subscriptions_seen WHERE business_id = ${businessId}`
  return row ? { ...row } : { active: 0, trial: 0, cancelled: 0, grace: 0, flagged: 0 }
}

export interface Gained {
  /** Paid for the first time. */
  readonly fresh: number
  /** Paid for again while they gave access. */
  readonly renewed: number
  /** Had been paid for and had ended, and give access again. */
  readonly returned: number
  readonly trials: number
}

/** What was gained in a span. `renewed` counts periods; a subscription that came back twice counts twice. */
export async function gainedIn(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<Gained> {
  const [row] = await sql<Gained[]>`
    SELECT (SELECT count(*)::int FROM subscriptions_seen s
            WHERE s.business_id = ${businessId} AND s.first_paid_at >= ${from} AND s.first_paid_at < ${to}) AS fresh,
           (SELECT count(*)::int FROM subscription_steps p JOIN subscriptions_seen s USING (business_id, subscription_id)
            WHERE p.business_id = ${businessId} AND p.type = 'subscription_period_begun' AND p.lived
              AND p.occurred_at > s.first_paid_at AND p.occurred_at >= ${from} AND p.occurred_at < ${to}) AS renewed,
           (SELECT count(*)::int FROM subscription_lives l
            JOIN subscriptions_seen s USING (business_id, subscription_id)
            WHERE l.business_id = ${businessId} AND l.began_at > s.first_paid_at
              AND l.began_at >= ${from} AND l.began_at < ${to}) AS returned,
           (SELECT count(DISTINCT e.subscription_id)::int FROM events e
            WHERE e.business_id = ${businessId} AND e.understood AND e.type = 'subscription_extended'
              AND e.payload->>'kind' = 'trial' AND e.occurred_at >= ${from} AND e.occurred_at < ${to}) AS trials`
  return row ? { ...row } : { fresh: 0, renewed: 0, returned: 0, trials: 0 }
}

export interface Loss {
  readonly reason: EndReason
  /** Whether it was ever paid for; a trial that nobody paid after is no loss of a subscriber. */
  readonly paid: boolean
  readonly count: number
}

/** Subscriptions that stopped giving access in a span, by reason. One that was lost twice counts twice. */
export function lostIn(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<Loss[]> {
  return sql<Loss[]>`
    SELECT l.end_reason AS reason, coalesce(s.first_paid_at <= l.ended_at, false) AS paid, count(*)::int AS count
    FROM subscription_lives l JOIN subscriptions_seen s USING (business_id, subscription_id)
    WHERE l.business_id = ${businessId} AND l.ended_at >= ${from} AND l.ended_at < ${to}
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`
}

/** Paying subscribers at the beginning of a span, and those of them who were gone at its end. */
export async function churnOf(
  sql: Db,
  businessId: BusinessId,
  { from, to }: Span,
): Promise<{ readonly before: number; readonly gone: number }> {
  const livesAt = (at: Date) => sql`l.began_at <= ${at} AND coalesce(l.ended_at > ${at}, true)`
  const [row] = await sql<{ before: number; gone: number }[]>`
    SELECT count(*)::int AS before, (count(*) FILTER (WHERE NOT stayed))::int AS gone
    FROM (SELECT s.subscription_id, bool_or(${livesAt(from)}) AS was, bool_or(${livesAt(to)}) AS stayed
          FROM subscriptions_seen s JOIN subscription_lives l USING (business_id, subscription_id)
          WHERE s.business_id = ${businessId} AND s.first_paid_at <= ${from} GROUP BY 1) subscribers
    WHERE was`
  return { before: row?.before ?? 0, gone: row?.gone ?? 0 }
}

export interface MonthlyRevenue {
  readonly currency: Currency
  readonly amount: bigint
  readonly count: number
}

/**
 * What the subscriptions that were paid for and to be renewed at a moment bring in 30 days, by the prices they were sold
 * at. A calendar month counts as 30.44 days. What is paid in Stars counts at its price in the shop's currency.
 */
export function monthlyRevenueAt(sql: Db, businessId: BusinessId, at: Date): Promise<MonthlyRevenue[]> {
  return sql<MonthlyRevenue[]>`
    SELECT was->>'currency' AS currency, count(*)::int AS count,
           sum(round((was->>'price')::numeric * 30 / ((was->'period'->>'count')::numeric
             * CASE was->'period'->>'unit' WHEN 'month' THEN 30.44 WHEN 'day' THEN 1 ELSE 1.0 / 1440 END)))::bigint AS amount
    FROM subscriptions_seen s
    CROSS JOIN LATERAL (
      SELECT e.payload->'subscription' AS was FROM events e
      WHERE e.business_id = s.business_id AND e.subscription_id = s.subscription_id AND e.understood
        AND e.occurred_at <= ${at}
      ORDER BY e.position DESC LIMIT 1) last_word
    WHERE s.business_id = ${businessId} AND s.first_paid_at <= ${at}
      AND was->>'state' = 'active' AND was->>'renews' = 'true' AND (was->'period'->>'count')::int > 0
    GROUP BY 1 ORDER BY 1`
}
