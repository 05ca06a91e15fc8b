import { createLedgerActivities } from '../../activities/ledger'
import { bought, seedPlans, seedSubscription } from '../bots/shop/seeded-subscriptions'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { businessId, people, seedShop } from './notices/shop'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await seedShop(database.sql)
})
afterAll(() => database.drop())

test('cash pays a period at its price in cash, where the plan has one, and nothing of it goes back', async () => {
  const { sql } = database
  await seedPlans(sql, { prices: { manual: '8000000' } })
  await seedSubscription(sql, { id: 'sub1', due: true })
  const press = { staffId: people.manager, pressId: 'press1' }
  const performed = await createLedgerActivities({ sql }).receiveCash(
    { businessId, paymentId: 'sub1.1' },
    press,
    bought,
  )
  expect(performed).toMatchObject({
    answer: { ok: true, payment: 'paid', transaction: { money: { amount: '8000000', currency: 'UZS' } } },
    landing: 'paid',
  })
  expect(await sql`SELECT 1 FROM refunds`).toHaveLength(0)
  const [subscription] = await sql`SELECT state FROM subscriptions`
  expect(subscription).toEqual({ state: 'active' })
})
