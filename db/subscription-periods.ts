import type { PaymentId } from '../domain/ids'
import { givesAccess, hasGrace, nextSubscriptionState } from '../domain/subscription-states'
import { shiftOf } from '../domain/spread'
import { periodEnd, unusedShare } from '../domain/subscription-times'
import { decideAccess } from './access'
import { businessOf, type Business } from './businesses'
import { tellOfSubscription } from './events'
import { hasSeatAgain, type SubscriptionTerms } from './plans'
import type { PeriodPayment } from './payments'
import { isKept } from './provider-transactions'
import {
  addPeriod,
  clockOf,
  lockSubscription,
  subscriptionState,
  type LockedSubscription,
  type SubscriptionKey,
} from './subscriptions'
import type { Db, Tx } from './types'

interface Step {
  readonly actor: string
  readonly at: number
}

/** When a period begins and ends, and from where the ones after it are counted. Unix ms. */
interface Span {
  readonly startsAt: number
  readonly endsAt: number
  /** When all ends that is paid for: at the end of the period, or of what was pushed behind it. */
  readonly paidUntil: number
  readonly anchor: number
  readonly periods: number
}

/**
 * A period was paid for: it begins where the paid time ends, or now when there is none left. The payment of the period
 * after it is written down too, so that there is always something to pay.
 */
export async function beginPeriod(
  tx: Tx,
  payment: PeriodPayment,
  { actor, at, byItself }: Step & { readonly byItself: boolean },
): Promise<void> {
  const subscription = await lockSubscription(tx, payment)
  const business = await businessOf(tx, payment.businessId)
  const { businessId, subscriptionId, period } = payment
  const paid = nextSubscriptionState(subscription.state, 'pay')
  // A charge that crossed the end of the renewals gives its time, and is no wish for further periods.
  const goesOn = subscription.renews || !byItself
  const next = paid === 'active' && !goesOn ? 'cancelled' : paid
  if (!next) throw new Error(`a subscription cannot be paid for when it is ${subscription.state}`)
  const terms = subscription.nextTerms ?? subscription.terms
  const isNow = subscription.nextTerms !== null && subscription.nextAtOnce
  const clock = clockOf(subscription, at)
  const rests = isNow ? await pushedBehind(tx, payment, { terms, zone: business.zone, at: clock }) : []
  const span = isNow
    ? spanAtOnce(terms, { zone: business.zone, rests, at: clock })
    : spanAfter(
        subscription,
        terms,
        { ...business, late: shiftOf(subscriptionId, business.settings.subscriptions.spreadMs) },
        clock,
      )
  if (isNow) await cutPaidPeriods(tx, payment, clock)
  for (const { paymentId, worth, startsAt, endsAt } of rests) {
    await tx`
      UPDATE payments SET period_starts_at = ${new Date(startsAt)}, period_ends_at = ${new Date(endsAt)}, period_worth = ${worth.toString()}
      WHERE business_id = ${businessId} AND id = ${paymentId}`
  }
  await tx`
    UPDATE subscriptions SET state = ${next}, anchor_at = ${new Date(span.anchor)}, anchor_periods = ${span.periods},
      paid_until = ${new Date(span.paidUntil)}, end_reason = NULL, renews = ${goesOn}, plan_id = ${subscription.nextPlanId ?? subscription.planId},
      terms = ${tx.json(terms as never)}, next_plan_id = NULL, next_terms = NULL, next_at_once = false, changed_at = ${new Date(at)}
    WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  await tx`
    UPDATE payments SET period_starts_at = ${new Date(span.startsAt)}, period_ends_at = ${new Date(span.endsAt)}
    WHERE business_id = ${businessId} AND id = ${payment.id}`
  await addPeriod(tx, payment, { ...subscription, terms, period: period + 1 })
  await tellOfSubscription(tx, {
    businessId,
    subscriptionId,
    type: 'subscription_period_begun',
    dedupeKey: `${payment.id}/begun`,
    actor,
    at,
    fields: {
      period,
      starts_at: new Date(span.startsAt).toISOString(),
      ends_at: new Date(span.paidUntil).toISOString(),
    },
  })
  await decideAccess(tx, payment, { reason: subscription.nextTerms ? 'plan_changed' : 'paid', actor, at })
}

/** Where the paid time ends, if that was not long ago; else now. */
function spanAfter(
  { state, anchorAt, anchorPeriods, paidUntil, nextTerms }: LockedSubscription,
  { period }: SubscriptionTerms,
  { zone, settings, late }: Business & { readonly late: number },
  at: number,
): Span {
  const end = paidUntil?.getTime() ?? 0
  const goesOn = givesAccess(state) && anchorAt !== null && end + settings.subscriptions.graceMs + late > at
  if (!goesOn) return ending({ startsAt: at, endsAt: periodEnd(at, period, 1, zone), anchor: at, periods: 1 })
  const anchor = nextTerms ? end : anchorAt.getTime()
  const periods = nextTerms ? 1 : anchorPeriods + 1
  return ending({ startsAt: end, endsAt: periodEnd(anchor, period, periods, zone), anchor, periods })
}

const ending = (span: Omit<Span, 'paidUntil'>): Span => ({ ...span, paidUntil: span.endsAt })

interface NewPlan {
  readonly terms: SubscriptionTerms
  readonly zone: string
  readonly at: number
}

/** Another plan begins now; what was paid for before comes after its first period. */
function spanAtOnce(
  { period }: SubscriptionTerms,
  { zone, rests, at }: Omit<NewPlan, 'terms'> & { readonly rests: readonly Rest[] },
): Span {
  const endsAt = periodEnd(at, period, 1, zone)
  const paidUntil = rests.at(-1)?.endsAt ?? endsAt
  return { startsAt: at, endsAt, paidUntil, anchor: paidUntil, periods: 0 }
}

/** Time of a new plan that money of an earlier payment buys. It goes back with that money. */
interface Rest {
  readonly paymentId: PaymentId
  /** Minor units. */
  readonly worth: bigint
  readonly startsAt: number
  readonly endsAt: number
}

/** The money of days that are not used yet buys as many days of the new plan as its price gives, one payment after another. */
async function pushedBehind(tx: Tx, payment: PeriodPayment, { terms, zone, at }: NewPlan): Promise<Rest[]> {
  const end = periodEnd(at, terms.period, 1, zone)
  const rests: Rest[] = []
  for (const { paymentId, worth } of await unusedMoney(tx, payment, at)) {
    const startsAt = rests.at(-1)?.endsAt ?? end
    const ms = Number((worth * BigInt(end - at)) / BigInt(terms.price))
    if (ms > 0) rests.push({ paymentId, worth, startsAt, endsAt: startsAt + ms })
  }
  return rests
}

/** What is kept of the money for time that is still ahead, by payment; time that was given has no price. Minor units. */
async function unusedMoney(
  tx: Tx,
  { businessId, subscriptionId }: PeriodPayment,
  at: number,
): Promise<Pick<Rest, 'paymentId' | 'worth'>[]> {
  const paid = await tx<{ paymentId: PaymentId; received: bigint; startsAt: Date; endsAt: Date }[]>`
    SELECT p.id AS "paymentId", p.period_starts_at AS "startsAt", p.period_ends_at AS "endsAt",
      least(p.period_worth, (SELECT coalesce(sum(e.amount), 0)::bigint FROM payment_entries e
       JOIN provider_transactions t ON t.business_id = e.business_id AND t.provider = e.provider AND t.external_id = e.external_id
       WHERE e.business_id = p.business_id AND e.payment_id = p.id AND e.kind = 'perform' AND ${isKept(tx)})) AS received
    FROM payments p
    WHERE p.business_id = ${businessId} AND p.subscription_id = ${subscriptionId} AND p.period_ends_at > ${new Date(at)}
    ORDER BY p.period_starts_at, p.position`
  return paid.map(({ paymentId, received, startsAt, endsAt }) => ({
    paymentId,
    worth: unusedShare(received, { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }, at),
  }))
}

/** What is left of these periods is not theirs any more: it became time of another plan, or was taken away. */
export async function cutPaidPeriods(
  tx: Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  at: number,
): Promise<void> {
  await tx`
    UPDATE payments SET period_starts_at = least(period_starts_at, ${new Date(at)}), period_ends_at = ${new Date(at)}
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND period_ends_at > ${new Date(at)}`
}

/**
 * The money of a period went back, and what is left of its time with it. Time after it that was paid for or given
 * moves up; when none is left, the subscription ends.
 */
export async function endForRefund(tx: Tx, payment: PeriodPayment, { actor, at }: Step): Promise<void> {
  const { state, paidUntil, pausedAt } = await lockSubscription(tx, payment)
  const { businessId, subscriptionId, period } = payment
  const clock = clockOf({ pausedAt }, at)
  const [row] = await tx<{ startsAt: Date | null; endsAt: Date | null }[]>`
    SELECT period_starts_at AS "startsAt", period_ends_at AS "endsAt" FROM payments
    WHERE business_id = ${businessId} AND id = ${payment.id}`
  const left = row?.startsAt && row.endsAt ? row.endsAt.getTime() - Math.max(row.startsAt.getTime(), clock) : 0
  if (left > 0) await moveUp(tx, payment, { after: row!.endsAt!, ms: left })
  const until = (paidUntil?.getTime() ?? clock) - Math.max(0, left)
  const next = nextSubscriptionState(state, 'refund')
  if (next && until <= clock) {
    await tx`
      UPDATE subscriptions SET state = ${next}, paid_until = least(paid_until, ${new Date(clock)}), end_reason = 'refund',
        paused_at = NULL, changed_at = ${new Date(at)}
      WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  } else if (left > 0) {
    await tx`
      UPDATE subscriptions SET paid_until = ${new Date(until)}, anchor_at = ${new Date(until)}, anchor_periods = 0,
        changed_at = ${new Date(at)}
      WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  }
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
  await decideAccess(tx, payment, { reason: 'refund', actor, at })
}

async function moveUp(
  tx: Tx,
  { businessId, subscriptionId, id }: PeriodPayment,
  { after, ms }: { readonly after: Date; readonly ms: number },
): Promise<void> {
  const by = `${ms} milliseconds`
  await tx`
    UPDATE payments SET period_starts_at = period_starts_at - ${by}::interval, period_ends_at = period_ends_at - ${by}::interval
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND period_starts_at >= ${after}`
  await tx`
    UPDATE payments SET period_ends_at = period_ends_at - ${by}::interval
    WHERE business_id = ${businessId} AND id = ${id}`
  await tx`
    UPDATE time_grants SET starts_at = starts_at - ${by}::interval, ends_at = ends_at - ${by}::interval
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND starts_at >= ${after}`
}

/** Whether money that came late can still begin a period: the seat of an ended subscription may be somebody else's. */
export async function mayBegin(tx: Tx, payment: PeriodPayment): Promise<boolean> {
  const state = await subscriptionState(tx, payment)
  return givesAccess(state) || state === 'incomplete' || hasSeatAgain(tx, payment)
}

/**
 * The period that a renewal by Telegram pays for: it names the first invoice, and means the next period that nobody has
 * paid for.
 */
export async function renewedPeriod(tx: Tx, paymentId: PaymentId, businessId: string): Promise<PaymentId> {
  const [row] = await tx<{ id: PaymentId }[]>`
    SELECT n.id FROM payments p
    JOIN payments n ON n.business_id = p.business_id AND n.subscription_id = p.subscription_id
    WHERE p.business_id = ${businessId} AND p.id = ${paymentId} AND n.state NOT IN ('paid', 'refunded')
    ORDER BY n.position LIMIT 1`
  return row?.id ?? paymentId
}

/**
 * Until when a period may be paid: the first one as long as any first payment, a further one until access ends. Unix ms.
 */
export async function periodDeadline(tx: Db | Tx, payment: PeriodPayment, openedAt: number): Promise<number> {
  const { settings } = await businessOf(tx, payment.businessId)
  const [row] = await tx<
    { state: LockedSubscription['state']; end: Date | null; renews: boolean; vip: boolean; paused: boolean }[]
  >`
    SELECT state, greatest(paid_until, spared_until) AS end, renews, vip, paused_at IS NOT NULL AS paused
    FROM subscriptions WHERE business_id = ${payment.businessId} AND id = ${payment.subscriptionId}`
  if (!row?.end || !givesAccess(row.state)) return openedAt + settings.depositExpiryMs
  const { graceMs, spreadMs } = settings.subscriptions
  const late = shiftOf(payment.subscriptionId, spreadMs)
  const accessEnd = row.end.getTime() + (hasGrace(row.state, row.renews) ? graceMs : 0) + late
  // Nothing ends at that moment for a VIP or a paused one, but a request for money has to end some time.
  return row.vip || row.paused ? Math.max(accessEnd, openedAt + settings.depositExpiryMs) : accessEnd
}
