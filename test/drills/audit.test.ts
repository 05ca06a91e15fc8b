import type { Evidence, Seen } from '../../drills/audit/evidence'
import { auditMessages } from '../../drills/audit/messages'
import { auditMoney } from '../../drills/audit/money'
import { auditOrders } from '../../drills/audit/orders'

// An auditor that finds nothing is worth what it would have found.

const nothingSeen: Seen = {
  stock: {},
  channels: {},
  bot: 'drill_bot',
  orderers: [],
  ends: new Map(),
  subscribers: [],
  events: [],
  interruptions: [],
}

interface Planted {
  /** What the queries find, in the order in which they are asked. */
  readonly rows: readonly (readonly object[])[]
  readonly books?: Readonly<Record<string, unknown>>
  readonly runs?: readonly { type: string; workflowId: string; runId: string; status: { name: string } }[]
  readonly seen?: Partial<Seen>
}

function evidenceOf({ rows, books = {}, runs = [], seen = {} }: Planted): Evidence {
  const left = [...rows]
  const result = () => Promise.resolve({ state: 'closed' })
  return {
    sql: (() => Promise.resolve(left.shift())) as unknown as Evidence['sql'],
    temporal: {
      workflow: {
        list: async function* list() {
          yield* runs
        },
        getHandle: () => ({ result }),
      },
    } as unknown as Evidence['temporal'],
    ask: <T>(path: string) => Promise.resolve(books[path.split('?')[0]!] as T),
    seen: { ...nothingSeen, ...seen },
    close: () => Promise.resolve(),
  }
}

const faultsBy = (findings: readonly { name: string; faults: readonly string[] }[]) =>
  Object.fromEntries(findings.filter(({ faults }) => faults.length > 0).map(({ name, faults }) => [name, faults]))

describe('messages', () => {
  const at = 1_000_000
  const call = { at, params: { chat_id: 7, text: 'Thanks' }, status: 200, messageId: 1 }
  const row = { key: 'a/received', state: 'sent', chat: '7', messageId: 1n, isPointless: false }
  const again = { ...call, messageId: 2 }
  const messages = (
    calls: readonly object[],
    rows: readonly object[],
    seen: Partial<Seen> = {},
    thanks: object[] = [],
  ) => auditMessages(evidenceOf({ rows: [rows, thanks], books: { '/calls': calls }, seen })).then(faultsBy)
  const doubled = { 'messages doubled without a lost answer': ['7: Thanks'] }

  test('what was said once and noted is right', async () => {
    expect(await messages([call], [row])).toEqual({})
  })

  test.each(['sending', 'refused', 'unreachable'])('one that is %s was not said', async (state) => {
    expect(await messages([], [{ ...row, state, messageId: null }])).toEqual({
      'messages not said, or only in the book': [`a/received is ${state}`],
    })
  })

  test('one that asked for money which has come is not missed; one that is only in the book is', async () => {
    expect(await messages([], [{ ...row, state: 'sending', messageId: null, isPointless: true }])).toEqual({})
    expect(await messages([], [row])).toEqual({ 'messages not said, or only in the book': ['a/received is sent'] })
  })

  test.each<[string, object, readonly { from: number; to: number }[], object]>([
    ['without a cause', again, [], doubled],
    ['whose first answer was lost', { ...again, status: 0 }, [], {}],
    ['as the worker died a moment later', again, [{ from: at + 2_000, to: at + 2_000 }], {}],
    ['as the worker died much later', again, [{ from: at + 20_000, to: at + 20_000 }], doubled],
    ['as the worker had died before', again, [{ from: at - 1, to: at - 1 }], doubled],
    ['while Postgres was away', again, [{ from: at - 3_000, to: at + 1 }], {}],
  ])('one that was said twice %s', async (_, second, interruptions, faults) => {
    expect(await messages([call, second], [row], { interruptions })).toEqual(faults)
  })

  test('whoever was not thanked for their money', async () => {
    expect(
      await messages([call], [row], {}, [
        { id: 'a.d', thanks: 1 },
        { id: 'b.d', thanks: 0 },
      ]),
    ).toEqual({
      'payments not thanked for, or twice': ['b.d'],
    })
  })
})

describe('money', () => {
  const payme = { id: 'p1', state: 2, amount: '100', account: { payment: '7F' } }
  const star = { id: 's1', kind: 'payment', amount: 5, userId: 42 }
  const entry = {
    kind: 'perform',
    provider: 'payme',
    externalId: 'p1',
    providerAmount: 100n,
    ref: '7F',
    buyer: 'telegram:42',
  }
  const ofStar = { ...entry, provider: 'stars', externalId: 's1', providerAmount: 5n }
  const refund = { ...entry, kind: 'refund' }
  const money = (entries: readonly object[], payments: readonly object[], kept: readonly object[] = []) =>
    auditMoney(
      evidenceOf({
        rows: [entries, kept],
        books: { '/payme': payments, '/click': [], '/bots/drill_bot/stars': { entries: [star] } },
      }),
    ).then(faultsBy)

  test('two books that agree', async () => {
    expect(await money([entry, ofStar], [payme])).toEqual({})
    expect(await money([entry, ofStar, refund], [{ ...payme, state: -2 }])).toEqual({})
  })

  test.each<[string, readonly object[], readonly object[], object]>([
    ['nobody wrote down', [ofStar], [payme], { 'payments lost': ['payme p1'] }],
    ['no provider has', [entry, ofStar], [], { 'payments that no provider knows': ['payme p1'] }],
    [
      'another sum',
      [{ ...entry, providerAmount: 99n }, ofStar],
      [payme],
      { 'payments of another sum or account': ['payme p1'] },
    ],
    [
      'another account',
      [{ ...entry, ref: '8F' }, ofStar],
      [payme],
      { 'payments of another sum or account': ['payme p1'] },
    ],
    [
      'Stars of somebody else',
      [entry, { ...ofStar, buyer: 'telegram:43' }],
      [payme],
      { 'payments of another sum or account': ['stars s1'] },
    ],
    ['a return unheard of', [entry, ofStar], [{ ...payme, state: -2 }], { 'returns not recorded': ['payme p1'] }],
    ['a return only claimed', [entry, ofStar, refund], [payme], { 'returns that no provider made': ['payme p1'] }],
  ])('%s', async (_, entries, payments, faults) => {
    expect(await money(entries, payments)).toEqual(faults)
  })

  test('money that was kept twice, or of an order that came to nothing', async () => {
    const bill = { ref: '7F', due: 100n, kept: 100n, state: 'closed' }
    expect(
      await money([entry, ofStar], [payme], [bill, { ...bill, kept: 200n }, { ...bill, state: 'expired' }]),
    ).toEqual({
      'payments kept twice, or for nothing': [
        '7F: 200 kept of 100, order closed',
        '7F: 100 kept of 100, order expired',
      ],
    })
  })
})

describe('orders', () => {
  const order = { id: 'o1', number: 1, buyer: 'telegram:1', state: 'closed', total: 100n, kept: 100n }
  const run = { type: 'order', workflowId: 'order/drill/o1', runId: 'r1', status: { name: 'COMPLETED' } }
  const child = { ...run, type: 'payment', workflowId: 'payment/drill/o1.f', status: { name: 'RUNNING' } }
  const enough = { orderers: [{ buyer: 1, enoughForAll: true }], ends: new Map([[1, 'paid' as const]]) }
  const orders = (planted: Partial<Planted> & { row?: object; waiting?: readonly object[] }) => {
    const { row = order, waiting = [], runs = [run], seen = enough } = planted
    return auditOrders(evidenceOf({ rows: [[row], waiting], runs, seen })).then(faultsBy)
  }
  const expired = { ...order, state: 'expired', kept: 0n }
  const [nothingGot, otherwise, standing] = [
    'buyers who paid everything and have no delivered order',
    'orders whose workflow says otherwise',
    'workflows that failed, were ended or run for nothing',
  ] as const

  test('an order that was paid, delivered and is over', async () => {
    expect(await orders({})).toEqual({})
    expect(await orders({ runs: [run, child], waiting: [{ id: 'o1.f' }] })).toEqual({})
  })

  test.each<[string, Parameters<typeof orders>[0], readonly string[]]>([
    ['still open', { row: { ...order, state: 'offered' } }, ['orders in a wrong state', otherwise, nothingGot]],
    ['closed with too little money', { row: { ...order, kept: 30n } }, ['orders in a wrong state']],
    ['paid for, and not delivered', { row: expired }, [otherwise, nothingGot]],
    ['with a lifecycle that runs on', { runs: [{ ...run, status: { name: 'RUNNING' } }] }, [otherwise]],
    ['with a payment that waits for nothing', { runs: [run, child] }, [standing]],
    ['with a lifecycle that failed', { runs: [run, { ...child, status: { name: 'FAILED' } }] }, [standing]],
    [
      'twice',
      { seen: { ...enough, orderers: [{ buyer: 2, enoughForAll: true }] } },
      ['buyers whose press made no order, or two'],
    ],
  ])('an order %s', async (_, planted, names) => {
    expect(Object.keys(await orders(planted)).toSorted()).toEqual(names.toSorted())
  })

  test('a shop that takes nobody’s money is found out', async () => {
    const seen = { ...enough, ends: new Map([[1, 'turned_away' as const]]) }
    expect(await orders({ row: expired, runs: [], seen })).toMatchObject({
      'buyers turned away, if more than one in ten': ['1'],
    })
  })
})
