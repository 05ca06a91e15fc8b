import { defaultGroups, defaultPeople, type SandboxGroup, type SandboxPerson } from './people'

export interface SandboxBot {
  /** `<bot id>:<secret>`, as BotFather gives it. */
  readonly token: string
  readonly username: string
  readonly name: string
  /** The groups the bot administers; all of them when left out. */
  readonly groupIds?: readonly number[]
}

/** Telegram's sending limits (telegram.md 3.5). The real ones are guidance and move; obey `retry_after`. */
export interface SendLimits {
  /** Messages a second into one chat, and how many may come at once before that counts. */
  readonly perChat: { readonly perSecond: number; readonly burst: number }
  readonly perGroupPerMinute: number
  /** Messages a second of one bot into all chats together. */
  readonly perBotPerSecond: number
}

/** Waiting times in ms. The defaults are the real ones; tests shorten them. */
export interface SandboxTimings {
  /** How long a bot has to answer `pre_checkout_query`. */
  readonly preCheckoutMs: number
  /** How long a callback query can be answered. */
  readonly callbackMs: number
  /** The second of the webhook retry schedule: at once, then 2, 4, 8 ... of these. */
  readonly webhookRetryUnitMs: number
  /** How long a webhook may take to answer. */
  readonly webhookTimeoutMs: number
  /** The longest a getUpdates call is held open, whatever `timeout` it asks for. */
  readonly longPollMaxMs: number
  /** "Pay late" on the Payme and Click pages finishes the payment after this long. */
  readonly lateMs: number
  /** How long Payme and Click wait for one of our answers. */
  readonly providerTimeoutMs: number
  /** Between the attempts of a call that failed or was answered "try again". */
  readonly providerRetryMs: number
  readonly providerAttempts: number
  /**
   * How long the 30 days of a Stars subscription last. 0 is 30 days, renewed only when somebody says so; anything else
   * is for showing a subscription's life in minutes, and such ones renew by themselves when they are due.
   */
  readonly starMonthMs: number
}

export interface SandboxOptions {
  /** 0 takes a free port. */
  readonly port?: number
  readonly host?: string
  /** Where our webhooks live, without a trailing slash: `http://127.0.0.1:8080`. */
  readonly apiUrl: string
  readonly businessId: string
  readonly payme: { readonly key: string; readonly merchantId?: string }
  readonly click: { readonly serviceId: string; readonly merchantId: string; readonly secretKey: string }
  readonly bots: readonly SandboxBot[]
  readonly people?: readonly SandboxPerson[]
  readonly groups?: readonly SandboxGroup[]
  /** Provider tokens that sendInvoice accepts for fiat money; any non-empty one when left out. */
  readonly fiatProviderTokens?: readonly string[]
  /** Chats, queues and provider books are kept here between starts. */
  readonly stateFile?: string
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
  /** `false` switches the sending limits off. */
  readonly limits?: false | Partial<SendLimits>
  readonly timings?: Partial<SandboxTimings>
  /** So many of the bots' last calls are remembered; 5000 when left out. */
  readonly callsKept?: number
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
}

export const defaultLimits: SendLimits = {
  perChat: { perSecond: 1, burst: 5 },
  perGroupPerMinute: 20,
  perBotPerSecond: 30,
}

export const defaultTimings: SandboxTimings = {
  preCheckoutMs: 10_000,
  callbackMs: 150_000,
  webhookRetryUnitMs: 1000,
  webhookTimeoutMs: 60_000,
  longPollMaxMs: 50_000,
  lateMs: 60_000,
  providerTimeoutMs: 15_000,
  providerRetryMs: 2000,
  providerAttempts: 5,
  starMonthMs: 0,
}

/** The options with every default filled in. */
export interface SandboxSetup {
  readonly port: number
  readonly host: string
  readonly apiUrl: string
  readonly businessId: string
  readonly payme: { readonly key: string; readonly merchantId: string | undefined }
  readonly click: SandboxOptions['click']
  readonly bots: readonly SandboxBot[]
  readonly people: readonly SandboxPerson[]
  readonly groups: readonly SandboxGroup[]
  readonly fiatProviderTokens: readonly string[] | undefined
  readonly stateFile: string | undefined
  readonly clock: () => number
  readonly limits: SendLimits | undefined
  readonly timings: SandboxTimings
  readonly callsKept: number
  readonly logLevel: NonNullable<SandboxOptions['logLevel']>
}

const tokenPattern = /^[1-9][0-9]{0,15}:[A-Za-z0-9_-]{1,64}$/

/** Fills in the defaults. Throws an Error that names the fault when two options contradict each other. */
export function completeOptions(options: SandboxOptions): SandboxSetup {
  const bots = new Set<number>()
  for (const bot of options.bots) {
    if (!tokenPattern.test(bot.token)) {
      throw new Error(`sandbox: the token of @${bot.username} must look like 123456:ABC-def; it does not`)
    }
    const id = botIdOf(bot.token)
    if (bots.has(id)) throw new Error(`sandbox: two bots share the id ${id}; give each its own token`)
    bots.add(id)
  }
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    apiUrl: options.apiUrl.replace(/\/+$/, ''),
    businessId: options.businessId,
    payme: { key: options.payme.key, merchantId: options.payme.merchantId },
    click: options.click,
    bots: options.bots,
    people: options.people ?? defaultPeople,
    groups: options.groups ?? defaultGroups,
    fiatProviderTokens: options.fiatProviderTokens,
    stateFile: options.stateFile,
    clock: options.clock ?? Date.now,
    limits: options.limits === false ? undefined : { ...defaultLimits, ...options.limits },
    timings: { ...defaultTimings, ...options.timings },
    callsKept: options.callsKept ?? 5000,
    logLevel: options.logLevel ?? 'info',
  }
}

export const botIdOf = (token: string): number => Number(token.slice(0, token.indexOf(':')))
