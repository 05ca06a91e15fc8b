import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db, Tx } from './types'

const defaultFolder = join(__dirname, 'migrations')
const fileName = /^\d{4}_[a-z0-9_]+\.sql$/
/** Any fixed number will do, as long as nothing else in the database takes the same advisory lock. */
const migrationLock = 7_203_115_401n

/** The folder and the database disagree in a way that must not be papered over. */
export class MigrationRefused extends Error {
  readonly code = 'migration_refused'
  constructor(
    readonly file: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem}`, options)
  }
}

interface Migration {
  readonly name: string
  readonly checksum: string
  readonly text: string
}
interface Applied {
  readonly name: string
  readonly checksum: string
}

/**
 * Brings the database up to the newest `NNNN_name.sql` of the folder, each file in a transaction of its own.
 * Safe to call from several processes at once: they take turns file by file.
 * Returns the names applied by this call. Throws {@link MigrationRefused} for an edited, missing, misnamed or
 * out-of-order file, and for a file that Postgres rejects; the database then stands at the file before it.
 */
export async function migrate(sql: Db, folder = defaultFolder): Promise<{ applied: string[] }> {
  const files = await readMigrations(folder)
  const applied: string[] = []
  for (;;) {
    const name = await sql.begin((tx) => applyNext(tx, files))
    if (name === undefined) return { applied }
    applied.push(name)
  }
}

/** The files of the folder that the database has not seen yet. Reads only; used by readiness checks. */
export async function pendingMigrations(sql: Db, folder = defaultFolder): Promise<string[]> {
  const files = await readMigrations(folder)
  const [exists] = await sql<{ present: boolean }[]>`SELECT to_regclass('schema_migrations') IS NOT NULL AS present`
  const done = exists?.present ? await sql<{ name: string }[]>`SELECT name FROM schema_migrations` : []
  const names = new Set(done.map((row) => row.name))
  return files.filter((file) => !names.has(file.name)).map((file) => file.name)
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const numbers = new Map<string, string>()
  for (const name of names) {
    if (!fileName.test(name)) throw new MigrationRefused(name, 'name it NNNN_what_it_does.sql, in lower case')
    const twin = numbers.get(name.slice(0, 4))
    if (twin) throw new MigrationRefused(name, `has the same number as ${twin}; give it the next free one`)
    numbers.set(name.slice(0, 4), name)
  }
  return Promise.all(
    names.map(async (name) => {
      // A checkout with CRLF line ends is the same migration.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function applyNext(tx: Tx, files: readonly Migration[]): Promise<string | undefined> {
  // Held until the transaction ends, so another process sees this file as applied or not at all. Waiting for the other
  // process is the normal case here, however long its file takes.
  await tx`SET LOCAL lock_timeout = 0`
  await tx`SET LOCAL statement_timeout = 0`
  await tx`SELECT pg_advisory_xact_lock(${migrationLock})`
  await tx`CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`
  const done = await tx<Applied[]>`SELECT name, checksum FROM schema_migrations ORDER BY name`
  const next = nextMigration(files, done)
  if (!next) return undefined
  try {
    await tx.unsafe(next.text).simple()
  } catch (error) {
    throw new MigrationRefused(next.name, `Postgres refused it: ${describe(error, next.text)}`, { cause: error })
  }
  await tx`INSERT INTO schema_migrations (name, checksum) VALUES (${next.name}, ${next.checksum})`
  return next.name
}

function nextMigration(files: readonly Migration[], done: readonly Applied[]): Migration | undefined {
  const byName = new Map(files.map((file) => [file.name, file]))
  for (const { name, checksum } of done) {
    const file = byName.get(name)
    if (!file) {
      throw new MigrationRefused(
        name,
        'was applied to this database but is not in the folder; is this an older version?',
      )
    }
    if (file.checksum !== checksum) {
      throw new MigrationRefused(name, 'was edited after it had been applied; put it back and write a new migration')
    }
  }
  const names = new Set(done.map((row) => row.name))
  const next = files.find((file) => !names.has(file.name))
  const last = done.at(-1)
  if (next && last && next.name < last.name) {
    throw new MigrationRefused(next.name, `comes before ${last.name}, which is already applied; give it a later number`)
  }
  return next
}

/** Postgres reports a position in the text; people look for a line. */
function describe(error: unknown, text: string): string {
  if (!(error instanceof Error)) return String(error)
  const position = 'position' in error ? Number(error.position) : Number.NaN
  if (!Number.isInteger(position)) return error.message
  return `${error.message} (line ${text.slice(0, position).split('\n').length})`
}
