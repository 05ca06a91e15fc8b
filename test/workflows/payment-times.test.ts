import { setBuyerNudges } from '../../db/buyers'
import { buyer, day, hour, minute, openShop, owner, type Shop } from './shop'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())
/** What waits for 09:00 comes at 09:00; how it is spread, say the tests of the schedule. */
beforeEach(() => shop.settle({ quietEndSpreadMs: 0 }))

test('a balance is nudged after 1, 6 and 24 hours and expires after 72', async () => {
  const order = await shop.placeAt(12, 'deposit_balance')
  await order.pay('deposit')
  const opened = await order.opened('balance')
  await shop.env.sleep(72 * hour + minute)
  await order.inState('expired')
  expect(order.told('payment_nudge', opened)).toEqual([60, 360, 1440])
  expect(await order.facts('nudge_sent', opened)).toEqual([60, 360, 1440])
  expect(await order.facts('payment_expired', opened)).toEqual([72 * 60])
  await shop.lifecycles.decideDeposit(order.order, owner, 'keep')
})

test('a nudge that falls into the quiet hours comes at 09:00; a deposit expires after 24 hours', async () => {
  const order = await shop.placeAt(18, 'deposit_balance')
  await shop.env.sleep(25 * hour)
  await order.inState('expired')
  // 19:00, and midnight moved to 09:00; the third would fall on the deadline.
  expect(order.told('payment_nudge', order.first)).toEqual([60, 15 * 60])
  expect(await order.facts('payment_expired', order.first)).toEqual([24 * 60])
  expect(await order.facts('order_expired', order.first)).toEqual([24 * 60])
})

test('nobody is nudged for what is paid', async () => {
  const order = await shop.placeAt(12, 'full')
  await shop.env.sleep(2 * hour)
  await order.pay('full')
  await shop.env.sleep(2 * day)
  expect(order.told('payment_nudge', order.first)).toEqual([60])
  await shop.lifecycles.cancel(order.order, owner, 'test')
})

test('nobody is nudged for an order that was cancelled', async () => {
  const order = await shop.placeAt(12, 'full')
  await shop.env.sleep(2 * hour)
  await shop.lifecycles.cancel(order.order, buyer, 'changed_mind')
  await shop.env.sleep(2 * day)
  expect(order.told('payment_nudge', order.first)).toEqual([60])
  expect(await order.stateOf('full')).toBe('cancelled')
  expect(await order.facts('payment_expired', order.first)).toEqual([])
})

test('a buyer who wants no reminders gets none, and the book says so', async () => {
  const order = await shop.placeAt(12, 'full')
  await shop.env.sleep(2 * hour)
  await setBuyerNudges(shop.sql, { businessId: order.order.businessId, buyerId: 'telegram:42' }, false)
  await shop.env.sleep(23 * hour)
  await order.inState('expired')
  expect(order.told('payment_nudge', order.first)).toEqual([60])
  expect(await order.facts('nudge_sent', order.first)).toEqual([60])
  expect(await order.facts('nudge_skipped', order.first)).toEqual([360])
})

test('staff switch the nudges of one order off and on again', async () => {
  const order = await shop.placeAt(12, 'deposit_balance')
  await order.pay('deposit')
  const opened = await order.opened('balance')
  await shop.env.sleep(2 * hour)
  await shop.lifecycles.switchNudges(order.order, owner, false)
  await shop.env.sleep(10 * hour)
  expect(order.told('payment_nudge', opened)).toEqual([60])
  // It is midnight: what was missed meanwhile is one nudge at 09:00; the third comes at its own time.
  await shop.lifecycles.switchNudges(order.order, owner, true)
  await shop.env.sleep(61 * hour)
  await order.inState('expired')
  expect(order.told('payment_nudge', opened)).toEqual([60, 21 * 60, 1440])
  await shop.lifecycles.decideDeposit(order.order, owner, 'keep')
})

test('the buyer gets more time once', async () => {
  const order = await shop.placeAt(12, 'full')
  await shop.env.sleep(hour * 2)
  const first = await shop.lifecycles.extend(order.address('full'), 'buyer')
  expect(first).toEqual({ ok: true, expiresAt: order.first + 48 * hour })
  const second = await shop.lifecycles.extend(order.address('full'), 'buyer')
  expect(second).toEqual({ ok: false, refusal: 'extended_before', expiresAt: order.first + 48 * hour })
  await shop.env.sleep(45 * hour)
  expect(await order.state()).toBe('awaiting_payment')
  await shop.env.sleep(2 * hour)
  await order.inState('expired')
  expect(await order.facts('payment_expired', order.first)).toEqual([48 * 60])
  expect(order.told('payment_nudge', order.first)).toEqual([60, 360, 1440])
})

test('a payment that Payme holds does not expire; after 12 hours the hold is let go and the past deadline ends it', async () => {
  const order = await shop.placeAt(12, 'full')
  await shop.env.sleep(20 * hour)
  expect(await order.hold('full', '5f00000000000000000000aa')).toMatchObject({ ok: true, payment: 'held' })
  await shop.env.sleep(11 * hour)
  expect(await order.stateOf('full')).toBe('held')
  expect(await order.state()).toBe('awaiting_payment')
  await shop.env.sleep(2 * hour)
  await order.inState('expired')
  expect(await order.facts('payment_released', order.first)).toEqual([32 * 60])
  expect(await order.facts('payment_expired', order.first)).toEqual([32 * 60])
  expect(order.told('payment_nudge', order.first)).toEqual([60, 360])
})

test('a nudge that was missed in a hold, which is let go in the night, comes at 09:00', async () => {
  const order = await shop.placeAt(12, 'full')
  await shop.env.sleep(2 * hour)
  const hold = { provider: 'payme', externalId: '5f00000000000000000000ab' } as const
  expect(await order.hold('full', hold.externalId)).toMatchObject({ ok: true, payment: 'held' })
  await shop.env.sleep(9 * hour)
  // The second nudge was due at 18:00; it is 23:00.
  expect(await shop.lifecycles.release(order.address('full'), { ...hold, reason: 3 })).toMatchObject({ ok: true })
  await shop.env.sleep(14 * hour)
  await order.inState('expired')
  expect(order.told('payment_nudge', order.first)).toEqual([60, 21 * 60])
  expect(await order.facts('payment_expired', order.first)).toEqual([24 * 60])
})

test('staff who ask for a reminder get it at once, in the quiet hours too, and the schedule goes on', async () => {
  const order = await shop.placeAt(23, 'full')
  await shop.lifecycles.nudgeNow(order.address('full'), 'staff:2001')
  await shop.env.sleep(25 * hour)
  await order.inState('expired')
  // At once; 00:00 and 05:00 both become 09:00, which is one nudge.
  expect(order.told('payment_nudge', order.first)).toEqual([0, 600])
  expect(await order.facts('nudge_sent', order.first)).toEqual([600])
})
