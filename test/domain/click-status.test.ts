import type { ProviderTransaction, TransactionState } from '../../domain/ledger'
import { endReasons } from '../../domain/providers'
import { differenceWithClick, stateOfStatus } from '../../domain/click-status'

const time = Date.UTC(2026, 10, 22)
const askedAt = time + 3_600_000
const attempt = (state: TransactionState, fields: Partial<ProviderTransaction> = {}): ProviderTransaction => ({
  provider: 'click',
  externalId: '31',
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
const declined = attempt('released', { externalId: '30', reason: -5017 })
const timedOut = attempt('released', { externalId: '32', reason: endReasons.timeout })
const another = attempt('released', { externalId: '33', reason: endReasons.withdrawn })
const [held, paid, returned] = [attempt('held'), attempt('performed'), attempt('refunded')]

test.each([
  [-9, 'released'],
  [0, 'held'],
  [1, 'held'],
  [2, 'performed'],
  [3, null],
])('status %d is %s', (status, state) => expect(stateOfStatus(status)).toBe(state))

const failed = -1
const underWay = 1
const paidThere = 2
test.each<[string, readonly ProviderTransaction[], number, string | null]>([
  ['paid there, held here', [held], paidThere, 'performed_there perform 31'],
  ['paid there and here', [paid], paidThere, null],
  ['paid there, let go by our clock', [timedOut], paidThere, 'performed_there perform 32'],
  ['paid there, ended by Click itself here', [declined], paidThere, 'kept_there - 30'],
  ['paid there, given back here', [returned], paidThere, 'kept_there - 31'],
  ['paid there at the second attempt, as here', [declined, paid], paidThere, null],
  ['paid there, and the second attempt is held here', [declined, held], paidThere, 'performed_there perform 31'],
  ['paid there, and one of two may still land', [declined, timedOut], paidThere, 'performed_there perform 32'],
  ['paid there, and each of two may still land', [timedOut, another], paidThere, 'unclear'],
  ['paid there, one may still land and another is held', [timedOut, held], paidThere, 'unclear'],
  ['failed there, held here', [held], failed, 'given_up_there release 31'],
  ['failed there, paid here', [paid], failed, 'not_paid_there - 31'],
  ['failed there, ended here', [declined], failed, null],
  ['failed there, both ended here', [declined, timedOut], failed, null],
  ['failed there, and one of two is paid here', [declined, paid], failed, 'unclear'],
  ['failed there, and one of two is held here', [declined, held], failed, 'unclear'],
  ['under way there, held here', [held], underWay, null],
  ['under way there, paid here', [paid], underWay, 'not_paid_there - 31'],
  ['a status that we do not know', [held], 7, 'unclear'],
])('%s', (_, attempts, status, expected) => {
  const found = differenceWithClick(attempts, status, askedAt)
  const told =
    found === null || found === 'unclear' ? found : `${found.kind} ${found.mending ?? '-'} ${found.here?.externalId}`
  expect(told).toBe(expected)
})
