import {
  givesAccess,
  hasGrace,
  mayStop,
  nextSubscriptionState,
  renews,
  subscriptionTransitions,
  type SubscriptionAction,
  type SubscriptionState,
} from '../../domain/subscription-states'

const states = Object.keys(subscriptionTransitions) as SubscriptionState[]

test.each<[SubscriptionState, SubscriptionAction, SubscriptionState | null]>([
  ['incomplete', 'pay', 'active'],
  ['incomplete', 'give_up', 'expired'],
  ['active', 'cancel', 'cancelled'],
  ['active', 'resume', null],
  ['cancelled', 'resume', 'active'],
  ['cancelled', 'lapse', null],
  ['cancelled', 'expire', 'expired'],
  ['active', 'lapse', 'grace'],
  ['grace', 'pay', 'active'],
  ['grace', 'cancel', 'expired'],
  ['expired', 'pay', 'active'],
  ['expired', 'cancel', null],
  ['refunded', 'pay', 'active'],
  ['flagged', 'pay', 'flagged'],
  ['flagged', 'unflag', 'active'],
  ['active', 'unflag', null],
])('%s, %s: %s', (state, action, next) => {
  expect(nextSubscriptionState(state, action)).toBe(next)
})

test('money gives its time in every state', () => {
  for (const state of states) expect(['active', 'flagged']).toContain(nextSubscriptionState(state, 'pay'))
})

test('paid time is cut short by a refund alone: cancelling and flagging keep access', () => {
  for (const state of states.filter(givesAccess)) {
    for (const action of ['cancel', 'flag'] as const) {
      const next = nextSubscriptionState(state, action)
      // Who cancels in the days of grace has no paid time left.
      if (next && state !== 'grace') expect(givesAccess(next)).toBe(true)
    }
  }
  expect(states.filter(givesAccess)).toEqual(['active', 'cancelled', 'grace', 'flagged'])
  expect(states.filter(renews)).toEqual(['active', 'grace'])
  expect(states.filter((state) => hasGrace(state, true))).toEqual(['active', 'grace', 'expired', 'flagged'])
  expect(states.filter((state) => hasGrace(state, false))).toEqual(['active', 'grace'])
  expect(states.filter((state) => mayStop(state, true))).toEqual(['incomplete', 'active', 'grace', 'flagged'])
  expect(states.filter((state) => mayStop(state, false))).toEqual([])
})
