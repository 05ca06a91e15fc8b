import type { Logger } from 'pino'
import { z } from 'zod'
import {
  claimUpdates,
  forgetHandledUpdates,
  storeUpdates,
  updateFailed,
  updateHandled,
  type StoredUpdate,
} from '../../db/inbound-updates'
import { isRefusedContent } from '../../db/refused-content'
import type { Db } from '../../db/types'
import { isTooDeep, storableJson } from '../../domain/storable-text'

export interface InboxOptions {
  readonly sql: Db
  readonly botId: string
  readonly log: Logger
  /** Acts on one update; what it throws is kept beside the update. */
  readonly handle: (update: StoredUpdate) => Promise<void>
  /** When to try again, ms; null to give up. */
  readonly retryAfter: (update: StoredUpdate, error: unknown) => number | null
  /** People served at the same time by this process. */
  readonly concurrency?: number
  /** After this the work of a process that died is taken over, ms. */
  readonly leaseMs?: number
  readonly pollMs?: number
}

const usualConcurrency = 50
const day = 86_400_000
/** Handled updates hold what people wrote; they are kept only as long as a complaint may need them. */
const keptDays = 7

/**
 * What Telegram told the bot, stored before it is acted on: nothing is lost when a handler fails or the process dies,
 * and nothing is done twice when Telegram repeats itself. One update of a person at a time, people side by side.
 */
export class Inbox {
  private readonly inFlight = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | null = null
  private pumping = false
  private looking: Promise<void> = Promise.resolve()
  private again = false
  private stopped = false
  private forgotAt = 0

  constructor(private readonly options: InboxOptions) {}

  /** Takes up what was left unfinished, and from now on whatever comes. */
  start(): void {
    this.timer = setInterval(() => this.wake(), this.options.pollMs ?? 1000)
    this.wake()
  }

  /** Takes no more work and waits for what is being done, at most `graceMs`. The rest is taken up at the next start. */
  async stop(graceMs = 8_000): Promise<void> {
    this.stopped = true
    if (this.timer) clearInterval(this.timer)
    let giveUp: NodeJS.Timeout | undefined
    const grace = new Promise<void>((resolve) => {
      giveUp = setTimeout(resolve, graceMs)
    })
    // What is being claimed at this moment will be worked on, so it is waited for as well.
    const done = this.looking.then(() => Promise.allSettled(this.inFlight))
    await Promise.race([done, grace])
    clearTimeout(giveUp)
  }

  /**
   * Stores updates as Telegram gave them; when this resolves they cannot be lost. Those that are no updates at all are
   * logged and dropped: repeating them would only block the rest.
   */
  async receive(bodies: readonly unknown[]): Promise<void> {
    const updates = bodies.flatMap((body) => {
      // Walking it would fail, the answer would be an error, and Telegram would bring it again and again before the rest.
      const parsed = isTooDeep(body) ? null : updateSchema.safeParse(body)
      if (parsed?.success) {
        return [{ updateId: parsed.data.update_id, queue: queueOf(parsed.data), body: storableJson(body) }]
      }
      this.options.log.error('Telegram sent something that is no update')
      return []
    })
    if ((await this.store(updates)) > 0) this.wake()
  }

  /** One update that the database cannot keep must not cost the others, money among them. */
  private async store(updates: Parameters<typeof storeUpdates>[2]): Promise<number> {
    const { sql, botId, log } = this.options
    try {
      return await storeUpdates(sql, botId, updates)
    } catch (error) {
      if (!isRefusedContent(error)) throw error
      const [only] = updates
      if (updates.length > 1) {
        const stored = await Promise.all(updates.map((update) => this.store([update])))
        return stored.reduce((sum, count) => sum + count, 0)
      }
      log.error({ botId, updateId: only?.updateId, err: error }, 'an update cannot be kept and was dropped')
      return 0
    }
  }

  private wake(): void {
    this.again = true
    if (this.timer === null || this.pumping || this.stopped) return
    this.pumping = true
    this.looking = this.pump().finally(() => {
      this.pumping = false
      // Woken after the pump had looked for the last time; a full house is woken by whoever leaves it.
      if (this.again && this.hasRoom()) this.wake()
    })
  }

  private async pump(): Promise<void> {
    const { sql, botId, log, concurrency = usualConcurrency, leaseMs = 60_000 } = this.options
    try {
      while (this.again && !this.stopped && this.hasRoom()) {
        this.again = false
        const limit = concurrency - this.inFlight.size
        for (const update of await claimUpdates(sql, { botId, limit, leaseMs })) this.work(update)
      }
      await this.forgetOld()
    } catch (error) {
      log.error({ err: error }, 'cannot read the inbox; trying again in a moment')
    }
  }

  private hasRoom(): boolean {
    return this.inFlight.size < (this.options.concurrency ?? usualConcurrency)
  }

  private work(update: StoredUpdate): void {
    const done = this.actOn(update).finally(() => {
      this.inFlight.delete(done)
      this.wake()
    })
    this.inFlight.add(done)
  }

  private async actOn(update: StoredUpdate): Promise<void> {
    const { sql, botId, log, handle, retryAfter } = this.options
    const key = { botId, updateId: update.updateId }
    try {
      try {
        await handle(update)
        await updateHandled(sql, key)
      } catch (error) {
        const retryInMs = retryAfter(update, error)
        const level = retryInMs === null ? 'error' : 'warn'
        log[level]({ ...key, attempt: update.attempt, retryInMs, err: error }, 'an update was not handled')
        await updateFailed(sql, key, { error: error instanceof Error ? error.message : String(error), retryInMs })
      }
    } catch (error) {
      // The database went away: the lease runs out, and the update is taken up again.
      log.error({ ...key, err: error }, 'cannot note what became of an update')
    }
  }

  private async forgetOld(): Promise<void> {
    if (Date.now() - this.forgotAt < day) return
    this.forgotAt = Date.now()
    await forgetHandledUpdates(this.options.sql, this.options.botId, keptDays)
  }
}

const whole = z.number().int()
const somebody = z.looseObject({
  id: whole,
  is_bot: z.boolean().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
})
const place = z.looseObject({ id: whole, type: z.string() })
/** What is read of a message before anybody knows what it is; its parts are checked by those who use them. */
const message = z.looseObject({
  message_id: whole,
  date: whole,
  from: somebody.optional(),
  chat: place,
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(z.looseObject({ type: z.string(), offset: whole, length: whole })).optional(),
  reply_to_message: z.looseObject({ message_id: whole, from: somebody.optional() }).optional(),
  migrate_to_chat_id: whole.optional(),
})
const press = z.looseObject({
  id: z.string(),
  from: somebody,
  data: z.string().optional(),
  message: z.looseObject({ message_id: whole, chat: place, reply_markup: keyboard().optional() }).optional(),
})
const updateSchema = z.looseObject({
  update_id: z.number().int().nonnegative(),
  message: message.optional(),
  callback_query: press.optional(),
  pre_checkout_query: z.looseObject({ id: z.string(), from: somebody }).optional(),
  my_chat_member: z
    .looseObject({ from: somebody, chat: place, new_chat_member: z.looseObject({ status: z.string() }) })
    .optional(),
  chat_member: z.looseObject({ new_chat_member: z.looseObject({ user: somebody }) }).optional(),
  chat_join_request: z.looseObject({ from: somebody, chat: place }).optional(),
  subscription: z.looseObject({ user: somebody }).optional(),
})

function keyboard() {
  const button = z.looseObject({ callback_data: z.string().optional() })
  return z.looseObject({ inline_keyboard: z.array(z.array(button)).optional() })
}

/** A checkout must be answered within 10 s, so it never waits behind what else its person is doing. */
function queueOf(update: z.infer<typeof updateSchema>): string {
  if (update.pre_checkout_query) return `checkout:${update.pre_checkout_query.id}`
  // A person at a door must be answered though something else of theirs is slow.
  if (update.chat_join_request) return `door:${update.chat_join_request.from.id}`
  const from =
    update.callback_query?.from ??
    update.message?.from ??
    update.my_chat_member?.from ??
    update.chat_member?.new_chat_member.user ??
    update.subscription?.user
  if (from) return `user:${from.id}`
  return update.message ? `chat:${update.message.chat.id}` : 'other'
}
