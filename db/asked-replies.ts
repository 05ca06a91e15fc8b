import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

/** What a message of the bot asked for, to be answered by a reply to it. */
export type Asked =
  /** A code for a new subscription; `plan` null: before one is chosen. */
  | { readonly kind: 'code'; readonly plan: { readonly draft: string; readonly planId: string } | null }
  /** What a buyer has to say; `reopens`: the ticket it is about, which may be closed. */
  | { readonly kind: 'ticket'; readonly reopens: number | null }
  /** What staff answer. */
  | { readonly kind: 'ticket_answer'; readonly ticket: number }

export interface AskedKey {
  readonly businessId: BusinessId
  readonly chatId: string
  readonly messageId: number
}

export async function noteAsked(sql: Db, { businessId, chatId, messageId }: AskedKey, about: Asked): Promise<void> {
  await sql`
    INSERT INTO asked_replies (business_id, chat_id, message_id, about)
    VALUES (${businessId}, ${chatId}, ${messageId}, ${sql.json(about)})
    ON CONFLICT (business_id, chat_id, message_id) DO NOTHING`
}

/** What the message asked for; null for every message that asked nothing. */
export async function askedFor(sql: Db, { businessId, chatId, messageId }: AskedKey): Promise<Asked | null> {
  const [row] = await sql<{ about: Asked }[]>`
    SELECT about FROM asked_replies
    WHERE business_id = ${businessId} AND chat_id = ${chatId} AND message_id = ${messageId}`
  return row?.about ?? null
}
