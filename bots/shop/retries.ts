import { ZodError } from 'zod'
import type { StoredUpdate } from '../../db/inbound-updates'
import { TelegramRefused } from '../../telegram/errors'
import { StrangeMoney } from './telegram-money'

const minute = 60_000
/** Pauses before an update is tried again, ms; after the last, some seven minutes later, it is kept for the operator. */
const pausesMs = [1_000, 4_000, 15_000, minute, minute, minute, minute, minute, minute] as const
/** A press of an hour ago has been forgotten by the one who pressed, and whoever stood at a door has gone. */
const isOldAfterMs = 3_600_000
/** Telegram waits 10 s for the answer to a checkout. */
const checkoutPauseMs = 300
const longestMoneyPauseMs = 300_000

/**
 * When a failed update is tried again, ms; null to give it up. Money that has landed is tried for ever: only a payment
 * that nobody can find is left to the operator.
 */
export function retryDelay(update: StoredUpdate, error: unknown, now: number): number | null {
  if (error instanceof StrangeMoney || error instanceof ZodError) return null
  const age = now - update.receivedAt.getTime()
  const kind = kindOf(update.body)
  if (kind === 'money') return pausesMs[update.attempt - 1] ?? longestMoneyPauseMs
  // Telegram has given the checkout up, or never had it: no answer will be taken.
  if (kind === 'checkout' && error instanceof TelegramRefused && error.permanent) return null
  // Once it is too old to be answered, the next try says so, and it is over.
  if (kind === 'checkout') return checkoutPauseMs
  if (error instanceof TelegramRefused) {
    if (error.permanent) return null
    if (error.retryAfter !== null) return update.attempt <= pausesMs.length ? error.retryAfter * 1000 : null
  }
  if (age > isOldAfterMs) return null
  // Whoever asks to be let in cannot press once more, and Telegram does not say it again.
  return pausesMs[update.attempt - 1] ?? (kind === 'membership' ? minute : null)
}

const memberships = ['chat_join_request', 'chat_member', 'my_chat_member']

function kindOf(body: unknown): 'money' | 'checkout' | 'membership' | 'other' {
  const { pre_checkout_query: checkout, message } = body as { pre_checkout_query?: unknown; message?: object }
  if (checkout !== undefined) return 'checkout'
  if (memberships.some((name) => name in (body as object))) return 'membership'
  return message && ('successful_payment' in message || 'refunded_payment' in message) ? 'money' : 'other'
}
