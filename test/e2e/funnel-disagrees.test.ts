import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common'
import { demoBusiness } from '../../db/demo-shop'
import { orderWorkflowId } from '../../domain/ids'
import { funnelSays, placeOrder } from './steps'
import { dilnoza, ivan, openTown, owner, ownerBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ withOwnerBot: true, settings: { nudgesMs: [] } })
  await town.sandbox.as(owner).send(ownerBot, '/start')
}, 120_000)
afterAll(() => town.close())

const differences = (funnel: string) => funnel.split('\n').filter((line) => /: Temporal \d+, события \d+$/.test(line))

test('an order whose lifecycle was terminated by hand is named as a disagreement, with both counts', async () => {
  const { id } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  await placeOrder(town, ivan, { product: 'bahor', plan: 'deposit' })
  await funnelSays(town, /Ждёт предоплаты — 2/)

  await town.temporal.client.workflow
    .getHandle(orderWorkflowId(demoBusiness.id, id))
    .terminate('an operator went too far')
  const funnel = await funnelSays(town, /Ждёт предоплаты — 1/, { disagreeing: true })
  expect(differences(funnel)).toEqual(['Ждёт предоплаты: Temporal 1, события 2'])
  // The owner is told, and nothing is put right behind the owner's back.
  expect(await town.orderOf(dilnoza)).toMatchObject({ id, state: 'awaiting_payment', paid: 0n })
})

test('a lifecycle that the shop’s events know nothing of is named too', async () => {
  const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)
  await town.temporal.client.workflow.start('order', {
    workflowId: orderWorkflowId(demoBusiness.id, 'ghost'),
    taskQueue: 'nobody-works-here',
    args: [{ businessId: demoBusiness.id, orderId: 'ghost' }],
    typedSearchAttributes: new TypedSearchAttributes([
      { key: keyword('BusinessId'), value: demoBusiness.id },
      { key: keyword('OrderStage'), value: 'balance_due' },
    ]),
  })
  const funnel = await funnelSays(town, /Ждёт остатка: Temporal 1/, { disagreeing: true })
  expect(differences(funnel)).toEqual(['Ждёт предоплаты: Temporal 1, события 2', 'Ждёт остатка: Temporal 1, события 0'])
})
