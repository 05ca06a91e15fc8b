import { ApplicationFailure, type Context } from '@temporalio/activity'
import { pino } from 'pino'
import { retryWatch, usualAttempts } from '../../activities/retry-watch'
import { seedDemoShop, demoBusiness } from '../../db/demo-shop'
import { freshDatabase, type FreshDatabase } from '../setup/database'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await seedDemoShop(database.sql)
})
afterAll(() => database.drop())

const tried = async (attempt: number, become: () => Promise<unknown>) => {
  const info = {
    attempt,
    workflowExecution: { workflowId: 'order/buxoro/a', runId: 'r' },
    activityId: '1',
    activityType: 'placeOrder',
    isLocal: true,
    scheduledTimestampMs: Date.UTC(2026, 10, 22),
  }
  const watch = retryWatch({ sql: database.sql, businessId: demoBusiness.id, log: pino({ level: 'silent' }) })
  const { inbound } = watch({ info } as unknown as Context)
  await inbound?.execute?.({ args: [], headers: {} }, become).catch(() => undefined)
  const rows = await database.sql<{ attempt: number; error: string | null }[]>`SELECT attempt, error FROM retried_steps`
  return rows.map((row) => ({ ...row }))
}

test('a step is noted from the sixth try on, and forgotten when it succeeds or fails for good', async () => {
  const away = () => Promise.reject(new Error('the book is away'))
  const forGood = () => Promise.reject(ApplicationFailure.nonRetryable('no such order'))
  expect(await tried(usualAttempts, away)).toEqual([])
  expect(await tried(usualAttempts + 1, away)).toEqual([{ attempt: 6, error: 'the book is away' }])
  expect(await tried(usualAttempts + 2, () => Promise.resolve())).toEqual([])
  expect(await tried(usualAttempts + 3, away)).toEqual([{ attempt: 8, error: 'the book is away' }])
  expect(await tried(usualAttempts + 4, forGood)).toEqual([])
})
