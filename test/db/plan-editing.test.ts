import { editPlan, makePlan, planChanges, subscribersByPlan } from '../../db/plan-editing'
import type { Db } from '../../db/types'
import type { PlanEdit } from '../../domain/plan-edits'
import { businessId, seedShop } from '../activities/notices/shop'
import { bought, club, seedPlans, seedSubscription } from '../bots/shop/seeded-subscriptions'
import { freshDatabase, type FreshDatabase } from '../setup/database'

let database: FreshDatabase
let sql: Db
beforeEach(async () => {
  database = await freshDatabase()
  sql = database.sql
  await seedShop(sql)
  await seedPlans(sql)
  await sql`INSERT INTO channels (business_id, chat_id, title) VALUES (${businessId}, '-1002', 'Pro')`
})
afterEach(() => database.drop())

const key = { businessId, planId: 'club' }
const editor = { by: 'staff:900', at: bought }
const edit = (change: PlanEdit, planId = 'club') => editPlan(sql, { businessId, planId }, change, editor)
const plan = async () => {
  const [row] = await sql`
    SELECT names, texts, period_unit, period_count, price, star_price, trial_days, seats, active, position,
           ARRAY(SELECT chat_id FROM plan_channels WHERE plan_id = id ORDER BY chat_id) AS channels
    FROM plans WHERE id = 'club'`
  return row
}
const changes = () => sql`SELECT field, before, after, changed_by FROM plan_changes ORDER BY id`

test.each<[PlanEdit, object, [field: string, before: unknown, after: unknown]]>([
  [{ price: '12000000' }, { price: 12_000_000n }, ['price', '9000000', '12000000']],
  [{ starPrice: 300 }, { star_price: 300 }, ['starPrice', null, 300]],
  [{ trialDays: 7 }, { trial_days: 7 }, ['trialDays', 0, 7]],
  [{ seats: 20 }, { seats: 20 }, ['seats', null, 20]],
  [{ active: false }, { active: false }, ['active', true, false]],
  [
    { period: { unit: 'month', count: 3 } },
    { period_unit: 'month', period_count: 3 },
    ['period', { unit: 'day', count: 30 }, { unit: 'month', count: 3 }],
  ],
  [
    { names: { en: 'Guild' } },
    { names: { ru: 'Клуб', uz: 'Klub', en: 'Guild' } },
    ['names', club.names, { ...club.names, en: 'Guild' }],
  ],
  [
    { channel: { chatId: '-1002', opens: true } },
    { channels: ['-1001', '-1002'] },
    ['channels', ['-1001'], ['-1001', '-1002']],
  ],
])('%j changes that alone, and who did it is kept', async (change, changed, [field, before, after]) => {
  const as = await plan()
  expect(await edit(change)).toBe('done')
  expect(await plan()).toEqual({ ...as, ...changed })
  expect(await changes()).toEqual([{ field, before, after, changed_by: 'staff:900' }])
})

test('an edit that changes nothing is not kept', async () => {
  expect(await edit({ price: '9000000', names: { ru: 'Клуб' } })).toBe('done')
  expect(await changes()).toEqual([])
})

test('a plan on sale keeps its last channel; off sale it may lose it, and then cannot be sold', async () => {
  const as = await plan()
  const last = { channel: { chatId: '-1001', opens: false } }
  expect(await edit(last)).toBe('needs_channel')
  expect([await plan(), await changes()]).toEqual([as, []])
  expect(await edit({ active: false })).toBe('done')
  expect(await edit(last)).toBe('done')
  expect(await edit({ active: true })).toBe('needs_channel')
  expect(await plan()).toMatchObject({ active: false, channels: [] })
})

test('a new plan has a name only, stands last, and is sold when it has a price and a channel', async () => {
  const made = () => makePlan(sql, { businessId, planId: 'p1' }, 'Новый', editor)
  await made()
  await made()
  const [row] = await sql`SELECT names, texts, price, active, position FROM plans WHERE id = 'p1'`
  expect(row).toEqual({
    names: { ru: 'Новый', uz: 'Новый', en: 'Новый' },
    texts: { ru: '', uz: '', en: '' },
    price: 0n,
    active: false,
    position: 2,
  })
  expect(await edit({ active: true }, 'p1')).toBe('needs_price')
  expect(await edit({ price: '5000000' }, 'p1')).toBe('done')
  expect(await edit({ active: true }, 'p1')).toBe('needs_channel')
  expect(await edit({ channel: { chatId: '-1002', opens: true } }, 'p1')).toBe('done')
  expect(await edit({ active: true }, 'p1')).toBe('done')
  const told = await planChanges(sql, { businessId, planId: 'p1' }, 10)
  expect(told.map(({ field }) => field)).toEqual(['active', 'channels', 'price', 'made'])
  expect(told[0]).toEqual({ field: 'active', by: 'staff:900', at: new Date(bought) })
})

test('a plan of another business, or none, is unknown', async () => {
  expect(await edit({ price: '1' }, 'pro')).toBe('unknown')
  expect(await editPlan(sql, { ...key, businessId: 'other' }, { price: '1' }, editor)).toBe('unknown')
  expect(await plan()).toMatchObject({ price: 9_000_000n })
})

test('what was sold stays as it was sold, whatever is changed afterwards', async () => {
  await seedSubscription(sql, { id: 'sold' })
  const sold = async () => [
    await sql`SELECT terms, state, paid_until, currency FROM subscriptions ORDER BY id`,
    await sql`SELECT id, amount, star_amount, prices, state FROM payments ORDER BY id`,
    await sql`SELECT chat_id, is_open FROM access_grants`,
  ]
  const before = await sold()
  await edit({ channel: { chatId: '-1002', opens: true } })
  await edit({ channel: { chatId: '-1001', opens: false } })
  await edit({ price: '1000000', starPrice: 5, names: { ru: 'Другое' }, period: { unit: 'month', count: 12 } })
  await edit({ trialDays: 5, seats: 1, active: false })
  expect(await sold()).toEqual(before)
  expect(before[1]).toMatchObject([{ amount: 9_000_000n }, { amount: 9_000_000n, state: 'scheduled' }])
  expect(await subscribersByPlan(sql, businessId)).toEqual(new Map([['club', 1]]))
})

test('two who edit at one moment both have their way', async () => {
  await Promise.all([
    editPlan(sql, key, { price: '5000000' }, editor),
    editPlan(database.connectAgain(), key, { seats: 3 }, { ...editor, by: 'staff:905' }),
  ])
  expect(await plan()).toMatchObject({ price: 5_000_000n, seats: 3 })
  expect(await changes()).toHaveLength(2)
})

test('nothing of what was changed is ever taken back, and a plan without a price is never on sale', async () => {
  await edit({ seats: 3 })
  await expect(sql`UPDATE plan_changes SET changed_by = 'staff:1'`).rejects.toThrow('append-only')
  await expect(sql`DELETE FROM plan_changes`).rejects.toThrow('append-only')
  await expect(sql`TRUNCATE plan_changes`).rejects.toThrow('append-only')
  await expect(sql`UPDATE plans SET price = 0`).rejects.toThrow('plans_price_check')
  expect(await changes()).toHaveLength(1)
})
