import { questionOf, type Question } from '../../db/questions'
import type { StaffPermission } from '../../domain/staff'
import type { Scene } from './scene'
import { cancelByReply } from './staff/cancel'
import { judgeByReply } from './staff/judgements'
import { editByReply, planByReply } from './staff/plan-edits'
import { findByReply } from './staff/subscribers'
import { mayAsStaff } from './who'

export interface Reply {
  readonly repliedTo: number
  readonly messageId: number
  readonly text: string
}

/** Who may answer what. */
const may: Readonly<Record<Question['about'], StaffPermission>> = {
  cancel_order: 'cancel_order',
  find_subscriber: 'see_subscriptions',
  judge_subscriber: 'judge_subscriber',
  plan_field: 'edit_plans',
  new_plan: 'edit_plans',
}

/** A reply to a question of ours; false when the message answers something else, or is not this person's to answer. */
export async function answerReply(scene: Scene, reply: Reply): Promise<boolean> {
  if (!scene.who.staff) return false
  const { sql, businessId } = scene.shop
  const asked = { businessId, chatId: String(scene.chat.id), messageId: reply.repliedTo }
  const question = await questionOf(sql, asked)
  if (!question || !mayAsStaff(scene.who, may[question.about])) return false
  await answer(scene, question, reply)
  return true
}

function answer(scene: Scene, question: Question, reply: Reply): Promise<void> {
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
