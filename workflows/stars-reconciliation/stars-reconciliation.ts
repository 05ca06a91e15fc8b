import { continueAsNew, ParentClosePolicy, proxyActivities, setCurrentDetails, startChild } from '@temporalio/workflow'
import { TypedSearchAttributes, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { ReconciliationActivities, ReconciliationSteps } from '../../activities/stars-reconciliation'
import { refundWorkflowId } from '../../domain/ids'
import type { RefundStart } from '../refund/messages'
import { ledger } from '../ledger'
import { foundBy } from '../search-attributes'
import { taskQueues } from '../task-queues'
import type { ReconciliationStart } from './messages'

const { readStars, reportDifferences } = proxyActivities<ReconciliationActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

const lowPriority = { priorityKey: 5 }
const pagesOfRun = 100

type Returned = Awaited<ReturnType<ReconciliationSteps['compareStars']>>['returned'][number]

/**
 * Reads on in Telegram's book of the bot's Stars and compares it with ours. What went back without our knowing is
 * recorded, so that the access it paid for ends; every other difference is the owner's, with what puts it right.
 */
export async function starsReconciliation({ businessId }: ReconciliationStart): Promise<void> {
  for (let pages = 1; ; pages++) {
    const options = { summary: 'getStarTransactions', priority: lowPriority }
    const { more, readTo } = await readStars.executeWithOptions(options, [businessId])
    setCurrentDetails(`Read ${readTo} movements of Stars`)
    if (!more) break
    if (pages === pagesOfRun) await continueAsNew<typeof starsReconciliation>({ businessId })
  }
  const { returned, open } = await ledger.compareStars(businessId, Date.now())
  for (const one of returned) await record(businessId, one)
  setCurrentDetails(`${open} differences, ${returned.length} of them recorded now`)
  await reportDifferences.executeWithOptions({ summary: 'report to the owner', priority: lowPriority }, [businessId])
}

/** The refund goes on by itself. One that is running already records it, too. */
async function record(businessId: string, { paymentId, externalId, kind }: Returned): Promise<void> {
  const transaction = { provider: 'stars', externalId } as const
  const start: RefundStart = {
    businessId,
    paymentId,
    ...transaction,
    goneBack: kind === 'chargeback' ? 'chargeback' : 'refund',
  }
  try {
    await startChild('refund', {
      workflowId: refundWorkflowId(businessId, paymentId, transaction),
      args: [start],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: new TypedSearchAttributes([foundBy.business(businessId)]),
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
