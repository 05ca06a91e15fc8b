import { textsIn } from '../../locales/texts'
import {
  entriesOf,
  entry,
  eventsOf,
  paymentEnded,
  refundEnded,
  refundsForStaff,
  refundsOf,
  stagesOf,
  unsent,
} from './order-book'
import { deliver, placeOrder, pressReturned } from './steps'
import { dilnoza, ivan, manager, managers, openTown, owner, shopBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { ratingAskMs: 1_000 } })
  await town.sandbox.as(owner).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())

const price = 15_000_000n

test('a stage that Payme has paid refuses an open Stars invoice, Click, another Payme and cash', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const placed = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  const paymentId = placed.payments[0]!.id
  await buyer.press(shopBot, { data: `ps:${paymentId}` })
  await buyer.waitFor(shopBot, /^Buyurtma №\d+/)
  await buyer.press(shopBot, { data: `pm:${paymentId}` })
  const paymeLink = await buyer.linkOf(shopBot, '💳 Payme')
  const clickLink = await buyer.linkOf(shopBot, '💳 Click')
  expect(await town.sandbox.payme.pay(paymeLink)).toMatchObject({ outcome: 'paid', faults: [] })
  const paid = await town.untilOrder(dilnoza, 'offered')
  const events = await eventsOf(town, paid.id)

  expect(await buyer.payInvoice(shopBot)).toEqual({
    outcome: 'refused',
    reason: textsIn('uz').plain('toast-checkout-paid'),
  })
  expect(await town.sandbox.click.pay(clickLink)).toMatchObject({ outcome: 'refused', error: { code: -4 }, faults: [] })
  const again = await town.sandbox.payme.pay(paymeLink)
  expect(again).toMatchObject({ outcome: 'refused', faults: [] })
  expect(again.error?.code).toBeLessThanOrEqual(-31050)
  expect(again.error?.code).toBeGreaterThanOrEqual(-31099)
  expect(await town.sandbox.as(manager).press(managers, { data: `cr:${paymentId}` })).toMatchObject({
    answer: { text: textsIn('ru').plain('toast-cash-paid'), showAlert: true },
  })

  expect(await entriesOf(town, paid.id)).toEqual([
    entry('full', 'hold', 'payme', price),
    entry('full', 'perform', 'payme', price),
  ])
  expect(await eventsOf(town, paid.id)).toEqual(events)
  expect(await town.orderOf(dilnoza)).toEqual(paid)
  expect(await refundsOf(town, paid.id)).toEqual([])
  expect(await unsent(town)).toEqual([])
})

test('money of Click that comes after cash was taken is written down, and the owner gives it back', async () => {
  const buyer = town.sandbox.as(ivan)
  const boss = town.sandbox.as(owner)
  const placed = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
  const paymentId = placed.payments[0]!.id
  await buyer.press(shopBot, { data: `pm:${paymentId}` })
  const click = await buyer.payClick(shopBot, '💳 Click', 'disconnect')
  expect(click).toMatchObject({ outcome: 'waiting', faults: [] })
  expect(stagesOf(await town.orderOf(ivan))).toEqual([['full', 'held', price]])

  await town.sandbox.as(manager).press(managers, { data: `cr:${paymentId}` })
  const paid = await town.untilOrder(ivan, 'offered')
  expect(paid).toMatchObject({ paid: price, dueNow: 0n })
  expect(await town.sandbox.click.complete(click.id)).toMatchObject({ outcome: 'paid', faults: [] })

  const [twice] = await refundsForStaff(town, paid.id)
  expect(twice).toEqual({
    provider: 'click',
    externalId: click.id,
    reason: 'paid_twice',
    state: 'awaiting_staff',
    completedBy: null,
  })
  expect(await town.orderOf(ivan)).toMatchObject({ state: 'offered', paid: 2n * price, dueNow: 0n })
  await boss.waitFor(shopBot, /^💰 По заказу №\d+ пришёл лишний платёж 150\s000\ssoʻm\. Сам заказ идёт/)
  await buyer.waitFor(shopBot, /^⚠️ По заказу №\d+ пришёл лишний платёж 150\s000\ssoʻm\. Заказ идёт/)
  const todo = await boss.waitFor(shopBot, /^↩️ Верните 150\s000\ssoʻm/)
  expect(todo.text).toContain(click.id)
  expect(todo.text).toContain(textsIn('ru').plain('plain-reason-paid-twice'))

  await pressReturned(town, paymentId)
  expect(await refundEnded(town, paymentId, { provider: 'click', externalId: click.id })).toEqual({
    state: 'completed',
  })
  // The late run of the payment that took the money down ends like the payment itself.
  expect(await paymentEnded(town, paymentId)).toEqual({ state: 'paid' })
  expect(await refundsOf(town, paid.id)).toEqual([{ ...twice, state: 'completed', completedBy: `staff:${owner}` }])
  const after = await town.orderOf(ivan)
  expect(after).toMatchObject({ state: 'offered', paid: price, dueNow: 0n })
  expect(stagesOf(after)).toEqual([['full', 'paid', price]])
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('full', 'hold', 'click', price),
    entry('full', 'release', 'click', price, 'staff:2002'),
    entry('full', 'perform', 'manual', price, `staff:${manager}`),
    entry('full', 'perform', 'click', price),
    entry('full', 'refund', 'click', price, `staff:${owner}`),
  ])
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_held',
    'payment_released',
    'payment_performed',
    'order_offered',
    'refund_requested',
    'payment_doubled',
    'refund_completed',
  ])
  expect(await deliver(town, ivan, paid.id)).toMatchObject({ state: 'closed', paid: price, dueNow: 0n })
  expect(await town.ended(paid.id)).toEqual({ state: 'closed' })
  expect(await unsent(town)).toEqual([])
})
