import { z } from 'zod'
import { rightNames } from '../state/seats'

const text = z.string().min(1).max(16_384)
const waitMs = z.number().int().min(0).max(120_000)

export const sendBody = z.strictObject({ text, replyTo: z.number().int().optional() })

export const pressBody = z
  .strictObject({
    messageId: z.number().int().optional(),
    text: z.string().max(512).optional(),
    data: z.string().max(64).optional(),
    /** A client of one's own can send data that no button has. */
    forged: z.boolean().optional(),
    /** How long to wait for answerCallbackQuery. */
    waitMs: waitMs.default(5000),
  })
  .refine((body) => body.text !== undefined || body.data !== undefined, 'name the button by text or by data')

export const payBody = z.strictObject({
  messageId: z.number().int().optional(),
  link: z.string().max(512).optional(),
  decline: z.boolean().default(false),
  forwarded: z.boolean().default(false),
  forwardedFrom: z.number().int().optional(),
})

export const waitBody = z.strictObject({
  text: z.string().max(4096).optional(),
  regex: z.string().max(1024).optional(),
  flags: z
    .string()
    .regex(/^[imsu]*$/)
    .optional(),
  button: z.string().max(512).optional(),
  after: z.number().int().min(0).default(0),
  from: z.enum(['bots', 'anyone']).default('bots'),
  timeoutMs: waitMs.default(10_000),
})

const providerModes = z.enum(['pay', 'decline', 'late', 'disconnect'])
const delayMs = z.number().int().min(0).max(86_400_000).optional()

export const paymeBody = z.strictObject({
  link: z.string().max(4096),
  mode: providerModes.default('pay'),
  ageMs: z.number().int().min(-86_400_000).max(2_592_000_000).optional(),
  delayMs,
  together: z.boolean().optional(),
})

export const clickBody = z.strictObject({
  link: z.string().max(4096),
  mode: providerModes.default('pay'),
  delayMs,
  together: z.boolean().optional(),
})

export const paymeMethods = [
  'CheckPerformTransaction',
  'CreateTransaction',
  'PerformTransaction',
  'CancelTransaction',
  'CheckTransaction',
  'GetStatement',
] as const

export const rawPaymeBody = z.strictObject({
  method: z.enum(paymeMethods),
  params: z.record(z.string(), z.unknown()),
  key: z.string().max(256).optional(),
})

export const cancelBody = z.strictObject({ reason: z.number().int().min(1).max(10).default(5) })
export const statementBody = z.strictObject({ from: z.number().int(), to: z.number().int() })
export const togetherBody = z.strictObject({ together: z.boolean().optional() })

export const faultBody = z.strictObject({
  kind: z.enum(['429', '500', '502', 'timeout', 'cut', 'refuse']),
  method: z.string().max(64).optional(),
  bot: z.string().max(64).optional(),
  chatId: z.number().int().optional(),
  times: z.number().int().min(1).max(10_000).optional(),
  retryAfter: z.number().int().min(1).max(3600).optional(),
  description: z.string().max(512).optional(),
})

const unixSeconds = z.number().int().min(0)
const rights = z.partialRecord(z.enum(rightNames), z.boolean())

export const seatBody = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('left') }),
  z.strictObject({ status: z.literal('member'), untilDate: unixSeconds.optional() }),
  z.strictObject({ status: z.literal('administrator'), rights: rights.default({}) }),
  z.strictObject({ status: z.literal('restricted'), untilDate: unixSeconds.default(0) }),
  z.strictObject({ status: z.literal('kicked'), untilDate: unixSeconds.default(0) }),
])
export type SeatWish = z.output<typeof seatBody>
export type SeatWishInput = z.input<typeof seatBody>

export const crowdBody = z.strictObject({
  userIds: z.array(z.number().int().positive()).min(1).max(20_000),
  status: z.enum(['member', 'left']),
})

export const rightsBody = rights
export const removeBotBody = z.strictObject({ how: z.enum(['kicked', 'left']).default('kicked') })
export const linkBody = z.strictObject({ link: z.string().min(1).max(512) })
export const askBody = z.strictObject({ chatId: z.number().int().negative() })
export const chargebackBody = z.strictObject({ unnamed: z.boolean().default(false) })
export const withdrawBody = z.strictObject({ amount: z.number().int().positive().max(1_000_000_000) })
