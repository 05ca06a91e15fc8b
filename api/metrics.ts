import { Counter, Histogram, type Registry } from 'prom-client'
import type { Provider } from '../domain/providers'

export interface WebhookMetrics {
  /** `code` is the protocol's own answer code; 0 means done. */
  answered(call: { provider: Provider; method: string; code: number; seconds: number }): void
}

const secondsName = 'orderly_webhook_seconds'
const answersName = 'orderly_webhook_answers_total'

/** What the webhooks count into a registry. Safe to call again for the same registry. */
export function webhookMetrics(registry: Registry): WebhookMetrics {
  const seconds =
    (registry.getSingleMetric(secondsName) as Histogram<'provider' | 'method'> | undefined) ??
    new Histogram({
      name: secondsName,
      help: 'Time from a provider webhook to its answer. We ask to be called again after 8 s; providers give up at 10 s.',
      labelNames: ['provider', 'method'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10],
      registers: [registry],
    })
  const answers =
    (registry.getSingleMetric(answersName) as Counter<'provider' | 'method' | 'code'> | undefined) ??
    new Counter({
      name: answersName,
      help: 'Answers to provider webhooks by the code of the protocol; 0 is success, Payme -32400 and Click -7 ask for a repeat.',
      labelNames: ['provider', 'method', 'code'] as const,
      registers: [registry],
    })
  return {
    answered({ provider, method, code, seconds: took }) {
      seconds.observe({ provider, method }, took)
      answers.inc({ provider, method, code: String(code) })
    },
  }
}
