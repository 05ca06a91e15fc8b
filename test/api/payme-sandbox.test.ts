import { basic, openShop, type PaymeBody, type Shop } from './shop'

/** Every scenario that Payme's sandbox runs before it lets a merchant in (payme.md 1.9). */
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

let transactions = 0
const newId = () => `6730000000000000000${(10_000 + ++transactions).toString()}`
const localized = { ru: expect.any(String), uz: expect.any(String), en: expect.any(String) } as unknown

describe('scenario A: an unconfirmed transaction', () => {
  test('A1: wrong authorization is -32504 for every method, with the id of the request', async () => {
    const { ref, tiyin } = await shop.order()
    const account = { payment: ref }
    const before = await shop.book()
    const calls: [string, object][] = [
      ['CheckPerformTransaction', { amount: tiyin, account }],
      ['CreateTransaction', { id: newId(), time: shop.clock.now, amount: tiyin, account }],
      ['PerformTransaction', { id: newId() }],
      ['CancelTransaction', { id: newId(), reason: 1 }],
      ['CheckTransaction', { id: newId() }],
      ['GetStatement', { from: 0, to: shop.clock.now }],
      ['NoSuchMethod', {}],
    ]
    for (const [method, params] of calls) {
      const answer = await shop.payme(method, params, { authorization: basic('Paycom:wrong') })
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({
        error: { code: -32504, message: 'Insufficient privileges', data: null },
        id: 2032,
      })
    }
    expect(await shop.book()).toBe(before)
  })

  test('A2: a wrong amount for a valid account is -31001 in CheckPerform and Create', async () => {
    const { ref, tiyin } = await shop.order()
    const before = await shop.book()
    for (const amount of [tiyin + 1, tiyin - 1, 1, tiyin * 100]) {
      const check = await shop.payme('CheckPerformTransaction', { amount, account: { payment: ref } })
      expect(check.body).toMatchObject({ error: { code: -31001, message: localized }, id: 2032 })
      const params = { id: newId(), time: shop.clock.now, amount, account: { payment: ref } }
      const create = await shop.payme('CreateTransaction', params)
      expect(create.body).toMatchObject({ error: { code: -31001 } })
    }
    expect(await shop.book()).toBe(before)
  })

  test('A3: an account that does not exist is -31050 in words, naming the field', async () => {
    const { tiyin } = await shop.order()
    const before = await shop.book()
    for (const account of [{ payment: '999999F' }, { payment: '' }, { order_id: '1' }, {}]) {
      const check = await shop.payme('CheckPerformTransaction', { amount: tiyin, account })
      expect(check.body.error).toEqual({ code: -31050, message: localized, data: 'payment' })
      const create = await shop.payme('CreateTransaction', {
        id: newId(),
        time: shop.clock.now,
        amount: tiyin,
        account,
      })
      expect(create.body.error).toEqual({ code: -31050, message: localized, data: 'payment' })
    }
    expect(await shop.book()).toBe(before)
  })

  test('A4: CheckPerformTransaction allows a payment that waits, and writes nothing', async () => {
    const { ref, tiyin } = await shop.order()
    const before = await shop.book()
    const answer = await shop.payme('CheckPerformTransaction', { amount: tiyin, account: { payment: ref } })
    expect(answer.text).toBe('{"result":{"allow":true},"id":2032}')
    expect(await shop.book()).toBe(before)
  })

  test('A5: create, repeat alike, check; a second transaction for the held account is -31008', async () => {
    const { ref, tiyin, id, create } = await createBundle()
    expect(create.body).toEqual({
      result: { create_time: shop.clock.now, transaction: expect.stringMatching(/^\d+$/) as unknown, state: 1 },
      id: 2032,
    })
    const held = await shop.book()
    const rival = { id: newId(), time: shop.clock.now, amount: tiyin, account: { payment: ref } }
    const refused = await shop.payme('CreateTransaction', rival)
    expect(refused.body).toMatchObject({ error: { code: -31008 }, id: 2032 })
    const unknown = await shop.payme('CheckTransaction', { id: rival.id })
    expect(unknown.body.error?.code).toBe(-31003)
    expect(await shop.book()).toBe(held)
    expect(id).not.toBe(rival.id)
  })

  test('A6: cancelling an unconfirmed transaction, twice, is state -1 and frees the payment', async () => {
    const { ref, tiyin, id, create } = await createBundle()
    shop.clock.now += 1500
    const cancelledAt = shop.clock.now
    const first = await shop.payme('CancelTransaction', { id, reason: 3 })
    const { transaction, create_time } = created(create)
    expect(first.body).toEqual({ result: { transaction, cancel_time: cancelledAt, state: -1 }, id: 2032 })

    shop.clock.now += 1500
    const second = await shop.payme('CancelTransaction', { id, reason: 5 })
    expect(second.text).toBe(first.text)
    const check = await shop.payme('CheckTransaction', { id })
    expect(check.body.result).toEqual({
      create_time,
      perform_time: 0,
      cancel_time: cancelledAt,
      transaction,
      state: -1,
      reason: 3,
    })
    const again = await shop.payme('CheckPerformTransaction', { amount: tiyin, account: { payment: ref } })
    expect(again.body.result).toEqual({ allow: true })
  })
})

describe('scenario B: a confirmed transaction', () => {
  test('B7: CheckPerformTransaction allows the payment', async () => {
    const { ref, tiyin } = await shop.order({ plan: 'deposit_balance' })
    const answer = await shop.payme('CheckPerformTransaction', { amount: tiyin, account: { payment: ref } })
    expect(answer.body).toEqual({ result: { allow: true }, id: 2032 })
  })

  test('B8: the create bundle as in A5', async () => {
    const { create } = await createBundle()
    expect(create.body.result?.state).toBe(1)
  })

  test('B9: perform, repeat alike, check', async () => {
    const { performed, id, create } = await performBundle()
    const { transaction, create_time } = created(create)
    const perform_time = shop.clock.now
    expect(performed.body).toEqual({ result: { transaction, perform_time, state: 2 }, id: 2032 })

    shop.clock.now += 60_000
    const entries = await shop.book()
    const repeat = await shop.payme('PerformTransaction', { id })
    expect(repeat.text).toBe(performed.text)
    expect(await shop.book()).toBe(entries)
    const check = await shop.payme('CheckTransaction', { id })
    expect(check.body.result).toEqual({
      create_time,
      perform_time,
      cancel_time: 0,
      transaction,
      state: 2,
      reason: null,
    })
  })

  test('B10: cancelling a confirmed transaction, twice, is state -2 and the money is booked as returned', async () => {
    const { id, create, paymentId, amount } = await performBundle()
    const { transaction, create_time } = created(create)
    const perform_time = shop.clock.now
    shop.clock.now += 5000
    const cancel_time = shop.clock.now
    const first = await shop.payme('CancelTransaction', { id, reason: 5 })
    expect(first.body).toEqual({ result: { transaction, cancel_time, state: -2 }, id: 2032 })
    shop.clock.now += 5000
    const second = await shop.payme('CancelTransaction', { id, reason: 5 })
    expect(second.text).toBe(first.text)

    const check = await shop.payme('CheckTransaction', { id })
    expect(check.body.result).toEqual({ create_time, perform_time, cancel_time, transaction, state: -2, reason: 5 })
    const entries = await shop.sql<{ kind: string; amount: bigint }[]>`
      SELECT kind, amount FROM payment_entries WHERE payment_id = ${paymentId} ORDER BY id`
    expect([...entries]).toEqual([
      { kind: 'hold', amount },
      { kind: 'perform', amount },
      { kind: 'refund', amount },
    ])
  })
})

const created = ({ body }: { body: PaymeBody }) => body.result as { transaction: string; create_time: number }

/** CheckPerform, Create, the same Create again, CheckTransaction: as the sandbox bundles them. */
async function createBundle() {
  const order = await shop.order()
  const account = { payment: order.ref }
  const check = await shop.payme('CheckPerformTransaction', { amount: order.tiyin, account })
  expect(check.body.result).toEqual({ allow: true })
  const id = newId()
  const params = { id, time: shop.clock.now - 1200, amount: order.tiyin, account }
  const create = await shop.payme('CreateTransaction', params)
  const book = await shop.book()
  shop.clock.now += 700
  const repeat = await shop.payme('CreateTransaction', params)
  expect(repeat.text).toBe(create.text)
  expect(await shop.book()).toBe(book)
  shop.clock.now -= 700
  const stored = await shop.payme('CheckTransaction', { id })
  expect(stored.body.result).toEqual({
    create_time: shop.clock.now,
    perform_time: 0,
    cancel_time: 0,
    transaction: created(create).transaction,
    state: 1,
    reason: null,
  })
  return { ...order, id, create }
}

async function performBundle() {
  const bundle = await createBundle()
  shop.clock.now += 2500
  const performed = await shop.payme('PerformTransaction', { id: bundle.id })
  return { ...bundle, performed }
}
