import { givesAccess, nextSubscriptionState, type SubscriptionAction } from '../../domain/subscription-states'
import type { SubscriptionState } from '../../domain/subscription-states'

const day = 86_400_000

/** What the shop of the tests sells. Days are of one length there, so time is plain arithmetic. */
export const sold = {
  month: { days: 30, price: 9_000_000n, stars: 360n, channels: ['-1001'] },
  week: { days: 7, price: 3_500_000n, stars: 140n, channels: ['-1001', '-1002'] },
  season: { days: 90, price: 21_000_000n, stars: 840n, channels: ['-1002'] },
} as const
export type Sold = keyof typeof sold
export const graceMs = 3 * day

/** Time that is left of one payment or gift. */
interface Stint {
  readonly of: string
  /** What was paid for it; time that was given cost nothing. */
  price: bigint
  readonly whole: number
  left: number
}

/**
 * A subscription told anew, in another way than the book does it: a queue of time that is used up as the clock goes,
 * instead of moments at which something begins and ends.
 */
export class SubscriptionModel {
  state: SubscriptionState = 'incomplete'
  renews = true
  vip = false
  plan: Sold
  next: { readonly plan: Sold; readonly atOnce: boolean } | null = null
  readonly begun = new Set<string>()
  private stints: Stint[] = []
  private ranOut: number | null = null
  private pausedAt: number | null = null
  private sparedUntil = 0
  private clock: number

  constructor(plan: Sold, now: number) {
    this.plan = plan
    this.clock = now
  }

  get paused(): boolean {
    return this.pausedAt !== null
  }

  get paidUntil(): number | null {
    return this.left > 0 ? this.clock + this.left : this.ranOut
  }

  get mayEnter(): boolean {
    return givesAccess(this.state) && !this.paused
  }

  get channels(): readonly string[] {
    return this.mayEnter ? sold[this.plan].channels : []
  }

  private get left(): number {
    return this.stints.reduce((sum, { left }) => sum + left, 0)
  }

  /** Time goes by; none of it is used while the subscription is paused. */
  goOn(now: number): void {
    if (this.paused) return
    let gone = now - this.clock
    for (const stint of this.stints) {
      const used = Math.min(gone, stint.left)
      stint.left -= used
      gone -= used
    }
    if (this.stints.length > 0 && this.left === 0) this.ranOut = now - gone
    this.stints = this.stints.filter(({ left }) => left > 0)
    this.clock = now
  }

  /** `byItself`: Telegram charged; that is no wish for further periods. */
  paid(payment: string, byItself: boolean): void {
    if (this.begun.has(payment)) throw new Error(`${payment} begins twice`)
    this.begun.add(payment)
    const { days, price } = sold[this.next?.plan ?? this.plan]
    const whole = days * day
    if (this.next?.atOnce) {
      const rests = this.stints.map((stint) => {
        const worth = (stint.price * BigInt(stint.left)) / BigInt(stint.whole)
        const left = Number((worth * BigInt(whole)) / price)
        return { of: stint.of, price: worth, whole: left, left }
      })
      this.stints = [{ of: payment, price, whole, left: whole }, ...rests.filter(({ left }) => left > 0)]
    } else {
      // In the days of grace the next period has begun when the last one ended.
      const late = this.left > 0 || this.ranOut === null ? 0 : this.clock - this.ranOut
      const goesOn = givesAccess(this.state) && late < graceMs
      this.stints.push({ of: payment, price, whole, left: whole - (goesOn ? late : 0) })
    }
    this.plan = this.next?.plan ?? this.plan
    this.next = null
    this.renews ||= !byItself
    const next = nextSubscriptionState(this.state, 'pay')!
    this.state = next === 'active' && !this.renews ? 'cancelled' : next
  }

  given(id: string, ms: number): void {
    this.stints.push({ of: id, price: 0n, whole: ms, left: ms })
    this.state = this.state === 'flagged' ? 'flagged' : this.renews ? 'active' : 'cancelled'
  }

  /** Its money is to go back: no other time can be bought for it. */
  askedBack(payment: string): void {
    for (const stint of this.stints) if (stint.of === payment) stint.price = 0n
  }

  refunded(payment: string): void {
    const hadTime = this.left > 0
    this.stints = this.stints.filter(({ of }) => of !== payment)
    const next = nextSubscriptionState(this.state, 'refund')
    if (this.left > 0 || !next) return
    if (hadTime) this.ranOut = this.clock
    this.ended(next)
  }

  step(action: SubscriptionAction): void {
    const renews = action === 'cancel' ? false : action === 'resume' ? true : this.renews
    const next = nextSubscriptionState(this.state, action, { renews })
    if (!next || ((action === 'lapse' || action === 'expire') && this.isSpared)) return
    this.renews = renews
    if (action === 'revoke') {
      if (this.left > 0) this.ranOut = this.clock
      this.stints = []
    }
    if (givesAccess(next)) this.state = next
    else this.ended(next)
  }

  pause(paused: boolean, now: number): void {
    if (!givesAccess(this.state) || paused === this.paused) return
    if (this.pausedAt === null) this.pausedAt = now
    else {
      if (this.left === 0 && this.ranOut !== null) this.ranOut += now - this.pausedAt
      this.pausedAt = null
      this.clock = now
    }
  }

  switchVip(vip: boolean, now: number): void {
    if (vip === this.vip) return
    this.vip = vip
    this.sparedUntil = vip ? 0 : now
  }

  changePlan(plan: Sold, atOnce: boolean): void {
    this.next = plan === this.plan ? null : { plan, atOnce }
  }

  private get isSpared(): boolean {
    return this.vip || this.paused || this.left > 0 || Math.max(this.ranOut ?? 0, this.sparedUntil) > this.clock
  }

  /** A pause ends with what it paused. */
  private ended(state: SubscriptionState): void {
    this.state = state
    this.pausedAt = null
  }
}
