import type { FreshDatabase } from '../../setup/database'
import { EventReader } from '../../../bots/owner/event-reader'
import { feedCursor } from '../../../db/owner/feed'
import { sourceState } from '../../../db/owner/sources'
import { eventsToken, openShop, type Shop } from '../../api/shop'
import { fact } from './facts'
import { fakeFeed, forgetAll, ordersSeen, ownerDatabase, silent } from './owner-ground'

type Feed = Awaited<ReturnType<typeof fakeFeed>>
let database: FreshDatabase
let feed: Feed
const running = new Set<EventReader>()
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(async () => {
  await forgetAll(database.sql)
  feed = await fakeFeed()
})
afterEach(async () => {
  await Promise.all([...running].map((reader) => reader.stop()))
  running.clear()
  await feed.close()
})
afterAll(() => database.drop())

const readerOf = (events = { url: feed.url, token: 'secret' }, limit = 2) =>
  new EventReader({
    sql: database.sql,
    businessId: 'demo',
    events,
    log: silent,
    now: Date.now,
    limit,
    waitSeconds: 1,
    pausesMs: { first: 10, longest: 40 },
  })

function started(reader = readerOf()): EventReader {
  running.add(reader)
  reader.start()
  return reader
}

const state = () => sourceState(database.sql, 'demo', 'events')
const eventCount = async () => {
  const [row] = await database.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM events`
  return row?.n
}
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 8 s')
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

const created = (orderId: string) => fact('order_created', { orderId })

test('follows the feed from the beginning to its end, with its token, and says that it is current', async () => {
  feed.items = ['a', 'b', 'c', 'd', 'e'].map(created)
  started()
  await until(async () => (await state()).currentAt !== null)
  expect((await ordersSeen(database.sql)).map((row) => row.order_id)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(feed.asked.slice(0, 3).map(({ after }) => after)).toEqual([null, '2', '4'])
  expect(feed.asked[0]).toEqual({ after: null, token: 'Bearer secret', wait: '1' })
})

test('a reader that is started again goes on where it stopped, and counts nothing twice', async () => {
  feed.items = ['a', 'b', 'c'].map(created)
  const first = started()
  await until(async () => (await eventCount()) === 3)
  await first.stop()
  feed.asked = []
  feed.items.push(created('d'))
  started()
  await until(async () => (await eventCount()) === 4)
  expect(feed.asked[0]?.after).toBe('3')
  expect(await ordersSeen(database.sql)).toHaveLength(4)
})

test('a page that was taken but whose answer was lost with the process changes nothing the second time', async () => {
  feed.items = ['a', 'b'].map(created)
  await readerOf().step()
  // The process died before it could know: the cursor is put back as an older backup would have it.
  await database.sql`UPDATE feeds SET cursor = NULL`
  const before = [...(await ordersSeen(database.sql))]
  await readerOf().step()
  expect(await eventCount()).toBe(2)
  expect([...(await ordersSeen(database.sql))]).toEqual(before)
})

test('a shop that is down is asked again until it is back; since when is kept', async () => {
  feed.items = [created('a')]
  started()
  await until(async () => (await state()).currentAt !== null)
  feed.down = true
  await until(async () => (await state()).failingSince !== null)
  const { failingSince, failure, currentAt } = await state()
  expect(failure).toBe('unreachable')
  expect(currentAt!.getTime()).toBeLessThanOrEqual(failingSince!.getTime())
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect((await state()).failingSince).toEqual(failingSince)
  expect(await eventCount()).toBe(1)

  feed.items.push(created('b'))
  feed.down = false
  await until(async () => (await eventCount()) === 2)
  expect(await state()).toMatchObject({ failingSince: null, failure: null })
})

test.each([
  ['a refusal with our problem code', { status: 401, body: '{"code":"unauthorized"}' }, 'unauthorized'],
  ["a proxy's page", { status: 502, body: '<html>Bad Gateway</html>' }, 'http_502'],
  ['an answer that is no page', { status: 200, body: '{"events":"none"}' }, 'not_a_page'],
  ['half an answer', { status: 200, body: '{"events":[' }, 'not_a_page'],
])('%s takes nothing and is named', async (_, answer, code) => {
  feed.items = [created('a')]
  feed.instead = [answer]
  await expect(readerOf().step()).rejects.toMatchObject({ name: 'FeedRefused', code })
  expect(await feedCursor(database.sql, 'demo')).toBeNull()
  expect(await eventCount()).toBe(0)
  await readerOf().step()
  expect(await eventCount()).toBe(1)
})

test('a redirect is not followed: the token stays with the shop', async () => {
  const other = await fakeFeed()
  feed.instead = [{ status: 302, body: '' }]
  await expect(readerOf().step()).rejects.toMatchObject({ name: expect.stringMatching(/^Feed/) as string })
  expect(other.asked).toEqual([])
  await other.close()
})

test('nonsense among the events costs only itself', async () => {
  feed.items = [created('a'), 'nonsense', { ...created('b'), version: 9 }, created('c')]
  started(readerOf(undefined, 10))
  await until(async () => (await state()).currentAt !== null)
  expect((await ordersSeen(database.sql)).map((row) => row.order_id)).toEqual(['a', 'c'])
  expect(await eventCount()).toBe(3)
  expect(await database.sql`SELECT body FROM feed_rejects`).toEqual([{ body: '"nonsense"' }])
})

test('a shop that has begun its feed anew is read from the beginning', async () => {
  feed.items = [created('old'), created('older')]
  await readerOf().step()
  feed.items = [created('new')]
  feed.instead = [{ status: 409, body: '{"code":"cursor_ahead"}' }]
  await readerOf().step()
  await readerOf().step()
  expect((await ordersSeen(database.sql)).map((row) => row.order_id)).toEqual(['new'])
})

test('a feed that answers "nothing" at once is not asked in a busy loop', async () => {
  started()
  await until(async () => feed.asked.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(feed.asked.length).toBeLessThanOrEqual(2)
})

test('stops at once, also while the shop keeps it waiting', async () => {
  const reader = started()
  await until(async () => feed.asked.length > 0)
  const before = Date.now()
  await reader.stop()
  expect(Date.now() - before).toBeLessThan(1_000)
})

describe("with the shop's own api", () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  test('every fact of an order that was paid is understood, and the projection is what the shop says', async () => {
    const order = await shop.order({ plan: 'deposit_balance' })
    const payme = { id: 'a'.repeat(24), time: shop.clock.now, amount: order.tiyin, account: { payment: order.ref } }
    await shop.payme('CreateTransaction', payme)
    await shop.payme('PerformTransaction', { id: payme.id })
    const reader = readerOf({ url: `${shop.url}/api/v1/events`, token: eventsToken }, 3)
    // The feed ends below the oldest open transaction of the server, and other test files have theirs.
    const told = async () => (await shop.sql`SELECT 1 FROM business_events WHERE order_id = ${order.orderId}`).length
    const read = async () => (await database.sql`SELECT 1 FROM events`).length
    for (const giveUp = Date.now() + 20_000; (await read()) < (await told()) && Date.now() < giveUp;)
      await reader.step()
    expect(await database.sql`SELECT count(*)::int AS n FROM events WHERE NOT understood`).toEqual([{ n: 0 }])
    const [inShop] = await shop.sql`
      SELECT o.number, o.state, o.total, d.paid, d.due_now, d.remaining_due
      FROM orders o JOIN order_dues d ON d.business_id = o.business_id AND d.order_id = o.id WHERE o.id = ${order.orderId}`
    expect(inShop).toMatchObject({ paid: order.amount })
    expect(await ordersSeen(database.sql)).toMatchObject([{ ...inShop }])
  })

  test('a wrong token is named, not retried into silence', async () => {
    const reader = readerOf({ url: `${shop.url}/api/v1/events`, token: 'wrong' })
    await expect(reader.step()).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
  })
})
