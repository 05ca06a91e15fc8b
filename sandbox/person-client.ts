import { defined, SandboxRefused, type Ask } from './ask'
import type { JoinResult } from './chat-client'
import type { ClickMode, ClickPayment } from './click/book'
import type { InviteView } from './control/chat-views'
import type { PressOutcome } from './control/person'
import type { SubscriptionView } from './control/star-routes'
import type { ChatView, MessageView, OpenChatView } from './control/views'
import type { PaymeMode, PaymeTransaction } from './payme/book'
import type { PayOutcome } from './telegram/checkout'

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

  subscriptions(): Promise<SubscriptionView[]> {
    return this.ask('GET', `/people/${this.userId}/subscriptions`)
  }

  /** What the person sees behind an invite link. 404 when nothing is. */
  invite(link: string): Promise<InviteView> {
    return this.ask('GET', `/people/${this.userId}/invite?link=${encodeURIComponent(link)}`)
  }

  /** Opens an invite link and presses "Join" or "Request to join". */
  join(link: string): Promise<JoinResult> {
    return this.ask('POST', `/people/${this.userId}/join`, { link })
  }

  /** Asks to join without a link; bots then get `chat_join_request` without `invite_link`. */
  askToJoin(chatId: number): Promise<JoinResult> {
    return this.ask('POST', `/people/${this.userId}/ask`, { chatId })
  }

  leave(chatId: number): Promise<unknown> {
    return this.ask('POST', this.path(String(chatId), '/leave'))
  }

  private async newestSeq(chat: string): Promise<number> {
    const { messages } = await this.chat(chat)
    return Math.max(0, ...messages.map((message) => message.seq))
  }

  private path(chat: string, action: string): string {
    return `/people/${this.userId}/chats/${encodeURIComponent(chat)}${action}`
  }
}
