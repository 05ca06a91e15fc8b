import { Gauge, type Registry } from 'prom-client'
import type { Gateway } from '../telegram/gateway'

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
