import { textsIn } from '../../locales/texts'
import { entriesOf, entry, eventsOf, stagesOf, unsent } from './order-book'
import { placeOrder } from './steps'
import { dilnoza, ivan, openTown, shopBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town.close())

const price = 22_000_000n

test('a card that Telegram declines keeps the stage held for its two minutes and takes no money', async () => {
  const buyer = town.sandbox.as(ivan)
  const placed = await placeOrder(town, ivan, { product: 'orxideya', plan: 'full' })
  await buyer.press(shopBot, { data: `pc:${placed.payments[0]!.id}` })
  const bill = await buyer.waitFor(shopBot, /^Заказ №\d+/)
  expect(bill.invoice).toMatchObject({ currency: 'UZS', total: Number(price), paid: false })
  expect(await buyer.payInvoice(shopBot, { decline: true })).toEqual({ outcome: 'declined' })
  const held = await town.orderOf(ivan)
  expect(held).toMatchObject({ state: 'awaiting_payment', paid: 0n, dueNow: price })
  expect(stagesOf(held)).toEqual([['full', 'held', price]])
  // Telegram says nothing of a decline, so another try is told to wait, and money that did come would be taken.
  expect(await buyer.payInvoice(shopBot)).toEqual({
    outcome: 'refused',
    reason: textsIn('ru').plain('toast-checkout-held'),
  })
  expect(await entriesOf(town, placed.id)).toEqual([entry('full', 'hold', 'telegram_fiat', price)])
  expect(await eventsOf(town, placed.id)).toEqual(['order_created', 'payment_opened', 'payment_held'])
  expect(await unsent(town)).toEqual([])
})

test('a card inside Telegram pays an order in full', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const placed = await placeOrder(town, dilnoza, { product: 'orxideya', plan: 'full' })
  await buyer.press(shopBot, { data: `pc:${placed.payments[0]!.id}` })
  const bill = await buyer.waitFor(shopBot, /^Buyurtma №\d+/)
  expect(bill.invoice).toMatchObject({ currency: 'UZS', total: Number(price), paid: false })
  const payment = await buyer.payInvoice(shopBot)
  expect(payment).toMatchObject({ outcome: 'paid' })
  await buyer.waitFor(shopBot, /^✅ 220\s000\ssoʻm oldik\. Buyurtma №\d+ toʻliq toʻlandi/)
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: price, dueNow: 0n })
  expect(stagesOf(paid)).toEqual([['full', 'paid', price]])
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('full', 'hold', 'telegram_fiat', price),
    entry('full', 'release', 'telegram_fiat', price),
    entry('full', 'perform', 'telegram_fiat', price),
  ])
  const [perform] = await town.sql`
    SELECT external_id AS id FROM payment_entries WHERE kind = 'perform'`
  expect(perform?.['id']).toBe((payment as { chargeId: string }).chargeId)
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_held',
    'payment_released',
    'payment_performed',
    'order_offered',
  ])
  expect(await unsent(town)).toEqual([])
})
