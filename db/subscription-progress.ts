import type { PaymentId } from '../domain/ids'
import type { QuietHours } from '../domain/nudge-schedule'
import type { PaymentState } from '../domain/payment-states'
import type { SubscriptionState } from '../domain/subscription-states'
import { shiftOf } from '../domain/spread'
import type { RenewalTimes } from '../domain/subscription-times'
import { businessOf } from './businesses'
import { starRenewalOf, unsettledStars, type StarRenewalState } from './star-subscriptions'
import { periodsBegun, type SubscriptionKey } from './subscriptions'
import type { Db } from './types'

/** Everything a subscription's lifecycle needs to go on from where the book says it is. Times are Unix ms. */
export interface SubscriptionProgress {
  readonly number: number
  readonly state: SubscriptionState
  /** How many periods were begun. */
  readonly period: number
  /** When the paid or given time ends, or what it is spared until; null when there was none. */
  readonly endsAt: number | null
  /** How much later its steps are taken, ms. */
  readonly shiftMs: number
  readonly renews: boolean
  readonly vip: boolean
  readonly paused: boolean
  readonly offersOk: boolean
  /** What Telegram last said of its own renewals; null when it makes none. */
  readonly starRenewal: StarRenewalState | null
  /** The payment that comes next. */
  readonly next: { readonly paymentId: PaymentId; readonly state: PaymentState }
  /** Whether Telegram still has to let the buyer in somewhere, or has to take them out; null: it agrees with the book. */
  readonly accessUnsettled: 'open' | 'close' | null
  /** Telegram charges for a period that nobody wants, or does not let the buyer have it charge again. */
  readonly starsUnsettled: boolean
  readonly times: RenewalTimes
  readonly quietHours: QuietHours
}

interface Row extends Omit<SubscriptionProgress, 'endsAt' | 'shiftMs' | 'next' | 'times' | 'quietHours'> {
  readonly endsAt: Date | null
  readonly nextId: PaymentId
  readonly nextState: PaymentState
}

/** Null when it was never sold. */
export async function progressOfSubscription(sql: Db, key: SubscriptionKey): Promise<SubscriptionProgress | null> {
  const { settings, zone } = await businessOf(sql, key.businessId)
  const [row] = await sql<Row[]>`
    SELECT s.number, s.state, greatest(s.paid_until, s.spared_until) AS "endsAt", s.renews, s.vip,
           s.paused_at IS NOT NULL AS paused, s.offers_ok AS "offersOk", ${starRenewalOf(sql)} AS "starRenewal",
           n.id AS "nextId", n.state AS "nextState",
           ${periodsBegun(sql)} AS period,
           CASE WHEN EXISTS (SELECT 1 FROM access_grants g WHERE g.business_id = s.business_id
                               AND g.subscription_id = s.id AND g.settled_at IS NULL AND g.is_open) THEN 'open'
                WHEN EXISTS (SELECT 1 FROM access_grants g WHERE g.business_id = s.business_id
                               AND g.subscription_id = s.id AND g.settled_at IS NULL)
                  OR EXISTS (SELECT 1 FROM invite_links l WHERE l.business_id = s.business_id AND l.subscription_id = s.id
                               AND l.closed_at IS NOT NULL AND l.revoked_at IS NULL) THEN 'close'
           END AS "accessUnsettled",
           EXISTS (SELECT 1 FROM ${unsettledStars(sql)}) AS "starsUnsettled"
    FROM subscriptions s
    JOIN LATERAL (SELECT id, state FROM payments p WHERE p.business_id = s.business_id AND p.subscription_id = s.id
                    AND p.state NOT IN ('paid', 'refunded') ORDER BY position LIMIT 1) n ON true
    WHERE s.business_id = ${key.businessId} AND s.id = ${key.subscriptionId}`
  if (!row) return null
  const { nextId, nextState, endsAt, ...rest } = row
  const { remindersMs, graceMs, attemptLeadMs, winBackMs, spreadMs } = settings.subscriptions
  return {
    ...rest,
    endsAt: endsAt?.getTime() ?? null,
    shiftMs: shiftOf(key.subscriptionId, spreadMs),
    next: { paymentId: nextId, state: nextState },
    times: { remindersMs, graceMs, attemptLeadMs, winBackMs },
    quietHours: { ...settings.quietHours, zone, shiftMs: shiftOf(key.subscriptionId, settings.quietEndSpreadMs) },
  }
}
