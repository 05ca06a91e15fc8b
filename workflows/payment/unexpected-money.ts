import {
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  proxyLocalActivities,
  startChild,
} from '@temporalio/workflow'
import { TypedSearchAttributes, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { LedgerActivities } from '../../activities/ledger'
import { orderWorkflowId, paidFor, refundWorkflowId } from '../../domain/ids'
import type { ProviderTransaction, UnexpectedMoney } from '../../domain/ledger'
import { bookChanged, type OrderStart } from '../order/messages'
import type { RefundStart } from '../refund/messages'
import { foundBy } from '../search-attributes'
import type { Voice } from '../voice'
import type { PaymentStart } from './messages'

const ledger = proxyLocalActivities<Pick<LedgerActivities, 'revivalOfOrder'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
})

/** Money that nobody waited for, and what the book made of it. */
export interface Unexpected {
  readonly landing: 'revived' | UnexpectedMoney
  readonly transaction: ProviderTransaction
}

/** Where such money leads: the order goes on, or the money goes back. Never silent. */
export async function follow(
  { businessId, paymentId }: PaymentStart,
  { landing, transaction }: Unexpected,
  voice: Voice,
): Promise<void> {
  const { provider, externalId } = transaction
  const about = { businessId, paymentId }
  const { orderId } = paidFor(paymentId)
  if (landing === 'revived' && orderId) await goOnWithOrder({ businessId, orderId })
  if (landing !== 'revived') await giveBack({ ...about, provider, externalId })

  const outcome = landing === 'revived' ? 'revived' : 'refund'
  const dedupeKey = `${provider}/${externalId}/late`
  voice.say({ kind: 'late_money', ...about, outcome, dedupeKey: `${dedupeKey}/buyer` })
  voice.say({ kind: 'late_money_for_owner', ...about, outcome, dedupeKey: `${dedupeKey}/owner` })
}

const giveBack = (start: RefundStart) =>
  startIfNew(() =>
    startChild('refund', {
      workflowId: refundWorkflowId(start.businessId, start.paymentId, start),
      args: [start],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: new TypedSearchAttributes([foundBy.business(start.businessId)]),
    }),
  )

/** The order runs again, or is told to look at the book if it is running. It may begin or end between our two tries. */
async function goOnWithOrder(order: Pick<OrderStart, 'businessId' | 'orderId'>): Promise<void> {
  const workflowId = orderWorkflowId(order.businessId, order.orderId)
  for (;;) {
    const { open, stage, revivedFrom } = await ledger.revivalOfOrder(order)
    if (!open) return
    const start: OrderStart = { ...order, ...(revivedFrom && { revivedFrom }) }
    const started = await startIfNew(() =>
      startChild('order', {
        workflowId,
        args: [start],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        typedSearchAttributes: new TypedSearchAttributes([
          foundBy.business(order.businessId),
          foundBy.orderStage(stage),
          ...(revivedFrom ? [foundBy.revivedFrom(revivedFrom)] : []),
        ]),
      }),
    )
    if (started) return
    try {
      return await getExternalWorkflowHandle(workflowId).signal(bookChanged)
    } catch {
      log.info('the order ended in this moment; trying to go on with it again', { orderId: order.orderId })
    }
  }
}

async function startIfNew(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start()
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}
