import { refundWorkflowId } from '../../domain/ids'
import { taskQueues } from '../../workflows/task-queues'
import { buyer, courier, day, florist, hour, minute, openShop, owner, type Shop } from './shop'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())
beforeEach(() => shop.settle())

test('an order that nobody takes is offered again and then a person is told; late staff are told about once each', async () => {
  const { env, lifecycles } = shop
  const { order, ...placed } = await shop.placeAt(12, 'full')
  await placed.pay('full')
  await placed.inState('offered')
  await env.sleep(hour)
  expect(placed.told('offer', placed.first)).toEqual([0, 10])
  expect(placed.told('offer_unanswered', placed.first)).toEqual([20])
  expect(await placed.facts('order_late', placed.first)).toEqual([20])

  const accepted = await env.currentTimeMs()
  expect(await lifecycles.accept(order, florist)).toEqual({ ok: true, state: 'accepted' })
  await env.sleep(5 * hour)
  expect(placed.told('order_late', accepted)).toEqual([120])
  const assembled = await env.currentTimeMs()
  expect(await lifecycles.assembled(order, florist)).toEqual({ ok: true, state: 'assembled' })
  await env.sleep(5 * hour)
  expect(placed.told('order_late', assembled).slice(1)).toEqual([120])
  expect((await placed.facts('order_late', assembled)).slice(2)).toEqual([120])

  const handedOver = await env.currentTimeMs()
  await lifecycles.handOver(order, courier)
  await env.sleep(5 * hour)
  expect(placed.told('order_late', handedOver).slice(2)).toEqual([120])
  expect((await placed.facts('order_late', handedOver)).slice(3)).toEqual([120])
  expect(await placed.waitedFor()).toEqual(['florist', 'assembly', 'courier', 'delivery'])
  const delivered = await env.currentTimeMs()
  expect(await lifecycles.delivered(order, courier)).toEqual({ ok: true, state: 'delivered' })
  await env.sleep(7 * day)
  expect(placed.told('rating_ask', delivered)).toEqual([120])
  expect(await placed.state()).toBe('delivered')
  await env.sleep(3 * hour)
  await placed.inState('closed')
  expect(await placed.facts('order_closed', delivered)).toEqual([7 * 24 * 60 + 120])
})

test('a rating before it is asked for closes the order, and nobody asks', async () => {
  const { order, ...placed } = await shop.placeAt(12, 'full')
  await placed.pay('full')
  await placed.inState('offered')
  await shop.lifecycles.accept(order, florist)
  await shop.lifecycles.assembled(order, florist)
  await shop.lifecycles.handOver(order, courier)
  await shop.lifecycles.delivered(order, courier)
  await shop.env.sleep(hour)
  await shop.lifecycles.rate(order, 5)
  await placed.inState('closed')
  await shop.env.sleep(day)
  expect(placed.told('rating_ask', placed.first)).toEqual([])
  expect(placed.told('order_late', placed.first)).toEqual([])
})

test('the owner is reminded of a refund every day until it is done', async () => {
  const { order, ...placed } = await shop.placeAt(12, 'deposit_balance')
  await placed.pay('deposit')
  await placed.opened('balance')
  const cancelled = await shop.env.currentTimeMs()
  expect(await shop.lifecycles.cancel(order, buyer, 'changed_mind')).toEqual({ ok: true, state: 'cancelled' })
  await shop.env.sleep(50 * hour)
  expect(placed.told('refund_todo', cancelled)).toEqual([0, 1440, 2880])
  const { businessId, paymentId } = placed.address('deposit')
  const externalId = `${order.orderId}deposit`
  const done = await shop.lifecycles.confirmRefund({ businessId, paymentId, provider: 'manual', externalId }, '2001')
  expect(done).toMatchObject({ ok: true, payment: 'refunded' })
  await placed.inState('refunded')
  await shop.env.sleep(3 * day)
  expect(placed.told('refund_todo', cancelled)).toEqual([0, 1440, 2880])
})

test('a preorder waits for its goods for 20 days without a word, then asks for its balance', async () => {
  const { order, ...placed } = await shop.placeAt(12, 'preorder')
  await placed.pay('deposit')
  await placed.inState('awaiting_goods')
  await shop.env.sleep(20 * day)
  expect(await placed.state()).toBe('awaiting_goods')
  expect(await placed.stateOf('balance')).toBe('scheduled')
  expect(placed.told('payment_nudge', placed.first)).toEqual([])

  expect(await shop.lifecycles.goodsArrived(order, owner)).toEqual({ ok: true, state: 'awaiting_payment' })
  const opened = await placed.opened('balance')
  expect(Math.round((opened - placed.first) / day)).toBe(20)
  await shop.env.sleep(2 * hour + minute)
  expect(placed.told('payment_due', opened)).toEqual([Math.round((placed.first - opened) / minute), 0])
  expect(placed.told('payment_nudge', opened)).toEqual([60])
  await placed.pay('balance')
  await placed.inState('offered')
})

test('an order given back and taken again is late once, and a second press of “delivered” is no rating', async () => {
  const { order, ...placed } = await shop.place('full')
  await placed.pay('full')
  await placed.inState('offered')
  await shop.lifecycles.accept(order, florist)
  await shop.lifecycles.giveBack(order, florist)
  await shop.lifecycles.accept(order, florist)
  await shop.env.sleep(5 * hour)
  // Late once in this round of the work, whatever was said in an earlier one.
  expect(placed.told('order_late', placed.first)).toHaveLength(1)
  await shop.lifecycles.assembled(order, florist)
  await shop.lifecycles.handOver(order, courier)
  await shop.lifecycles.delivered(order, courier)
  await shop.lifecycles.delivered(order, courier)
  await shop.env.sleep(day)
  expect(await placed.state()).toBe('delivered')
  await shop.lifecycles.rate(order, 4)
  expect(await placed.ended()).toEqual({ state: 'closed' })
})

test.each([
  ['a florist makes it', 0],
  ['it is assembled', 1],
  ['it is out for delivery', 1],
])('an order cancelled while %s: florists hear it, and %i times couriers', async (while_, couriers) => {
  const { order, ...placed } = await shop.place('full')
  await placed.pay('full')
  await placed.inState('offered')
  await shop.lifecycles.accept(order, florist)
  if (while_ !== 'a florist makes it') await shop.lifecycles.assembled(order, florist)
  if (while_ === 'it is out for delivery') await shop.lifecycles.handOver(order, courier)
  expect(await shop.lifecycles.cancel(order, owner, 'test')).toEqual({ ok: true, state: 'cancelled' })
  await placed.untilTold('order_ended_for_staff', 1)
  await placed.untilTold('refund_todo', 1)
  expect(placed.told('order_ended_for_couriers', placed.first)).toHaveLength(couriers)
})

test('the money of an assembled order goes back through its provider: couriers hear that it is over', async () => {
  const { order, ...placed } = await shop.place('full')
  await placed.hold('full', 'assembled1')
  const money = { provider: 'payme', externalId: 'assembled1' } as const
  await shop.lifecycles.perform(placed.address('full'), money)
  await placed.inState('offered')
  await shop.lifecycles.accept(order, florist)
  await shop.lifecycles.assembled(order, florist)
  const refund = { ...money, reason: 5, providerTime: await shop.env.currentTimeMs() }
  await shop.lifecycles.refundByProvider({ ...placed.address('full'), ...money }, refund)
  await placed.inState('refunded')
  await placed.untilTold('order_ended_for_couriers', 1)
})

test('a refund that a provider began and never finished does not keep the shop from giving the money back', async () => {
  const { order, ...placed } = await shop.placeAt(12, 'full')
  await placed.pay('full')
  await placed.inState('offered')
  const { businessId, paymentId } = placed.address('full')
  const start = { businessId, paymentId, provider: 'manual' as const, externalId: `${order.orderId}full` }
  await shop.env.client.workflow.start('refund', {
    workflowId: refundWorkflowId(businessId, paymentId, start),
    taskQueue: taskQueues.orderly,
    args: [{ ...start, begunByProvider: true }],
  })
  await shop.lifecycles.cancel(order, owner, 'test')
  await shop.env.sleep(hour)
  expect(await placed.refunds(1)).toEqual(['manual cancelled_by_staff awaiting_staff'])
  await placed.confirm('full', 'manual', start.externalId)
  await placed.inState('refunded')
})
