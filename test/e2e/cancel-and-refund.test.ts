import { availableOf, entriesOf, entry, refundsForStaff, refundsOf, stagesOf } from './order-book'
import { askOf, askToCancelAsStaff, cancelAsStaff, payDeposit, placeOrder, pressReturned } from './steps'
import { dilnoza, florist, florists, manager, managers, openTown, owner, shopBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { nudgesMs: [] } })
  await town.sandbox.as(owner).send(shopBot, '/start')
  await town.sandbox.as(manager).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())

const all = { after: 0 }

async function askToCancelAsBuyer(orderId: string) {
  const buyer = town.sandbox.as(dilnoza)
  await buyer.send(shopBot, '/orders')
  await buyer.press(shopBot, { data: `o:${orderId}` })
  await buyer.press(shopBot, { data: `x:${orderId}` })
}

async function cancelAsBuyer(orderId: string) {
  await askToCancelAsBuyer(orderId)
  await town.sandbox.as(dilnoza).press(shopBot, { data: `xx:${orderId}` })
}

test('a buyer cancels before paying: nothing is owed, the flowers are free again', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  await cancelAsBuyer(id)
  expect(await town.ended(id)).toEqual({ state: 'cancelled' })
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ id, state: 'cancelled', paid: 0n, dueNow: 0n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'cancelled', 4_500_000n],
    ['balance', 'cancelled', 10_500_000n],
  ])
  expect(await entriesOf(town, id)).toEqual([])
  expect(await refundsOf(town, id)).toEqual([])
  expect(await availableOf(town, 'bahor')).toBe(before)
  await town.sandbox.as(dilnoza).waitFor(shopBot, `Buyurtma №${number} bekor qilindi.\nPul yechilmadi.`, all)
})

test('a buyer cancels after a Payme deposit; the owner refunds it in Payme’s cabinet and the order ends refunded', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const paymeId = await payDeposit(town, dilnoza)
  await cancelAsBuyer(id)
  const boss = town.sandbox.as(owner)
  await boss.waitFor(shopBot, new RegExp(`↩️ Верните[\\s\\S]*Заказ №${number}[\\s\\S]*${paymeId}`), all)
  const cancelled = await town.orderOf(dilnoza)
  expect(cancelled).toMatchObject({ id, state: 'cancelled', paid: 4_500_000n, dueNow: 0n })
  expect(await refundsOf(town, id)).toEqual([
    {
      provider: 'payme',
      externalId: paymeId,
      reason: 'cancelled_by_buyer',
      state: 'awaiting_staff',
      completedBy: null,
    },
  ])
  expect(await availableOf(town, 'bahor')).toBe(before)

  const refunded = await town.sandbox.payme.refund(paymeId)
  expect(refunded).toMatchObject({ state: -2, outcome: 'refunded', reason: 5, faults: [] })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  expect(await entriesOf(town, id)).toEqual([
    entry('deposit', 'hold', 'payme', 4_500_000n),
    entry('deposit', 'perform', 'payme', 4_500_000n),
    entry('deposit', 'refund', 'payme', 4_500_000n),
  ])
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ state: 'refunded', paid: 0n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'refunded', 4_500_000n],
    ['balance', 'cancelled', 10_500_000n],
  ])
  expect(await refundsOf(town, id)).toMatchObject([{ state: 'completed', completedBy: 'provider:payme' }])
  const buyer = town.sandbox.as(dilnoza)
  await buyer.waitFor(shopBot, `✅ Buyurtma №${number} uchun 45\u00a0000\u00a0soʻm qaytarildi (Payme).`, all)
})

test('a deposit that is returned in Payme’s cabinet unasked ends the order: nobody pays for half a bouquet', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const paymeId = await payDeposit(town, dilnoza)
  expect(await town.sandbox.payme.refund(paymeId)).toMatchObject({ state: -2, outcome: 'refunded', faults: [] })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ id, state: 'refunded', paid: 0n, dueNow: 0n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'refunded', 4_500_000n],
    ['balance', 'cancelled', 10_500_000n],
  ])
  expect(await refundsOf(town, id)).toEqual([
    {
      provider: 'payme',
      externalId: paymeId,
      reason: 'provider',
      state: 'completed',
      completedBy: 'provider:payme',
    },
  ])
  expect(await availableOf(town, 'bahor')).toBe(before)
  await town.sandbox.as(dilnoza).waitFor(shopBot, `Buyurtma №${number} bekor qilindi.`, all)
})

test('staff cancel with a reason an order paid in cash; the refund is ended by a press of staff', async () => {
  const { id, number, payments } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const [deposit, balance] = payments
  const buyer = town.sandbox.as(dilnoza)
  await buyer.press(shopBot, { data: `pm:${deposit!.id}` }, await askOf(town, deposit!.id))
  const boss = town.sandbox.as(manager)
  await boss.press(managers, { data: `cr:${deposit!.id}` })
  await askOf(town, balance!.id)

  await askToCancelAsStaff(town, id)
  const question = await boss.waitFor(shopBot, new RegExp(`Отменить заказ №${number}\\?`), all)
  await boss.send(shopBot, 'Тюльпаны не доехали', question.id)
  await town.untilOrder(dilnoza, 'cancelled')
  await buyer.waitFor(shopBot, new RegExp(`№${number} bekor qilindi[\\s\\S]*Sababi: Тюльпаны не доехали`), all)

  await pressReturned(town, deposit!.id)
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  expect(await entriesOf(town, id)).toEqual([
    entry('deposit', 'perform', 'manual', 4_500_000n, `staff:${manager}`),
    entry('deposit', 'refund', 'manual', 4_500_000n, `staff:${owner}`),
  ])
  expect(await refundsOf(town, id)).toMatchObject([
    { provider: 'manual', state: 'completed', completedBy: `staff:${owner}` },
  ])
})

test('a buyer cannot cancel once a florist has the order; staff can, and the flowers go back to the shelf', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, payments } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const paymeId = await payDeposit(town, dilnoza)
  const buyer = town.sandbox.as(dilnoza)
  // The card that offers to cancel is open while the florist takes the order.
  await askToCancelAsBuyer(id)
  const balanceAsk = await askOf(town, payments[1]!.id)
  const paid = await buyer.payClick(shopBot, '💳 Click', 'pay', balanceAsk)
  await town.untilOrder(dilnoza, 'offered')
  await town.sandbox.as(florist).press(florists, { data: `fa:${id}` })
  await town.untilOrder(dilnoza, 'accepted')

  const refused = await buyer.press(shopBot, { data: `xx:${id}` })
  expect(refused).toMatchObject({ answer: { showAlert: true, text: expect.stringMatching(/\/support$/) } })
  expect(await town.orderOf(dilnoza)).toMatchObject({ state: 'accepted', paid: 15_000_000n })
  expect(await refundsOf(town, id)).toEqual([])

  await cancelAsStaff(town, id)
  await town.untilOrder(dilnoza, 'cancelled')
  expect(await availableOf(town, 'bahor')).toBe(before)
  await refundsForStaff(town, id, 2)
  // Click tells nobody of a reversal, so the owner presses; Payme tells us by itself.
  await town.sandbox.click.reverse(paid.id)
  await pressReturned(town, `${id}.b`)
  expect(await town.sandbox.payme.refund(paymeId)).toMatchObject({ outcome: 'refunded', faults: [] })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  expect(await town.orderOf(dilnoza)).toMatchObject({ state: 'refunded', paid: 0n })
  expect(await entriesOf(town, id)).toEqual([
    entry('deposit', 'hold', 'payme', 4_500_000n),
    entry('deposit', 'perform', 'payme', 4_500_000n),
    entry('balance', 'hold', 'click', 10_500_000n),
    entry('balance', 'perform', 'click', 10_500_000n),
    entry('balance', 'refund', 'click', 10_500_000n, `staff:${owner}`),
    entry('deposit', 'refund', 'payme', 4_500_000n),
  ])
})
