import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Gateway } from '../../telegram/gateway'

/** `late`: nobody said yes in time, or the question was too old; `failed`: a fault of ours. */
export type CheckoutOutcome = 'yes' | 'no' | 'late' | 'failed'

export interface ShopMetrics {
  /** A `pre_checkout_query` was answered, or could not be any more. */
  checkout(answer: { readonly outcome: CheckoutOutcome; readonly seconds: number }): void
}

const freshMs = 10_000

/** What the shop's bot counts, and what waits for it at Telegram. */
export function shopMetrics(registry: Registry, gateway: Pick<Gateway, 'getWebhookInfo'>): ShopMetrics {
  const answers = new Counter({
    name: 'orderly_checkout_answers_total',
    help: 'Answers to pre_checkout_query. Telegram gives up at 10 s.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'orderly_checkout_seconds',
    help: 'From the arrival of a pre_checkout_query to its answer.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 6, 8, 9, 10],
    registers: [registry],
  })
  let asked = 0
  new Gauge({
    name: 'orderly_telegram_pending_updates',
    help: 'Updates that wait at Telegram because nobody takes them.',
    registers: [registry],
    async collect() {
      if (Date.now() - asked < freshMs) return
      asked = Date.now()
      // Telegram that is away is no reason to tell nothing else.
      const info = await gateway.getWebhookInfo().catch(() => null)
      if (info) this.set(info.pending_update_count)
    },
  })
  return {
    checkout({ outcome, seconds: took }) {
      answers.inc({ outcome })
      seconds.observe(took)
    },
  }
}
