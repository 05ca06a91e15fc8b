import { textsIn } from '../../locales/texts'
import { entriesOf, eventsOf, refundEnded, refundsOf, stagesOf, unsent } from './order-book'
import { cancelAsStaff, placeOrder } from './steps'
import { dilnoza, ivan, openTown, shopBot, until, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town.close())

const price = 15_000_000n
const starPrice = 600
const asStars = `${starPrice} XTR`
const starsOf = async (id: number) => (await town.sandbox.people()).find((person) => person.id === id)!.stars

test('Stars pay an order; a manager cancels it and the Stars come back', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const wallet = await starsOf(dilnoza)
  const placed = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  const paymentId = placed.payments[0]!.id
  await buyer.press(shopBot, { data: `ps:${paymentId}` })
  const bill = await buyer.waitFor(shopBot, /^Buyurtma №\d+/)
  expect(bill.invoice).toMatchObject({ currency: 'XTR', total: starPrice, paid: false })
  const payment = await buyer.payInvoice(shopBot)
  const { chargeId } = payment as { chargeId: string }
  expect(payment).toEqual({ outcome: 'paid', chargeId })
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: price, dueNow: 0n })
  expect(await starsOf(dilnoza)).toBe(wallet - starPrice)
  expect(await buyer.payInvoice(shopBot, { forwarded: true })).toEqual({
    outcome: 'refused',
    reason: textsIn('uz').plain('toast-checkout-paid'),
  })

  await cancelAsStaff(town, paid.id)
  const returned = await until('Telegram shows the Stars returned', async () =>
    (await buyer.messages(shopBot)).find(({ refund }) => refund !== undefined),
  )
  expect(returned.refund).toEqual({ currency: 'XTR', total: starPrice, chargeId })
  await buyer.waitFor(shopBot, /^✅ Buyurtma №\d+ uchun 600\s\S+ qaytarildi \(Telegram Stars\)/)
  const over = await town.untilOrder(dilnoza, 'refunded')
  expect(await town.ended(paid.id)).toEqual({ state: 'refunded' })
  expect(await refundEnded(town, paymentId, { provider: 'stars', externalId: chargeId })).toEqual({
    state: 'completed',
  })

  expect(await starsOf(dilnoza)).toBe(wallet)
  expect(over).toMatchObject({ paid: 0n, dueNow: 0n })
  expect(stagesOf(over)).toEqual([['full', 'refunded', price]])
  expect(await refundsOf(town, paid.id)).toEqual([
    {
      provider: 'stars',
      externalId: chargeId,
      reason: 'cancelled_by_staff',
      state: 'completed',
      completedBy: 'provider:stars',
    },
  ])
  expect(await entriesOf(town, paid.id)).toEqual([
    // The checkout holds under Telegram's query id; the money itself comes under its charge id.
    ['full', 'hold', 'stars', price, asStars, 'provider:stars'],
    ['full', 'release', 'stars', price, asStars, 'provider:stars'],
    ['full', 'perform', 'stars', price, asStars, 'provider:stars'],
    ['full', 'refund', 'stars', price, asStars, 'provider:stars'],
  ])
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_held',
    'payment_released',
    'payment_performed',
    'order_offered',
    'order_cancelled',
    'refund_requested',
    'refund_completed',
    'order_refunded',
  ])
  const calls = await town.sandbox.calls({ method: 'refundStarPayment' })
  expect(calls).toHaveLength(1)
  expect(await unsent(town)).toEqual([])
})

test('a stranger who got the invoice forwarded is refused and nothing changes; its buyer still pays it', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const stranger = town.sandbox.as(ivan)
  await stranger.send(shopBot, '/start')
  const wallets = [await starsOf(dilnoza), await starsOf(ivan)]
  const placed = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  await buyer.press(shopBot, { data: `ps:${placed.payments[0]!.id}` })
  await buyer.waitFor(shopBot, /^Buyurtma №\d+/)

  expect(await stranger.payInvoice(shopBot, { forwardedFrom: dilnoza })).toEqual({
    outcome: 'refused',
    reason: textsIn('ru').plain('toast-checkout-not-yours'),
  })
  expect([await starsOf(dilnoza), await starsOf(ivan)]).toEqual(wallets)
  expect(await entriesOf(town, placed.id)).toEqual([])
  expect(await town.orderOf(dilnoza)).toEqual(placed)
  expect(await eventsOf(town, placed.id)).toEqual(['order_created', 'payment_opened'])

  expect(await buyer.payInvoice(shopBot)).toMatchObject({ outcome: 'paid' })
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ id: placed.id, paid: price, dueNow: 0n })
  expect(await unsent(town)).toEqual([])
})
