import type { Logger } from 'pino'
import { TelegramRefused } from '../../telegram/errors'
import type { Gateway } from '../../telegram/gateway'

/** What the bot asks Telegram for. `subscription` and `chat_member` come in with the lifecycles that need them. */
export const allowedUpdates = ['message', 'callback_query', 'pre_checkout_query', 'my_chat_member'] as const

export interface PollingOptions {
  readonly gateway: Gateway
  readonly log: Logger
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
    const { gateway, receive, waitSeconds = 25 } = this.options
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
        await pause(wait, signal)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  private explain(error: unknown): void {
    const { log } = this.options
    if (!(error instanceof TelegramRefused)) return log.warn({ err: error }, 'no updates from Telegram; asking again')
    if (error.code === 401 || error.code === 404) {
      return log.error({ err: error }, 'Telegram does not know this bot token: check TELEGRAM_BOT_TOKEN')
    }
    if (error.code === 409) {
      return log.error(
        { err: error },
        'another process polls for this bot, or a webhook is set: stop it, or use the webhook',
      )
    }
    log.warn({ err: error }, 'Telegram refused to give updates; asking again')
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
