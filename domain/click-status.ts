import type { ProviderTransaction, TransactionState } from './ledger'
import { mayStillLand } from './providers'
import { differenceBetween, type MoneyDifference } from './statement'

/**
 * `payment_status` of Click's Merchant API (docs.click.uz, "Payment status codes"): negative for an error, 0 created,
 * 1 under way, 2 paid. Null for a number that is not among them.
 */
export function stateOfStatus(status: number): TransactionState | null {
  if (status < 0) return 'released'
  if (status > 2) return null
  return status === 2 ? 'performed' : 'held'
}

/**
 * How the book differs from what Click says of one account on one day; null: they agree. `attempts` are the book's
 * transactions of that account and day, at least one. Click answers for the account and names none of them, so where
 * there are several and it matters which is meant, the answer is `unclear`. It does not tell the sum either: that is the
 * one that we agreed to.
 */
export function differenceWithClick(
  attempts: readonly ProviderTransaction[],
  status: number,
  askedAt: number,
): MoneyDifference | 'unclear' | null {
  const state = stateOfStatus(status)
  if (state === null) return 'unclear'
  const here = state === 'performed' ? paidOne(attempts) : unpaidOne(attempts)
  if (here === 'unclear' || here === null) return here
  const there = {
    provider: here.provider,
    externalId: here.externalId,
    paymentRef: here.paymentRef,
    amount: BigInt(here.money.amount),
    state,
    time: here.providerTime,
    changedAt: askedAt,
  }
  const found = differenceBetween(there, here)
  return found && { ...found, there, here }
}

type Meant = ProviderTransaction | 'unclear' | null

function paidOne(attempts: readonly ProviderTransaction[]): Meant {
  const performed = attempts.find(({ state }) => state === 'performed')
  if (performed) return performed
  // The money may be that of an attempt which our clock has ended, and not of the one that is held now.
  const landable = attempts.filter((one) => one.state === 'held' || (one.state === 'released' && mayStillLand(one)))
  if (landable.length > 1) return 'unclear'
  return landable[0] ?? attempts.at(-1) ?? null
}

function unpaidOne(attempts: readonly ProviderTransaction[]): Meant {
  const open = attempts.filter(({ state }) => state === 'performed' || state === 'held')
  if (open.length === 0) return null
  return attempts.length === 1 ? open[0]! : 'unclear'
}
