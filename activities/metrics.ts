import { Counter, Histogram, type Registry } from 'prom-client'
import type { Refusal } from '../domain/ledger'
import type { Notice, NoticeOutcome } from '../domain/notices'
import type { Provider } from '../domain/providers'

/** What became of one attempt to say something to one person; `rate_limited` and `failed` are tried again. */
export type SendOutcome = NoticeOutcome | 'already_sent' | 'rate_limited' | 'failed'

export interface ActivityMetrics {
  /** Telegram agrees with a decision about access now, so long after it. */
  settled(right: { readonly isOpen: boolean; readonly seconds: number }): void
  /** The book refused what a provider asked for. */
  refused(request: { readonly provider: Provider; readonly step: 'hold' | 'perform'; readonly refusal: Refusal }): void
  /** Something was said, or was not. */
  said(notice: { readonly kind: Notice['kind']; readonly outcome: SendOutcome }): void
}

/** What the worker's activities count. */
export function activityMetrics(registry: Registry): ActivityMetrics {
  const registers = [registry]
  const lag = new Histogram({
    name: 'orderly_access_lag_seconds',
    help: 'From a decision about access (open: money has landed) to Telegram agreeing with it.',
    labelNames: ['direction'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600],
    registers,
  })
  const refusals = new Counter({
    name: 'orderly_payments_refused_total',
    help: 'Holds and performs that the book refused. What is refused before that is in orderly_webhook_answers_total.',
    labelNames: ['provider', 'step', 'reason'] as const,
    registers,
  })
  const sends = new Counter({
    name: 'orderly_messages_total',
    help: 'Attempts to say something, by what is said and what became of it; rate_limited and failed are tried again.',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  })
  return {
    settled: ({ isOpen, seconds }) => lag.observe({ direction: isOpen ? 'open' : 'close' }, seconds),
    refused: ({ provider, step, refusal }) => refusals.inc({ provider, step, reason: refusal }),
    said: ({ kind, outcome }) => sends.inc({ kind, outcome }),
  }
}
