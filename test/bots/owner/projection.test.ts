import fc from 'fast-check'
import type { FreshDatabase } from '../../setup/database'
import { beginAnew, feedCursor, puzzlingEvents, readAgain, takePage } from '../../../db/owner/feed'
import { meaningOf, readItem, isEvent } from '../../../bots/owner/feed-item'
import { sourceState } from '../../../db/owner/sources'
import { orderStages } from '../../../domain/order-states'
import { fact, hour, minute, moved, noon, type FeedItem } from './facts'
import { forgetAll, ordersSeen, ownerDatabase, read } from './owner-ground'

let database: FreshDatabase
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(() => forgetAll(database.sql))
afterAll(() => database.drop())

const story = (): FeedItem[] => [
  fact('order_created', { at: noon, order: { stage: 'pending', due_now: '0' } }),
  fact('payment_opened', {
    at: noon + minute,
    fields: { payment_id: 'order1.d', kind: 'deposit', amount: '15000000' },
  }),
  fact('payment_performed', {
    at: noon + hour,
    order: { paid: '15000000', due_now: '0', remaining_due: '35000000', due_at: null, stage: 'pending' },
    fields: moved(),
  }),
]

test('the last event about an order says how it stands; the first says since when', async () => {
  await read(database.sql, story())
  expect([...(await ordersSeen(database.sql))]).toEqual([
    {
      order_id: 'order1',
      number: 1001,
      plan: 'deposit_balance',
      state: 'awaiting_payment',
      stage: 'pending',
      currency: 'UZS',
      total: 50000000n,
      paid: 15000000n,
      due_now: 0n,
      remaining_due: 35000000n,
      due_at: null,
      created_at: new Date(noon),
      started_at: new Date(noon),
      last_event_at: new Date(noon + hour),
    },
  ])
})

test('the order of the feed decides, not the time of the facts', async () => {
  await read(database.sql, [
    fact('order_created', { at: noon, order: { stage: 'paid' } }),
    fact('order_expired', { at: noon - hour, order: { stage: 'expired' } }),
  ])
  expect(await ordersSeen(database.sql)).toMatchObject([{ stage: 'expired', last_event_at: new Date(noon - hour) }])
})

test('an order that late money brought back counts from then on, as its new run does', async () => {
  await read(database.sql, [fact('order_created'), fact('order_expired', { order: { stage: 'expired' } })])
  await read(database.sql, [fact('order_revived', { at: noon + hour, fields: { from: 'expired' } })])
  expect(await ordersSeen(database.sql)).toMatchObject([
    { stage: 'deposit_due', created_at: new Date(noon), started_at: new Date(noon + hour) },
  ])
})

test('a page that was asked for with an older cursor is not taken', async () => {
  const [first, second, third] = story()
  await read(database.sql, [first!, second!])
  const before = [...(await ordersSeen(database.sql))]
  const late = readItem(third, 'demo')
  const page = { asked: null, next: '1-999', hasMore: false, events: isEvent(late) ? [late] : [], rejects: [] }
  expect(await takePage(database.sql, 'demo', page, new Date(noon))).toEqual({ outcome: 'overtaken' })
  expect([...(await ordersSeen(database.sql))]).toEqual(before)
  expect(await feedCursor(database.sql, 'demo')).toBe(second!.cursor)
})

test('two readers of one database take a page once', async () => {
  const page = {
    asked: null,
    next: '1-9',
    hasMore: false,
    events: story()
      .map((item) => readItem(item, 'demo'))
      .filter(isEvent),
    rejects: [],
  }
  const other = database.connectAgain()
  const outcomes = await Promise.all([
    takePage(database.sql, 'demo', page, new Date(noon)),
    takePage(other, 'demo', page, new Date(noon)),
  ])
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['overtaken', 'taken'])
  expect(await database.sql`SELECT count(*)::int AS n FROM events`).toEqual([{ n: 3 }])
})

test('however the feed is cut into pages and repeated, the projection is the same', async () => {
  const orderIds = ['a', 'b', 'c'] as const
  const item = fc.record({
    orderId: fc.constantFrom(...orderIds),
    stage: fc.constantFrom(...orderStages),
    revived: fc.boolean(),
    minutes: fc.integer({ min: 0, max: 600 }),
    paid: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1, maxLength: 25 }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 8 }), again: fc.integer({ min: 0, max: 8 }) }), {
        maxLength: 30,
      }),
      async (facts, cuts) => {
        await forgetAll(database.sql)
        run += 1
        const items = facts.map(({ orderId, stage, revived, minutes, paid }) =>
          fact(revived ? 'order_revived' : 'order_created', {
            orderId,
            at: noon + minutes * minute,
            order: { stage, paid: paid.toString() },
            ...(revived && { fields: { from: 'expired' } }),
          }),
        )
        await read(database.sql, items)
        const whole = { orders: [...(await ordersSeen(database.sql))], events: await eventIds() }

        await forgetAll(database.sql)
        let taken = 0
        for (const { size, again } of [...cuts, { size: items.length, again: 0 }]) {
          // A page may begin with events that were taken before, and hold an event twice.
          const page = items.slice(Math.max(0, taken - again), taken + size)
          await read(database.sql, again % 2 === 0 ? page : [...page, ...page.slice(0, 1)])
          taken = Math.min(items.length, taken + size)
        }
        expect({ orders: [...(await ordersSeen(database.sql))], events: await eventIds() }).toEqual(whole)
      },
    ),
    { numRuns: 40 },
  )
  expect(run).toBeGreaterThan(0)
})

const eventIds = async () =>
  (await database.sql<{ event_id: string }[]>`SELECT event_id FROM events ORDER BY position`).map((row) => row.event_id)

test('what is not understood is kept, does not stop the feed, and is counted once it is understood', async () => {
  const newer = { ...fact('order_delivered', { order: { stage: 'delivered', state: 'delivered' } }), version: 2 }
  const strange = {
    ...fact('order_created', { order: { stage: 'paid', state: 'offered' } }),
    type: 'order_gift_wrapped',
  }
  await read(database.sql, [fact('order_created'), newer, strange])
  expect(await puzzlingEvents(database.sql, 'demo')).toBe(2)
  expect(await ordersSeen(database.sql)).toMatchObject([{ stage: 'paid' }])

  expect(await readAgain(database.sql, 'demo', meaningOf)).toBe(0)
  // A later release understands version 2: the projection is made anew, in the order of the feed.
  const later = (event: Parameters<typeof meaningOf>[0]) => meaningOf({ ...event, version: 1 })
  expect(await readAgain(database.sql, 'demo', later)).toBe(1)
  expect(await puzzlingEvents(database.sql, 'demo')).toBe(1)
  expect(await ordersSeen(database.sql)).toMatchObject([{ stage: 'paid', last_event_at: new Date(noon) }])
})

test('a version that is understood later changes an order that no later event mentions', async () => {
  await read(database.sql, [
    fact('order_created'),
    { ...fact('order_delivered', { order: { stage: 'delivered', state: 'delivered' } }), version: 2 },
  ])
  expect(await ordersSeen(database.sql)).toMatchObject([{ stage: 'deposit_due' }])
  await readAgain(database.sql, 'demo', (event) => meaningOf({ ...event, version: 1 }))
  expect(await ordersSeen(database.sql)).toMatchObject([{ stage: 'delivered' }])
})

test('what is no event is kept once for the operator and passed over', async () => {
  const broken = { ...fact('order_created'), occurred_at: 'never' }
  await read(database.sql, [broken, fact('order_created'), broken])
  expect(await database.sql`SELECT problem, body::json->>'occurred_at' AS at FROM feed_rejects`).toMatchObject([
    { at: 'never' },
  ])
  expect(await ordersSeen(database.sql)).toHaveLength(1)
})

test('freshness: an answer with more to come is an answer, not the whole', async () => {
  await read(database.sql, [fact('order_created')], { at: noon, hasMore: true })
  const behind = await sourceState(database.sql, 'demo', 'events')
  expect(behind).toEqual({ answeredAt: new Date(noon), currentAt: null, failingSince: null, failure: null })
  await read(database.sql, [], { at: noon + minute })
  expect((await sourceState(database.sql, 'demo', 'events')).currentAt).toEqual(new Date(noon + minute))
})

test('a feed that is begun anew sets the old events aside and counts the new ones only', async () => {
  await read(database.sql, story())
  const asked = await feedCursor(database.sql, 'demo')
  expect(await beginAnew(database.sql, 'demo', 'some other cursor', new Date(noon))).toBe(false)
  expect(await ordersSeen(database.sql)).toHaveLength(1)
  expect(await beginAnew(database.sql, 'demo', asked!, new Date(noon))).toBe(true)
  expect(await ordersSeen(database.sql)).toHaveLength(0)
  expect(await feedCursor(database.sql, 'demo')).toBeNull()
  expect(await database.sql`SELECT count(*)::int AS n FROM events_set_aside`).toEqual([{ n: 3 }])
  await read(database.sql, [fact('order_created', { orderId: 'order2' })])
  expect(await ordersSeen(database.sql)).toMatchObject([{ order_id: 'order2' }])
})
