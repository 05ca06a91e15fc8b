export type Provider = 'payme' | 'click' | 'stars' | 'telegram_fiat' | 'manual'

export const providers: readonly Provider[] = ['payme', 'click', 'stars', 'telegram_fiat', 'manual']

const minute = 60_000

/**
 * How long a provider may keep a payment held before it performs it, in ms.
 * Payme: 43 200 000 ms (PAYME-PHP, PAYME-KT). Click and Telegram state none; theirs are ours: a Click confirmation
 * and a `successful_payment` follow within seconds, and a forgotten one must not lock the order for long.
 */
export const holdLimitMs: Readonly<Record<Provider, number>> = {
  payme: 12 * 60 * minute,
  click: 30 * minute,
  stars: 10 * minute,
  telegram_fiat: 10 * minute,
  manual: 0,
}
