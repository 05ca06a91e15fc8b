import { Registry } from 'prom-client'
import { createLedgerActivities } from '../../activities/ledger'
import { activityMetrics } from '../../activities/metrics'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { freshDatabase, type FreshDatabase } from '../setup/database'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await seedDemoShop(database.sql)
})
afterAll(() => database.drop())

test('what the book refuses is counted by provider, step and reason; what it grants is not', async () => {
  const { sql } = database
  const businessId = demoBusiness.id
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, 'telegram:42', '42', 'Buyer')`
  const registry = new Registry()
  const ledger = createLedgerActivities({ sql, metrics: activityMetrics(registry) })
  const now = Date.UTC(2026, 10, 21, 12)
  const wish = { buyerId: 'telegram:42', plan: 'full', lines: [{ productId: 'bahor', quantity: 1 }] } as const
  await ledger.placeOrder({ businessId, orderId: 'one' }, wish, now)
  const key = { businessId, paymentId: 'one.f' }
  await ledger.openPayment(key, now)
  const [{ amount } = { amount: 0n }] = await sql<{ amount: bigint }[]>`SELECT amount FROM payments WHERE id = 'one.f'`
  const money = { amount: String(amount), currency: 'UZS' as const }

  const little = { provider: 'payme' as const, externalId: 'a', money: { ...money, amount: '1' }, providerTime: now }
  expect(await ledger.holdPayment(key, little, now)).toMatchObject({ ok: false, refusal: 'wrong_amount' })
  const enough = { ...little, money }
  expect(await ledger.holdPayment(key, enough, now)).toMatchObject({ ok: true })
  const second = { provider: 'click' as const, externalId: 'b', money, providerTime: now }
  expect(await ledger.holdPayment(key, second, now)).toMatchObject({ ok: false, refusal: 'held_by_another' })
  const unknown = { provider: 'click' as const, externalId: 'c' }
  const { answer } = await ledger.performPayment(key, unknown, now)
  expect(answer).toMatchObject({ ok: false, refusal: 'unknown_transaction' })

  const told = (await registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('orderly_payments_refused_total{'))
  expect(told).toEqual([
    'orderly_payments_refused_total{provider="payme",step="hold",reason="wrong_amount"} 1',
    'orderly_payments_refused_total{provider="click",step="hold",reason="held_by_another"} 1',
    'orderly_payments_refused_total{provider="click",step="perform",reason="unknown_transaction"} 1',
  ])
})
