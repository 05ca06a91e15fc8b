import type { ClickRequest } from '../../api/webhooks/click-request'
import { openShop, type Shop } from './shop'

/** The 15 requests of Click's own test suite, in its order (click.md 2.5). */
let shop: Shop
let first: Bill
let second: Bill
let third: Bill

interface Bill {
  readonly fields: Partial<ClickRequest>
  /** `merchant_prepare_id` of a successful Prepare. */
  prepareId: string
}

beforeAll(async () => {
  shop = await openShop()
  first = await bill('3000000001')
  second = await bill('3000000002')
  third = await bill('3000000003')
})
afterAll(() => shop.close())

async function bill(click_trans_id: string): Promise<Bill> {
  const { ref, soum } = await shop.order()
  return { fields: { click_trans_id, merchant_trans_id: ref, amount: soum }, prepareId: '' }
}

async function prepared(target: Bill) {
  const answer = await shop.click('prepare', target.fields)
  target.prepareId = String(answer.body.merchant_prepare_id)
  return answer
}

const completed = (target: Bill, changes: Partial<ClickRequest> = {}, after: Record<string, string> = {}) =>
  shop.click('complete', { ...target.fields, merchant_prepare_id: target.prepareId, ...changes }, after)

const entriesOf = async (target: Bill) => {
  const rows = await shop.sql<{ kind: string }[]>`
    SELECT kind FROM payment_entries WHERE external_id = ${target.fields.click_trans_id!} ORDER BY id`
  return rows.map(({ kind }) => kind)
}

/** The answer's code, having made sure that the book is as it was. */
async function unchanged(call: () => ReturnType<Shop['click']>) {
  const before = await shop.book()
  const answer = await call()
  expect(answer.status).toBe(200)
  expect(await shop.book()).toBe(before)
  return answer.body.error
}

test('1: Prepare with a bad signature is -1', async () => {
  expect(await unchanged(() => shop.click('prepare', first.fields, { sign_string: 'f'.repeat(32) }))).toBe(-1)
})

test('2: Prepare for an order that does not exist is -5', async () => {
  expect(await unchanged(() => shop.click('prepare', { ...first.fields, merchant_trans_id: '999999F' }))).toBe(-5)
})

test('3: a valid Prepare is 0 with our merchant_prepare_id', async () => {
  const answer = await prepared(first)
  expect(answer.body).toEqual({
    click_trans_id: 3_000_000_001,
    merchant_trans_id: first.fields.merchant_trans_id,
    merchant_prepare_id: expect.any(Number) as unknown,
    error: 0,
    error_note: 'Success',
  })
  expect(await entriesOf(first)).toEqual(['hold'])
})

test('4: Complete with a bad signature is -1', async () => {
  expect(await unchanged(() => completed(first, {}, { sign_string: 'f'.repeat(32) }))).toBe(-1)
})

test('5: Complete with another amount is -2', async () => {
  expect(await unchanged(() => completed(first, { amount: '300' }))).toBe(-2)
})

test('6: Complete confirms the payment of 3', async () => {
  const answer = await completed(first)
  expect(answer.body).toEqual({
    click_trans_id: 3_000_000_001,
    merchant_trans_id: first.fields.merchant_trans_id,
    merchant_confirm_id: Number(first.prepareId),
    error: 0,
    error_note: 'Success',
  })
  expect(await entriesOf(first)).toEqual(['hold', 'perform'])
})

test('7: a repeated Complete is -4', async () => {
  expect(await unchanged(() => completed(first))).toBe(-4)
})

test('8: a cancelling Complete for the confirmed payment is -9, and paid stays paid', async () => {
  expect(await unchanged(() => completed(first, { error: '-5017' }))).toBe(-9)
  const warned = shop.logged.filter((line) => line.level === 40 && line.code === -9)
  expect(warned).toHaveLength(1)
})

test('9: a new Prepare is 0', async () => {
  expect((await prepared(second)).body.error).toBe(0)
})

test('10: Complete with an unknown merchant_prepare_id is -6', async () => {
  expect(await unchanged(() => completed(second, { merchant_prepare_id: '999999999' }))).toBe(-6)
})

test('11: Complete with the id of 9 is 0', async () => {
  expect((await completed(second)).body.error).toBe(0)
  expect(await entriesOf(second)).toEqual(['hold', 'perform'])
})

test('12: a new Prepare is 0', async () => {
  expect((await prepared(third)).body.error).toBe(0)
})

test('13: a cancelling Complete is -9 and frees the payment', async () => {
  expect((await completed(third, { error: '-5017' })).body.error).toBe(-9)
  expect(await entriesOf(third)).toEqual(['hold', 'release'])
  const [row] = await shop.sql<{ state: string; reason: number; payment: string }[]>`
    SELECT t.state, t.reason, p.state AS payment FROM provider_transactions t JOIN payments p ON p.id = t.payment_id
    WHERE t.external_id = '3000000003'`
  expect(row).toEqual({ state: 'released', reason: -5017, payment: 'due' })
})

test('14: a repeated cancellation is -9', async () => {
  expect(await unchanged(() => completed(third, { error: '-5017' }))).toBe(-9)
})

test('a cancellation that is repeated later reaches a lifecycle that lost the first', async () => {
  shop.clock.now += 1_001
  await completed(third, { error: '-5017' })
  expect(shop.sent.at(-1)).toBe('release 3000000003 again')
})

test('15: a confirmation after the cancellation is -9', async () => {
  expect(await unchanged(() => completed(third))).toBe(-9)
})
