import fc from 'fast-check'
import type { ProviderTransaction, TransactionState } from '../../domain/ledger'
import type { Provider } from '../../domain/providers'
import { compareStatement, differenceBetween, type StatementLine } from '../../domain/statement'

const time = Date.UTC(2026, 10, 21)
const line = (state: TransactionState, fields: Partial<StatementLine> = {}): StatementLine => ({
  provider: 'payme',
  externalId: 't1',
  paymentRef: '1042F',
  amount: 15_000_000n,
  state,
  time,
  changedAt: time + 60_000,
  ...fields,
})
const booked = (state: TransactionState, fields: Partial<ProviderTransaction> = {}): ProviderTransaction => ({
  provider: 'payme',
  externalId: 't1',
  ourId: '1',
  businessId: 'demo',
  paymentId: 'a1.f',
  paymentRef: '1042F',
  money: { amount: '15000000', currency: 'UZS' },
  state,
  providerTime: time,
  heldAt: time,
  performedAt: null,
  endedAt: null,
  reason: null,
  ...fields,
})

const none = undefined
test.each<[TransactionState | undefined, TransactionState | undefined, string | null, string | null]>([
  ['performed', none, 'unknown_here', null],
  ['performed', 'held', 'performed_there', 'perform'],
  ['performed', 'performed', null, null],
  ['performed', 'released', 'kept_there', null],
  ['performed', 'refunded', 'kept_there', null],
  ['refunded', none, null, null],
  ['refunded', 'held', null, null],
  ['refunded', 'performed', 'returned_there', 'refund'],
  ['refunded', 'released', null, null],
  ['refunded', 'refunded', null, null],
  ['released', none, null, null],
  ['released', 'held', 'given_up_there', 'release'],
  ['released', 'performed', 'not_paid_there', null],
  ['released', 'released', null, null],
  ['released', 'refunded', null, null],
  ['held', none, null, null],
  ['held', 'held', null, null],
  ['held', 'performed', 'not_paid_there', null],
  ['held', 'released', null, null],
  ['held', 'refunded', null, null],
  [none, none, null, null],
  [none, 'held', null, null],
  [none, 'performed', 'not_paid_there', null],
  [none, 'released', null, null],
  [none, 'refunded', null, null],
])('there %s, here %s: %s, mended by %s', (there, here, kind, mending) => {
  const found = differenceBetween(there && line(there), here && booked(here))
  expect(found).toEqual(kind === null ? null : { kind, mending })
})

test.each<[Provider, number | null, string]>([
  ['click', 4, 'performed_there'],
  ['click', 10, 'performed_there'],
  ['click', 3, 'kept_there'],
  ['payme', 4, 'kept_there'],
])('what we let go with %s for reason %s, and was performed there: %s', (provider, reason, kind) => {
  expect(differenceBetween(line('performed', { provider }), booked('released', { provider, reason }))?.kind).toBe(kind)
})

test('two sums of one transaction are never mended by a message', () => {
  expect(differenceBetween(line('performed', { amount: 1n }), booked('held'))).toEqual({
    kind: 'amount_differs',
    mending: null,
  })
})

test('what the book has of a time that the statement does not cover is not judged', () => {
  const other = line('performed', { externalId: 'other', time: time + 1_000 })
  const before = booked('performed', { externalId: 'before', providerTime: time })
  const within = booked('performed', { externalId: 'within', providerTime: time + 2_000 })
  const ours = booked('performed', { externalId: 'other' })
  expect(compareStatement([other], [ours, before, within]).map(({ here }) => here?.externalId)).toEqual(['within'])
  expect(compareStatement([], [before])).toEqual([])
})

test('a statement that is older than what our side did says nothing against it', () => {
  const later = booked('performed', { performedAt: time + 60_001 })
  expect(compareStatement([line('held')], [later])).toEqual([])
  const earlier = booked('performed', { performedAt: time + 59_999 })
  expect(compareStatement([line('held')], [earlier])).toMatchObject([{ kind: 'not_paid_there' }])
  // Money that was taken there stays taken, whenever we let it go.
  const letGo = booked('released', { endedAt: time + 60_001, reason: 4 })
  expect(compareStatement([line('performed')], [letGo])).toMatchObject([{ kind: 'kept_there' }])
})

test('books that say the same of each transaction never differ, and what differs is named once', () => {
  const states = fc.constantFrom<TransactionState>('held', 'performed', 'released', 'refunded')
  const book = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), states, states), { selector: ([id]) => id })
  fc.assert(
    fc.property(book, (transactions) => {
      const there = transactions.map(([id, state]) => line(state, { externalId: `t${id}` }))
      const same = transactions.map(([id, state]) => booked(state, { externalId: `t${id}` }))
      expect(compareStatement(there, same)).toEqual([])
      const other = transactions.map(([id, , state]) => booked(state, { externalId: `t${id}` }))
      const found = compareStatement(there, other).map((difference) => difference.there?.externalId)
      expect(new Set(found).size).toBe(found.length)
      for (const [id, one, two] of transactions) if (one === two) expect(found).not.toContain(`t${id}`)
    }),
  )
})
