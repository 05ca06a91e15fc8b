import type { PlainKey, Texts } from './texts'

/** The reasons that code gives for ending an order or returning money; anything else was written by a person. */
const reasons: Readonly<Record<string, PlainKey>> = {
  late_money: 'plain-reason-late-money',
  paid_twice: 'plain-reason-paid-twice',
  wrong_amount: 'plain-reason-wrong-amount',
  provider: 'plain-reason-provider',
  chargeback: 'plain-reason-chargeback',
  cancelled_by_buyer: 'plain-reason-cancelled-by-buyer',
  cancelled_by_staff: 'plain-reason-cancelled-by-staff',
  balance_unpaid: 'plain-reason-balance-unpaid',
  sold_out: 'plain-reason-sold-out',
  not_for_sale: 'plain-reason-not-for-sale',
  strangers: 'plain-reason-strangers',
}

/** A reason in words: a code in the reader's language, or what a person wrote as it is. */
export function reasonIn(t: Texts, reason: string): string {
  const key = reasons[reason] as 'plain-reason-late-money' | undefined
  return key ? t.plain(key) : reason
}
