import type { PaymentKind, PaymentPlan } from './payment-plan'

export type OrderState =
  | 'placing'
  | 'awaiting_payment'
  | 'awaiting_goods'
  | 'offered'
  | 'accepted'
  | 'assembled'
  | 'out_for_delivery'
  | 'delivered'
  | 'closed'
  | 'cancelled'
  | 'expired'
  | 'refunded'

export type OrderAction =
  | 'place'
  | 'reject'
  | 'wait_for_goods'
  | 'goods_arrived'
  | 'offer'
  | 'accept'
  | 'give_back'
  | 'assemble'
  | 'hand_over'
  | 'deliver'
  | 'close'
  | 'cancel'
  | 'expire'
  | 'refund'
  | 'revive'

/** What may happen to an order in each state, and where it leads. Buttons are drawn from this table. */
export const orderTransitions: Readonly<Record<OrderState, Readonly<Partial<Record<OrderAction, OrderState>>>>> = {
  placing: { place: 'awaiting_payment', reject: 'cancelled' },
  // Goods of a preorder may arrive before its deposit does; that is remembered.
  awaiting_payment: {
    wait_for_goods: 'awaiting_goods',
    goods_arrived: 'awaiting_payment',
    offer: 'offered',
    expire: 'expired',
    cancel: 'cancelled',
  },
  awaiting_goods: { goods_arrived: 'awaiting_payment', cancel: 'cancelled' },
  offered: { accept: 'accepted', cancel: 'cancelled' },
  accepted: { assemble: 'assembled', give_back: 'offered', cancel: 'cancelled' },
  assembled: { hand_over: 'out_for_delivery', cancel: 'cancelled' },
  out_for_delivery: { deliver: 'delivered', cancel: 'cancelled' },
  delivered: { close: 'closed' },
  closed: {},
  cancelled: { refund: 'refunded', revive: 'awaiting_payment' },
  expired: { refund: 'refunded', revive: 'awaiting_payment' },
  refunded: {},
}

/** The state after `action`, or null when the table does not allow it. */
export const nextOrderState = (state: OrderState, action: OrderAction): OrderState | null =>
  orderTransitions[state][action] ?? null

/** Whether the order was given up: nobody makes or carries it any more. */
export const isGivenUp = (state: OrderState) => state === 'cancelled' || state === 'expired' || state === 'refunded'

/** Nothing more happens to such an order, unless late money brings it back. */
export const endedStates = ['closed', 'cancelled', 'expired', 'refunded'] as const satisfies readonly OrderState[]
export const hasEnded = (state: OrderState) => (endedStates as readonly OrderState[]).includes(state)

export const nextStates = (state: OrderState): OrderAction[] => Object.keys(orderTransitions[state]) as OrderAction[]

/** Who may ask for an action by a button. `buyer` cancels only until somebody has begun to make the order. */
export const mayBuyerCancel = (state: OrderState) =>
  state === 'awaiting_payment' || state === 'awaiting_goods' || state === 'offered'

/** Money that a provider returns by itself is accepted until the goods have left the shop (Payme -31007 after that). */
export const mayProviderRefund = (state: OrderState) =>
  state !== 'out_for_delivery' && state !== 'delivered' && state !== 'closed'

export type OrderStage =
  | 'pending'
  | 'deposit_due'
  | 'balance_due'
  | 'preorder'
  | 'paid'
  | 'fulfilling'
  | 'delivered'
  | 'cancelled'
  | 'expired'
  | 'refunded'

export const orderStages: readonly OrderStage[] = [
  'pending',
  'deposit_due',
  'balance_due',
  'preorder',
  'paid',
  'fulfilling',
  'delivered',
  'cancelled',
  'expired',
  'refunded',
]

/** Stages in which an order is still going on: its workflow is running. */
export const openStages: readonly OrderStage[] = orderStages.slice(0, 6)

const stageOfState: Record<Exclude<OrderState, 'awaiting_payment'>, OrderStage> = {
  placing: 'pending',
  awaiting_goods: 'preorder',
  offered: 'paid',
  accepted: 'fulfilling',
  assembled: 'fulfilling',
  out_for_delivery: 'fulfilling',
  delivered: 'delivered',
  closed: 'delivered',
  cancelled: 'cancelled',
  expired: 'expired',
  refunded: 'refunded',
}

/** The stage of an order that is being placed: what it is going to wait for, unless it is refused. */
export const firstStageOf = (plan: PaymentPlan): OrderStage =>
  stageOf('awaiting_payment', plan === 'full' ? 'full' : 'deposit')

/** The coarse stage the funnel counts. `due` is the kind of the payment that the order waits for, if any. */
export function stageOf(state: OrderState, due: PaymentKind | null): OrderStage {
  if (state !== 'awaiting_payment') return stageOfState[state]
  if (due === 'deposit') return 'deposit_due'
  return due === 'balance' ? 'balance_due' : 'pending'
}
