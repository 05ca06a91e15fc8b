import type { DenyReason } from '../../domain/events'
import type { BusinessId, SubscriptionId } from '../../domain/ids'
import type { Db } from '../types'
import type { Span } from './day'

export type AccessEvent =
  'access_granted' | 'access_expired' | 'access_revoked' | 'access_denied' | 'member_joined' | 'member_left'

/** How often something happened at one channel for one reason. `reason`: of a denial its `deny_reason`; else null. */
export interface AccessCount {
  readonly type: AccessEvent
  readonly chatId: string
  /** What the shop calls the channel, where an event of the span says so. */
  readonly title: string | null
  readonly reason: string | null
  readonly count: number
}

export function accessCounts(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<AccessCount[]> {
  return sql<AccessCount[]>`
    SELECT type, payload->>'chat_id' AS "chatId", max(payload->>'chat_title') AS title,
           CASE type WHEN 'access_denied' THEN payload->>'deny_reason'
                     WHEN 'access_revoked' THEN payload->>'reason' END AS reason,
           count(*)::int AS count
    FROM events
    WHERE business_id = ${businessId} AND understood AND occurred_at >= ${from} AND occurred_at < ${to}
      AND type IN ('access_granted', 'access_expired', 'access_revoked', 'access_denied', 'member_joined', 'member_left')
    GROUP BY 1, 2, 4 ORDER BY 5 DESC, 1, 2, 4`
}

/** How long buyers took from paying to being in the channel, ms. Null when nobody joined after a payment. */
export interface JoinTimes {
  readonly count: number
  readonly medianMs: number | null
  readonly p95Ms: number | null
}

/**
 * Of the people who joined in a span: the time from the payment that opened the channel to the first joining after it.
 * Who comes back later, or was let in by a gift or a trial, is not counted. Telegram tells the joining in whole seconds,
 * so one that was quicker than that may seem to be before the payment.
 */
export async function joinTimes(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<JoinTimes> {
  const [row] = await sql<JoinTimes[]>`
    SELECT count(*)::int AS count, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::float8 AS "medianMs",
           round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::float8 AS "p95Ms"
    FROM (
      SELECT greatest(0, extract(epoch FROM j.occurred_at - paid.occurred_at)) * 1000 AS ms
      FROM events j
      CROSS JOIN LATERAL (
        SELECT g.position, g.occurred_at, g.payload->>'reason' AS reason FROM events g
        WHERE g.business_id = j.business_id AND g.subscription_id = j.subscription_id AND g.understood
          AND g.type = 'access_granted' AND g.payload->>'chat_id' = j.payload->>'chat_id' AND g.position < j.position
        ORDER BY g.position DESC LIMIT 1) opened
      CROSS JOIN LATERAL (
        SELECT p.occurred_at FROM events p
        WHERE p.business_id = j.business_id AND p.subscription_id = j.subscription_id AND p.understood
          AND p.type IN ('payment_performed', 'payment_landed_late') AND p.occurred_at <= opened.occurred_at
        ORDER BY p.position DESC LIMIT 1) paid
      WHERE j.business_id = ${businessId} AND j.understood AND j.type = 'member_joined' AND opened.reason = 'paid'
        AND j.occurred_at >= ${from} AND j.occurred_at < ${to}
        AND NOT EXISTS (
          SELECT FROM events b WHERE b.business_id = j.business_id AND b.subscription_id = j.subscription_id
            AND b.type = 'member_joined' AND b.payload->>'chat_id' = j.payload->>'chat_id'
            AND b.position > opened.position AND b.position < j.position)) waits`
  return row ? { ...row } : { count: 0, medianMs: null, p95Ms: null }
}

export interface Denial {
  readonly subscriptionId: SubscriptionId
  readonly number: number
  readonly chatId: string
  readonly reason: DenyReason
  /** Who stood at the door, like `telegram:42`. */
  readonly askedBy: string
  readonly at: Date
}

/** The newest denials of a span, the newest first. */
export function newestDenials(sql: Db, businessId: BusinessId, { from, to }: Span, limit: number): Promise<Denial[]> {
  return sql<Denial[]>`
    SELECT subscription_id AS "subscriptionId", (payload->'subscription'->>'number')::int AS number,
           payload->>'chat_id' AS "chatId", payload->>'deny_reason' AS reason, payload->>'asked_by' AS "askedBy",
           occurred_at AS at
    FROM events
    WHERE business_id = ${businessId} AND understood AND type = 'access_denied' AND subscription_id IS NOT NULL
      AND occurred_at >= ${from} AND occurred_at < ${to}
    ORDER BY position DESC LIMIT ${limit}`
}
