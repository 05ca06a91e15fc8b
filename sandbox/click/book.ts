import type { BookedCall } from '../providers/exchange'

export type ClickMode = 'pay' | 'decline' | 'late' | 'disconnect'

/** What Click believes of one payment. */
export interface ClickPayment {
  /** `click_trans_id`: a bigint, so a string here. */
  readonly id: string
  /** `click_paydoc_id`: the number the payer sees in the SMS. */
  readonly paydocId: string
  readonly merchantTransId: string
  /** So'm with two decimals, exactly as sent and signed. */
  readonly amount: string
  readonly at: number
  readonly mode: ClickMode
  readonly returnUrl?: string
  /** Our `merchant_prepare_id`, as the digits we answered. */
  prepareId?: string
  confirmId?: string
  /**
   * - `refused`: Prepare was answered with an error; nothing was debited
   * - `waiting`: prepared; the buyer has not paid, or is late
   * - `returned`: the merchant answered -9 to money that had been taken, so Click gave it back
   * - `hung`: several error answers to Complete; Click's staff must look
   * - `reversed`: taken back in Click's cabinet; the merchant is not called
   */
  outcome: 'refused' | 'waiting' | 'paid' | 'cancelled' | 'returned' | 'hung' | 'reversed'
  error?: { code: number; note: string }
  /** When a late payer pays, ms. */
  completeAt?: number
  readonly calls: BookedCall[]
  readonly faults: string[]
}
