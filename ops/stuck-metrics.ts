import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { stuckKinds, type StuckLook } from '../domain/stuck'

interface StuckWatch {
  readonly look: () => Promise<StuckLook>
  readonly log: Logger
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal
  readonly everyMs?: number
}

/**
 * Counts what is stuck, in the background: a scrape costs nothing, however often it comes. Until the first look has ended
 * nothing is told. Resolves when the process stops.
 */
export async function stuckMetrics(registry: Registry, watch: StuckWatch): Promise<void> {
  const { look, log, stopping, everyMs = 60_000 } = watch
  const gauge = new Gauge({
    name: 'orderly_stuck',
    help: 'What cannot move without a person, by kind; looked for once a minute. See `npm run ops -- stuck`.',
    labelNames: ['kind'] as const,
    registers: [registry],
  })
  while (!stopping.aborted) {
    try {
      const { things } = await look()
      const hidden = new Set(things.flatMap(({ hides = [] }) => hides))
      for (const kind of stuckKinds) {
        const found = things.filter((thing) => thing.kind === kind).length
        if (found === 0 && hidden.has(kind)) gauge.remove({ kind })
        else gauge.set({ kind }, found)
      }
    } catch (error) {
      // What is not known is not told: the figure of a minute ago would be believed.
      gauge.reset()
      log.warn({ err: error }, 'could not look for what is stuck')
    }
    await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
