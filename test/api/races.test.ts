import type { Db } from '../../db/types'
import { ledgerLifecycles, openShop, type Shop } from './shop'

/**
 * Two messages at once. Both requests have read the book before either may change it, and each changes it on a
 * connection of its own: what is left between them is the lock on the payment.
 */
let shop: Shop
let connections: Db[]
let waiting: (() => void) | null = null
beforeAll(async () => {
  shop = await openShop({
    lifecycles: {
      hold: async (address, request) => (await together()).hold(address, request),
      perform: async (address, request) => (await together()).perform(address, request),
      saidAgain: () => Promise.resolve(),
      noteReturned: () => Promise.resolve(true),
      release: async (address, request) => (await together()).release(address, request),
      refundByProvider: async (start, request) => (await together()).refundByProvider(start, request),
    },
  })
  connections = [1, 2].map(() => shop.database.connectAgain({ max: 1 }))
})
afterAll(() => shop.close())

/** Waits a moment for the other message, then answers lifecycles on this message's own connection. */
async function together() {
  const other = waiting
  if (other) other()
  else {
    await new Promise<void>((go) => {
      waiting = go
      setTimeout(go, 200)
    })
    waiting = null
  }
  return ledgerLifecycles(connections[other ? 1 : 0]!, shop.clock)
}

let ids = 70_000_000
const newId = () => String(++ids)
/** Who is first is the machine's choice, so each race is run several times. */
async function tenTimes(race: () => Promise<void>) {
  for (let round = 0; round < 10; round++) await race()
}

async function hold(ref: string, tiyin: number) {
  const id = newId()
  const params = { id, time: shop.clock.now, amount: tiyin, account: { payment: ref } }
  const [one] = await Promise.all([shop.payme('CreateTransaction', params), shop.payme('CreateTransaction', params)])
  expect(one.body.result?.state).toBe(1)
  return id
}

const statesOf = async (paymentId: string) => {
  const rows = await shop.sql<{ state: string }[]>`
    SELECT state FROM provider_transactions WHERE payment_id = ${paymentId} ORDER BY our_id`
  return rows.map(({ state }) => state)
}
const entriesOf = async (paymentId: string) => {
  const rows = await shop.sql<
    { kind: string }[]
  >`SELECT kind FROM payment_entries WHERE payment_id = ${paymentId} ORDER BY id`
  return rows.map(({ kind }) => kind)
}

test('two transactions of Payme for one payment: one holds it, the other is -31008', () =>
  tenTimes(async () => {
    const { ref, tiyin, paymentId } = await shop.order()
    const params = () => ({ id: newId(), time: shop.clock.now, amount: tiyin, account: { payment: ref } })
    const answers = await Promise.all([
      shop.payme('CreateTransaction', params()),
      shop.payme('CreateTransaction', params()),
    ])
    const codes = answers.map(({ body }) => body.error?.code ?? 0)
    expect(codes.toSorted((a, b) => a - b)).toEqual([-31008, 0])
    expect(await statesOf(paymentId)).toEqual(['held'])
    expect(await entriesOf(paymentId)).toEqual(['hold'])
  }))

test('Payme and Click for one payment: one holds it, the other is refused in its own code', () =>
  tenTimes(async () => {
    const { ref, tiyin, soum, paymentId } = await shop.order()
    const create = { id: newId(), time: shop.clock.now, amount: tiyin, account: { payment: ref } }
    const [payme, click] = await Promise.all([
      shop.payme('CreateTransaction', create),
      shop.click('prepare', { click_trans_id: newId(), merchant_trans_id: ref, amount: soum }),
    ])
    const outcome = [payme.body.error?.code ?? 0, click.body.error]
    expect([
      [0, -7],
      [-31008, 0],
    ]).toContainEqual(outcome)
    expect(await statesOf(paymentId)).toEqual(['held'])
  }))

test('the same Create, Perform and Cancel twice at once are each done once and answered alike', () =>
  tenTimes(async () => {
    const { ref, tiyin, paymentId } = await shop.order()
    const id = newId()
    const params = { id, time: shop.clock.now, amount: tiyin, account: { payment: ref } }
    for (const [method, sent] of [
      ['CreateTransaction', params],
      ['PerformTransaction', { id }],
      ['CancelTransaction', { id, reason: 5 }],
    ] as const) {
      const [one, two] = await Promise.all([shop.payme(method, sent), shop.payme(method, sent)])
      expect(one.body.result).toBeDefined()
      expect(two.text).toBe(one.text)
    }
    expect(await entriesOf(paymentId)).toEqual(['hold', 'perform', 'refund'])
  }))

test('Perform and Cancel at once: the money is taken or let go, never both', () =>
  tenTimes(async () => {
    const { ref, tiyin, paymentId } = await shop.order()
    const id = await hold(ref, tiyin)
    const [{ body: performed }, { body: cancelled }] = await Promise.all([
      shop.payme('PerformTransaction', { id }),
      shop.payme('CancelTransaction', { id, reason: 3 }),
    ])
    const entries = await entriesOf(paymentId)
    if (performed.result) {
      // Cancel was refused as a release and went on to give the money back.
      expect(cancelled.result?.state).toBe(-2)
      expect(entries).toEqual(['hold', 'perform', 'refund'])
    } else {
      expect(performed.error?.code).toBe(-31008)
      expect(cancelled.result?.state).toBe(-1)
      expect(entries).toEqual(['hold', 'release'])
    }
  }))
