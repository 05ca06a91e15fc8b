import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { TelegramRefused } from './errors'
import type { Gateway, TelegramArguments } from './gateway'

/** The kinds of update that a bot wants, by Telegram's names. */
export type AllowedUpdates = NonNullable<NonNullable<TelegramArguments<'getUpdates'>>['allowed_updates']>

export interface PollingOptions {
  readonly gateway: Pick<Gateway, 'getUpdates'>
  readonly log: Logger
  /** The variable of the environment that holds this bot's token, for the operator. */
  readonly tokenName: string
  readonly allowedUpdates: AllowedUpdates
  /** Stores a batch; Telegram forgets it only after this has resolved. */
  readonly receive: (updates: readonly unknown[]) => Promise<void>
  readonly waitSeconds?: number
}

const shortestPauseMs = 500
const longestPauseMs = 15_000

/**
 * Asks Telegram for updates until stopped. Telegraf's own loop waits for the slowest handler of a batch before it asks
 * again; this one waits only until the batch is stored.
 */
export class Polling {
  private readonly stopping = new AbortController()
  private running: Promise<void> = Promise.resolve()

  constructor(private readonly options: PollingOptions) {}

  start(): void {
    this.running = this.run()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async run(): Promise<void> {
    const { gateway, receive, allowedUpdates, waitSeconds = 25 } = this.options
    const { signal } = this.stopping
    let offset: number | undefined
    let pauseMs = shortestPauseMs
    while (!signal.aborted) {
      try {
        const updates = await gateway.getUpdates(
          { timeout: waitSeconds, allowed_updates: allowedUpdates, ...(offset !== undefined && { offset }) },
          { signal },
        )
        await receive(updates)
        const last = updates.at(-1)
        if (last) offset = last.update_id + 1
        pauseMs = shortestPauseMs
      } catch (error) {
        if (signal.aborted) return
        this.explain(error)
        const wait = error instanceof TelegramRefused && error.retryAfter !== null ? error.retryAfter * 1000 : pauseMs
        await pause(wait, undefined, { signal }).catch(() => undefined)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  private explain(error: unknown): void {
    const { log } = this.options
    if (!(error instanceof TelegramRefused)) return log.warn({ err: error }, 'no updates from Telegram; asking again')
    if (error.code === 401 || error.code === 404) {
      return log.error({ err: error }, `Telegram does not know this bot’s token: check ${this.options.tokenName}`)
    }
    if (error.code === 409) {
      return log.error(
        { err: error },
        'another process polls for this bot, or a webhook is set: stop it; one process asks for updates at a time',
      )
    }
    log.warn({ err: error }, 'Telegram refused to give updates; asking again')
  }
}
