import type { Db, Tx } from './types'

/** An update of Telegram as it was stored. */
export interface StoredUpdate {
  readonly updateId: number
  readonly body: unknown
  readonly receivedAt: Date
  /** How many times its handling has begun, this one included. */
  readonly attempt: number
}

export interface IncomingUpdate {
  readonly updateId: number
  /** Updates of one queue are handled one at a time, in order. */
  readonly queue: string
  readonly body: unknown
}

/** Keeps updates before anything is done about them; those that were kept before are left alone. Answers how many are new. */
export async function storeUpdates(sql: Db | Tx, botId: string, updates: readonly IncomingUpdate[]): Promise<number> {
  if (updates.length === 0) return 0
  const rows = updates.map(({ updateId, queue, body }) => ({
    bot_id: botId,
    update_id: updateId,
    queue,
    body: sql.json(body as never),
    // By the clock of this process, which later asks how old a checkout is.
    received_at: new Date(),
  }))
  const stored = await sql`INSERT INTO inbound_updates ${sql(rows)} ON CONFLICT (bot_id, update_id) DO NOTHING`
  return stored.count
}

/**
 * Takes up to `limit` updates to work on, at most one of each queue and none of a queue that somebody works on now.
 * The lock on the bot keeps two copies of the process from taking two updates of one queue at the same moment.
 */
export function claimUpdates(
  sql: Db,
  { botId, limit, leaseMs }: { botId: string; limit: number; leaseMs: number },
): Promise<StoredUpdate[]> {
  return sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(hashtextextended(${`inbound:${botId}`}, 0))`
    const rows = await tx<{ update_id: bigint; body: unknown; received_at: Date; attempts: number }[]>`
      WITH next AS (
        SELECT DISTINCT ON (u.queue) u.update_id FROM inbound_updates u
        WHERE u.bot_id = ${botId} AND u.handled_at IS NULL AND u.abandoned_at IS NULL
          AND (u.claimed_until IS NULL OR u.claimed_until <= now()) AND (u.retry_at IS NULL OR u.retry_at <= now())
          AND NOT EXISTS (
            SELECT 1 FROM inbound_updates busy
            WHERE busy.bot_id = u.bot_id AND busy.queue = u.queue AND busy.handled_at IS NULL
              AND busy.abandoned_at IS NULL AND busy.claimed_until > now())
        ORDER BY u.queue, u.update_id)
      UPDATE inbound_updates SET attempts = attempts + 1, claimed_until = now() + ${leaseMs} * interval '1 millisecond'
      WHERE bot_id = ${botId} AND update_id IN (SELECT update_id FROM next ORDER BY update_id LIMIT ${limit})
      RETURNING update_id, body, received_at, attempts`
    return rows
      .map((row) => ({
        updateId: Number(row.update_id),
        body: row.body,
        receivedAt: row.received_at,
        attempt: row.attempts,
      }))
      .sort((a, b) => a.updateId - b.updateId)
  })
}

export interface UpdateKey {
  readonly botId: string
  readonly updateId: number
}

export async function updateHandled(sql: Db | Tx, { botId, updateId }: UpdateKey): Promise<void> {
  await sql`
    UPDATE inbound_updates SET handled_at = now(), claimed_until = NULL, retry_at = NULL, error = NULL
    WHERE bot_id = ${botId} AND update_id = ${updateId}`
}

/** Handling failed: tried again after `retryInMs`, or with null kept for the operator and left. */
export async function updateFailed(
  sql: Db | Tx,
  { botId, updateId }: UpdateKey,
  { error, retryInMs }: { error: string; retryInMs: number | null },
): Promise<void> {
  await sql`
    UPDATE inbound_updates SET error = ${error.slice(0, 2000)}, claimed_until = NULL,
      retry_at = now() + ${retryInMs} * interval '1 millisecond',
      abandoned_at = ${retryInMs === null ? sql`now()` : null}
    WHERE bot_id = ${botId} AND update_id = ${updateId}`
}

export interface FateOfUpdate {
  readonly receivedAt: Date
  readonly handled: boolean
  readonly abandoned: boolean
  /** Given up, and no operator has looked into it. */
  readonly listed: boolean
  readonly attempts: number
  readonly error: string | null
}

/** What became of an update; null when there is none. */
export async function fateOfUpdate(sql: Db | Tx, { botId, updateId }: UpdateKey): Promise<FateOfUpdate | null> {
  const [row] = await sql<FateOfUpdate[]>`
    SELECT received_at AS "receivedAt", handled_at IS NOT NULL AS handled, abandoned_at IS NOT NULL AS abandoned,
           abandoned_at IS NOT NULL AND dismissed_at IS NULL AS listed, attempts, error
    FROM inbound_updates WHERE bot_id = ${botId} AND update_id = ${updateId}`
  return row ?? null
}

/** Has an update that was given up acted on again. Answers whether it had been given up. */
export async function takeUpAgain(sql: Db | Tx, { botId, updateId }: UpdateKey): Promise<boolean> {
  const taken = await sql`
    UPDATE inbound_updates SET abandoned_at = NULL, retry_at = NULL, dismissed_at = NULL
    WHERE bot_id = ${botId} AND update_id = ${updateId} AND abandoned_at IS NOT NULL AND handled_at IS NULL`
  return taken.count > 0
}

/** It stays given up, and an operator knows it. Answers whether it was waiting for a person. */
export async function dismissUpdate(sql: Db | Tx, { botId, updateId }: UpdateKey): Promise<boolean> {
  const dismissed = await sql`
    UPDATE inbound_updates SET dismissed_at = now()
    WHERE bot_id = ${botId} AND update_id = ${updateId} AND abandoned_at IS NOT NULL AND dismissed_at IS NULL`
  return dismissed.count > 0
}

/** Forgets what people wrote once it has been dealt with. What was given up stays for the operator. */
export async function forgetHandledUpdates(sql: Db | Tx, botId: string, olderThanDays: number): Promise<number> {
  const gone = await sql`
    DELETE FROM inbound_updates
    WHERE bot_id = ${botId} AND handled_at < now() - ${olderThanDays} * interval '1 day'`
  return gone.count
}
