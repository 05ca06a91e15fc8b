import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { AnsweredCall, Gateway } from '../telegram/gateway'

/** Telegram is asked so often at most. */
const freshMs = 10_000

/** What waits at Telegram. Told by the worker, because the process that should take it may be the one that is away. */
export function telegramMetrics(
  registry: Registry,
  gateway: Pick<Gateway, 'getWebhookInfo'>,
  now: () => number = Date.now,
): void {
  let askedAt = 0
  new Gauge({
    name: 'orderly_telegram_pending_updates',
    help: 'Updates that wait at Telegram because nobody takes them.',
    registers: [registry],
    async collect() {
      if (now() - askedAt < freshMs) return
      askedAt = now()
      // Telegram that is away is no reason to tell nothing else.
      const info = await gateway.getWebhookInfo().catch(() => null)
      if (info) this.set(info.pending_update_count)
      else this.remove()
    },
  })
}

/** What a gateway counts its calls into. A long poll takes as long as it waits, so its time says nothing. */
export function telegramCalls(registry: Registry): (call: AnsweredCall) => void {
  const calls = new Counter({
    name: 'orderly_telegram_calls_total',
    help: 'Calls of the Bot API: ok, unreachable (blocked by the person), refused, rate_limited (429), failed (no answer, 5xx, 401, 404, 409).',
    labelNames: ['method', 'outcome'] as const,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'orderly_telegram_call_seconds',
    help: 'How long Telegram takes to answer; getUpdates, which waits, is left out. We give a call up after 15 s.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers: [registry],
  })
  return ({ method, outcome, seconds: took }) => {
    calls.inc({ method, outcome })
    if (method !== 'getUpdates') seconds.observe(took)
  }
}
