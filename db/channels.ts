import type { BusinessId } from '../domain/ids'
import type { Db, Tx } from './types'

/** A private chat that subscriptions open. `chatId` names it for good; `currentChatId` is Telegram's id of it now. */
export interface Channel {
  readonly chatId: string
  readonly currentChatId: string
  readonly title: string
  readonly trouble: string | null
  readonly troubleSince: Date | null
}

const columns = (sql: Db | Tx) => sql`
  chat_id AS "chatId", coalesce(current_chat_id, chat_id) AS "currentChatId", title, trouble, trouble_since AS "troubleSince"`

/** The channel that Telegram calls so; null when the business has none. */
export async function channelOf(sql: Db | Tx, businessId: BusinessId, currentChatId: string): Promise<Channel | null> {
  const [row] = await sql<Channel[]>`
    SELECT ${columns(sql)} FROM channels
    WHERE business_id = ${businessId} AND coalesce(current_chat_id, chat_id) = ${currentChatId}`
  return row ?? null
}

export function channelsOf(sql: Db | Tx, businessId: BusinessId): Promise<Channel[]> {
  return sql<Channel[]>`SELECT ${columns(sql)} FROM channels WHERE business_id = ${businessId} ORDER BY title, chat_id`
}

/** A basic group has become a supergroup with another id. */
export async function channelMigrated(
  sql: Db | Tx,
  businessId: BusinessId,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await sql`
    UPDATE channels SET current_chat_id = ${to}
    WHERE business_id = ${businessId} AND coalesce(current_chat_id, chat_id) = ${from}`
}

/**
 * What keeps us from letting people in and out of a channel. Answers since when, so that the owner is told once of each
 * trouble; null: it was known before.
 */
export async function noteTrouble(
  sql: Db | Tx,
  { businessId, chatId, trouble, at }: { businessId: BusinessId; chatId: string; trouble: string; at: number },
): Promise<Date> {
  const [row] = await sql<{ since: Date }[]>`
    UPDATE channels SET trouble_since = CASE WHEN trouble IS NOT DISTINCT FROM ${trouble} THEN trouble_since ELSE ${new Date(at)} END,
      trouble = ${trouble}
    WHERE business_id = ${businessId} AND chat_id = ${chatId} RETURNING trouble_since AS since`
  if (!row) throw new Error(`no channel ${chatId} in ${businessId}`)
  return row.since
}

/** The bot can do its work there. Answers whether it could not before. */
export async function troubleOver(sql: Db | Tx, businessId: BusinessId, chatId: string): Promise<boolean> {
  const cleared = await sql`
    UPDATE channels SET trouble = NULL, trouble_since = NULL
    WHERE business_id = ${businessId} AND chat_id = ${chatId} AND trouble IS NOT NULL`
  return cleared.count > 0
}

/** The bot was put into a channel that the business does not use: whoever may can use it from now on. */
export async function offerChannel(
  sql: Db | Tx,
  { businessId, chatId, title, at }: { businessId: BusinessId; chatId: string; title: string; at: number },
): Promise<void> {
  await sql`
    INSERT INTO offered_channels (business_id, chat_id, title, offered_at)
    VALUES (${businessId}, ${chatId}, ${title}, ${new Date(at)})
    ON CONFLICT (business_id, chat_id) DO UPDATE SET title = excluded.title, offered_at = excluded.offered_at`
}

/** The bot is not there any more. */
export async function withdrawChannel(sql: Db | Tx, businessId: BusinessId, chatId: string): Promise<void> {
  await sql`DELETE FROM offered_channels WHERE business_id = ${businessId} AND chat_id = ${chatId}`
}

/** Uses an offered channel for subscriptions; null when it is not offered. Using it again answers the same. */
export function useChannel(
  sql: Db,
  { businessId, chatId, by, at }: { businessId: BusinessId; chatId: string; by: string; at: number },
): Promise<Channel | null> {
  return sql.begin(async (tx) => {
    await tx`
      INSERT INTO channels (business_id, chat_id, title, added_by, added_at)
      SELECT business_id, chat_id, title, ${by}, ${new Date(at)} FROM offered_channels
      WHERE business_id = ${businessId} AND chat_id = ${chatId}
      ON CONFLICT DO NOTHING`
    await withdrawChannel(tx, businessId, chatId)
    return channelOf(tx, businessId, chatId)
  })
}
