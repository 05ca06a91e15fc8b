import type { BookedCall } from '../providers/exchange'

export type PaymeMode = 'pay' | 'decline' | 'late' | 'disconnect'

/** What Payme believes of one payment. */
export interface PaymeTransaction {
  /** 24 hex characters. */
  readonly id: string
  readonly account: Readonly<Record<string, string>>
  /** Tiyin, as a decimal string. */
  readonly amount: string
  /** Payme's time of the transaction, ms. */
  readonly time: number
  readonly mode: PaymeMode
  readonly lang: 'ru' | 'uz' | 'en'
  readonly returnUrl?: string
  /** The merchant's state, as last answered: 0 before CreateTransaction (payme.md 1.3). */
  state: 0 | 1 | 2 | -1 | -2
  /**
   * - `refused`: the merchant said no before any money moved
   * - `waiting`: created; the buyer has not paid, or is late
   * - `hung`: the merchant's answer never came, so nobody knows
   */
  outcome: 'refused' | 'waiting' | 'paid' | 'cancelled' | 'refunded' | 'hung'
  merchantTransaction?: string
  createTime?: number
  performTime?: number
  cancelTime?: number
  reason?: number
  error?: { code: number; message: Readonly<Record<string, string>> | string; data?: string }
  /** When a late payer pays, ms. */
  performAt?: number
  readonly calls: BookedCall[]
  /** Breaches of the protocol that Payme noticed in the answers. */
  readonly faults: string[]
}

export interface PaymeStatement {
  readonly call: BookedCall
  readonly transactions: readonly unknown[]
  readonly fault?: string
}
