import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { beginAnew, feedCursor, readAgain, takePage } from '../../db/owner/feed'
import { sourceFailed } from '../../db/owner/sources'
import type { Db } from '../../db/types'
import type { BusinessId } from '../../domain/ids'
import { feedAnswerSchema, isEvent, isReject, meaningOf, readItem } from './feed-item'

export interface EventReaderDeps {
  /** The owner-bot's own database. */
  readonly sql: Db
  readonly businessId: BusinessId
  /** `url`: the address of the feed, `https://…/api/v1/events`; `token`: this business's Bearer token. */
  readonly events: { readonly url: string; readonly token: string }
  readonly log: Logger
  /** Unix ms. */
  readonly now: () => number
  /** Events in one page. */
  readonly limit?: number
  /** How long the shop may keep us waiting for the next event, s. It bounds the age of "nothing new". */
  readonly waitSeconds?: number
  /** First and longest pause after a failure, ms. */
  readonly pausesMs?: { readonly first: number; readonly longest: number }
}

/** The shop answered, and not with a page. `code` is its problem code, or `http_<status>`. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused'
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`the event feed answered ${status} ${code}`)
  }
}

/** Nobody answered, or not to the end. */
export class FeedUnreachable extends Error {
  override readonly name = 'FeedUnreachable'
  readonly code = 'unreachable'
  constructor(cause: unknown) {
    super(`the event feed does not answer: ${cause instanceof Error ? cause.message : 'unknown cause'}`, { cause })
  }
}

const maxAnswerBytes = 16 * 1024 * 1024
/** An answer this quick with nothing in it did not wait for events: asking again at once would be a busy loop. */
const quickMs = 500
const idlePauseMs = 1_000

/**
 * Follows the shop's event feed into the owner-bot's database until stopped. A shop that is down, slow or talks
 * nonsense is asked again after a growing pause; the cursor stands where the last whole page was taken.
 */
export class EventReader {
  private readonly stopping = new AbortController()
  private running: Promise<void> = Promise.resolve()

  constructor(private readonly deps: EventReaderDeps) {}

  start(): void {
    this.running = this.run()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async run(): Promise<void> {
    const { log, pausesMs: { first, longest } = { first: 500, longest: 15_000 } } = this.deps
    const { signal } = this.stopping
    let pauseMs = first
    let begun = false
    while (!signal.aborted) {
      try {
        if (!begun) await this.readAgain()
        begun = true
        const askedAt = Date.now()
        const { empty } = await this.step()
        pauseMs = first
        if (empty && Date.now() - askedAt < quickMs)
          await pause(idlePauseMs, undefined, { signal }).catch(() => undefined)
      } catch (error) {
        if (signal.aborted) return
        log.warn({ err: error, retryInMs: pauseMs }, 'no page of the event feed was taken; asking again')
        if (error instanceof FeedRefused || error instanceof FeedUnreachable) await this.note(error.code)
        await pause(pauseMs * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
        pauseMs = Math.min(pauseMs * 2, longest)
      }
    }
  }

  /** Asks for one page and takes it. Throws what went wrong; nothing has been taken then. */
  async step(): Promise<{ readonly empty: boolean; readonly hasMore: boolean }> {
    const { sql, businessId, log, now } = this.deps
    const asked = await feedCursor(sql, businessId)
    const answer = await this.ask(asked).catch(async (error: unknown) => {
      if (!(error instanceof FeedRefused) || error.code !== 'cursor_ahead' || asked === null) throw error
      if (await beginAnew(sql, businessId, asked, new Date(now()))) {
        log.warn({ cursor: asked }, 'the shop has begun its event feed anew; reading it from the beginning')
      }
      return null
    })
    if (!answer) return { empty: false, hasMore: true }

    const items = answer.events.map((item) => readItem(item, businessId))
    const events = items.filter(isEvent)
    const rejects = items.filter(isReject)
    for (const { problem } of rejects)
      log.error({ problem }, 'the feed holds something that is no event of ours; passed over')
    const page = { asked, next: answer.next, hasMore: answer.has_more, events, rejects }
    const taken = await takePage(sql, businessId, page, new Date(now()))
    if (taken.outcome === 'overtaken') log.warn('another process reads the feed into this database')
    return { empty: items.length === 0, hasMore: answer.has_more }
  }

  private async readAgain(): Promise<void> {
    const solved = await readAgain(this.deps.sql, this.deps.businessId, meaningOf)
    if (solved > 0) this.deps.log.info({ solved }, 'events that an earlier release did not understand are counted now')
  }

  private async ask(after: string | null) {
    const { events, limit = 200, waitSeconds = 5 } = this.deps
    const url = new URL(events.url)
    if (after !== null) url.searchParams.set('after', after)
    url.searchParams.set('limit', String(limit))
    url.searchParams.set('wait', String(waitSeconds))
    const { ok, status, body } = await fetch(url, {
      // A connection kept for the next question would hold up the shop when it stops.
      headers: { authorization: `Bearer ${events.token}`, accept: 'application/json', connection: 'close' },
      // A redirect would carry the token to somebody else.
      redirect: 'error',
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(waitSeconds * 1000 + 10_000)]),
    })
      .then(async (response) => ({ ok: response.ok, status: response.status, body: parsed(await textOf(response)) }))
      .catch((error: unknown) => {
        throw error instanceof FeedRefused ? error : new FeedUnreachable(error)
      })
    if (!ok) throw new FeedRefused(status, problemCode(body) ?? `http_${status}`)
    const answer = feedAnswerSchema.safeParse(body)
    if (!answer.success) throw new FeedRefused(status, 'not_a_page')
    return answer.data
  }

  /** Keeps since when the feed fails. That the note itself cannot be kept must not stop the reader. */
  private async note(failure: string): Promise<void> {
    const { sql, businessId, log, now } = this.deps
    await sourceFailed(sql, businessId, 'events', { at: new Date(now()), failure }).catch((error: unknown) =>
      log.error({ err: error }, 'cannot note that the event feed fails'),
    )
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const problemCode = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
    ? body.code.slice(0, 60)
    : null

/** The body as text; throws before a body without end has filled the memory. */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > maxAnswerBytes) throw new FeedRefused(response.status, 'answer_too_long')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
