import { placeOrder } from '../../db/placing'
import type { Db as Sql } from '../../db/types'
import { entriesOf, openBook, orderStateOf, price, refundsOf, said, stateOf, stockOf, type Book } from './book'

/** Two steps at once, each on a connection of its own. Who is first is the machine's choice, so each is run often. */
let book: Book
let sql: Sql
let one: Sql
let two: Sql
beforeAll(async () => {
  book = await openBook()
  sql = book.sql
  one = book.database.connectAgain({ max: 1 })
  two = book.database.connectAgain({ max: 1 })
  await Promise.all([one`SELECT 1`, two`SELECT 1`])
})
afterAll(() => book.close())

async function often(race: (round: number) => Promise<void>) {
  for (let round = 0; round < 20; round++) await race(round)
}

test('the goods leave while a provider’s refund waits for its turn: it is told so', async () => {
  const { orderId, first } = await book.order()
  await book.hold(first, 'payme', 'leaving', price)
  await book.perform(first, 'payme', 'leaving')
  for (const action of ['offer', 'accept', 'assemble'] as const) {
    await book.step(orderId, action, action === 'offer' ? undefined : '2003')
  }
  const refunded = await one.begin(async (tx) => {
    await tx`SELECT 1 FROM payments WHERE id = ${first.paymentId} FOR UPDATE`
    const waiting = book.refund(first, 'payme', 'leaving', true, two)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await book.step(orderId, 'hand_over', '2004')
    return { waiting }
  })
  expect(said(await refunded.waiting)).toBe('fulfilled')
  expect([await stateOf(sql, first), await orderStateOf(sql, orderId)]).toEqual(['paid', 'out_for_delivery'])
})

test('two orders for the last piece: one gets it', () =>
  often(async (round) => {
    const productId = await book.product({ stock: 1 })
    const placements = await Promise.all([
      book.placeOn(one, { orderId: `a${round}`, productId }),
      book.placeOn(two, { orderId: `b${round}`, productId }),
    ])
    expect(placements.filter(({ placed }) => placed)).toHaveLength(1)
    expect(placements).toContainEqual({ placed: false, reason: 'sold_out' })
  }))

test('two orders for the last of two goods, listed the other way round, do not lock each other out', () =>
  often(async (round) => {
    const [a, b] = [await book.product({ stock: 1 }), await book.product({ stock: 1 })]
    const wish = (...ids: string[]) => ({
      buyerId: 'telegram:42',
      lines: ids.map((productId) => ({ productId, quantity: 1 })),
      plan: 'full' as const,
    })
    const placements = await Promise.all([
      placeOrder(one, { businessId: 'demo', orderId: `ab${round}` }, wish(a, b), book.clock.now),
      placeOrder(two, { businessId: 'demo', orderId: `ba${round}` }, wish(b, a), book.clock.now),
    ])
    expect(placements.filter(({ placed }) => placed)).toHaveLength(1)
  }))

test('an order cancelled and its money performed at once: paid and reported, or ended and the money followed', () =>
  often(async (round) => {
    const { orderId, first } = await book.order()
    const id = `ends${round}`
    await book.hold(first, 'click', id, price)
    const [performed, ended] = await Promise.all([
      book.perform(first, 'click', id, one),
      book.end(orderId, 'cancel', 'staff:2002', two),
    ])
    expect(ended).toMatchObject({ done: true, state: 'cancelled' })
    expect((await entriesOf(sql, first)).filter((entry) => entry.startsWith('perform'))).toHaveLength(1)
    if (performed.landing === 'paid') {
      expect([await stateOf(sql, first), await refundsOf(sql, first)]).toEqual([
        'paid',
        ['click cancelled_by_staff requested'],
      ])
    } else {
      expect(performed.landing).toBe('late_money')
      expect(await stateOf(sql, first)).toBe('cancelled')
      expect(await refundsOf(sql, first)).toEqual(['click late_money requested'])
    }
  }))

test('an order that expires as its money lands: it stays open and paid, whoever was first', () =>
  often(async (round) => {
    const { orderId, first } = await book.order({ stock: 1 })
    const later = book.clock.now
    book.clock.now += 24 * 3_600_000
    await book.expire(first)
    const [performed, ended] = await Promise.all([
      book.land(first, 'telegram_fiat', `late${round}`, price, one),
      book.end(orderId, 'expire', 'timer', two),
    ])
    book.clock.now = later
    expect(performed.landing).toBe('revived')
    expect(['expired', 'awaiting_payment']).toContain(ended.state)
    expect([await stateOf(sql, first), await orderStateOf(sql, orderId)]).toEqual(['paid', 'awaiting_payment'])
  }))

test('late money for two ended orders, one piece left: one is brought back, the other gets its money', () =>
  often(async (round) => {
    const a = await book.order({ stock: 2 })
    const b = await book.place(a.productId)
    await book.open(b.full)
    await book.end(a.orderId, 'cancel', 'buyer')
    await book.end(b.orderId, 'cancel', 'buyer')
    await sql`UPDATE products SET stock = 1 WHERE id = ${a.productId}`
    const landings = await Promise.all([
      book.land(a.full, 'stars', `a${round}`, price, one),
      book.land(b.full, 'stars', `b${round}`, price, two),
    ])
    expect(landings.map(({ landing }) => String(landing)).toSorted()).toEqual(['late_money', 'revived'])
    expect(await stockOf(sql, a.productId)).toBe(1)
  }))

test('the balance lands late as its order is ended: neither is lost to the other', () =>
  often(async (round) => {
    const { orderId, deposit, balance } = await book.order({ plan: 'deposit_balance' })
    await book.land(deposit, 'manual', `d${round}`, 30_000_000n)
    const later = book.clock.now
    await book.open(balance)
    book.clock.now += 72 * 3_600_000
    await book.expire(balance)
    const [performed, ended] = await Promise.all([
      book.land(balance, 'telegram_fiat', `b${round}`, 70_000_000n, one),
      book.end(orderId, 'expire', 'timer', two),
    ])
    book.clock.now = later
    expect(performed.landing).toBe('revived')
    expect(['expired', 'awaiting_payment']).toContain(ended.state)
    expect([await stateOf(sql, balance), await orderStateOf(sql, orderId)]).toEqual(['paid', 'awaiting_payment'])
  }))

test('two providers hold one payment: one does', () =>
  often(async (round) => {
    const { first } = await book.order()
    const answers = await Promise.all([
      book.hold(first, 'payme', `p${round}`, price, one),
      book.hold(first, 'click', `c${round}`, price, two),
    ])
    expect(answers.map(said).toSorted()).toEqual(['held', 'held_by_another'])
    expect(await entriesOf(sql, first)).toHaveLength(1)
  }))

test('two monies land for one payment: one pays it, the other is put down for refund', () =>
  often(async (round) => {
    const { first } = await book.order()
    const landings = await Promise.all([
      book.land(first, 'telegram_fiat', `f${round}`, price, one),
      book.land(first, 'stars', `s${round}`, price, two),
    ])
    expect(landings.map(({ landing }) => String(landing)).toSorted()).toEqual(['paid', 'paid_twice'])
    expect(await refundsOf(sql, first)).toHaveLength(1)
    expect(await stateOf(sql, first)).toBe('paid')
  }))

test('one money that is told twice at once is booked once', () =>
  often(async (round) => {
    const { first } = await book.order()
    await book.hold(first, 'telegram_fiat', `once${round}`, price)
    const landings = await Promise.all([
      book.land(first, 'telegram_fiat', `once${round}`, price, one),
      book.land(first, 'telegram_fiat', `once${round}`, price, two),
    ])
    expect(landings.map(({ answer }) => said(answer))).toEqual(['paid', 'paid'])
    expect(landings.map(({ landing }) => landing).filter(Boolean)).toEqual(['paid'])
    expect(await entriesOf(sql, first)).toEqual(['hold telegram_fiat 100000000', 'perform telegram_fiat 100000000'])
  }))

test('two florists accept one order: one has it, and one piece leaves the shelf', () =>
  often(async (round) => {
    const { orderId, first, productId } = await book.order({ stock: 5 })
    await book.land(first, 'manual', `cash${round}`, price)
    await book.step(orderId, 'offer')
    const answers = await Promise.all([
      book.step(orderId, 'accept', '3001', '0', one),
      book.step(orderId, 'accept', '3002', '0', two),
    ])
    expect(answers.filter(({ done }) => done)).toHaveLength(1)
    expect(answers.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    const [row] = await sql<{ florist_id: string }[]>`SELECT florist_id FROM orders WHERE id = ${orderId}`
    expect(row!.florist_id).toBe(answers[0].done ? '3001' : '3002')
    expect(await stockOf(sql, productId)).toBe(4)
  }))
