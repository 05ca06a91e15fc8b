import type { OrderStage, OrderState } from '../../domain/order-states'
import { stageOf } from '../../domain/order-states'
import type { PaymentId } from '../../domain/ids'
import type { PaymentKind, PaymentPlan } from '../../domain/payment-plan'
import type { PaymentState } from '../../domain/payment-states'

/** The order as the book had it when its lifecycle looked. */
export interface OrderProgress {
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly goodsArrived: boolean
  readonly payments: readonly {
    readonly paymentId: PaymentId
    readonly kind: PaymentKind
    readonly state: PaymentState
  }[]
}

/** What an order does next. Everything else is waiting for people. */
export type Phase =
  | { readonly do: 'collect'; readonly paymentId: PaymentId; readonly kind: PaymentKind }
  | { readonly do: 'wait_for_goods' }
  | { readonly do: 'await_goods' }
  | { readonly do: 'offer' }
  | { readonly do: 'find_florist' }
  | { readonly do: 'await_staff'; readonly waitingFor: 'assembly' | 'courier' }
  | { readonly do: 'await_rating' }
  | { readonly do: 'expire' }
  | { readonly do: 'settle' }
  | { readonly do: 'end' }

const unpaid = (state: PaymentState) => state === 'scheduled' || state === 'due' || state === 'held'

/** The one way an order takes through its states, decided from the book alone, so that any run can take it up again. */
export function phaseOf({ plan, state, goodsArrived, payments }: OrderProgress): Phase {
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
    case 'out_for_delivery':
      return { do: 'await_staff', waitingFor: 'courier' }
    case 'delivered':
      return { do: 'await_rating' }
    case 'cancelled':
    case 'expired':
      return { do: 'settle' }
    case 'closed':
    case 'refunded':
      return { do: 'end' }
  }
}

/** An order between messages: what its lifecycle last heard from the book. Plain, synchronous, no clock. */
export class OrderCourse {
  private current: OrderState
  private goodsArrived: boolean
  private readonly payments: { paymentId: PaymentId; kind: PaymentKind; state: PaymentState }[]
  private version = 0

  constructor(private readonly progress: OrderProgress) {
    this.current = progress.state
    this.goodsArrived = progress.goodsArrived
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
    return phaseOf({ ...this.progress, state: this.current, goodsArrived: this.goodsArrived, payments: this.payments })
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

  paymentBecame(paymentId: PaymentId, state: PaymentState): void {
    for (const payment of this.payments) if (payment.paymentId === paymentId) payment.state = state
    this.version++
  }
}
