import type { MoneyJson } from './money'
import type { BusinessId, PaymentId } from './ids'
import type { PaymentState } from './payment-states'
import type { Provider } from './providers'

/** The life of one provider's transaction in our book. Payme's states 1, 2, -1 and -2 are the same four. */
export type TransactionState = 'held' | 'performed' | 'released' | 'refunded'

/** A provider's transaction as the book has it. Times are Unix ms; null means "not reached". */
export interface ProviderTransaction {
  readonly provider: Provider
  /** The provider's own id: 24 hex of Payme, click_trans_id, telegram_payment_charge_id. */
  readonly externalId: string
  /** Our id of it, a decimal string: Payme's `transaction`, Click's `merchant_prepare_id`. */
  readonly ourId: string
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
  /** The account the payer sees, `1042D`. */
  readonly paymentRef: string
  /** What the provider said it moves, in its own currency. */
  readonly money: MoneyJson
  readonly state: TransactionState
  /** The provider's time of creation, or ours where the provider names none. */
  readonly providerTime: number
  readonly heldAt: number
  readonly performedAt: number | null
  readonly endedAt: number | null
  /** Payme's reason code of a release or refund, or ours (`4` = the hold's limit passed). */
  readonly reason: number | null
}

export interface HoldRequest {
  readonly provider: Provider
  readonly externalId: string
  readonly money: MoneyJson
  readonly providerTime: number
  /** When whoever asks stops waiting for the answer, Unix ms. A hold taken after that would be known to nobody. */
  readonly heardUntil?: number
}

export interface PerformRequest {
  readonly provider: Provider
  readonly externalId: string
  /** Given where the provider may land money without a hold (Telegram, cash): then the transaction is made here. */
  readonly landed?: {
    readonly money: MoneyJson
    readonly providerTime: number
    /**
     * A charge of a subscription that Telegram renews by itself. `renewal`: it names the payment of the first charge, and
     * is for the next period that nobody has paid for.
     */
    readonly recurring?: 'first' | 'renewal'
  }
}

export interface ReleaseRequest {
  readonly provider: Provider
  readonly externalId: string
  readonly reason: number
  /**
   * What it would have moved, if the provider gives up what we may never have heard of: it is written down as ended, so
   * that a call which is still on its way holds nothing.
   */
  readonly unheard?: Pick<HoldRequest, 'money' | 'providerTime'>
}

/** Why the book refused. Each protocol edge turns it into its own code. */
export type Refusal =
  /** No such payment in this business. */
  | 'unknown_payment'
  /** No such transaction. */
  | 'unknown_transaction'
  | 'wrong_amount'
  /** Another transaction holds this payment. */
  | 'held_by_another'
  | 'already_paid'
  /** The payment is not open yet, has expired or was cancelled. */
  | 'not_payable'
  /** The transaction was released or refunded earlier. */
  | 'transaction_ended'
  /** The hold outlived the provider's limit; it has been released now. */
  | 'hold_expired'
  /** Whoever asked had stopped waiting, and was told to try again. */
  | 'unheard'
  /** The goods have left the shop; money cannot be taken back by the provider alone. */
  | 'fulfilled'

export type LedgerAnswer =
  | { readonly ok: true; readonly transaction: ProviderTransaction; readonly payment: PaymentState }
  | { readonly ok: false; readonly refusal: Refusal; readonly payment: PaymentState | null }

/** Which deadline counts for a payment now. Times are Unix ms; a payment that never opened has none. */
export interface Standing {
  readonly state: PaymentState
  readonly expiresAt: number
  /** When the provider's hold ends; null while nobody holds it. */
  readonly holdEndsAt: number | null
}

/** Why money goes back that nobody waited for. Its payment's lifecycle follows it, not the order's. */
export const unexpectedMoney = ['late_money', 'paid_twice', 'wrong_amount'] as const
export type UnexpectedMoney = (typeof unexpectedMoney)[number]

/** What late money led to: the order goes on, or the money goes back. */
export type LateOutcome = 'revived' | 'refund'
