import type { LedgerAnswer, ProviderTransaction, TransactionState } from '../../domain/ledger'
import type { PaymentState } from '../../domain/payment-states'
import type { Provider } from '../../domain/providers'
import { PaymentStage, type StageTerms } from '../../workflows/payment/stage'

const hour = 3_600_000
/** 13:00 in Samarkand. */
const opened = Date.UTC(2026, 10, 21, 8, 0, 0)
const at = (hours: number) => opened + hours * hour

const stageOf = (changes: Partial<StageTerms> = {}) =>
  new PaymentStage({
    state: 'due',
    openedAt: opened,
    expiresAt: at(24),
    holdEndsAt: null,
    nudgesMs: [hour, 6 * hour],
    quietHours: { from: '22:00', to: '09:00', zone: 'Asia/Samarkand' },
    nudgesOn: true,
    ...changes,
  })

function answer(
  payment: PaymentState,
  { state = 'held' as TransactionState, provider = 'payme' as Provider, providerTime = opened } = {},
): LedgerAnswer {
  const transaction = { provider, providerTime, state } as ProviderTransaction
  return { ok: true, payment, transaction }
}

test('a due stage wakes for its nudges and then for its end', () => {
  const stage = stageOf()
  expect(stage.nextWake()).toBe(at(1))
  expect(stage.onWake(at(1) - 1)).toBeNull()
  expect(stage.onWake(at(1))).toEqual({ kind: 'nudge', nudge: 1 })
  expect(stage.onWake(at(1))).toBeNull()
  expect(stage.nextWake()).toBe(at(6))
  expect(stage.onWake(at(6))).toEqual({ kind: 'nudge', nudge: 2 })
  expect(stage.nextWake()).toBe(at(24))
  expect(stage.onWake(at(24) - 1)).toBeNull()
  expect(stage.onWake(at(24))).toEqual({ kind: 'expire' })
})

test('nudges that were missed together are one nudge, and at the deadline there are none', () => {
  const late = stageOf()
  expect(late.onWake(at(7))).toEqual({ kind: 'nudge', nudge: 2 })
  expect(late.onWake(at(7))).toBeNull()
  expect(late.nextWake()).toBe(at(24))
  expect(stageOf().onWake(at(25))).toEqual({ kind: 'expire' })
})

test('a nudge in quiet hours wakes at their end', () => {
  // 10 h after 13:00 is 23:00; the morning is 04:00 UTC.
  const stage = stageOf({ nudgesMs: [10 * hour] })
  expect(stage.nextWake()).toBe(Date.UTC(2026, 10, 22, 4, 0))
  expect(stage.onWake(at(10))).toBeNull()
})

describe('nudges that are found to be missed in the quiet hours', () => {
  /** 09:00 in Samarkand, and a minute of the stage's own. */
  const morning = Date.UTC(2026, 10, 22, 4, 1)
  const quietHours = { from: '22:00', to: '09:00', zone: 'Asia/Samarkand', shiftMs: 60_000 }
  const letGoAt23 = (changes: Partial<StageTerms> = {}) => {
    const stage = stageOf({ quietHours, ...changes })
    stage.onWake(at(1))
    stage.learn(answer('held', { providerTime: at(2) }))
    stage.learn(answer('due', { state: 'released' }))
    expect(stage.onWake(at(10))).toBeNull()
    return stage
  }

  test('are one nudge at their end, once, and the schedule goes on', () => {
    const stage = letGoAt23({ nudgesMs: [hour, 6 * hour, 9 * hour, 22 * hour] })
    expect(stage.nextWake()).toBe(morning)
    expect(stage.onWake(morning - 1)).toBeNull()
    expect(stage.nextWake()).toBe(morning)
    expect(stage.onWake(morning)).toEqual({ kind: 'nudge', nudge: 3 })
    expect(stage.onWake(morning)).toBeNull()
    expect(stage.nextWake()).toBe(at(22))
    expect(stage.onWake(at(22))).toEqual({ kind: 'nudge', nudge: 4 })
  })

  test('are one with a nudge that falls into them', () => {
    const stage = letGoAt23({ nudgesMs: [hour, 6 * hour, 11 * hour] })
    expect(stage.onWake(morning)).toEqual({ kind: 'nudge', nudge: 3 })
    expect(stage.nextWake()).toBe(at(24))
  })

  test('are none at the deadline', () => {
    const stage = letGoAt23({ expiresAt: at(12) })
    expect(stage.nextWake()).toBe(at(12))
    expect(stage.onWake(at(12))).toEqual({ kind: 'expire' })
  })

  test('wait in a hold for its end, and after it for theirs', () => {
    const stage = letGoAt23()
    stage.learn(answer('held', { providerTime: at(11) }))
    expect(stage.nextWake()).toBe(at(23))
    stage.learn(answer('due', { state: 'released' }))
    expect([stage.nextWake(), stage.onWake(at(12))]).toEqual([morning, null])
  })

  test('come when they are found by day', () => {
    const stage = stageOf({ quietHours })
    expect(stage.onWake(at(8))).toEqual({ kind: 'nudge', nudge: 2 })
  })
})

test('switched off, no nudge wakes it; switched on again, those of the meantime are one', () => {
  const stage = stageOf()
  stage.switchNudges(false)
  expect(stage.nextWake()).toBe(at(24))
  expect(stage.onWake(at(7))).toBeNull()
  stage.switchNudges(true)
  expect(stage.onWake(at(7))).toEqual({ kind: 'nudge', nudge: 2 })
  expect(stageOf({ nudgesOn: false }).nextWake()).toBe(at(24))
})

test.each<[Provider, number]>([
  ['payme', 12],
  ['click', 0.5],
  ['stars', 1 / 30],
  ['telegram_fiat', 1 / 30],
])('held by %s it wakes for the end of the hold only, %s h after the provider’s time', (provider, limit) => {
  const stage = stageOf()
  stage.learn(answer('held', { provider, providerTime: at(2) }))
  expect([stage.state, stage.settled, stage.deadline, stage.nextWake()]).toEqual([
    'held',
    false,
    at(2 + limit),
    at(2 + limit),
  ])
  expect(stage.onWake(at(2 + limit) - 1)).toBeNull()
  expect(stage.onWake(at(2 + limit))).toEqual({ kind: 'release' })
})

test('a hold keeps a stage from expiring past its deadline; let go there, it expires', () => {
  const stage = stageOf()
  stage.learn(answer('held', { providerTime: at(23) }))
  expect(stage.onWake(at(25))).toBeNull()
  stage.stands({ state: 'due', expiresAt: at(24), holdEndsAt: null })
  expect(stage.deadline).toBe(at(24))
  expect(stage.onWake(at(35))).toEqual({ kind: 'expire' })
})

test('a stage that is taken up while a provider holds it knows when that hold ends', () => {
  const stage = stageOf({ state: 'held', holdEndsAt: at(12) })
  expect([stage.deadline, stage.nextWake(), stage.onWake(at(12) - 1)]).toEqual([at(12), at(12), null])
  expect(stage.onWake(at(12))).toEqual({ kind: 'release' })
})

test('the deadline that the book names counts, whatever was known before', () => {
  const stage = stageOf()
  stage.stands({ state: 'due', expiresAt: at(48), holdEndsAt: null })
  expect(stage.onWake(at(24))).toEqual({ kind: 'nudge', nudge: 2 })
  expect(stage.onWake(at(48))).toEqual({ kind: 'expire' })
})

test('after a release the nudges go on where they were', () => {
  const stage = stageOf()
  stage.onWake(at(1))
  stage.learn(answer('held'))
  stage.learn(answer('due', { state: 'released' }))
  expect(stage.nextWake()).toBe(at(6))
  expect(stage.onWake(at(2))).toBeNull()
})

test('more time moves the end, and lets nudges be that the old end had cut off', () => {
  const stage = stageOf({ nudgesMs: [hour, 30 * hour] })
  stage.onWake(at(1))
  expect(stage.nextWake()).toBe(at(24))
  stage.extendTo(at(48))
  expect([stage.nextWake(), stage.deadline]).toEqual([at(30), at(48)])
  expect(stage.onWake(at(24))).toBeNull()
  expect(stage.onWake(at(30))).toEqual({ kind: 'nudge', nudge: 2 })
  expect(stage.onWake(at(48))).toEqual({ kind: 'expire' })
})

test.each<PaymentState>(['paid', 'expired', 'cancelled', 'refunded'])('once %s, time asks nothing of it', (state) => {
  const stage = stageOf()
  stage.stands({ state, expiresAt: at(24), holdEndsAt: null })
  expect([stage.settled, stage.nextWake(), stage.onWake(at(100))]).toEqual([true, null, null])
  expect(stageOf({ state }).settled).toBe(true)
})

test('a refusal teaches what state the book has, and one without a state nothing', () => {
  const stage = stageOf()
  stage.learn({ ok: false, refusal: 'unknown_payment', payment: null })
  expect([stage.state, stage.revision]).toEqual(['due', 0])
  stage.learn({ ok: false, refusal: 'hold_expired', payment: 'due' })
  expect([stage.state, stage.revision]).toEqual(['due', 1])
  stage.learn({ ok: false, refusal: 'already_paid', payment: 'paid' })
  expect([stage.state, stage.settled]).toEqual(['paid', true])
})

test('every change is seen by one who waits for a change', () => {
  const stage = stageOf()
  const changes = [
    () => stage.learn(answer('held')),
    () => stage.stands({ state: 'due', expiresAt: at(24), holdEndsAt: null }),
    () => stage.extendTo(at(30)),
    () => stage.switchNudges(false),
  ]
  for (const [index, change] of changes.entries()) {
    change()
    expect(stage.revision).toBe(index + 1)
  }
})
