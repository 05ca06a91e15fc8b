import {
  courier,
  couriers,
  dilnoza,
  florist,
  florists,
  openTown,
  owner,
  ownerBot,
  shopBot,
  until,
  type Town,
} from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ withOwnerBot: true, settings: { nudgesMs: [1_500], ratingAskMs: 1_000 } })
}, 120_000)
afterAll(() => town.close())

test('a deposit by Payme after a nudge, a balance by Click, delivery, a rating, and the owner sees each step', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const boss = town.sandbox.as(owner)
  await boss.send(ownerBot, '/start')
  await buyer.send(shopBot, '/start')
  await buyer.press(shopBot, '🌷 Katalog')
  await buyer.press(shopBot, { data: 'p:bahor' })
  await buyer.press(shopBot, '🤝 Oldindan toʻlov · 45\u00a0000\u00a0soʻm')

  await buyer.waitFor(shopBot, /^🔔 Buyurtma №1001/)
  await boss.send(ownerBot, '/funnel')
  await boss.waitFor(ownerBot, /Ждёт предоплаты — 1/)
  const deposit = await buyer.payPayme(shopBot, '💳 Payme', 'pay')
  expect(deposit).toMatchObject({ outcome: 'paid', faults: [] })
  const halfPaid = await until('the balance is due', async () => {
    const order = await town.orderOf(dilnoza)
    return order.payments[1]?.state === 'due' ? order : undefined
  })
  expect(halfPaid.payments.map(({ kind, state, amount }) => [kind, state, amount])).toEqual([
    ['deposit', 'paid', 4_500_000n],
    ['balance', 'due', 10_500_000n],
  ])
  await boss.send(ownerBot, '/funnel')
  await boss.waitFor(ownerBot, /Ждёт остатка — 1/)

  const balance = await buyer.payClick(shopBot, '💳 Click', 'pay')
  expect(balance).toMatchObject({ outcome: 'paid', faults: [] })
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: 15_000_000n, dueNow: 0n })

  await town.sandbox.as(florist).press(florists, { data: `fa:${paid.id}` })
  await town.untilOrder(dilnoza, 'accepted')
  await town.sandbox.as(florist).press(florists, { data: `fd:${paid.id}` })
  await town.untilOrder(dilnoza, 'assembled')
  await town.sandbox.as(courier).press(couriers, { data: `ch:${paid.id}` })
  await town.untilOrder(dilnoza, 'out_for_delivery')
  await boss.send(ownerBot, '/funnel')
  await boss.waitFor(ownerBot, /Собирают и везут — 1/)
  await town.sandbox.as(courier).press(couriers, { data: `cd:${paid.id}` })
  await buyer.press(shopBot, { data: `r:${paid.id}:5` })
  await town.untilOrder(dilnoza, 'closed')
  expect(await town.ended(paid.id)).toEqual({ state: 'closed' })

  const [order] = await town.sql`SELECT score FROM orders WHERE id = ${paid.id}`
  expect(order).toEqual({ score: 5 })
  const entries = await town.sql`
    SELECT kind, provider, amount FROM payment_entries ORDER BY id`
  expect(entries.map(({ kind, provider, amount }) => [kind, provider, amount])).toEqual([
    ['hold', 'payme', 4_500_000n],
    ['perform', 'payme', 4_500_000n],
    ['hold', 'click', 10_500_000n],
    ['perform', 'click', 10_500_000n],
  ])
  const sent = await town.sql`SELECT state, count(*)::int AS n FROM outbound_messages GROUP BY state`
  expect(sent.map(({ state }) => state)).toEqual(['sent'])
})
