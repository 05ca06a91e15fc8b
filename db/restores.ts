import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

/** Of whom else a database is in use, by the name they gave. */
export async function othersConnectedTo(admin: Db, database: string): Promise<{ name: string; count: number }[]> {
  return await admin<{ name: string; count: number }[]>`
    SELECT coalesce(nullif(application_name, ''), usename, 'unknown') AS name, count(*)::int AS count
    FROM pg_stat_activity WHERE datname = ${database} AND pid <> pg_backend_pid() AND backend_type = 'client backend'
    GROUP BY 1 ORDER BY 1`
}

export async function databaseExists(admin: Db, database: string): Promise<boolean> {
  const rows = await admin`SELECT 1 FROM pg_database WHERE datname = ${database}`
  return rows.length > 0
}

/**
 * An empty database of the same owner as `like`, which strangers may enter only if they may enter `like`. Where that does
 * not exist: of `user`, and closed to strangers.
 */
export async function createDatabase(
  admin: Db,
  name: string,
  { like, user }: { like: string; user: string },
): Promise<void> {
  const [model = { owner: user, open: false }] = await admin<{ owner: string; open: boolean }[]>`
    SELECT pg_get_userbyid(datdba) AS owner, has_database_privilege('public', oid, 'CONNECT') AS open
    FROM pg_database WHERE datname = ${like}`
  await admin`CREATE DATABASE ${admin(name)} TEMPLATE template0`
  if (!model.open) await admin`REVOKE CONNECT ON DATABASE ${admin(name)} FROM PUBLIC`
  await admin`ALTER DATABASE ${admin(name)} OWNER TO ${admin(model.owner)}`
}

/** Who owns a database: what is restored into it has to be theirs. */
export async function ownerOf(admin: Db, database: string): Promise<string | null> {
  const [row] = await admin<{ owner: string }[]>`
    SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = ${database}`
  return row?.owner ?? null
}

export async function dropDatabase(admin: Db, name: string): Promise<void> {
  await admin`DROP DATABASE IF EXISTS ${admin(name)} WITH (FORCE)`
}

/**
 * `restored` takes the place of `database`, which is kept as `kept`. Both happen or neither; whoever is connected is cut
 * off, and cannot come back in between.
 */
export async function swapDatabases(
  admin: Db,
  { database, restored, kept }: { database: string; restored: string; kept: string },
): Promise<void> {
  await admin`ALTER DATABASE ${admin(database)} WITH ALLOW_CONNECTIONS false`
  try {
    await endConnections(admin, database)
    await admin.begin(async (tx) => {
      await tx`ALTER DATABASE ${tx(database)} RENAME TO ${tx(kept)}`
      await tx`ALTER DATABASE ${tx(restored)} RENAME TO ${tx(database)}`
    })
  } catch (error) {
    await admin`ALTER DATABASE ${admin(database)} WITH ALLOW_CONNECTIONS true`
    throw error
  }
  // It has taken place: this is no reason to call it failed.
  await admin`ALTER DATABASE ${admin(kept)} WITH ALLOW_CONNECTIONS true`.catch(() => undefined)
}

export async function renameDatabase(admin: Db, name: string, to: string): Promise<void> {
  await admin`ALTER DATABASE ${admin(name)} RENAME TO ${admin(to)}`
}

/** Ends every connection, and waits until the server has let go of them. */
async function endConnections(admin: Db, database: string): Promise<void> {
  await admin`
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ${database} AND pid <> pg_backend_pid()`
}

/**
 * The feed lists what transactions below the oldest open one have told. Another server counts its transactions from its
 * own beginning, and would hide what a dump brought for as long as it takes to get there. Answers whether they were
 * renumbered.
 */
export async function makeFeedReadable(sql: Db): Promise<boolean> {
  return sql.begin(async (tx) => {
    await tx`SET LOCAL statement_timeout = 0`
    const changed = await tx`
      UPDATE business_events SET tx = '1'
      WHERE EXISTS (SELECT 1 FROM business_events WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()))`
    return changed.count > 0
  })
}

/** Numbers that people and providers were given after the moment a backup holds. */
export interface NumbersGiven {
  /** The last one of every business in the database. */
  readonly orderNumbers: ReadonlyMap<BusinessId, number>
  readonly transactionId: bigint
}

type Row = Readonly<Record<string, unknown>>

/** What a database knows that no backup of it may lose. */
export interface Knowledge extends NumbersGiven {
  readonly actions: readonly Row[]
  /** What a bot was told and has not acted on, or could not: Telegram does not say it again. */
  readonly updates: readonly Row[]
}

export async function knowledgeOf(sql: Db): Promise<Knowledge> {
  const numbers = await sql<{ id: BusinessId; last: number }[]>`SELECT id, last_order_number AS last FROM businesses`
  const [row] = await sql<{ transactionId: bigint }[]>`
    SELECT last_value::bigint AS "transactionId" FROM provider_transactions_our_id_seq`
  const actions = await sql<Row[]>`SELECT * FROM operator_actions ORDER BY number`
  const updates = await sql<Row[]>`SELECT * FROM inbound_updates WHERE handled_at IS NULL`
  return { ...row!, orderNumbers: new Map(numbers.map(({ id, last }) => [id, last])), actions, updates }
}

/**
 * No number is given twice: an account like `1042D` that a buyer still has in a pay page would lead to the order of
 * somebody else.
 */
export async function skipNumbers(sql: Db, { orderNumbers, transactionId }: NumbersGiven): Promise<void> {
  for (const [businessId, last] of orderNumbers) {
    await sql`
      UPDATE businesses SET last_order_number = greatest(last_order_number, ${last}) WHERE id = ${businessId}`
  }
  await sql`
    SELECT setval('provider_transactions_our_id_seq', greatest(last_value, ${transactionId.toString()}::bigint))
    FROM provider_transactions_our_id_seq`
}

/** What operators did after the backup stays written down. */
export async function keepActions(sql: Db, { actions }: Pick<Knowledge, 'actions'>): Promise<void> {
  for (const action of actions) {
    await sql`
      INSERT INTO operator_actions OVERRIDING SYSTEM VALUE
      SELECT * FROM jsonb_populate_record(NULL::operator_actions, ${sql.json(asJson(action))})
      ON CONFLICT (number) DO UPDATE SET ended_at = excluded.ended_at, error = excluded.error`
  }
  await sql`
    SELECT setval(pg_get_serial_sequence('operator_actions', 'number'), greatest(max(number), 1)) FROM operator_actions`
}

/** What Telegram told a bot after the backup, and nobody has acted on: it may be money. What an operator has left stays left. */
export async function keepUpdates(sql: Db, { updates }: Pick<Knowledge, 'updates'>): Promise<void> {
  for (const update of updates) {
    await sql`
      INSERT INTO inbound_updates
      SELECT * FROM jsonb_populate_record(NULL::inbound_updates, ${sql.json(asJson(update))})
      ON CONFLICT (bot_id, update_id)
      DO UPDATE SET dismissed_at = coalesce(inbound_updates.dismissed_at, excluded.dismissed_at)`
  }
}

const asJson = (row: Row) =>
  JSON.parse(
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ) as never

/** Whether this database was restored, and nobody has compared it with the workflows since. */
export async function awaitsComparison(sql: Db): Promise<boolean> {
  const [row] = await sql<{ awaits: boolean }[]>`
    SELECT coalesce(max(number) FILTER (WHERE action = 'restore' AND target = current_database()), 0)
         > coalesce(max(number) FILTER (WHERE action = 'compare'), 0) AS awaits
    FROM operator_actions WHERE action IN ('restore', 'compare') AND ended_at IS NOT NULL AND error IS NULL`
  return row!.awaits
}

/** The moment that the newest restore of this database, with all its businesses, went back to; null when there was none. */
export async function restoredTo(sql: Db): Promise<Date | null> {
  const [row] = await sql<{ at: Date }[]>`
    SELECT (details ->> 'takenAt')::timestamptz AS at FROM operator_actions
    WHERE action = 'restore' AND target = current_database()
      AND ended_at IS NOT NULL AND error IS NULL
    ORDER BY number DESC LIMIT 1`
  return row?.at ?? null
}
