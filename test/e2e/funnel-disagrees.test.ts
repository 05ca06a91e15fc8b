import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common'
import { demoBusiness } from '../../db/demo-shop'
import { orderWorkflowId } from '../../domain/ids'
import { orderWithDeposit } from './steps'
import { dilnoza, ivan, openTown, owner, ownerBot, until, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ withOwnerBot: true, settings: { nudgesMs: [] } })
  await town.sandbox.as(owner).send(ownerBot, '/start')
}, 120_000)
afterAll(() => town.close())

/** The lines of the funnel that fits; visibility and the feed follow the orders by a moment. */
const funnelWhere = (what: string, fits: (text: string) => boolean) =>
  until(`the funnel shows ${what}`, async () => {
    const boss = town.sandbox.as(owner)
    await boss.send(ownerBot, '/funnel')
    const { text } = await boss.waitFor(ownerBot, /Temporal: сейчас/)
    return fits(text) ? text.split('\n') : undefined
  })
const disagrees = (text: string) => text.includes('⚠️ Расхождение')

test('an order whose lifecycle was terminated by hand is named as a disagreement, with both counts', async () => {
  const { id } = await orderWithDeposit(town, dilnoza)
  await orderWithDeposit(town, ivan)
  await funnelWhere('two orders', (text) => text.includes('Ждёт предоплаты — 2') && !disagrees(text))

  await town.temporal.client.workflow
    .getHandle(orderWorkflowId(demoBusiness.id, id))
    .terminate('an operator went too far')
  const lines = await funnelWhere('a disagreement', disagrees)
  expect(lines).toContain('Ждёт предоплаты — 1')
  expect(lines.filter((line) => /: Temporal \d+, события \d+$/.test(line))).toEqual([
    'Ждёт предоплаты: Temporal 1, события 2',
  ])
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
  const lines = await funnelWhere('the ghost', (text) => text.includes('Ждёт остатка: Temporal 1'))
  expect(lines.filter((line) => /: Temporal \d+, события \d+$/.test(line))).toEqual([
    'Ждёт предоплаты: Temporal 1, события 2',
    'Ждёт остатка: Temporal 1, события 0',
  ])
})
