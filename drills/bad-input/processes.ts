import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { untilReady } from '../../ops/until-ready'
import type { Target } from './shot'

export interface RunningProcess {
  readonly name: Target
  readonly port: number
  /** Everything it has said, by lines. */
  readonly log: readonly string[]
  /** How it ended, if it did. */
  ended(): string | null
  /** Resident bytes and used heap, once what nobody holds has been collected. */
  settledMemory(): Promise<Memory>
  stop(): Promise<void>
}

export interface Memory {
  readonly rss: number
  readonly heap: number
}

const root = join(__dirname, '..', '..')
const readyWithinMs = 60_000

/** One of our processes as `ops/` starts it, able to collect its garbage when asked. Resolves when it is ready. */
export async function startProcess(name: Target, port: number, env: NodeJS.ProcessEnv): Promise<RunningProcess> {
  const preload = join(__dirname, 'collect-when-asked.cjs')
  const args = ['--expose-gc', '--require', preload, '--import', 'tsx', join(root, 'ops', `${name}.ts`)]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    // The channel ends the child when this process is gone, however it went.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const log: string[] = []
  for (const stream of [child.stdout, child.stderr]) collectLines(stream, log)
  const running: RunningProcess = {
    name,
    port,
    log,
    ended: () =>
      child.exitCode === null && child.signalCode === null ? null : String(child.signalCode ?? child.exitCode),
    async settledMemory() {
      const answered = once(child, 'message')
      child.send('collect')
      const [memory] = (await answered) as [Memory]
      return memory
    },
    async stop() {
      if (running.ended() !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
  const isAlive = () => running.ended() === null
  if (await untilReady(`http://127.0.0.1:${port}`, { isAlive, withinMs: readyWithinMs })) return running
  await running.stop()
  throw new Error(`${name} was not ready within ${readyWithinMs / 1000} s:\n${log.slice(-20).join('\n')}`)
}

function collectLines(stream: ChildProcess['stdout'], log: string[]): void {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    log.push(...lines)
  })
}
