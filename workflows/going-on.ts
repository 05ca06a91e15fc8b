import { getExternalWorkflowHandle, log, ParentClosePolicy, startChild } from '@temporalio/workflow'
import { type SignalDefinition, TypedSearchAttributes, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { refundWorkflowId, subscriptionWorkflowId } from '../domain/ids'
import { usualPriority } from './priorities'
import type { RefundStart } from './refund/messages'
import { foundBy } from './search-attributes'
import { bookChanged } from './subscription/messages'
import type { SubscriptionStart } from './subscription/messages'

/**
 * The subscription runs again, or is told to look at the book if it is running. It may begin or end between our two tries.
 */
export async function goOnWithSubscription(start: SubscriptionStart): Promise<void> {
  const workflowId = subscriptionWorkflowId(start.businessId, start.subscriptionId)
  for (;;) {
    const started = await startIfNew(() =>
      startChild('subscription', {
        workflowId,
        args: [start],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        priority: usualPriority,
        typedSearchAttributes: new TypedSearchAttributes([foundBy.business(start.businessId)]),
      }),
    )
    if (started || (await wasTold(workflowId, bookChanged))) return
  }
}

/** The refund goes on by itself, also when whoever began it is over. False when it is running already. */
export const startRefund = (start: RefundStart): Promise<boolean> =>
  startIfNew(() =>
    startChild('refund', {
      workflowId: refundWorkflowId(start.businessId, start.paymentId, start),
      args: [start],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      priority: usualPriority,
      typedSearchAttributes: new TypedSearchAttributes([foundBy.business(start.businessId)]),
    }),
  )

/** False when it has ended in this very moment. */
export async function wasTold<Args extends unknown[]>(
  workflowId: string,
  news: SignalDefinition<Args>,
  ...args: Args
): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(news, ...args)
    return true
  } catch {
    log.info('a lifecycle ended in this moment; trying to go on with it again', { workflowId })
    return false
  }
}

/** False when it is running. */
export async function startIfNew(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start()
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}
