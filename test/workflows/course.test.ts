import { phaseOf, OrderCourse, type OrderProgress, type Phase } from '../../workflows/order/course'
import type { OrderState } from '../../domain/order-states'
import type { PaymentPlan } from '../../domain/payment-plan'
import type { PaymentState } from '../../domain/payment-states'

function progress(
  state: OrderState,
  plan: PaymentPlan,
  payments: readonly PaymentState[],
  goodsArrived = false,
): OrderProgress {
  const kinds = payments.length === 1 ? (['full'] as const) : (['deposit', 'balance'] as const)
  return {
    plan,
    state,
    goodsArrived,
    rated: false,
    depositUndecided: false,
    toGiveBack: [],
    gaveBackBy: null,
    payments: payments.map((paymentState, index) => ({
      paymentId: `o.${kinds[index]![0]}`,
      kind: kinds[index]!,
      state: paymentState,
    })),
  }
}

/** `collect deposit`, `await_staff courier`, or the plain name. */
const inWords = (phase: Phase) =>
  phase.do === 'collect'
    ? `collect ${phase.kind}`
    : phase.do === 'await_staff'
      ? `await_staff ${phase.waitingFor}`
      : phase.do

test.each<[PaymentPlan, PaymentState[], boolean, string]>([
  ['full', ['scheduled'], false, 'collect full'],
  ['full', ['due'], false, 'collect full'],
  ['full', ['held'], false, 'collect full'],
  ['full', ['paid'], false, 'offer'],
  ['full', ['expired'], false, 'expire'],
  ['full', ['cancelled'], false, 'expire'],
  ['full', ['refunded'], false, 'undo'],
  ['deposit_balance', ['scheduled', 'scheduled'], false, 'collect deposit'],
  ['deposit_balance', ['held', 'scheduled'], false, 'collect deposit'],
  ['deposit_balance', ['expired', 'scheduled'], false, 'expire'],
  ['deposit_balance', ['paid', 'scheduled'], false, 'collect balance'],
  ['deposit_balance', ['paid', 'due'], false, 'collect balance'],
  ['deposit_balance', ['paid', 'expired'], false, 'expire'],
  ['deposit_balance', ['refunded', 'due'], false, 'undo'],
  ['deposit_balance', ['paid', 'paid'], false, 'offer'],
  ['preorder', ['due', 'scheduled'], false, 'collect deposit'],
  ['preorder', ['due', 'scheduled'], true, 'collect deposit'],
  ['preorder', ['expired', 'scheduled'], false, 'expire'],
  ['preorder', ['paid', 'scheduled'], false, 'wait_for_goods'],
  ['preorder', ['paid', 'scheduled'], true, 'collect balance'],
  ['preorder', ['paid', 'expired'], true, 'expire'],
  ['preorder', ['paid', 'paid'], true, 'offer'],
  // A preorder too small for a deposit is paid in full, and waits for its goods all the same.
  ['preorder', ['due'], false, 'collect full'],
  ['preorder', ['paid'], false, 'wait_for_goods'],
  ['preorder', ['paid'], true, 'offer'],
])('an order by %s that waits for money, stages %j, goods arrived %s: %s', (plan, payments, arrived, phase) => {
  for (const state of ['placing', 'awaiting_payment'] as const) {
    const undone = state === 'placing' && phase === 'undo'
    expect(inWords(phaseOf(progress(state, plan, payments, arrived)))).toBe(undone ? 'expire' : phase)
  }
})

test.each<[OrderState, string]>([
  ['awaiting_goods', 'await_goods'],
  ['offered', 'find_florist'],
  ['accepted', 'await_staff assembly'],
  ['assembled', 'await_staff courier'],
  ['out_for_delivery', 'await_staff delivery'],
  ['delivered', 'await_rating'],
  ['cancelled', 'end'],
  ['expired', 'end'],
  ['closed', 'end'],
  ['refunded', 'end'],
])('an order that is %s: %s, however its money stands', (state, phase) => {
  for (const payments of [['paid'], ['expired'], ['paid', 'due']] as PaymentState[][]) {
    expect(inWords(phaseOf(progress(state, 'full', payments)))).toBe(phase)
  }
})

test.each<[OrderState, Partial<OrderProgress>, string]>([
  ['expired', { depositUndecided: true }, 'decide_deposit'],
  ['expired', { toGiveBack: [{}] }, 'give_back'],
  ['cancelled', { toGiveBack: [{}] }, 'give_back'],
  // What is on its way back comes first; some of it may be back already.
  ['cancelled', { toGiveBack: [{}], gaveBackBy: 'staff:2001' }, 'give_back'],
  ['cancelled', { gaveBackBy: 'staff:2001' }, 'note_refund'],
  ['expired', { gaveBackBy: 'provider:payme' }, 'note_refund'],
  ['refunded', { gaveBackBy: 'provider:payme' }, 'end'],
  ['delivered', { rated: true }, 'close'],
  ['closed', { rated: true }, 'end'],
])('an order that is %s with %j: %s', (state, owed, phase) => {
  expect(inWords(phaseOf({ ...progress(state, 'full', ['paid']), ...owed }))).toBe(phase)
})

test.each<[OrderState, string]>([
  ['awaiting_goods', 'undo'],
  ['offered', 'undo'],
  ['accepted', 'undo'],
  ['assembled', 'undo'],
  ['out_for_delivery', 'undo'],
  ['delivered', 'await_rating'],
  ['closed', 'end'],
  ['cancelled', 'end'],
])('an order that is %s when the money of a paid stage has gone back: %s', (state, phase) => {
  expect(inWords(phaseOf(progress(state, 'full', ['refunded'])))).toBe(phase)
})

test('a rating closes the order', () => {
  const course = new OrderCourse(progress('delivered', 'full', ['paid']))
  course.wasRated()
  expect([inWords(course.phase), course.revision]).toEqual(['close', 1])
})

test('an order by deposit takes its way from the first stage to its end', () => {
  const course = new OrderCourse(progress('awaiting_payment', 'deposit_balance', ['scheduled', 'scheduled']))
  const walked = [[inWords(course.phase), course.stage]]
  const next = (change: () => void) => {
    const { revision } = course
    change()
    expect(course.revision).toBe(revision + 1)
    walked.push([inWords(course.phase), course.stage])
  }
  next(() => course.paymentBecame('o.d', 'paid'))
  next(() => course.paymentBecame('o.b', 'paid'))
  for (const state of ['offered', 'accepted', 'assembled', 'out_for_delivery', 'delivered', 'closed'] as const) {
    next(() => course.become(state))
  }
  expect(walked).toEqual([
    ['collect deposit', 'deposit_due'],
    ['collect balance', 'balance_due'],
    ['offer', 'pending'],
    ['find_florist', 'paid'],
    ['await_staff assembly', 'fulfilling'],
    ['await_staff courier', 'fulfilling'],
    ['await_staff delivery', 'fulfilling'],
    ['await_rating', 'delivered'],
    ['end', 'delivered'],
  ])
  expect(course.state).toBe('closed')
})

test('the goods of a preorder open its balance', () => {
  const course = new OrderCourse(progress('awaiting_goods', 'preorder', ['paid', 'scheduled']))
  expect([inWords(course.phase), course.stage]).toEqual(['await_goods', 'preorder'])
  course.goodsCame('awaiting_payment')
  expect([inWords(course.phase), course.stage]).toEqual(['collect balance', 'balance_due'])
})

test('goods that come before the deposit are remembered', () => {
  const course = new OrderCourse(progress('awaiting_payment', 'preorder', ['due', 'scheduled']))
  course.goodsCame('awaiting_payment')
  expect(inWords(course.phase)).toBe('collect deposit')
  course.paymentBecame('o.d', 'paid')
  expect(inWords(course.phase)).toBe('collect balance')
})

test('a course does not change what it was made from, nor know of payments that are not its own', () => {
  const made = progress('awaiting_payment', 'full', ['due'])
  const course = new OrderCourse(made)
  course.paymentBecame('another.f', 'paid')
  expect(inWords(course.phase)).toBe('collect full')
  course.paymentBecame('o.f', 'paid')
  expect(made.payments[0]!.state).toBe('due')
  expect(inWords(course.phase)).toBe('offer')
})
