import type { Db } from '../../db/types'

/** The one kind of event that a stranger's update may lead to, told apart from all others. */
const unreachable = 'business_events: buyer_unreachable'

/**
 * Tables that write down what came in. They may grow with what the drill sends and by nothing else, and no row that was
 * there before may change.
 */
export const recording: Readonly<Record<string, string>> = {
  inbound_updates: 'every update with the right secret, for 7 days',
  buyers: 'whoever writes to the bot for the first time',
  outbound_messages: 'questions that the bot asked, such as for a code',
  given_up_transactions: 'what Payme cancels before we have heard of it, for a day',
  [unreachable]: 'Telegram refuses what the bot says to somebody whom it does not know',
  wrong_codes: 'codes that do not exist, to slow down guessing',
}
/** The longest row that a stranger may make us keep: an update at its limit of 1 MB. */
export const longestRow = 1_100_000

export interface TableState {
  readonly longest: number
  /** How each begins, by its digest. */
  readonly rows: ReadonlyMap<string, string>
}

export type DatabaseState = ReadonlyMap<string, TableState>

/** Every row of every table, as digests. */
export async function databaseState(sql: Db): Promise<DatabaseState> {
  const tables = await sql<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`
  const parts = tables.flatMap(({ name }) =>
    name === 'business_events'
      ? [
          { name, from: sql`business_events t WHERE type <> 'buyer_unreachable'` },
          { name: unreachable, from: sql`business_events t WHERE type = 'buyer_unreachable'` },
        ]
      : [{ name, from: sql`${sql(name)} t` }],
  )
  const states = parts.map(async ({ name, from }): Promise<[string, TableState]> => {
    const rows = await sql<{ digest: string; length: number; begins: string }[]>`
      SELECT md5(t::text) AS digest, length(t::text) AS length, left(t::text, 400) AS begins FROM ${from}`
    const longest = rows.reduce((most, { length }) => Math.max(most, length), 0)
    return [name, { longest, rows: new Map(rows.map(({ digest, begins }) => [digest, begins])) }]
  })
  return new Map(await Promise.all(states))
}

export interface DatabaseChange {
  readonly table: string
  /** Rows that are there now and were not before. */
  readonly added: number
  /** One of them. */
  readonly example?: string
  /** Rows that were there before and are no more, or are not the same. */
  readonly lost: number
  readonly longest: number
}

/** What is not the same any more. */
export function changesBetween(before: DatabaseState, after: DatabaseState): DatabaseChange[] {
  return [...after].flatMap(([table, { rows, longest }]) => {
    const had = before.get(table)?.rows ?? new Map<string, string>()
    const added = [...rows].filter(([digest]) => !had.has(digest))
    const lost = [...had.keys()].filter((digest) => !rows.has(digest)).length
    if (added.length + lost === 0) return []
    return { table, added: added.length, ...(added[0] && { example: added[0][1] }), lost, longest }
  })
}

/** What of it nobody may do by sending bad input: one sentence each. */
export function faultsOfChanges(changes: readonly DatabaseChange[], sent: number): string[] {
  return changes.flatMap(({ table, added, example, lost, longest }) => {
    if (!(table in recording)) {
      const such = example === undefined ? '' : `, such as ${example}`
      return [`${table} has changed: ${added} rows are new${such}; ${lost} are lost or not the same`]
    }
    return [
      ...(lost > 0 ? [`${lost} rows of ${table} that were there before have changed`] : []),
      ...(added > sent ? [`${table} grew by ${added} rows for ${sent} requests`] : []),
      ...(longest > longestRow ? [`a row of ${table} is ${longest} characters long`] : []),
    ]
  })
}

/** Resolves when every update has been acted on or given up, and nothing has changed for a second. */
export async function whenQuiet(sql: Db, pause: (ms: number) => Promise<unknown>): Promise<DatabaseState> {
  for (const giveUp = Date.now() + 180_000; ;) {
    const before = await databaseState(sql)
    await pause(1_000)
    const after = await databaseState(sql)
    const open = await sql<{ number: bigint; error: string | null }[]>`
      SELECT update_id AS number, error FROM inbound_updates WHERE handled_at IS NULL AND abandoned_at IS NULL LIMIT 10`
    const changed = changesBetween(before, after)
    if (changed.length === 0 && open.length === 0) return after
    if (Date.now() > giveUp) {
      const why = [
        ...open.map(({ number, error }) => `update ${number}: ${error}`),
        ...changed.map(({ table }) => table),
      ]
      throw new Error(`the shop does not come to rest: ${why.join('; ')}`)
    }
  }
}
