import { DateTime } from 'luxon'
import { formatMoney, type Currency } from '../domain/money'
import type { Period } from '../domain/subscription-times'
import type { Texts } from './texts'

const monthKeys = [
  'plain-month-1',
  'plain-month-2',
  'plain-month-3',
  'plain-month-4',
  'plain-month-5',
  'plain-month-6',
  'plain-month-7',
  'plain-month-8',
  'plain-month-9',
  'plain-month-10',
  'plain-month-11',
  'plain-month-12',
] as const

const monthIn = (t: Texts, month: number) => t.plain(monthKeys[month - 1] ?? 'plain-month-1')

/**
 * `21 ноября, 18:00` in the shop's zone. The words come from the locale files and not from Intl, whose Uzbek differs
 * between releases of Node. `seconds` is for demo shops whose terms last less than ten minutes.
 */
export function moment(t: Texts, at: Date, zone: string, { seconds = false } = {}): string {
  const local = DateTime.fromJSDate(at, { zone })
  const time = local.toFormat(seconds ? 'HH:mm:ss' : 'HH:mm')
  return t.plain('plain-moment', { day: String(local.day), month: monthIn(t, local.month), time })
}

/** `21 ноября` for a calendar day, `2026-11-21`. */
export function calendarDay(t: Texts, isoDate: string): string {
  const date = DateTime.fromISO(isoDate, { zone: 'utc' })
  return t.plain('plain-day', { day: String(date.day), month: monthIn(t, date.month) })
}

const tenMinutes = 600_000

/** The moment a payment ends; with seconds where the whole term is a matter of minutes. */
export function deadline(
  t: Texts,
  { openedAt, expiresAt }: { openedAt: Date | null; expiresAt: Date },
  zone: string,
): string {
  const short = openedAt !== null && expiresAt.getTime() - openedAt.getTime() < tenMinutes
  return moment(t, expiresAt, zone, { seconds: short })
}

export const sum = (amount: bigint, currency: Currency) => formatMoney({ amount, currency })

/** `Роза × 3, Тюльпан` */
export function items(
  t: Texts,
  lines: readonly { readonly names: Readonly<Record<'ru' | 'uz' | 'en', string>>; readonly quantity: number }[],
): string {
  return lines
    .map(({ names, quantity }) => (quantity === 1 ? names[t.lang] : `${names[t.lang]} × ${quantity}`))
    .join(', ')
}

/** `30 дней` */
export function periodIn(t: Texts, { unit, count }: Period): string {
  const key = { minute: 'plain-period-minute', day: 'plain-period-day', month: 'plain-period-month' } as const
  return t.plain(key[unit], { count })
}

/** The moment a subscription's time ends; with seconds where the periods last minutes. */
export const paidUntilIn = (t: Texts, at: Date, { zone, period }: { zone: string; period: Period }): string =>
  moment(t, at, zone, { seconds: period.unit === 'minute' })
