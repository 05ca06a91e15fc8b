import { Registry } from 'prom-client'
import { agesOfMessages, agesOfOrders, agesOfPayments, agesOfSubscriptions } from '../../db/open-ages'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { ageMetrics } from '../../ops/age-metrics'
import { freshDatabase, type FreshDatabase } from '../setup/database'

const businessId = demoBusiness.id
const now = Date.UTC(2026, 10, 21, 12)
const ago = (seconds: number) => new Date(now - seconds * 1000)

let database: FreshDatabase
let sql: FreshDatabase['sql']
beforeAll(async () => {
  database = await freshDatabase()
  sql = database.sql
  await seedDemoShop(sql)
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, 'telegram:42', '42', 'Buyer')`
})
afterAll(() => database.drop())

let number = 2_000
async function order(state: string, { changed, kind, opened }: { changed: number; kind?: string; opened?: number }) {
  const id = `o${++number}`
  await sql`
    INSERT INTO orders (business_id, id, number, buyer_id, plan, state, currency, total, created_at, changed_at)
    VALUES (${businessId}, ${id}, ${number}, 'telegram:42', 'deposit_balance', ${state}, 'UZS', 100, ${ago(9_999)}, ${ago(changed)})`
  if (kind === undefined) return
  await sql`
    INSERT INTO payments (business_id, id, order_id, ref, position, kind, amount, currency, state, opened_at)
    VALUES (${businessId}, ${id}, ${id}, ${id}, 1, ${kind}, 100, 'UZS', 'due', ${ago(opened ?? 0)})`
}

test('orders, payments, refunds and messages are told by where they stand, and for how long', async () => {
  await order('awaiting_payment', { changed: 600, kind: 'deposit', opened: 590 })
  // Its deposit was paid half an hour ago: it has waited for the balance since then, not since it was placed.
  await order('awaiting_payment', { changed: 3_600, kind: 'balance', opened: 1_800 })
  for (const changed of [10, 30, 500]) await order('assembled', { changed })
  await order('accepted', { changed: 40 })
  await order('closed', { changed: 9_000 })
  await sql`
    INSERT INTO provider_transactions (business_id, provider, external_id, payment_id, amount, currency, state, provider_time, held_at)
    SELECT business_id, 'payme', 'tx', id, amount, currency, 'held', ${ago(20)}, ${ago(20)} FROM payments WHERE kind = 'balance'`
  await sql`UPDATE payments SET state = 'held' WHERE kind = 'balance'`
  await sql`
    INSERT INTO refunds (business_id, payment_id, provider, external_id, reason, state, requested_by, requested_at)
    SELECT business_id, id, 'payme', 'tx', 'cancelled', 'awaiting_staff', 'buyer', ${ago(7_200)} FROM payments WHERE kind = 'deposit'`
  await sql`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, state, created_at)
    VALUES (${businessId}, 'a', '42', 'sending', ${ago(50)}), (${businessId}, 'b', '42', 'sent', ${ago(5_000)}),
           (${businessId}, 'c', '42', 'sending', ${ago(90_000)}), (${businessId}, 'd', '42', 'sending', ${ago(200_000)})`

  const registry = new Registry()
  ageMetrics(registry, { sql, businessId, now: () => now })
  const told = (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#') && !line.endsWith(' 0'))
  expect(told.filter(Boolean)).toEqual([
    'orderly_orders_open{stage="deposit_due"} 1',
    'orderly_orders_open{stage="balance_due"} 1',
    'orderly_orders_open{stage="fulfilling"} 4',
    'orderly_orders_oldest_seconds{stage="deposit_due"} 590',
    'orderly_orders_oldest_seconds{stage="balance_due"} 1800',
    'orderly_orders_oldest_seconds{stage="fulfilling"} 500',
    'orderly_orders_median_seconds{stage="deposit_due"} 590',
    'orderly_orders_median_seconds{stage="balance_due"} 1800',
    'orderly_orders_median_seconds{stage="fulfilling"} 35',
    'orderly_payments_open{state="due"} 1',
    'orderly_payments_open{state="held"} 1',
    'orderly_payments_oldest_seconds{state="due"} 590',
    'orderly_payments_oldest_seconds{state="held"} 20',
    'orderly_payments_median_seconds{state="due"} 590',
    'orderly_payments_median_seconds{state="held"} 20',
    'orderly_refunds_open{state="awaiting_staff"} 1',
    'orderly_refunds_oldest_seconds{state="awaiting_staff"} 7200',
    'orderly_refunds_median_seconds{state="awaiting_staff"} 7200',
    'orderly_messages_open{state="sending"} 1',
    'orderly_messages_open{state="given_up"} 1',
    'orderly_messages_oldest_seconds{state="sending"} 50',
    'orderly_messages_oldest_seconds{state="given_up"} 90000',
    'orderly_messages_median_seconds{state="sending"} 50',
    'orderly_messages_median_seconds{state="given_up"} 90000',
  ])
})

test('a database that is away takes these figures away and nothing else', async () => {
  const registry = new Registry()
  const away = database.connectAgain()
  await away.end()
  ageMetrics(registry, { sql: away, businessId })
  const told = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  expect(told).toEqual([])
})

test('what has ended is not read: the open are found through their indexes', async () => {
  await sql`
    INSERT INTO orders (business_id, id, number, buyer_id, plan, state, currency, total)
    SELECT ${businessId}, 'past' || n, 100000 + n, 'telegram:42', 'full', 'closed', 'UZS', 100 FROM generate_series(1, 5000) n`
  await sql`
    INSERT INTO payments (business_id, id, order_id, ref, position, kind, amount, currency, state, opened_at)
    SELECT business_id, id, id, id, 1, 'full', 100, 'UZS', 'paid', now() FROM orders WHERE state = 'closed' AND id LIKE 'past%'`
  await sql`
    INSERT INTO subscriptions (business_id, id, number, buyer_id, plan_id, terms, currency, state, consent_version,
                               consented_at, created_at, changed_at)
    SELECT business_id, id, number, buyer_id, 'club', '{}', currency, 'expired', '1', now(), now(), now()
    FROM orders WHERE id LIKE 'past%'`
  await sql`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, state)
    SELECT business_id, id, '42', 'sent' FROM orders WHERE id LIKE 'past%'`
  await sql`ANALYZE`
  // One connection, which has its counts written before it is asked for them.
  const reader = database.connectAgain({ max: 1 })
  const rowsScanned = async () => {
    await reader`SELECT pg_stat_force_next_flush()`
    const [row] = await reader<{ rows: number }[]>`
      SELECT sum(seq_tup_read)::int AS rows FROM pg_stat_user_tables
      WHERE relname IN ('orders', 'payments', 'subscriptions', 'outbound_messages')`
    return row!.rows
  }
  const before = await rowsScanned()
  for (const ages of [agesOfOrders, agesOfPayments, agesOfSubscriptions, agesOfMessages]) {
    await ages(reader, businessId, now)
  }
  expect((await rowsScanned()) - before).toBeLessThan(5_000)
  // The measure sees a scan where there is one.
  await reader`SELECT count(*) FROM orders WHERE total = 7`
  expect((await rowsScanned()) - before).toBeGreaterThanOrEqual(5_000)
})
