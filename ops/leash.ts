import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface LeashOptions {
  readonly command: string
  readonly args: readonly string[]
  /** Both output streams go to this file. */
  readonly logFile: string
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** How the program is asked to stop, and how long it gets (ms) before SIGKILL. */
  readonly stopSignal?: NodeJS.Signals
  readonly graceMs?: number
  readonly identity?: { readonly uid: number; readonly gid: number }
}

/** A program that dies with us, however we die (see die-together.cjs). */
export interface Leashed {
  readonly pid: number
  /** Resolves with the exit code when the program has ended by itself or was stopped (0). */
  readonly exited: Promise<number>
  readonly running: () => boolean
  stop(): Promise<void>
  /** The end of what it wrote, for an error message. */
  lastWords(): Promise<string>
}

/** Starts a program in a process group of its own: Ctrl-C in the terminal reaches only us, and we stop it in order. */
export function startLeashed(options: LeashOptions): Leashed {
  const { command, args, logFile, cwd, env, stopSignal = 'SIGTERM', graceMs = 3_500, identity } = options
  const plan = JSON.stringify({ command, args, stopSignal, graceMs, ...identity })
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [join(__dirname, 'die-together.cjs'), plan], {
    stdio: ['pipe', log, log],
    detached: true,
    ...(cwd && { cwd }),
    env: withoutNodeOptions(env ?? process.env),
  })
  closeSync(log)
  child.stdin?.on('error', () => undefined)
  const exited = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1))
    child.on('error', () => resolve(127))
  })
  return {
    pid: child.pid ?? 0,
    exited,
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.stdin?.end()
      await exited
    },
    async lastWords() {
      const text = await readFile(logFile, 'utf8').catch(() => '')
      return text.trim().split('\n').slice(-5).join('\n')
    },
  }
}

/** Loaders and inspectors of the caller (tsx, a debugger) are not meant for the program. */
function withoutNodeOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _ours, ...rest } = env
  return rest
}
