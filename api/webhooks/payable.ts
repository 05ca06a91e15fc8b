import type { Lifecycles } from '../../workflows/callers'
import type { ProviderTransaction, Refusal } from '../../domain/ledger'
import type { NamedPayment } from '../../db/transactions'

/** What the webhooks may ask of the lifecycles: money comes, is let go, comes in, goes back. */
export type MoneyMessages = Pick<
  Lifecycles,
  'hold' | 'perform' | 'saidAgain' | 'release' | 'refundByProvider' | 'noteReturned'
>

/** Both providers move soʻm only. */
export const webhookCurrency = 'UZS'

/**
 * A provider asks about, or says again, what the book has: it may not have been answered, and its lifecycle may have lost
 * the task in which it was told. Whoever still waits hears of it before the provider does.
 */
export async function tellAgain(lifecycles: MoneyMessages, known: ProviderTransaction): Promise<void> {
  const { businessId, paymentId, provider, externalId, state } = known
  const address = { businessId, paymentId }
  if (state === 'performed') await lifecycles.saidAgain(address, { provider, externalId, step: 'perform' })
  if (state === 'released') await lifecycles.saidAgain(address, { provider, externalId, step: 'release' })
  if (state === 'refunded') await lifecycles.noteReturned({ ...address, provider, externalId })
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
