import { Counter, Histogram, type Registry } from 'prom-client'

/** `late`: nobody said yes in time, or the question was too old; `failed`: a fault of ours. */
export type CheckoutOutcome = 'yes' | 'no' | 'late' | 'failed'

export interface ShopMetrics {
  /** A `pre_checkout_query` was answered, or could not be any more. */
  checkout(answer: { readonly outcome: CheckoutOutcome; readonly seconds: number }): void
}

/** What the shop's bot counts. */
export function shopMetrics(registry: Registry): ShopMetrics {
  const answers = new Counter({
    name: 'orderly_checkout_answers_total',
    help: 'Answers to pre_checkout_query: yes, no, late (not in time), failed (a fault of ours). Telegram gives up at 10 s.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'orderly_checkout_seconds',
    help: 'From the arrival of a pre_checkout_query to its answer.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 6, 8, 9, 10],
    registers: [registry],
  })
  // One that begins to be counted at 1 has not grown, as Prometheus sees it.
  for (const outcome of ['yes', 'no', 'late', 'failed'] satisfies CheckoutOutcome[]) answers.inc({ outcome }, 0)
  return {
    checkout({ outcome, seconds: took }) {
      answers.inc({ outcome })
      seconds.observe(took)
    },
  }
}
