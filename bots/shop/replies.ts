import { askedFor } from '../../db/asked-replies'
import { enterCode } from './screens/codes'
import { writeToShop } from './screens/support'
import type { Scene } from './scene'
import { cancelByReply } from './staff/cancel'
import { answerTicket } from './staff/tickets'

export interface Reply {
  /** The message that is answered. */
  readonly to: number
  /** Null: a picture, a sticker. */
  readonly text: string | null
  /** Names this message: an update that comes twice says the same thing once. */
  readonly source: string
}

/** A reply to a question of the bot; false when the message answers something else. */
export async function answerReply(scene: Scene, reply: Reply): Promise<boolean> {
  if (reply.text !== null && (await cancelByReply(scene, reply.to, reply.text))) return true
  const { sql, businessId } = scene.shop
  const asked = await askedFor(sql, { businessId, chatId: String(scene.chat.id), messageId: reply.to })
  if (!asked) return false
  switch (asked.kind) {
    case 'code':
      await enterCode(scene, asked.plan, reply.text ?? '')
      return true
    case 'ticket':
      await writeToShop(scene, asked.reopens, reply)
      return true
    case 'ticket_answer':
      await answerTicket(scene, asked.ticket, reply)
      return true
  }
}
