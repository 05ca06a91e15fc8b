import { claimOutbound, outboundFailed, outboundSent, type OutboundMessage } from '../../db/outbound-messages'
import { TelegramRefused } from '../../telegram/errors'
import { messageOf, type Screen } from '../../telegram/screen'
import type { ShopDeps } from './deps'

export type SendOutcome =
  /** `messageId` is null when it had been sent before. */
  { readonly state: 'sent'; readonly messageId: number | null } | { readonly state: 'unreachable' | 'refused' }

/**
 * Sends a message that was not sent before under its key. What Telegram will never take is recorded; what may pass is
 * thrown, and the update that wanted the message is tried again.
 */
export async function sendOnce(
  { sql, gateway, log }: Pick<ShopDeps, 'sql' | 'gateway' | 'log'>,
  message: Omit<OutboundMessage, 'hasButtons'>,
  screen: Screen,
): Promise<SendOutcome> {
  const earlier = await claimOutbound(sql, { ...message, hasButtons: false })
  if (earlier === 'sent') return { state: 'sent', messageId: null }
  if (earlier !== 'sending') return { state: earlier }
  const { chatId, dedupeKey } = message
  try {
    const { message_id: messageId } = await gateway.sendMessage({ chat_id: chatId, ...messageOf(screen) })
    await outboundSent(sql, message, chatId, messageId)
    return { state: 'sent', messageId }
  } catch (error) {
    if (!(error instanceof TelegramRefused) || !error.permanent) throw error
    const state = error.unreachable ? 'unreachable' : 'refused'
    await outboundFailed(sql, message, state, error.message)
    log.warn({ dedupeKey, code: error.code, state }, error.message)
    return { state }
  }
}
