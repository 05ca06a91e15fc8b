import { availableOf, entriesOf, entry, refundsOf, sentLike, stagesOf } from './order-book'
import { askOf, payDeposit, placeOrder, resettle, pressReturned } from './steps'
import { dilnoza, openTown, owner, shopBot, until, type Town } from './town'

const second = 1_000
let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { nudgesMs: [], depositFate: 'keep' } })
  await town.sandbox.as(owner).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())

const depositOnly = [entry('deposit', 'hold', 'payme', 4_500_000n), entry('deposit', 'perform', 'payme', 4_500_000n)]

const expiryOf = async (paymentId: string): Promise<number> => {
  const [row] = await town.sql<{ at: Date }[]>`SELECT expires_at AS at FROM payments WHERE id = ${paymentId}`
  return row!.at.getTime()
}

test('an order whose deposit is not paid expires: its flowers are free again and the buyer is told', async () => {
  await resettle(town, { depositExpiryMs: 4 * second })
  const before = await availableOf(town, 'bahor')
  const order = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const ask = await askOf(town, order.payments[0]!.id)
  const buyer = town.sandbox.as(dilnoza)

  expect(await town.ended(order.id)).toEqual({ state: 'expired' })
  const expired = await town.orderOf(dilnoza)
  expect(expired).toMatchObject({ id: order.id, state: 'expired', paid: 0n, dueNow: 0n })
  expect(stagesOf(expired)).toEqual([
    ['deposit', 'expired', 4_500_000n],
    ['balance', 'cancelled', 10_500_000n],
  ])
  expect(await entriesOf(town, order.id)).toEqual([])
  expect(await availableOf(town, 'bahor')).toBe(before)
  await buyer.waitFor(shopBot, `⌛ Toʻlov muddati tugadi, buyurtma №${order.number} bekor qilindi. Pul yechilmadi.`)
  const asked = (await buyer.messages(shopBot)).find(({ id }) => id === ask.messageId)
  expect(asked?.keyboard).toEqual([])
})

test('more time is given once: the deadline moves, and a second press is refused politely', async () => {
  await resettle(town, { depositExpiryMs: 5 * second, extendMs: 2 * second, nudgesMs: [1 * second] })
  const order = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const [deposit] = order.payments
  const first = await expiryOf(deposit!.id)
  const buyer = town.sandbox.as(dilnoza)
  const nudge = await buyer.waitFor(shopBot, `🔔 Buyurtma №${order.number}`, { after: 0, button: '⏳ Vaqt kerak' })

  const more = { data: `mt:${deposit!.id}` }
  const granted = await buyer.press(shopBot, more, await askOf(town, deposit!.id))
  expect(granted).toMatchObject({ answer: { showAlert: true, text: expect.stringMatching(/^Yaxshi.*kutamiz$/) } })
  expect(await expiryOf(deposit!.id)).toBe(first + 2 * second)
  const again = await buyer.press(shopBot, more, { messageId: nudge.id })
  expect(again).toMatchObject({
    answer: { showAlert: true, text: 'Muddat bir marta uzaytirilgan. Ulgurmasangiz, bizga yozing: /support' },
  })
  expect(await expiryOf(deposit!.id)).toBe(first + 2 * second)

  expect(await town.ended(order.id)).toEqual({ state: 'expired' })
  const [settled] = await town.sql<{ at: Date }[]>`SELECT settled_at AS at FROM payments WHERE id = ${deposit!.id}`
  expect(settled!.at.getTime()).toBeGreaterThanOrEqual(first + 2 * second)
})

test('a buyer who stops the nudges gets no more of them, and the order still expires in time', async () => {
  await resettle(town, { depositExpiryMs: 6 * second, nudgesMs: [1 * second, 4 * second] })
  const order = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const buyer = town.sandbox.as(dilnoza)
  await buyer.waitFor(shopBot, `🔔 Buyurtma №${order.number}`, { after: 0 })
  const stopped = await buyer.press(shopBot, { data: `sn:${order.id}` })
  expect(stopped).toMatchObject({
    answer: { text: `Buyurtma №${order.number} haqida endi eslatmaymiz. Toʻlov muddati oʻsha, u /orders da` },
  })

  expect(await town.ended(order.id)).toEqual({ state: 'expired' })
  expect(await sentLike(town, `${order.payments[0]!.id}/nudge/%`)).toBe(1)
  await resettle(town, { nudgesMs: [] })
})

describe('a balance that is not paid', () => {
  beforeAll(() => resettle(town, { depositExpiryMs: 60 * second, balanceExpiryMs: 4 * second }))

  const depositLeft = async (orderId: string) => {
    await town.untilOrder(dilnoza, 'expired')
    const order = await town.orderOf(dilnoza)
    expect(order).toMatchObject({ id: orderId, paid: 4_500_000n, dueNow: 0n })
    expect(stagesOf(order)).toEqual([
      ['deposit', 'paid', 4_500_000n],
      ['balance', 'expired', 10_500_000n],
    ])
    expect(await entriesOf(town, orderId)).toEqual(depositOnly)
  }
  const fateOf = async (orderId: string) => {
    const [row] = await town.sql<{ fate: string | null }[]>`
      SELECT deposit_fate AS fate FROM orders WHERE id = ${orderId}`
    return row!.fate
  }

  test('keep: the deposit stays with the shop, and buyer and owner are told', async () => {
    await resettle(town, { depositFate: 'keep' })
    const before = await availableOf(town, 'bahor')
    const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
    await payDeposit(town, dilnoza)
    expect(await town.ended(id)).toEqual({ state: 'expired' })
    await depositLeft(id)
    expect(await fateOf(id)).toBe('keep')
    expect(await availableOf(town, 'bahor')).toBe(before)
    const all = { after: 0 }
    await town.sandbox.as(dilnoza).waitFor(shopBot, new RegExp(`№${number} uchun qolgan[\\s\\S]*qaytarilmaydi`), all)
    const kept = new RegExp(`Заказ №${number} закрыт[\\s\\S]*Предоплата 45.000.soʻm остаётся магазину`)
    await town.sandbox.as(owner).waitFor(shopBot, kept, all)
    expect(await refundsOf(town, id)).toEqual([])
  })

  test('refund: it goes onto the owner’s list, and the owner’s press ends it', async () => {
    await resettle(town, { depositFate: 'refund' })
    const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
    const paymeId = await payDeposit(town, dilnoza)
    const boss = town.sandbox.as(owner)
    await boss.waitFor(shopBot, new RegExp(`↩️ Верните[\\s\\S]*Заказ №${number}`), { after: 0, button: '✅ Вернул' })
    await depositLeft(id)
    expect(await fateOf(id)).toBe('refund')
    await pressReturned(town, `${id}.d`)
    expect(await town.ended(id)).toEqual({ state: 'refunded' })
    expect(await entriesOf(town, id)).toEqual([
      ...depositOnly,
      entry('deposit', 'refund', 'payme', 4_500_000n, `staff:${owner}`),
    ])
    expect(await refundsOf(town, id)).toEqual([
      {
        provider: 'payme',
        externalId: paymeId,
        reason: 'balance_unpaid',
        state: 'completed',
        completedBy: `staff:${owner}`,
      },
    ])
  })

  test.each([
    ['keep', 'expired', depositOnly],
    ['refund', 'refunded', [...depositOnly, entry('deposit', 'refund', 'payme', 4_500_000n, `staff:${owner}`)]],
  ] as const)('ask_owner: the owner presses %s, once', async (fate, state, entries) => {
    await resettle(town, { depositFate: 'ask_owner' })
    const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
    await payDeposit(town, dilnoza)
    const boss = town.sandbox.as(owner)
    const asked = await boss.waitFor(shopBot, new RegExp(`Заказ №${number} закрыт[\\s\\S]*Что сделать с предоплатой`), {
      after: 0,
      button: fate === 'keep' ? '🏪 Оставить магазину' : '↩️ Вернуть покупателю',
    })
    await depositLeft(id)
    expect(await fateOf(id)).toBe('asked')
    await boss.press(shopBot, { data: `df:${id}:${fate}` }, { messageId: asked.id })
    await until('the decision is written', async () => ((await fateOf(id)) === fate ? true : undefined))
    if (fate === 'refund') await pressReturned(town, `${id}.d`)
    expect(await town.ended(id)).toEqual({ state })
    expect(await entriesOf(town, id)).toEqual(entries)
  })
})
