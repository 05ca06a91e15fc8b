import type { ApiMethods } from '@grammyjs/types'
import { Telegram, TelegramError } from 'telegraf'
import { TelegramRefused, TelegramUnreachable } from './errors'

/** A file that goes along with a call. */
export interface SentFile {
  readonly source: Buffer
  readonly filename: string
}
type Api = ApiMethods<SentFile>

/** The methods of the Bot API that the product calls. A new one is added here and nowhere else. */
const methods = [
  'getMe',
  'getUpdates',
  'setWebhook',
  'deleteWebhook',
  'getWebhookInfo',
  'setMyCommands',
  'sendMessage',
  'sendPhoto',
  'editMessageText',
  'editMessageReplyMarkup',
  'answerCallbackQuery',
  'sendInvoice',
  'createInvoiceLink',
  'answerPreCheckoutQuery',
  'refundStarPayment',
  'getStarTransactions',
  'editUserStarSubscription',
  'getChatMember',
  'banChatMember',
  'unbanChatMember',
  'createChatInviteLink',
  'revokeChatInviteLink',
  'approveChatJoinRequest',
  'declineChatJoinRequest',
] as const satisfies readonly (keyof Api)[]

type Method = (typeof methods)[number]

/** `unreachable`: the person cannot be written to; `rate_limited`: 429; `failed`: no answer, or one that may change. */
export type CallOutcome = 'ok' | 'unreachable' | 'refused' | 'rate_limited' | 'failed'

export interface AnsweredCall {
  readonly method: Method
  readonly outcome: CallOutcome
  readonly seconds: number
}

export type TelegramArguments<M extends Method> = Parameters<Api[M]>[0]
export type TelegramResult<M extends Method> = ReturnType<Api[M]>

/**
 * The Bot API, as far as we use it, typed to the version of `@grammyjs/types` (10.x; Telegraf's own types end at 7.1).
 * Every call throws {@link TelegramRefused} or {@link TelegramUnreachable}, and nothing else.
 */
export type Gateway = {
  readonly [M in Method]: undefined extends TelegramArguments<M>
    ? (args?: TelegramArguments<M>, options?: CallOptions) => Promise<TelegramResult<M>>
    : (args: TelegramArguments<M>, options?: CallOptions) => Promise<TelegramResult<M>>
}

export interface CallOptions {
  /** Gives the call up, as a long poll is given up when the process stops. */
  readonly signal?: AbortSignal
}

export interface GatewayOptions {
  readonly token: string
  /** Another Bot API server, such as the sandbox. Telegram's own if not set. */
  readonly apiRoot?: string
  /** How long a call may take, ms; 15 s if not set (Telegraf's own limit is 500 s). A long poll adds its wait. */
  readonly timeoutMs?: number
  /** Hears of every call that was not given up by us. */
  readonly answered?: (call: AnsweredCall) => void
}

export function createGateway({ token, apiRoot, timeoutMs = 15_000, answered }: GatewayOptions): Gateway {
  // webhookReply would send some calls as the webhook's answer: their errors are lost, and the update confirmed early.
  const client = new Telegram(token, { webhookReply: false, ...(apiRoot ? { apiRoot } : {}) })
  const callApi = client.callApi.bind(client) as unknown as (
    method: string,
    payload: object,
    options: { signal: AbortSignal },
  ) => Promise<unknown>

  async function call(method: Method, args: object = {}, { signal }: CallOptions = {}): Promise<unknown> {
    const pollMs = method === 'getUpdates' && 'timeout' in args ? Number(args.timeout) * 1000 : 0
    const timeout = AbortSignal.timeout(timeoutMs + pollMs)
    const startedAt = performance.now()
    const tell = (outcome: CallOutcome) =>
      answered?.({ method, outcome, seconds: (performance.now() - startedAt) / 1000 })
    try {
      const result = await callApi(method, args, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout })
      tell('ok')
      return result
    } catch (error) {
      const ours = asOurs(method, error)
      if (!signal?.aborted) tell(outcomeOf(ours))
      throw ours
    }
  }

  const bound = methods.map((method) => [method, (args?: object, options?: CallOptions) => call(method, args, options)])
  return Object.fromEntries(bound) as Gateway
}

function outcomeOf(error: TelegramRefused | TelegramUnreachable): CallOutcome {
  if (error instanceof TelegramUnreachable) return 'failed'
  if (error.code === 429) return 'rate_limited'
  if (!error.permanent) return 'failed'
  return error.unreachable ? 'unreachable' : 'refused'
}

function asOurs(method: Method, error: unknown): TelegramRefused | TelegramUnreachable {
  if (!(error instanceof TelegramError)) return new TelegramUnreachable(method, withoutToken(error))
  const { code, description, parameters } = error
  const migratedTo = parameters && 'migrate_to_chat_id' in parameters ? String(parameters.migrate_to_chat_id) : null
  const retryAfter = parameters && 'retry_after' in parameters ? Number(parameters.retry_after) : null
  return new TelegramRefused(method, { code, description, retryAfter, migratedTo })
}

/**
 * The address of a call holds the bot's token, and node-fetch puts the address into message and stack. Errors are
 * logged and kept in workflow histories, so only the words go on, and without the address.
 */
function withoutToken(error: unknown): Error {
  const words = error instanceof Error ? error.message : String(error)
  return new Error(words.replace(/\bhttps?:\/\/\S+/g, '[address]').replace(/bot\d+:[\w-]+/g, 'bot[token]'))
}
