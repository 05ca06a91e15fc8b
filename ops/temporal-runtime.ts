import { DefaultLogger, Runtime } from '@temporalio/worker'
import type { Logger } from 'pino'
import { freePort } from './ports'

const attempts = 5
const answerMs = 2_000

/** What the SDK's core counts, in Prometheus form; empty while it does not answer. */
export type SdkMetrics = () => Promise<string>

/**
 * Sets up the SDK's native core, once for a process and before its first connection. Its log lines come among ours, as
 * JSON of the same form. Its metrics it serves itself, on a port of the loopback interface, from where they are fetched
 * for `/metrics`: so there is one address to scrape. The other way, a buffer of single updates, is an experiment
 * of the SDK and loses updates when it is not emptied in time.
 */
export async function installRuntime(log: Logger): Promise<SdkMetrics> {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, ...rest } = meta ?? {}
    log[levels[level]]({ ...rest, ...(error !== undefined && { err: error }) }, message)
  })
  for (let attempt = 1; ; attempt++) {
    const bindAddress = `127.0.0.1:${await freePort()}`
    try {
      Runtime.install({
        logger,
        telemetryOptions: {
          logging: { forward: {}, filter: 'WARN' },
          metrics: {
            prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true },
            globalTags: { process: 'worker' },
            attachServiceName: false,
          },
        },
      })
    } catch (error) {
      // Somebody took the port between our asking for a free one and the core's binding it.
      if (attempt === attempts || !/address already in use/i.test(String(error))) throw error
      continue
    }
    return () => textAt(`http://${bindAddress}/metrics`)
  }
}

/** While the core does not answer, the rest is told all the same. */
function textAt(url: string): Promise<string> {
  return fetch(url, { signal: AbortSignal.timeout(answerMs) }).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  )
}
