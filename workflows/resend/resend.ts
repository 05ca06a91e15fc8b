import { ActivityFailure, isCancellation, setCurrentDetails, workflowInfo } from '@temporalio/workflow'
import { urgencyOf } from '../../domain/notices'
import { ledger } from '../ledger'
import { tell } from '../voice'
import type { ResendOutcome, ResendStart } from './messages'

/**
 * Says once more what Telegram refused or did not take, because an operator wants it. It goes the way of every message,
 * under the key that it had, so that it cannot be said twice.
 */
export async function resend(key: ResendStart): Promise<ResendOutcome> {
  // The time of the start: the step answers the same when it is run again.
  const notice = await ledger.beginResend(key, workflowInfo().startTime.getTime())
  if (!notice) return { state: 'not_needed' }
  setCurrentDetails(`Says ${notice.kind} once more`)
  try {
    const options = { summary: notice.kind, priority: { priorityKey: urgencyOf(notice.kind) } }
    return { state: await tell.executeWithOptions(options, [notice]) }
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error
    return { state: 'given_up' }
  }
}
