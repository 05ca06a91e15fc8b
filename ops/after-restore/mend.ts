import type { Client } from '@temporalio/client'
import { setTimeout as pause } from 'node:timers/promises'
import { keepBuyer } from '../../db/buyers'
import { hasPlaced, transactionState, waitsForGoods } from '../../db/after-restore'
import { stateOfPayment } from '../../db/payment-stages'
import { newestPaidPeriod } from '../../db/subscription-refunds'
import type { Db } from '../../db/types'
import {
  subjectOf,
  type Difference,
  type Refunding,
  type RememberedMoney,
  type RememberedReturn,
} from '../../domain/after-restore'
import {
  orderWorkflowId,
  paidFor,
  paymentWorkflowId,
  refundWorkflowId,
  subscriptionWorkflowId,
  type BusinessId,
  type OrderId,
} from '../../domain/ids'
import { LifecycleEnded, Unanswered, type Lifecycles } from '../../workflows/callers'
import type { OrderRequest, OrderStart } from '../../workflows/order/messages'
import type { SubscriptionRequest, SubscriptionStart } from '../../workflows/subscription/messages'
import type { Progress } from '../cache'
import { innermost } from '../innermost'
import { inputOf } from './money-in-histories'

interface Mending {
  readonly sql: Db
  readonly client: Client
  readonly lifecycles: Lifecycles
  readonly businessId: BusinessId
  readonly progress: Progress
  /** How long one step may take before it is left for a person. Ms. */
  readonly patienceMs: number
}

type Of<Kind extends Difference['kind']> = Extract<Difference, { kind: Kind }>
/** Who did it, where the book asks for a member of staff. */
const operator = { by: 'staff', staffId: 'operator' } as const

/**
 * Tells the lifecycles again what the book has lost, in the order in which it happened. Everything goes the usual way of
 * the message, so the book judges it as it would at any time: money whose goods are sold meanwhile is given back. Running
 * it again does no harm. Answers what could not be done.
 */
export async function mend(differences: readonly Difference[], mending: Mending): Promise<string[]> {
  const left: string[] = []
  const each = async <Kind extends Difference['kind']>(kind: Kind, act: (one: Of<Kind>) => Promise<void>) => {
    for (const one of differences) {
      if (one.kind !== kind) continue
      await act(one as Of<Kind>).catch((error: unknown) => {
        // What was begun for one order is ended for it, whatever became of another.
        left.push(
          error instanceof Left || error instanceof Unanswered ? error.message : `${one.kind}: ${innermost(error)}`,
        )
      })
    }
  }
  const { lifecycles, businessId } = mending
  await each('payment_differs', ({ paymentId }) => endRun(mending, paymentWorkflowId(businessId, paymentId)))
  await each('refund_missing', ({ refunding }) =>
    endRun(mending, refundWorkflowId(businessId, refunding.paymentId, refunding)),
  )
  await each('order_missing', (one) => placeAgain(mending, one))
  await each('subscription_missing', (one) => placeAgain(mending, one))
  await each('money_missing', ({ money }) => landAgain(mending, money))
  await each('order_missing', async ({ orderId, stage }) => {
    if (stage === 'cancelled') await cancelAgain(mending, orderId)
  })
  await each('order_differs', async ({ orderId, workflow }) => {
    await lifecycles.orderChanged({ businessId, orderId })
    if (workflow === 'cancelled') await cancelAgain(mending, orderId)
  })
  await each('subscription_differs', ({ subscriptionId }) =>
    lifecycles.subscriptionChanged({ businessId, subscriptionId }),
  )
  await each('refund_missing', ({ refunding }) => askRefundAgain(mending, refunding))
  await each('return_missing', ({ returned }) => noteReturned(mending, returned))
  return left
}

/** It cannot be done by itself; the message is for a person. */
class Left extends Error {}

/** Whoever waits for a payment takes it up anew from the book when its run is gone. */
async function endRun({ client, progress }: Mending, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).terminate('the database was restored to an earlier moment')
    progress(`${workflowId}: ended, to be begun anew from the book`)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'WorkflowNotFoundError')) throw error
  }
}

async function placeAgain(mending: Mending, one: Of<'order_missing'> | Of<'subscription_missing'>): Promise<void> {
  const { sql, client, lifecycles, businessId, progress } = mending
  const subject = subjectOf(one)
  const { orderId, subscriptionId } = subject
  const workflowId =
    orderId === undefined
      ? subscriptionWorkflowId(businessId, subscriptionId ?? '')
      : orderWorkflowId(businessId, orderId)
  const request = await requestOf(client, workflowId)
  if (!request)
    throw new Left(`${workflowId}: Temporal does not have its first run any more, so nobody knows what was ordered`)
  // Whoever first came after that moment is not known either.
  await keepBuyer(sql, { businessId, buyerId: request.buyerId })
  if (orderId !== undefined) await lifecycles.placeAgain({ businessId, orderId }, request as OrderRequest)
  else
    await lifecycles.subscribeAgain(
      { businessId, subscriptionId: subscriptionId ?? '' },
      request as SubscriptionRequest,
    )
  await patiently(mending, `${workflowId} is not in the book`, () => hasPlaced(sql, businessId, subject))
  progress(`${workflowId}: placed again`)
}

/** What was ordered stands in the start of the first run; those of later periods and revivals have none. */
async function requestOf(client: Client, workflowId: string): Promise<OrderRequest | SubscriptionRequest | undefined> {
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory()
    const start = inputOf(events ?? []) as OrderStart | SubscriptionStart | undefined
    if (start?.request) return start.request
  }
  return undefined
}

async function landAgain(
  mending: Mending,
  { paymentId, provider, externalId, landed }: RememberedMoney,
): Promise<void> {
  const { sql, lifecycles, businessId, progress } = mending
  const key = { businessId, paymentId }
  const name = `${provider} ${externalId} for ${paymentId}`
  const isAsked = async () => {
    const state = await stateOfPayment(sql, key)
    // Money for a stage that nobody has asked for yet would be taken for money that was paid twice.
    return state !== null && (state !== 'scheduled' || paidFor(paymentId).orderId === undefined)
  }
  if (!(await isAsked())) await askAgain(mending, paymentId)
  await patiently(mending, `${name}: the book does not ask for this payment`, isAsked)
  await lifecycles.moneyLanded(key, { provider, externalId, landed })
  await patiently(mending, `${name}: the book has not taken it`, async () => {
    const state = await transactionState(sql, businessId, { provider, externalId })
    return state === 'performed' || state === 'refunded'
  })
  progress(`${name}: in the book again`)
}

/** The money of a balance shows that it was asked for: the goods of a preorder had come by then. */
async function askAgain({ sql, lifecycles, businessId }: Mending, paymentId: string): Promise<void> {
  const { orderId, subscriptionId } = paidFor(paymentId)
  if (orderId === undefined) return lifecycles.subscriptionChanged({ businessId, subscriptionId })
  const order = { businessId, orderId }
  await lifecycles.orderChanged(order)
  if (await waitsForGoods(sql, order)) await lifecycles.goodsArrived(order, operator)
}

async function cancelAgain({ lifecycles, businessId, progress }: Mending, orderId: OrderId): Promise<void> {
  const answer = await lifecycles
    .cancel({ businessId, orderId }, operator, 'cancelled before the database was restored')
    .catch((error: unknown) => {
      if (error instanceof LifecycleEnded) return undefined
      throw error
    })
  if (answer?.ok === false) throw new Left(`order ${orderId} had been cancelled, and now is ${answer.state}`)
  progress(`order ${orderId}: cancelled again`)
}

/** An order's refund follows from its end, which was told above; a subscription's is asked for by itself. */
async function askRefundAgain({ sql, lifecycles, businessId, progress }: Mending, refunding: Refunding): Promise<void> {
  const { subscriptionId } = paidFor(refunding.paymentId)
  if (subscriptionId === undefined) return
  const about = `refund of ${refunding.paymentId}`
  const address = { businessId, subscriptionId }
  const isNewest = (await newestPaidPeriod(sql, address)) === refunding.paymentId
  const answer = isNewest && (await lifecycles.askRefund(address, operator, 'asked before the database was restored'))
  if (answer !== 'given') throw new Left(`${about}: the book does not give it back any more; ask the buyer`)
  progress(`${about}: asked for again`)
}

async function noteReturned(mending: Mending, { paymentId, provider, externalId }: RememberedReturn): Promise<void> {
  const { sql, lifecycles, businessId, progress } = mending
  const name = `${provider} ${externalId} of ${paymentId}`
  const stands = () => transactionState(sql, businessId, { provider, externalId })
  if ((await stands()) !== 'performed') throw new Left(`${name} went back, and the book does not have it as paid`)
  const start = { businessId, paymentId, provider, externalId }
  // Booked again, it may have been put down for refund by itself; then that refund is told that it is done.
  if (!(await lifecycles.noteReturned(start))) await lifecycles.confirmRefund(start, operator.staffId)
  await patiently(
    mending,
    `${name}: the book does not have it as returned`,
    async () => (await stands()) === 'refunded',
  )
  progress(`${name}: returned in the book, too`)
}

const lookMs = 200

async function patiently({ patienceMs }: Mending, otherwise: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > giveUp) throw new Left(`${otherwise}; is a worker running?`)
    await pause(lookMs)
  }
}
