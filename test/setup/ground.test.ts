import { freshDatabase, type FreshDatabase } from './database'
import { devServer, timeSkipping, type DevServer } from './temporal'

let database: FreshDatabase
let temporal: DevServer

beforeAll(async () => {
  database = await freshDatabase()
  temporal = await devServer()
})
afterAll(async () => {
  await temporal.close()
  await database.drop()
})

test('a test database has all migrations and reads bigint columns as bigints', async () => {
  const [row] = await database.sql`SELECT count(*) AS files, 9007199254740993::bigint AS big FROM schema_migrations`
  expect(row?.['big']).toBe(9007199254740993n)
  expect(Number(row?.['files'])).toBeGreaterThan(0)
})

test('two pools of one test database see the same rows', async () => {
  const other = database.connectAgain()
  await database.sql`CREATE TABLE seen (id int)`
  await other`INSERT INTO seen VALUES (1)`
  expect([...(await database.sql`SELECT id FROM seen`)]).toEqual([{ id: 1 }])
})

test('a namespace of the dev server knows our search attributes', async () => {
  const { customAttributes } = await temporal.connection.operatorService.listSearchAttributes({
    namespace: temporal.namespace,
  })
  expect(Object.keys(customAttributes ?? {}).sort()).toEqual(
    expect.arrayContaining(['BusinessId', 'DueAt', 'EscalationState', 'OrderStage', 'PaymentStage', 'RevivedFrom']),
  )
})

test('time skips hours in the time-skipping server', async () => {
  const env = await timeSkipping()
  try {
    const before = await env.currentTimeMs()
    await env.sleep('31 hours')
    expect((await env.currentTimeMs()) - before).toBeGreaterThanOrEqual(31 * 3_600_000)
  } finally {
    await env.teardown()
  }
})
