import { openQuestion, questionAnswered, questionOf, type Question } from '../../db/questions'
import type { StaffPermission } from '../../domain/staff'
import { enterCode } from './screens/codes'
import { writeToShop } from './screens/support'
import type { Scene } from './scene'
import { cancelByReply } from './staff/cancel'
import { judgeByReply } from './staff/judgements'
import { editByReply, planByReply } from './staff/plan-edits'
import { findByReply } from './staff/subscribers'
import { answerTicket } from './staff/tickets'
import { mayAsStaff } from './who'

export interface Reply {
  /** Null: it is not sent as a reply. */
  readonly repliedTo: number | null
  readonly messageId: number
  /** Null: a picture, a sticker. */
  readonly text: string | null
}

/** Who may answer what. */
export const mayBeAnsweredBy: Readonly<Record<Question['about'], StaffPermission | 'buyer'>> = {
  cancel_order: 'cancel_order',
  find_subscriber: 'see_subscriptions',
  judge_subscriber: 'judge_subscriber',
  plan_field: 'edit_plans',
  new_plan: 'edit_plans',
  code: 'buyer',
  ticket: 'buyer',
  ticket_answer: 'serve_subscriber',
}

/** What is done by a word that was perhaps meant for something else, and can be put right by another. */
const needsNoReply: readonly Question['about'][] = ['find_subscriber', 'plan_field', 'new_plan', 'code', 'ticket']
const openForMs = 600_000

/**
 * An answer to a question of ours; false when the message answers something else, or is not this person's to answer. An
 * answer that ends something has to be a reply; others may simply be written next, in private.
 */
export async function answerReply(scene: Scene, reply: Reply): Promise<boolean> {
  if (reply.text?.startsWith('/')) return false
  const asked = reply.repliedTo === null ? await askedLast(scene) : await askedIn(scene, reply.repliedTo)
  if (!asked || !mayAnswer(scene, asked.question)) return false
  if (!(await answer(scene, asked.question, reply))) return false
  const { businessId, sql } = scene.shop
  await questionAnswered(sql, { businessId, chatId: String(scene.chat.id), messageId: asked.messageId })
  return true
}

function mayAnswer({ who }: Scene, { about }: Question): boolean {
  const permission = mayBeAnsweredBy[about]
  return permission === 'buyer' ? who.buyer !== null : mayAsStaff(who, permission)
}

interface Asked {
  readonly question: Question
  readonly messageId: number
}

async function askedIn({ shop, chat }: Scene, messageId: number): Promise<Asked | null> {
  const question = await questionOf(shop.sql, { businessId: shop.businessId, chatId: String(chat.id), messageId })
  return question && { question, messageId }
}

async function askedLast({ shop, chat }: Scene): Promise<Asked | null> {
  if (!chat.isPrivate) return null
  const { sql, businessId } = shop
  const asked = await openQuestion(sql, { businessId, chatId: String(chat.id), withinMs: openForMs })
  return asked && needsNoReply.includes(asked.question.about) ? asked : null
}

/** False when it has no words for this question. */
async function answer(scene: Scene, question: Question, { messageId, text }: Reply): Promise<boolean> {
  // Names this message: an update that comes twice says the same thing once.
  const said = { text, source: `${scene.chat.id}/${messageId}` }
  if (question.about === 'ticket') await writeToShop(scene, question.reopens, said)
  else if (question.about === 'ticket_answer') await answerTicket(scene, question.ticket, said)
  else if (question.about === 'code') await enterCode(scene, question.plan, text ?? '')
  else if (text === null) return false
  else await answerInWords(scene, question, { messageId, text })
  return true
}

type InWords = Exclude<Question, { about: 'ticket' | 'ticket_answer' | 'code' }>

function answerInWords(scene: Scene, question: InWords, reply: { messageId: number; text: string }): Promise<void> {
  switch (question.about) {
    case 'cancel_order':
      return cancelByReply(scene, question.orderId, reply.text)
    case 'find_subscriber':
      return findByReply(scene, reply.text)
    case 'judge_subscriber':
      return judgeByReply(scene, question, reply.text)
    case 'plan_field':
      return editByReply(scene, question, reply.text)
    case 'new_plan':
      return planByReply(scene, reply)
  }
}
