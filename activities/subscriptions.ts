import type { JoinRequest } from '../db/invite-links'
import * as links from '../db/invite-links'
import { noteStarRenewal } from '../db/star-subscriptions'
import { refundPeriod, type PeriodRefundWish } from '../db/subscription-refunds'
import { progressOfSubscription } from '../db/subscription-progress'
import * as steps from '../db/subscription-steps'
import { placeSubscription, type SubscriptionKey, type SubscriptionWish, type TimeGrant } from '../db/subscriptions'
import type { Db } from '../db/types'

/** The steps of a subscription in the book: one transaction each, run as local activities. `now` is Unix ms. */
export function createSubscriptionActivities({ sql }: { sql: Db }) {
  return {
    placeSubscription: (key: SubscriptionKey, wish: SubscriptionWish, now: number) =>
      placeSubscription(sql, key, wish, now),
    progressOfSubscription: (key: SubscriptionKey) => progressOfSubscription(sql, key),
    stepSubscription: (key: SubscriptionKey, step: steps.SubscriptionStep, now: number) =>
      steps.stepSubscription(sql, key, step, now),
    pauseSubscription: (key: SubscriptionKey, pause: { paused: boolean; actor: string; reason: string }, now: number) =>
      steps.pauseSubscription(sql, key, pause, now),
    switchVip: (key: SubscriptionKey, change: { vip: boolean; actor: string }, now: number) =>
      steps.switchVip(sql, key, change, now),
    extendSubscription: (key: SubscriptionKey, grant: TimeGrant, now: number) =>
      steps.extendSubscription(sql, key, grant, now),
    changePlan: (key: SubscriptionKey, change: steps.PlanChange, now: number) =>
      steps.changePlan(sql, key, change, now),
    noteStarRenewal: (key: SubscriptionKey, note: Parameters<typeof noteStarRenewal>[2], now: number) =>
      noteStarRenewal(sql, key, note, now),
    refundPeriod: (key: SubscriptionKey, wish: PeriodRefundWish, now: number) => refundPeriod(sql, key, wish, now),
    wishLinks: (key: SubscriptionKey, actor: string, now: number) => links.wishLinks(sql, key, actor, now),
    judgeJoin: (key: SubscriptionKey, request: JoinRequest, now: number) => links.judgeJoin(sql, key, request, now),
  }
}

export type SubscriptionActivities = ReturnType<typeof createSubscriptionActivities>
