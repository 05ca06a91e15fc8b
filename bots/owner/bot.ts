import { setTimeout as pause } from 'node:timers/promises'
import type { BotCommand, LanguageCode, User } from '@grammyjs/types'
import { languages, textsIn, type Lang } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import { Polling } from '../../telegram/polling'
import type { OwnerDeps } from './deps'
import { EventReader, type EventReaderDeps } from './event-reader'
import { OnePerPerson } from './one-per-person'
import { createRoutes } from './routes'
import { createStageCounter, type VisibilityClient } from './stage-counts'

export interface OwnerBotOptions extends Omit<OwnerDeps, 'counter'> {
  /** The owner-bot's own token; not the shop bot's. */
  readonly token: string
  /** A Temporal `Client` on a lazy connection, which comes back by itself. */
  readonly temporal: VisibilityClient
  /** The shop's event feed: `…/api/v1/events` and the Bearer token of this business. */
  readonly events: EventReaderDeps['events']
}

/** Something without which the bot cannot do its work; `probe` rejects while it is missing. */
export interface OwnerBotCheck {
  readonly name: string
  readonly probe: () => Promise<unknown>
}

export interface OwnerBot {
  /**
   * Follows the event feed at once, and asks Telegram for updates as soon as it answers; resolves then. Rejects with
   * {@link TelegramRefused} when Telegram does not know the token. The shop and Temporal may be down.
   */
  start(): Promise<void>
  /** Takes nothing more, and waits a few seconds for what is being answered. */
  stop(): Promise<void>
  /** For readiness: its database and Telegram. What else may be away is said in the bot's answers. */
  checks(): readonly OwnerBotCheck[]
}

const allowedUpdates = ['message', 'callback_query'] as const
const commandNames = ['status', 'today', 'funnel', 'subs', 'access', 'lang', 'help'] as const
const stopGraceMs = 5_000

/** The bot that tells the owner and the admins of one business how it stands. */
export function createOwnerBot({ token, temporal, events, ...options }: OwnerBotOptions): OwnerBot {
  const { businessId, namespace, gateway, log, sql, now } = options
  const deps: OwnerDeps = { ...options, counter: createStageCounter(temporal, { businessId, namespace }) }
  const reader = new EventReader({ sql, businessId, events, log, now })
  const queue = new OnePerPerson()
  const stopping = new AbortController()
  let polling: Polling | null = null
  let botInfo: User | null = null

  /** What fails here is asked again by the person, so an update is not stored: Telegram may forget it at once. */
  const receiver = (routes: (update: unknown) => Promise<void>) => async (updates: readonly unknown[]) => {
    for (const update of updates) {
      const taken = queue.run(personOf(update), () => routes(update))
      if (!taken) await busy(update)
    }
  }

  async function busy(update: unknown): Promise<void> {
    const query = (update as { callback_query?: { id: string; from: User } }).callback_query
    const person = query && deps.people.find(({ externalId }) => externalId === String(query.from.id))
    if (!query || !person) return
    const text = textsIn(person.lang ?? 'ru').plain('toast-owner-busy')
    await gateway.answerCallbackQuery({ callback_query_id: query.id, text }).catch(() => undefined)
  }

  /** A wrong token ends the start with a clear error; a network that is away does not. Null when stopped meanwhile. */
  async function patiently<T>(call: () => Promise<T>): Promise<T | null> {
    for (let pauseMs = 500; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, 15_000)) {
      try {
        return await call()
      } catch (error) {
        const refused = error instanceof TelegramRefused
        if (refused && error.permanent) throw error
        if (refused && error.code === 401) throw error
        log.warn({ err: error }, 'Telegram does not answer the owner-bot yet; trying again')
        const asked = refused && error.retryAfter !== null ? error.retryAfter * 1000 : pauseMs
        await pause(asked, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
    return null
  }

  async function describe(): Promise<void> {
    await patiently(() => gateway.setMyCommands({ commands: commandsIn('ru') }))
    for (const lang of languages) {
      await patiently(() => gateway.setMyCommands({ commands: commandsIn(lang), language_code: lang as LanguageCode }))
    }
  }

  async function begin(): Promise<void> {
    botInfo = await patiently(() => gateway.getMe())
    await describe()
    await patiently(() => gateway.deleteWebhook())
    if (!botInfo || stopping.signal.aborted) return
    polling = new Polling({
      gateway,
      log,
      tokenName: 'OWNER_BOT_TOKEN',
      allowedUpdates,
      receive: receiver(createRoutes(deps, { token, botInfo })),
    })
    polling.start()
    log.info({ username: botInfo.username }, 'owner-bot is ready')
  }

  return {
    async start() {
      reader.start()
      try {
        await begin()
      } catch (error) {
        stopping.abort()
        await reader.stop()
        throw error
      }
    },
    async stop() {
      stopping.abort()
      await Promise.all([polling?.stop(), reader.stop()])
      await queue.settled(stopGraceMs)
    },
    checks: () => [
      { name: 'postgres', probe: () => sql`SELECT 1` },
      { name: 'telegram', probe: () => (botInfo ? Promise.resolve() : Promise.reject(new Error('no answer yet'))) },
    ],
  }
}

const commandsIn = (lang: Lang): BotCommand[] =>
  commandNames.map((command) => ({ command, description: textsIn(lang).plain(`plain-owner-command-${command}`) }))

/** Whose queue an update waits in. */
function personOf(update: unknown): string {
  const { message, callback_query: query } = update as Record<'message' | 'callback_query', { from?: User } | undefined>
  return String(query?.from?.id ?? message?.from?.id ?? 'nobody')
}
