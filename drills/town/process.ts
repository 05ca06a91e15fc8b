import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { untilReady } from '../../ops/until-ready'

const root = resolve(__dirname, '..', '..')
const readyWithinMs = 120_000

export interface ProcessPlan {
  readonly name: string
  /** The module of `ops/` that it runs. */
  readonly module: 'worker' | 'api' | 'bots'
  /** The folder of a production build; without it the TypeScript is run. */
  readonly build: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly port: number
  readonly logFile: string
}

const restartMs = 1_000

/**
 * One of the shop's processes, which can be killed without warning. It ends with this one, and is started again when it
 * ends by itself, as a supervisor does.
 */
export class KillableProcess {
  private child: ChildProcess | undefined
  private wanted = false
  private readonly killedAt: number[] = []
  private readonly endedAt: number[] = []

  constructor(private readonly plan: ProcessPlan) {}

  get name(): string {
    return this.plan.name
  }

  /** When it was killed, ms. */
  get deaths(): readonly number[] {
    return this.killedAt
  }

  /** When it ended by itself, ms. */
  get crashes(): readonly number[] {
    return this.endedAt
  }

  start(): void {
    this.wanted = true
    const { module, build, env, logFile } = this.plan
    const command = build ? [join(build, 'ops', `${module}.js`)] : ['--import', 'tsx', join('ops', `${module}.ts`)]
    const log = openSync(logFile, 'a')
    this.child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', log, log, 'ipc'], env })
    closeSync(log)
    this.child.once('exit', () => {
      if (!this.wanted) return
      this.endedAt.push(Date.now())
      setTimeout(() => this.wanted && this.start(), restartMs)
    })
  }

  /** Throws when it does not get ready in time. */
  async untilReady(): Promise<void> {
    // One that ends is started again.
    const isAlive = () => true
    if (await untilReady(`http://127.0.0.1:${this.plan.port}`, { isAlive, withinMs: readyWithinMs })) return
    throw new Error(`${this.plan.name} was not ready within ${readyWithinMs / 1000} s; see ${this.plan.logFile}`)
  }

  async kill(): Promise<void> {
    this.wanted = false
    if (!this.child || !this.isRunning()) return
    this.killedAt.push(Date.now())
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }

  /** Ends it in the orderly way, as a deployment does. */
  async stop(): Promise<void> {
    this.wanted = false
    if (!this.child || !this.isRunning()) return
    const exited = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await exited
  }

  private isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null
  }
}
