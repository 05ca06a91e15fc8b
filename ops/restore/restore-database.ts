import { connect } from '../../db/connect'
import { migrate } from '../../db/migrate'
import { createDatabase, databaseExists, dropDatabase, ownerOf, renameDatabase, swapDatabases } from '../../db/restores'
import type { Db } from '../../db/types'
import { stamp } from '../backup/manifest'
import { runTool } from '../backup/run-tool'
import type { Progress } from '../cache'

export interface RestoreWish {
  /** To a role that may create databases. */
  readonly adminUrl: string
  /** The database that is to have the dump's content; it may be missing. */
  readonly url: string
  readonly dumpPath: string
  readonly pgRestore: string
  /** The folder of its migrations, if it is not the shop's. */
  readonly migrations?: string
  /** Looks at what came out of the dump, and makes of it what this server needs. Nothing was replaced yet. */
  readonly prepare: (restored: Db) => Promise<void>
  readonly progress: Progress
}

/**
 * Brings a dump into a database of its own, and puts it in the place of the present one only when everything about it is
 * right. Answers under what name the present one is kept; null when there was none.
 */
export async function restoreDatabase(wish: RestoreWish): Promise<string | null> {
  const { adminUrl, url, dumpPath, pgRestore, progress } = wish
  const database = databaseIn(url)
  const at = stamp(new Date()).toLowerCase()
  const restored = `${database}_restoring_${at}`
  const admin = connect(adminUrl, { max: 1, applicationName: 'orderly-restore' })
  try {
    const before = await databaseExists(admin, database)
    await createDatabase(admin, restored, { like: database, user: userIn(url) })
    try {
      progress(`restoring into ${restored}`)
      await pourIn({ pgRestore, dumpPath, url: inDatabase(adminUrl, restored), role: await ownerOf(admin, restored) })
      await prepareRestored(wish, inDatabase(url, restored))
      const kept = `${database}_before_restore_${at}`
      if (before) await swapDatabases(admin, { database, restored, kept })
      else await renameDatabase(admin, restored, database)
      return before ? kept : null
    } catch (error) {
      await dropDatabase(admin, restored)
      throw error
    }
  } finally {
    await admin.end({ timeout: 2 })
  }
}

async function pourIn(pour: { pgRestore: string; dumpPath: string; url: string; role: string | null }): Promise<void> {
  const { pgRestore, dumpPath, url, role } = pour
  const whole = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', '--no-password']
  const target = [`--dbname=${databaseIn(url)}`, ...(role ? [`--role=${role}`] : [])]
  await runTool(pgRestore, [...whole, ...target, dumpPath], { url })
}

async function prepareRestored({ prepare, migrations, progress }: RestoreWish, url: string): Promise<void> {
  const sql = connect(url, { max: 1, applicationName: 'orderly-restore' })
  try {
    const { applied } = await migrate(sql, migrations)
    for (const name of applied) progress(`migration applied that the backup did not have: ${name}`)
    await prepare(sql)
  } finally {
    await sql.end({ timeout: 2 })
  }
}

const userIn = (url: string) => decodeURIComponent(new URL(url).username)
export const databaseIn = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1))
/** Whatever else two URLs say, they lead to the same database. */
export const isSameDatabase = (one: string, other: string) =>
  new URL(one).host === new URL(other).host && databaseIn(one) === databaseIn(other)
export const inDatabase = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: `/${encodeURIComponent(database)}` }).href
