import { defineSignal, defineUpdate } from '@temporalio/workflow'
import type { BusinessId, PaymentId } from '../../domain/ids'
import type { HoldRequest, LedgerAnswer, PerformRequest, ReleaseRequest } from '../../domain/ledger'
import type { PaymentState } from '../../domain/payment-states'

export interface PaymentStart {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
  /**
   * `open`: a child of what it pays for, which asks for the money and waits for it.
   * `late`: started by a message for a payment that has ended; it records what landed and sees where it leads.
   */
  readonly mode: 'open' | 'late'
  /** To a late run: what landed, where no message of it will come. */
  readonly landed?: Required<PerformRequest>
}

export interface PaymentOutcome {
  readonly state: Extract<PaymentState, 'paid' | 'expired' | 'cancelled' | 'refunded'>
}

/** A provider wants to debit the buyer: nobody else may until it performs, releases, or its limit passes. */
export const hold = defineUpdate<LedgerAnswer, [HoldRequest]>('hold')
/** The provider has debited the buyer. */
export const perform = defineUpdate<LedgerAnswer, [PerformRequest]>('perform')
/** The provider gave up a hold. */
export const release = defineUpdate<LedgerAnswer, [ReleaseRequest]>('release')

export interface HandPayment {
  /** Who took the money: the staff member's external id. */
  readonly staffId: string
  /** One press of the button: a repeat of it is the same payment. */
  readonly pressId: string
}
/** Staff received cash. */
export const markPaidByHand = defineUpdate<LedgerAnswer, [HandPayment]>('markPaidByHand')

export type ExtendAnswer =
  | { readonly ok: true; readonly expiresAt: number }
  /** `expiresAt`: the deadline that stands since the first time. */
  | { readonly ok: false; readonly refusal: 'extended_before'; readonly expiresAt: number }
  | { readonly ok: false; readonly refusal: 'not_due' }
/** The buyer asks for more time, once. */
export const extend = defineUpdate<ExtendAnswer, [{ readonly actor: string }]>('extend')

/** Money that must be recorded whatever the state, because it has been debited: Telegram's successful_payment. */
export const moneyLanded = defineSignal<[Required<PerformRequest>]>('moneyLanded')
export interface SaidAgain extends Pick<PerformRequest, 'provider' | 'externalId'> {
  readonly step: 'perform' | 'release'
}
/** The provider says again what the book has: the first time was lost on its way into the history, with Temporal. */
export const saidAgain = defineSignal<[SaidAgain]>('saidAgain')
/** Something may have changed in the book: a lifecycle that an operator has moved to another build looks there at once. */
export const bookChanged = defineSignal('bookChanged')
/** Staff ask for a reminder at once, quiet hours or not. */
export const nudgeNow = defineSignal<[{ readonly actor: string }]>('nudgeNow')
export const switchNudges = defineSignal<[{ readonly on: boolean }]>('switchNudges')
/** The order no longer wants this money. */
export const withdraw = defineSignal<[{ readonly actor: string }]>('withdraw')
