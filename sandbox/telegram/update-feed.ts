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
const loggedUpdates = 20_000
/** Update ids start from the clock, so that a sandbox begun anew never repeats ids that a database has already seen. */
const idEpochSeconds = 1_700_000_000

/** What one bot has not been told yet, and how it asks. */
export class UpdateFeed {
  /** By update id, which is the order they came in. */
  private readonly pending = new Map<number, PendingUpdate>()
  private readonly queues = new Map<string, PendingUpdate[]>()
  /** Delivered already and to be delivered once more. */
  private readonly repeats = new Map<number, PendingUpdate>()
  private soonestExpiry = Infinity
  private nextId: number
  private allowed: readonly UpdateType[] = []
  private readonly log = new Map<number, LoggedUpdate>()
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
    return this.pending.size + this.repeats.size
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

  /** Whether updates of this type are delivered to the bot now. */
  wants(type: UpdateType): boolean {
    return this.allowed.length > 0 ? this.allowed.includes(type) : !onRequestOnly.has(type)
  }

  /** Queues the update unless the bot does not want its type. `ttlMs`: how long it is worth delivering. */
  add<T extends UpdateType>(
    type: T,
    content: NonNullable<Update[T]>,
    { queue = type as string, ttlMs = dayMs } = {},
  ): void {
    if (!this.wants(type)) return
    const update: Update = { update_id: this.nextId++, [type]: content }
    this.log.set(update.update_id, { update, at: this.now(), outcome: 'pending' })
    if (this.log.size > loggedUpdates) for (const oldest of this.log.keys()) if (this.log.delete(oldest)) break
    this.queueUp({ update, queue, expiresAt: this.now() + ttlMs })
  }

  /**
   * Delivers an update once more under its old id, as happens when the answer to a delivery is lost. False when the
   * update is not remembered or has not been delivered yet.
   */
  repeat(updateId: number): boolean {
    const logged = this.log.get(updateId)
    if (logged?.outcome !== 'delivered') return false
    this.repeats.set(updateId, { update: logged.update, queue: `repeat/${updateId}`, expiresAt: Infinity })
    this.wake()
    this.onUpdate()
    return true
  }

  /** The first of each queue: those behind it wait until it is settled. */
  *heads(): Generator<PendingUpdate> {
    this.dropExpired()
    yield* this.repeats.values()
    for (const [first] of this.queues.values()) if (first) yield first
  }

  logged(): LoggedUpdate[] {
    return [...this.log.values()]
  }

  /** Takes an update off the queue. */
  settle(updateId: number, outcome: 'delivered' | 'dropped' | 'expired'): void {
    const entry = this.pending.get(updateId)
    if (!entry) return void this.repeats.delete(updateId)
    this.pending.delete(updateId)
    const queue = this.queues.get(entry.queue) ?? []
    const index = queue.indexOf(entry)
    if (index === 0) queue.shift()
    else if (index > 0) queue.splice(index, 1)
    if (queue.length === 0) this.queues.delete(entry.queue)
    const logged = this.log.get(updateId)
    if (logged) logged.outcome = outcome
  }

  dropAll(): void {
    this.repeats.clear()
    for (const id of this.pending.keys()) this.settle(id, 'dropped')
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
    if (offset > 0) this.confirmBelow(offset)
    if (offset < 0) this.confirmBelow([...this.pending.keys()].at(offset) ?? 0)
    if (this.count === 0 && timeoutMs > 0) await this.nextUpdate(timeoutMs, signal)
    this.dropExpired()
    const updates = [...this.repeats.values()].map(({ update }) => update)
    this.repeats.clear()
    for (const { update } of this.pending.values()) {
      if (updates.length >= limit) break
      updates.push(update)
    }
    return updates
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
    return { nextId: this.nextId, pending: [...this.pending.values()], allowed: this.allowed }
  }

  restore(snapshot: FeedSnapshot): void {
    this.nextId = Math.max(this.nextId, snapshot.nextId)
    this.allowed = snapshot.allowed
    for (const entry of snapshot.pending) this.queueUp(entry)
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

  private queueUp(entry: PendingUpdate): void {
    this.pending.set(entry.update.update_id, entry)
    const queue = this.queues.get(entry.queue)
    if (queue) queue.push(entry)
    else this.queues.set(entry.queue, [entry])
    this.soonestExpiry = Math.min(this.soonestExpiry, entry.expiresAt)
    this.wake()
    this.onUpdate()
  }

  private confirmBelow(offset: number): void {
    for (const id of this.pending.keys()) {
      if (id >= offset) break
      this.settle(id, 'delivered')
    }
  }

  private dropExpired(): void {
    const now = this.now()
    if (now <= this.soonestExpiry) return
    this.soonestExpiry = Infinity
    for (const [id, { expiresAt }] of this.pending) {
      if (expiresAt < now) this.settle(id, 'expired')
      else this.soonestExpiry = Math.min(this.soonestExpiry, expiresAt)
    }
  }
}

const dayMs = 86_400_000
