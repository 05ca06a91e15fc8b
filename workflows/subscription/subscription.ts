import { allHandlersFinished, condition, setCurrentDetails, workflowInfo } from '@temporalio/workflow'
import type { SubscriptionActivities } from '../../activities/subscriptions'
import type { SubscriptionNotice } from '../../domain/notices'
import type { PaymentId } from '../../domain/ids'
import { givesAccess, type SubscriptionState } from '../../domain/subscription-states'
import type { RenewalStep } from '../../domain/subscription-times'
import { continueOnNewestBuild } from '../builds'
import { Collection } from '../collection'
import { ledger } from '../ledger'
import { OneAtATime } from '../one-at-a-time'
import * as paymentMessages from '../payment/messages'
import type { PaymentOutcome } from '../payment/messages'
import { showSubscriptionState } from '../search-attributes'
import { Voice } from '../voice'
import { AccessKeeper } from './access-keeper'
import { RenewalCourse } from './course'
import { detailsOf } from './details'
import { listen } from './listening'
import type { SubscriptionOutcome, SubscriptionStart } from './messages'
import { StarRenewal } from './star-renewal'

type Progress = NonNullable<Awaited<ReturnType<SubscriptionActivities['progressOfSubscription']>>>

/**
 * One period of a subscription: reminders, requests for the next period's money, the end of access, offers. The next
 * period is a run of its own. What stands is decided from the book alone, so that any run can take it up.
 */
export async function subscription(start: SubscriptionStart): Promise<SubscriptionOutcome> {
  return new SubscriptionRun(start).run()
}

export class SubscriptionRun {
  readonly key: { readonly businessId: string; readonly subscriptionId: string }
  readonly queue = new OneAtATime()
  readonly voice = new Voice()
  readonly collection: Collection
  readonly access: AccessKeeper
  private readonly stars: StarRenewal
  progress!: Progress
  private course!: RenewalCourse
  /** The book is ahead of `progress`: it is read again before anything else is done. */
  bookChanged = false
  /** Messages of earlier times have been said, or have lost their point. */
  private doneUntil = Date.now()
  private collecting: PaymentId | undefined
  /** The next period's money is wanted while the one before is still being collected. */
  private askedMeanwhile = false
  /** The period that this run is; the one that begins next belongs to the next run. */
  private ownPeriod = 1
  /** Whether there is anything to speak of; known once the run has begun. */
  placed = true
  begun: Promise<void> | undefined
  private shown: { state: SubscriptionState; endsAt: number | null } | undefined

  constructor(private readonly start: SubscriptionStart) {
    this.key = { businessId: start.businessId, subscriptionId: start.subscriptionId }
    this.collection = new Collection(start.businessId)
    const changed = () => {
      this.bookChanged = true
    }
    this.access = new AccessKeeper(this.key, this.voice, changed)
    this.stars = new StarRenewal(this.key, changed)
  }

  async run(): Promise<SubscriptionOutcome> {
    // Queued before the first message is: a message that comes with the first task finds the subscription known.
    this.begun = this.queue.run(() => this.begin())
    listen(this)
    await this.begun
    while (this.placed) {
      await this.goOn()
      if (this.isOver()) return { state: this.progress.state }
      if (this.isNextRun()) await continueOnNewestBuild<typeof subscription>({ ...this.key })
    }
    await condition(() => !this.voice.speaking && allHandlersFinished())
    return { state: 'expired' }
  }

  private async begin(): Promise<void> {
    const { request, businessId } = this.start
    const placement = request && (await ledger.placeSubscription(this.key, request, Date.now()))
    if (request && placement?.placed === false) {
      this.placed = false
      const { buyerId, planId } = request
      const dedupeKey = `${this.key.subscriptionId}/rejected`
      this.voice.say({
        kind: 'subscription_rejected',
        businessId,
        buyerId,
        planId,
        reason: placement.reason,
        dedupeKey,
      })
      return
    }
    await this.look()
    if (!this.placed) return
    this.ownPeriod = Math.max(1, this.progress.period)
    if (request && this.progress.endsAt !== null) this.say({ kind: 'subscription_begun' }, 'begun')
  }

  /** Goes on until the run is over or its period is: acts on what the book says, and waits for time or news. */
  private async goOn(): Promise<void> {
    for (;;) {
      if (this.bookChanged) await this.queue.run(() => this.look())
      this.show()
      this.access.keep(this.progress.accessUnsettled)
      this.stars.keep(this.progress.starsUnsettled)
      const { phase } = this.course
      if (phase === 'collect') this.collect()
      if (this.isOver() || this.isNextRun()) return
      const wakeAt = this.course.nextWake()
      const ms = wakeAt === null ? null : wakeAt - Date.now()
      const { course } = this
      const isNews = () => this.bookChanged || this.course !== course || this.isOver() || this.isNextRun()
      if (ms === null) await condition(isNews)
      else if (ms > 0) await condition(isNews, ms, { summary: `subscription ${this.progress.number}: next step` })
      if (!this.bookChanged && this.course === course) await this.takeSteps()
    }
  }

  /** Waits for its last words and works, so that none of them is cut off. */
  private isIdle(): boolean {
    const isBusy = this.voice.speaking || this.access.busy || this.stars.busy || this.collecting !== undefined
    return !this.bookChanged && !isBusy && allHandlersFinished()
  }

  private isOver(): boolean {
    const nothingAhead =
      this.course.phase === 'end' || (this.course.phase === 'win_back' && this.course.nextWake() === null)
    return nothingAhead && this.progress.accessUnsettled === null && this.isIdle()
  }

  /** Another run goes on: with the next period, on a newer build, or because this one has become too long to be kept. */
  private isNextRun(): boolean {
    const { continueAsNewSuggested, targetWorkerDeploymentVersionChanged } = workflowInfo()
    if (this.progress.period > this.ownPeriod) return this.isIdle()
    const isDue = continueAsNewSuggested || targetWorkerDeploymentVersionChanged
    return isDue && this.isIdle() && !this.course.hasMissed(Date.now())
  }

  // Steps that time brings -----------------------------------------------------------------------------------------

  private async takeSteps(): Promise<void> {
    const now = Date.now()
    const due = this.course.dueAt(now)
    if (due.length === 0) return
    this.doneUntil = now
    for (const step of due) await this.take(step)
    // What was asked for is being collected; the book says so a moment later.
    this.course = new RenewalCourse(this.progress, this.doneUntil)
  }

  private async take(step: RenewalStep): Promise<void> {
    const until = this.progress.endsAt
    switch (step.do) {
      case 'remind':
        return this.say({ kind: 'renewal_reminder' }, `remind/${until}/${step.beforeMs}`)
      case 'ask':
        return this.ask()
      case 'lapse':
        await this.step('lapse', 'unpaid')
        // Money may have come in this moment; and what Telegram charges by itself may be a little late.
        if (this.progress.state === 'grace' && this.progress.starRenewal !== 'on')
          this.say({ kind: 'subscription_grace' }, `grace/${until}`)
        return
      case 'expire':
        await this.step('expire', 'unpaid')
        return
      case 'win_back':
        return this.say({ kind: 'win_back', offer: step.offer }, `win-back/${until}/${step.offer}`)
    }
  }

  /** Asks for the money of the next period, or reminds of it where it was asked for. */
  ask(): void {
    if (this.collecting === this.progress.next.paymentId) {
      void this.collection.tell((child) => child.signal(paymentMessages.nudgeNow, { actor: 'timer' }))
    } else if (this.collecting) {
      // The period before is paid, and its payment is saying its last words.
      this.askedMeanwhile = true
    } else {
      this.collect()
    }
    // The book says so a moment later; until then it is not asked for again.
    this.progress = { ...this.progress, next: { ...this.progress.next, state: 'due' } }
  }

  private async step(action: 'lapse' | 'expire' | 'give_up', reason: string): Promise<void> {
    await this.queue.run(async () => {
      await ledger.stepSubscription(this.key, { action, actor: 'timer', reason }, Date.now())
      await this.look()
    })
  }

  // Money -----------------------------------------------------------------------------------------------------------

  /** Collects the next payment beside everything else. */
  private collect(): void {
    const { paymentId } = this.progress.next
    if (this.collecting) return
    this.collecting = paymentId
    this.askedMeanwhile = false
    void this.collection.outcomeOf(paymentId).then(async (outcome) => {
      if (outcome) await this.collected(paymentId, outcome)
      this.collecting = undefined
      this.bookChanged = true
      if (this.askedMeanwhile) this.collect()
    })
  }

  private async collected(paymentId: PaymentId, { state }: PaymentOutcome): Promise<void> {
    const about = { businessId: this.key.businessId, paymentId }
    if (state === 'paid') {
      this.voice.say({ kind: 'payment_received', ...about, dedupeKey: `${paymentId}/received` })
      return
    }
    const wasFirst = this.progress.state === 'incomplete'
    if (wasFirst) await this.step('give_up', state === 'expired' ? 'unpaid' : 'cancelled')
    if (wasFirst && state === 'expired') {
      this.voice.say({ kind: 'payment_expired', ...about, dedupeKey: `${paymentId}/expired` })
    } else {
      this.voice.retireButtons(about)
    }
  }

  /** Waits, but not for ever, until what is withdrawn is withdrawn: only then can it be asked for anew. */
  async collectedOrGivenUp(): Promise<void> {
    await condition(() => this.collecting === undefined, 5_000, { summary: 'the request is withdrawn' })
  }

  /** Nobody shall pay any more what was asked for. */
  withdraw(actor: string): Promise<void> {
    if (actor !== 'timer') this.askedMeanwhile = false
    return this.collection.tell((child) => child.signal(paymentMessages.withdraw, { actor }))
  }

  // The small print -------------------------------------------------------------------------------------------------

  async look(): Promise<void> {
    this.bookChanged = false
    this.access.rouse()
    const before = this.progress as Progress | undefined
    const progress = await ledger.progressOfSubscription(this.key)
    if (!progress) {
      this.placed = false
      return
    }
    this.progress = progress
    this.course = new RenewalCourse(this.progress, this.doneUntil)
    // Money that came by another way, or that nobody wants any more: the one who collects it has to hear of it.
    const isWanted = this.course.phase === 'collect' || this.course.phase === 'run'
    if (this.collecting && (!isWanted || this.progress.next.paymentId !== this.collecting)) await this.withdraw('timer')
    if (before && givesAccess(before.state) && !givesAccess(this.progress.state)) {
      this.say({ kind: 'access_ended' }, `ended/${this.progress.endsAt}/${this.progress.state}`)
    }
  }

  private show(): void {
    setCurrentDetails(detailsOf(this.progress))
    const { state, endsAt } = this.progress
    if (this.shown?.state === state && this.shown.endsAt === endsAt) return
    this.shown = { state, endsAt }
    showSubscriptionState(state, endsAt)
  }

  say(notice: WithoutSubscription<SubscriptionNotice>, dedupe: string): void {
    const dedupeKey = `${this.key.subscriptionId}/${dedupe}`
    this.voice.say({ ...notice, ...this.key, dedupeKey } as SubscriptionNotice)
  }
}

type WithoutSubscription<N> = N extends unknown ? Omit<N, 'businessId' | 'subscriptionId' | 'dedupeKey'> : never
