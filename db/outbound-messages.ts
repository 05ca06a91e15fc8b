import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
import type { Notice } from '../domain/notices'
import { messageGivenUpAfter, waitsForPerson } from './stuck'
import type { Db, Tx } from './types'

export type OutboundState = 'sending' | 'sent' | 'unreachable' | 'refused'

export interface OutboundKey {
  readonly businessId: BusinessId
  readonly dedupeKey: string
}

export interface OutboundMessage extends OutboundKey {
  readonly chatId: string
  readonly orderId: OrderId | null
  readonly paymentId: PaymentId | null
  readonly hasButtons: boolean
  /** What it says; without it, it cannot be said once more. */
  readonly notice?: Notice
}

/** Notes that a message is about to be sent; answers what became of it before, `sending` if nothing yet. */
export async function claimOutbound(sql: Db | Tx, message: OutboundMessage): Promise<OutboundState> {
  const [row] = await sql<{ state: OutboundState }[]>`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, order_id, payment_id, has_buttons, notice)
    VALUES (${message.businessId}, ${message.dedupeKey}, ${message.chatId}, ${message.orderId}, ${message.paymentId},
            ${message.hasButtons}, ${message.notice ? sql.json(message.notice as never) : null})
    ON CONFLICT (business_id, dedupe_key) DO UPDATE SET notice = coalesce(outbound_messages.notice, excluded.notice)
    RETURNING state`
  if (!row) throw new Error(`no outbound row for ${message.dedupeKey}`)
  return row.state
}

/** What became of a message earlier; null when it was never begun. */
export async function outboundState(
  sql: Db | Tx,
  { businessId, dedupeKey }: OutboundKey,
): Promise<OutboundState | null> {
  const [row] = await sql<{ state: OutboundState }[]>`
    SELECT state FROM outbound_messages WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey}`
  return row?.state ?? null
}

export async function outboundSent(sql: Db | Tx, key: OutboundKey, chatId: string, messageId: number): Promise<void> {
  await sql`
    UPDATE outbound_messages SET state = 'sent', chat_id = ${chatId}, message_id = ${messageId}, error = NULL, sent_at = now()
    WHERE business_id = ${key.businessId} AND dedupe_key = ${key.dedupeKey}`
}

/** The message will never be sent; `error` is what Telegram said, for the operator. */
export async function outboundFailed(
  sql: Db | Tx,
  key: OutboundKey,
  state: Extract<OutboundState, 'unreachable' | 'refused'>,
  error: string,
): Promise<void> {
  await sql`
    UPDATE outbound_messages SET state = ${state}, error = ${error}, has_buttons = false
    WHERE business_id = ${key.businessId} AND dedupe_key = ${key.dedupeKey}`
}

/** A message that can, or cannot, be said once more. */
export interface SentBefore {
  readonly state: OutboundState
  readonly error: string | null
  readonly kind: Notice['kind'] | null
  /** Since it was begun, or begun anew. */
  readonly since: Date
  /** Nobody tries it any more, and it was not sent. */
  readonly mayBeResent: boolean
}

const isOver = (sql: Db | Tx, now: Date) => sql`
  notice IS NOT NULL AND (state IN ('refused', 'unreachable')
    OR (state = 'sending' AND coalesce(resent_at, created_at) < ${now}::timestamptz - ${messageGivenUpAfter}::interval))`

/** Null when there is no message of this key. */
export async function sentBefore(
  sql: Db | Tx,
  { businessId, dedupeKey }: OutboundKey,
  now: number,
): Promise<SentBefore | null> {
  const [row] = await sql<SentBefore[]>`
    SELECT state, error, notice ->> 'kind' AS kind, coalesce(resent_at, created_at) AS since,
           ${isOver(sql, new Date(now))} AS "mayBeResent"
    FROM outbound_messages WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey}`
  return row ?? null
}

/**
 * Makes a message that is over ready to be said once more; answers what it says, and null when it is not over. Asked again
 * with the same `now` it answers the same.
 */
export async function beginResend(
  sql: Db | Tx,
  { businessId, dedupeKey }: OutboundKey,
  now: number,
): Promise<Notice | null> {
  const at = new Date(now)
  const [row] = await sql<{ notice: Notice }[]>`
    UPDATE outbound_messages SET state = 'sending', error = NULL, resent_at = ${at}, dismissed_at = NULL,
      has_buttons = notice ->> 'kind' IN ('payment_due', 'payment_nudge')
    WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey}
      AND ((${isOver(sql, at)}) OR (state = 'sending' AND resent_at = ${at}))
    RETURNING notice`
  return row?.notice ?? null
}

/** Whether it waits for a person. */
export async function isMessageWaiting(sql: Db | Tx, { businessId, dedupeKey }: OutboundKey): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM outbound_messages m
    WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey} AND ${waitsForPerson(sql)}`
  return rows.length > 0
}

/** Nobody wants it to be sent any more. Answers whether it was waiting for a person. */
export async function dismissMessage(sql: Db | Tx, { businessId, dedupeKey }: OutboundKey): Promise<boolean> {
  const dismissed = await sql`
    UPDATE outbound_messages m SET dismissed_at = now()
    WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey} AND ${waitsForPerson(sql)}`
  return dismissed.count > 0
}

/** What was to be said once more is said to others now: nobody is addressed by this row. Answers whether it was so. */
export async function leaveUnsent(sql: Db | Tx, { businessId, dedupeKey }: OutboundKey): Promise<boolean> {
  const left = await sql`
    UPDATE outbound_messages SET state = 'refused', error = 'it is addressed to others now', has_buttons = false
    WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey} AND state = 'sending' AND resent_at IS NOT NULL`
  return left.count > 0
}

/** Messages about a payment that still show buttons. */
export async function messagesWithButtons(
  sql: Db | Tx,
  { businessId, paymentId }: { businessId: BusinessId; paymentId: PaymentId },
): Promise<{ dedupeKey: string; chatId: string; messageId: number }[]> {
  const rows = await sql<{ dedupe_key: string; chat_id: string; message_id: bigint }[]>`
    SELECT dedupe_key, chat_id, message_id FROM outbound_messages
    WHERE business_id = ${businessId} AND payment_id = ${paymentId} AND has_buttons AND message_id IS NOT NULL
    ORDER BY created_at`
  return rows.map((row) => ({ dedupeKey: row.dedupe_key, chatId: row.chat_id, messageId: Number(row.message_id) }))
}

export async function buttonsRetired(sql: Db | Tx, { businessId, dedupeKey }: OutboundKey): Promise<void> {
  await sql`
    UPDATE outbound_messages SET has_buttons = false
    WHERE business_id = ${businessId} AND dedupe_key = ${dedupeKey}`
}

/** Notes a pay screen that the bot showed, so that its buttons are taken away like those of other messages. */
export async function noteSentScreen(
  sql: Db | Tx,
  screen: {
    businessId: BusinessId
    chatId: string
    messageId: number
    orderId: OrderId | null
    paymentId: PaymentId
  },
): Promise<void> {
  const { businessId, chatId, messageId, orderId, paymentId } = screen
  await sql`
    INSERT INTO outbound_messages
      (business_id, dedupe_key, chat_id, order_id, payment_id, message_id, state, has_buttons, sent_at)
    VALUES (${businessId}, ${`screen/${chatId}/${messageId}`}, ${chatId}, ${orderId}, ${paymentId}, ${messageId}, 'sent',
            true, now())
    ON CONFLICT (business_id, dedupe_key) DO NOTHING`
}
