import { Histogram, type Registry } from 'prom-client'

export interface AccessMetrics {
  /** Telegram agrees with a decision now, so long after it. */
  settled(right: { readonly isOpen: boolean; readonly seconds: number }): void
}

export function accessMetrics(registry: Registry): AccessMetrics {
  const lag = new Histogram({
    name: 'orderly_access_lag_seconds',
    help: 'From a decision about access (open: money has landed) to Telegram agreeing with it.',
    labelNames: ['direction'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600],
    registers: [registry],
  })
  return { settled: ({ isOpen, seconds }) => lag.observe({ direction: isOpen ? 'open' : 'close' }, seconds) }
}
