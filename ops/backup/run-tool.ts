import { spawn } from 'node:child_process'

/** A tool of Postgres did not do its work; the message is what it said. */
export class ToolFailed extends Error {
  readonly code = 'tool_failed'
}

/**
 * Runs pg_dump or pg_restore on a database. The address goes to it in its environment, where no list of processes shows
 * the password. Throws {@link ToolFailed}.
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  { url, signal }: { readonly url?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const child = spawn(tool, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(url && addressOf(url)) },
    ...(signal && { signal }),
  })
  const stop = () => child.kill()
  process.once('exit', stop)
  let said = ''
  const listed: string[] = []
  child.stdout.on('data', (chunk: Buffer) => listed.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)))
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    )
    if (code === 0) return listed.join('')
    throw new ToolFailed(`${tool} failed: ${said.trim() || `exit code ${code}`}`)
  } finally {
    process.removeListener('exit', stop)
  }
}

/** As libpq reads it. */
function addressOf(url: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const sslMode = searchParams.get('sslmode')
  return {
    PGHOST: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1'),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGAPPNAME: 'orderly-backup',
    ...(sslMode && { PGSSLMODE: sslMode }),
  }
}
