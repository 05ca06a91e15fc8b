import type { Client } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { orderWorkflowId, paymentWorkflowId } from '../domain/ids'
import { paymentIdOf } from '../domain/payment-plan'
import { untilOffered, type HistoryEvent } from './actions'
import { businessId } from './ground'

/** The money of an order: its own run until it was offered, and those of its two payments. */
export async function historiesOf(client: Client, orderId: string): Promise<readonly (readonly HistoryEvent[])[]> {
  const payments = (['deposit', 'balance'] as const).map((kind) =>
    historyOf(client, paymentWorkflowId(businessId, paymentIdOf(orderId, kind))),
  )
  return [untilOffered(await historyOf(client, orderWorkflowId(businessId, orderId))), ...(await Promise.all(payments))]
}

/** Every event of the newest run of a workflow. */
export async function historyOf(client: Client, workflowId: string): Promise<readonly HistoryEvent[]> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory()
  return (JSON.parse(historyToJSON(history)) as { events: HistoryEvent[] }).events
}
