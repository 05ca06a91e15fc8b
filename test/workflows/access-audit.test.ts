import { pino } from 'pino'
import { createAuditActivities, createAuditSteps } from '../../activities/access-audit'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { demoChannels } from '../../domain/demo-people'
import { createPayLinks } from '../../domain/pay-links'
import { settingsSchema } from '../../domain/settings'
import { keepSchedules } from '../../ops/schedules'
import { TelegramRefused } from '../../telegram/errors'
import type { Gateway } from '../../telegram/gateway'
import { startWorkers, until } from '../e2e/town'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { devServer, type DevServer } from '../setup/temporal'

const businessId = demoBusiness.id
const club = String(demoChannels[0].id)
const nobody = { chatId: '', userId: '' }
const log = pino({ level: 'silent' })

let database: FreshDatabase
let temporal: DevServer
const asked: number[] = []
let answer: (userId: number) => object = () => ({ status: 'member' })
const gateway = {
  getChatMember: ({ user_id: userId }: { user_id: number }) => {
    asked.push(userId)
    return Promise.resolve(answer(userId))
  },
  sendMessage: () => Promise.resolve({ message_id: 1 }),
} as unknown as Gateway

beforeEach(async () => {
  database = await freshDatabase()
  temporal = await devServer()
  await seedDemoShop(database.sql)
  asked.length = 0
  answer = () => ({ status: 'member' })
})
afterEach(async () => {
  await temporal.close()
  await database.drop()
})

/** So many of whom Telegram has told us that they are in the club. */
const strangers = (count: number) => database.sql`
  INSERT INTO chat_members (business_id, chat_id, user_id, status, changed_at)
  SELECT ${businessId}, ${club}, (10000 + n)::text, 'member', now() FROM generate_series(1, ${count}::int) AS n`
const counts = async () => [
  ...(await database.sql`SELECT total, checked, unknown, finished_at IS NOT NULL AS finished FROM access_audits`),
]
const deps = () => ({ sql: database.sql, telegramFor: () => gateway, log, links: createPayLinks(() => undefined) })

test('a page that is looked at twice counts once, and the next one begins after it', async () => {
  await strangers(45)
  const key = { businessId, auditId: 'a1' }
  const steps = createAuditSteps(deps())
  const audit = createAuditActivities(deps())
  expect(await steps.beginAudit(key, Date.now())).toEqual({ total: 45, pauseMs: 1000 })
  const first = await audit.auditPage(key, nobody)
  expect(first).toEqual({ next: { chatId: club, userId: '10020' }, wake: [] })
  expect(await audit.auditPage(key, nobody)).toEqual(first)
  expect(await counts()).toEqual([{ total: 45, checked: 20, unknown: 20, finished: false }])
  const second = await audit.auditPage(key, first.next!)
  expect(second.next).toEqual({ chatId: club, userId: '10040' })
  expect(await audit.auditPage(key, second.next!)).toEqual({ next: null, wake: [] })
  expect(await counts()).toEqual([{ total: 45, checked: 45, unknown: 45, finished: false }])
})

test('Telegram that is busy has the page tried again; one that says no to a person does not', async () => {
  await strangers(2)
  const key = { businessId, auditId: 'a1' }
  await createAuditSteps(deps()).beginAudit(key, Date.now())
  const refusal = (code: number, description: string) =>
    new TelegramRefused('getChatMember', { code, description, retryAfter: code === 429 ? 3 : null, migratedTo: null })
  const audit = createAuditActivities(deps())
  answer = () => {
    throw refusal(429, 'Too Many Requests: retry after 3')
  }
  await expect(audit.auditPage(key, nobody)).rejects.toMatchObject({ type: 'telegram_busy', nextRetryDelay: 3000 })
  expect(await counts()).toEqual([{ total: 2, checked: 0, unknown: 0, finished: false }])
  answer = (userId) => {
    if (userId === 10001) throw refusal(400, 'Bad Request: member not found')
    return { status: 'member' }
  }
  expect(await audit.auditPage(key, nobody)).toEqual({ next: null, wake: [] })
  expect(await counts()).toEqual([{ total: 2, checked: 2, unknown: 1, finished: false }])
})

test('an audit whose worker stops half-way goes on where it was, over as many runs as it takes', async () => {
  await strangers(560)
  const settings = settingsSchema.parse({ subscriptions: { auditPauseMs: 0 } })
  await database.sql`UPDATE businesses SET settings = ${database.sql.json(settings)}`
  await keepSchedules({ client: temporal.client, sql: database.sql, businessId })
  let stop = await startWorkers(temporal, deps())
  await temporal.client.schedule.getHandle(`access-audit/${businessId}`).trigger()
  await until('it has begun', () => Promise.resolve(asked.length > 100 ? true : undefined))
  await stop()
  const before = asked.length
  expect(before).toBeLessThan(560)
  stop = await startWorkers(temporal, deps())
  // The first steps wait until Temporal has noticed that the worker they were meant for is gone.
  for (const giveUp = Date.now() + 90_000; !(await counts())[0]?.['finished'] && Date.now() < giveUp;) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stop()
  expect(await counts()).toEqual([{ total: 560, checked: 560, unknown: 560, finished: true }])
  expect(new Set(asked).size).toBe(560)
  // At most the page that was being looked at is looked at again.
  expect(asked.length).toBeLessThanOrEqual(580)
}, 120_000)

test('the schedules follow the settings, and keeping them twice makes none twice', async () => {
  const { client } = temporal
  const { sql } = database
  await keepSchedules({ client, sql, businessId })
  await client.schedule.getHandle(`access-audit/${businessId}`).pause('by hand')
  const settings = settingsSchema.parse({ subscriptions: { auditMs: 3_600_000, reconcileMs: 7_200_000 } })
  await sql`UPDATE businesses SET settings = ${sql.json(settings)}`
  await keepSchedules({ client, sql, businessId })
  const described = await Promise.all(
    ['access-audit', 'stars-reconciliation'].map(async (name) => {
      const { spec, policies, state, action } = await client.schedule.getHandle(`${name}/${businessId}`).describe()
      return [spec.intervals?.[0]?.every, policies.overlap, state.paused, action.workflowType]
    }),
  )
  expect(described).toEqual([
    [3_600_000, 'SKIP', true, 'accessAudit'],
    [7_200_000, 'SKIP', false, 'starsReconciliation'],
  ])
})
