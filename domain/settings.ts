import { z } from 'zod'

const ms = (min: number, max: number) => z.number().int().min(min).max(max)
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 22:00')

/** How subscriptions are renewed, and their channels guarded. */
const subscriptions = z.strictObject({
  /** Before the end of the paid time. */
  remindersMs: z
    .array(ms(second, 30 * day))
    .max(5)
    .default([3 * day, 1 * day]),
  /** How long access outlives the paid time of a subscription that renews. */
  graceMs: ms(0, 60 * day).default(3 * day),
  /** How long before each consequence money is asked for. */
  attemptLeadMs: ms(second, 30 * day).default(1 * day),
  /** After access has ended, to those who agreed to hear of offers. */
  winBackMs: z
    .array(ms(second, 365 * day))
    .max(5)
    .default([1 * day, 3 * day, 14 * day]),
  /** Subscriptions that end in one moment are reminded, asked and taken out one by one within so long. */
  spreadMs: ms(0, hour).default(5 * minute),
  inviteLinkMs: ms(10 * second, 30 * day).default(24 * hour),
  linksPerPeriod: z.number().int().min(1).max(100).default(5),
  /** `single_use`: where join requests cannot be used; whoever opens such a link first is in. */
  inviteBy: z.enum(['join_request', 'single_use']).default('join_request'),
  /** How long to wait before a channel that did not let us do our work is tried again. */
  channelRetryMs: ms(second, day).default(5 * minute),
  /** So many strangers at the links of one subscription flag it. */
  strangersToFlag: z.number().int().min(1).max(100).default(3),
  /** A refund that is asked for so soon after the payment is given at once; later the owner is asked. */
  refundWithinMs: ms(0, 30 * day).default(0),
  /** What the 30 days of a Star subscription last: only a sandbox has another. */
  starMonthMs: ms(second, 30 * day).default(30 * day),
  /** How often who is in the channels is compared with who may be, and how long the audit rests between two pages. */
  auditMs: ms(minute, 30 * day).default(day),
  auditPauseMs: ms(0, hour).default(second),
  /** How often Telegram's book of Stars is compared with ours. */
  reconcileMs: ms(minute, 30 * day).default(day),
  /** News that are younger may still be on their way to us: their absence is no difference yet. */
  reconcileGraceMs: ms(0, day).default(10 * minute),
})

/** Everything an owner may set for a business. Durations are ms. Defaults stand here and nowhere else. */
export const settingsSchema = z.strictObject({
  /** When a due payment is nudged, counted from its opening. */
  nudgesMs: z
    .array(ms(second, 30 * day))
    .max(10)
    .default([1 * hour, 6 * hour, 24 * hour]),
  /** Whether they are sent; one that staff ask for is sent in any case. */
  nudgesOn: z.boolean().default(true),
  quietHours: z.strictObject({ from: clock, to: clock }).default({ from: '22:00', to: '09:00' }),
  /**
   * Within so long after the quiet hours goes out what had waited for their end, to each at a moment of their own:
   * thousands in the same second would keep payments waiting.
   */
  quietEndSpreadMs: ms(0, hour).default(2 * minute),
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
  subscriptions: subscriptions.prefault({}),
  /** Telegram chat ids of the groups that work is announced to. */
  chats: z
    .strictObject({ florists: z.string().nullable(), couriers: z.string().nullable(), managers: z.string().nullable() })
    .default({ florists: null, couriers: null, managers: null }),
})

export type Settings = z.infer<typeof settingsSchema>
export const defaultSettings: Settings = settingsSchema.parse({})
