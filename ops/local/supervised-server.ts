import { setTimeout as pause } from 'node:timers/promises'

interface Server {
  readonly exited: Promise<number>
  stop(): Promise<void>
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000
/** Having run so long, a server is taken to be sound again. */
const soundAfterMs = 60_000

/** Postgres or Temporal: brought back on the same port and the same files when it dies, and every such fact told. */
export class SupervisedServer<S extends Server> {
  private server: S | undefined
  private stopping = false

  constructor(
    private readonly name: string,
    private readonly startServer: () => Promise<S>,
    private readonly say: (line: string) => void,
  ) {}

  /** The first start; rejects when it fails, as there is nothing to bring back then. */
  async start(): Promise<S> {
    const server = await this.bring()
    void this.keep(server)
    return server
  }

  async stop(): Promise<void> {
    this.stopping = true
    await this.server?.stop()
  }

  private async bring(): Promise<S> {
    const server = await this.startServer()
    this.server = server
    // Ctrl-C came while it was starting.
    if (this.stopping) await server.stop()
    return server
  }

  private async keep(first: S) {
    let pauseMs = firstPauseMs
    for (let server: S | undefined = first; server;) {
      const startedAt = Date.now()
      const code: number = await server.exited
      if (Date.now() - startedAt > soundAfterMs) pauseMs = firstPauseMs
      if (!this.stopping) this.say(`${this.name} died (exit code ${code}); starting it again in ${pauseMs / 1000} s`)
      server = undefined
      while (!server && !this.stopping) {
        await pause(pauseMs, undefined, { ref: false })
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        server = this.stopping ? undefined : await this.bring().catch((error: unknown) => this.tell(error, pauseMs))
      }
      if (server && !this.stopping) this.say(`${this.name} is back`)
    }
  }

  private tell(error: unknown, pauseMs: number): undefined {
    this.say(`${error instanceof Error ? error.message : String(error)}\nTrying again in ${pauseMs / 1000} s`)
  }
}
