import { Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../../activities'
import { club, writeSubscribers } from '../../bench/subscribers'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { subscriptionWorkflowId } from '../../domain/ids'
import { createPayLinks } from '../../domain/pay-links'
import type { Gateway } from '../../telegram/gateway'
import { createLifecycles } from '../../workflows/callers'
import { taskQueues, workerLimits } from '../../workflows/task-queues'
import { freshDatabase } from '../setup/database'
import { bundledWorkflows, devServer } from '../setup/temporal'
import { until } from './town'

const businessId = demoBusiness.id
const buyer = 9_001
const leaving = Array.from({ length: 40 }, (_, index) => 8_001 + index)

test('who is to be let in waits for none of forty who are to be taken out, and is told before them, though they came first', async () => {
  const database = await freshDatabase()
  const temporal = await devServer()
  const { sql } = database
  await seedDemoShop(sql)
  const asked: string[] = []
  const gateway = {
    getChatMember: ({ user_id: user }: { user_id: number }) => {
      asked.push(user === buyer ? 'the buyer' : 'a removal')
      return Promise.resolve({ status: user === buyer ? 'left' : 'member' })
    },
    banChatMember: () => Promise.resolve(true),
    unbanChatMember: () => Promise.resolve(true),
    createChatInviteLink: () => Promise.resolve({ invite_link: 'https://t.me/+one' }),
    sendMessage: ({ chat_id: chat }: { chat_id: string }) => {
      asked.push(chat === String(buyer) ? 'word to the buyer' : 'word of an end')
      return Promise.resolve({ message_id: asked.length })
    },
  } as unknown as Gateway
  const deps = {
    sql,
    telegramFor: () => gateway,
    links: createPayLinks(() => undefined),
    log: pino({ level: 'silent' }),
  }
  const common = { connection: temporal.nativeConnection, namespace: temporal.namespace }
  const orderly = await Worker.create({
    ...common,
    ...bundledWorkflows(),
    taskQueue: taskQueues.orderly,
    activities: createOrderlyActivities(deps),
  })
  const workers = [orderly]
  const runs = [orderly.run()]
  try {
    const lifecycles = createLifecycles(temporal.client)
    const past = new Date(Date.now() - 60_000)
    await writeSubscribers(sql, [
      ...leaving.map((user) => ({
        user,
        state: 'cancelled' as const,
        paidUntil: past,
        outcome: 'member' as const,
      })),
      { user: buyer, state: 'active', paidUntil: new Date(Date.now() + 1e9) },
    ])
    const wake = (user: number) => lifecycles.subscriptionChanged({ businessId, subscriptionId: `sub${user}` })
    const waiting = async (user: number) => {
      const handle = temporal.client.workflow.getHandle(subscriptionWorkflowId(businessId, `sub${user}`))
      const { pendingActivities } = (await handle.describe()).raw
      return pendingActivities?.some(({ activityType }) => activityType?.name === 'settleAccess')
    }
    for (const user of leaving) await wake(user)
    for (const user of leaving) await until(`${user} is to be removed`, async () => (await waiting(user)) || undefined)
    await wake(buyer)
    await until('the buyer is let in', () => Promise.resolve(asked.length > 0 || undefined))
    expect(asked).toEqual(['the buyer'])

    const telegram = await Worker.create({
      ...common,
      taskQueue: taskQueues.telegram,
      activities: createTelegramActivities(deps),
      ...workerLimits.telegram,
      maxConcurrentActivityTaskExecutions: 1,
    })
    workers.push(telegram)
    runs.push(telegram.run())
    await until('all are out and told', () =>
      Promise.resolve(asked.filter((call) => call === 'word of an end').length === 40 ? true : undefined),
    )
    await until('all are settled', async () => {
      const rows = await sql`SELECT 1 FROM access_grants WHERE settled_at IS NULL`
      return rows.length === 0 ? true : undefined
    })
    // A queue has several partitions, each in its own order, and some work is on its way before the buyer's is looked at;
    // in the order in which they came, forty removals would be first.
    expect(asked.indexOf('word to the buyer')).toBeLessThan(30)
    expect(asked.filter((call) => call === 'a removal')).toHaveLength(40)
    expect([
      ...(await sql`SELECT chat_id, outcome, count(*)::int AS n FROM access_grants GROUP BY 1, 2 ORDER BY 2`),
    ]).toEqual([
      { chat_id: String(club), outcome: 'link', n: 1 },
      { chat_id: String(club), outcome: 'removed', n: 40 },
    ])
  } finally {
    for (const worker of workers) worker.shutdown()
    await Promise.all(runs)
    await temporal.close()
    await database.drop()
  }
}, 120_000)
