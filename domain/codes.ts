import { percentOf } from './money'
import type { Provider } from './providers'

/** What a code gives with a new subscription: a part off its first payment, or time without one. */
export type CodeOffer =
  | { readonly kind: 'percent'; readonly percent: number }
  /** `days` null: a whole period of the plan. */
  | { readonly kind: 'gift'; readonly days: number | null }

/** Why a code gives nothing; a code that was switched off counts as expired. */
export type CodeRefusal = 'code_unknown' | 'code_used_up' | 'code_yours_used' | 'code_expired' | 'code_other_plan'

export const codePattern = /^[A-Z0-9]{4,24}$/

/** A code as it is stored, from what a person typed; null for what can be no code. */
export function readCode(text: string): string | null {
  const code = text.replace(/[\s-]+/g, '').toUpperCase()
  return codePattern.test(code) ? code : null
}

/** Letters and digits that nobody takes for one another. */
const clearLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Eight letters of a code; of the same bytes always the same. */
export const codeFrom = (bytes: Uint8Array): string =>
  Array.from(bytes.slice(0, 8), (byte) => clearLetters.charAt(byte % clearLetters.length)).join('')

interface Prices {
  /** Minor units. */
  readonly price: string
  readonly prices: Readonly<Partial<Record<Provider, string>>>
  /** Whole Stars. */
  readonly starPrice: number | null
}

/** The prices of one payment with `percent` taken off: rounded half up, Stars rounded up, and never nothing. */
export function reduced({ price, prices, starPrice }: Prices, percent: number): Prices {
  const rest = 100 - percent
  const less = (amount: string) => {
    const left = percentOf(BigInt(amount), rest)
    return (left < 1n ? 1n : left).toString()
  }
  return {
    price: less(price),
    prices: Object.fromEntries(Object.entries(prices).map(([provider, amount]) => [provider, less(amount)])),
    starPrice: starPrice === null ? null : Math.max(1, Math.ceil((starPrice * rest) / 100)),
  }
}
