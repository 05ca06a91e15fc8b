import type { OrderStage, OrderState } from '../../domain/order-states'
import { nextOrderState, stageOf } from '../../domain/order-states'
import type { PaymentId } from '../../domain/ids'
import type { PaymentKind, PaymentPlan } from '../../domain/payment-plan'
import type { PaymentState } from '../../domain/payment-states'

/** The order as the book had it when its lifecycle looked. */
export interface OrderProgress {
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly goodsArrived: boolean
  readonly rated: boolean
  readonly payments: readonly {
    readonly paymentId: PaymentId
    readonly kind: PaymentKind
    readonly state: PaymentState
  }[]
  /** The money of an ended order: what waits for a decision, what has to go back, and who has given some back. */
  readonly depositUndecided: boolean
  readonly toGiveBack: readonly unknown[]
  readonly gaveBackBy: string | null
}

/** What an order does next. Everything else is waiting for people. */
export type Phase =
  | { readonly do: 'collect'; readonly paymentId: PaymentId; readonly kind: PaymentKind }
  | { readonly do: 'wait_for_goods' }
  | { readonly do: 'await_goods' }
  | { readonly do: 'offer' }
  | { readonly do: 'find_florist' }
  | { readonly do: 'await_staff'; readonly waitingFor: 'assembly' | 'courier' | 'delivery' }
  | { readonly do: 'await_rating' }
  | { readonly do: 'close' }
  /** The money ran out of time. */
  | { readonly do: 'expire' }
  /** Money of a paid stage was returned before the goods were made: the order is cancelled. */
  | { readonly do: 'undo' }
  | { readonly do: 'decide_deposit' }
  | { readonly do: 'give_back' }
  | { readonly do: 'note_refund' }
  | { readonly do: 'end' }

const unpaid = (state: PaymentState) => state === 'scheduled' || state === 'due' || state === 'held'

/** The one way an order takes through its states, decided from the book alone, so that any run can take it up again. */
export function phaseOf(progress: OrderProgress): Phase {
  const { plan, state, goodsArrived, payments } = progress
  if (payments.some((payment) => payment.state === 'refunded') && nextOrderState(state, 'cancel')) return { do: 'undo' }
  switch (state) {
    case 'placing':
    case 'awaiting_payment': {
      const next = payments.find((payment) => payment.state !== 'paid')
      if (next && !unpaid(next.state)) return { do: 'expire' }
      const mustWait = plan === 'preorder' && !goodsArrived && next !== payments[0]
      if (mustWait) return { do: 'wait_for_goods' }
      return next ? { do: 'collect', paymentId: next.paymentId, kind: next.kind } : { do: 'offer' }
    }
    case 'awaiting_goods':
      return { do: 'await_goods' }
    case 'offered':
      return { do: 'find_florist' }
    case 'accepted':
      return { do: 'await_staff', waitingFor: 'assembly' }
    case 'assembled':
      return { do: 'await_staff', waitingFor: 'courier' }
    case 'out_for_delivery':
      return { do: 'await_staff', waitingFor: 'delivery' }
    case 'delivered':
      return { do: progress.rated ? 'close' : 'await_rating' }
    case 'cancelled':
    case 'expired':
      if (progress.toGiveBack.length > 0) return { do: 'give_back' }
      if (progress.depositUndecided) return { do: 'decide_deposit' }
      return { do: progress.gaveBackBy === null ? 'end' : 'note_refund' }
    case 'closed':
    case 'refunded':
      return { do: 'end' }
  }
}

/** An order between messages: what its lifecycle last heard from the book. Plain, synchronous, no clock. */
export class OrderCourse {
  private current: OrderState
  private goodsArrived: boolean
  private rated: boolean
  private readonly payments: { paymentId: PaymentId; kind: PaymentKind; state: PaymentState }[]
  private version = 0

  constructor(private readonly progress: OrderProgress) {
    this.current = progress.state
    this.goodsArrived = progress.goodsArrived
    this.rated = progress.rated
    this.payments = progress.payments.map((payment) => ({ ...payment }))
  }

  get state(): OrderState {
    return this.current
  }

  /** Grows with every change, for those who wait for one. */
  get revision(): number {
    return this.version
  }

  get phase(): Phase {
    const { current: state, goodsArrived, rated, payments } = this
    return phaseOf({ ...this.progress, state, goodsArrived, rated, payments })
  }

  get stage(): OrderStage {
    const { phase } = this
    return stageOf(this.current, phase.do === 'collect' ? phase.kind : null)
  }

  become(state: OrderState): void {
    this.current = state
    this.version++
  }

  goodsCame(state: OrderState): void {
    this.goodsArrived = true
    this.become(state)
  }

  wasRated(): void {
    this.rated = true
    this.version++
  }

  paymentBecame(paymentId: PaymentId, state: PaymentState): void {
    for (const payment of this.payments) if (payment.paymentId === paymentId) payment.state = state
    this.version++
  }
}
