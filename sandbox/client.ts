import type { Update } from '@grammyjs/types'
import type { ClickMode, ClickPayment } from './click/book'
import type { LoggedCall } from './control/call-log'
import type { ActiveFault, FaultOrder } from './control/faults'
import type { PressOutcome } from './control/person'
import type { ChatView, MessageView, OpenChatView, PersonView } from './control/views'
import type { PaymeMode, PaymeStatement, PaymeTransaction } from './payme/book'
import type { PaymeMethod, RpcOutcome } from './payme/rpc'
import type { PayOutcome } from './telegram/checkout'
import type { StarSubscription } from './telegram/star-book'

export type {
  ActiveFault,
  ChatView,
  ClickPayment,
  FaultOrder,
  LoggedCall,
  MessageView,
  OpenChatView,
  PaymeStatement,
  PaymeTransaction,
  PayOutcome,
  PersonView,
  PressOutcome,
}

export interface WaitOptions {
  /** 10 000 when left out; at most 120 000. */
  readonly timeoutMs?: number
  /** Only what appeared or changed after this `seq`. The person's last action in the chat when left out. */
  readonly after?: number
  /** The message must have a button with this text. */
  readonly button?: string
  /** `bots` when left out: what people write is not waited for. */
  readonly from?: 'bots' | 'anyone'
}

export interface PressOptions {
  /** On this message; the newest with such a button when left out. */
  readonly messageId?: number
  /** How long the button may take to appear. 10 000 when left out. */
  readonly timeoutMs?: number
  /** How long to wait for the bot's answer to the press. 5000 when left out. */
  readonly answerMs?: number
  /** Sends data that no button has, as a client of one's own can. */
  readonly forged?: boolean
}

export interface BotStatus {
  readonly id: number
  readonly username: string
  readonly name: string
  readonly webhook: string | null
  /** When the bot last called getUpdates, ms; null before the first time. */
  readonly lastPollAt: number | null
  readonly pending: number
  readonly stars: number
}

export interface LoggedUpdateView {
  readonly update: Update
  readonly at: number
  readonly outcome: 'pending' | 'delivered' | 'expired' | 'dropped'
}

/** The control surface refused; `status` is its HTTP status, 408 when a wait ran out. */
export class SandboxRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

type Ask = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<T>

/**
 * Acts as people and reads chats, for tests and scripts. `url` is the sandbox's. Every call rejects with
 * SandboxRefused when the sandbox says no, and with fetch's error when it is not there.
 */
export function createSandboxClient(url: string): SandboxClient {
  const root = `${url.replace(/\/+$/, '')}/control`
  const ask: Ask = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const response = await fetch(`${root}${path}`, {
      method,
      ...(method === 'POST' && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) {
      const { title } = answer as { title?: string }
      throw new SandboxRefused(response.status, `${method} ${path}: ${title ?? response.status}`)
    }
    return answer as T
  }
  return new SandboxClient(ask)
}

export class SandboxClient {
  private readonly persons = new Map<number, PersonClient>()

  constructor(private readonly ask: Ask) {}

  /** One person, always the same object: it remembers what they did last. */
  as(userId: number): PersonClient {
    const person = this.persons.get(userId) ?? new PersonClient(this.ask, userId)
    this.persons.set(userId, person)
    return person
  }

  people(): Promise<PersonView[]> {
    return this.ask('GET', '/people')
  }

  bots(): Promise<BotStatus[]> {
    return this.ask('GET', '/bots')
  }

  /** The bots' calls, oldest first, without getUpdates. */
  calls(filter: { bot?: string; method?: string; after?: number; limit?: number } = {}): Promise<LoggedCall[]> {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(filter)) query.set(name, String(value))
    return this.ask('GET', `/calls?${query.toString()}`)
  }

  /** The last updates for a bot and what became of each. */
  updates(bot: string): Promise<LoggedUpdateView[]> {
    return this.ask('GET', `/bots/${encodeURIComponent(bot)}/updates`)
  }

  /** Makes the next calls that fit go wrong. */
  breakCalls(order: FaultOrder): Promise<ActiveFault> {
    return this.ask('POST', '/faults', order)
  }

  faults(): Promise<ActiveFault[]> {
    return this.ask('GET', '/faults')
  }

  clearFaults(): Promise<unknown> {
    return this.ask('DELETE', '/faults')
  }

  /** Empties chats, queues and books. */
  reset(): Promise<unknown> {
    return this.ask('POST', '/reset')
  }

  readonly payme = {
    list: () => this.ask<PaymeTransaction[]>('GET', '/payme'),
    get: (id: string) => this.ask<PaymeTransaction>('GET', `/payme/${id}`),
    /** A buyer opens the link and chooses how it goes. */
    pay: (link: string, mode: PaymeMode = 'pay', how: { ageMs?: number; delayMs?: number; together?: boolean } = {}) =>
      this.ask<PaymeTransaction>('POST', '/payme/pay', { link, mode, ...how }),
    /** PerformTransaction now: of a late, half-way or hung transaction, or once more of a paid one. */
    perform: (id: string, how: { together?: boolean } = {}) =>
      this.ask<PaymeTransaction>('POST', `/payme/${id}/perform`, how),
    cancel: (id: string, reason: number) => this.ask<PaymeTransaction>('POST', `/payme/${id}/cancel`, { reason }),
    /** The merchant refunds in the cabinet: CancelTransaction with reason 5. */
    refund: (id: string) => this.ask<PaymeTransaction>('POST', `/payme/${id}/cancel`, { reason: 5 }),
    check: (id: string) => this.ask<PaymeTransaction>('POST', `/payme/${id}/check`),
    statement: (from: number, to: number) => this.ask<PaymeStatement>('POST', '/payme/statement', { from, to }),
    /** Any call, twice, with any parameters; `key` instead of the agreed one. */
    raw: (method: PaymeMethod, params: Record<string, unknown>, key?: string) =>
      this.ask<RpcOutcome>('POST', '/payme/raw', { method, params, ...(key !== undefined && { key }) }),
  }

  readonly click = {
    list: () => this.ask<ClickPayment[]>('GET', '/click'),
    get: (id: string) => this.ask<ClickPayment>('GET', `/click/${id}`),
    pay: (link: string, mode: ClickMode = 'pay', how: { delayMs?: number; together?: boolean } = {}) =>
      this.ask<ClickPayment>('POST', '/click/pay', { link, mode, ...how }),
    complete: (id: string, how: { together?: boolean } = {}) =>
      this.ask<ClickPayment>('POST', `/click/${id}/complete`, how),
    /** Complete with error -5017. */
    cancel: (id: string) => this.ask<ClickPayment>('POST', `/click/${id}/cancel`),
    /** Taken back in Click's cabinet; our webhook is not called. */
    reverse: (id: string) => this.ask<ClickPayment>('POST', `/click/${id}/reverse`),
  }

  readonly subscriptions = {
    renew: (chargeId: string) => this.ask<PayOutcome>('POST', `/subscriptions/${chargeId}/renew`),
    /** The person switches renewal off. */
    cancel: (chargeId: string) => this.ask<unknown>('POST', `/subscriptions/${chargeId}/cancel`),
    resume: (chargeId: string) => this.ask<unknown>('POST', `/subscriptions/${chargeId}/resume`),
    /** A renewal could not be charged. */
    fail: (chargeId: string) => this.ask<unknown>('POST', `/subscriptions/${chargeId}/fail`),
  }
}

/** A person at their phone. `chat` is a bot's username, or a group's id as a string. */
export class PersonClient {
  /** Per chat: the newest `seq` when the person last did something there. */
  private readonly lastAction = new Map<string, number>()

  constructor(
    private readonly ask: Ask,
    readonly userId: number,
  ) {}

  chats(): Promise<ChatView[]> {
    return this.ask('GET', `/people/${this.userId}/chats`)
  }

  chat(chat: string): Promise<OpenChatView> {
    return this.ask('GET', this.path(chat, ''))
  }

  /** Oldest first. */
  async messages(chat: string): Promise<readonly MessageView[]> {
    return (await this.chat(chat)).messages
  }

  async send(chat: string, text: string, replyTo?: number): Promise<MessageView> {
    const sent = await this.ask<MessageView>('POST', this.path(chat, '/send'), {
      text,
      ...(replyTo !== undefined && { replyTo }),
    })
    this.lastAction.set(chat, sent.seq)
    return sent
  }

  /**
   * Presses a button by its text, or `{ data }` by its callback data, waiting for it to appear. Resolves with the
   * bot's answer, or with what the button opens.
   */
  async press(chat: string, button: string | { data: string }, options: PressOptions = {}): Promise<PressOutcome> {
    const { messageId, timeoutMs = 10_000, answerMs = 5000, forged } = options
    const choice = typeof button === 'string' ? { text: button } : button
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const before = await this.newestSeq(chat)
      try {
        const outcome = await this.ask<PressOutcome>('POST', this.path(chat, '/press'), {
          ...choice,
          waitMs: answerMs,
          ...(messageId !== undefined && { messageId }),
          ...(forged && { forged }),
        })
        this.lastAction.set(chat, before)
        return outcome
      } catch (error) {
        const isAbsent = error instanceof SandboxRefused && error.status === 404
        if (!isAbsent || Date.now() > deadline) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }

  /**
   * Waits for a message whose text, or invoice title and description, has this string or fits this pattern. Counts
   * only what appeared or changed since the person's last `send` or `press` in this chat, unless `after` is given.
   */
  waitFor(chat: string, wanted: string | RegExp, options: WaitOptions = {}): Promise<MessageView> {
    const { timeoutMs = 10_000, after = this.lastAction.get(chat) ?? 0, button, from } = options
    return this.ask('POST', this.path(chat, '/wait'), {
      ...(typeof wanted === 'string'
        ? { text: wanted }
        : { regex: wanted.source, flags: wanted.flags.replace(/[gyv]/g, '') }),
      after,
      timeoutMs,
      ...(button !== undefined && { button }),
      ...(from !== undefined && { from }),
    })
  }

  /** Waits for a payment or refund note in the chat. */
  waitForPayment(chat: string, options: WaitOptions = {}): Promise<MessageView> {
    return this.waitFor(chat, /^successful_payment$/m, options)
  }

  /** Pays the newest invoice, or the given one, with Stars or the test card, whichever it asks for. */
  async payInvoice(
    chat: string,
    options: { messageId?: number; decline?: boolean; forwarded?: boolean; forwardedFrom?: number } = {},
  ): Promise<PayOutcome> {
    const before = await this.newestSeq(chat)
    const outcome = await this.ask<PayOutcome>('POST', this.path(chat, '/pay'), options)
    this.lastAction.set(chat, before)
    return outcome
  }

  /** Pays an invoice link (`https://t.me/$...`) of the bot. */
  payInvoiceLink(chat: string, link: string, options: { decline?: boolean } = {}): Promise<PayOutcome> {
    return this.ask('POST', this.path(chat, '/pay'), { link, ...options })
  }

  /** Presses a URL button and pays the Payme page that it opens. */
  async payPayme(
    chat: string,
    button: string,
    mode: PaymeMode = 'pay',
    how: PressOptions & { ageMs?: number; delayMs?: number; together?: boolean } = {},
  ): Promise<PaymeTransaction> {
    const { ageMs, delayMs, together, ...press } = how
    const link = await this.linkOf(chat, button, press)
    return this.ask('POST', '/payme/pay', { link, mode, ...defined({ ageMs, delayMs, together }) })
  }

  /** Presses a URL button and pays the Click page that it opens. */
  async payClick(
    chat: string,
    button: string,
    mode: ClickMode = 'pay',
    how: PressOptions & { delayMs?: number; together?: boolean } = {},
  ): Promise<ClickPayment> {
    const { delayMs, together, ...press } = how
    const link = await this.linkOf(chat, button, press)
    return this.ask('POST', '/click/pay', { link, mode, ...defined({ delayMs, together }) })
  }

  /** The address of a URL button. */
  async linkOf(chat: string, button: string, options: PressOptions = {}): Promise<string> {
    const outcome = await this.press(chat, button, options)
    if (outcome.kind !== 'url') throw new SandboxRefused(400, `the button "${button}" opens no link`)
    return outcome.value
  }

  block(chat: string): Promise<unknown> {
    return this.ask('POST', this.path(chat, '/block'))
  }

  unblock(chat: string): Promise<unknown> {
    return this.ask('POST', this.path(chat, '/unblock'))
  }

  subscriptions(): Promise<StarSubscription[]> {
    return this.ask('GET', `/people/${this.userId}/subscriptions`)
  }

  private async newestSeq(chat: string): Promise<number> {
    const { messages } = await this.chat(chat)
    return Math.max(0, ...messages.map((message) => message.seq))
  }

  private path(chat: string, action: string): string {
    return `/people/${this.userId}/chats/${encodeURIComponent(chat)}${action}`
  }
}

const defined = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
