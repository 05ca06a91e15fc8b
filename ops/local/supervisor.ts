import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { exitCodes } from '../process'

export interface ChildOptions {
  readonly name: string
  /** The module to run, in TypeScript. */
  readonly file: string
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  /** Answers 200 when the child can work. */
  readonly readyUrl: string
  readonly say: (line: string) => void
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000
/** Having run so long, a child is taken to be sound again. */
const soundAfterMs = 60_000

/** One of our processes: started again when it dies, ever more slowly, and every such fact told. */
export class SupervisedChild {
  private child: ChildProcess | undefined
  private pauseMs = firstPauseMs
  private stopping = false
  private restart: NodeJS.Timeout | undefined
  /** Why it will not be started again; undefined while it may be. */
  private given: string | undefined

  constructor(private readonly options: ChildOptions) {}

  start() {
    const { name, file, env, logFile, say } = this.options
    const log = openSync(logFile, 'a')
    const startedAt = Date.now()
    // A group of its own: Ctrl-C reaches only us, and we stop the processes in order. Over the ipc channel it notices
    // when we are gone.
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: join(__dirname, '..', '..'),
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
      env,
    })
    closeSync(log)
    this.child = child
    child.on('error', (error) => say(`${name} could not be started: ${error.message}`))
    child.on('exit', (code, signal) => {
      this.child = undefined
      if (this.stopping) return
      if (Date.now() - startedAt > soundAfterMs) this.pauseMs = firstPauseMs
      void this.afterDeath(code === null ? `signal ${signal}` : `exit code ${code}`, code)
    })
  }

  private async afterDeath(how: string, code: number | null) {
    const { name, logFile, say } = this.options
    if (code === exitCodes.badConfiguration) {
      this.given = await lastSentence(logFile)
      say(`${name} cannot run and is not started again: ${this.given}`)
      return
    }
    say(`${name} died (${how}); starting it again in ${this.pauseMs / 1000} s. Its log: ${logFile}`)
    this.restart = setTimeout(() => {
      this.start()
      void this.untilReady().then((ready) => ready && !this.stopping && say(`${name} is back`))
    }, this.pauseMs)
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs)
  }

  /** Resolves with true when it can work; false when it does not get there in time, or never will. */
  async untilReady(timeoutMs = 90_000): Promise<boolean> {
    for (const giveUp = Date.now() + timeoutMs; Date.now() < giveUp && !this.stopping; await pause(150)) {
      if (this.given !== undefined) return false
      const answered = await fetch(this.options.readyUrl, { signal: AbortSignal.timeout(4_000) }).catch(() => null)
      await answered?.body?.cancel()
      if (answered?.ok && this.child) return true
    }
    return false
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping = true
    clearTimeout(this.restart)
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const giveUp = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await exited
    clearTimeout(giveUp)
  }

  kill() {
    this.stopping = true
    this.child?.kill('SIGKILL')
  }
}

/** What a process said last in plain words, before it ended with exit code 78. */
async function lastSentence(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n')
  const to = lines.findLastIndex((line) => !line.startsWith('{')) + 1
  const from = lines.slice(0, to).findLastIndex((line) => line.startsWith('{')) + 1
  return lines.slice(from, to).join('\n') || `see ${logFile}`
}
