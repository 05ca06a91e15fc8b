import { IANAZone } from 'luxon'
import { z } from 'zod'
import { pricedWays } from './providers'
import { idPattern } from './ids'
import { parseDecimal, type Currency } from './money'
import { settingsSchema } from './settings'

const words = z.string().trim().min(1).max(1000)
const inThreeLanguages = z.strictObject({ ru: words, uz: words, en: words })
const shortName = z.string().trim().min(1).max(100)
const names = z.strictObject({ ru: shortName, uz: shortName, en: shortName })
const id = z.string().regex(idPattern, 'letters, digits and _, at most 32')

const business = z.strictObject({
  id,
  name: shortName,
  currency: z.enum(['UZS', 'KZT', 'USD']),
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'an IANA time zone like Asia/Tashkent'),
  /** Where `/support` leads. */
  supportUrl: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
  /** What `/terms` says. */
  terms: inThreeLanguages,
})

const member = z.strictObject({
  telegramId: z.string().regex(/^[1-9]\d{0,19}$/, 'the number that Telegram gave this person'),
  role: z.enum(['owner', 'admin', 'manager', 'florist', 'courier', 'accountant']),
  name: shortName,
  lang: z.enum(['ru', 'uz', 'en']).default('ru'),
})

const product = z.strictObject({
  id,
  emoji: z.string().trim().min(1).max(16).default('💐'),
  names,
  texts: inThreeLanguages,
  /** In whole units of the business's currency, `150000` or `12.50`. */
  price: z.string(),
  /** What is on the shelf when the product is new; staff's own counts are never overwritten. */
  stock: z.number().int().min(0).max(1_000_000),
  /** The day goods are expected that are sold by preorder, `2026-12-05`. */
  arrivesOn: z.iso.date().nullable().default(null),
  active: z.boolean().default(true),
})

/** A private channel or group; the shop's bot is an administrator there, with the rights to invite and to ban. */
const channel = z.strictObject({
  chatId: z.string().regex(/^-\d{1,19}$/, 'the number that Telegram gave the channel, like -1002000004001'),
  title: shortName,
})

const period = z.strictObject({ unit: z.enum(['minute', 'day', 'month']), count: z.number().int().min(1).max(366) })

const plan = z.strictObject({
  id,
  names,
  texts: inThreeLanguages,
  period,
  /** In whole units of the business's currency, `90000`. */
  price: z.string(),
  /** Where a provider costs another price. */
  prices: z.partialRecord(z.enum(pricedWays), z.string()).default({}),
  /** Whole Stars; left out: what the price is worth in Stars. */
  starPrice: z.number().int().min(1).max(10_000).nullable().default(null),
  /** The channels it opens. */
  channels: z.array(z.string()).min(1).max(20),
  trialDays: z.number().int().min(0).max(365).default(0),
  /** How many may be subscribed at one time; left out: as many as want to. */
  seats: z.number().int().min(1).max(1_000_000).nullable().default(null),
  active: z.boolean().default(true),
})

/** One shop as its operator writes it down: business, settings, staff and goods. */
export const shopFileSchema = z
  .strictObject({
    business,
    settings: settingsSchema.prefault({}),
    staff: z.array(member).min(1),
    products: z.array(product).max(500).default([]),
    channels: z.array(channel).max(100).default([]),
    plans: z.array(plan).max(50).default([]),
  })
  .superRefine((shop, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (shop.staff.filter(({ role }) => role === 'owner').length !== 1) fault(['staff'], 'there is exactly one owner')
    for (const twice of repeated(shop.staff.map(({ telegramId }) => telegramId))) {
      fault(['staff'], `${twice} is there twice`)
    }
    for (const twice of repeated(shop.products.map((each) => each.id))) fault(['products'], `${twice} is there twice`)
    for (const [index, { price }] of shop.products.entries()) {
      if (priceOf(price, shop.business.currency) === null) {
        fault(['products', index, 'price'], `a price in ${shop.business.currency} like 150000`)
      }
    }
    for (const twice of repeated(shop.plans.map((each) => each.id))) fault(['plans'], `${twice} is there twice`)
    for (const twice of repeated(shop.channels.map(({ chatId }) => chatId)))
      fault(['channels'], `${twice} is there twice`)
    for (const [index, { price, prices, channels }] of shop.plans.entries()) {
      const wrong = [price, ...Object.values(prices)].find((each) => priceOf(each, shop.business.currency) === null)
      if (wrong !== undefined) {
        fault(['plans', index, 'price'], `${wrong}: a price in ${shop.business.currency} like 90000`)
      }
      const unknown = channels.find((chatId) => !shop.channels.some((known) => known.chatId === chatId))
      if (unknown !== undefined)
        fault(['plans', index, 'channels'], `${unknown} is not among the channels of this file`)
    }
  })

export type ShopFile = z.output<typeof shopFileSchema>

/** Minor units; null for what is no price. */
export function priceOf(price: string, currency: Currency): bigint | null {
  const amount = parseDecimal(price, currency)
  return amount === null || amount <= 0n ? null : amount
}

const repeated = (values: readonly string[]) =>
  new Set(values.filter((value, index) => values.indexOf(value) !== index))
