import type { WorkflowInterceptorsFactory } from '@temporalio/workflow'
import { OneAtATime } from './one-at-a-time'

/**
 * The local activities of one run go one after another, whichever part of it asks. Of two at the same time the SDK answers
 * whichever ends first, and replays whichever began first: a run that went on between the two answers no longer replays.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const lane = new OneAtATime()
  return { outbound: [{ scheduleLocalActivity: (input, next) => lane.run(() => next(input)) }] }
}
