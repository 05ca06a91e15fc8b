import {
  differencesOf,
  subjectOf,
  transactionKey,
  type Book,
  type Remembered,
  type RememberedMoney,
} from '../../domain/after-restore'

const at = Date.UTC(2026, 10, 21, 4)
const nothing: Remembered = { orders: [], subscriptions: [], payments: [], money: [], returned: [], refunding: [] }
const empty: Book = {
  orders: new Map(),
  subscriptions: new Map(),
  payments: new Map(),
  transactions: new Map(),
  refunds: new Set(),
}
const money = (externalId: string, after = 0): RememberedMoney => ({
  provider: 'payme',
  externalId,
  paymentId: 'o1.b',
  landed: { money: { amount: '100', currency: 'UZS' }, providerTime: at },
  at: at + after,
})
const returned = { provider: 'payme', externalId: 't1', paymentId: 'o1.b', at } as const
const bookOf = (state: 'held' | 'performed' | 'released' | 'refunded'): Partial<Book> => ({
  transactions: new Map([[transactionKey(returned), state]]),
})
const order = { number: 1042, stage: 'balance_due', open: true } as const
const ended = { number: 1042, stage: 'cancelled', open: false } as const
const differs = { kind: 'order_differs', orderId: 'o1', number: 1042 } as const

const cases: [string, Partial<Remembered>, Partial<Book>, unknown[]][] = [
  ['nothing is known to either', {}, {}, []],
  [
    'an order that both have alike',
    { orders: [{ id: 'o1', running: true, stage: 'balance_due' }] },
    { orders: new Map([['o1', order]]) },
    [],
  ],
  [
    'an order that the book has lost',
    { orders: [{ id: 'o1', running: true, stage: 'paid' }] },
    {},
    [{ kind: 'order_missing', orderId: 'o1', stage: 'paid' }],
  ],
  [
    'lost orders that are over: only the one that took money',
    {
      orders: [
        { id: 'o1', running: false, stage: 'cancelled' },
        { id: 'o2', running: false, stage: 'cancelled' },
        { id: 'o3', running: false, stage: 'expired' },
        { id: 'o4', running: true, stage: 'cancelled' },
      ],
      money: [money('t1')],
    },
    {},
    [
      { kind: 'order_missing', orderId: 'o1', stage: 'cancelled' },
      { kind: 'order_missing', orderId: 'o4', stage: 'cancelled' },
      { kind: 'money_missing', money: money('t1'), book: null },
    ],
  ],
  [
    'an order that is further in its workflow',
    { orders: [{ id: 'o1', running: true, stage: 'paid' }] },
    { orders: new Map([['o1', order]]) },
    [{ ...differs, book: 'balance_due', workflow: 'paid', running: true }],
  ],
  [
    'an order that has ended in its workflow, and is open in the book',
    { orders: [{ id: 'o1', running: false, stage: 'cancelled' }] },
    { orders: new Map([['o1', order]]) },
    [{ ...differs, book: 'balance_due', workflow: 'cancelled', running: false }],
  ],
  [
    'an open order that nobody is at though it shows the same',
    { orders: [{ id: 'o1', running: false, stage: 'balance_due' }] },
    { orders: new Map([['o1', order]]) },
    [{ ...differs, book: 'balance_due', workflow: 'balance_due', running: false }],
  ],
  [
    'an open order that Temporal does not know',
    {},
    { orders: new Map([['o1', order]]) },
    [{ ...differs, book: 'balance_due', workflow: null, running: false }],
  ],
  ['an ended order that Temporal does not know any more', {}, { orders: new Map([['o1', ended]]) }, []],
  [
    'an ended order that is saying its last words',
    { orders: [{ id: 'o1', running: true, stage: 'cancelled' }] },
    { orders: new Map([['o1', ended]]) },
    [],
  ],
  [
    'an order that was brought back after it had ended in the book',
    { orders: [{ id: 'o1', running: true, stage: 'paid' }] },
    { orders: new Map([['o1', ended]]) },
    [{ ...differs, book: 'cancelled', workflow: 'paid', running: true }],
  ],
  [
    'a subscription that the book has lost',
    { subscriptions: [{ id: 's1', running: true, stage: 'active' }] },
    {},
    [{ kind: 'subscription_missing', subscriptionId: 's1' }],
  ],
  [
    'lost subscriptions that are over: only the one that took money',
    {
      subscriptions: [
        { id: 's1', running: false, stage: 'expired' },
        { id: 's2', running: false, stage: null },
        { id: 's3', running: false, stage: 'incomplete' },
        { id: 's4', running: false, stage: 'refunded' },
        { id: 's5', running: true, stage: 'incomplete' },
      ],
      money: [{ ...money('t1'), paymentId: 's4.1' }],
    },
    {},
    [
      { kind: 'subscription_missing', subscriptionId: 's4' },
      { kind: 'subscription_missing', subscriptionId: 's5' },
      { kind: 'money_missing', money: { ...money('t1'), paymentId: 's4.1' }, book: null },
    ],
  ],
  [
    'a subscription that stands otherwise, and one that nobody is at',
    { subscriptions: [{ id: 's1', running: true, stage: 'cancelled' }] },
    {
      subscriptions: new Map([
        ['s1', { number: 7, state: 'active' }],
        ['s2', { number: 8, state: 'grace' }],
        ['s3', { number: 9, state: 'expired' }],
      ] as const),
    },
    [
      { kind: 'subscription_differs', subscriptionId: 's1', number: 7, book: 'active', workflow: 'cancelled' },
      { kind: 'subscription_differs', subscriptionId: 's2', number: 8, book: 'grace', workflow: null },
    ],
  ],
  [
    'payments: only those that run and stand otherwise',
    {
      payments: [
        { id: 'o1.d', running: false, stage: 'paid' },
        { id: 'o1.b', running: true, stage: 'due' },
        { id: 'o2.f', running: true, stage: 'due' },
        { id: 'o3.f', running: true, stage: null },
        { id: 'o4.f', running: true, stage: 'due' },
        { id: 'o5.f', running: true, stage: 'due' },
      ],
    },
    {
      payments: new Map([
        ['o1.b', 'scheduled'],
        ['o2.f', 'due'],
        ['o3.f', 'due'],
        // A hold of some seconds is not shown.
        ['o5.f', 'held'],
      ] as const),
    },
    [
      { kind: 'payment_differs', paymentId: 'o1.b', book: 'scheduled', workflow: 'due' },
      { kind: 'payment_differs', paymentId: 'o4.f', book: null, workflow: 'due' },
    ],
  ],
  [
    'money that two runs remember is missed once, the earlier first',
    { money: [money('t2', 2), money('t1', 1), money('t2', 3)] },
    {},
    [
      { kind: 'money_missing', money: money('t1', 1), book: null },
      { kind: 'money_missing', money: money('t2', 2), book: null },
    ],
  ],
  ...(['held', 'released'] as const).map((state): [string, Partial<Remembered>, Partial<Book>, unknown[]] => [
    `money that the book has as ${state}`,
    { money: [money('t1')], returned: [returned] },
    bookOf(state),
    [
      { kind: 'money_missing', money: money('t1'), book: state },
      { kind: 'return_missing', returned, book: state },
    ],
  ]),
  [
    'money that the book has, and whose return it has not',
    { money: [money('t1')], returned: [returned] },
    bookOf('performed'),
    [{ kind: 'return_missing', returned, book: 'performed' }],
  ],
  ['money on its way back, in the book, too', { refunding: [returned] }, { refunds: new Set(['payme:t1']) }, []],
  [
    'money on its way back, and the book asks for no refund',
    { refunding: [returned] },
    {},
    [{ kind: 'refund_missing', refunding: returned }],
  ],
  ['money that came and went in the book, too', { money: [money('t1')], returned: [returned] }, bookOf('refunded'), []],
]

test.each(cases)('%s', (_, remembered, book, expected) => {
  expect(differencesOf({ ...nothing, ...remembered }, { ...empty, ...book })).toEqual(expected)
})

test('each difference belongs to its order or subscription', () => {
  const all = differencesOf(
    {
      orders: [{ id: 'o1', running: true, stage: 'paid' }],
      subscriptions: [{ id: 's1', running: true, stage: 'active' }],
      payments: [{ id: 's1.2', running: true, stage: 'due' }],
      money: [money('t1')],
      returned: [returned],
      refunding: [{ provider: 'manual', externalId: 'r1', paymentId: 's1.1' }],
    },
    empty,
  )
  expect(all.map(subjectOf)).toEqual([
    { orderId: 'o1' },
    { subscriptionId: 's1' },
    { subscriptionId: 's1' },
    { subscriptionId: 's1' },
    { orderId: 'o1' },
    { orderId: 'o1' },
  ])
})
