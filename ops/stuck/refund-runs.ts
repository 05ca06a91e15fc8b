import { refundsWaitingSince, type WaitingRefund } from '../../db/stuck'
import { refundWorkflowId } from '../../domain/ids'
import { atMost } from '../at-most'
import type { StuckPlace } from './source'

/** One that was asked for so lately may not have begun. */
const beginningMs = 60_000
const askedAtOnce = 8

export interface OpenRefund extends WaitingRefund {
  readonly workflowId: string
  readonly isRunning: boolean
}

/** Money that has to go back, and whether the lifecycle runs that gives it back. */
export async function openRefunds({ sql, client, businessId }: StuckPlace): Promise<OpenRefund[]> {
  const refunds = await refundsWaitingSince(sql, businessId, new Date(Date.now() - beginningMs))
  if (refunds.length === 0) return []
  const running = new Set<string>()
  const query = `WorkflowType = 'refund' AND BusinessId = '${businessId}' AND ExecutionStatus = 'Running'`
  for await (const { workflowId } of client.workflow.list({ query })) running.add(workflowId)
  return atMost(askedAtOnce, refunds, async (refund) => {
    const workflowId = refundWorkflowId(businessId, refund.paymentId, refund)
    // The list follows the workflows by a moment.
    return { ...refund, workflowId, isRunning: running.has(workflowId) || (await runs(client, workflowId)) }
  })
}

async function runs(client: StuckPlace['client'], workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING'
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false
    throw error
  }
}
