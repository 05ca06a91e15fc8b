import {
  allHandlersFinished,
  condition,
  executeChild,
  isCancellation,
  log,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  startChild,
} from '@temporalio/workflow'
import {
  ApplicationFailure,
  TemporalFailure,
  TypedSearchAttributes,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common'
import type { LedgerActivities } from '../../activities/ledger'
import { paymentWorkflowId, refundWorkflowId, type PaymentId } from '../../domain/ids'
import type { OrderStage } from '../../domain/order-states'
import { mayBuyerCancel } from '../../domain/order-states'
import { OneAtATime } from '../one-at-a-time'
import * as paymentMessages from '../payment/messages'
import type { PaymentOutcome, PaymentStart } from '../payment/messages'
import type { RefundOutcome, RefundStart } from '../refund/messages'
import { foundBy, showOrderStage } from '../search-attributes'
import { Voice } from '../voice'
import { OrderCourse } from './course'
import { detailsOf } from './details'
import * as messages from './messages'
import type { OrderActor, OrderAnswer, OrderOutcome, OrderStart } from './messages'

const ledger = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
})

const paymentAgainMs = 10_000

type Progress = Awaited<ReturnType<LedgerActivities['progressOfOrder']>>
type Ended = Awaited<ReturnType<LedgerActivities['endOrder']>>
type StepAction = Parameters<LedgerActivities['stepOrder']>[1]['action']

const by = ({ by: who, staffId }: OrderActor) => (who === 'staff' ? `staff:${staffId ?? ''}` : 'buyer')

/** One order from its placing to its end. Its way is decided from the book, so a revived order takes up where it was. */
export async function order(start: OrderStart): Promise<OrderOutcome> {
  return new OrderRun(start).run()
}

class OrderRun {
  private readonly key: { readonly businessId: string; readonly orderId: string }
  private readonly queue = new OneAtATime()
  private readonly voice = new Voice()
  private progress!: Progress
  private course!: OrderCourse
  private shown: OrderStage | undefined
  private child: Awaited<ReturnType<typeof this.startPayment>> | undefined
  private taken: Ended['taken'] = []
  private gaveBack = false
  private bookChanged = false
  private timesGivenBack = 0
  private waitedForGoods = false
  /** Why a cancelled order's money goes back: a key of locales/reasons.ts. */
  private cancelReason = 'cancelled_by_staff'
  private fate: { fate: 'keep' | 'refund'; actor: string } | undefined

  constructor(private readonly start: OrderStart) {
    this.key = { businessId: start.businessId, orderId: start.orderId }
    this.listen()
  }

  async run(): Promise<OrderOutcome> {
    const { request } = this.start
    const placement = request && (await this.queue.run(() => ledger.placeOrder(this.key, request, Date.now())))
    await this.look()
    if (placement && !placement.placed) {
      this.say({ kind: 'order_rejected', reason: placement.reason }, 'rejected')
      return this.end()
    }
    for (let phase = this.course.phase; phase.do !== 'end'; phase = this.course.phase) {
      this.show()
      switch (phase.do) {
        case 'collect':
          this.waitedForGoods = false
          await this.collect(phase.paymentId)
          break
        case 'wait_for_goods':
          await this.step('wait_for_goods', 'timer', String(this.progress.revivals))
          this.say({ kind: 'goods_awaited' }, 'goods-awaited')
          break
        case 'await_goods':
          await this.change()
          this.waitedForGoods = true
          break
        case 'offer':
          await this.step('offer', 'timer', String(this.progress.revivals), { round: 1 })
          // Whoever has just paid was told so; whoever waited for goods since then was not.
          if (this.waitedForGoods) this.say({ kind: 'order_progress', step: 'paid' }, 'progress/paid')
          break
        case 'find_florist':
          await this.findFlorist()
          break
        case 'await_staff':
          await this.awaitStaff(phase.waitingFor)
          break
        case 'await_rating':
          await this.awaitRating()
          break
        case 'expire':
          await this.expire()
          break
        case 'settle':
          if (await this.settle()) return this.end()
          break
      }
      if (this.bookChanged) await this.look()
    }
    return this.end()
  }

  // Phases ------------------------------------------------------------------------------------------------------

  private async collect(paymentId: PaymentId): Promise<void> {
    const outcome = await this.resultOfPayment(paymentId)
    if (!outcome) return
    this.course.paymentBecame(paymentId, outcome.state)
    this.voice.retireButtons({ businessId: this.key.businessId, paymentId })
    const about = { ...this.key, paymentId }
    if (outcome.state === 'paid') {
      this.voice.say({ kind: 'payment_received', ...about, dedupeKey: `${paymentId}/received` })
    }
    if (outcome.state === 'expired') {
      this.voice.say({ kind: 'payment_expired', ...about, dedupeKey: `${paymentId}/expired/${this.progress.revivals}` })
    }
  }

  /** Null when the payment's lifecycle broke (an operator ended it, or a late run has its id): then the book is read again. */
  private async resultOfPayment(paymentId: PaymentId): Promise<PaymentOutcome | null> {
    try {
      this.child = await this.startPayment(paymentId)
      return (await this.child.result()) as PaymentOutcome
    } catch (error) {
      if (isCancellation(error) || !(error instanceof TemporalFailure)) throw error
      log.warn('a payment ended without an outcome; taking it up again', { paymentId, cause: error.message })
      await sleep(paymentAgainMs)
      this.bookChanged = true
      return null
    } finally {
      this.child = undefined
    }
  }

  private startPayment(paymentId: PaymentId) {
    const { businessId, orderId } = this.key
    const start: PaymentStart = { businessId, orderId, paymentId, mode: 'open' }
    return startChild('payment', {
      workflowId: paymentWorkflowId(businessId, paymentId),
      args: [start],
      typedSearchAttributes: new TypedSearchAttributes([foundBy.business(businessId)]),
    })
  }

  /** Two rounds of offers, the second louder; then a person has to look. */
  private async findFlorist(): Promise<void> {
    const { offerTimeoutMs } = this.progress.times
    const times = this.timesGivenBack
    for (const round of [1, 2]) {
      this.say({ kind: 'offer', round }, `offer/${times}/${round}`)
      if (await this.change(offerTimeoutMs, `offer ${round} to florists`)) return
    }
    this.say({ kind: 'offer_unanswered' }, `offer-unanswered/${times}`)
    await ledger.tellOrderLate(this.key, 'florist', Date.now())
    await this.change()
  }

  private async awaitStaff(waitingFor: 'assembly' | 'courier'): Promise<void> {
    if (await this.change(this.progress.times.fulfilmentSlaMs, `${waitingFor} in time`)) return
    await ledger.tellOrderLate(this.key, waitingFor, Date.now())
    this.say({ kind: 'order_late', waitingFor }, `late/${waitingFor}`)
    await this.change()
  }

  private async awaitRating(): Promise<void> {
    const { ratingAskMs, ratingWaitMs } = this.progress.times
    if (!(await this.change(ratingAskMs, 'ask for a rating'))) {
      this.say({ kind: 'rating_ask' }, 'rating-ask')
      await this.change(ratingWaitMs, 'wait for a rating')
    }
    await this.step('close', 'timer', 'end')
  }

  private async expire(): Promise<void> {
    const end = { action: 'expire', actor: 'timer', reason: 'unpaid' } as const
    const ended = await this.queue.run(() => ledger.endOrder(this.key, end, Date.now()))
    // Not done: the missing money landed at the last moment, or somebody cancelled first.
    if (!ended.done) this.bookChanged = true
    this.took(ended)
  }

  /** What an ended order owes its buyer. Answers whether the order is over; late money may have brought it back. */
  private async settle(): Promise<boolean> {
    this.show()
    const expired = this.course.state === 'expired'
    if (expired && this.taken.length > 0) {
      const fate = await this.depositFate()
      if (fate === null) return false
      if (fate === 'keep') return true
    }
    const reason = expired ? 'balance_unpaid' : this.cancelReason
    const refunds = this.taken.map((transaction) => this.refund(transaction, reason))
    const outcomes = await Promise.all(refunds)
    const returned = this.gaveBack || outcomes.some(({ state }) => state === 'completed')
    if (returned) await this.step('refund', 'timer', String(this.progress.revivals))
    return !this.bookChanged
  }

  private async depositFate(): Promise<'keep' | 'refund' | null> {
    const setting = this.progress.depositFate
    this.say({ kind: 'deposit_fate', fate: setting }, `deposit-fate/${this.progress.revivals}`)
    if (setting !== 'ask_owner') {
      await ledger.decideDepositFate(this.key, { fate: setting, actor: 'timer' }, Date.now())
      return setting
    }
    await ledger.decideDepositFate(this.key, { fate: 'asked', actor: 'timer' }, Date.now())
    for (let reminder = 1; !this.fate && !this.bookChanged; reminder++) {
      const decided = await condition(
        () => this.fate !== undefined || this.bookChanged,
        this.progress.times.refundReminderMs,
        { summary: 'the owner decides about the deposit' },
      )
      if (!decided)
        this.say({ kind: 'deposit_fate', fate: setting }, `deposit-fate/${this.progress.revivals}/${reminder}`)
    }
    if (!this.fate) return null
    await ledger.decideDepositFate(this.key, this.fate, Date.now())
    return this.fate.fate
  }

  private async refund(
    { provider, externalId, paymentId }: Ended['taken'][number],
    reason: string,
  ): Promise<RefundOutcome> {
    const { businessId, orderId } = this.key
    const start: RefundStart = { businessId, orderId, paymentId, provider, externalId, reason, requestedBy: 'timer' }
    try {
      return (await executeChild('refund', {
        workflowId: refundWorkflowId(businessId, paymentId, { provider, externalId }),
        args: [start],
        typedSearchAttributes: new TypedSearchAttributes([foundBy.business(businessId)]),
      })) as RefundOutcome
    } catch (error) {
      // This money is on its way back already, by a lifecycle of its own: it had been paid twice or late.
      if (error instanceof WorkflowExecutionAlreadyStartedError) return { state: 'refused' }
      throw error
    }
  }

  // Messages ----------------------------------------------------------------------------------------------------

  private listen(): void {
    setHandler(messages.accept, (actor) => this.staffStep('accept', actor))
    setHandler(messages.giveBack, (actor) => this.staffStep('give_back', actor))
    setHandler(messages.assembled, (actor) => this.staffStep('assemble', actor))
    setHandler(messages.handOver, (actor) => this.staffStep('hand_over', actor))
    setHandler(messages.delivered, (actor) => this.staffStep('deliver', actor))
    setHandler(messages.goodsArrived, (actor) => this.staffStep('goods_arrived', actor))
    setHandler(messages.cancel, ({ reason, ...actor }) => this.queue.run(() => this.cancel(by(actor), reason)))
    setHandler(messages.rate, ({ score }) =>
      this.queue.run(async () => {
        if (this.course.state !== 'delivered') return this.refuse('not_now')
        await ledger.rateOrder(this.key, score, Date.now())
        this.course.become('delivered')
        return this.granted()
      }),
    )
    setHandler(messages.decideDeposit, ({ fate, ...actor }) =>
      this.queue.run(async () => {
        if (this.course.state !== 'expired' || this.fate) return this.refuse('not_now')
        this.fate = { fate, actor: by(actor) }
        return this.granted()
      }),
    )
    setHandler(messages.switchOrderNudges, ({ on, ...actor }) =>
      this.queue.run(async () => {
        await ledger.switchOrderNudges(this.key, { on, actor: by(actor), now: Date.now() })
        await this.tellPayment((child) => child.signal(paymentMessages.switchNudges, { on }))
        return this.granted()
      }),
    )
    setHandler(messages.moneyReturned, async ({ actor }) => {
      await this.queue.run(async () => {
        this.gaveBack = true
        await this.cancel(actor, 'provider')
      })
    })
    setHandler(messages.revived, () => {
      this.bookChanged = true
    })
  }

  private staffStep(action: StepAction, actor: OrderActor): Promise<OrderAnswer> {
    return this.queue.run(async () => {
      const step = `${this.progress.revivals}.${this.timesGivenBack}/${actor.staffId ?? ''}`
      const result = await ledger.stepOrder(
        this.key,
        { action, actor: by(actor), step, ...(actor.staffId && { staffId: actor.staffId }) },
        Date.now(),
      )
      if (!result.done) {
        if (result.notYours) return this.refuse('not_yours')
        return this.refuse(action === 'accept' && result.state !== 'awaiting_payment' ? 'taken' : 'not_now')
      }
      if (action === 'give_back') this.timesGivenBack++
      if (action === 'goods_arrived') this.course.goodsCame(result.state)
      else if (result.state !== this.course.state) this.course.become(result.state)
      this.tellOfStep(action)
      return this.granted()
    })
  }

  private tellOfStep(action: StepAction): void {
    if (action === 'accept') this.say({ kind: 'order_progress', step: 'accepted' }, 'progress/accepted')
    if (action === 'assemble') {
      this.say({ kind: 'order_progress', step: 'assembled' }, 'progress/assembled')
      this.say({ kind: 'courier_offer' }, 'courier-offer')
    }
    if (action === 'hand_over') this.say({ kind: 'order_progress', step: 'out_for_delivery' }, 'progress/on-the-way')
    if (action === 'deliver') this.say({ kind: 'order_progress', step: 'delivered' }, 'progress/delivered')
  }

  private async cancel(actor: string, reason: string): Promise<OrderAnswer> {
    const before = this.course.state
    if (actor === 'buyer' && !mayBuyerCancel(before)) return this.refuse('not_now')
    const ended = await ledger.endOrder(this.key, { action: 'cancel', actor, reason }, Date.now())
    if (!ended.done || ended.state !== 'cancelled') return this.refuse('not_now')
    this.took(ended)
    this.cancelReason =
      actor === 'buyer' ? 'cancelled_by_buyer' : actor.startsWith('staff:') ? 'cancelled_by_staff' : reason
    await this.tellPayment((child) => child.signal(paymentMessages.withdraw, { actor }))
    this.say({ kind: 'order_cancelled' }, `cancelled/${this.progress.revivals}`)
    if (before !== 'awaiting_payment' && before !== 'awaiting_goods') {
      this.say({ kind: 'order_ended_for_staff' }, `ended-for-staff/${this.progress.revivals}`)
    }
    return this.granted()
  }

  // The small print ---------------------------------------------------------------------------------------------

  /** Reads the book: at the start, and when it changed under us. */
  private async look(): Promise<void> {
    this.bookChanged = false
    this.fate = undefined
    this.progress = await this.queue.run(() => ledger.progressOfOrder(this.key))
    this.course = new OrderCourse(this.progress)
  }

  /** The stage that is being collected may end by itself in this very moment; then there is nothing to tell it. */
  private async tellPayment(tell: (child: NonNullable<typeof this.child>) => Promise<void>): Promise<void> {
    if (!this.child) return
    try {
      await tell(this.child)
    } catch (error) {
      if (isCancellation(error)) throw error
      log.info('the payment had ended already', { orderId: this.key.orderId })
    }
  }

  private took(ended: Ended): void {
    this.taken = ended.taken
    if (ended.state !== this.course.state) this.course.become(ended.state)
  }

  private async step(action: StepAction, actor: string, step: string, fields?: Record<string, unknown>): Promise<void> {
    await this.queue.run(async () => {
      const result = await ledger.stepOrder(this.key, { action, actor, step, ...(fields && { fields }) }, Date.now())
      if (!result.done && result.state === this.course.state) {
        throw ApplicationFailure.nonRetryable(
          `an order cannot ${action} when it is ${result.state}`,
          'OrderStepRefused',
        )
      }
      this.course.become(result.state)
    })
  }

  /** Waits until something has changed, at most `ms`; answers whether it did. */
  private async change(ms?: number, summary = ''): Promise<boolean> {
    const { course } = this
    const { revision } = course
    const changed = () => course.revision !== revision || this.bookChanged
    if (ms === undefined) {
      await condition(changed)
      return true
    }
    return condition(changed, ms, { summary })
  }

  private show(): void {
    setCurrentDetails(detailsOf(this.progress.number, this.course))
    const { stage } = this.course
    if (stage === this.shown) return
    if (this.shown !== undefined || stage !== 'pending') showOrderStage(stage)
    this.shown = stage
  }

  private say(notice: WithoutOrder<Parameters<Voice['say']>[0]>, dedupe: string): void {
    this.voice.say({ ...notice, ...this.key, dedupeKey: `${this.key.orderId}/${dedupe}` } as Parameters<
      Voice['say']
    >[0])
  }

  private granted(): OrderAnswer {
    return { ok: true, state: this.course.state }
  }

  private refuse(refusal: Extract<OrderAnswer, { ok: false }>['refusal']): OrderAnswer {
    return { ok: false, state: this.course.state, refusal }
  }

  private async end(): Promise<OrderOutcome> {
    this.show()
    await this.voice.finished()
    await condition(allHandlersFinished)
    return { state: this.course.state as OrderOutcome['state'] }
  }
}

type WithoutOrder<N> = N extends unknown ? Omit<N, 'businessId' | 'orderId' | 'dedupeKey'> : never
