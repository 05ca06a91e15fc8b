import fc from 'fast-check'
import { paymentIdPattern } from '../../domain/ids'
import { percentOf } from '../../domain/money'
import { paymentIdOf, paymentRefOf, stagesOf, type PaymentPlan } from '../../domain/payment-plan'

const rules = { depositPercent: 30, minimumStage: 100_000n }
const inShort = (plan: PaymentPlan, total: bigint, given = rules) =>
  stagesOf(plan, total, given).map(({ kind, amount, afterGoodsArrive }) => `${kind} ${amount} ${afterGoodsArrive}`)

test.each<[PaymentPlan, bigint, string[]]>([
  ['full', 1n, ['full 1 false']],
  ['full', 35_000_000n, ['full 35000000 false']],
  ['deposit_balance', 35_000_000n, ['deposit 10500000 false', 'balance 24500000 false']],
  ['preorder', 48_000_000n, ['deposit 14400000 false', 'balance 33600000 true']],
  // Half a tiyin is rounded up: 30 % of 1 000 005 is 300 001.5.
  ['deposit_balance', 1_000_005n, ['deposit 300002 false', 'balance 700003 false']],
  // The deposit is raised to the minimum.
  ['deposit_balance', 250_000n, ['deposit 100000 false', 'balance 150000 false']],
  ['deposit_balance', 200_000n, ['deposit 100000 false', 'balance 100000 false']],
  // The balance could not stand alone.
  ['deposit_balance', 199_999n, ['full 199999 false']],
  ['deposit_balance', 100_000n, ['full 100000 false']],
  ['preorder', 150_000n, ['full 150000 false']],
])('%s of %s is %j', (plan, total, stages) => {
  expect(inShort(plan, total)).toEqual(stages)
})

test('a deposit that equals the total is one full payment', () => {
  expect(inShort('deposit_balance', 500_000n, { depositPercent: 100, minimumStage: 1n })).toEqual(['full 500000 false'])
  expect(inShort('deposit_balance', 1n, { depositPercent: 50, minimumStage: 0n })).toEqual(['full 1 false'])
})

test('a deposit of nothing is one full payment', () => {
  expect(inShort('deposit_balance', 500_000n, { depositPercent: 0, minimumStage: 0n })).toEqual(['full 500000 false'])
})

test.each([0n, -1n])('a total of %s is refused', (total) => {
  expect(() => stagesOf('full', total, rules)).toThrow(
    new RangeError(`an order's total must be positive, got ${total}`),
  )
})

test('stages always sum to the total, are never below the minimum, and are one or two', () =>
  fc.assert(
    fc.property(
      fc.constantFrom<PaymentPlan>('full', 'deposit_balance', 'preorder'),
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.integer({ min: 1, max: 99 }),
      fc.bigInt({ min: 0n, max: 10n ** 7n }),
      (plan, total, depositPercent, minimumStage) => {
        const stages = stagesOf(plan, total, { depositPercent, minimumStage })
        expect(stages.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
        expect(stages.every(({ amount }) => amount > 0n)).toBe(true)
        if (stages.length === 1) {
          expect(stages[0]).toEqual({ kind: 'full', amount: total, afterGoodsArrive: false })
          return
        }
        expect(stages.map(({ kind }) => kind)).toEqual(['deposit', 'balance'])
        expect(stages.every(({ amount }) => amount >= minimumStage)).toBe(true)
        expect(stages[1]!.afterGoodsArrive).toBe(plan === 'preorder')
        const share = percentOf(total, depositPercent)
        expect(stages[0]!.amount).toBe(share < minimumStage ? minimumStage : share)
      },
    ),
    { numRuns: 500, seed: 20261121 },
  ))

test('a payment’s id and what its payer sees name the order and the stage', () => {
  const kinds = ['full', 'deposit', 'balance'] as const
  expect(kinds.map((kind) => paymentIdOf('k3v9', kind))).toEqual(['k3v9.f', 'k3v9.d', 'k3v9.b'])
  expect(kinds.map((kind) => paymentRefOf(1042, kind))).toEqual(['1042F', '1042D', '1042B'])
  for (const kind of kinds) expect(paymentIdOf('k3v9', kind)).toMatch(paymentIdPattern)
})
