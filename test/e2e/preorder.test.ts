import { entriesOf, entry, eventsOf, paymentEnded, stagesOf, unsent } from './order-book'
import { askOf, placeOrder } from './steps'
import { dilnoza, ivan, manager, openTown, shopBot, until, type OrderView, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town.close())

const total = 48_000_000n
const deposit = 14_400_000n
const balance = 33_600_000n

test('two preorders wait for the goods; the manager says once that they came, and both are asked for the rest', async () => {
  const staff = town.sandbox.as(manager)
  const waiting: OrderView[] = []
  for (const buyer of [dilnoza, ivan]) {
    const placed = await placeOrder(town, buyer, { product: 'pion', plan: 'preorder' })
    expect(placed.total).toBe(total)
    expect(stagesOf(placed)).toEqual([
      ['deposit', 'due', deposit],
      ['balance', 'scheduled', balance],
    ])
    const payment = await town.sandbox.as(buyer).payPayme(shopBot, '💳 Payme', 'pay')
    expect(payment).toMatchObject({ outcome: 'paid', faults: [], amount: String(deposit) })
    waiting.push(await town.untilOrder(buyer, 'awaiting_goods'))
  }
  await town.sandbox.as(dilnoza).waitFor(shopBot, /^📦 Oldindan buyurtma №\d+ sizniki/, { after: 0 })
  for (const order of waiting) {
    expect(order).toMatchObject({ paid: deposit, dueNow: 0n })
    expect(stagesOf(order)).toEqual([
      ['deposit', 'paid', deposit],
      ['balance', 'scheduled', balance],
    ])
  }

  await staff.send(shopBot, '/staff')
  await staff.press(shopBot, { data: 'sm:preorders' })
  const said = await staff.press(shopBot, { data: 'gp:pion' })
  expect(said).toMatchObject({
    answer: {
      text: 'Пионы к празднику: отмечено заказов — 2. Попросим остаток у покупателей.',
      showAlert: true,
    },
  })
  for (const [index, buyer] of [dilnoza, ivan].entries()) {
    await askOf(town, waiting[index]!.payments[1]!.id)
    const due = await town.orderOf(buyer)
    expect(due).toMatchObject({ state: 'awaiting_payment', paid: deposit, dueNow: balance })
  }

  const buyer = town.sandbox.as(dilnoza)
  await buyer.waitFor(shopBot, /Gullar keldi! Qolgan toʻlov: 336\s000\ssoʻm/, { after: 0 })
  const rest = await buyer.payPayme(shopBot, '💳 Payme', 'pay')
  expect(rest).toMatchObject({ outcome: 'paid', faults: [], amount: String(balance) })
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: total, dueNow: 0n })
  expect(stagesOf(paid)).toEqual([
    ['deposit', 'paid', deposit],
    ['balance', 'paid', balance],
  ])
  for (const { id } of paid.payments) expect(await paymentEnded(town, id)).toEqual({ state: 'paid' })
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('deposit', 'hold', 'payme', deposit),
    entry('deposit', 'perform', 'payme', deposit),
    entry('balance', 'hold', 'payme', balance),
    entry('balance', 'perform', 'payme', balance),
  ])
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_held',
    'payment_performed',
    'goods_awaited',
    'goods_arrived',
    'payment_opened',
    'payment_held',
    'payment_performed',
    'order_offered',
  ])
  const other = await town.orderOf(ivan)
  expect(other).toMatchObject({ state: 'awaiting_payment', paid: deposit, dueNow: balance })
  expect(await unsent(town)).toEqual([])
})

test('goods that came before the deposit was paid: the balance is due at once, and nobody waits', async () => {
  const staff = town.sandbox.as(manager)
  const placed = await placeOrder(town, dilnoza, { product: 'pion', plan: 'preorder' })
  await staff.send(shopBot, '/staff')
  await staff.press(shopBot, { data: `so:${placed.id}` })
  await staff.press(shopBot, { data: `ga:${placed.id}` })
  await until('the arrival is written down', async () =>
    (await eventsOf(town, placed.id)).includes('goods_arrived') ? true : undefined,
  )
  expect(stagesOf(await town.orderOf(dilnoza))).toEqual([
    ['deposit', 'due', deposit],
    ['balance', 'scheduled', balance],
  ])
  await town.sandbox.as(dilnoza).payPayme(shopBot, '💳 Payme', 'pay')
  await askOf(town, placed.payments[1]!.id)
  const due = await town.orderOf(dilnoza)
  expect(due).toMatchObject({ id: placed.id, state: 'awaiting_payment', paid: deposit, dueNow: balance })
  expect(await eventsOf(town, placed.id)).toEqual([
    'order_created',
    'payment_opened',
    'goods_arrived',
    'payment_held',
    'payment_performed',
    'payment_opened',
  ])
  expect(await unsent(town)).toEqual([])
})
