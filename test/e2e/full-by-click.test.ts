import { entriesOf, entry, eventsOf, paymentEnded, stagesOf, unsent } from './order-book'
import { deliver, placeOrder } from './steps'
import { dilnoza, ivan, openTown, shopBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { ratingAskMs: 1_000 } })
}, 120_000)
afterAll(() => town.close())

const price = 35_000_000n

test('a full payment by Click, with every call doubled, is money once and leads to a delivered order', async () => {
  const buyer = town.sandbox.as(ivan)
  const placed = await placeOrder(town, ivan, { product: 'atirgul25', plan: 'full' })
  expect(stagesOf(placed)).toEqual([['full', 'due', price]])

  const payment = await buyer.payClick(shopBot, '💳 Click', 'pay', { together: true })
  expect(payment).toMatchObject({ outcome: 'paid', faults: [], amount: '350000.00' })
  const paid = await town.untilOrder(ivan, 'offered')
  expect(paid).toMatchObject({ total: price, paid: price, dueNow: 0n })
  const again = await town.sandbox.click.complete(payment.id, { together: true })
  expect(again).toMatchObject({ outcome: 'paid', error: { code: -4 }, faults: [] })

  const closed = await deliver(town, ivan, paid.id)
  expect(await town.ended(paid.id)).toEqual({ state: 'closed' })
  expect(await paymentEnded(town, paid.payments[0]!.id)).toEqual({ state: 'paid' })
  expect(stagesOf(closed)).toEqual([['full', 'paid', price]])
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('full', 'hold', 'click', price),
    entry('full', 'perform', 'click', price),
  ])
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_held',
    'payment_performed',
    'order_offered',
    'order_accepted',
    'order_assembled',
    'order_handed_over',
    'order_delivered',
    'order_rated',
    'order_closed',
  ])
  const [roses] = await town.sql`
    SELECT count(*)::int AS holds, count(used_at)::int AS used FROM stock_holds WHERE product_id = 'atirgul25'`
  expect(roses).toEqual({ holds: 1, used: 1 })
  expect(await unsent(town)).toEqual([])
})

test('a card that Click declines leaves the stage due, and the next try pays it', async () => {
  const buyer = town.sandbox.as(dilnoza)
  await placeOrder(town, dilnoza, { product: 'atirgul25', plan: 'full' })
  const declined = await buyer.payClick(shopBot, '💳 Click', 'decline', { together: true })
  expect(declined).toMatchObject({ outcome: 'cancelled', faults: [] })
  expect(stagesOf(await town.orderOf(dilnoza))).toEqual([['full', 'due', price]])

  const payment = await buyer.payClick(shopBot, '💳 Click', 'pay')
  expect(payment).toMatchObject({ outcome: 'paid', faults: [] })
  const late = await town.sandbox.click.complete(declined.id)
  expect(late).toMatchObject({ outcome: 'cancelled', error: { code: -9 } })

  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: price, dueNow: 0n })
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('full', 'hold', 'click', price),
    entry('full', 'release', 'click', price),
    entry('full', 'hold', 'click', price),
    entry('full', 'perform', 'click', price),
  ])
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_held',
    'payment_released',
    'payment_held',
    'payment_performed',
    'order_offered',
  ])
  expect(await unsent(town)).toEqual([])
})
