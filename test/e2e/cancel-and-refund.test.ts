import { availableOf, entriesOf, orderWithDeposit, payDeposit, askOf, stagesOf } from './steps'
import { dilnoza, florist, florists, manager, managers, openTown, owner, shopBot, until, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { nudgesMs: [] } })
  await town.sandbox.as(owner).send(shopBot, '/start')
  await town.sandbox.as(manager).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())

const all = { after: 0 }
const refundsOf = async (orderId: string) => [
  ...(await town.sql`
    SELECT r.provider, r.external_id, r.reason, r.state, r.completed_by
    FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = ${orderId}`),
]

async function cancelAsBuyer(orderId: string) {
  const buyer = town.sandbox.as(dilnoza)
  await buyer.send(shopBot, '/orders')
  await buyer.press(shopBot, { data: `o:${orderId}` })
  await buyer.press(shopBot, { data: `x:${orderId}` })
  return buyer.press(shopBot, { data: `xx:${orderId}` })
}

test('a buyer cancels before paying: nothing is owed, the flowers are free again', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, number } = await orderWithDeposit(town, dilnoza)
  await cancelAsBuyer(id)
  expect(await town.ended(id)).toEqual({ state: 'cancelled' })
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ id, state: 'cancelled', paid: 0n, dueNow: 0n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'cancelled'],
    ['balance', 'cancelled'],
  ])
  expect(await entriesOf(town, id)).toEqual([])
  expect(await refundsOf(id)).toEqual([])
  expect(await availableOf(town, 'bahor')).toBe(before)
  await town.sandbox.as(dilnoza).waitFor(shopBot, `Buyurtma №${number} bekor qilindi.\nPul yechilmadi.`, all)
})

test('a buyer cancels after a Payme deposit; the owner refunds it in Payme’s cabinet and the order ends refunded', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, number } = await orderWithDeposit(town, dilnoza)
  const { paymeId } = await payDeposit(town, dilnoza)
  await cancelAsBuyer(id)
  const boss = town.sandbox.as(owner)
  await boss.waitFor(shopBot, new RegExp(`↩️ Верните[\\s\\S]*Заказ №${number}[\\s\\S]*${paymeId}`), all)
  const cancelled = await town.orderOf(dilnoza)
  expect(cancelled).toMatchObject({ id, state: 'cancelled', paid: 4_500_000n, dueNow: 0n })
  expect(await refundsOf(id)).toEqual([
    {
      provider: 'payme',
      external_id: paymeId,
      reason: 'cancelled_by_buyer',
      state: 'awaiting_staff',
      completed_by: null,
    },
  ])
  expect(await availableOf(town, 'bahor')).toBe(before)

  const refunded = await town.sandbox.payme.refund(paymeId)
  expect(refunded).toMatchObject({ state: -2, outcome: 'refunded', reason: 5, faults: [] })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  expect(await entriesOf(town, id)).toEqual([
    ['hold', 'payme', 4_500_000n],
    ['perform', 'payme', 4_500_000n],
    ['refund', 'payme', 4_500_000n],
  ])
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ state: 'refunded', paid: 0n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'refunded'],
    ['balance', 'cancelled'],
  ])
  expect(await refundsOf(id)).toMatchObject([{ state: 'completed', completed_by: 'provider:payme' }])
  const buyer = town.sandbox.as(dilnoza)
  await buyer.waitFor(shopBot, `✅ Buyurtma №${number} uchun 45\u00a0000\u00a0soʻm qaytarildi (Payme).`, all)
})

test('a deposit that is returned in Payme’s cabinet unasked ends the order: nobody pays for half a bouquet', async () => {
  const before = await availableOf(town, 'bahor')
  const { id, number } = await orderWithDeposit(town, dilnoza)
  const { paymeId } = await payDeposit(town, dilnoza)
  expect(await town.sandbox.payme.refund(paymeId)).toMatchObject({ state: -2, outcome: 'refunded', faults: [] })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ id, state: 'refunded', paid: 0n, dueNow: 0n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'refunded'],
    ['balance', 'cancelled'],
  ])
  expect(await refundsOf(id)).toEqual([
    {
      provider: 'payme',
      external_id: paymeId,
      reason: 'provider',
      state: 'completed',
      completed_by: 'provider:payme',
    },
  ])
  expect(await availableOf(town, 'bahor')).toBe(before)
  await town.sandbox.as(dilnoza).waitFor(shopBot, `Buyurtma №${number} bekor qilindi.`, all)
})

test('staff cancel with a reason an order paid in cash; the refund is ended by a press of staff', async () => {
  const { id, number, payments } = await orderWithDeposit(town, dilnoza)
  const [deposit, balance] = payments
  const buyer = town.sandbox.as(dilnoza)
  await buyer.press(shopBot, { data: `pm:${deposit!.id}` }, await askOf(town, deposit!.id))
  const boss = town.sandbox.as(manager)
  await boss.press(managers, { data: `cr:${deposit!.id}` })
  await askOf(town, balance!.id)

  await boss.send(shopBot, '/staff')
  await boss.press(shopBot, { data: `so:${id}` })
  await boss.press(shopBot, { data: `sx:${id}` })
  const question = await boss.waitFor(shopBot, new RegExp(`Отменить заказ №${number}\\?`), all)
  await boss.send(shopBot, 'Тюльпаны не доехали', question.id)
  await town.untilOrder(dilnoza, 'cancelled')
  await buyer.waitFor(shopBot, new RegExp(`№${number} bekor qilindi[\\s\\S]*Sababi: Тюльпаны не доехали`), all)

  await town.sandbox.as(owner).press(shopBot, { data: `rf:${deposit!.id}` })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  expect(await entriesOf(town, id)).toEqual([
    ['perform', 'manual', 4_500_000n],
    ['refund', 'manual', 4_500_000n],
  ])
  expect(await refundsOf(id)).toMatchObject([
    { provider: 'manual', state: 'completed', completed_by: `staff:${owner}` },
  ])
})

test('a buyer cannot cancel once a florist has the order; staff can, and the flowers go back to the shelf', async () => {
  const before = await availableOf(town, 'bahor')
  const { id } = await orderWithDeposit(town, dilnoza)
  const { order: half, paymeId } = await payDeposit(town, dilnoza)
  const buyer = town.sandbox.as(dilnoza)
  // The card that offers to cancel is open while the florist takes the order.
  await buyer.send(shopBot, '/orders')
  await buyer.press(shopBot, { data: `o:${id}` })
  await buyer.press(shopBot, { data: `x:${id}` })
  const balanceAsk = await askOf(town, half.payments[1]!.id)
  const paid = await buyer.payClick(shopBot, '💳 Click', 'pay', balanceAsk)
  await town.untilOrder(dilnoza, 'offered')
  await town.sandbox.as(florist).press(florists, { data: `fa:${id}` })
  await town.untilOrder(dilnoza, 'accepted')

  const refused = await buyer.press(shopBot, { data: `xx:${id}` })
  expect(refused).toMatchObject({ answer: { showAlert: true, text: expect.stringMatching(/\/support$/) } })
  expect(await town.orderOf(dilnoza)).toMatchObject({ state: 'accepted', paid: 15_000_000n })
  expect(await refundsOf(id)).toEqual([])

  const boss = town.sandbox.as(manager)
  await boss.send(shopBot, '/staff')
  await boss.press(shopBot, { data: `so:${id}` })
  await boss.press(shopBot, { data: `sx:${id}` })
  await boss.press(shopBot, { data: `sxx:${id}` })
  await town.untilOrder(dilnoza, 'cancelled')
  expect(await availableOf(town, 'bahor')).toBe(before)
  await until('both refunds wait for a person', async () =>
    (await refundsOf(id)).filter(({ state }) => state === 'awaiting_staff').length === 2 ? true : undefined,
  )
  // Click tells nobody of a reversal, so the owner presses; Payme tells us by itself.
  await town.sandbox.click.reverse(paid.id)
  await town.sandbox.as(owner).press(shopBot, { data: `rf:${id}.b` })
  expect(await town.sandbox.payme.refund(paymeId)).toMatchObject({ outcome: 'refunded', faults: [] })
  expect(await town.ended(id)).toEqual({ state: 'refunded' })
  expect(await town.orderOf(dilnoza)).toMatchObject({ state: 'refunded', paid: 0n })
  const entries = await entriesOf(town, id)
  expect(entries.slice(0, 4)).toEqual([
    ['hold', 'payme', 4_500_000n],
    ['perform', 'payme', 4_500_000n],
    ['hold', 'click', 10_500_000n],
    ['perform', 'click', 10_500_000n],
  ])
  expect(entries.slice(4)).toEqual([
    ['refund', 'click', 10_500_000n],
    ['refund', 'payme', 4_500_000n],
  ])
})
