import { noteQuestion, type Question } from '../../../db/questions'
import { storableText } from '../../../domain/storable-text'
import type { Screen } from '../../../telegram/screen'
import type { Scene } from '../scene'

/** Sends a question to staff; what is an answer to it, and who may give it, is in replies.ts. */
export async function askQuestion(scene: Scene, screen: Screen, question: Question): Promise<void> {
  const { shop, chat } = scene
  const messageId = await scene.show(screen)
  await noteQuestion(shop.sql, { businessId: shop.businessId, chatId: String(chat.id), messageId, question })
}

const reasonLimit = 300

/** A reason as a person wrote it. A single word would look like one of our own reasons; see reasonIn. */
export function writtenReason(text: string): string {
  const reason = storableText(text.replace(/\s+/g, ' ').trim().slice(0, reasonLimit))
  return /^\w+$/.test(reason) ? `${reason}.` : reason
}
