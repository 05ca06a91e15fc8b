import { WithStartWorkflowOperation } from '@temporalio/client'
import { orderWorkflowId, paymentWorkflowId, refundWorkflowId } from '../../domain/ids'
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import { demoBusiness } from '../../db/demo-shop'
import { performPayment, releasePayment } from '../../db/ledger'
import { paymentIdOf } from '../../domain/payment-plan'
import { cancel } from '../../workflows/order/messages'
import { switchNudges } from '../../workflows/payment/messages'
import { taskQueues } from '../../workflows/task-queues'
import { until } from '../sandbox/recorder'
import { buyer, openShop, owner, type Shop } from './shop'

/** Two things that happen to an order in the same moment: nothing is lost, and its lifecycle never breaks. */
let shop: Shop
beforeAll(async () => {
  shop = await openShop({ time: 'is real' })
})
afterAll(() => shop.close())
afterEach(() => shop.unhush())
beforeEach(() => shop.settle(settings))

/** Whoever does not pay within a second is too late. */
const settings = { depositExpiryMs: 1_000, balanceExpiryMs: 1_000 }
const inPeace = { depositExpiryMs: 60_000, balanceExpiryMs: 60_000 }

const openWorkflowsOf = async (orderId: string) => {
  const ids = [
    orderWorkflowId(demoBusiness.id, orderId),
    paymentWorkflowId(demoBusiness.id, paymentIdOf(orderId, 'full')),
  ]
  const seen = await Promise.all(
    ids.map((id) =>
      shop.env.client.workflow
        .getHandle(id)
        .describe()
        .then(({ status }) => status.name)
        .catch(() => 'none'),
    ),
  )
  return seen.filter((status) => status === 'RUNNING').length
}

test('late money that lands while the last words of its order are being said brings the order back', async () => {
  shop.hush('payment_expired')
  const order = await shop.place('full')
  await order.inState('expired')
  await order.land('full', 'late-at-the-end')
  await order.inState('offered')
  expect(await order.stateOf('full')).toBe('paid')
  shop.unhush()
  expect(await shop.lifecycles.cancel(order.order, owner, 'test')).toEqual({ ok: true, state: 'cancelled' })
  expect(await order.refunds(1)).toEqual(['telegram_fiat cancelled_by_staff awaiting_staff'])
  await order.confirm('full', 'telegram_fiat', 'late-at-the-end')
  await order.inState('refunded')
  expect(await order.ended()).toEqual({ state: 'refunded' })
})

test('late money while the owner is being told that the deposit stays: the order goes on', async () => {
  await shop.settle({ ...settings, depositFate: 'keep' })
  shop.hush('deposit_kept')
  const order = await shop.place('deposit_balance')
  await order.pay('deposit')
  await order.opened('balance')
  await order.inState('expired')
  await order.land('balance', 'late-balance')
  await order.inState('offered')
  shop.unhush()
  await shop.lifecycles.cancel(order.order, owner, 'test')
  expect(await order.refunds(2)).toEqual([
    'manual cancelled_by_staff awaiting_staff',
    'telegram_fiat cancelled_by_staff awaiting_staff',
  ])
})

test('paid twice and then cancelled: both monies go back, each once, and the order ends as refunded', async () => {
  const order = await shop.place('full')
  await order.pay('full')
  await order.inState('offered')
  await order.land('full', 'second-money')
  expect(await order.refunds(1)).toEqual(['telegram_fiat paid_twice awaiting_staff'])
  expect(await shop.lifecycles.cancel(order.order, buyer, 'changed_mind')).toEqual({ ok: true, state: 'cancelled' })
  expect(await order.refunds(2)).toEqual([
    'manual cancelled_by_buyer awaiting_staff',
    'telegram_fiat paid_twice awaiting_staff',
  ])
  expect(await order.confirm('full', 'telegram_fiat', 'second-money')).toMatchObject({ ok: true, payment: 'paid' })
  expect(await order.state()).toBe('cancelled')
  const own = `${order.order.orderId}full`
  expect(await order.confirm('full', 'manual', own)).toMatchObject({ ok: true, payment: 'refunded' })
  expect(await order.ended()).toEqual({ state: 'refunded' })
  await order.untilTold('refund_completed', 2)
})

test('money of the wrong sum is on its way back at once, and the stage still waits for the right sum', async () => {
  const order = await shop.place('full')
  await order.land('full', 'short', { short: true })
  expect(await order.refunds(1)).toEqual(['telegram_fiat wrong_amount awaiting_staff'])
  expect(await order.stateOf('full')).toBe('due')
  await order.untilTold('late_money_for_owner', 1)
  await order.pay('full')
  await order.inState('offered')
  expect(await shop.lifecycles.cancel(order.order, owner, 'test')).toMatchObject({ ok: true })
})

test('a cancel that comes with the first task of an order finds the order placed', async () => {
  const orderId = 'crossing-first'
  const start = new WithStartWorkflowOperation('order', {
    workflowId: orderWorkflowId(demoBusiness.id, orderId),
    taskQueue: taskQueues.orderly,
    args: [
      {
        businessId: demoBusiness.id,
        orderId,
        request: { buyerId: 'telegram:42', lines: [{ productId: 'bahor', quantity: 1 }], plan: 'full' },
      },
    ],
    workflowIdConflictPolicy: 'FAIL',
  })
  const answer = await shop.env.client.workflow.executeUpdateWithStart(cancel, {
    args: [{ ...buyer, reason: 'changed_mind' }],
    startWorkflowOperation: start,
  })
  expect(answer).toEqual({ ok: true, state: 'cancelled' })
  expect(await (await start.workflowHandle()).result()).toEqual({ state: 'cancelled' })
  expect(await openWorkflowsOf(orderId)).toBe(0)
})

test('cancelled in any moment of its first second, an order ends with everything it began', async () => {
  const lines = [{ productId: 'bahor', quantity: 1 }]
  const orders = Array.from({ length: 20 }, (_, index) => ({
    businessId: demoBusiness.id,
    orderId: `crossing${index}`,
  }))
  const ends = orders.map(async (order, index) => {
    await shop.lifecycles.placeOrder(order, { buyerId: 'telegram:42', lines, plan: 'full' })
    await new Promise((resolve) => setTimeout(resolve, index * 5))
    expect(await shop.lifecycles.cancel(order, buyer, 'changed_mind')).toEqual({ ok: true, state: 'cancelled' })
    const handle = shop.env.client.workflow.getHandle(orderWorkflowId(demoBusiness.id, order.orderId))
    expect(await handle.result()).toEqual({ state: 'cancelled' })
    return openWorkflowsOf(order.orderId)
  })
  expect(await Promise.all(ends)).toEqual(orders.map(() => 0))
  const [payments] = await shop.sql`
    SELECT count(*)::int AS open FROM payments WHERE order_id LIKE 'crossing%' AND state <> 'cancelled'`
  expect(payments).toEqual({ open: 0 })
})

test('the goods arrive and the buyer cancels at once: one is first, and the order ends well either way', async () => {
  for (let round = 0; round < 5; round++) {
    const { order, ...placed } = await shop.place('preorder')
    await placed.pay('deposit')
    await placed.inState('awaiting_goods')
    const [, cancelled] = await Promise.all([
      shop.lifecycles.goodsArrived(order, owner),
      shop.lifecycles.cancel(order, buyer, 'changed_mind'),
    ])
    expect(cancelled).toEqual({ ok: true, state: 'cancelled' })
    expect(await placed.refunds(1)).toEqual(['manual cancelled_by_buyer awaiting_staff'])
    await placed.confirm('deposit', 'manual', `${order.orderId}deposit`)
    expect(await placed.ended()).toEqual({ state: 'refunded' })
  }
})

test('money that lands while an ending run asks the book for the last time is followed all the same', async () => {
  const order = await shop.place('full')
  await shop.lifecycles.cancel(order.order, owner, 'test')
  await order.ended()
  shop.hush('stateOfPayment')
  // Refused, for the order was cancelled; its run ends by asking how the payment stands.
  const refused = order.hold('full', 'a'.repeat(24)).catch(() => undefined)
  await shop.env.sleep(3_000)
  await order.land('full', 'in-between')
  // Long enough for the task to be renewed, so that the money comes in beside the question.
  await shop.env.sleep(6_500)
  shop.unhush()
  await refused
  expect(await order.refunds(1)).toEqual(['telegram_fiat late_money awaiting_staff'])
})

test('a message that the database refuses for its content fails alone: the next one is heard', async () => {
  const order = await shop.place('full')
  await expect(shop.lifecycles.cancel(order.order, owner, 'half an emoji: \ud83c')).rejects.toThrow(
    'Workflow Update failed',
  )
  expect(await shop.lifecycles.cancel(order.order, owner, 'a whole one: 🌹')).toEqual({ ok: true, state: 'cancelled' })
  expect(await order.ended()).toEqual({ state: 'cancelled' })
})

test('a hold that was refused while another had the payment is granted once that is gone', async () => {
  await shop.settle(inPeace)
  const order = await shop.place('full')
  const [one, two] = ['1'.repeat(24), '2'.repeat(24)] as const
  expect(await order.hold('full', one)).toMatchObject({ ok: true })
  expect(await order.hold('full', two)).toMatchObject({ ok: false, refusal: 'held_by_another' })
  await shop.lifecycles.release(order.address('full'), { provider: 'payme', externalId: one, reason: 3 })
  expect(await order.hold('full', two)).toMatchObject({ ok: true, payment: 'held' })
  await shop.lifecycles.cancel(order.order, owner, 'test')
})

test('money that the book has and the lifecycle never heard of: the provider says it again, and the order goes on', async () => {
  await shop.settle(inPeace)
  const order = await shop.place('full')
  const address = order.address('full')
  const externalId = '3'.repeat(24)
  const transaction = { provider: 'payme', externalId } as const
  expect(await order.hold('full', externalId)).toMatchObject({ ok: true })
  // As a worker does whose task is never written down, because Temporal goes away.
  expect((await performPayment(shop.sql, address, transaction, Date.now())).landing).toBe('paid')
  await shop.lifecycles.saidAgain(address, { ...transaction, step: 'perform' })
  await order.inState('offered')
  // Once the payment's lifecycle has ended there is nobody to tell, and nothing to do.
  await shop.lifecycles.saidAgain(address, { ...transaction, step: 'perform' })
  await shop.lifecycles.cancel(order.order, owner, 'test')
})

test('money whose answer is written down together with something else that happens: the order goes on', async () => {
  await shop.settle(inPeace)
  for (const what of ['perform', 'cash'] as const) {
    const order = await shop.place('full')
    const address = order.address('full')
    const externalId = `crossed-${what}`
    if (what === 'perform') await order.hold('full', externalId)
    shop.hush('performPayment')
    shop.hush('receiveCash')
    const answer =
      what === 'perform'
        ? shop.lifecycles.perform(address, { provider: 'payme', externalId })
        : shop.lifecycles.markPaidByHand(address, { staffId: '2001', pressId: externalId })
    await shop.env.sleep(1_000)
    // A lifecycle that wants to end while it has not heard of this loses the task, and the answer with it.
    const lifecycle = shop.env.client.workflow.getHandle(paymentWorkflowId(demoBusiness.id, address.paymentId))
    await lifecycle.signal(switchNudges, { on: false })
    shop.unhush()
    expect(await answer).toMatchObject({ ok: true, payment: 'paid' })
    await order.inState('offered')
    await shop.lifecycles.cancel(order.order, owner, 'test')
  }
})

test('a hold that the book has let go and the lifecycle never heard of: the provider says it again, and time runs on', async () => {
  await shop.settle({ depositExpiryMs: 3_000, balanceExpiryMs: 3_000 })
  const order = await shop.place('full')
  const address = order.address('full')
  const transaction = { provider: 'payme', externalId: '4'.repeat(24) } as const
  expect(await order.hold('full', transaction.externalId)).toMatchObject({ ok: true })
  expect(await releasePayment(shop.sql, address, { ...transaction, reason: 3 }, Date.now())).toMatchObject({ ok: true })
  await shop.lifecycles.saidAgain(address, { ...transaction, step: 'release' })
  await order.inState('expired')
})

test('what is said about unexpected money is said though the stage was paid meanwhile', async () => {
  await shop.settle(inPeace)
  shop.hush('late_money')
  const order = await shop.place('full')
  await order.land('full', 'wrong-sum', { short: true })
  await order.refunds(1)
  await order.pay('full')
  shop.unhush()
  await order.untilTold('late_money_for_owner', 1)
  await order.inState('offered')
  await shop.lifecycles.cancel(order.order, owner, 'test')
})

test('an order whose money is back is refunded, though Telegram does not take the last words about it', async () => {
  const order = await shop.place('full')
  await order.pay('full')
  await order.inState('offered')
  await shop.lifecycles.cancel(order.order, owner, 'test')
  await order.refunds(1)
  shop.hush('refund_completed')
  await order.confirm('full', 'manual', `${order.order.orderId}full`)
  await order.inState('refunded')
})

test('an order is as urgent as its payment, so thousands of reminders do not hold it up; a refund is less so', async () => {
  await shop.settle(inPeace)
  const order = await shop.place('full')
  const { businessId, paymentId } = order.address('full')
  const urgencyOf = async (workflowId: string) => {
    const { raw } = await shop.env.client.workflow.getHandle(workflowId).describe()
    return raw.workflowExecutionInfo?.priority?.priorityKey
  }
  expect(await urgencyOf(paymentWorkflowId(businessId, paymentId))).toBe(1)
  expect(await urgencyOf(orderWorkflowId(businessId, order.order.orderId))).toBe(1)
  await order.pay('full')
  await shop.lifecycles.cancel(order.order, owner, 'test')
  await order.refunds(1)
  const refund = { provider: 'manual', externalId: `${order.order.orderId}full` } as const
  expect(await urgencyOf(refundWorkflowId(businessId, paymentId, refund))).toBe(3)
})

test('the list of workflows shows a payment’s stage and its deadline as they are now', async () => {
  const order = await shop.place('full')
  const { paymentId } = order.address('full')
  const shown = async () => {
    const { typedSearchAttributes } = await shop.env.client.workflow
      .getHandle(paymentWorkflowId(demoBusiness.id, paymentId))
      .describe()
    return [
      typedSearchAttributes.get(defineSearchAttributeKey('PaymentStage', SearchAttributeType.KEYWORD)),
      typedSearchAttributes.get(defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME))?.getTime(),
    ]
  }
  const [row] = await shop.sql<{ at: Date }[]>`SELECT expires_at AS at FROM payments WHERE id = ${paymentId}`
  const due = row!.at.getTime()
  // Shown from the start: the deadline that the order expected, some milliseconds before the one in the book.
  const [stage, expected] = await shown()
  expect(stage).toBe('due')
  expect(Math.abs(Number(expected) - due)).toBeLessThan(60_000)
  // A provider takes some seconds, which the list does not tell of; more time it does.
  await order.hold('full', 'b'.repeat(24))
  expect(await shown()).toEqual(['due', expected])
  await shop.lifecycles.release(order.address('full'), { provider: 'payme', externalId: 'b'.repeat(24), reason: 3 })
  const extended = await shop.lifecycles.extend(order.address('full'), 'buyer')
  if (!extended.ok) throw new Error('no more time was given')
  await until(async () => (await shown())[1] === extended.expiresAt, 'the list shows the new deadline')
  await shop.lifecycles.cancel(order.order, owner, 'test')
  await order.ended()
  expect((await shown())[0]).toBe('cancelled')
})
