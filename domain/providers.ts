export type Provider = 'payme' | 'click' | 'stars' | 'telegram_fiat' | 'manual'

export const providers: readonly Provider[] = ['payme', 'click', 'stars', 'telegram_fiat', 'manual']

/** The ways to pay in the shop's currency, each of which may cost a price of its own. */
export const pricedWays = ['payme', 'click', 'telegram_fiat', 'manual'] as const satisfies readonly Provider[]
export type PricedWay = (typeof pricedWays)[number]

const minute = 60_000

/**
 * How long a provider may keep a payment held before it performs it, in ms.
 * Payme: 43 200 000 ms (PAYME-PHP, PAYME-KT). Click and Telegram state none; theirs are ours: a Click confirmation
 * and a `successful_payment` follow within seconds, and a card that was declined must not lock the order for long.
 * Telegram does not tell of declined cards, and its money is taken also after the hold has ended.
 */
export const holdLimitMs: Readonly<Record<Provider, number>> = {
  payme: 12 * 60 * minute,
  click: 30 * minute,
  stars: 2 * minute,
  telegram_fiat: 2 * minute,
  manual: 0,
}

/**
 * Whether the buyer has been debited before the provider asks us to confirm. Click's Complete and Telegram's
 * `successful_payment` report money that has moved; Payme's Perform may still be refused.
 */
export const debitsBeforeConfirming: Readonly<Record<Provider, boolean>> = {
  payme: false,
  click: true,
  stars: true,
  telegram_fiat: true,
  manual: true,
}

/**
 * Whether the provider cancels by the id of its transaction alone. Click's names the payment too, so what we have never
 * heard of is written down there.
 */
export const cancelsById: Readonly<Record<Provider, boolean>> = {
  payme: true,
  click: false,
  stars: false,
  telegram_fiat: false,
  manual: false,
}

/** When a hold that a provider took at `providerTime` ends. Unix ms. */
export const holdEnd = ({ provider, providerTime }: { provider: Provider; providerTime: number }) =>
  providerTime + holdLimitMs[provider]

/** Our own reasons for ending a provider's transaction, in Payme's numbers (payme.md 1.3). */
export const endReasons = { timeout: 4, refund: 5, withdrawn: 10 } as const

/**
 * Whether a released hold may still turn into money: who debits before confirming may do so after *we* ended the hold,
 * not after ending it by itself.
 */
export const mayStillLand = ({ provider, reason }: { provider: Provider; reason: number | null }) =>
  debitsBeforeConfirming[provider] && (reason === endReasons.timeout || reason === endReasons.withdrawn)
