import postgres from 'postgres'
import type { Db } from './types'

export interface ConnectOptions {
  /** Connections in the pool; 10 if not set. */
  readonly max?: number
  /** Shown in pg_stat_activity, so that an operator can tell whose query waits. */
  readonly applicationName?: string
}

/**
 * Opens a pool (lazily: nothing is sent before the first query). Names of columns are left as they are.
 * A query that waits for a lock longer than 8 s fails: Payme and Telegram give up at 10 s anyway.
 */
export function connect(url: string, { max = 10, applicationName = 'orderly' }: ConnectOptions = {}): Db {
  return postgres(url, {
    max,
    types: { bigint: postgres.BigInt },
    connect_timeout: 10,
    idle_timeout: 60,
    max_lifetime: 60 * 60,
    onnotice: () => undefined,
    connection: {
      application_name: applicationName,
      statement_timeout: 30_000,
      lock_timeout: 8_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  })
}
