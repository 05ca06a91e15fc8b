import { ParentClosePolicy, sleep, startChild } from '@temporalio/workflow'
import { TypedSearchAttributes } from '@temporalio/common'
import { orderWorkflowId, paidFor, type BusinessId, type PaidFor } from '../../domain/ids'
import type { ProviderTransaction, UnexpectedMoney } from '../../domain/ledger'
import { bookChanged, type OrderStart } from '../order/messages'
import type { RefundStart } from '../refund/messages'
import { goOnWithSubscription, startIfNew, startRefund, wasTold } from '../going-on'
import { ledger } from '../ledger'
import { urgentPriority } from '../priorities'
import { foundBy } from '../search-attributes'
import type { Voice } from '../voice'
import type { PaymentStart } from './messages'

/**
 * Money that nobody waited for, and what the book made of it. `renewed`: it pays for the next period of a subscription,
 * which Telegram renews by itself.
 */
export interface Unexpected {
  readonly landing: 'renewed' | 'revived' | UnexpectedMoney
  readonly transaction: ProviderTransaction
}

/** Where such money leads: what it pays for goes on, or the money goes back. Never silent. */
export async function follow(
  { businessId }: PaymentStart,
  { landing, transaction }: Unexpected,
  voice: Voice,
): Promise<void> {
  const { provider, externalId, paymentId } = transaction
  const about = { businessId, paymentId }
  const { orderId, subscriptionId } = paidFor(paymentId)
  if (landing === 'renewed' || landing === 'revived') {
    await goOn(businessId, paidFor(paymentId))
  } else {
    await giveBack({ ...about, provider, externalId })
    // Stars that nobody wanted may be the first of a renewal, and would come again in a month.
    if (orderId === undefined && provider === 'stars') await goOnWithSubscription({ businessId, subscriptionId })
  }

  if (landing === 'renewed') {
    voice.say({ kind: 'payment_received', ...about, dedupeKey: `${paymentId}/received` })
    return
  }
  const outcome = landing === 'revived' ? 'revived' : 'refund'
  const dedupeKey = `${provider}/${externalId}/late`
  voice.say({ kind: 'late_money', ...about, outcome, dedupeKey: `${dedupeKey}/buyer` })
  voice.say({ kind: 'late_money_for_owner', ...about, outcome, dedupeKey: `${dedupeKey}/owner` })
}

async function goOn(businessId: BusinessId, { orderId, subscriptionId }: PaidFor): Promise<void> {
  if (orderId !== undefined) await goOnWithOrder({ businessId, orderId })
  else await goOnWithSubscription({ businessId, subscriptionId })
}

/** A run that the provider began for this money, and that ends without it, must not keep ours from being begun. */
async function giveBack(start: RefundStart): Promise<void> {
  while (!(await startRefund(start))) {
    if ((await ledger.refundState(start)) !== 'requested') return
    await sleep('1 minute')
  }
}

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
        priority: urgentPriority,
        typedSearchAttributes: new TypedSearchAttributes([
          foundBy.business(order.businessId),
          foundBy.orderStage(stage),
          ...(revivedFrom ? [foundBy.revivedFrom(revivedFrom)] : []),
        ]),
      }),
    )
    if (started || (await wasTold(workflowId, bookChanged))) return
  }
}
