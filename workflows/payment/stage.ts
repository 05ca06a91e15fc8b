import type { LedgerAnswer, Standing } from '../../domain/ledger'
import { nudgeTimes, outsideQuietHours, type QuietHours } from '../../domain/nudge-schedule'
import { isSettled, type PaymentState } from '../../domain/payment-states'
import { holdEnd } from '../../domain/providers'

export interface StageTerms extends Standing {
  readonly openedAt: number
  readonly nudgesMs: readonly number[]
  readonly quietHours: QuietHours
  readonly nudgesOn: boolean
}

/** What the passing of time asks of a stage. */
export type Wake =
  { readonly kind: 'nudge'; readonly nudge: number } | { readonly kind: 'expire' } | { readonly kind: 'release' }

/**
 * One stage of money as its lifecycle remembers it between messages: which deadline is next, and what it means.
 * Plain and synchronous; the book in Postgres stays the judge. Times are Unix ms.
 */
export class PaymentStage {
  private current: PaymentState
  private expiresAt: number
  private holdEndsAt: number
  private nudgesOn: boolean
  private nudgesDone = 0
  /** When the nudge goes on that was found to be missed in quiet hours; 0: none was. */
  private quietUntil = 0
  private version = 0

  constructor(private readonly terms: StageTerms) {
    this.current = terms.state
    this.expiresAt = terms.expiresAt
    this.holdEndsAt = terms.holdEndsAt ?? 0
    this.nudgesOn = terms.nudgesOn
  }

  get state(): PaymentState {
    return this.current
  }

  get openedAt(): number {
    return this.terms.openedAt
  }

  get settled(): boolean {
    return isSettled(this.current)
  }

  /** Grows with every change, so that the one who waits can tell that its deadline may have moved. */
  get revision(): number {
    return this.version
  }

  get deadline(): number {
    return this.current === 'held' ? this.holdEndsAt : this.expiresAt
  }

  /** Takes over what the book answered. */
  learn(answer: LedgerAnswer): void {
    if (answer.ok && answer.transaction.state === 'held') this.holdEndsAt = holdEnd(answer.transaction)
    if (!answer.payment) return
    this.current = answer.payment
    this.version++
  }

  stands({ state, expiresAt, holdEndsAt }: Standing): void {
    this.current = state
    this.expiresAt = expiresAt
    this.holdEndsAt = holdEndsAt ?? 0
    this.version++
  }

  extendTo(expiresAt: number): void {
    this.expiresAt = expiresAt
    this.version++
  }

  switchNudges(on: boolean): void {
    this.nudgesOn = on
    this.version++
  }

  /** When to look again if nobody says anything; null once nothing can come of time. */
  nextWake(): number | null {
    if (this.settled) return null
    if (this.current === 'held') return this.holdEndsAt
    const nudge = this.nudgesOn ? this.schedule()[this.nudgesDone] : undefined
    return nudge === undefined ? this.expiresAt : Math.min(Math.max(nudge, this.quietUntil), this.expiresAt)
  }

  /**
   * What is due at `now`. Nudges that were missed together (a provider held the payment, a worker was away) are one nudge,
   * and what is found to be missed in the quiet hours waits for their end.
   */
  onWake(now: number): Wake | null {
    if (this.settled) return null
    if (this.current === 'held') return now >= this.holdEndsAt ? { kind: 'release' } : null
    if (now >= this.expiresAt) return { kind: 'expire' }
    const due = this.schedule().filter((at) => at <= now).length
    if (!this.nudgesOn || due <= this.nudgesDone) return null
    const at = Math.max(outsideQuietHours(now, this.terms.quietHours), this.quietUntil)
    if (at > now) {
      this.quietUntil = at
      return null
    }
    this.nudgesDone = due
    return { kind: 'nudge', nudge: due }
  }

  private schedule(): number[] {
    const { openedAt, nudgesMs, quietHours } = this.terms
    return nudgeTimes(openedAt, nudgesMs, quietHours, this.expiresAt)
  }
}
