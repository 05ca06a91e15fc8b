import {
  mayBuyerCancel,
  mayProviderRefund,
  nextOrderState,
  nextStates,
  openStages,
  orderStages,
  orderTransitions,
  stageOf,
  type OrderAction,
  type OrderState,
} from '../../domain/order-states'
import type { PaymentKind } from '../../domain/payment-plan'
import {
  isSettled,
  nextPaymentState,
  paymentTransitions,
  type PaymentAction,
  type PaymentState,
} from '../../domain/payment-states'

const orderActions: readonly OrderAction[] = [
  'place',
  'reject',
  'wait_for_goods',
  'goods_arrived',
  'offer',
  'accept',
  'give_back',
  'assemble',
  'hand_over',
  'deliver',
  'close',
  'cancel',
  'expire',
  'refund',
  'revive',
]
const orderStates = Object.keys(orderTransitions) as OrderState[]

/** `state action` -> next state. What is not here is refused. */
const orderAllowed: Record<string, OrderState> = {
  'placing place': 'awaiting_payment',
  'placing reject': 'cancelled',
  'awaiting_payment wait_for_goods': 'awaiting_goods',
  'awaiting_payment goods_arrived': 'awaiting_payment',
  'awaiting_payment offer': 'offered',
  'awaiting_payment expire': 'expired',
  'awaiting_payment cancel': 'cancelled',
  'awaiting_goods goods_arrived': 'awaiting_payment',
  'awaiting_goods cancel': 'cancelled',
  'offered accept': 'accepted',
  'offered cancel': 'cancelled',
  'accepted assemble': 'assembled',
  'accepted give_back': 'offered',
  'accepted cancel': 'cancelled',
  'assembled hand_over': 'out_for_delivery',
  'assembled cancel': 'cancelled',
  'out_for_delivery deliver': 'delivered',
  'out_for_delivery cancel': 'cancelled',
  'delivered close': 'closed',
  'cancelled refund': 'refunded',
  'cancelled revive': 'awaiting_payment',
  'expired refund': 'refunded',
  'expired revive': 'awaiting_payment',
}

const orderPairs = orderStates.flatMap((state) =>
  orderActions.map((action) => [state, action, orderAllowed[`${state} ${action}`] ?? null] as const),
)

test('the table of orders has twelve states, and the pairs below are all of them', () => {
  expect(orderStates).toHaveLength(12)
  expect(orderPairs).toHaveLength(180)
  expect(orderPairs.filter(([, , next]) => next !== null)).toHaveLength(Object.keys(orderAllowed).length)
})

test.each(orderPairs)('an order that is %s: %s leads to %s', (state, action, next) => {
  expect(nextOrderState(state, action)).toBe(next)
  expect(nextStates(state).includes(action)).toBe(next !== null)
})

test('an order that is closed or refunded goes nowhere', () => {
  expect(nextStates('closed')).toEqual([])
  expect(nextStates('refunded')).toEqual([])
})

test.each<[OrderState, boolean, boolean]>([
  ['placing', false, true],
  ['awaiting_payment', true, true],
  ['awaiting_goods', true, true],
  ['offered', true, true],
  ['accepted', false, true],
  ['assembled', false, true],
  ['out_for_delivery', false, false],
  ['delivered', false, false],
  ['closed', false, false],
  ['cancelled', false, true],
  ['expired', false, true],
  ['refunded', false, true],
])('%s: the buyer may cancel: %s; a provider may take its money back: %s', (state, buyer, provider) => {
  expect(mayBuyerCancel(state)).toBe(buyer)
  expect(mayProviderRefund(state)).toBe(provider)
})

test('whatever a buyer may cancel, the table lets be cancelled', () => {
  for (const state of orderStates.filter(mayBuyerCancel)) expect(nextOrderState(state, 'cancel')).toBe('cancelled')
})

test.each<[OrderState, PaymentKind | null, string]>([
  ['placing', null, 'pending'],
  ['awaiting_payment', null, 'pending'],
  ['awaiting_payment', 'full', 'pending'],
  ['awaiting_payment', 'deposit', 'deposit_due'],
  ['awaiting_payment', 'balance', 'balance_due'],
  ['awaiting_goods', null, 'preorder'],
  ['awaiting_goods', 'balance', 'preorder'],
  ['offered', null, 'paid'],
  ['accepted', null, 'fulfilling'],
  ['assembled', null, 'fulfilling'],
  ['out_for_delivery', null, 'fulfilling'],
  ['delivered', null, 'delivered'],
  ['closed', null, 'delivered'],
  ['cancelled', 'deposit', 'cancelled'],
  ['expired', null, 'expired'],
  ['refunded', null, 'refunded'],
])('the funnel counts an order that is %s with %s due as %s', (state, due, stage) => {
  expect(stageOf(state, due)).toBe(stage)
})

test('the open stages are those before delivery', () => {
  expect(openStages).toEqual(['pending', 'deposit_due', 'balance_due', 'preorder', 'paid', 'fulfilling'])
  expect(orderStages).toHaveLength(10)
})

const paymentActions: readonly PaymentAction[] = [
  'open',
  'hold',
  'release',
  'perform',
  'expire',
  'cancel',
  'land_late',
  'refund',
]
const paymentStates = Object.keys(paymentTransitions) as PaymentState[]

const paymentAllowed: Record<string, PaymentState> = {
  'scheduled open': 'due',
  'scheduled cancel': 'cancelled',
  'due hold': 'held',
  'due perform': 'paid',
  'due expire': 'expired',
  'due cancel': 'cancelled',
  'held release': 'due',
  'held perform': 'paid',
  'held cancel': 'cancelled',
  'paid refund': 'refunded',
  'expired land_late': 'paid',
  'cancelled land_late': 'paid',
}

const paymentPairs = paymentStates.flatMap((state) =>
  paymentActions.map((action) => [state, action, paymentAllowed[`${state} ${action}`] ?? null] as const),
)

test('the table of payments has seven states, and the pairs below are all of them', () => {
  expect(paymentStates).toHaveLength(7)
  expect(paymentPairs.filter(([, , next]) => next !== null)).toHaveLength(Object.keys(paymentAllowed).length)
})

test.each(paymentPairs)('a payment that is %s: %s leads to %s', (state, action, next) => {
  expect(nextPaymentState(state, action)).toBe(next)
})

test.each<[PaymentState, boolean]>([
  ['scheduled', false],
  ['due', false],
  ['held', false],
  ['paid', true],
  ['expired', true],
  ['cancelled', true],
  ['refunded', true],
])('a payment that is %s is settled: %s', (state, settled) => {
  expect(isSettled(state)).toBe(settled)
})
