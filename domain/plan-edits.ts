import type { Currency } from './money'
import type { PricedWay, Provider } from './providers'
import { priceOf } from './shop-file'
import { storableText } from './storable-text'
import type { Period } from './subscription-times'

/** What of a plan staff write as a reply. */
export const planFields = [
  'price',
  'price_payme',
  'price_click',
  'price_telegram_fiat',
  'price_manual',
  'stars',
  'trial',
  'seats',
  'name_ru',
  'name_uz',
  'name_en',
  'text_ru',
  'text_uz',
  'text_en',
] as const
export type PlanField = (typeof planFields)[number]

/** The periods that a plan is offered by a button. Others come with the shop's file. */
export const offeredPeriods = {
  d7: { unit: 'day', count: 7 },
  d30: { unit: 'day', count: 30 },
  d90: { unit: 'day', count: 90 },
  m1: { unit: 'month', count: 1 },
  m3: { unit: 'month', count: 3 },
  m12: { unit: 'month', count: 12 },
} as const satisfies Record<string, Period>
export type OfferedPeriod = keyof typeof offeredPeriods

type Words = Readonly<Record<'ru' | 'uz' | 'en', string>>

/** What of a plan may be changed. Prices in minor units, decimal strings; `0`: it has none yet. */
export interface EditablePlan {
  readonly names: Words
  readonly texts: Words
  readonly period: Period
  readonly price: string
  /** Where a way to pay costs another price. */
  readonly prices: Readonly<Partial<Record<Provider, string>>>
  readonly starPrice: number | null
  readonly trialDays: number
  readonly seats: number | null
  readonly channels: readonly string[]
  readonly active: boolean
}

export interface PlanEdit extends Partial<Omit<EditablePlan, 'names' | 'texts' | 'channels' | 'prices'>> {
  readonly names?: Partial<Words>
  readonly texts?: Partial<Words>
  /** The price of one way to pay; null: that of the plan. */
  readonly wayPrice?: { readonly way: PricedWay; readonly price: string | null }
  /** Whether the plan opens this one. */
  readonly channel?: { readonly chatId: string; readonly opens: boolean }
}

export function edited<P extends EditablePlan>(plan: P, { names, texts, channel, wayPrice, ...values }: PlanEdit): P {
  const others = plan.channels.filter((chatId) => chatId !== channel?.chatId)
  return {
    ...plan,
    ...values,
    names: { ...plan.names, ...names },
    texts: { ...plan.texts, ...texts },
    prices: wayPrice ? withPrice(plan.prices, wayPrice) : plan.prices,
    channels: channel?.opens ? [...others, channel.chatId].toSorted() : others,
  }
}

function withPrice(prices: EditablePlan['prices'], { way, price }: NonNullable<PlanEdit['wayPrice']>) {
  const { [way]: _, ...others } = prices
  return price === null ? others : { ...others, [way]: price }
}

/** What a plan still needs before it can be sold; null: nothing. */
export function missingIn({ price, channels }: Pick<EditablePlan, 'price' | 'channels'>): 'price' | 'channel' | null {
  if (BigInt(price) <= 0n) return 'price'
  return channels.length === 0 ? 'channel' : null
}

export type PlanFault = 'not_a_price' | 'too_cheap' | 'not_a_number' | 'too_long'
export type ReadEdit =
  { readonly ok: true; readonly edit: PlanEdit } | { readonly ok: false; readonly fault: PlanFault }

type WayField = `price_${PricedWay}`
export const isWayField = (field: PlanField): field is WayField => field.startsWith('price_')
export const wayOf = (field: WayField) => field.slice('price_'.length) as PricedWay

interface PriceRules {
  readonly currency: Currency
  /** Providers refuse less. Minor units, decimal string. */
  readonly minimumStage: string
}

const mostStars = 10_000
const longestTrial = 365
const mostSeats = 1_000_000

/** What staff wrote for a field of a plan. For Stars, trial, seats and the price of a way to pay `0` means none. */
export function readPlanField(field: PlanField, text: string, rules: PriceRules): ReadEdit {
  switch (field) {
    case 'price':
      return readPrice(text, rules, (price) => ({ price }))
    case 'price_payme':
    case 'price_click':
    case 'price_telegram_fiat':
    case 'price_manual': {
      const way = wayOf(field)
      if (text.trim() === '0') return { ok: true, edit: { wayPrice: { way, price: null } } }
      return readPrice(text, rules, (price) => ({ wayPrice: { way, price } }))
    }
    case 'stars':
      return readWhole(text, mostStars, (stars) => ({ starPrice: stars === 0 ? null : stars }))
    case 'trial':
      return readWhole(text, longestTrial, (trialDays) => ({ trialDays }))
    case 'seats':
      return readWhole(text, mostSeats, (seats) => ({ seats: seats === 0 ? null : seats }))
    case 'name_ru':
    case 'name_uz':
    case 'name_en':
      return readWords(text.replace(/\s+/g, ' '), 100, (name) => ({ names: { [field.slice(5)]: name } }))
    case 'text_ru':
    case 'text_uz':
    case 'text_en':
      return readWords(text, 1000, (words) => ({ texts: { [field.slice(5)]: words } }))
  }
}

/** `90 000`, `90000.50`, `90 000,50 soʻm` */
function readPrice(text: string, { currency, minimumStage }: PriceRules, edit: (price: string) => PlanEdit): ReadEdit {
  const bare = text
    .replace(/[\s'’]/g, '')
    .replace(/(?:soʻm|so'm|som|сум|сўм|uzs|kzt|usd|₸|\$)\.?$/i, '')
    .replace(',', '.')
  const price = priceOf(bare, currency)
  // A sum of more digits is a slip of the finger, and no provider takes it.
  if (price === null || bare.length > 13) return { ok: false, fault: 'not_a_price' }
  return price < BigInt(minimumStage) ? { ok: false, fault: 'too_cheap' } : { ok: true, edit: edit(price.toString()) }
}

function readWhole(text: string, most: number, edit: (value: number) => PlanEdit): ReadEdit {
  const bare = text.replace(/\s/g, '')
  if (!/^\d{1,7}$/.test(bare) || Number(bare) > most) return { ok: false, fault: 'not_a_number' }
  return { ok: true, edit: edit(Number(bare)) }
}

function readWords(text: string, most: number, edit: (words: string) => PlanEdit): ReadEdit {
  const words = storableText(text).trim()
  return words === '' || words.length > most ? { ok: false, fault: 'too_long' } : { ok: true, edit: edit(words) }
}
