import type { Update } from '@grammyjs/types'
import { conflict } from './errors'

export type UpdateType = Exclude<keyof Update, 'update_id'>

export interface PendingUpdate {
  readonly update: Update
  /** Updates of one queue are delivered to a webhook one after another (telegram.md 3.4). */
  readonly queue: string
  /** Milliseconds; after this the update is dropped unseen. */
  readonly expiresAt: number
}

export interface LoggedUpdate {
  readonly update: Update
  readonly at: number
  outcome: 'pending' | 'delivered' | 'expired' | 'dropped'
}

export interface FeedSnapshot {
  readonly nextId: number
  readonly pending: readonly PendingUpdate[]
  readonly allowed: readonly UpdateType[]
}

/** Not sent unless a bot lists them in `allowed_updates`. */
const onRequestOnly = new Set<string>(['chat_member', 'message_reaction', 'message_reaction_count'])
const knownTypes: readonly UpdateType[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'message_reaction_count',
  'subscription',
]
const loggedUpdates = 1000
/** Update ids start from the clock, so that a sandbox begun anew never repeats ids that a database has already seen. */
const idEpochSeconds = 1_700_000_000

/** What one bot has not been told yet, and how it asks. */
export class UpdateFeed {
  private pending: PendingUpdate[] = []
  private nextId: number
  private allowed: readonly UpdateType[] = []
  private readonly log: LoggedUpdate[] = []
  private poller: { readonly stop: (fault?: Error) => void } | undefined
  private wake: () => void = () => {}
  private pollSeen = 0

  constructor(private readonly now: () => number) {
    this.nextId = Math.floor(now() / 1000) - idEpochSeconds
  }

  /** Called whenever an update is added; the webhook listens. */
  onUpdate: () => void = () => {}

  get count(): number {
    this.dropExpired()
    return this.pending.length
  }

  get allowedUpdates(): readonly UpdateType[] {
    return this.allowed
  }

  get lastPollAt(): number {
    return this.pollSeen
  }

  /** An empty list means "everything but the rare ones". Unknown names are ignored, as Telegram does. */
  allow(types: readonly string[]): void {
    this.allowed = knownTypes.filter((type) => types.includes(type))
  }

  /** Queues the update unless the bot does not want its type. `ttlMs`: how long it is worth delivering. */
  add<T extends UpdateType>(
    type: T,
    content: NonNullable<Update[T]>,
    { queue = type as string, ttlMs = dayMs } = {},
  ): void {
    if (this.allowed.length > 0 ? !this.allowed.includes(type) : onRequestOnly.has(type)) return
    const update: Update = { update_id: this.nextId++, [type]: content }
    this.pending.push({ update, queue, expiresAt: this.now() + ttlMs })
    this.log.push({ update, at: this.now(), outcome: 'pending' })
    if (this.log.length > loggedUpdates) this.log.shift()
    this.wake()
    this.onUpdate()
  }

  waiting(): readonly PendingUpdate[] {
    this.dropExpired()
    return this.pending
  }

  logged(): readonly LoggedUpdate[] {
    return this.log
  }

  /** Takes an update off the queue. */
  settle(updateId: number, outcome: 'delivered' | 'dropped' | 'expired'): void {
    this.take((entry) => entry.update.update_id === updateId, outcome)
  }

  dropAll(): void {
    this.take(() => true, 'dropped')
  }

  /**
   * getUpdates. A positive offset confirms everything below it; a negative one keeps only that many of the newest.
   * Throws 409 in the poll that was already open when a second one comes.
   */
  async poll(request: { offset: number; limit: number; timeoutMs: number; signal: AbortSignal }): Promise<Update[]> {
    const { offset, limit, timeoutMs, signal } = request
    this.poller?.stop(
      conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
    )
    this.pollSeen = this.now()
    if (offset > 0) this.take((entry) => entry.update.update_id < offset, 'delivered')
    if (offset < 0) {
      const oldest = this.waiting().at(offset)?.update.update_id ?? 0
      this.take((entry) => entry.update.update_id < oldest, 'delivered')
    }
    if (this.count === 0 && timeoutMs > 0) await this.nextUpdate(timeoutMs, signal)
    return this.waiting()
      .slice(0, limit)
      .map((entry) => entry.update)
  }

  /** Ends an open poll with 409, as setWebhook does. */
  interrupt(): void {
    this.poller?.stop(conflict('terminated by setWebhook request'))
  }

  /** Ends an open poll with an empty answer. */
  close(): void {
    this.poller?.stop()
  }

  snapshot(): FeedSnapshot {
    return { nextId: this.nextId, pending: this.pending, allowed: this.allowed }
  }

  restore(snapshot: FeedSnapshot): void {
    this.nextId = Math.max(this.nextId, snapshot.nextId)
    this.pending = [...snapshot.pending]
    this.allowed = snapshot.allowed
  }

  private nextUpdate(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', gone)
        if (this.poller === poller) this.poller = undefined
        if (this.wake === arrived) this.wake = () => {}
        finish()
      }
      const arrived = () => settle(resolve)
      const gone = () => settle(resolve)
      const poller = { stop: (fault?: Error) => settle(() => (fault ? reject(fault) : resolve())) }
      const timer = setTimeout(arrived, timeoutMs)
      signal.addEventListener('abort', gone, { once: true })
      this.poller = poller
      this.wake = arrived
    })
  }

  private dropExpired(): void {
    const now = this.now()
    this.take((entry) => entry.expiresAt < now, 'expired')
  }

  private take(which: (entry: PendingUpdate) => boolean, outcome: 'delivered' | 'dropped' | 'expired'): void {
    const taken = new Set(this.pending.filter(which).map((entry) => entry.update.update_id))
    if (taken.size === 0) return
    this.pending = this.pending.filter((entry) => !taken.has(entry.update.update_id))
    for (const logged of this.log) if (taken.has(logged.update.update_id)) logged.outcome = outcome
  }
}

const dayMs = 86_400_000
