import { noteQuestion, type Question } from '../../db/questions'
import type { Business } from '../../db/businesses'
import type { Html } from '../../locales/html'
import { textsIn, type Texts } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import { messageOf, type Screen } from '../../telegram/screen'
import type { ShopDeps } from './deps'
import type { Who } from './who'

/** The button that was pressed: the query to answer, and the message it stands under if that still exists. */
export interface Press {
  readonly queryId: string
  readonly messageId: number | null
  /** The message is a page of the catalog, which may turn; other messages are kept for reading. */
  readonly browsing: boolean
}

export interface SceneOf {
  readonly shop: ShopDeps
  readonly business: Business
  readonly who: Who
  readonly chat: { readonly id: number; readonly isPrivate: boolean }
  readonly press: Press | null
  /** How many times this update has been begun; 1 at first. */
  readonly attempt: number
}

/** Telegram shows at most this many characters of an answer to a press. */
const toastLimit = 200

/** One thing that somebody did in a chat, and the ways to answer it. */
export class Scene {
  readonly shop: ShopDeps
  readonly business: Business
  readonly who: Who
  readonly chat: SceneOf['chat']
  readonly press: Press | null
  readonly attempt: number
  readonly t: Texts

  constructor(
    private readonly of: SceneOf,
    /** Shared by the scenes made from this one: a press is answered once. */
    private readonly answer = { given: false },
  ) {
    this.shop = of.shop
    this.business = of.business
    this.who = of.who
    this.chat = of.chat
    this.press = of.press
    this.attempt = of.attempt
    this.t = textsIn(of.who.lang)
  }

  /** The same scene in another language, after its person has chosen one. */
  speaking(lang: Who['lang']): Scene {
    return new Scene({ ...this.of, who: { ...this.who, lang } }, this.answer)
  }

  /** The same scene after the business's settings have changed. */
  within(business: Business): Scene {
    return new Scene({ ...this.of, business }, this.answer)
  }

  /** Sends a new message; answers its id. */
  async show(screen: Screen): Promise<number> {
    const message = await this.shop.gateway.sendMessage({ chat_id: this.chat.id, ...messageOf(screen) })
    return message.message_id
  }

  say(text: Html): Promise<number> {
    return this.show({ text, rows: [] })
  }

  /**
   * Asks a question that is answered by a reply to it. In a private chat the app opens that reply by itself, unless there
   * are buttons to answer with instead. What is an answer to it, and who may give it, is in replies.ts.
   */
  async ask(screen: Screen, asks: Question): Promise<void> {
    const { sql, businessId, gateway } = this.shop
    const opensReply = this.chat.isPrivate && screen.rows.length === 0
    const { message_id: messageId } = await gateway.sendMessage({
      chat_id: this.chat.id,
      ...messageOf(screen),
      ...(opensReply && { reply_markup: { force_reply: true } }),
    })
    await noteQuestion(sql, { businessId, chatId: String(this.chat.id), messageId, question: asks })
  }

  /** Turns the message under the pressed button into `screen`; where there is none or it cannot be edited, sends it. */
  async redraw(screen: Screen): Promise<void> {
    const messageId = this.press?.messageId
    if (messageId === null || messageId === undefined) {
      await this.show(screen)
      return
    }
    try {
      await this.shop.gateway.editMessageText({ chat_id: this.chat.id, message_id: messageId, ...messageOf(screen) })
    } catch (error) {
      if (!(error instanceof TelegramRefused) || !error.permanent || error.unreachable) throw error
      if (!/not modified/i.test(error.answer.description)) await this.show(screen)
    }
  }

  /** A short answer over the chat. Without a press, or when it was answered before, it is an ordinary message. */
  async toast(text: string, { alert = false } = {}): Promise<void> {
    if (!this.press || this.answer.given || this.attempt > 1) {
      await this.shop.gateway.sendMessage({ chat_id: this.chat.id, text })
      return
    }
    await this.answerPress({ text: text.slice(0, toastLimit), show_alert: alert })
  }

  /** Stops the button's spinner, whatever has happened. */
  async settle(): Promise<void> {
    if (this.press && !this.answer.given) await this.answerPress({})
  }

  private async answerPress(answer: { text?: string; show_alert?: boolean }): Promise<void> {
    if (!this.press) return
    this.answer.given = true
    try {
      await this.shop.gateway.answerCallbackQuery({ callback_query_id: this.press.queryId, ...answer })
    } catch (error) {
      // A press older than some minutes cannot be answered any more; what it asked for is still done.
      if (!(error instanceof TelegramRefused) || !error.permanent) throw error
    }
  }
}
