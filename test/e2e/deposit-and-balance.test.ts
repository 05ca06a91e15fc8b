import { entriesOf, entry, stagesOf, unsent } from './order-book'
import { arriveAndRate, askOf, funnelSays, makeAndHandOver } from './steps'
import { dilnoza, openTown, owner, ownerBot, shopBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ withOwnerBot: true, settings: { nudgesMs: [1_500], ratingAskMs: 1_000 } })
}, 120_000)
afterAll(() => town.close())

test('a deposit by Payme after a nudge, a balance by Click, delivery, a rating, and the owner sees each step', async () => {
  const buyer = town.sandbox.as(dilnoza)
  await town.sandbox.as(owner).send(ownerBot, '/start')
  await buyer.send(shopBot, '/start')
  await buyer.press(shopBot, '🌷 Katalog')
  await buyer.press(shopBot, { data: 'p:bahor' })
  await buyer.press(shopBot, '🤝 Oldindan toʻlov · 45\u00a0000\u00a0soʻm')

  await buyer.waitFor(shopBot, /^🔔 Buyurtma №1001/)
  await funnelSays(town, /Ждёт предоплаты — 1/)
  const deposit = await buyer.payPayme(shopBot, '💳 Payme', 'pay')
  expect(deposit).toMatchObject({ outcome: 'paid', faults: [] })
  const { payments } = await town.orderOf(dilnoza)
  await askOf(town, payments[1]!.id)
  expect(stagesOf(await town.orderOf(dilnoza))).toEqual([
    ['deposit', 'paid', 4_500_000n],
    ['balance', 'due', 10_500_000n],
  ])
  await funnelSays(town, /Ждёт остатка — 1/)

  const balance = await buyer.payClick(shopBot, '💳 Click', 'pay')
  expect(balance).toMatchObject({ outcome: 'paid', faults: [] })
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: 15_000_000n, dueNow: 0n })

  await makeAndHandOver(town, dilnoza, paid.id)
  await funnelSays(town, /Собирают и везут — 1/)
  await arriveAndRate(town, dilnoza, paid.id)
  expect(await town.ended(paid.id)).toEqual({ state: 'closed' })

  const [order] = await town.sql`SELECT score FROM orders WHERE id = ${paid.id}`
  expect(order).toEqual({ score: 5 })
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('deposit', 'hold', 'payme', 4_500_000n),
    entry('deposit', 'perform', 'payme', 4_500_000n),
    entry('balance', 'hold', 'click', 10_500_000n),
    entry('balance', 'perform', 'click', 10_500_000n),
  ])
  expect(await unsent(town)).toEqual([])
})
