import type { SendLimits } from '../options'
import type { Room } from '../state/rooms'

const minuteMs = 60_000

/** Counts what each bot sends, and says how long it must wait (telegram.md 3.5). */
export class SendLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>()
  private readonly groupSends = new Map<string, number[]>()

  constructor(
    private readonly limits: SendLimits | undefined,
    private readonly now: () => number,
  ) {}

  /** 0 when the message may be sent, which counts it; otherwise whole seconds to wait, and nothing is counted. */
  take(botId: number, room: Room): number {
    if (!this.limits) return 0
    const { perChat, perBotPerSecond, perGroupPerMinute } = this.limits
    const chat = this.bucket(`${botId}/${room.key}`, perChat.perSecond, perChat.burst)
    const bot = this.bucket(`${botId}`, perBotPerSecond, perBotPerSecond)
    const group = room.kind === 'private' ? [] : this.recent(`${botId}/${room.key}`)
    const waits = [
      chat.tokens >= 1 ? 0 : (1 - chat.tokens) / perChat.perSecond,
      bot.tokens >= 1 ? 0 : (1 - bot.tokens) / perBotPerSecond,
      group.length < perGroupPerMinute ? 0 : ((group[0] ?? 0) + minuteMs - this.now()) / 1000,
    ]
    const wait = Math.max(...waits)
    if (wait > 0) return Math.max(1, Math.ceil(wait))
    chat.tokens--
    bot.tokens--
    group.push(this.now())
    return 0
  }

  forget(): void {
    this.buckets.clear()
    this.groupSends.clear()
  }

  private bucket(key: string, perSecond: number, size: number) {
    const now = this.now()
    const bucket = this.buckets.get(key) ?? { tokens: size, at: now }
    bucket.tokens = Math.min(size, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    this.buckets.set(key, bucket)
    return bucket
  }

  private recent(key: string): number[] {
    const since = this.now() - minuteMs
    const kept = (this.groupSends.get(key) ?? []).filter((at) => at > since)
    this.groupSends.set(key, kept)
    return kept
  }
}
