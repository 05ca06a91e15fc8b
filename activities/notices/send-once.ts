import { ApplicationFailure } from '@temporalio/common'
import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import { claimOutbound, outboundFailed, outboundSent, type OutboundMessage } from '../../db/outbound-messages'
import type { Db } from '../../db/types'
import type { NoticeOutcome } from '../../domain/notices'
import { TelegramRefused } from '../../telegram/errors'
import type { Gateway } from '../../telegram/gateway'
import { messageOf, type Screen } from '../../telegram/screen'
import type { SendOutcome } from '../metrics'

export interface SendOnce {
  readonly sql: Db
  readonly gateway: Gateway
  readonly log: Logger
  /** Hears what became of this attempt. */
  readonly counted?: (outcome: SendOutcome) => void
}

/**
 * Sends a message that was not sent before under its key. What Telegram will never take is recorded with Telegram's
 * words; everything that passes is thrown for a retry (`telegram_busy`, `telegram_away`). Only a crash, or a longer
 * absence of Postgres, between Telegram's yes and our record of it can send twice: the Bot API knows no key of ours.
 */
export async function sendOnce(
  { sql, gateway, log, counted }: SendOnce,
  message: OutboundMessage,
  screen: Screen,
): Promise<Extract<NoticeOutcome, 'sent' | 'unreachable' | 'refused'>> {
  const earlier = await claimOutbound(sql, message)
  if (earlier !== 'sending') {
    counted?.('already_sent')
    return earlier
  }
  const { chatId } = message
  try {
    const { chatId: reached, messageId } = await send(gateway, chatId, screen)
    await untilNoted(() => outboundSent(sql, message, reached, messageId))
    counted?.('sent')
    return 'sent'
  } catch (error) {
    if (!(error instanceof TelegramRefused) || !error.permanent) {
      counted?.(error instanceof TelegramRefused && error.code === 429 ? 'rate_limited' : 'failed')
      throw asRetryable(error)
    }
    const state = error.unreachable ? 'unreachable' : 'refused'
    await outboundFailed(sql, message, state, error.message)
    counted?.(state)
    log.warn({ orderId: message.orderId, dedupeKey: message.dedupeKey, code: error.code, state }, error.message)
    return state
  }
}

const noteWithinMs = 10_000
const noteAgainMs = 500

/** Telegram has the message, so a database that is away for a moment is waited for; together with the call less than 30 s. */
async function untilNoted(note: () => Promise<void>): Promise<void> {
  for (const giveUp = Date.now() + noteWithinMs; ; await pause(noteAgainMs)) {
    try {
      return await note()
    } catch (error) {
      if (Date.now() > giveUp) throw error
    }
  }
}

/** A group that became a supergroup has a new id, which Telegram names in its refusal. */
async function send(gateway: Gateway, chatId: string, screen: Screen): Promise<{ chatId: string; messageId: number }> {
  const to = async (chat: string) => {
    const { message_id: messageId } = await gateway.sendMessage({ chat_id: chat, ...messageOf(screen) })
    return { chatId: chat, messageId }
  }
  try {
    return await to(chatId)
  } catch (error) {
    if (error instanceof TelegramRefused && error.answer.migratedTo !== null) return to(error.answer.migratedTo)
    throw error
  }
}

/** How Temporal should repeat a call that may succeed later. Bugs pass through as they are. */
export function asRetryable(error: unknown): unknown {
  if (error instanceof TelegramRefused) {
    // A token that Telegram does not know (401) waits for the operator; asking every second would not help.
    const seconds = error.retryAfter ?? (error.code < 500 ? 60 : null)
    return ApplicationFailure.create({
      type: 'telegram_busy',
      message: error.message,
      cause: error,
      ...(seconds !== null && { nextRetryDelay: seconds * 1000 }),
    })
  }
  if (error instanceof Error && error.name === 'TelegramUnreachable') {
    return ApplicationFailure.create({ type: 'telegram_away', message: error.message, cause: error })
  }
  return error
}
