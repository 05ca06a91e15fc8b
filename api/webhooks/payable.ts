import type { Lifecycles } from '../../workflows/callers'
import type { ProviderTransaction, Refusal } from '../../domain/ledger'
import type { NamedPayment } from '../../db/transactions'

/** What the webhooks may ask of the lifecycles: money comes, is let go, comes in, goes back. */
export type MoneyMessages = Pick<Lifecycles, 'hold' | 'perform' | 'saidAgain' | 'release' | 'refundByProvider'>

/** Both providers move soʻm only. */
export const webhookCurrency = 'UZS'

/** A repeat that comes so soon is the network's, not a provider's that was told to try again. */
const soonMs = 1_000

/** A provider that may not have been answered says again what the book has: a lifecycle that still waits hears of it. */
export async function tellAgain(
  { lifecycles, now }: { readonly lifecycles: MoneyMessages; readonly now: number },
  { businessId, paymentId, provider, externalId, state, performedAt, endedAt }: ProviderTransaction,
): Promise<void> {
  const step = state === 'performed' ? 'perform' : 'release'
  const saidAt = state === 'performed' ? performedAt : endedAt
  if (saidAt === null || now - saidAt <= soonMs) return
  await lifecycles.saidAgain({ businessId, paymentId }, { provider, externalId, step })
}

/** The name of a payment in the form the book has it; null for what can be no name of ours. Payers type it by hand. */
export function readPaymentRef(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 32) return null
  const ref = text.trim().toUpperCase()
  return /^\d{1,10}(?:[FDB]|P\d{1,4})$/.test(ref) ? ref : null
}

export const isPriceOf = (payment: NamedPayment, tiyin: bigint) =>
  payment.currency === webhookCurrency && payment.amount === tiyin

export type NotOpen = Extract<Refusal, 'held_by_another' | 'already_paid' | 'not_payable'>

/**
 * Why a new transaction cannot have this payment; null when it can. It is what the ledger says under its lock, read
 * beforehand, so that a hopeless request starts no lifecycle. `null` is no promise: the ledger still decides.
 */
export function whyNotOpen(payment: NamedPayment, now: number): NotOpen | null {
  switch (payment.state) {
    case 'held':
      return 'held_by_another'
    case 'paid':
    case 'refunded':
      return 'already_paid'
    case 'scheduled':
    case 'expired':
    case 'cancelled':
      return 'not_payable'
    case 'due':
      // The timer that expires it may be late; the deadline itself is not.
      return payment.expiresAt !== null && payment.expiresAt <= now ? 'not_payable' : null
  }
}
