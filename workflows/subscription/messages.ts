import { ApplicationFailure, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { DenyReason } from '../../domain/events'
import type { BusinessId, BuyerId, PaymentId, SubscriptionId } from '../../domain/ids'
import type { SubscriptionState } from '../../domain/subscription-states'

export interface SubscriptionRequest {
  readonly buyerId: BuyerId
  readonly planId: string
  /** The version of the shop's terms that the buyer agreed to. */
  readonly consentVersion: string
  readonly offersOk: boolean
  /** A gift or promo code. */
  readonly code?: string
}

export interface SubscriptionStart {
  readonly businessId: BusinessId
  readonly subscriptionId: SubscriptionId
  /** What to place; absent in the runs of later periods, and when money brings back a subscription that had ended. */
  readonly request?: SubscriptionRequest
}

export interface SubscriptionOutcome {
  readonly state: SubscriptionState
}

/** Who asks: a member of staff by external id, the buyer, or Telegram for the buyer. */
export interface SubscriptionActor {
  readonly by: 'buyer' | 'staff' | 'telegram'
  readonly staffId?: string
}

export type SubscriptionAnswer =
  | { readonly ok: true; readonly state: SubscriptionState }
  | {
      readonly ok: false
      readonly state: SubscriptionState
      readonly refusal: 'not_now' | 'not_for_sale' | DenyReason
    }

interface WithReason extends SubscriptionActor {
  /** As a person wrote it. */
  readonly reason: string
}

/** The answer to a message about a subscription that was refused when it was placed, or that never was. */
export const neverSold = (subscriptionId: SubscriptionId) =>
  ApplicationFailure.nonRetryable(`subscription ${subscriptionId} was never sold`, 'SubscriptionNeverSold')

export type RenewAnswer =
  { readonly ok: true; readonly paymentId: PaymentId } | { readonly ok: false; readonly state: SubscriptionState }

/** The buyer wants to pay the next period now. Asks for its money, if that has not been done. */
export const renewNow = defineUpdate<RenewAnswer, [SubscriptionActor]>('renewNow')
/** No further period; what is paid for stays. */
export const cancelRenewal = defineUpdate<SubscriptionAnswer, [SubscriptionActor]>('cancelRenewal')
/** Further periods after all. */
export const resume = defineUpdate<SubscriptionAnswer, [SubscriptionActor]>('resume')
export const changePlan = defineUpdate<
  SubscriptionAnswer,
  [SubscriptionActor & { readonly planId: string; readonly atOnce: boolean }]
>('changePlan')
/** New invite links; the old ones are closed. */
export const resendLinks = defineUpdate<SubscriptionAnswer, [SubscriptionActor]>('resendLinks')

export interface JoinRequest {
  /** As Telegram names it now. */
  readonly chatId: string
  readonly userId: string
  readonly link: string | null
}
export type JoinAnswer = { readonly approve: true } | { readonly approve: false; readonly reason: DenyReason }
/** Somebody is at the door of a channel, with a link of this subscription or as its buyer. */
export const requestJoin = defineUpdate<JoinAnswer, [JoinRequest]>('requestJoin')

export type RefundAnswer = 'given' | 'owner_asked' | 'nothing_to_refund'
/** The buyer or staff want the money of the last period back. Staff get it; a buyer by the shop's setting. */
export const askRefund = defineUpdate<RefundAnswer, [WithReason]>('askRefund')

// Staff
export const extend = defineUpdate<
  SubscriptionAnswer,
  [WithReason & { readonly days: number; /** A repeat of one press gives nothing more. */ readonly pressId: string }]
>('extend')
export const revoke = defineUpdate<SubscriptionAnswer, [WithReason]>('revoke')
export const flagFraud = defineUpdate<SubscriptionAnswer, [WithReason]>('flagFraud')
export const liftFlag = defineUpdate<SubscriptionAnswer, [WithReason]>('liftFlag')
export const pause = defineUpdate<SubscriptionAnswer, [WithReason & { readonly paused: boolean }]>('pause')
export const switchVip = defineUpdate<SubscriptionAnswer, [SubscriptionActor & { readonly vip: boolean }]>('switchVip')

export interface StarRenewalNews {
  /** What its invoice asked for: Telegram knows no other name of it. */
  readonly paymentId: PaymentId
  readonly renewal: 'on' | 'off' | 'failed'
}
/** Telegram's own word on a Star subscription. */
export const starRenewal = defineSignal<[StarRenewalNews]>('starRenewal')
/** The book has changed under the subscription: money landed, or went back; a channel can be worked in again. */
export const bookChanged = defineSignal('bookChanged')
