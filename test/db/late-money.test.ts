import type { Db as Sql } from '../../db/types'
import {
  brokenEvents,
  entriesOf,
  factsOf,
  hour,
  openBook,
  orderStateOf,
  overdue,
  price,
  refundsOf,
  said,
  stateOf,
  type Book,
} from './book'
import { holdPayment, performPayment } from '../../db/ledger'

let book: Book
let sql: Sql
beforeAll(async () => {
  book = await openBook({ settings: { minorPerStar: '25000' } })
  sql = book.sql
})
afterAll(() => book.close())
beforeEach(() => {
  book.clock.now = book.start
})

const newId = () => book.newId()

describe('money that nobody waited for', () => {
  test('landed for an expired order whose goods are still there: the order goes on', async () => {
    const { orderId, deposit, balance } = await book.order({ plan: 'deposit_balance', stock: 1 })
    book.clock.now += 24 * hour
    expect(await book.expire(deposit)).toBe('expired')
    expect((await book.end(orderId, 'expire', 'timer')).state).toBe('expired')
    expect(await stateOf(sql, balance)).toBe('cancelled')
    const { answer, landing } = await book.land(deposit, 'telegram_fiat', newId(), 30_000_000n)
    expect([said(answer), landing]).toEqual(['paid', 'revived'])
    expect(await orderStateOf(sql, orderId)).toBe('awaiting_payment')
    expect([await stateOf(sql, deposit), await stateOf(sql, balance)]).toEqual(['paid', 'scheduled'])
    expect(await refundsOf(sql, deposit)).toEqual([])
    expect(await entriesOf(sql, deposit)).toEqual(['perform telegram_fiat 30000000'])
    expect((await factsOf(sql, orderId)).slice(-2)).toEqual(['order_revived', 'payment_landed_late'])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('a step whose answer was lost is told again that the order goes on, until it goes on no more', async () => {
    const { orderId, first } = await book.order()
    await book.end(orderId, 'cancel', 'buyer')
    const id = newId()
    const land = () => book.land(first, 'stars', id, price)
    expect((await land()).landing).toBe('revived')
    expect((await book.unchanged(orderId, land)).landing).toBe('revived')
    await book.step(orderId, 'offer')
    expect((await book.unchanged(orderId, land)).landing).toBeNull()
  })

  test('landed when the goods are sold to another: it is put down for refund, and the order stays ended', async () => {
    const { orderId, first, productId } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour
    await book.expire(first)
    await book.end(orderId, 'expire', 'timer')
    expect((await book.place(productId)).placement).toEqual({ placed: true })
    const { answer, landing } = await book.land(first, 'telegram_fiat', newId(), price)
    expect([said(answer), landing]).toEqual(['expired', 'late_money'])
    expect([await stateOf(sql, first), await orderStateOf(sql, orderId)]).toEqual(['expired', 'expired'])
    expect(await refundsOf(sql, first)).toEqual(['telegram_fiat late_money requested'])
    expect(await entriesOf(sql, first)).toEqual(['perform telegram_fiat 100000000'])
    expect((await factsOf(sql, orderId)).slice(-2)).toEqual(['refund_requested', 'payment_landed_late'])
  })

  test('landed for what staff cancelled: it goes back, though the goods are there', async () => {
    const { orderId, first } = await book.order()
    await book.end(orderId, 'cancel', 'staff:2002')
    expect((await book.land(first, 'stars', newId(), price)).landing).toBe('late_money')
    expect(await orderStateOf(sql, orderId)).toBe('cancelled')
    expect(await refundsOf(sql, first)).toEqual(['stars late_money requested'])
  })

  test('landed for what the buyer cancelled: the buyer has thought better of it', async () => {
    const { orderId, first } = await book.order()
    await book.end(orderId, 'cancel', 'buyer')
    expect((await book.land(first, 'stars', newId(), price)).landing).toBe('revived')
    expect(await orderStateOf(sql, orderId)).toBe('awaiting_payment')
  })

  test('landed between the expiry of the stage and the end of its order: the order is not ended any more', async () => {
    const { orderId, first } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour
    await book.expire(first)
    expect((await book.land(first, 'stars', newId(), price)).landing).toBe('revived')
    expect(await book.unchanged(orderId, () => book.end(orderId, 'expire', 'timer'))).toMatchObject({
      done: false,
      state: 'awaiting_payment',
    })
  })

  test('landed past the deadline of a stage that no timer has expired yet, its goods sold: it goes back', async () => {
    const { orderId, first, productId } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour
    const other = await book.place(productId)
    expect(other.placement).toEqual({ placed: true })
    expect((await book.land(first, 'telegram_fiat', newId(), price)).landing).toBe('late_money')
    expect(await stateOf(sql, first)).toBe('expired')
    expect(await refundsOf(sql, first)).toEqual(['telegram_fiat late_money requested'])
    const [promised] = await sql<{ promised: bigint }[]>`
      SELECT sum(quantity) AS promised FROM stock_holds
      WHERE product_id = ${productId} AND released_at IS NULL AND expires_at > ${new Date(book.clock.now)}`
    expect(promised).toEqual({ promised: 1n })
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('Click completing long after its hold lapsed, the goods sold meanwhile: it goes back', async () => {
    const { first, productId } = await book.order({ stock: 1 })
    const id = newId()
    book.clock.now += 24 * hour - 1
    await book.hold(first, 'click', id, price)
    book.clock.now += overdue('click')
    expect((await book.place(productId)).placement).toEqual({ placed: true })
    expect((await book.perform(first, 'click', id)).landing).toBe('late_money')
    expect(await stateOf(sql, first)).toBe('expired')
    expect(await refundsOf(sql, first)).toEqual(['click late_money requested'])
  })

  test('landed past the deadline, the goods still there: paid', async () => {
    const { orderId, first } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour
    const { answer } = await book.land(first, 'telegram_fiat', newId(), price)
    expect(said(answer)).toBe('paid')
    expect([await stateOf(sql, first), await orderStateOf(sql, orderId)]).toEqual(['paid', 'awaiting_payment'])
    expect(await refundsOf(sql, first)).toEqual([])
  })

  test('a second payment for a paid stage is recorded and put down for refund; the stage stays paid', async () => {
    const { orderId, first } = await book.order()
    await book.land(first, 'telegram_fiat', newId(), price)
    const second = newId()
    const { answer, landing } = await book.land(first, 'stars', second, price)
    expect([said(answer), landing]).toEqual(['paid', 'paid_twice'])
    expect(await refundsOf(sql, first)).toEqual(['stars paid_twice requested'])
    expect(await entriesOf(sql, first)).toEqual(['perform telegram_fiat 100000000', 'perform stars 100000000'])
    // A step whose answer was lost is run again: it is told once more where the money led, and that is followed.
    expect((await book.land(first, 'stars', second, price)).landing).toBe('paid_twice')
    expect((await factsOf(sql, orderId)).slice(-2)).toEqual(['refund_requested', 'payment_doubled'])
    expect(said(await book.refund(first, 'stars', second))).toBe('paid')
    expect(await refundsOf(sql, first)).toEqual(['stars paid_twice completed'])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('the money that paid a stage is returned while a second payment is on its way back: nothing pays for it now', async () => {
    const { first } = await book.order()
    const own = newId()
    await book.hold(first, 'payme', own, price)
    await book.perform(first, 'payme', own)
    await book.land(first, 'stars', newId(), price)
    expect(said(await book.refund(first, 'payme', own))).toBe('refunded')
    expect(await stateOf(sql, first)).toBe('refunded')
  })

  test('a wrong sum that goes back does not pay for a stage whose right sum was returned', async () => {
    const { first } = await book.order()
    await book.land(first, 'telegram_fiat', newId(), price - 1n)
    const right = newId()
    await book.land(first, 'manual', right, price)
    expect(said(await book.refund(first, 'manual', right, false))).toBe('refunded')
  })

  test('Stars held at one rate are the price though the rate has changed since', async () => {
    const { first } = await book.order()
    const stars = (providerTime: number) => ({ money: { amount: '4000', currency: 'XTR' as const }, providerTime })
    const hold = { provider: 'stars' as const, externalId: newId(), ...stars(book.start) }
    expect(said(await holdPayment(sql, first, hold, book.start))).toBe('held')
    await sql`UPDATE businesses SET settings = settings || '{"minorPerStar": "50000"}'`
    const landed = { provider: 'stars' as const, externalId: newId(), landed: stars(book.start) }
    expect((await performPayment(sql, first, landed, book.start)).landing).toBe('paid')
    await sql`UPDATE businesses SET settings = settings || '{"minorPerStar": "25000"}'`
  })

  test('money whose step was made before the goods went to another, and run after: it goes back', async () => {
    const { first, productId } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour
    const made = book.clock.now - 1_000
    expect((await book.place(productId)).placement).toEqual({ placed: true })
    book.clock.now = made
    expect((await book.land(first, 'telegram_fiat', newId(), price)).landing).toBe('late_money')
    expect(await refundsOf(sql, first)).toEqual(['telegram_fiat late_money requested'])
  })

  test('a provider may return what the shop wants returned, though the order is delivered', async () => {
    const { orderId, first } = await book.order()
    const own = newId()
    await book.hold(first, 'payme', own, price)
    await book.perform(first, 'payme', own)
    const second = newId()
    await book.land(first, 'stars', second, price)
    for (const action of ['offer', 'accept', 'assemble', 'hand_over', 'deliver'] as const) {
      await book.step(orderId, action, action === 'offer' ? undefined : '2003')
    }
    expect(said(await book.unchanged(orderId, () => book.refund(first, 'payme', own)))).toBe('fulfilled')
    expect(said(await book.refund(first, 'stars', second))).toBe('paid')
    expect(await refundsOf(sql, first)).toEqual(['stars paid_twice completed'])
  })

  test('money of the wrong sum is recorded as it came and put down for refund; the stage stays due', async () => {
    const { first } = await book.order()
    expect((await book.land(first, 'telegram_fiat', newId(), price - 1n)).landing).toBe('wrong_amount')
    expect(await stateOf(sql, first)).toBe('due')
    expect(await refundsOf(sql, first)).toEqual(['telegram_fiat wrong_amount requested'])
    expect(await entriesOf(sql, first)).toEqual(['perform telegram_fiat 99999999'])
  })

  test('Stars of the wrong sum go back as they came: the ledger never gives more than it took', async () => {
    const { first } = await book.order()
    const externalId = newId()
    const landed = { money: { amount: '7', currency: 'XTR' as const }, providerTime: book.start }
    await performPayment(sql, first, { provider: 'stars', externalId, landed }, book.start)
    await book.refund(first, 'stars', externalId, false)
    expect(await entriesOf(sql, first)).toEqual(['perform stars 7', 'refund stars 7'])
    const [balance] = await sql`SELECT received FROM payment_balances WHERE payment_id = ${first.paymentId}`
    expect(balance).toEqual({ received: 0n })
  })

  test('cash taken while Payme holds the payment: Payme’s hold is let go, and Payme cannot perform', async () => {
    const { orderId, first } = await book.order()
    const id = newId()
    await book.hold(first, 'payme', id, price)
    expect((await book.land(first, 'manual', newId(), price)).landing).toBe('paid')
    expect(await entriesOf(sql, first)).toEqual([
      'hold payme 100000000',
      'release payme 100000000',
      'perform manual 100000000',
    ])
    const [row] = await sql`SELECT state, reason FROM provider_transactions WHERE external_id = ${id}`
    expect(row).toEqual({ state: 'released', reason: 10 })
    expect(said((await book.unchanged(orderId, () => book.perform(first, 'payme', id))).answer)).toBe(
      'transaction_ended',
    )
    expect(await stateOf(sql, first)).toBe('paid')
  })

  test('two people press that they took the cash: it was taken once', async () => {
    const { orderId, first } = await book.order()
    expect((await book.land(first, 'manual', newId(), price)).landing).toBe('paid')
    const again = await book.unchanged(orderId, () => book.land(first, 'manual', newId(), price))
    expect([said(again.answer), again.landing]).toEqual(['already_paid', null])
  })

  test('Click’s hold that cash let go still turns into money, which goes back', async () => {
    const { first } = await book.order()
    const id = newId()
    await book.hold(first, 'click', id, price)
    await book.land(first, 'manual', newId(), price)
    expect((await book.perform(first, 'click', id)).landing).toBe('paid_twice')
    expect(await refundsOf(sql, first)).toEqual(['click paid_twice requested'])
    expect(await stateOf(sql, first)).toBe('paid')
  })
})
