import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Html } from '../../locales/html'
import { TelegramRefused } from '../../telegram/errors'
import type { Gateway } from '../../telegram/gateway'
import { messageOf, type Screen } from '../../telegram/screen'

/** The button that was pressed: the query to answer, and the message it stands under if that still exists. */
export interface Pressed {
  readonly queryId: string
  readonly messageId: number | null
}

export interface TalkOf {
  readonly gateway: Pick<Gateway, 'sendMessage' | 'sendPhoto' | 'editMessageText' | 'answerCallbackQuery'>
  readonly log: Logger
  readonly chatId: number
  readonly pressed: Pressed | null
}

const attempts = 3
/** An owner who waits longer has asked again. */
const longestPauseMs = 30_000

/** One thing that somebody said or pressed, and the ways to answer it. Nothing is changed here, so repeats are harmless. */
export class Talk {
  private answered = false
  constructor(private readonly of: TalkOf) {}

  /** Turns the message under the button into `screen`; without a button, or where it cannot be edited, sends it. */
  async show(screen: Screen): Promise<void> {
    const { gateway, chatId, pressed } = this.of
    const message = messageOf(screen)
    const messageId = pressed?.messageId ?? null
    if (messageId !== null) {
      try {
        await patiently(() => gateway.editMessageText({ chat_id: chatId, message_id: messageId, ...message }))
        return
      } catch (error) {
        if (!(error instanceof TelegramRefused) || !error.permanent || error.unreachable) throw error
        // Nothing new since the last look: the message stands as it should.
        if (/not modified/i.test(error.answer.description)) return
      }
    }
    await patiently(() => gateway.sendMessage({ chat_id: chatId, ...message }))
  }

  say(text: Html): Promise<void> {
    return this.show({ text, rows: [] })
  }

  /** Sends a picture beside what is shown: a message of text cannot become one. */
  async picture({ png, caption }: { readonly png: Buffer; readonly caption: Html }): Promise<void> {
    const { gateway, chatId } = this.of
    const photo = { source: png, filename: 'chart.png' }
    await patiently(() =>
      gateway.sendPhoto({ chat_id: chatId, photo, caption: caption.value, parse_mode: 'HTML' as const }),
    )
  }

  /** Ends the button's waiting, with a few words over the chat if given. The first answer counts. */
  async settle(text?: string): Promise<void> {
    const { gateway, pressed, log } = this.of
    if (!pressed || this.answered) return
    this.answered = true
    try {
      await patiently(() =>
        gateway.answerCallbackQuery({ callback_query_id: pressed.queryId, ...(text !== undefined && { text }) }),
      )
    } catch (error) {
      // A press that is some minutes old can no longer be answered; what it asked for is still shown.
      log.debug({ err: error }, 'a press could not be answered')
    }
  }
}

/** Waits out 429, 5xx and a network that is away, a few times. Throws what the last attempt threw. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (attempt === attempts || (error instanceof TelegramRefused && error.permanent)) throw error
      const asked = error instanceof TelegramRefused ? error.retryAfter : null
      const pauseMs = asked === null ? 500 * attempt : asked * 1000
      if (pauseMs > longestPauseMs) throw error
      await pause(pauseMs)
    }
  }
}
