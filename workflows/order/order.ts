import {
  allHandlersFinished,
  condition,
  executeChild,
  isCancellation,
  log,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow'
import { TemporalFailure, TypedSearchAttributes } from '@temporalio/common'
import type { LedgerActivities } from '../../activities/ledger'
import { refundWorkflowId } from '../../domain/ids'
import { mayBuyerCancel } from '../../domain/order-states'
import { Collection } from '../collection'
import { askedLedger, ledger } from '../ledger'
import { OneAtATime } from '../one-at-a-time'
import * as paymentMessages from '../payment/messages'
import { usualPriority } from '../priorities'
import type { RefundStart } from '../refund/messages'
import { foundBy, shownOrderStage, showOrderStage } from '../search-attributes'
import { Voice } from '../voice'
import { OrderCourse, type Phase } from './course'
import { detailsOf } from './details'
import * as messages from './messages'
import type { OrderActor, OrderAnswer, OrderOutcome, OrderStart } from './messages'

const refundAgainMs = 3_600_000

type Progress = Awaited<ReturnType<LedgerActivities['progressOfOrder']>>
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
  private readonly collection: Collection
  private progress!: Progress
  private course!: OrderCourse
  /** The book is ahead of `progress`: it is read again before anything else is done. */
  private bookChanged = false
  /** What the present phase was decided from. */
  private seen: { course: OrderCourse; revision: number } | undefined
  private timesGivenBack = 0
  private waitedForGoods = false

  constructor(private readonly start: OrderStart) {
    this.key = { businessId: start.businessId, orderId: start.orderId }
    this.collection = new Collection(start.businessId)
  }

  async run(): Promise<OrderOutcome> {
    // Queued before the first message is: a message that comes with the first task finds the order known.
    const begun = this.queue.run(() => this.begin())
    this.listen()
    await begun
    const isOver = () => !this.bookChanged && this.course.phase.do === 'end'
    do {
      await this.goOn()
      this.show()
      // Late money may bring the order back while its last words are being said.
      await condition(() => !isOver() || (!this.voice.speaking && allHandlersFinished()))
    } while (!isOver())
    return { state: this.course.state as OrderOutcome['state'] }
  }

  private async begin(): Promise<void> {
    const { request } = this.start
    const placement = request && (await ledger.placeOrder(this.key, request, Date.now()))
    await this.look()
    if (placement?.placed === false) this.say({ kind: 'order_rejected', reason: placement.reason }, 'rejected')
  }

  /** Goes from phase to phase until nothing is left to do. */
  private async goOn(): Promise<void> {
    for (;;) {
      if (this.bookChanged) await this.queue.run(() => this.look())
      const { course } = this
      const { phase } = course
      if (phase.do === 'end') return
      if (!passingPhases.has(phase.do)) this.show()
      this.seen = { course, revision: course.revision }
      await this.live(phase)
    }
  }

  private async live(phase: Exclude<Phase, { do: 'end' }>): Promise<void> {
    switch (phase.do) {
      case 'collect':
        this.waitedForGoods = false
        return this.collect(phase)
      case 'wait_for_goods':
        if (await this.step('wait_for_goods')) this.say({ kind: 'goods_awaited' }, 'goods-awaited')
        return
      case 'await_goods':
        this.waitedForGoods = true
        await this.change()
        return
      case 'offer':
        // Whoever has just paid was told so; whoever waited for goods since then was not.
        if ((await this.step('offer', { round: 1 })) && this.waitedForGoods) {
          this.say({ kind: 'order_progress', step: 'paid' }, 'progress/paid')
        }
        return
      case 'find_florist':
        return this.findFlorist()
      case 'await_staff':
        return this.awaitStaff(phase.waitingFor)
      case 'await_rating':
        return this.awaitRating()
      case 'close':
        await this.step('close')
        return
      case 'expire':
        await this.queue.run(() => ledger.endOrder(this.key, endings.unpaid, Date.now()))
        this.bookChanged = true
        return
      case 'undo':
        return this.queue.run(() => this.undo())
      case 'decide_deposit':
        return this.awaitDecision()
      case 'give_back':
        return this.giveBackAll()
      case 'note_refund':
        await this.step('refund')
        return
    }
  }

  // Phases ------------------------------------------------------------------------------------------------------

  private async collect({ paymentId, kind }: Extract<Phase, { do: 'collect' }>): Promise<void> {
    const { depositExpiryMs, balanceExpiryMs } = this.progress.times
    const dueAt = Date.now() + (kind === 'balance' ? balanceExpiryMs : depositExpiryMs)
    const outcome = await this.collection.outcomeOf(paymentId, dueAt)
    if (!outcome) {
      this.bookChanged = true
      return
    }
    this.course.paymentBecame(paymentId, outcome.state)
    const about = { businessId: this.key.businessId, paymentId }
    if (outcome.state === 'paid') {
      this.voice.say({ kind: 'payment_received', ...about, dedupeKey: `${paymentId}/received` })
    } else if (outcome.state === 'expired') {
      this.voice.say({ kind: 'payment_expired', ...about, dedupeKey: `${paymentId}/expired/${this.progress.revivals}` })
    } else {
      this.voice.retireButtons(about)
    }
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
    await ledger.tellOrderLate(this.key, { waitingFor: 'florist', round: this.round }, Date.now())
    await this.change()
  }

  private async awaitStaff(waitingFor: 'assembly' | 'courier' | 'delivery'): Promise<void> {
    if (await this.change(this.progress.times.fulfilmentSlaMs, `${waitingFor} in time`)) return
    await ledger.tellOrderLate(this.key, { waitingFor, round: this.round }, Date.now())
    this.say({ kind: 'order_late', waitingFor }, `late/${waitingFor}/${this.round}`)
    await this.change()
  }

  private async awaitRating(): Promise<void> {
    const { ratingAskMs, ratingWaitMs } = this.progress.times
    if (await this.change(ratingAskMs, 'ask for a rating')) return
    this.say({ kind: 'rating_ask' }, 'rating-ask')
    if (!(await this.change(ratingWaitMs, 'wait for a rating'))) await this.step('close')
  }

  /** What becomes of a deposit whose balance never came: the setting says it, or the owner does. */
  private async awaitDecision(): Promise<void> {
    const { depositFate: fate, revivals, times } = this.progress
    const tellOwner = (again: string) => this.say({ kind: 'deposit_fate', fate }, `deposit-fate/${revivals}${again}`)
    const decision = fate === 'ask_owner' ? 'asked' : fate
    if (await this.queue.run(() => this.decideDeposit(ledger, decision, 'timer'))) tellOwner('')
    if (decision !== 'asked') return
    for (let reminder = 1; ; reminder++) {
      if (await this.change(times.refundReminderMs, 'the owner decides about the deposit')) return
      tellOwner(`/${reminder}`)
    }
  }

  /** Until all of it is back, or some of it is and the book says so: a refund has its last words to say after that. */
  private async giveBackAll(): Promise<void> {
    let allBack = false
    void Promise.all(this.progress.toGiveBack.map((transaction) => this.giveBack(transaction))).then(() => {
      allBack = true
    })
    await condition(() => allBack || this.hasMoved())
    this.bookChanged = true
  }

  private async giveBack({ provider, externalId, paymentId }: Progress['toGiveBack'][number]): Promise<void> {
    const { businessId } = this.key
    const start: RefundStart = { businessId, paymentId, provider, externalId }
    try {
      await executeChild('refund', {
        workflowId: refundWorkflowId(businessId, paymentId, { provider, externalId }),
        args: [start],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        priority: usualPriority,
        typedSearchAttributes: new TypedSearchAttributes([foundBy.business(businessId)]),
      })
    } catch (error) {
      if (isCancellation(error) || !(error instanceof TemporalFailure)) throw error
      // The provider may be returning this money by itself at this moment. It says so when it is done.
      log.warn('a refund could not be waited for; looking again', { paymentId, cause: error.message })
      await condition(() => this.hasMoved(), refundAgainMs, { summary: 'look at the refund again' })
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
    setHandler(messages.cancel, ({ reason, ...actor }) =>
      this.queue.run(() => this.cancel(askedLedger, by(actor), reason)),
    )
    setHandler(messages.rate, ({ score }) =>
      this.queue.run(async () => {
        if (this.course.state !== 'delivered') return this.refuse('not_now')
        await askedLedger.rateOrder(this.key, score, Date.now())
        this.course.wasRated()
        return this.granted()
      }),
    )
    setHandler(messages.decideDeposit, ({ fate, ...actor }) =>
      this.queue.run(async () =>
        (await this.decideDeposit(askedLedger, fate, by(actor))) ? this.granted() : this.refuse('not_now'),
      ),
    )
    setHandler(messages.switchOrderNudges, ({ on, ...actor }) =>
      this.queue.run(async () => {
        await askedLedger.switchOrderNudges(this.key, { on, actor: by(actor), now: Date.now() })
        await this.collection.tell((child) => child.signal(paymentMessages.switchNudges, { on }))
        return this.granted()
      }),
    )
    setHandler(messages.bookChanged, () =>
      this.queue.run(async () => {
        await this.look()
        // The phase that collects the next stage waits for that stage alone, and would not notice.
        if (this.course.phase.do === 'undo') await this.undo()
      }),
    )
  }

  private staffStep(action: StepAction, actor: OrderActor): Promise<OrderAnswer> {
    return this.queue.run(async () => {
      const step = `${this.round}/${actor.staffId ?? ''}`
      const result = await askedLedger.stepOrder(
        this.key,
        { action, actor: by(actor), step, ...(actor.staffId && { staffId: actor.staffId }) },
        Date.now(),
      )
      if (!result.done) {
        if (result.notYours) return this.refuse('not_yours')
        if (result.outOfStock) return this.refuse('out_of_stock')
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

  private async cancel(book: typeof ledger, actor: string, reason: string): Promise<OrderAnswer> {
    const before = this.course.state
    if (actor === 'buyer' && !mayBuyerCancel(before)) return this.refuse('not_now')
    const ended = await book.endOrder(this.key, { action: 'cancel', actor, reason }, Date.now())
    if (!ended.done || ended.state !== 'cancelled') return this.refuse('not_now')
    if (before !== 'cancelled') this.course.become('cancelled')
    this.bookChanged = true
    await this.collection.tell((child) => child.signal(paymentMessages.withdraw, { actor }))
    this.say({ kind: 'order_cancelled' }, `cancelled/${this.progress.revivals}`)
    if (before === 'assembled' || before === 'out_for_delivery') {
      this.say({ kind: 'order_ended_for_couriers' }, `ended-for-couriers/${this.progress.revivals}`)
    }
    if (before !== 'awaiting_payment' && before !== 'awaiting_goods') {
      this.say({ kind: 'order_ended_for_staff' }, `ended-for-staff/${this.progress.revivals}`)
    }
    return this.granted()
  }

  /** Money of a paid stage was returned, so nobody pays for half a bouquet. */
  private async undo(): Promise<void> {
    await this.cancel(ledger, this.progress.gaveBackBy ?? 'timer', 'provider')
    this.bookChanged = true
  }

  /** Answers whether this decision stands. */
  private async decideDeposit(book: typeof ledger, fate: 'asked' | 'keep' | 'refund', actor: string): Promise<boolean> {
    const stands = await book.decideDepositFate(this.key, { fate, actor }, Date.now())
    if (stands && fate === 'keep') this.say({ kind: 'deposit_kept' }, `deposit-kept/${this.progress.revivals}`)
    if (fate !== 'asked') this.bookChanged = true
    return stands
  }

  // The small print ---------------------------------------------------------------------------------------------

  private async look(): Promise<void> {
    this.bookChanged = false
    this.progress = await ledger.progressOfOrder(this.key)
    this.timesGivenBack = this.progress.timesGivenBack
    this.course = new OrderCourse(this.progress)
  }

  /** Tells one time of the same work from another: orders are revived, and given back by florists. */
  private get round(): string {
    return `${this.progress.revivals}.${this.timesGivenBack}`
  }

  /**
   * Moves the order where its phase leads. Answers whether it did: a message that was handled first may have taken the
   * order elsewhere.
   */
  private step(action: StepAction, fields?: Record<string, unknown>): Promise<boolean> {
    return this.queue.run(async () => {
      if (this.hasMoved()) return false
      const step = String(this.progress.revivals)
      const done = await ledger.stepOrder(
        this.key,
        { action, actor: 'timer', step, ...(fields && { fields }) },
        Date.now(),
      )
      if (!done.done && done.state === this.course.state) {
        throw new Error(`an order cannot ${action} when it is ${done.state}`)
      }
      this.course.become(done.state)
      return done.done
    })
  }

  private hasMoved(): boolean {
    return this.bookChanged || this.course !== this.seen?.course || this.course.revision !== this.seen.revision
  }

  /** Waits until something has changed since the phase began, at most `ms`; answers whether it did. */
  private async change(ms?: number, summary = ''): Promise<boolean> {
    if (ms !== undefined) return condition(() => this.hasMoved(), ms, { summary })
    await condition(() => this.hasMoved())
    return true
  }

  private show(): void {
    setCurrentDetails(detailsOf(this.progress.number, this.course))
    const { stage } = this.course
    if (stage !== shownOrderStage()) showOrderStage(stage)
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
}

/** Steps of the book that wait for nobody: what the list would show meanwhile is over in the same task. */
const passingPhases: ReadonlySet<Phase['do']> = new Set([
  'wait_for_goods',
  'offer',
  'expire',
  'undo',
  'close',
  'note_refund',
])

const endings = { unpaid: { action: 'expire', actor: 'timer', reason: 'unpaid' } } as const

type WithoutOrder<N> = N extends unknown ? Omit<N, 'businessId' | 'orderId' | 'dedupeKey'> : never
