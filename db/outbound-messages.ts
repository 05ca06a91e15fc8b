import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
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
}

/** Notes that a message is about to be sent; answers what became of it before, `sending` if nothing yet. */
export async function claimOutbound(sql: Db | Tx, message: OutboundMessage): Promise<OutboundState> {
  const [row] = await sql<{ state: OutboundState }[]>`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, order_id, payment_id, has_buttons)
    VALUES (${message.businessId}, ${message.dedupeKey}, ${message.chatId}, ${message.orderId}, ${message.paymentId},
            ${message.hasButtons})
    ON CONFLICT (business_id, dedupe_key) DO UPDATE SET chat_id = outbound_messages.chat_id
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
