/** ISO 4217 codes the shops sell in, and Telegram Stars. */
export type Currency = 'UZS' | 'KZT' | 'USD' | 'XTR'

/** An amount in minor units: tiyin for UZS and KZT, cents for USD, whole Stars for XTR. */
export interface Money {
  readonly amount: bigint
  readonly currency: Currency
}

/** Money as it travels in JSON, workflow messages and events: the amount is a decimal string of minor units. */
export interface MoneyJson {
  readonly amount: string
  readonly currency: Currency
}

const minorDigits: Record<Currency, number> = { UZS: 2, KZT: 2, USD: 2, XTR: 0 }

export const toJson = (money: Money): MoneyJson => ({ amount: money.amount.toString(), currency: money.currency })
export const fromJson = (money: MoneyJson): Money => ({ amount: BigInt(money.amount), currency: money.currency })

/** `percent` of `amount`, rounded half up to a whole minor unit. */
export function percentOf(amount: bigint, percent: number): bigint {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new RangeError(`percent out of range: ${percent}`)
  return (amount * BigInt(percent) + 50n) / 100n
}

/** The Stars that buy `amount`, rounded up so that the shop is never short. `minorPerStar` is the shop's own rate. */
export function inStars(amount: bigint, minorPerStar: bigint): bigint {
  if (minorPerStar <= 0n) throw new RangeError('the Star rate must be positive')
  return (amount + minorPerStar - 1n) / minorPerStar
}

const unitName: Record<Currency, string> = { UZS: 'soʻm', KZT: '₸', USD: '$', XTR: '⭐' }

/** `150 000 soʻm`, `1 250,50 soʻm`, `120 ⭐`. Groups are joined by no-break spaces so that a sum never wraps. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = minorDigits[currency]
  const sign = amount < 0n ? '−' : ''
  const padded = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0')
  const whole = padded.slice(0, padded.length - digits)
  const fraction = padded.slice(padded.length - digits)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  const cents = /^0*$/.test(fraction) ? '' : `,${fraction}`
  return `${sign}${grouped}${cents}\u00a0${unitName[currency]}`
}

/** `1234.50`: major units with a dot and every minor digit, as Click writes its amounts. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = minorDigits[currency]
  if (digits === 0) return amount.toString()
  const padded = amount.toString().padStart(digits + 1, '0')
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

/** Reads `1234`, `1234.5`, `1234.50`; null for anything that is not an exact, non-negative amount of the currency. */
export function parseDecimal(text: string, currency: Currency): bigint | null {
  const digits = minorDigits[currency]
  const match = /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) return null
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return null
  return BigInt(match[1] + fraction.padEnd(digits, '0'))
}
