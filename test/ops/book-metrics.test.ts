import { Registry } from 'prom-client'
import { holdPayment, performPayment, releasePayment } from '../../db/ledger'
import { placeSubscription } from '../../db/subscriptions'
import { factsSince } from '../../db/figures'
import { tellNudge } from '../../db/payment-stages'
import { stepSubscription } from '../../db/subscription-steps'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { bookMetrics } from '../../ops/book-metrics'
import { telegramMetrics } from '../../ops/telegram-metrics'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { until } from '../sandbox/recorder'

const businessId = demoBusiness.id
const now = Date.UTC(2026, 10, 21, 12)

let database: FreshDatabase
let sql: FreshDatabase['sql']
beforeEach(async () => {
  database = await freshDatabase()
  sql = database.sql
  await seedDemoShop(sql)
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, 'telegram:42', '42', 'Buyer')`
})
afterEach(() => database.drop())

async function subscribe(subscriptionId: string): Promise<void> {
  const key = { businessId, subscriptionId }
  await placeSubscription(sql, key, { buyerId: 'telegram:42', planId: 'club', consentVersion: '1' }, now)
  const landed = { money: { amount: '300', currency: 'XTR' as const }, providerTime: now }
  const paymentId = `${subscriptionId}.1`
  await performPayment(
    sql,
    { businessId, paymentId },
    { provider: 'stars', externalId: `ch-${subscriptionId}`, landed },
    now,
  )
}

/** Facts are counted below the oldest open transaction of the whole server, which other tests use too. */
const allReadable = async () => {
  const [row] = await sql<{ so: boolean }[]>`
    SELECT coalesce(bool_and(tx < pg_snapshot_xmin(pg_current_snapshot())), true) AS so FROM business_events`
  return row!.so
}

/** The lines of these metrics, without help and type. */
const linesNow = async (registry: Registry, names: RegExp) =>
  (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#') && names.test(line))

const lines = async (registry: Registry, names: RegExp) => {
  await until(allReadable, 'every fact can be read')
  return linesNow(registry, names)
}

test('what the book says is told at each scrape, and each fact is counted once', async () => {
  const registry = new Registry()
  let clock = now + 90_000
  bookMetrics(registry, { sql, businessId, now: () => clock })
  expect(await lines(registry, /^tg_/)).toEqual(['tg_subscription_expired_total 0', 'tg_subscription_renewed_total 0'])

  await subscribe('one')
  await subscribe('two')
  clock += 5_000
  const first = [
    'tg_payments_success_total{kind="period",provider="stars"} 2',
    'tg_subscription_expired_total 0',
    'tg_subscription_renewed_total 0',
    'tg_channel_access_granted_total{reason="paid"} 2',
    'tg_subscription_active_total{state="active"} 2',
  ]
  expect(await lines(registry, /^tg_/)).toEqual(first)
  expect(await lines(registry, /^orderly_access/)).toEqual([
    'orderly_access_unsettled{direction="open"} 2',
    'orderly_access_unsettled{direction="close"} 0',
    'orderly_access_oldest_unsettled_seconds{direction="open"} 95',
    'orderly_access_oldest_unsettled_seconds{direction="close"} 0',
  ])
  clock += 5_000
  expect(await lines(registry, /^tg_/)).toEqual(first)

  const end = { action: 'revoke', actor: 'staff:2001', reason: 'said something rude' } as const
  await stepSubscription(sql, { businessId, subscriptionId: 'one' }, end, now + 1000)
  clock += 5_000
  expect(await lines(registry, /^tg_(channel|subscription)/)).toEqual([
    'tg_subscription_expired_total 0',
    'tg_subscription_renewed_total 0',
    'tg_channel_access_granted_total{reason="paid"} 2',
    // What a person wrote is no label.
    'tg_channel_access_revoked_total{reason="revoked"} 1',
    'tg_subscription_active_total{state="active"} 1',
  ])
  // Another copy of the process tells the same.
  const other = new Registry()
  bookMetrics(other, { sql, businessId, now: () => clock })
  expect(await lines(other, /^tg_/)).toEqual(await lines(registry, /^tg_/))
})

test('a checkout that its own payment lets go has not failed; one that ran out has', async () => {
  const registry = new Registry()
  bookMetrics(registry, { sql, businessId, now: () => now })
  await placeSubscription(
    sql,
    { businessId, subscriptionId: 'one' },
    { buyerId: 'telegram:42', planId: 'club', consentVersion: '1' },
    now,
  )
  await sql`UPDATE payments SET state = 'due' WHERE id = 'one.1'`
  const key = { businessId, paymentId: 'one.1' }
  const money = { amount: '300', currency: 'XTR' as const }
  for (const externalId of ['query1', 'query2']) {
    await holdPayment(sql, key, { provider: 'stars', externalId, money, providerTime: now }, now)
    if (externalId === 'query1') await releasePayment(sql, key, { provider: 'stars', externalId, reason: 4 }, now)
  }
  await performPayment(sql, key, { provider: 'stars', externalId: 'ch', landed: { money, providerTime: now } }, now)
  expect(await lines(registry, /^tg_payments/)).toEqual([
    'tg_payments_success_total{kind="period",provider="stars"} 1',
    'tg_payments_failed_total{kind="period",reason="released"} 1',
  ])
  expect(await lines(registry, /^orderly_payments/)).toEqual([
    'orderly_payments_held_total{kind="period",provider="stars"} 2',
    'orderly_payments_released_total{kind="period",provider="stars"} 1',
  ])
})

test('nudges are counted by what became of them', async () => {
  const registry = new Registry()
  bookMetrics(registry, { sql, businessId, now: () => now })
  const key = { businessId, subscriptionId: 'one' }
  await placeSubscription(sql, key, { buyerId: 'telegram:42', planId: 'club', consentVersion: '1' }, now)
  await sql`UPDATE payments SET state = 'due', opened_at = ${new Date(now)} WHERE id = 'one.1'`
  const outcomes = [undefined, undefined, 'skipped', 'unreachable', 'refused']
  for (const [nudge, skipped] of outcomes.entries()) {
    const told = { nudge, now, ...(skipped && { skipped }) }
    // A step that is run again tells nothing anew.
    for (const _ of [1, 2]) await tellNudge(sql, { businessId, paymentId: 'one.1' }, told)
  }
  expect((await lines(registry, /^orderly_nudges/)).toSorted()).toEqual([
    'orderly_nudges_total{kind="period",outcome="failed"} 2',
    'orderly_nudges_total{kind="period",outcome="sent"} 2',
    'orderly_nudges_total{kind="period",outcome="skipped"} 1',
  ])
})

test('every type that is counted is in the index of what is counted', async () => {
  await sql`
    INSERT INTO business_events (type, version, business_id, occurred_at, dedupe_key, payload)
    SELECT 'order_created', 1, ${businessId}, now(), n::text, '{}' FROM generate_series(1, 3000) n`
  await sql`ANALYZE business_events`
  const reader = database.connectAgain({ max: 1 })
  await factsSince(reader, businessId, '0')
  await reader`SELECT pg_stat_force_next_flush()`
  const [used] = await reader<{ scans: number; read: number }[]>`
    SELECT (SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'business_events_counted')::int AS scans,
           (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'business_events')::int AS read`
  expect(used).toEqual({ scans: 1, read: 0 })
})

test('a fact of a transaction that is still open is counted when it has ended', async () => {
  const registry = new Registry()
  let clock = now
  bookMetrics(registry, { sql, businessId, now: () => clock })
  await subscribe('one')
  await until(allReadable, 'the first can be read')
  const other = database.connectAgain()
  let commit = () => {}
  const held = other.begin(async (tx) => {
    await tx`SELECT pg_current_xact_id()`
    await new Promise<void>((resolve) => (commit = resolve))
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await subscribe('two')
  clock += 5_000
  expect(await linesNow(registry, /^tg_channel_access_granted/)).toEqual([
    'tg_channel_access_granted_total{reason="paid"} 1',
  ])
  commit()
  await held
  clock += 5_000
  expect(await lines(registry, /^tg_channel_access_granted/)).toEqual([
    'tg_channel_access_granted_total{reason="paid"} 2',
  ])
})

test('a database that is away takes away its figures and nothing else', async () => {
  const registry = new Registry()
  const away = database.connectAgain()
  await away.end()
  bookMetrics(registry, { sql: away, businessId })
  expect(await lines(registry, /^(tg|orderly)_/)).toEqual([])
})

test('what waits at Telegram is asked for at most every 10 s, and is not made up while Telegram is away', async () => {
  const registry = new Registry()
  const answers = [25, 24, null]
  let clock = now
  const getWebhookInfo = () => {
    const count = answers.shift()
    const info = { url: '', has_custom_certificate: false, pending_update_count: count ?? 0 }
    return count === null ? Promise.reject(new Error('away')) : Promise.resolve(info as never)
  }
  telegramMetrics(registry, { getWebhookInfo }, () => clock)
  const told = () => lines(registry, /^orderly_telegram/)
  expect(await told()).toEqual(['orderly_telegram_pending_updates 25'])
  clock += 9_000
  expect(await told()).toEqual(['orderly_telegram_pending_updates 25'])
  clock += 2_000
  expect(await told()).toEqual(['orderly_telegram_pending_updates 24'])
  clock += 11_000
  expect(await told()).toEqual([])
})
