import { IANAZone } from 'luxon'
import { z } from 'zod'
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

/** One shop as its operator writes it down: business, settings, staff and goods. */
export const shopFileSchema = z
  .strictObject({
    business,
    settings: settingsSchema.prefault({}),
    staff: z.array(member).min(1),
    products: z.array(product).max(500).default([]),
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
  })

export type ShopFile = z.output<typeof shopFileSchema>

/** Minor units; null for what is no price. */
export function priceOf(price: string, currency: Currency): bigint | null {
  const amount = parseDecimal(price, currency)
  return amount === null || amount <= 0n ? null : amount
}

const repeated = (values: readonly string[]) =>
  new Set(values.filter((value, index) => values.indexOf(value) !== index))
