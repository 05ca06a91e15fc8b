import type { Refusal } from '../../domain/ledger'

/** Click's error codes and the notes it shows its support (click.md 2.3). */
export const clickNotes = {
  [0]: 'Success',
  [-1]: 'SIGN CHECK FAILED!',
  [-2]: 'Incorrect parameter amount',
  [-3]: 'Action not found',
  [-4]: 'Already paid',
  [-5]: 'User does not exist',
  [-6]: 'Transaction does not exist',
  [-7]: 'Failed to update user',
  [-8]: 'Error in request from click',
  [-9]: 'Transaction cancelled',
} as const
export type ClickCode = keyof typeof clickNotes

/** What an answer says; numbers of Click and of ours are bigints, which no float may touch. */
export interface ClickAnswer {
  readonly code: ClickCode
  /** Said instead of the code's usual note. */
  readonly note?: string
  /** Our number of the transaction: merchant_prepare_id, and merchant_confirm_id of a Complete. */
  readonly ourId?: string
}

export const tryAgain: ClickAnswer = { code: -7, note: 'Temporary failure, try again' }

/**
 * What each refusal of the book is in Click's numbers. -7 asks Click to try again: the payment is held by another
 * transaction only until that one performs or is let go.
 */
export const refusalAnswer: Readonly<Record<Refusal, ClickAnswer>> = {
  unknown_payment: { code: -5 },
  unknown_transaction: { code: -6 },
  wrong_amount: { code: -2 },
  held_by_another: { code: -7, note: 'Another transaction is paying this bill, try again later' },
  already_paid: { code: -4 },
  not_payable: { code: -9 },
  transaction_ended: { code: -9 },
  hold_expired: { code: -9 },
  unheard: tryAgain,
  fulfilled: { code: -9 },
}

/** JSON text in which a bigint is a plain number, every digit of it. */
export function toJsonText(members: Readonly<Record<string, string | number | bigint | null | undefined>>): string {
  const written = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`)
  return `{${written.join(',')}}`
}
