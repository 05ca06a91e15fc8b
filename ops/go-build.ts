import { execFile, spawn } from 'node:child_process'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Progress } from './cache'

const run = promisify(execFile)

interface GoBuild {
  /** For the person who waits: `the CLI 1.8.2`. */
  readonly what: string
  /** Of the module in temporal-build, whose go.sum pins everything. */
  readonly packages: readonly string[]
  readonly linkerFlags?: string
  /** The executable; a folder when there are several packages. */
  readonly target: string
  readonly progress: Progress
}

/** Builds programs of Temporal from source with the Go of this machine. Throws an Error when there is none, or with the compiler's last words. */
export async function goBuild({ what, packages, linkerFlags = '', target, progress }: GoBuild): Promise<void> {
  const { stdout: go } = await run('go', ['version']).catch(() => {
    throw new Error('build with Go: there is no "go" on PATH')
  })
  progress(
    `Temporal: building ${what} with ${go.trim().split(' ')[2] ?? 'Go'}; about 4 minutes on 2 cores, once per user`,
  )
  const folder = await mkdtemp(join(tmpdir(), 'orderly-temporal-'))
  try {
    // Copied, so that a toolchain that rewrites go.mod cannot make the checkout dirty.
    const sources = join(__dirname, 'temporal-build')
    for (const name of await readdir(sources)) await copyFile(join(sources, name), join(folder, name))
    const output = packages.length > 1 ? `${target}/` : target
    // Whatever GOFLAGS says: what go.sum does not name is not fetched, here as anywhere else.
    await watch(
      ['build', '-mod=readonly', '-ldflags', `-s -w ${linkerFlags}`.trim(), '-o', output, ...packages],
      folder,
      progress,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs go with a line every half minute, so that nobody thinks it hangs. Fails with its last lines. */
async function watch(args: string[], cwd: string, progress: Progress) {
  const started = Date.now()
  const env = { ...process.env, CGO_ENABLED: '0' }
  const child = spawn('go', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], env })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)))
  const ticker = setInterval(() => progress(`Temporal: still building (${seconds(started)} s)`), 30_000)
  const stop = () => child.kill()
  process.once('exit', stop)
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    )
    if (code !== 0) throw new Error(`build with Go failed: ${output.trim().split('\n').slice(-3).join(' | ')}`)
    progress(`Temporal: built in ${seconds(started)} s`)
  } finally {
    clearInterval(ticker)
    process.removeListener('exit', stop)
  }
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000)
