import { randomBytes } from 'node:crypto'
import { connect, type ConnectOptions } from '../../db/connect'
import type { Db } from '../../db/types'
import { ground } from './ground'

export interface FreshDatabase {
  readonly sql: Db
  /** For a process or a module that connects by itself. */
  readonly url: string
  /** A pool of its own, for the other side of a race. Ended by drop(). */
  connectAgain(options?: ConnectOptions): Db
  /** Ends every pool made here and removes the database. Call it in afterAll. */
  drop(): Promise<void>
}

/**
 * A database of one's own, with all migrations applied; or empty, for code that brings its own migrations.
 * Usual form: `beforeAll(async () => { database = await freshDatabase() })`, `afterAll(() => database.drop())`.
 */
export async function freshDatabase({ empty = false } = {}): Promise<FreshDatabase> {
  const { postgresUrl, templateDatabase } = ground()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(
    (admin) => admin`CREATE DATABASE ${admin(name)} TEMPLATE ${admin(empty ? 'template0' : templateDatabase)}`,
  )
  const url = Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href
  const pools: Db[] = []
  const connectAgain = (options: ConnectOptions = {}) => {
    const pool = connect(url, { max: 5, applicationName: 'test', ...options })
    pools.push(pool)
    return pool
  }
  return {
    sql: connectAgain(),
    url,
    connectAgain,
    async drop() {
      await Promise.all(pools.map((pool) => pool.end({ timeout: 2 })))
      await asAdmin((admin) => admin`DROP DATABASE IF EXISTS ${admin(name)} WITH (FORCE)`)
    },
  }
}

async function asAdmin<T>(work: (admin: Db) => Promise<T>): Promise<T> {
  const admin = connect(ground().postgresUrl, { max: 1 })
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

/** The next number of a sequence that all test files share; used to hand out Temporal namespaces. */
export async function nextNamespaceNumber(): Promise<number> {
  const [row] = await asAdmin((admin) => admin<{ value: bigint }[]>`SELECT nextval('namespaces_in_use') AS value`)
  return Number(row?.value)
}
