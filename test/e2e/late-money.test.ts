import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import { demoBusiness } from '../../db/demo-shop'
import { holdLimitMs } from '../../domain/providers'
import { orderWorkflowId } from '../../domain/ids'
import { availableOf, entriesOf, entry, refundsForStaff, refundsOf, stagesOf } from './order-book'
import { askOf, cancelAsStaff, funnelSays, payDeposit, placeOrder, resettle, pressReturned } from './steps'
import { dilnoza, manager, openTown, owner, ownerBot, shopBot, until, type Town } from './town'

const second = 1_000
const all = { after: 0 }
/** How far the api's clock is behind: what Click prepares by it is let go that much sooner. */
let behindMs = 0
let town: Town
beforeAll(async () => {
  town = await openTown({
    withOwnerBot: true,
    settings: { nudgesMs: [], depositFate: 'ask_owner' },
    apiNow: () => Date.now() - behindMs,
  })
  for (const bot of [shopBot, ownerBot]) await town.sandbox.as(owner).send(bot, '/start')
  await town.sandbox.as(manager).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())
afterEach(() => {
  behindMs = 0
})

/** Click prepares the payment and is silent for so long that we let it go. Resolves with Click's payment. */
async function prepareAndForget(paymentId: string): Promise<string> {
  const ask = await askOf(town, paymentId)
  behindMs = holdLimitMs.click - 2 * second
  const { id, outcome } = await town.sandbox.as(dilnoza).payClick(shopBot, '💳 Click', 'disconnect', ask)
  behindMs = 0
  expect(outcome).toBe('waiting')
  return id
}

test('money for an expired deposit brings the order back, which goes on to its balance and to the florists', async () => {
  await resettle(town, { depositExpiryMs: 5 * second })
  const before = await availableOf(town, 'bahor')
  const { id, number, payments } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const clickId = await prepareAndForget(payments[0]!.id)
  expect(await town.ended(id)).toEqual({ state: 'expired' })
  expect(await availableOf(town, 'bahor')).toBe(before)
  await funnelSays(town, /Не оплачен вовремя — 1/)

  expect(await town.sandbox.click.complete(clickId)).toMatchObject({ outcome: 'paid', faults: [] })
  const balanceAsk = await askOf(town, payments[1]!.id)
  const order = await town.orderOf(dilnoza)
  expect(order).toMatchObject({ id, state: 'awaiting_payment', paid: 4_500_000n, dueNow: 10_500_000n })
  expect(stagesOf(order)).toEqual([
    ['deposit', 'paid', 4_500_000n],
    ['balance', 'due', 10_500_000n],
  ])
  expect(await availableOf(town, 'bahor')).toBe(before - 1)
  expect(await refundsOf(town, id)).toEqual([])
  await town.sandbox
    .as(dilnoza)
    .waitFor(shopBot, new RegExp(`keldi, lekin gullar hali bor\\.\nBuyurtma №${number}`), all)
  await town.sandbox.as(owner).waitFor(shopBot, new RegExp(`По заказу №${number} пришёл опоздавший платёж`), all)

  const { typedSearchAttributes } = await town.temporal.client.workflow
    .getHandle(orderWorkflowId(demoBusiness.id, id))
    .describe()
  const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)
  expect(typedSearchAttributes.get(keyword('RevivedFrom'))).toBe('expired')
  expect(typedSearchAttributes.get(keyword('OrderStage'))).toBe('balance_due')
  expect(await funnelSays(town, /Ждёт остатка — 1/)).not.toContain('Не оплачен вовремя')

  const paid = await town.sandbox.as(dilnoza).payClick(shopBot, '💳 Click', 'pay', balanceAsk)
  expect(paid).toMatchObject({ outcome: 'paid', faults: [] })
  expect(await town.untilOrder(dilnoza, 'offered')).toMatchObject({ paid: 15_000_000n, dueNow: 0n })
  expect(await entriesOf(town, id)).toEqual([
    entry('deposit', 'hold', 'click', 4_500_000n),
    entry('deposit', 'release', 'click', 4_500_000n, 'timer'),
    entry('deposit', 'perform', 'click', 4_500_000n),
    entry('balance', 'hold', 'click', 10_500_000n),
    entry('balance', 'perform', 'click', 10_500_000n),
  ])
  expect(await funnelSays(town, /ждёт флориста — 1/)).not.toContain('Не оплачен вовремя')
})

test('a balance that comes while the owner thinks about the deposit takes the question away', async () => {
  await resettle(town, { depositExpiryMs: 60 * second, balanceExpiryMs: 5 * second })
  const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  await payDeposit(town, dilnoza)
  const clickId = await prepareAndForget(`${id}.b`)
  await town.sandbox
    .as(owner)
    .waitFor(shopBot, new RegExp(`Заказ №${number} закрыт[\\s\\S]*Что сделать с предоплатой`), all)

  expect(await town.sandbox.click.complete(clickId)).toMatchObject({ outcome: 'paid', faults: [] })
  expect(await town.untilOrder(dilnoza, 'offered')).toMatchObject({ id, paid: 15_000_000n, dueNow: 0n })
  const old = await town.sandbox.as(owner).press(shopBot, { data: `df:${id}:refund` })
  expect(old).toMatchObject({ answer: { text: 'О предоплате уже решено.' } })
  expect(await refundsOf(town, id)).toEqual([])
  await resettle(town, { balanceExpiryMs: 60 * second })
})

test('money for flowers that were sold meanwhile is kept in the book and goes back', async () => {
  await resettle(town, { depositExpiryMs: 5 * second })
  const { id, number, payments } = await placeOrder(town, dilnoza, { product: 'orxideya', plan: 'deposit' })
  const { id: paymentId, amount } = payments[0]!
  const clickId = await prepareAndForget(paymentId)
  expect(await town.ended(id)).toEqual({ state: 'expired' })
  await town.sql`UPDATE products SET stock = 0 WHERE id = 'orxideya'`

  expect(await town.sandbox.click.complete(clickId)).toMatchObject({ outcome: 'paid', faults: [] })
  const boss = town.sandbox.as(owner)
  await boss.waitFor(shopBot, new RegExp(`По закрытому заказу №${number} пришёл платёж`), all)
  await boss.waitFor(shopBot, new RegExp(`↩️ Верните[\\s\\S]*Заказ №${number}[\\s\\S]*${clickId}`), all)
  await town.sandbox.as(dilnoza).waitFor(shopBot, new RegExp(`⚠️ Buyurtma №${number} uchun`), all)
  const landed = [
    entry('deposit', 'hold', 'click', amount),
    entry('deposit', 'release', 'click', amount, 'timer'),
    entry('deposit', 'perform', 'click', amount),
  ]
  expect(await entriesOf(town, id)).toEqual(landed)
  expect(await town.orderOf(dilnoza)).toMatchObject({ id, state: 'expired', paid: amount, dueNow: 0n })
  const refund = { provider: 'click', externalId: clickId, reason: 'late_money' }
  expect(await refundsOf(town, id)).toEqual([{ ...refund, state: 'awaiting_staff', completedBy: null }])
  expect(await availableOf(town, 'orxideya')).toBe(0)

  await pressReturned(town, paymentId)
  await until('the refund is done', async () =>
    (await refundsOf(town, id))[0]?.state === 'completed' ? true : undefined,
  )
  expect(await entriesOf(town, id)).toEqual([...landed, entry('deposit', 'refund', 'click', amount, `staff:${owner}`)])
  expect(await town.orderOf(dilnoza)).toMatchObject({ id, state: 'expired', paid: 0n, dueNow: 0n })
})

test('money for an order that staff cancelled goes back, though its flowers are there', async () => {
  await resettle(town, { depositExpiryMs: 60 * second })
  const before = await availableOf(town, 'bahor')
  const { id, payments } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const ask = await askOf(town, payments[0]!.id)
  const prepared = await town.sandbox.as(dilnoza).payClick(shopBot, '💳 Click', 'disconnect', ask)
  await cancelAsStaff(town, id)
  expect(await town.ended(id)).toEqual({ state: 'cancelled' })

  expect(await town.sandbox.click.complete(prepared.id)).toMatchObject({ outcome: 'paid', faults: [] })
  expect(await refundsForStaff(town, id)).toEqual([
    {
      provider: 'click',
      externalId: prepared.id,
      reason: 'late_money',
      state: 'awaiting_staff',
      completedBy: null,
    },
  ])
  expect(await town.orderOf(dilnoza)).toMatchObject({ id, state: 'cancelled', paid: 4_500_000n, dueNow: 0n })
  expect(await availableOf(town, 'bahor')).toBe(before)
  expect(await entriesOf(town, id)).toEqual([
    entry('deposit', 'hold', 'click', 4_500_000n),
    entry('deposit', 'release', 'click', 4_500_000n, 'staff:2002'),
    entry('deposit', 'perform', 'click', 4_500_000n),
  ])
})
