import { WithStartWorkflowOperation, type Client } from '@temporalio/client'
import type { TypedSearchAttributes, UpdateDefinition } from '@temporalio/common'
import { subscriptionWorkflowId, type BusinessId, type SubscriptionId } from '../domain/ids'
import { taskQueues } from './task-queues'
import * as messages from './subscription/messages'
import type {
  StarRenewalNews,
  JoinRequest,
  RefundAnswer,
  SubscriptionActor,
  SubscriptionAnswer,
  SubscriptionRequest,
  SubscriptionStart,
} from './subscription/messages'

export interface SubscriptionAddress {
  readonly businessId: BusinessId
  readonly subscriptionId: SubscriptionId
}

interface Ways {
  readonly client: Client
  readonly within: <T>(workflowId: string, call: () => Promise<T>, ended?: () => Promise<T>) => Promise<T>
  readonly attributes: (businessId: BusinessId) => TypedSearchAttributes
  readonly asUnanswered: (workflowId: string, error: unknown) => unknown
}

/** What bots say to subscriptions. */
export function subscriptionCalls({ client, within, attributes, asUnanswered }: Ways) {
  const startOf = (address: SubscriptionAddress, request?: SubscriptionRequest) => {
    const start: SubscriptionStart = { ...address, ...(request && { request }) }
    return {
      workflowId: subscriptionWorkflowId(address.businessId, address.subscriptionId),
      taskQueue: taskQueues.orderly,
      args: [start] as [SubscriptionStart],
      typedSearchAttributes: attributes(address.businessId),
    }
  }

  /** A subscription that has ended is taken up for the message: it looks at the book, answers, and ends again. */
  function tell<Answer, Request>(
    { businessId, subscriptionId }: SubscriptionAddress,
    update: UpdateDefinition<Answer, [Request]>,
    request: Request,
  ): Promise<Answer> {
    const start = startOf({ businessId, subscriptionId })
    const { workflowId } = start
    return within(
      workflowId,
      () => client.workflow.getHandle(workflowId).executeUpdate(update, { args: [request] }),
      () =>
        client.workflow.executeUpdateWithStart(update, {
          args: [request],
          startWorkflowOperation: new WithStartWorkflowOperation('subscription', {
            ...start,
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          }),
        }),
    )
  }

  async function signal(address: SubscriptionAddress, send: () => Promise<unknown>): Promise<void> {
    try {
      await send()
    } catch (error) {
      throw asUnanswered(subscriptionWorkflowId(address.businessId, address.subscriptionId), error)
    }
  }

  return {
    /** Starts a subscription. A second press with the same id starts nothing: returns false then. */
    async subscribe(address: SubscriptionAddress, request: SubscriptionRequest): Promise<boolean> {
      const start = startOf(address, request)
      try {
        await client.workflow.start('subscription', { ...start, workflowIdReusePolicy: 'REJECT_DUPLICATE' })
        return true
      } catch (error) {
        if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError') return false
        throw asUnanswered(start.workflowId, error)
      }
    },

    /** Places a subscription anew that the book has lost; its run, if there still is one, is ended. */
    async subscribeAgain(address: SubscriptionAddress, request: SubscriptionRequest): Promise<void> {
      await client.workflow.start('subscription', {
        ...startOf(address, request),
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      })
    },

    renewNow: (address: SubscriptionAddress, actor: SubscriptionActor) => tell(address, messages.renewNow, actor),
    cancelRenewal: (address: SubscriptionAddress, actor: SubscriptionActor): Promise<SubscriptionAnswer> =>
      tell(address, messages.cancelRenewal, actor),
    resumeRenewal: (address: SubscriptionAddress, actor: SubscriptionActor): Promise<SubscriptionAnswer> =>
      tell(address, messages.resume, actor),
    changePlan: (
      address: SubscriptionAddress,
      actor: SubscriptionActor,
      change: { readonly planId: string; readonly atOnce: boolean },
    ) => tell(address, messages.changePlan, { ...actor, ...change }),
    resendLinks: (address: SubscriptionAddress, actor: SubscriptionActor): Promise<SubscriptionAnswer> =>
      tell(address, messages.resendLinks, actor),
    requestJoin: (address: SubscriptionAddress, request: JoinRequest) => tell(address, messages.requestJoin, request),
    askRefund: (address: SubscriptionAddress, actor: SubscriptionActor, reason: string): Promise<RefundAnswer> =>
      tell(address, messages.askRefund, { ...actor, reason }),

    extendSubscription: (
      address: SubscriptionAddress,
      actor: SubscriptionActor,
      extension: { readonly days: number; readonly reason: string; readonly pressId: string },
    ) => tell(address, messages.extend, { ...actor, ...extension }),
    revokeAccess: (address: SubscriptionAddress, actor: SubscriptionActor, reason: string) =>
      tell(address, messages.revoke, { ...actor, reason }),
    flagFraud: (address: SubscriptionAddress, actor: SubscriptionActor, reason: string) =>
      tell(address, messages.flagFraud, { ...actor, reason }),
    liftFlag: (address: SubscriptionAddress, actor: SubscriptionActor, reason: string) =>
      tell(address, messages.liftFlag, { ...actor, reason }),
    pauseSubscription: (
      address: SubscriptionAddress,
      actor: SubscriptionActor,
      pause: { readonly paused: boolean; readonly reason: string },
    ) => tell(address, messages.pause, { ...actor, ...pause }),
    switchVip: (address: SubscriptionAddress, actor: SubscriptionActor, vip: boolean) =>
      tell(address, messages.switchVip, { ...actor, vip }),

    /** Telegram's own word on its renewals. Returns once it is durable. */
    starRenewal: (address: SubscriptionAddress, news: StarRenewalNews): Promise<void> =>
      signal(address, () =>
        client.workflow.signalWithStart('subscription', {
          ...startOf(address),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          signal: messages.starRenewal,
          signalArgs: [news],
        }),
      ),
    /** Something was put into the book that its lifecycle has to act on. */
    subscriptionChanged: (address: SubscriptionAddress): Promise<void> =>
      signal(address, () =>
        client.workflow.signalWithStart('subscription', {
          ...startOf(address),
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          signal: messages.bookChanged,
        }),
      ),
  }
}
