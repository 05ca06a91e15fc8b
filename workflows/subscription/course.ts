import { outsideQuietHours, type QuietHours } from '../../domain/nudge-schedule'
import type { PaymentState } from '../../domain/payment-states'
import { givesAccess, hasGrace, renews, type SubscriptionState } from '../../domain/subscription-states'
import { renewalSchedule, type RenewalStep, type RenewalTimes } from '../../domain/subscription-times'

/** The subscription as the book had it when its lifecycle looked. Times are Unix ms. */
export interface CourseTerms {
  readonly state: SubscriptionState
  /** How many periods were begun. */
  readonly period: number
  readonly endsAt: number | null
  /** How much later than then its steps are taken, ms: not all subscriptions wake in the same moment. */
  readonly shiftMs: number
  readonly renews: boolean
  readonly vip: boolean
  readonly paused: boolean
  readonly offersOk: boolean
  readonly starRenewal: 'on' | 'off' | 'failed' | null
  readonly next: { readonly state: PaymentState }
  readonly times: RenewalTimes
  readonly quietHours: QuietHours
}

export type Phase =
  /** The first money is asked for. */
  | 'collect'
  /** There is time, and an end of it. */
  | 'run'
  /** The time is over; offers may follow. */
  | 'win_back'
  | 'end'

export function phaseOf({ state, endsAt, offersOk }: CourseTerms): Phase {
  if (state === 'incomplete') return 'collect'
  if (givesAccess(state)) return 'run'
  return state === 'expired' && endsAt !== null && offersOk ? 'win_back' : 'end'
}

/**
 * What time brings to a subscription, decided from what the book said: plain, synchronous, no clock. Messages whose time
 * had passed before `since` are not made up for; consequences and requests for money are.
 */
export class RenewalCourse {
  private readonly steps: readonly RenewalStep[]
  /** When the time is over for good; what is said ahead of it would be said too late from then on. */
  private readonly removalAt: number
  /** When words are said that were found to be missed in quiet hours; 0: none were. */
  private quietUntil = 0

  constructor(
    readonly terms: CourseTerms,
    private readonly since: number,
  ) {
    this.removalAt = (terms.endsAt ?? 0) + terms.shiftMs + this.graceMs
    this.steps = this.schedule()
  }

  get phase(): Phase {
    return phaseOf(this.terms)
  }

  /** When to look again if nobody says anything; null: time brings nothing more. */
  nextWake(): number | null {
    const times = this.steps.map((step) => (isConsequence(step) ? step.at : Math.max(step.at, this.quietUntil)))
    return times.length > 0 ? Math.min(...times) : null
  }

  /**
   * What is due at `now`. Messages that were missed together (a worker was away) are one message, the last. It waits for
   * the end of the quiet hours, unless a consequence is told now.
   */
  dueAt(now: number): RenewalStep[] {
    const due = this.steps.filter(({ at }) => at <= now)
    const consequences = due.filter(isConsequence)
    if (consequences.some(({ do: what }) => what === 'expire')) return consequences
    const words = due.findLast((step) => !isConsequence(step))
    if (!words) return consequences
    const { at } = this.atGoodTime({ ...words, at: now })
    if (at <= now || consequences.length > 0) return [words, ...consequences]
    this.quietUntil = at
    return consequences
  }

  /** Whether words were missed that wait for the end of the quiet hours at `now`. A run that began then would not say them. */
  hasMissed(now: number): boolean {
    return this.steps.some((step) => step.at <= now && !isConsequence(step))
  }

  private schedule(): RenewalStep[] {
    const { shiftMs, times, state } = this.terms
    if (this.terms.endsAt === null) return []
    const endsAt = this.terms.endsAt + shiftMs
    return renewalSchedule(endsAt, { ...times, graceMs: this.graceMs, attemptLeadMs: this.leadTo(endsAt) })
      .map((step) => this.atGoodTime(step))
      .filter((step) => this.applies(step))
      .filter((step) => (step.do === 'win_back') === (state === 'expired'))
      .toSorted((one, other) => one.at - other.at)
  }

  private get graceMs(): number {
    const { state, times } = this.terms
    return hasGrace(state, this.terms.renews) ? times.graceMs : 0
  }

  /** A period that is shorter than the lead is asked for half-way; who is not asked hears every reminder. */
  private leadTo(endsAt: number): number {
    const { state, starRenewal, times } = this.terms
    const { attemptLeadMs } = times
    if (!renews(state) || (state === 'active' && starRenewal === 'on')) return 0
    const left = endsAt - this.since
    return left <= 0 || left > attemptLeadMs ? attemptLeadMs : Math.floor(left / 2)
  }

  private applies(step: RenewalStep): boolean {
    const { state, vip, paused, starRenewal, next } = this.terms
    if (paused) return false
    const isAhead = step.at > this.since
    switch (step.do) {
      case 'remind':
        return isAhead && state !== 'flagged' && state !== 'grace'
      case 'ask':
        if (!renews(state) || (vip && step.before === 'removal')) return false
        if (step.before === 'removal') return isAhead
        // Nothing ends for a VIP, so a request that came to nothing would be made again for ever.
        if (vip && next.state !== 'scheduled') return false
        return state === 'active' && starRenewal !== 'on' && next.state !== 'due' && next.state !== 'held'
      case 'lapse':
        return !vip && state === 'active'
      case 'expire':
        // What has ended otherwise, or never began, cannot end once more, however long its last words take.
        return !vip && givesAccess(state)
      case 'win_back':
        return isAhead && this.terms.offersOk
    }
  }

  /** What is said to a person waits until the quiet hours are over, if that is still in time. */
  private atGoodTime(step: RenewalStep): RenewalStep {
    if (isConsequence(step)) return step
    const at = outsideQuietHours(step.at, this.terms.quietHours)
    return step.do === 'win_back' || at < this.removalAt ? { ...step, at } : step
  }
}

const isConsequence = ({ do: what }: RenewalStep) => what === 'lapse' || what === 'expire'
