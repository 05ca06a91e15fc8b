import type { Judgement } from '../domain/buttons'
import type { BusinessId, OrderId, SubscriptionId } from '../domain/ids'
import type { PlanField } from '../domain/plan-edits'
import type { Db, Tx } from './types'

/** What a message of ours asks; a reply to it is the answer. */
export type Question =
  | { readonly about: 'cancel_order'; readonly orderId: OrderId }
  | { readonly about: 'find_subscriber' }
  | { readonly about: 'judge_subscriber'; readonly subscriptionId: SubscriptionId; readonly judgement: Judgement }
  | { readonly about: 'plan_field'; readonly planId: string; readonly field: PlanField }
  | { readonly about: 'new_plan' }
  /** A code for a new subscription; `plan` null: before one is chosen. */
  | { readonly about: 'code'; readonly plan: { readonly draft: string; readonly planId: string } | null }
  /** What a buyer has to say; `reopens`: the ticket it is about, which may be closed. */
  | { readonly about: 'ticket'; readonly reopens: number | null }
  | { readonly about: 'ticket_answer'; readonly ticket: number }

interface Asked {
  readonly businessId: BusinessId
  readonly chatId: string
  readonly messageId: number
}

const keyOf = ({ chatId, messageId }: Asked) => `question/${chatId}/${messageId}`
/** When there was only one question, why an order is cancelled, it was noted so. */
const oldKeyOf = ({ chatId, messageId }: Asked) => `cancel-reason/${chatId}/${messageId}`

export async function noteQuestion(
  sql: Db | Tx,
  { question, ...asked }: Asked & { question: Question },
): Promise<void> {
  await sql`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, order_id, message_id, state, question, sent_at)
    VALUES (${asked.businessId}, ${keyOf(asked)}, ${asked.chatId}, ${'orderId' in question ? question.orderId : null},
            ${asked.messageId}, 'sent', ${sql.json(question)}, now())
    ON CONFLICT (business_id, dedupe_key) DO NOTHING`
}

/** What a message asked; null for every message that asks nothing. */
export async function questionOf(sql: Db | Tx, asked: Asked): Promise<Question | null> {
  const [row] = await sql<{ question: Question }[]>`
    SELECT coalesce(question, jsonb_build_object('about', 'cancel_order', 'orderId', order_id)) AS question
    FROM outbound_messages
    WHERE business_id = ${asked.businessId} AND dedupe_key IN (${keyOf(asked)}, ${oldKeyOf(asked)})`
  return row?.question ?? null
}

/**
 * The newest question of a chat, if nobody has answered it and it was asked lately: what its person writes next may be
 * the answer, though it is not sent as a reply.
 */
export async function openQuestion(
  sql: Db | Tx,
  { businessId, chatId, withinMs }: { businessId: BusinessId; chatId: string; withinMs: number },
): Promise<{ readonly question: Question; readonly messageId: number } | null> {
  const [row] = await sql<{ question: Question; messageId: bigint; isOpen: boolean }[]>`
    SELECT question, message_id AS "messageId",
           answered_at IS NULL AND sent_at > now() - ${`${withinMs} milliseconds`}::interval AS "isOpen"
    FROM outbound_messages
    WHERE business_id = ${businessId} AND chat_id = ${chatId} AND question IS NOT NULL
    ORDER BY message_id DESC LIMIT 1`
  return row?.isOpen ? { question: row.question, messageId: Number(row.messageId) } : null
}

/** What is written from now on answers something else, unless it is a reply. */
export async function questionAnswered(sql: Db | Tx, asked: Asked): Promise<void> {
  await sql`
    UPDATE outbound_messages SET answered_at = now()
    WHERE business_id = ${asked.businessId} AND dedupe_key IN (${keyOf(asked)}, ${oldKeyOf(asked)}) AND answered_at IS NULL`
}
