import { reduced } from '../domain/codes'
import { givesAccess, nextSubscriptionState, type SubscriptionState } from '../domain/subscription-states'
import { decideAccess, type AccessReason } from './access'
import { percentOffFirst } from './codes'
import { tellOfSubscription } from './events'
import { lockPeriodsOf } from './payments'
import { isFull, planCard, termsOfPlan } from './plans'
import { businessOf } from './businesses'
import { cutPaidPeriods } from './subscription-periods'
import { clockOf, giveTime, lockSubscription, type SubscriptionKey, type TimeGrant } from './subscriptions'
import type { Db, Tx } from './types'

export interface SubscriptionStep {
  readonly action: 'give_up' | 'cancel' | 'resume' | 'lapse' | 'expire' | 'revoke' | 'flag' | 'unflag'
  readonly actor: string
  /** In a word, or as a person wrote it. */
  readonly reason: string
}

export interface SubscriptionStepResult {
  /** Whether it stands so now, though an earlier try may have done it. */
  readonly done: boolean
  readonly state: SubscriptionState
}

const accessReasons: Readonly<Partial<Record<SubscriptionStep['action'], AccessReason>>> = {
  cancel: 'cancelled',
  expire: 'expired',
  revoke: 'revoked',
}

/** Takes one step of the table under lock. A step that the state does not allow changes nothing. */
export function stepSubscription(
  sql: Db,
  key: SubscriptionKey,
  { action, actor, reason }: SubscriptionStep,
  now: number,
): Promise<SubscriptionStepResult> {
  return sql.begin(async (tx) => {
    if (action === 'revoke') await lockPeriodsOf(tx, key)
    const subscription = await lockSubscription(tx, key)
    const { state, paidUntil } = subscription
    const renews = action === 'cancel' ? false : action === 'resume' ? true : subscription.renews
    const next = nextSubscriptionState(state, action, { renews })
    if (!next || tooEarly(subscription, action, now)) return { done: isDone(state, action, subscription.renews), state }
    const ends = givesAccess(state) && !givesAccess(next)
    const clock = clockOf(subscription, now)
    await tx`
      UPDATE subscriptions SET state = ${next}, renews = ${renews}, changed_at = ${new Date(now)},
        end_reason = ${ends || next === 'expired' ? reason : null}, paused_at = ${ends ? null : subscription.pausedAt},
        flag_reason = CASE WHEN ${action} = 'flag' THEN ${reason} WHEN ${action} = 'unflag' THEN NULL ELSE flag_reason END,
        paid_until = ${action === 'revoke' && paidUntil !== null ? tx`least(paid_until, ${new Date(clock)})` : tx`paid_until`}
      WHERE business_id = ${key.businessId} AND id = ${key.subscriptionId}`
    if (action === 'revoke') await cutPaidPeriods(tx, key, clock)
    await tellOfSubscription(tx, {
      ...key,
      type: 'subscription_changed',
      dedupeKey: `${key.subscriptionId}/${action}/${now}`,
      actor,
      at: now,
      fields: { action, from: state, reason },
    })
    // Whoever got no link while the flag was up gets it now.
    if (action === 'unflag') {
      await tx`
        UPDATE access_grants SET settled_at = NULL, outcome = NULL
        WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId} AND is_open AND outcome = 'flagged'`
    }
    const accessReason = accessReasons[action]
    if (accessReason) await decideAccess(tx, key, { reason: accessReason, actor, at: now })
    return { done: true, state: next }
  })
}

/** Consequences wait for their time, which staff or money may have moved since the timer was set. */
function tooEarly(
  { paidUntil, sparedUntil, vip, pausedAt }: Awaited<ReturnType<typeof lockSubscription>>,
  action: SubscriptionStep['action'],
  now: number,
): boolean {
  if (action !== 'lapse' && action !== 'expire') return false
  const end = Math.max(paidUntil?.getTime() ?? 0, sparedUntil?.getTime() ?? 0)
  return vip || pausedAt !== null || end > now
}

function isDone(state: SubscriptionState, action: SubscriptionStep['action'], renews: boolean): boolean {
  if (action === 'cancel') return !renews && state !== 'incomplete'
  if (action === 'resume') return renews && givesAccess(state)
  if (action === 'flag') return state === 'flagged'
  if (action === 'unflag') return state !== 'flagged' && givesAccess(state)
  return action !== 'lapse' && state === 'expired'
}

/** Staff freeze the time that is left, and let it run again: nobody is in the channels meanwhile. */
export function pauseSubscription(
  sql: Db,
  key: SubscriptionKey,
  { paused, actor, reason }: { readonly paused: boolean; readonly actor: string; readonly reason: string },
  now: number,
): Promise<SubscriptionStepResult> {
  return sql.begin(async (tx) => {
    await lockPeriodsOf(tx, key)
    const { state, pausedAt } = await lockSubscription(tx, key)
    if (!givesAccess(state) || paused === (pausedAt !== null)) return { done: paused === (pausedAt !== null), state }
    const by = `${pausedAt === null ? 0 : now - pausedAt.getTime()} milliseconds`
    await tx`
      UPDATE subscriptions SET paused_at = ${paused ? new Date(now) : null}, paid_until = paid_until + ${by}::interval,
        anchor_at = paid_until + ${by}::interval, anchor_periods = 0, changed_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND id = ${key.subscriptionId}`
    if (pausedAt !== null) await moveBack(tx, key, pausedAt, by)
    await tellOfSubscription(tx, {
      ...key,
      type: 'subscription_changed',
      dedupeKey: `${key.subscriptionId}/pause/${now}`,
      actor,
      at: now,
      fields: { action: paused ? 'pause' : 'unpause', from: state, reason },
    })
    await decideAccess(tx, key, { reason: paused ? 'paused' : 'resumed', actor, at: now })
    return { done: true, state }
  })
}

/**
 * What is left of the paid periods is used after the pause, and what follows them later. The start of the running one
 * moves too: a day of it is worth what it was.
 */
async function moveBack(
  tx: Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  pausedAt: Date,
  by: string,
): Promise<void> {
  await tx`
    UPDATE payments SET period_starts_at = period_starts_at + ${by}::interval, period_ends_at = period_ends_at + ${by}::interval
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND period_ends_at > ${pausedAt}`
  await tx`
    UPDATE time_grants SET ends_at = ends_at + ${by}::interval,
      starts_at = CASE WHEN starts_at >= ${pausedAt} THEN starts_at + ${by}::interval ELSE starts_at END
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND ends_at > ${pausedAt}`
}

/** VIP: the end of the paid time has no consequences. Switched off after that end, the days of grace begin then. */
export function switchVip(
  sql: Db,
  key: SubscriptionKey,
  { vip, actor }: { readonly vip: boolean; readonly actor: string },
  now: number,
): Promise<SubscriptionStepResult> {
  return sql.begin(async (tx) => {
    const { state, vip: before } = await lockSubscription(tx, key)
    if (before === vip) return { done: true, state }
    await tx`
      UPDATE subscriptions SET vip = ${vip}, spared_until = ${vip ? null : new Date(now)}, changed_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND id = ${key.subscriptionId}`
    await tellOfSubscription(tx, {
      ...key,
      type: 'subscription_changed',
      dedupeKey: `${key.subscriptionId}/vip/${now}`,
      actor,
      at: now,
      fields: { action: vip ? 'vip_on' : 'vip_off', from: state, reason: 'staff' },
    })
    return { done: true, state }
  })
}

export function extendSubscription(
  sql: Db,
  key: SubscriptionKey,
  grant: TimeGrant,
  now: number,
): Promise<SubscriptionStepResult> {
  return sql.begin(async (tx) => {
    await giveTime(tx, key, grant, now)
    return { done: true, state: (await lockSubscription(tx, key)).state }
  })
}

export interface PlanChange {
  readonly planId: string
  /** Now, with the unused time made into days of the new plan; else when the paid time ends. */
  readonly atOnce: boolean
  readonly actor: string
}

export type PlanChangeResult =
  | { readonly done: true; readonly state: SubscriptionState }
  | { readonly done: false; readonly state: SubscriptionState; readonly refusal: 'not_for_sale' | 'not_now' }

/** The next period will be one of another plan; back to its own plan, the change is dropped. What runs now stays. */
export function changePlan(sql: Db, key: SubscriptionKey, change: PlanChange, now: number): Promise<PlanChangeResult> {
  return sql.begin(async (tx): Promise<PlanChangeResult> => {
    const [paid] = await tx<{ id: string; state: string; position: number }[]>`
      SELECT id, state, position FROM payments
      WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId}
        AND state NOT IN ('paid', 'refunded')
      ORDER BY position LIMIT 1 FOR UPDATE`
    const { state, planId, terms: own } = await lockSubscription(tx, key)
    if (!givesAccess(state) || !paid || paid.state === 'held') return { done: false, state, refusal: 'not_now' }
    const { settings } = await businessOf(tx, key.businessId)
    const plan = await planCard(tx, { businessId: key.businessId, planId: change.planId }, settings)
    if (!plan?.active) return { done: false, state, refusal: 'not_for_sale' }
    const back = change.planId === planId
    if (!back && isFull(plan)) return { done: false, state, refusal: 'not_for_sale' }
    const terms = termsOfPlan(plan)
    await tx`
      UPDATE subscriptions SET next_plan_id = ${back ? null : change.planId}, next_terms = ${back ? null : tx.json(terms as never)},
        next_at_once = ${!back && change.atOnce}, changed_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND id = ${key.subscriptionId}`
    // A code takes off the first payment only, and only of a plan it is for.
    const percentOff = paid.position === 1 ? await percentOffFirst(tx, { ...key, planId: change.planId }) : 0
    const sold = reduced(back ? own : terms, percentOff)
    await tx`
      UPDATE payments SET amount = ${sold.price}, star_amount = ${sold.starPrice}, prices = ${tx.json(sold.prices)},
        percent_off = ${percentOff}
      WHERE business_id = ${key.businessId} AND id = ${paid.id}`
    await tellOfSubscription(tx, {
      ...key,
      type: 'subscription_changed',
      dedupeKey: `${key.subscriptionId}/plan/${now}`,
      actor: change.actor,
      at: now,
      fields: { action: 'change_plan', from: state, reason: change.planId },
    })
    return { done: true, state }
  })
}
