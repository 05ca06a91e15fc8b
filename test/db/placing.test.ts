import { decideDepositFate } from '../../db/order-ends'
import { progressOf } from '../../db/order-progress'
import { placeOrder } from '../../db/placing'
import type { Db as Sql } from '../../db/types'
import {
  brokenEvents,
  businessId,
  entriesOf,
  everything,
  factsOf,
  hour,
  openBook,
  orderStateOf,
  price,
  refundsOf,
  stateOf,
  stockOf,
  type Book,
} from './book'

let book: Book
let sql: Sql
beforeAll(async () => {
  book = await openBook()
  sql = book.sql
})
afterAll(() => book.close())
beforeEach(() => {
  book.clock.now = book.start
})

const places = async (productId: string) => (await book.place(productId)).placement
const placed = { placed: true }
const soldOut = { placed: false, reason: 'sold_out' }

describe('placing', () => {
  test('writes the order, its stages and what it keeps of the stock', async () => {
    const productId = await book.product({ stock: 5 })
    const { orderId, placement } = await book.place(productId, { plan: 'deposit_balance', quantity: 3 })
    expect(placement).toEqual(placed)
    const payments = await sql`SELECT kind, amount, state FROM payments WHERE order_id = ${orderId} ORDER BY position`
    expect([...payments]).toEqual([
      { kind: 'deposit', amount: 90_000_000n, state: 'scheduled' },
      { kind: 'balance', amount: 210_000_000n, state: 'scheduled' },
    ])
    const [hold] = await sql`SELECT quantity, expires_at FROM stock_holds WHERE order_id = ${orderId}`
    expect(hold).toEqual({ quantity: 3, expires_at: new Date(book.start + 24 * hour) })
    expect(await stockOf(sql, productId)).toBe(5)
    expect(await factsOf(sql, orderId)).toEqual(['order_created'])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('placing again answers the same and changes nothing, for an order placed and for one sold out', async () => {
    const productId = await book.product({ stock: 1 })
    const first = await book.place(productId)
    const second = await book.place(productId)
    expect([first.placement, second.placement]).toEqual([placed, soldOut])
    for (const { orderId, placement } of [first, second]) {
      const before = await everything(sql, orderId)
      expect(await book.placeOn(sql, { orderId, productId })).toEqual(placement)
      expect(await everything(sql, orderId)).toBe(before)
    }
  })

  test('what is sold out leaves a cancelled order without payments and holds, and a fact', async () => {
    const productId = await book.product({ stock: 2 })
    const { orderId } = await book.place(productId, { quantity: 3 })
    expect(await orderStateOf(sql, orderId)).toBe('cancelled')
    const [left] = await sql`
      SELECT (SELECT count(*)::int FROM payments WHERE order_id = ${orderId}) AS payments,
             (SELECT count(*)::int FROM stock_holds WHERE order_id = ${orderId}) AS holds`
    expect(left).toEqual({ payments: 0, holds: 0 })
    expect(await factsOf(sql, orderId)).toEqual(['order_rejected'])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('goods that have not arrived are sold by preorder only, and those that are here never', async () => {
    const coming = await book.product({ arrives: true })
    const here = await book.product()
    const notForSale = { placed: false, reason: 'not_for_sale' }
    expect((await book.place(coming, { plan: 'full' })).placement).toEqual(notForSale)
    expect((await book.place(here, { plan: 'preorder' })).placement).toEqual(notForSale)
    expect((await book.place(coming, { plan: 'preorder' })).placement).toEqual(placed)
    await sql`UPDATE products SET active = false WHERE id = ${here}`
    expect((await book.place(here)).placement).toEqual(notForSale)
  })

  test('goods that never were are not for sale, with others or alone; nothing is kept for such an order', async () => {
    const productId = await book.product({ stock: 5 })
    const wishes = { ghost: ['nothing'], partly: [productId, 'nothing'], empty: [] }
    for (const [orderId, ids] of Object.entries(wishes)) {
      const lines = ids.map((id) => ({ productId: id, quantity: 1 }))
      const wish = { buyerId: 'telegram:42', lines, plan: 'full' as const }
      const refused = { placed: false, reason: 'not_for_sale' }
      expect(await placeOrder(sql, { businessId, orderId }, wish, book.clock.now)).toEqual(refused)
      const before = await everything(sql, orderId)
      expect(await placeOrder(sql, { businessId, orderId }, wish, book.clock.now)).toEqual(refused)
      expect(await everything(sql, orderId)).toBe(before)
      expect([await orderStateOf(sql, orderId), await factsOf(sql, orderId)]).toEqual(['cancelled', ['order_rejected']])
      expect(await brokenEvents(sql, orderId)).toEqual([])
    }
    expect([...(await sql`SELECT order_id FROM stock_holds WHERE product_id = ${productId}`)]).toEqual([])
  })

  test('the same goods in two lines are one line: their sum is what must be there', async () => {
    const productId = await book.product({ stock: 3 })
    const place = (orderId: string, quantities: number[]) => {
      const lines = quantities.map((quantity) => ({ productId, quantity }))
      return placeOrder(sql, { businessId, orderId }, { buyerId: 'telegram:42', lines, plan: 'full' }, book.clock.now)
    }
    expect(await place('toomany', [2, 2])).toEqual(soldOut)
    expect(await place('doubled', [2, 1])).toEqual(placed)
    const [order] = await sql`SELECT total FROM orders WHERE id = 'doubled'`
    expect(order).toEqual({ total: 3n * price })
    expect([...(await sql`SELECT quantity FROM order_lines WHERE order_id = 'doubled'`)]).toEqual([{ quantity: 3 }])
    expect(await places(productId)).toEqual(soldOut)
  })
})

describe('stock', () => {
  test('an order whose time is over frees its goods at that moment, though nothing has swept it', async () => {
    const { productId, orderId } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour - 1
    expect(await places(productId)).toEqual(soldOut)
    book.clock.now += 1
    expect(await places(productId)).toEqual(placed)
    expect(await orderStateOf(sql, orderId)).toBe('awaiting_payment')
  })

  test('an order that opens its payment too late does not take back what it let go', async () => {
    const productId = await book.product({ stock: 1 })
    const late = await book.place(productId)
    book.clock.now += 24 * hour
    expect(await places(productId)).toEqual(placed)
    await book.open(late.full)
    expect(await places(productId)).toEqual(soldOut)
    const [holds] = await sql`
      SELECT count(*)::int AS live FROM stock_holds
      WHERE product_id = ${productId} AND released_at IS NULL AND expires_at > ${new Date(book.clock.now)}`
    expect(holds).toEqual({ live: 1 })
  })

  test('a provider’s hold keeps the goods past the deadline, its release does not', async () => {
    const { productId, first } = await book.order({ stock: 1 })
    book.clock.now += 24 * hour - 1
    await book.hold(first, 'payme', 'keeps', price)
    book.clock.now += 11 * hour
    expect(await places(productId)).toEqual(soldOut)
    await book.release(first, 'payme', 'keeps')
    expect(await places(productId)).toEqual(placed)
  })

  test('more time for the buyer keeps the goods as long, once', async () => {
    const { productId, first } = await book.order({ stock: 1 })
    expect(await book.extend(first)).toEqual({ ok: true, expiresAt: book.start + 48 * hour })
    // The same step, run again after its answer was lost.
    expect(await book.extend(first)).toEqual({ ok: true, expiresAt: book.start + 48 * hour })
    book.clock.now += 1
    expect(await book.extend(first)).toEqual({
      ok: false,
      refusal: 'extended_before',
      expiresAt: book.start + 48 * hour,
    })
    book.clock.now = book.start + 48 * hour - 1
    expect(await places(productId)).toEqual(soldOut)
    book.clock.now += 1
    expect(await book.extend(first)).toEqual({ ok: false, refusal: 'not_due' })
    expect(await places(productId)).toEqual(placed)
  })

  test('a paid deposit keeps the goods for good; the balance’s hold and deadline do not loosen them', async () => {
    const { productId, deposit, balance } = await book.order({ plan: 'deposit_balance', stock: 1 })
    await book.land(deposit, 'manual', 'deposit-of-firm', 30_000_000n)
    await book.open(balance)
    await book.hold(balance, 'payme', 'loosens', 70_000_000n)
    await book.release(balance, 'payme', 'loosens')
    book.clock.now += 1000 * hour
    expect(await places(productId)).toEqual(soldOut)
  })

  async function paidAndOffered(stock = 5) {
    const order = await book.order({ stock })
    await book.land(order.first, 'manual', `cash-${order.orderId}`, price)
    await book.step(order.orderId, 'offer')
    return order
  }

  test('accept takes the goods off the shelf, once; giving back returns them, and another may accept', async () => {
    const { orderId, productId } = await paidAndOffered()
    expect(await stockOf(sql, productId)).toBe(5)
    expect(await book.step(orderId, 'accept', '2003')).toMatchObject({ done: true, state: 'accepted' })
    expect(await book.step(orderId, 'accept', '2003')).toMatchObject({ done: true, state: 'accepted' })
    expect(await stockOf(sql, productId)).toBe(4)
    expect(await book.step(orderId, 'give_back', '2003')).toMatchObject({ done: true, state: 'offered' })
    expect(await stockOf(sql, productId)).toBe(5)
    expect(await book.step(orderId, 'accept', '2004', '1')).toMatchObject({ done: true, state: 'accepted' })
    expect(await stockOf(sql, productId)).toBe(4)
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('a shelf that was counted down refuses the florist and changes nothing; the order can still be cancelled', async () => {
    const { orderId, productId } = await paidAndOffered(1)
    await sql`UPDATE products SET stock = 0 WHERE id = ${productId}`
    const before = await everything(sql, orderId)
    expect(await book.step(orderId, 'accept', '2003')).toMatchObject({
      done: false,
      outOfStock: true,
      state: 'offered',
    })
    expect(await everything(sql, orderId)).toBe(before)
    expect(await book.end(orderId, 'cancel', 'staff:2002')).toMatchObject({ done: true, state: 'cancelled' })
  })

  test('what was given back is still kept for its order', async () => {
    const { orderId, productId } = await paidAndOffered(1)
    await book.step(orderId, 'accept', '2003')
    expect(await places(productId)).toEqual(soldOut)
    await book.step(orderId, 'give_back', '2003')
    expect(await places(productId)).toEqual(soldOut)
  })

  test('a florist gives back only what that florist took; nothing changes', async () => {
    await sql`INSERT INTO staff (business_id, external_id, role, name) VALUES
      (${businessId}, '3001', 'florist', 'A'), (${businessId}, '3002', 'florist', 'B')`
    const { orderId } = await paidAndOffered()
    await book.step(orderId, 'accept', '3001')
    const before = await everything(sql, orderId)
    for (const action of ['give_back', 'assemble'] as const) {
      expect(await book.step(orderId, action, '3002')).toMatchObject({ done: false, notYours: true, state: 'accepted' })
    }
    expect(await everything(sql, orderId)).toBe(before)
  })

  test.each([
    ['accept', 5],
    ['assemble', 4],
    ['hand_over', 4],
  ] as const)('cancelled after %s of one piece, five on the shelf: %s are there', async (last, left) => {
    const { orderId, productId, first } = await paidAndOffered()
    for (const action of ['accept', 'assemble', 'hand_over'] as const) {
      await book.step(orderId, action, '2003')
      if (action === last) break
    }
    const ended = await book.end(orderId, 'cancel', 'staff:2002')
    expect(ended).toMatchObject({ done: true, state: 'cancelled' })
    expect(await refundsOf(sql, first)).toEqual(['manual cancelled_by_staff requested'])
    expect(await stockOf(sql, productId)).toBe(left)
    expect(await book.end(orderId, 'cancel', 'staff:2002')).toEqual(ended)
    expect(await stockOf(sql, productId)).toBe(left)
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('what is not allowed in a state changes nothing', async () => {
    const { orderId } = await paidAndOffered()
    const before = await everything(sql, orderId)
    for (const action of ['assemble', 'hand_over', 'deliver', 'close', 'goods_arrived', 'refund'] as const) {
      expect(await book.step(orderId, action, '2003')).toMatchObject({ done: false, state: 'offered' })
    }
    expect(await everything(sql, orderId)).toBe(before)
  })
})

describe('ending', () => {
  test('a buyer does not cancel while a provider is debiting that buyer; staff do, and the hold is let go', async () => {
    const { orderId, first } = await book.order()
    await book.hold(first, 'payme', 'debiting', price)
    const before = await everything(sql, orderId)
    expect(await book.end(orderId, 'cancel', 'buyer')).toMatchObject({ done: false, state: 'awaiting_payment' })
    expect(await everything(sql, orderId)).toBe(before)
    expect(await book.end(orderId, 'cancel', 'staff:2002')).toMatchObject({ done: true, state: 'cancelled' })
    expect(await stateOf(sql, first)).toBe('cancelled')
    expect(await entriesOf(sql, first)).toEqual(['hold payme 100000000', 'release payme 100000000'])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('nothing expires before its time, nor while money is held, nor once it is paid', async () => {
    const { first, orderId } = await book.order()
    book.clock.now += 24 * hour - 1
    expect(await book.expire(first)).toBe('due')
    await book.hold(first, 'click', 'at-the-last', price)
    book.clock.now += 1
    const before = await everything(sql, orderId)
    expect(await book.expire(first)).toBe('held')
    expect(await book.end(orderId, 'expire', 'timer')).toMatchObject({ done: false, state: 'awaiting_payment' })
    expect(await everything(sql, orderId)).toBe(before)
    await book.perform(first, 'click', 'at-the-last')
    expect(await book.expire(first)).toBe('paid')
    expect(await book.end(orderId, 'expire', 'timer')).toMatchObject({ done: false, state: 'awaiting_payment' })
  })

  test('a balance that is not paid expires the order, and its deposit waits for a decision', async () => {
    const { orderId, deposit, balance } = await book.order({ plan: 'deposit_balance' })
    await book.land(deposit, 'manual', 'kept-deposit', 30_000_000n)
    await book.open(balance)
    book.clock.now += 72 * hour
    expect(await book.expire(balance)).toBe('expired')
    const ended = await book.end(orderId, 'expire', 'timer')
    expect(ended).toEqual({ done: true, state: 'expired', stage: 'expired' })
    expect(await refundsOf(sql, deposit)).toEqual([])
    expect(await stateOf(sql, deposit)).toBe('paid')
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  /** Expired with its deposit of 300 000 soʻm taken. */
  async function expiredWithDeposit() {
    const order = await book.order({ plan: 'deposit_balance' })
    await book.land(order.deposit, 'manual', `cash-${order.orderId}`, 30_000_000n)
    await book.open(order.balance)
    book.clock.now += 72 * hour
    await book.expire(order.balance)
    await book.end(order.orderId, 'expire', 'timer')
    const key = { businessId, orderId: order.orderId }
    const decide = (fate: 'asked' | 'keep' | 'refund', actor = 'staff:2001') =>
      decideDepositFate(sql, key, { fate, actor }, book.clock.now)
    return { ...order, decide, progress: () => progressOf(sql, key) }
  }

  test('the owner is asked about a deposit and keeps it: nothing goes back, and the decision stands', async () => {
    const { orderId, deposit, decide, progress } = await expiredWithDeposit()
    expect(await progress()).toMatchObject({ depositUndecided: true, toGiveBack: [], gaveBackBy: null })
    expect(await decide('asked', 'timer')).toBe(true)
    expect((await progress()).depositUndecided).toBe(true)
    expect(await decide('keep')).toBe(true)
    expect(await decide('keep')).toBe(true)
    const before = await everything(sql, orderId)
    expect([await decide('refund'), await decide('asked', 'timer')]).toEqual([false, false])
    expect(await everything(sql, orderId)).toBe(before)
    expect(await progress()).toMatchObject({ depositUndecided: false, toGiveBack: [] })
    expect(await refundsOf(sql, deposit)).toEqual([])
    expect((await factsOf(sql, orderId)).slice(-3)).toEqual([
      'order_expired',
      'deposit_fate_asked',
      'deposit_fate_decided',
    ])
    expect(await brokenEvents(sql, orderId)).toEqual([])
  })

  test('a deposit that goes back is put down at once, so that late money cannot bring its order back', async () => {
    const { orderId, deposit, balance, decide, progress } = await expiredWithDeposit()
    expect(await decide('refund', 'timer')).toBe(true)
    expect(await refundsOf(sql, deposit)).toEqual(['manual balance_unpaid requested'])
    expect((await progress()).toGiveBack).toEqual([
      {
        provider: 'manual',
        externalId: `cash-${orderId}`,
        paymentId: deposit.paymentId,
      },
    ])
    expect((await book.land(balance, 'stars', `late-${orderId}`, 70_000_000n)).landing).toBe('late_money')
    // The late money is followed by its own payment, not by the order.
    expect((await progress()).toGiveBack).toHaveLength(1)
    await book.refund(deposit, 'manual', `cash-${orderId}`, false)
    expect(await progress()).toMatchObject({ toGiveBack: [], gaveBackBy: 'provider:manual' })
  })

  test('late money before the decision revives the order, and nobody decides any more', async () => {
    const { orderId, balance, decide, progress } = await expiredWithDeposit()
    await decide('asked', 'timer')
    expect((await book.land(balance, 'stars', `late-${orderId}`, 70_000_000n)).landing).toBe('revived')
    const before = await everything(sql, orderId)
    expect([await decide('keep'), await decide('refund')]).toEqual([false, false])
    expect(await everything(sql, orderId)).toBe(before)
    expect(await progress()).toMatchObject({ state: 'awaiting_payment', depositUndecided: false, revivals: 1 })
  })
})
