import { IANAZone } from 'luxon'
import { z } from 'zod'

export type ProcessName = 'worker' | 'api' | 'bots' | 'owner-bot' | 'sandbox' | 'migrate' | 'prepare-temporal' | 'ops'

/** One environment variable: what it must look like, and what a person does who got it wrong. */
interface Variable {
  readonly schema: z.ZodType
  /** The processes that read it. */
  readonly readBy: readonly ProcessName[]
  /** Those of them that cannot start without it. */
  readonly neededBy?: readonly ProcessName[]
  readonly remedy: string
}

const port = z.coerce.number().int().min(0).max(65_535)
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })
const botToken = z.string().regex(/^[1-9]\d{0,15}:[\w-]{8,64}$/)
const secret = z.string().min(16).max(512)
const word = z.string().regex(/^[\w.-]{1,128}$/)
const hostAndPort = z.string().regex(/^[\w.-]+:\d{1,5}$/)

/** Those that the table of businesses takes. */
const businessCurrencies = ['UZS', 'KZT', 'USD'] as const
const shop = ['worker', 'api', 'bots'] as const
const everybody = ['worker', 'api', 'bots', 'owner-bot', 'sandbox', 'migrate'] as const

/** Every variable the processes read. `.env.example` explains each at length; a test keeps the two alike. */
export const variables = {
  BUSINESS_ID: {
    schema: z.string().regex(/^[A-Za-z0-9_]{1,32}$/),
    readBy: ['worker', 'api', 'bots', 'owner-bot', 'sandbox', 'ops'],
    neededBy: ['worker', 'api', 'bots', 'owner-bot', 'sandbox', 'ops'],
    remedy: 'the id of your business in the database: letters, digits and _, at most 32',
  },
  BUSINESS_NAME: {
    schema: z.string().min(1).max(100),
    readBy: ['owner-bot'],
    neededBy: ['owner-bot'],
    remedy: 'what the business is called by its people; the owner-bot does not read the database of the shop',
  },
  BUSINESS_ZONE: {
    schema: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone))
      .default('Asia/Tashkent'),
    readBy: ['owner-bot'],
    remedy: 'the IANA time zone of the business, like Asia/Tashkent',
  },
  BUSINESS_CURRENCY: {
    schema: z.enum(businessCurrencies).default('UZS'),
    readBy: ['owner-bot'],
    remedy: `the currency of the business: ${businessCurrencies.join(', ')}`,
  },
  DATABASE_URL: {
    schema: postgresUrl,
    readBy: [...shop, 'migrate', 'ops'],
    neededBy: [...shop, 'migrate', 'ops'],
    remedy: "the shop's database, like postgres://user:password@host:5432/orderly",
  },
  OWNER_DATABASE_URL: {
    schema: postgresUrl,
    readBy: ['owner-bot', 'migrate', 'ops', 'worker'],
    neededBy: ['owner-bot'],
    remedy: "the owner-bot's own database, like postgres://user:password@host:5432/orderly_owner",
  },
  POSTGRES_ADMIN_URL: {
    schema: postgresUrl.optional(),
    readBy: ['ops'],
    remedy: 'a database of the same server and a role that may create databases, for "npm run ops -- restore"',
  },
  PG_BIN: {
    schema: z.string().min(1).optional(),
    readBy: ['worker', 'ops'],
    remedy:
      "the folder of pg_dump and pg_restore, of the server's version or newer; leave it out to have them looked for",
  },
  BACKUP_FOLDER: {
    schema: z.string().min(1).optional(),
    readBy: ['worker', 'ops'],
    remedy: 'a folder for backups; leave it out to have none made at night',
  },
  BACKUP_KEEP_DAYS: {
    schema: z.coerce.number().int().min(1).max(3650).default(14),
    readBy: ['worker', 'ops'],
    remedy: 'how many days backups are kept: 1 to 3650',
  },
  TEMPORAL_ADDRESS: {
    schema: hostAndPort.default('127.0.0.1:7233'),
    readBy: [...shop, 'owner-bot', 'prepare-temporal', 'ops'],
    remedy: 'host:port of the Temporal front end, like temporal:7233',
  },
  TEMPORAL_NAMESPACE: {
    schema: word.default('default'),
    readBy: [...shop, 'owner-bot', 'prepare-temporal', 'ops'],
    remedy: 'the name of a Temporal namespace',
  },
  TEMPORAL_RETENTION_DAYS: {
    schema: z.coerce.number().int().min(1).max(365).default(30),
    readBy: ['prepare-temporal'],
    remedy: 'how many days closed workflows stay readable: 1 to 365',
  },
  TEMPORAL_UI_URL: {
    schema: httpUrl.default('http://127.0.0.1:8233'),
    readBy: ['owner-bot', 'ops'],
    remedy: 'the http(s) address of the Temporal Web UI, for the links that the owner-bot shows',
  },
  BUILD_ID: {
    schema: word.optional(),
    readBy: ['worker'],
    remedy: 'the name of this build of the worker, such as a commit, or "bundle"; leave it out to run without builds',
  },
  LISTEN_HOST: {
    schema: z.string().min(1).default('127.0.0.1'),
    readBy: everybody,
    remedy: 'the address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 inside a container',
  },
  API_PORT: { schema: port.default(8080), readBy: ['api'], remedy: 'a port between 0 and 65535' },
  SANDBOX_PORT: { schema: port.default(8081), readBy: ['sandbox'], remedy: 'a port between 0 and 65535' },
  BOTS_PORT: { schema: port.default(8082), readBy: ['bots'], remedy: 'a port between 0 and 65535' },
  OWNER_BOT_PORT: { schema: port.default(8083), readBy: ['owner-bot'], remedy: 'a port between 0 and 65535' },
  WORKER_PORT: { schema: port.default(8084), readBy: ['worker'], remedy: 'a port between 0 and 65535' },
  TRUST_PROXY: {
    schema: z.coerce.number().int().min(0).max(10).default(0),
    readBy: ['api'],
    remedy: 'how many reverse proxies stand before the api: a number, 0 if none',
  },
  TELEGRAM_BOT_TOKEN: {
    schema: botToken,
    readBy: ['worker', 'bots', 'sandbox', 'ops'],
    neededBy: ['worker', 'bots', 'sandbox'],
    remedy: 'the token of the shop bot as @BotFather gives it, like 123456789:AAF...',
  },
  OWNER_BOT_TOKEN: {
    schema: botToken,
    readBy: ['owner-bot', 'sandbox'],
    neededBy: ['owner-bot', 'sandbox'],
    remedy: 'the token of a second bot, for the owner, as @BotFather gives it',
  },
  OWNER_BOT_PEOPLE: {
    schema: z.string().min(3),
    readBy: ['owner-bot'],
    neededBy: ['owner-bot'],
    remedy: 'who may ask the owner-bot: Telegram user ids with their roles, like 123456789:owner,987654321:admin',
  },
  TELEGRAM_API_ROOT: {
    schema: httpUrl.optional(),
    readBy: ['worker', 'bots', 'owner-bot', 'ops'],
    remedy: 'the http(s) address of a Bot API server; leave it out for the one of Telegram',
  },
  TELEGRAM_MESSAGES_PER_SECOND: {
    schema: z.coerce.number().int().min(1).max(1_000).default(28),
    readBy: ['worker'],
    remedy: 'how many messages a second the bot may send: 28, or up to 1000 if Telegram sells more to it',
  },
  TELEGRAM_WEBHOOK_URL: {
    schema: z
      .url({ protocol: /^https$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    readBy: ['bots'],
    remedy: 'the https address under which Telegram reaches the bots process; leave it out to use long polling',
  },
  TELEGRAM_WEBHOOK_SECRET: {
    schema: z
      .string()
      .regex(/^[\w-]{16,256}$/)
      .optional(),
    readBy: ['bots'],
    remedy: '16 to 256 letters, digits, _ or -, made up by you; set it together with TELEGRAM_WEBHOOK_URL',
  },
  TELEGRAM_PROVIDER_TOKEN: {
    schema: z.string().min(8).optional(),
    readBy: ['worker', 'bots'],
    remedy: 'the token of a payment provider as @BotFather gives it; leave it out if you have none',
  },
  PAYME_MERCHANT_ID: {
    schema: word.optional(),
    readBy: [...shop, 'sandbox'],
    neededBy: ['sandbox'],
    remedy: 'the id of the cash desk from the Payme merchant cabinet; set it together with PAYME_KEY',
  },
  PAYME_KEY: {
    schema: secret.optional(),
    readBy: ['api', 'sandbox'],
    neededBy: ['sandbox'],
    remedy: 'the key of the cash desk from the Payme merchant cabinet; set it together with PAYME_MERCHANT_ID',
  },
  PAYME_CHECKOUT_URL: {
    schema: httpUrl.optional(),
    readBy: ['worker', 'bots'],
    remedy: 'the http(s) address of another Payme checkout, such as the sandbox; leave it out for the real one',
  },
  CLICK_MERCHANT_ID: {
    schema: word.optional(),
    readBy: [...shop, 'sandbox'],
    neededBy: ['sandbox'],
    remedy: 'from the Click merchant cabinet; set it together with CLICK_SERVICE_ID and CLICK_SECRET_KEY',
  },
  CLICK_SERVICE_ID: {
    schema: word.optional(),
    readBy: [...shop, 'sandbox', 'ops'],
    neededBy: ['sandbox'],
    remedy: 'from the Click merchant cabinet; set it together with CLICK_MERCHANT_ID and CLICK_SECRET_KEY',
  },
  CLICK_SECRET_KEY: {
    schema: z.string().min(8).max(512).optional(),
    readBy: ['api', 'sandbox', 'ops'],
    neededBy: ['sandbox'],
    remedy: 'from the Click merchant cabinet; set it together with CLICK_MERCHANT_ID and CLICK_SERVICE_ID',
  },
  CLICK_MERCHANT_USER_ID: {
    schema: word.optional(),
    readBy: ['ops'],
    remedy: 'from the Click merchant cabinet, to ask Click how its payments stand; may be left out',
  },
  CLICK_API_URL: {
    schema: httpUrl.default('https://api.click.uz/v2/merchant'),
    readBy: ['ops'],
    remedy:
      "the http(s) address of another Merchant API of Click, such as the sandbox's; leave it out for the real one",
  },
  CLICK_PAY_URL: {
    schema: httpUrl.optional(),
    readBy: ['worker', 'bots'],
    remedy: 'the http(s) address of another Click pay page, such as the sandbox; leave it out for the real one',
  },
  PAY_RETURN_URL: {
    schema: httpUrl.optional(),
    readBy: ['worker', 'bots'],
    remedy: 'where Payme and Click lead the buyer after paying, such as https://t.me/your_bot; may be left out',
  },
  EVENTS_TOKEN: {
    schema: secret,
    readBy: ['api', 'owner-bot'],
    neededBy: ['api', 'owner-bot'],
    remedy: 'a secret of 16 characters or more that the owner-bot shows to the api; "openssl rand -hex 24" makes one',
  },
  OPS_TOKEN: {
    schema: secret.optional(),
    readBy: ['api'],
    remedy:
      'a secret of 16 characters or more that programs of operators show to the api; leave it out if there are none',
  },
  SHOP_API_URL: {
    schema: httpUrl.default('http://127.0.0.1:8080'),
    readBy: ['owner-bot', 'sandbox'],
    remedy: 'the http(s) address of the api process, like http://api:8080',
  },
  SANDBOX_STATE_FILE: {
    schema: z.string().min(1).optional(),
    readBy: ['sandbox'],
    remedy: 'a file that the sandbox keeps its chats in; leave it out to forget them at every start',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    readBy: everybody,
    remedy: 'debug, info, warn or error',
  },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof variables

/** Variables that make sense only together: all of a row, or none. */
export const together: readonly (readonly VariableName[])[] = [
  ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_WEBHOOK_SECRET'],
  ['PAYME_MERCHANT_ID', 'PAYME_KEY'],
  ['CLICK_MERCHANT_ID', 'CLICK_SERVICE_ID', 'CLICK_SECRET_KEY'],
]
