import { z } from 'zod'

const ms = (min: number, max: number) => z.number().int().min(min).max(max)
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 22:00')

/** Everything an owner may set for a business. Durations are ms. Defaults stand here and nowhere else. */
export const settingsSchema = z.strictObject({
  /** When a due payment is nudged, counted from its opening. */
  nudgesMs: z
    .array(ms(second, 30 * day))
    .max(10)
    .default([1 * hour, 6 * hour, 24 * hour]),
  nudgesOn: z.boolean().default(true),
  quietHours: z.strictObject({ from: clock, to: clock }).default({ from: '22:00', to: '09:00' }),
  depositPercent: z.number().int().min(1).max(99).default(30),
  /** Minor units of the business's currency, as a string: no stage of money is smaller. 1 000 soʻm is Payme's own floor. */
  minimumStage: z
    .string()
    .regex(/^\d{1,15}$/)
    .default('100000'),
  depositExpiryMs: ms(second, 60 * day).default(24 * hour),
  balanceExpiryMs: ms(second, 90 * day).default(72 * hour),
  extendMs: ms(second, 30 * day).default(24 * hour),
  /** What happens to a paid deposit when the balance was not paid in time. */
  depositFate: z.enum(['keep', 'refund', 'ask_owner']).default('ask_owner'),
  offerTimeoutMs: ms(second, day).default(10 * minute),
  fulfilmentSlaMs: ms(second, 7 * day).default(2 * hour),
  ratingAskMs: ms(second, 30 * day).default(2 * hour),
  ratingWaitMs: ms(second, 60 * day).default(7 * day),
  refundReminderMs: ms(second, 30 * day).default(24 * hour),
  /** Minor units one Star is worth; empty: the shop takes no Stars. */
  minorPerStar: z
    .string()
    .regex(/^\d{1,9}$/)
    .nullable()
    .default(null),
  providers: z
    .array(z.enum(['payme', 'click', 'stars', 'telegram_fiat', 'manual']))
    .default(['payme', 'click', 'manual']),
  /** Telegram chat ids of the groups that work is announced to. */
  chats: z
    .strictObject({ florists: z.string().nullable(), couriers: z.string().nullable(), managers: z.string().nullable() })
    .default({ florists: null, couriers: null, managers: null }),
})

export type Settings = z.infer<typeof settingsSchema>
export const defaultSettings: Settings = settingsSchema.parse({})
