import { connect } from './connect'
import type { Db, Tx } from './types'

/** The state of a database at one moment, which pg_dump can be told to dump. */
export interface Moment {
  /** Names the moment to pg_dump; good until the transaction ends. */
  readonly snapshot: string
  readonly at: Date
  readonly database: string
  readonly serverVersion: string
  readonly serverMajor: number
  readonly migrations: string[]
}

/**
 * Holds a database at one moment while `work` is done: what pg_dump writes and what we count is then the same. The
 * transaction only reads, so that it holds up nobody, the event feed included.
 */
export async function atOneMoment<T>(url: string, work: (tx: Tx, moment: Moment) => Promise<T>): Promise<T> {
  const sql = connect(url, { max: 1, applicationName: 'orderly-backup' })
  try {
    return (await sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (tx) => {
      await tx`SET LOCAL idle_in_transaction_session_timeout = 0`
      await tx`SET LOCAL statement_timeout = 0`
      return work(tx, await momentOf(tx))
    })) as T
  } finally {
    await sql.end({ timeout: 2 })
  }
}

async function momentOf(tx: Tx): Promise<Moment> {
  const [row] = await tx<Omit<Moment, 'migrations'>[]>`
    SELECT pg_export_snapshot() AS snapshot, now() AS at, current_database() AS database,
           current_setting('server_version') AS "serverVersion",
           current_setting('server_version_num')::int / 10000 AS "serverMajor"`
  const migrations = await tx<{ name: string }[]>`SELECT name FROM schema_migrations ORDER BY name`
  return { ...row!, migrations: migrations.map(({ name }) => name) }
}

/** How much a database of the shop holds. */
export interface Holdings {
  /** The last transaction that told an event. */
  readonly feedAt: string
  readonly orders: number
  readonly subscriptions: number
  readonly entries: number
}

export async function holdingsOf(tx: Db | Tx): Promise<Holdings> {
  const [row] = await tx<Holdings[]>`
    SELECT (SELECT coalesce(max(tx::text::numeric), 0)::text FROM business_events) AS "feedAt",
           (SELECT count(*)::int FROM orders) AS orders,
           (SELECT count(*)::int FROM subscriptions) AS subscriptions,
           (SELECT count(*)::int FROM payment_entries) AS entries`
  return { ...row! }
}
