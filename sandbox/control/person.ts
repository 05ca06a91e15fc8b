import type { InlineKeyboardButton } from '@grammyjs/types'
import type { SandboxPerson } from '../people'
import type { ChatMessage, Room } from '../state/rooms'
import type { World } from '../state/world'
import type { CallbackAnswer } from '../telegram/callback-queries'
import type { PayOutcome } from '../telegram/checkout'
import { trimmed, withFoundEntities } from '../telegram/entities'
import { chatOf, botMessage, userOf } from '../telegram/render'
import type { Telegram } from '../telegram/telegram'
import { mayWrite } from './views'

/** What a person tried cannot be done; `status` is the HTTP status of the control surface. */
export class CannotDo extends Error {
  constructor(
    readonly status: 400 | 404 | 408 | 409,
    message: string,
  ) {
    super(message)
  }
}

export interface ButtonChoice {
  readonly messageId?: number | undefined
  /** The button's text, exactly. */
  readonly text?: string | undefined
  /** The button's callback data, exactly. */
  readonly data?: string | undefined
  /** The data is sent though no button has it, as a client of one's own can, on any message of the bot. */
  readonly forged?: boolean | undefined
}

export type PressOutcome =
  | {
      readonly kind: 'callback'
      readonly messageId: number
      readonly answered: boolean
      readonly answer?: CallbackAnswer
    }
  | { readonly kind: 'url' | 'web_app' | 'copy'; readonly messageId: number; readonly value: string }
  | { readonly kind: 'pay'; readonly messageId: number }
  | { readonly kind: 'sent'; readonly messageId: number }

const longestText = 4096

/** Everything a person can do in Telegram, on their behalf. */
export class PersonDoes {
  private readonly world: World

  constructor(private readonly telegram: Telegram) {
    this.world = telegram.world
  }

  /** The person and the room they mean. Throws CannotDo 404. */
  at(userId: number, chat: string): { person: SandboxPerson; room: Room } {
    const person = this.world.people.get(userId)
    if (!person) throw new CannotDo(404, `nobody here has the id ${userId}`)
    const room = this.world.roomOfPerson(userId, chat)
    if (!room) throw new CannotDo(404, `${person.firstName} sees no chat "${chat}": a bot's username or a group's id`)
    return { person, room }
  }

  send(userId: number, chat: string, text: string, replyToId?: number): ChatMessage {
    const { room } = this.at(userId, chat)
    if (room.blocked) throw new CannotDo(409, 'the bot is blocked; unblock it first')
    const seat = room.kind === 'private' ? undefined : this.world.seatOf(room, userId)
    if (!mayWrite(room, seat)) {
      throw new CannotDo(
        409,
        room.kind === 'channel' ? 'only administrators write in a channel' : 'they are restricted',
      )
    }
    const formatted = withFoundEntities(trimmed({ text: text.slice(0, longestText), entities: [] }))
    if (formatted.text === '') throw new CannotDo(400, 'a message needs some text')
    if (replyToId !== undefined && !room.messages.some((message) => message.id === replyToId)) {
      throw new CannotDo(404, `there is no message ${replyToId} to reply to`)
    }
    room.started = true
    const keyboard = room.keyboards[userId]
    if (keyboard?.one_time_keyboard) delete room.keyboards[userId]
    const message = this.world.post(room, {
      fromId: userId,
      ...formatted,
      ...(replyToId !== undefined && { replyToId }),
    })
    this.telegram.deliver(room, message)
    return message
  }

  /**
   * Presses a button: the newest message that has it, or the given one. A callback waits up to `waitMs` for the bot's
   * answer. Throws CannotDo 404 when no such button is there.
   */
  async press(userId: number, chat: string, choice: ButtonChoice, waitMs: number): Promise<PressOutcome> {
    const { room } = this.at(userId, chat)
    const found = choice.forged ? forgedButton(room, choice) : findButton(room, choice)
    if (!found) return this.pressKeyboard(userId, chat, room, choice)
    const { message, button } = found
    if ('callback_data' in button) return this.callback({ userId, room, message, data: button.callback_data, waitMs })
    if ('url' in button) return { kind: 'url', messageId: message.id, value: button.url }
    if ('web_app' in button) return { kind: 'web_app', messageId: message.id, value: button.web_app.url }
    if ('copy_text' in button) return { kind: 'copy', messageId: message.id, value: button.copy_text.text }
    return { kind: 'pay', messageId: message.id }
  }

  /**
   * Pays the invoice of a message, the newest one when none is named, or of an invoice link. `forwarded` pays a
   * forwarded copy: such copies can be paid by anyone, and again (telegram.md 3.1). `forwardedFrom` is a copy of what
   * another person got in their chat with the bot.
   */
  async pay(
    userId: number,
    chat: string,
    what: {
      messageId?: number | undefined
      link?: string | undefined
      decline?: boolean
      forwarded?: boolean
      forwardedFrom?: number | undefined
    },
  ): Promise<PayOutcome> {
    const decline = what.decline ?? false
    if (what.link !== undefined) {
      const terms = this.telegram.links.get(what.link)
      if (!terms) throw new CannotDo(404, 'there is no invoice behind this link')
      return this.telegram.checkout.pay({ userId, terms, decline })
    }
    const { room } = this.at(what.forwardedFrom ?? userId, chat)
    const message = room.messages.findLast(
      (candidate) => candidate.invoice && (what.messageId === undefined || candidate.id === what.messageId),
    )
    if (!message?.invoice) throw new CannotDo(404, 'there is no invoice to pay in this chat')
    const isCopy = what.forwarded || what.forwardedFrom !== undefined
    const original = isCopy ? {} : { message }
    return this.telegram.checkout.pay({ userId, terms: message.invoice, decline, ...original })
  }

  block(userId: number, chat: string, blocked: boolean): void {
    const { room } = this.at(userId, chat)
    if (room.botId === undefined) throw new CannotDo(409, 'only a bot can be blocked')
    if (room.blocked === blocked) return
    room.blocked = blocked
    const bot = userOf(this.world, room.botId)
    const member = { user: bot, status: 'member' as const }
    const kicked = { user: bot, status: 'kicked' as const, until_date: 0 }
    this.telegram.desk(room.botId).feed.add(
      'my_chat_member',
      {
        chat: chatOf(this.world, room),
        from: userOf(this.world, userId),
        date: this.world.seconds(),
        old_chat_member: blocked ? member : kicked,
        new_chat_member: blocked ? kicked : member,
      },
      { queue: `my_chat_member/${userId}` },
    )
    this.world.roomTouched(room)
  }

  read(userId: number, chat: string): void {
    this.world.markRead(this.at(userId, chat).room, userId)
  }

  private pressKeyboard(userId: number, chat: string, room: Room, { text, data }: ButtonChoice): PressOutcome {
    const onKeyboard = room.keyboards[userId]?.keyboard
      .flat()
      .some((button) => (typeof button === 'string' ? button : button.text) === text)
    if (text === undefined || !onKeyboard) {
      throw new CannotDo(404, `there is no button ${JSON.stringify(text ?? data ?? '')} in this chat`)
    }
    return { kind: 'sent', messageId: this.send(userId, chat, text).id }
  }

  private async callback(pressed: {
    userId: number
    room: Room
    message: ChatMessage
    data: string
    waitMs: number
  }): Promise<PressOutcome> {
    const { userId, room, message, data, waitMs } = pressed
    const answer = await new Promise<CallbackAnswer | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), waitMs)
      const queryId = this.telegram.callbacks.ask(message.fromId, (given) => {
        clearTimeout(timer)
        resolve(given)
      })
      this.telegram.desk(message.fromId).feed.add(
        'callback_query',
        {
          id: queryId,
          from: userOf(this.world, userId),
          message: botMessage(this.world, room, message),
          chat_instance: String(-(BigInt(room.chatId < 0 ? -room.chatId : room.chatId) * 7_919n + 4_000_000_000_000n)),
          data,
        } as never,
        { queue: `callback/${userId}`, ttlMs: callbackLifeMs },
      )
    })
    return {
      kind: 'callback',
      messageId: message.id,
      answered: answer !== undefined,
      ...(answer && { answer }),
    }
  }
}

/** An undelivered callback query is kept this long (tdlib server; telegram.md 3.2). */
const callbackLifeMs = 150_000

function forgedButton(room: Room, { messageId, data }: ButtonChoice): ReturnType<typeof findButton> {
  const message = room.messages.findLast(
    ({ id, fromId }) =>
      (fromId === room.botId || room.botIds.includes(fromId)) && (messageId === undefined || id === messageId),
  )
  return message && data !== undefined ? { message, button: { text: data, callback_data: data } } : undefined
}

function findButton(
  room: Room,
  { messageId, text, data }: ButtonChoice,
): { message: ChatMessage; button: InlineKeyboardButton } | undefined {
  for (const message of room.messages.toReversed()) {
    if (messageId !== undefined && message.id !== messageId) continue
    for (const button of buttonsOf(message)) {
      const matches =
        data === undefined ? button.text === text : 'callback_data' in button && button.callback_data === data
      if (matches) return { message, button }
    }
  }
  return undefined
}

/** The buttons below a message; an invoice without a keyboard has Telegram's own Pay button. */
export function buttonsOf(message: ChatMessage): InlineKeyboardButton[] {
  const buttons = message.markup?.inline_keyboard.flat() ?? []
  return message.invoice && buttons.length === 0 ? [{ text: 'Pay', pay: true }] : buttons
}
