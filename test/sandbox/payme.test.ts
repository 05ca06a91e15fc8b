import { readPaymeLink } from '../../sandbox/payme/link'
import { startRecorder, until, type Recorded, type Reply } from './recorder'
import { openSandbox } from './sandbox-for-tests'

interface Rpc {
  readonly method: string
  readonly params: { readonly id?: string; readonly time?: number; readonly amount?: number; readonly reason?: number }
  readonly id: number
}

const rpc = (asked: Recorded) => JSON.parse(asked.body) as Rpc
const json = (value: object): Reply => ({ body: JSON.stringify(value) })
const at = 1_795_239_044_271

/** A merchant that does everything right. */
function merchant({ method, id }: Rpc): Reply {
  const results: Record<string, object> = {
    CheckPerformTransaction: { allow: true },
    CreateTransaction: { create_time: at, transaction: 'tx1', state: 1 },
    PerformTransaction: { perform_time: at, transaction: 'tx1', state: 2 },
    CancelTransaction: { cancel_time: at, transaction: 'tx1', state: -1 },
    CheckTransaction: { create_time: at, perform_time: 0, cancel_time: 0, transaction: 'tx1', state: 1, reason: null },
    GetStatement: { transactions: [] },
  }
  return json({ result: results[method], id })
}

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let shop: Awaited<ReturnType<typeof startRecorder>>

async function open(reply: (call: Rpc, count: number) => Reply = merchant) {
  shop = await startRecorder((asked, count) => reply(rpc(asked), count))
  sandbox = await openSandbox({
    apiUrl: shop.url,
    // Long enough for a busy machine's first call; only the merchant that hangs waits for it.
    timings: { providerRetryMs: 10, providerTimeoutMs: 3_000, providerAttempts: 3, lateMs: 60 },
  })
}

const link = () =>
  `${sandbox.paymeCheckoutUrl}/${Buffer.from('m=587f72c72cac0d162c722ae2;ac.payment=1042D;a=13500000;l=uz').toString('base64')}`
const called = () => shop.requests.map((request) => rpc(request).method)

describe('Payme calls the merchant as the real one does', () => {
  afterEach(async () => {
    await sandbox.close()
    await shop.close()
  })

  it('sends Check, Create and Perform twice each: text/json, Basic auth, no jsonrpc, an integer id', async () => {
    await open()
    const paid = await sandbox.client.payme.pay(link())
    expect(called().join(' ')).toBe(
      'CheckPerformTransaction CheckPerformTransaction CreateTransaction CreateTransaction ' +
        'PerformTransaction PerformTransaction',
    )
    for (const request of shop.requests) {
      expect(request).toMatchObject({ method: 'POST', path: '/webhooks/payme/demo' })
      expect(request.headers['content-type']).toBe('text/json; charset=UTF-8')
      expect(request.headers.authorization).toBe(`Basic ${Buffer.from('Paycom:payme-key').toString('base64')}`)
      const call = rpc(request)
      expect(Object.keys(call)).toEqual(['method', 'params', 'id'])
      expect(Number.isInteger(call.id)).toBe(true)
    }
    for (let i = 0; i < 6; i += 2) expect(shop.requests[i + 1]?.body).toBe(shop.requests[i]?.body)
    const create = rpc(shop.requests[2] as Recorded).params
    expect(create).toEqual({ id: paid.id, time: expect.any(Number), amount: 13_500_000, account: { payment: '1042D' } })
    expect(create.id).toMatch(/^[0-9a-f]{24}$/)
    expect(String(create.time)).toHaveLength(13)
    expect(paid).toMatchObject({ state: 2, outcome: 'paid', merchantTransaction: 'tx1', performTime: at, faults: [] })
  })

  it('books a fault when a repeat is answered differently', async () => {
    await open((call, count) =>
      call.method === 'CreateTransaction'
        ? json({ result: { create_time: at + count, transaction: 'tx1', state: 1 }, id: call.id })
        : merchant(call),
    )
    const paid = await sandbox.client.payme.pay(link())
    expect(paid.outcome).toBe('paid')
    expect(paid.faults).toEqual(['CreateTransaction: the repeated call was answered differently'])
    expect(paid.calls.map((call) => call.same)).toEqual([true, false, true])
  })

  it('books a fault for a number as transaction, a wrong state and seconds instead of milliseconds', async () => {
    await open((call) =>
      call.method === 'PerformTransaction'
        ? json({ result: { perform_time: 1_795_239_044, transaction: 7, state: 1 }, id: call.id })
        : merchant(call),
    )
    expect((await sandbox.client.payme.pay(link())).faults).toEqual([
      'PerformTransaction: transaction must be a string',
      'PerformTransaction: state 1 is not possible here',
      'PerformTransaction: perform_time must be 13-digit milliseconds',
    ])
  })

  it('shows the refusal of CheckPerform and creates nothing', async () => {
    const error = { code: -31050, message: { ru: 'Нет заказа', uz: 'Buyurtma yoʻq', en: 'No order' }, data: 'payment' }
    await open((call) => json({ error, id: call.id }))
    expect(await sandbox.client.payme.pay(link())).toMatchObject({ state: 0, outcome: 'refused', error, faults: [] })
    expect(called()).toEqual(['CheckPerformTransaction', 'CheckPerformTransaction'])
  })

  it('declined: creates, then cancels with reason 2', async () => {
    await open()
    const declined = await sandbox.client.payme.pay(link(), 'decline')
    expect(declined).toMatchObject({ state: -1, outcome: 'cancelled', reason: 2 })
    expect(called().slice(4)).toEqual(['CancelTransaction', 'CancelTransaction'])
    expect(rpc(shop.requests[4] as Recorded).params).toEqual({ id: declined.id, reason: 2 })
  })

  it('late: creates now and performs by itself after a while', async () => {
    await open()
    const late = await sandbox.client.payme.pay(link(), 'late')
    expect(late).toMatchObject({ state: 1, outcome: 'waiting', performAt: expect.any(Number) })
    expect(called()).not.toContain('PerformTransaction')
    await until(async () => (await sandbox.client.payme.get(late.id)).outcome === 'paid', 'the late payment')
  })

  it('disconnected half-way: creates and stays, until somebody performs', async () => {
    await open()
    const half = await sandbox.client.payme.pay(link(), 'disconnect', { ageMs: 43_200_000 })
    expect(half).toMatchObject({ state: 1, outcome: 'waiting' })
    expect(Date.now() - (rpc(shop.requests[2] as Recorded).params.time ?? 0)).toBeGreaterThanOrEqual(43_200_000)
    expect((await sandbox.client.payme.perform(half.id)).outcome).toBe('paid')
  })

  it('asks again after HTTP 500, silence and -32400, and books what was wrong', async () => {
    const answers: Reply[] = [
      { status: 500 },
      { hang: true },
      json({ error: { code: -32400, message: 'later' }, id: 1 }),
    ]
    await open((call) => answers.shift() ?? merchant(call))
    const paid = await sandbox.client.payme.pay(link())
    // The three attempts at the first call were used up: nobody knows, and it is not repeated on top.
    expect(paid.outcome).toBe('hung')
    expect(paid.faults).toEqual([
      'CheckPerformTransaction: HTTP 500, must always be 200',
      'CheckPerformTransaction: no answer in 3000 ms',
    ])
    expect((await sandbox.client.payme.pay(link())).outcome).toBe('paid')
  })

  it('hangs when Perform is not answered, and a retry finishes it', async () => {
    let down = true
    await open((call) => (down && call.method === 'PerformTransaction' ? { status: 503 } : merchant(call)))
    const hung = await sandbox.client.payme.pay(link())
    expect(hung).toMatchObject({ state: 1, outcome: 'hung' })
    down = false
    expect(await sandbox.client.payme.perform(hung.id)).toMatchObject({ state: 2, outcome: 'paid' })
  })

  it('gives the money back when Perform is refused: Cancel with reason 3', async () => {
    await open((call) =>
      call.method === 'PerformTransaction'
        ? json({ error: { code: -31008, message: 'expired' }, id: call.id })
        : merchant(call),
    )
    const refused = await sandbox.client.payme.pay(link())
    expect(refused).toMatchObject({ state: -1, outcome: 'refused', reason: 3, error: { code: -31008 } })
  })

  it('a refusal to perform once more does not undo a payment', async () => {
    let paidOnce = false
    await open((call) => {
      if (call.method !== 'PerformTransaction' || !paidOnce) return merchant(call)
      return json({ error: { code: -31008, message: 'no' }, id: call.id })
    })
    const paid = await sandbox.client.payme.pay(link())
    paidOnce = true
    expect(await sandbox.client.payme.perform(paid.id)).toMatchObject({
      state: 2,
      outcome: 'paid',
      error: { code: -31008 },
    })
  })

  it('refunds from the cabinet with reason 5, and asks for statements', async () => {
    await open((call) =>
      call.method === 'CancelTransaction'
        ? json({ result: { cancel_time: at, transaction: 'tx1', state: -2 }, id: call.id })
        : merchant(call),
    )
    const paid = await sandbox.client.payme.pay(link())
    expect(await sandbox.client.payme.refund(paid.id)).toMatchObject({ state: -2, outcome: 'refunded', reason: 5 })
    const statement = await sandbox.client.payme.statement(at - 1, at + 1)
    expect(statement).toMatchObject({ transactions: [], call: { method: 'GetStatement', same: true } })
    expect(rpc(shop.requests.at(-1) as Recorded).params).toEqual({ from: at - 1, to: at + 1 })
  })

  it('calls with another key when told to', async () => {
    await open((call) => json({ error: { code: -32504, message: 'no' }, id: call.id }))
    const outcome = await sandbox.client.payme.raw('CheckTransaction', { id: 'x' }, 'wrong')
    expect(outcome).toMatchObject({ kind: 'error', error: { code: -32504 } })
    expect(shop.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('Paycom:wrong').toString('base64')}`)
  })

  it('sends a call and its repeat at the same moment when told to', async () => {
    let inside = 0
    let most = 0
    shop = await startRecorder(async (asked) => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside--
      return merchant(rpc(asked))
    })
    sandbox = await openSandbox({ apiUrl: shop.url })
    expect((await sandbox.client.payme.pay(link(), 'pay', { together: true })).outcome).toBe('paid')
    expect(most).toBe(2)
  })
})

describe('a Payme checkout link', () => {
  it('reads the official example', () => {
    expect(
      readPaymeLink(
        'https://checkout.paycom.uz/checkout/bT01ODdmNzJjNzJjYWMwZDE2MmM3MjJhZTI7YWMub3JkZXJfaWQ9MTk3O2E9NTAw',
      ),
    ).toEqual({
      merchantId: '587f72c72cac0d162c722ae2',
      account: { order_id: '197' },
      amount: 500n,
      lang: 'ru',
      returnUrl: undefined,
    })
  })

  it.each([
    ['!!!', 'the link is not base64'],
    ['ac.x=1;a=5', 'm (the merchant) is missing'],
    ['m=1;ac.x=1;a=5.5', 'a (the amount in tiyin) is not a whole number'],
    ['m=1;ac.x=1;a=0', 'a (the amount in tiyin) is not a whole number'],
    ['m=1;a=5', 'ac.<field> (the account) is missing'],
    ['nonsense', '"nonsense" is not name=value'],
  ])('refuses %s', (text, fault) => {
    expect(readPaymeLink(text === '!!!' ? text : Buffer.from(text).toString('base64'))).toBe(fault)
  })
})
