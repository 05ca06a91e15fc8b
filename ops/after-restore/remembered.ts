import type { Client, WorkflowExecutionInfo } from '@temporalio/client'
import type { Remembered, RunOf } from '../../domain/after-restore'
import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../../domain/ids'
import type { OrderStage } from '../../domain/order-states'
import type { PaymentState } from '../../domain/payment-states'
import type { SubscriptionState } from '../../domain/subscription-states'
import { atMost } from '../at-most'
import type { Progress } from '../cache'
import { moneyIn, refundingIn, returnIn } from './money-in-histories'

interface Asked {
  readonly client: Client
  readonly businessId: BusinessId
  /** Runs that had ended before have nothing that the book of this moment lacks. Null: all that Temporal still has. */
  readonly since: Date | null
  readonly progress: Progress
}

/** The clocks of Temporal and Postgres may differ by so much. */
const clocksDifferMs = 10 * 60_000
const atOnce = 8

/** What Temporal knows of orders, subscriptions and money: all that runs, and what has ended since. */
export async function remembered({ client, businessId, since, progress }: Asked): Promise<Remembered> {
  const runsOf = <Id extends string, Stage extends string>(type: string, attribute: string) =>
    listed<Id, Stage>(client, { type, attribute, businessId, since })
  const orders = await runsOf<OrderId, OrderStage>('order', 'OrderStage')
  const subscriptions = await runsOf<SubscriptionId, SubscriptionState>('subscription', 'SubscriptionState')
  const payments = await runsOf<PaymentId, PaymentState>('payment', 'PaymentStage')
  const refunds = await runsOf<PaymentId, never>('refund', 'PaymentStage')
  progress(
    `Temporal has ${orders.runs.length} runs of orders, ${subscriptions.runs.length} of subscriptions, ` +
      `${payments.runs.length} of payments and ${refunds.runs.length} of refunds to compare.`,
  )
  const read = <T>(runs: readonly WorkflowExecutionInfo[], find: (run: Read & { isRunning: boolean }) => T[]) =>
    atMost(atOnce, runs, async ({ workflowId, runId, status }) => {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
      return find({ workflowId, history, isRunning: status.name === 'RUNNING' })
    })
  const ofRefunds = (
    await read(refunds.runs, (run) => [{ returned: returnIn(run), refunding: refundingIn(run) }])
  ).flat()
  return {
    orders: orders.newest,
    subscriptions: subscriptions.newest,
    payments: payments.newest,
    money: (await read(payments.runs, moneyIn)).flat(),
    returned: ofRefunds.flatMap(({ returned }) => returned),
    refunding: ofRefunds.flatMap(({ refunding }) => refunding),
  }
}

export interface Read {
  readonly workflowId: string
  readonly history: Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>
}

interface Listed {
  readonly type: string
  readonly attribute: string
  readonly businessId: BusinessId
  readonly since: Date | null
}

async function listed<Id extends string, Stage extends string>(
  client: Client,
  { type, attribute, businessId, since }: Listed,
): Promise<{ runs: WorkflowExecutionInfo[]; newest: RunOf<Id, Stage>[] }> {
  const from = since && new Date(since.getTime() - clocksDifferMs).toISOString()
  const lately = from ? ` AND (ExecutionStatus = "Running" OR CloseTime >= "${from}")` : ''
  const query = `WorkflowType = "${type}" AND BusinessId = "${businessId}"${lately}`
  const runs: WorkflowExecutionInfo[] = []
  for await (const run of client.workflow.list({ query })) runs.push(run)
  const newest = new Map<string, WorkflowExecutionInfo>()
  for (const run of runs) {
    const before = newest.get(run.workflowId)
    if (!before || isNewer(run, before)) newest.set(run.workflowId, run)
  }
  return {
    runs,
    newest: [...newest.values()].map((run) => ({
      id: run.workflowId.split('/')[2] as Id,
      running: run.status.name === 'RUNNING',
      stage: (run.searchAttributes?.[attribute]?.[0] as Stage | undefined) ?? null,
    })),
  }
}

/** A run of a later period, or a late one: the one that runs is the newest whatever the clock says. */
const isNewer = (run: WorkflowExecutionInfo, other: WorkflowExecutionInfo) =>
  other.status.name !== 'RUNNING' &&
  (run.status.name === 'RUNNING' || run.startTime.getTime() >= other.startTime.getTime())
