import { setTimeout as sleep } from 'node:timers/promises'
import type { WebhookInfo } from '@grammyjs/types'
import type { Logger } from 'pino'
import type { SandboxTimings } from '../options'
import type { PendingUpdate, UpdateFeed } from './update-feed'

export interface WebhookAddress {
  readonly url: string
  readonly secretToken: string
  readonly maxConnections: number
}

/** What a 2xx answer asked for: a Bot API call in its body. */
export type ReplyCall = (method: string, params: Record<string, unknown>) => void

interface Parts {
  readonly feed: UpdateFeed
  readonly timings: SandboxTimings
  readonly now: () => number
  readonly log: Logger
  readonly onReplyCall: ReplyCall
}

const longestRetryAfterSeconds = 3600
/** 410 for this long removes the webhook. */
const goneLimitMs = 23 * 3_600_000

/**
 * Delivers one bot's updates to its webhook with the schedule of the real server (tdlib, WebhookActor): a failed
 * update is tried again at once, then after 2, 4, 8 ... seconds up to a random 60-120, `Retry-After` is obeyed, and
 * the next update of the same queue waits until this one got a 2xx or expired.
 */
export class Webhook {
  private address: WebhookAddress | undefined
  private stopped = new AbortController()
  private readonly busy = new Set<string>()
  private open = 0
  private goneSince: number | undefined
  private lastError: { at: number; message: string } | undefined

  constructor(private readonly parts: Parts) {
    parts.feed.onUpdate = () => this.deliver()
  }

  get current(): WebhookAddress | undefined {
    return this.address
  }

  set(address: WebhookAddress | undefined): void {
    this.stopped.abort()
    this.stopped = new AbortController()
    this.busy.clear()
    this.open = 0
    this.goneSince = undefined
    this.lastError = undefined
    this.address = address
    this.deliver()
  }

  close(): void {
    this.stopped.abort()
    this.address = undefined
  }

  info(): WebhookInfo {
    const { feed } = this.parts
    return {
      url: this.address?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: feed.count,
      ...(this.lastError && { last_error_date: this.lastError.at, last_error_message: this.lastError.message }),
      ...(this.address && { max_connections: this.address.maxConnections }),
      ...(feed.allowedUpdates.length > 0 && { allowed_updates: [...feed.allowedUpdates] }),
    } as WebhookInfo
  }

  private deliver(): void {
    const address = this.address
    if (!address) return
    for (const entry of this.parts.feed.heads()) {
      if (this.open >= address.maxConnections) return
      if (this.busy.has(entry.queue)) continue
      this.busy.add(entry.queue)
      this.open++
      void this.deliverOne(address, entry, this.stopped.signal)
    }
  }

  private async deliverOne(address: WebhookAddress, entry: PendingUpdate, stopped: AbortSignal): Promise<void> {
    const outcome = await this.untilAccepted(address, entry, stopped)
    if (stopped.aborted) return
    this.parts.feed.settle(entry.update.update_id, outcome)
    this.busy.delete(entry.queue)
    this.open--
    this.deliver()
  }

  private async untilAccepted(address: WebhookAddress, entry: PendingUpdate, stopped: AbortSignal) {
    let delaySeconds = 1
    for (let failures = 0; !stopped.aborted; failures++) {
      const attempt = await this.send(address, entry, stopped)
      if (attempt.accepted) return 'delivered'
      if (stopped.aborted) break
      this.lastError = { at: Math.floor(this.parts.now() / 1000), message: attempt.fault }
      this.parts.log.warn({ updateId: entry.update.update_id, failures: failures + 1 }, `webhook: ${attempt.fault}`)
      let waitSeconds = Math.min(attempt.retryAfter, longestRetryAfterSeconds)
      if (waitSeconds === 0 && failures > 0) {
        delaySeconds = Math.min(delaySeconds * 2, 60 + Math.random() * 60)
        waitSeconds = delaySeconds
      }
      const waitMs = waitSeconds * this.parts.timings.webhookRetryUnitMs
      if (this.parts.now() + waitMs > entry.expiresAt) return 'expired'
      await sleep(waitMs, undefined, { signal: stopped, ref: false }).catch(() => undefined)
    }
    return 'dropped'
  }

  private async send(address: WebhookAddress, entry: PendingUpdate, stopped: AbortSignal) {
    const { timings, onReplyCall } = this.parts
    try {
      const answer = await fetch(address.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(address.secretToken && { 'x-telegram-bot-api-secret-token': address.secretToken }),
        },
        body: JSON.stringify(entry.update),
        redirect: 'manual',
        signal: AbortSignal.any([stopped, AbortSignal.timeout(timings.webhookTimeoutMs)]),
      })
      const body = await answer.text()
      if (answer.ok) {
        this.goneSince = undefined
        const call = replyCall(body)
        if (call) onReplyCall(call.method, call.params)
        return { accepted: true as const }
      }
      this.noteGone(answer.status)
      const fault = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`
      return { accepted: false as const, fault, retryAfter: Number(answer.headers.get('retry-after')) || 0 }
    } catch (error) {
      // By name: fetch throws an error of its own realm, which need not be an instance of ours.
      const timedOut = (error as { name?: string }).name === 'TimeoutError'
      const fault = timedOut ? 'Read timeout expired' : 'Connection refused or closed'
      return { accepted: false as const, fault, retryAfter: 0 }
    }
  }

  private noteGone(status: number): void {
    if (status !== 410) return void (this.goneSince = undefined)
    this.goneSince ??= this.parts.now()
    if (this.parts.now() - this.goneSince > goneLimitMs) this.set(undefined)
  }
}

/** Methods that a webhook's answer may not call. */
const unreplyable = /^(get|setwebhook$|deletewebhook$|close$|logout$)/

function replyCall(body: string): { method: string; params: Record<string, unknown> } | undefined {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return undefined
    const { method, ...params } = value as Record<string, unknown>
    if (typeof method !== 'string' || unreplyable.test(method.toLowerCase())) return undefined
    return { method, params }
  } catch {
    return undefined
  }
}
