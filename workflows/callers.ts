import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  type Client,
} from '@temporalio/client'
import type { SearchAttributePair, UpdateDefinition } from '@temporalio/common'
import { SearchAttributeType, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common'
import {
  auditWorkflowId,
  orderWorkflowId,
  paymentWorkflowId,
  reconciliationWorkflowId,
  refundWorkflowId,
  resendWorkflowId,
} from '../domain/ids'
import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
import type { HoldRequest, LedgerAnswer, PerformRequest, ReleaseRequest } from '../domain/ledger'
import { firstStageOf, type OrderStage } from '../domain/order-states'
import * as orderMessages from './order/messages'
import type { OrderActor, OrderAnswer, OrderRequest, OrderStart } from './order/messages'
import * as paymentMessages from './payment/messages'
import type { ExtendAnswer, HandPayment, PaymentStart, SaidAgain } from './payment/messages'
import * as refundMessages from './refund/messages'
import type { ProviderRefund, RefundStart } from './refund/messages'
import type { ResendStart } from './resend/messages'
import { subscriptionCalls } from './subscription-callers'
import { urgentPriority } from './priorities'
import { taskQueues } from './task-queues'

/** A payment of a business, as every message about money is addressed. */
export interface PaymentAddress {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
}
export interface OrderAddress {
  readonly businessId: BusinessId
  readonly orderId: OrderId
}

export type RefundAddress = Pick<RefundStart, 'businessId' | 'paymentId' | 'provider' | 'externalId'>

/** Nobody answered in time: the message may or may not take effect, and the caller's protocol decides to repeat it. */
export class Unanswered extends Error {
  readonly code = 'unanswered'
  constructor(workflowId: string, cause: unknown) {
    super(`no answer from ${workflowId} in time; is a worker running?`, { cause })
  }
}

/** The lifecycle has ended, so there is nobody to ask: the buttons that led here are old. */
export class LifecycleEnded extends Error {
  readonly code = 'lifecycle_ended'
  constructor(workflowId: string) {
    super(`${workflowId} is not running`)
  }
}

const businessIdKey = defineSearchAttributeKey('BusinessId', SearchAttributeType.KEYWORD)
const orderStageKey = defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD)

/**
 * How bots and webhooks speak to the lifecycles. Every call waits at most `answerWithinMs` (default 8 s: Payme and
 * Telegram give up at 10) and then throws {@link Unanswered}; a repeat with the same ids joins the first message.
 */
export function createLifecycles(client: Client, { answerWithinMs = 8_000 } = {}) {
  const attributes = (businessId: BusinessId, ...more: SearchAttributePair[]) =>
    new TypedSearchAttributes([{ key: businessIdKey, value: businessId }, ...more])

  /** Runs a call within the time we have; `ended` says what to do when the workflow is closed. */
  async function within<T>(workflowId: string, call: () => Promise<T>, ended?: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + answerWithinMs
    const attempt = (attempted: () => Promise<T>): Promise<T> =>
      client.connection.withDeadline(deadline, attempted).catch((error: unknown) => {
        if (!wasCrossed(error) || Date.now() > deadline) throw error
        return attempt(attempted)
      })
    try {
      return await attempt(call)
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw asUnanswered(workflowId, error)
      if (!ended) throw new LifecycleEnded(workflowId)
      return await attempt(ended).catch((late: unknown) => {
        throw asUnanswered(workflowId, late)
      })
    }
  }

  function latePayment(address: PaymentAddress) {
    const start: PaymentStart = { ...address, mode: 'late' }
    return new WithStartWorkflowOperation('payment', {
      workflowId: paymentWorkflowId(address.businessId, address.paymentId),
      taskQueue: taskQueues.orderly,
      args: [start],
      priority: urgentPriority,
      typedSearchAttributes: attributes(address.businessId),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    })
  }

  /** An update of a payment that is also taken after the payment has ended: by a late run of the same workflow id. */
  const tellPayment = <Request>(
    address: PaymentAddress,
    update: UpdateDefinition<LedgerAnswer, [Request]>,
    request: Request,
    updateId?: string,
  ): Promise<LedgerAnswer> => {
    const workflowId = paymentWorkflowId(address.businessId, address.paymentId)
    return within(
      workflowId,
      () =>
        client.workflow.getHandle(workflowId).executeUpdate(update, { args: [request], ...(updateId && { updateId }) }),
      () =>
        client.workflow.executeUpdateWithStart(update, {
          args: [request],
          ...(updateId && { updateId }),
          startWorkflowOperation: latePayment(address),
        }),
    )
  }

  function tellOrder<Request>(
    { businessId, orderId }: OrderAddress,
    update: UpdateDefinition<OrderAnswer, [Request]>,
    request: Request,
  ): Promise<OrderAnswer> {
    const workflowId = orderWorkflowId(businessId, orderId)
    return within(workflowId, () => client.workflow.getHandle(workflowId).executeUpdate(update, { args: [request] }))
  }

  /** False when it is running. */
  async function beginByHand(businessId: BusinessId, type: string, workflowId: string): Promise<boolean> {
    const args = [{ businessId }]
    const options = { taskQueue: taskQueues.orderly, args, typedSearchAttributes: attributes(businessId) }
    try {
      await client.workflow.start(type, { ...options, workflowId })
      return true
    } catch (error) {
      if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError') return false
      throw asUnanswered(workflowId, error)
    }
  }

  return {
    ...subscriptionCalls({ client, within, attributes, asUnanswered }),

    /** Starts an order. A second press with the same order id starts nothing: returns false then. */
    async placeOrder({ businessId, orderId }: OrderAddress, request: OrderRequest): Promise<boolean> {
      const workflowId = orderWorkflowId(businessId, orderId)
      try {
        await client.workflow.start('order', {
          workflowId,
          taskQueue: taskQueues.orderly,
          args: [{ businessId, orderId, request }],
          priority: urgentPriority,
          typedSearchAttributes: attributes(businessId, { key: orderStageKey, value: firstStageOf(request.plan) }),
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        })
        return true
      } catch (error) {
        if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError') return false
        throw asUnanswered(workflowId, error)
      }
    },

    /**
     * Places an order anew that the book has lost: its run, if there still is one, is ended, as it waits for something
     * that is not there.
     */
    async placeAgain({ businessId, orderId }: OrderAddress, request: OrderRequest): Promise<void> {
      await client.workflow.start('order', {
        workflowId: orderWorkflowId(businessId, orderId),
        taskQueue: taskQueues.orderly,
        args: [{ businessId, orderId, request }],
        priority: urgentPriority,
        typedSearchAttributes: attributes(businessId, { key: orderStageKey, value: 'pending' }),
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      })
    },

    /** Without an id of its own: what was refused once, while another held the payment, may be granted later. */
    hold: (address: PaymentAddress, request: HoldRequest) =>
      tellPayment(address, paymentMessages.hold, { ...request, heardUntil: Date.now() + answerWithinMs }),
    perform: (address: PaymentAddress, request: PerformRequest) =>
      tellPayment(address, paymentMessages.perform, request, messageId(request, 'perform')),
    /**
     * A provider repeats what the book has. Temporal keeps a message in memory until its first task is written down, so the
     * book may be ahead of a lifecycle that waits: it is told to look. One that has ended needs nothing.
     */
    async saidAgain({ businessId, paymentId }: PaymentAddress, said: SaidAgain): Promise<void> {
      const workflowId = paymentWorkflowId(businessId, paymentId)
      const tell = () => client.workflow.getHandle(workflowId).signal(paymentMessages.saidAgain, said)
      await within(workflowId, tell, () => Promise.resolve())
    },
    release: (address: PaymentAddress, request: ReleaseRequest) =>
      tellPayment(address, paymentMessages.release, request, messageId(request, 'release')),
    markPaidByHand: (address: PaymentAddress, request: HandPayment) =>
      tellPayment(address, paymentMessages.markPaidByHand, request, `manual:${request.pressId}:perform`),

    /** Telegram's money is never refused: delivered also to a payment that has ended. Returns once it is durable. */
    async moneyLanded(address: PaymentAddress, request: Required<PerformRequest>): Promise<void> {
      const start: PaymentStart = { ...address, mode: 'late' }
      await client.workflow.signalWithStart('payment', {
        workflowId: paymentWorkflowId(address.businessId, address.paymentId),
        taskQueue: taskQueues.orderly,
        args: [start],
        priority: urgentPriority,
        typedSearchAttributes: attributes(address.businessId),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        signal: paymentMessages.moneyLanded,
        signalArgs: [request],
      })
    },

    extend({ businessId, paymentId }: PaymentAddress, actor: string): Promise<ExtendAnswer> {
      const workflowId = paymentWorkflowId(businessId, paymentId)
      return within(workflowId, () =>
        client.workflow.getHandle(workflowId).executeUpdate(paymentMessages.extend, { args: [{ actor }] }),
      )
    },

    nudgeNow({ businessId, paymentId }: PaymentAddress, actor: string): Promise<void> {
      const workflowId = paymentWorkflowId(businessId, paymentId)
      return within(workflowId, () => client.workflow.getHandle(workflowId).signal(paymentMessages.nudgeNow, { actor }))
    },

    /** Payme returned the money of a performed transaction. */
    refundByProvider(start: RefundStart, request: ProviderRefund): Promise<LedgerAnswer> {
      const workflowId = refundWorkflowId(start.businessId, start.paymentId, start)
      return within(workflowId, () =>
        client.workflow.executeUpdateWithStart(refundMessages.recordedByProvider, {
          args: [request],
          updateId: messageId(request, 'refund'),
          startWorkflowOperation: new WithStartWorkflowOperation('refund', {
            workflowId,
            taskQueue: taskQueues.orderly,
            args: [{ ...start, begunByProvider: true }],
            priority: urgentPriority,
            typedSearchAttributes: attributes(start.businessId),
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          }),
        }),
      )
    },

    /** Money has gone back already, and the book does not know it. False: a refund of it is running, and will say so. */
    async noteReturned(start: RefundAddress) {
      const workflowId = refundWorkflowId(start.businessId, start.paymentId, start)
      try {
        await client.workflow.start('refund', {
          workflowId,
          taskQueue: taskQueues.orderly,
          args: [{ ...start, goneBack: 'refund' }],
          typedSearchAttributes: attributes(start.businessId),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        })
        return true
      } catch (error) {
        if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError') return false
        throw asUnanswered(workflowId, error)
      }
    },

    /** Begins the refund that the book asks for; one that runs goes on. */
    async refundWanted(start: RefundAddress) {
      const { businessId, paymentId, provider, externalId } = start
      await client.workflow.start('refund', {
        workflowId: refundWorkflowId(businessId, paymentId, start),
        taskQueue: taskQueues.orderly,
        args: [{ businessId, paymentId, provider, externalId }],
        typedSearchAttributes: attributes(businessId),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      })
    },

    confirmRefund(start: RefundAddress, staffId: string) {
      const workflowId = refundWorkflowId(start.businessId, start.paymentId, start)
      return within(workflowId, () =>
        client.workflow.getHandle(workflowId).executeUpdate(refundMessages.confirmByHand, { args: [{ staffId }] }),
      )
    },

    /**
     * An order's lifecycle looks at the book and goes on from there; one that is gone is begun again. `stage`: as the book
     * has it, if whoever calls knows; the lifecycle shows it by itself once it has looked.
     */
    async orderChanged({ businessId, orderId }: OrderAddress, stage: OrderStage = 'pending'): Promise<void> {
      const start: OrderStart = { businessId, orderId }
      await client.workflow.signalWithStart('order', {
        workflowId: orderWorkflowId(businessId, orderId),
        taskQueue: taskQueues.orderly,
        args: [start],
        priority: urgentPriority,
        typedSearchAttributes: attributes(businessId, { key: orderStageKey, value: stage }),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        signal: orderMessages.bookChanged,
      })
    },

    /** Has a message said once more that is over. Its result comes when Telegram has taken it. Throws while one runs. */
    resend: (start: ResendStart) =>
      client.workflow.start('resend', {
        workflowId: resendWorkflowId(start.businessId, start.dedupeKey),
        taskQueue: taskQueues.orderly,
        args: [start],
        typedSearchAttributes: attributes(start.businessId),
      }),

    /**
     * Compares channels and Stars with the book now, besides the times of their schedules. False: the audit that was
     * begun by hand before is still running.
     */
    async checkNow(businessId: BusinessId): Promise<boolean> {
      await beginByHand(businessId, 'starsReconciliation', reconciliationWorkflowId(businessId))
      return beginByHand(businessId, 'accessAudit', auditWorkflowId(businessId))
    },
    /** Compares Stars alone. False: one that was begun by hand is running. */
    compareStarsNow: (businessId: BusinessId): Promise<boolean> =>
      beginByHand(businessId, 'starsReconciliation', reconciliationWorkflowId(businessId)),

    accept: (order: OrderAddress, actor: OrderActor) => tellOrder(order, orderMessages.accept, actor),
    giveBack: (order: OrderAddress, actor: OrderActor) => tellOrder(order, orderMessages.giveBack, actor),
    assembled: (order: OrderAddress, actor: OrderActor) => tellOrder(order, orderMessages.assembled, actor),
    handOver: (order: OrderAddress, actor: OrderActor) => tellOrder(order, orderMessages.handOver, actor),
    delivered: (order: OrderAddress, actor: OrderActor) => tellOrder(order, orderMessages.delivered, actor),
    cancel: (order: OrderAddress, actor: OrderActor, reason: string) =>
      tellOrder(order, orderMessages.cancel, { ...actor, reason }),
    goodsArrived: (order: OrderAddress, actor: OrderActor) => tellOrder(order, orderMessages.goodsArrived, actor),
    rate: (order: OrderAddress, score: number) => tellOrder(order, orderMessages.rate, { score }),
    decideDeposit: (order: OrderAddress, actor: OrderActor, fate: 'keep' | 'refund') =>
      tellOrder(order, orderMessages.decideDeposit, { ...actor, fate }),
    switchNudges: (order: OrderAddress, actor: OrderActor, on: boolean) =>
      tellOrder(order, orderMessages.switchOrderNudges, { ...actor, on }),
  }
}

export type Lifecycles = ReturnType<typeof createLifecycles>

/** Create, Perform and Cancel share one transaction id: without the method Temporal would answer one with another. */
const messageId = (request: { provider: string; externalId: string }, method: string) =>
  `${request.provider}:${request.externalId}:${method}`

/**
 * The workflow wanted to end with this update's answer at the very moment something else happened to it: Temporal drops
 * the whole task and the update with it. Nothing is lost by saying it again: the book answers a repeat with what was done.
 */
const wasCrossed = (error: unknown) =>
  error instanceof Error &&
  isGrpcServiceError(error.cause) &&
  error.cause.code === 9 &&
  error.cause.message.includes('unexpected workflow task failure')

const asUnanswered = (workflowId: string, error: unknown): unknown =>
  isLate(error) || (error instanceof Error && isLate(error.cause)) ? new Unanswered(workflowId, error) : error

/** The deadline passed, the server could not be reached (UNAVAILABLE), or the lifecycle's own code fails again and again. */
const isLate = (error: unknown) =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
  isGrpcDeadlineError(error) ||
  (isGrpcServiceError(error) &&
    (error.code === 14 || (error.code === 9 && error.message.includes('Workflow Task in failed state'))))
