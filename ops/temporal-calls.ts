import { WorkflowUpdateFailedError, type WorkflowClientInterceptor } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common'
import { Histogram, type Registry } from 'prom-client'

/**
 * What a client asks of Temporal, with its time: the SDK's own metrics are those of workers only. An update is timed
 * until its result. `refused`: the workflow has ended, was there already, or said no; `failed`: whatever else was thrown.
 */
export function countedCalls(registry: Registry): WorkflowClientInterceptor {
  const seconds = new Histogram({
    name: 'orderly_temporal_call_seconds',
    help: 'How long messages to workflows take, by operation and outcome; refused: the workflow has ended, was there already, or said no; failed: Temporal did not take it in time.',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10],
    registers: [registry],
  })
  async function timed<T>(operation: string, call: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    const took = (outcome: 'ok' | 'refused' | 'failed') =>
      seconds.observe({ operation, outcome }, (performance.now() - startedAt) / 1000)
    try {
      const answer = await call()
      took('ok')
      return answer
    } catch (error) {
      took(isRefusal(error) ? 'refused' : 'failed')
      throw error
    }
  }
  return {
    startWithDetails: (input, next) => timed('start', () => next(input)),
    signal: (input, next) => timed('signal', () => next(input)),
    signalWithStart: (input, next) => timed('signal_with_start', () => next(input)),
    startUpdate: (input, next) => timed('update', () => next(input)),
    startUpdateWithStart: (input, next) => timed('update_with_start', () => next(input)),
    query: (input, next) => timed('query', () => next(input)),
    describe: (input, next) => timed('describe', () => next(input)),
    terminate: (input, next) => timed('terminate', () => next(input)),
    cancel: (input, next) => timed('cancel', () => next(input)),
  }
}

/** Temporal works and has answered: what was asked cannot be, as happens in a healthy shop. */
const isRefusal = (error: unknown) =>
  error instanceof WorkflowNotFoundError ||
  error instanceof WorkflowExecutionAlreadyStartedError ||
  error instanceof WorkflowUpdateFailedError
