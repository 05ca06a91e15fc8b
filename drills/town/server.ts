import { setTimeout as pause } from 'node:timers/promises'

interface Server {
  readonly exited: Promise<number>
  stop(): Promise<void>
}

export interface Outage {
  readonly from: number
  /** Infinity while it is away. */
  to: number
}

/** Postgres or Temporal: stopped and started again on the same port and the same files, also when it ends by itself. */
export class DrillServer<S extends Server> {
  readonly outages: Outage[] = []
  private server!: S
  private stopping = false
  private restarting = false

  constructor(private readonly begin: () => Promise<S>) {}

  get current(): S {
    return this.server
  }

  async start(): Promise<void> {
    const server = await this.begin()
    this.server = server
    void server.exited.then(() => {
      if (!this.stopping && !this.restarting) return this.restart(0)
    })
  }

  async restart(awayMs: number): Promise<void> {
    this.restarting = true
    const outage: Outage = { from: Date.now(), to: Number.POSITIVE_INFINITY }
    this.outages.push(outage)
    await this.server.stop()
    await pause(awayMs)
    await this.start()
    outage.to = Date.now()
    this.restarting = false
  }

  async stop(): Promise<void> {
    this.stopping = true
    await this.server.stop()
  }
}
