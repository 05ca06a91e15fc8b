import { ParentClosePolicy, proxyActivities, setCurrentDetails, startChild } from '@temporalio/workflow'
import { TypedSearchAttributes } from '@temporalio/common'
import type { ReconciliationActivities, ReconciliationSteps } from '../../activities/stars-reconciliation'
import { paymentWorkflowId } from '../../domain/ids'
import { continueOnNewestBuild } from '../builds'
import { moneyLanded, type PaymentStart } from '../payment/messages'
import { startIfNew, startRefund, wasTold } from '../going-on'
import { ledger } from '../ledger'
import { foundBy } from '../search-attributes'
import { idlePriority, urgentPriority } from '../priorities'
import { taskQueues } from '../task-queues'
import type { ReconciliationStart } from './messages'

const { readStars, reportDifferences } = proxyActivities<ReconciliationActivities>({
  taskQueue: taskQueues.telegram,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

const pagesOfRun = 100

type Comparison = Awaited<ReturnType<ReconciliationSteps['compareStars']>>
type Returned = Comparison['returned'][number]
type Missed = Comparison['missed'][number]

/**
 * Reads on in Telegram's book of the bot's Stars and compares it with ours. What went back without our knowing is
 * recorded, so that the access it paid for ends; a payment that we never heard of is booked; every other difference is the owner's, with what puts it right.
 */
export async function starsReconciliation({ businessId }: ReconciliationStart): Promise<void> {
  for (let pages = 1; ; pages++) {
    const options = { summary: 'getStarTransactions', priority: idlePriority }
    const { more, readTo } = await readStars.executeWithOptions(options, [businessId])
    setCurrentDetails(`Read ${readTo} movements of Stars`)
    if (!more) break
    if (pages === pagesOfRun) await continueOnNewestBuild<typeof starsReconciliation>({ businessId })
  }
  const { returned, missed, open } = await ledger.compareStars(businessId, Date.now())
  for (const one of returned) await record(businessId, one)
  for (const charge of missed) await land(businessId, charge)
  setCurrentDetails(`${open} differences, ${returned.length + missed.length} of them put right now`)
  await reportDifferences.executeWithOptions({ summary: 'report to the owner', priority: idlePriority }, [businessId])
}

/** A refund that is running already records it, too. */
async function record(businessId: string, { paymentId, externalId, kind }: Returned): Promise<void> {
  const goneBack = kind === 'chargeback' ? 'chargeback' : 'refund'
  await startRefund({ businessId, paymentId, provider: 'stars', externalId, goneBack })
}

/** As if Telegram's message about the money had come. */
async function land(businessId: string, { paymentId, externalId, amount, at, recurring }: Missed): Promise<void> {
  const money = { amount, currency: 'XTR' } as const
  const landed = { money, providerTime: at, ...(recurring && { recurring }) }
  const request = { provider: 'stars', externalId, landed } as const
  const start: PaymentStart = { businessId, paymentId, mode: 'late', landed: request }
  const workflowId = paymentWorkflowId(businessId, paymentId)
  for (;;) {
    const started = await startIfNew(() =>
      startChild('payment', {
        workflowId,
        args: [start],
        priority: urgentPriority,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        typedSearchAttributes: new TypedSearchAttributes([foundBy.business(businessId)]),
      }),
    )
    if (started || (await wasTold(workflowId, moneyLanded, request))) return
  }
}
