import { isCancellation, log, sleep, startChild } from '@temporalio/workflow'
import { TemporalFailure, TypedSearchAttributes } from '@temporalio/common'
import { paymentWorkflowId, type BusinessId, type PaymentId } from '../domain/ids'
import type { PaymentOutcome, PaymentStart } from './payment/messages'
import { urgentPriority } from './priorities'
import { foundBy } from './search-attributes'

const paymentAgainMs = 10_000

type Child = Awaited<ReturnType<typeof startPayment>>
type Tell = (child: Child) => Promise<void>

/** The payment that an order or a subscription is collecting now: its lifecycle, and what that lifecycle has to be told. */
export class Collection {
  private child: Child | 'starting' | undefined
  private untold: Tell[] = []

  constructor(private readonly businessId: BusinessId) {}

  /**
   * Null when the payment's lifecycle broke (an operator ended it, or a late run has its id): then the book is read again.
   * `dueAt`, if the deadline is known beforehand (Unix ms), is shown in the list from the start on.
   */
  async outcomeOf(paymentId: PaymentId, dueAt?: number): Promise<PaymentOutcome | null> {
    this.child = 'starting'
    try {
      const child = await startPayment({ businessId: this.businessId, paymentId, mode: 'open' }, dueAt)
      this.child = child
      for (const tell of this.untold.splice(0)) await attempt(child, tell)
      return (await child.result()) as PaymentOutcome
    } catch (error) {
      if (isCancellation(error) || !(error instanceof TemporalFailure)) throw error
      log.warn('a payment ended without an outcome; taking it up again', { paymentId, cause: error.message })
      await sleep(paymentAgainMs)
      return null
    } finally {
      this.child = undefined
      this.untold = []
    }
  }

  /** Nothing is told when no payment is being collected: the next one reads the book when it opens. */
  async tell(tell: Tell): Promise<void> {
    if (this.child === 'starting') this.untold.push(tell)
    else if (this.child) await attempt(this.child, tell)
  }
}

/** A payment may end by itself in this very moment; then there is nothing to tell it. */
async function attempt(child: Child, tell: Tell): Promise<void> {
  try {
    await tell(child)
  } catch (error) {
    if (isCancellation(error)) throw error
    log.info('the payment had ended already', { paymentId: child.workflowId })
  }
}

const startPayment = (start: PaymentStart, dueAt?: number) =>
  startChild('payment', {
    workflowId: paymentWorkflowId(start.businessId, start.paymentId),
    args: [start],
    priority: urgentPriority,
    typedSearchAttributes: new TypedSearchAttributes([
      foundBy.business(start.businessId),
      ...(dueAt === undefined ? [] : [foundBy.paymentStage('due'), foundBy.dueAt(dueAt)]),
    ]),
  })
