import { SearchAttributeType, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common'
import { createStageCounter, revivedQuery, stageQuery } from '../../../bots/owner/stage-counts'
import type { OrderStage } from '../../../domain/order-states'
import { orderWorkflowId } from '../../../domain/ids'
import { devServer, type DevServer } from '../../setup/temporal'
import { counts } from './owner-ground'

const key = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)
const day = 86_400_000

let temporal: DevServer
beforeAll(async () => {
  temporal = await devServer()
})
afterAll(() => temporal.close())

interface Run {
  readonly stage: OrderStage
  readonly businessId?: string
  readonly type?: string
  readonly revivedFrom?: OrderStage
  /** Ended by hand, as a closed run is. */
  readonly ended?: boolean
}

/** A run that nobody works on: visibility needs no worker. */
async function start(orderId: string, { stage, businessId = 'demo', type = 'order', revivedFrom, ended }: Run) {
  const attributes = new TypedSearchAttributes([
    { key: key('BusinessId'), value: businessId },
    { key: key('OrderStage'), value: stage },
    ...(revivedFrom ? [{ key: key('RevivedFrom'), value: revivedFrom }] : []),
  ])
  const handle = await temporal.client.workflow.start(type, {
    workflowId: orderWorkflowId(businessId, orderId),
    taskQueue: 'nobody',
    typedSearchAttributes: attributes,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  })
  if (ended) await handle.terminate()
}

test('counts by stage on a real Temporal server: running ones, ended ones, revived ones once', async () => {
  await start('a', { stage: 'pending' })
  await start('b', { stage: 'deposit_due' })
  await start('c', { stage: 'deposit_due' })
  await start('d', { stage: 'deposit_due', ended: true }) // terminated by hand: no open order
  await start('e', { stage: 'delivered' }) // waits for its rating
  await start('f', { stage: 'delivered', ended: true })
  await start('g', { stage: 'expired', ended: true })
  await start('h', { stage: 'expired', ended: true })
  await start('h', { stage: 'fulfilling', revivedFrom: 'expired' }) // brought back by late money
  await start('other', { stage: 'deposit_due', businessId: 'other' })
  await start('payment', { stage: 'deposit_due', type: 'payment' })

  const counter = createStageCounter(temporal.client, { businessId: 'demo', namespace: temporal.namespace })
  const expected = counts({ pending: 1, deposit_due: 2, fulfilling: 1, delivered: 2, expired: 1 })
  const deadline = Date.now() + 10_000
  let counted = await counter.count(new Date(Date.now() - day))
  // Visibility follows the starts by a moment.
  while (JSON.stringify(counted) !== JSON.stringify(expected) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    counted = await counter.count(new Date(Date.now() - day))
  }
  expect(counted).toEqual(expected)

  const later = await counter.count(new Date(Date.now() + day))
  expect(later).toEqual(counts({ pending: 1, deposit_due: 2, fulfilling: 1 }))
})

test('ended orders are counted as far back as the namespace keeps them, at most 30 days', async () => {
  const counter = createStageCounter(temporal.client, { businessId: 'demo', namespace: temporal.namespace })
  const { config } = await temporal.client.workflowService.describeNamespace({ namespace: temporal.namespace })
  const keptMs = Number(config?.workflowExecutionRetentionTtl?.seconds?.toString()) * 1000
  expect(await counter.window()).toBe(Math.min(keptMs, 30 * day))

  const keeping = (seconds: string) =>
    createStageCounter(
      {
        ...stand,
        workflowService: {
          describeNamespace: async () => ({ config: { workflowExecutionRetentionTtl: { seconds } } }),
        },
      },
      { businessId: 'demo', namespace: 'default' },
    )
  expect(await keeping('259200').window()).toBe(3 * day)
  expect(await keeping('31536000').window()).toBe(30 * day)
  expect(await keeping('0').window()).toBe(30 * day)
})

const stand = {
  workflow: { count: async () => ({ count: 0 }) },
  connection: { withDeadline: <T>(_deadline: number | Date, work: () => Promise<T>) => work() },
  workflowService: { describeNamespace: async () => ({}) },
}

test('a revived run whose first run has left the window does not make the count negative', async () => {
  const client = {
    ...stand,
    workflow: { count: async (query: string) => ({ count: query.includes("RevivedFrom = 'expired'") ? 1 : 0 }) },
  }
  const counter = createStageCounter(client, { businessId: 'demo', namespace: 'default' })
  expect(await counter.count(new Date(0))).toEqual(counts())
})

test('the queries are those that docs and operators can paste into the Temporal UI', () => {
  const from = new Date('2026-10-22T07:00:00.000Z')
  expect(stageQuery('demo', 'balance_due', from)).toBe(
    "WorkflowType = 'order' AND BusinessId = 'demo' AND OrderStage = 'balance_due' AND ExecutionStatus = 'Running'",
  )
  expect(stageQuery('demo', 'expired', from)).toBe(
    "WorkflowType = 'order' AND BusinessId = 'demo' AND OrderStage = 'expired' AND StartTime > '2026-10-22T07:00:00.000Z'",
  )
  expect(revivedQuery('demo', 'expired', from)).toBe(
    "WorkflowType = 'order' AND BusinessId = 'demo' AND RevivedFrom = 'expired' AND StartTime > '2026-10-22T07:00:00.000Z'",
  )
  expect(() => stageQuery("demo' OR 1=1", 'expired', from)).toThrow('not a business id')
})
