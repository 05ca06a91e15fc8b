import { ApplicationFailure, type Context } from '@temporalio/activity'
import type { ActivityInterceptorsFactory } from '@temporalio/worker'
import type { Logger } from 'pino'
import { forgetRetriedStep, noteRetriedStep } from '../db/retried-steps'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'

/** A step that fails so often does not fail by chance. */
export const usualAttempts = 5

interface Watch {
  readonly sql: Db
  readonly businessId: BusinessId
  readonly log: Logger
}

/**
 * Writes down every step that is tried more than {@link usualAttempts} times, for operators to find. Temporal shows
 * retries of an activity only to whoever describes its workflow, and those of a local activity to nobody.
 */
export const retryWatch =
  ({ sql, businessId, log }: Watch): ActivityInterceptorsFactory =>
  ({ info }: Context) => {
    if (info.attempt <= usualAttempts) return {}
    const { workflowExecution, activityId, activityType: activity, attempt, isLocal } = info
    if (!workflowExecution) return {}
    const key = { runId: workflowExecution.runId, activityId: isLocal ? activity : activityId }
    const since = new Date(info.scheduledTimestampMs)
    const step = { ...key, businessId, workflowId: workflowExecution.workflowId, activity, isLocal, attempt, since }
    // What cannot be written down must not keep the step from being tried.
    const quietly = (work: Promise<void>) =>
      work.catch((error: unknown) => log.warn({ err: error, activity }, 'a retried step could not be noted'))
    return {
      inbound: {
        async execute(input, next) {
          // Before it is tried, because a try that hangs never says so.
          await quietly(noteRetriedStep(sql, { ...step, error: null }))
          try {
            const result = await next(input)
            await quietly(forgetRetriedStep(sql, key))
            return result
          } catch (error) {
            const isOver = error instanceof ApplicationFailure && error.nonRetryable
            const words = error instanceof Error ? error.message : String(error)
            await quietly(isOver ? forgetRetriedStep(sql, key) : noteRetriedStep(sql, { ...step, error: words }))
            throw error
          }
        },
      },
    }
  }
