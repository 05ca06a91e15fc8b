import { eventsAfter, feedStart, isOfAnotherFeed, readCursor, writeCursor, type FeedPlace } from '../../db/event-feed'
import type { Db, Tx } from '../../db/types'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { untilReadable } from './feed'

let database: FreshDatabase
let sql: Db
beforeAll(async () => {
  database = await freshDatabase()
  sql = database.sql
  await sql`INSERT INTO businesses (id, name, currency, zone) VALUES
    ('demo', 'Demo', 'UZS', 'Asia/Tashkent'), ('other', 'Other', 'UZS', 'Asia/Tashkent')`
})
beforeEach(() => sql`DELETE FROM business_events`)
afterAll(() => database.drop())

const tell = (by: Db | Tx, key: string, businessId = 'demo') => by`
  INSERT INTO business_events (type, version, business_id, occurred_at, dedupe_key, payload)
  VALUES ('buyer_unreachable', 1, ${businessId}, now(), ${key}, '{"actor": "timer", "reason": "test"}')`

/** A transaction on a connection of its own that stays open until it is told to end. */
function openTransaction() {
  const connection = database.connectAgain({ max: 1 })
  let finish!: (outcome: 'commit' | 'rollback') => void
  const asked = new Promise<'commit' | 'rollback'>((ended) => (finish = ended))
  let begun!: (tx: Tx) => void
  const started = new Promise<Tx>((ready) => (begun = ready))
  const done = connection
    .begin(async (tx) => {
      begun(tx)
      if ((await asked) === 'rollback') throw new Error('rolled back')
    })
    .catch(() => undefined)
  return {
    started,
    async end(outcome: 'commit' | 'rollback' = 'commit') {
      finish(outcome)
      await done
    },
  }
}

/** Follows the feed as a reader does, page by page. */
function reader(limit = 100) {
  let place: FeedPlace = feedStart
  const seen: string[] = []
  return {
    seen,
    /** Reads what can be read; `settle` waits for strangers' transactions first. */
    async read({ settle = false } = {}) {
      if (settle) await untilReadable(sql)
      const page = await eventsAfter(sql, 'demo', { after: place, limit })
      place = page.next
      seen.push(...page.events.map((event) => event.dedupe_key))
      return page
    },
  }
}

test('events come in order, page by page, each once, and of one business only', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await tell(sql, key)
  await tell(sql, 'not mine', 'other')
  const follower = reader(2)
  expect((await follower.read({ settle: true })).hasMore).toBe(true)
  expect((await follower.read()).hasMore).toBe(true)
  expect((await follower.read()).hasMore).toBe(false)
  expect(follower.seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  const empty = await follower.read()
  expect(empty.events).toEqual([])
  await tell(sql, 'f')
  await follower.read({ settle: true })
  expect(follower.seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('events of one transaction keep their order and may be split between pages', async () => {
  await sql.begin(async (tx) => {
    for (const key of ['a', 'b', 'c']) await tell(tx, key)
  })
  const follower = reader(2)
  await follower.read({ settle: true })
  await follower.read()
  expect(follower.seen).toEqual(['a', 'b', 'c'])
})

test('a transaction that commits late is not passed over: what came after it waits for it', async () => {
  const slow = openTransaction()
  await tell(await slow.started, 'slow')
  await tell(sql, 'quick')
  const follower = reader()
  await follower.read()
  expect(follower.seen).toEqual([])
  await slow.end()
  await follower.read({ settle: true })
  expect(follower.seen).toEqual(['slow', 'quick'])
})

test('a transaction that began first and drew its number last comes in its place', async () => {
  const slow = openTransaction()
  const tx = await slow.started
  await tx`SELECT pg_current_xact_id()`
  // Begins later, draws the smaller seq, commits first.
  await tell(sql, 'quick')
  await tell(tx, 'slow')
  const [numbers] = await tx<{ smaller: boolean }[]>`
    SELECT (SELECT seq FROM business_events WHERE dedupe_key = 'quick')
         < (SELECT seq FROM business_events WHERE dedupe_key = 'slow') AS smaller`
  expect(numbers?.smaller).toBe(true)
  const follower = reader()
  await follower.read()
  expect(follower.seen).toEqual([])
  await slow.end()
  await follower.read({ settle: true })
  expect(follower.seen).toEqual(['slow', 'quick'])
})

test('a transaction that began last and drew its number first is not passed over when it commits last', async () => {
  const first = openTransaction()
  const second = openTransaction()
  const [one, two] = await Promise.all([first.started, second.started])
  await one`SELECT pg_current_xact_id()`
  await tell(two, 'second')
  await tell(one, 'first')
  await first.end()
  const follower = reader()
  await follower.read({ settle: true })
  // A reader that followed seq would now stand behind `first` and never see `second`, whose seq is smaller.
  expect(follower.seen).toEqual(['first'])
  await second.end()
  await follower.read({ settle: true })
  expect(follower.seen).toEqual(['first', 'second'])
})

test('a transaction that is given up holds nobody back', async () => {
  const slow = openTransaction()
  await tell(await slow.started, 'never')
  await tell(sql, 'quick')
  const follower = reader()
  await follower.read()
  expect(follower.seen).toEqual([])
  await slow.end('rollback')
  await follower.read({ settle: true })
  expect(follower.seen).toEqual(['quick'])
})

test('many writers at once: a reader that never stops sees every event exactly once', async () => {
  const writers = [1, 2, 3].map((writer) => ({ writer, connection: database.connectAgain({ max: 1 }) }))
  const follower = reader(7)
  let writing = true
  const reading = (async () => {
    while (writing) await follower.read()
  })()
  await Promise.all(
    writers.map(async ({ writer, connection }) => {
      for (let turn = 0; turn < 40; turn++) {
        await connection.begin(async (tx) => {
          await tell(tx, `${writer}/${turn}/a`)
          await tx`SELECT pg_sleep(${(turn % 4) / 1000})`
          await tell(tx, `${writer}/${turn}/b`)
        })
      }
    }),
  )
  writing = false
  await reading
  for (const giveUp = Date.now() + 20_000; follower.seen.length < 240 && Date.now() < giveUp;) {
    await follower.read({ settle: true })
  }
  expect(follower.seen).toHaveLength(240)
  expect(new Set(follower.seen).size).toBe(240)
})

test('the feed is read through its index', async () => {
  const plan = await sql.begin(async (tx) => {
    // The table is almost empty here: what counts is that the index can give the order, not that it is cheaper.
    await tx`SET LOCAL enable_seqscan = off`
    await tx`SET LOCAL enable_sort = off`
    return tx<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT seq FROM business_events
      WHERE business_id = 'demo' AND (tx, seq) > ('5'::xid8, 5) AND tx < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY tx, seq LIMIT 100`
  })
  const text = plan.map((line) => line['QUERY PLAN']).join('\n')
  expect(text).toContain('business_events_feed')
  expect(text).not.toContain('Sort')
})

test('the order is that of numbers: what comes after transaction 999 is 1000, and no page ends before it', async () => {
  const numbers = [8, 9, 10, 11, 98, 99, 100, 101]
  for (const tx of numbers) {
    await sql`
      INSERT INTO business_events (tx, type, version, business_id, occurred_at, dedupe_key, payload)
      VALUES (${String(tx)}::xid8, 'buyer_unreachable', 1, 'demo', now(), ${String(tx)}, '{"actor": "timer", "reason": "test"}')`
  }
  const follower = reader(3)
  while ((await follower.read()).hasMore);
  expect(follower.seen).toEqual(numbers.map(String))
})

test('a cursor is what it was written from, and nothing else is one', () => {
  expect(readCursor(writeCursor({ tx: 123n, seq: 9_007_199_254_740_993n }))).toEqual({
    tx: 123n,
    seq: 9_007_199_254_740_993n,
  })
  for (const text of [
    '',
    '-',
    '1',
    '1-',
    '-1',
    '1-2-3',
    '01-2',
    '1--2',
    ' 1-2',
    '1-2 ',
    '9223372036854775808-1',
    '1e3-2',
    "1-2'",
  ]) {
    expect(readCursor(text)).toBeNull()
  }
})

test('a place of another database, or of what a restore has undone, is none of this feed', async () => {
  await tell(sql, 'a')
  await untilReadable(sql)
  const { next } = await eventsAfter(sql, 'demo', { after: feedStart, limit: 1 })
  expect(await isOfAnotherFeed(sql, 'demo', feedStart)).toBe(false)
  expect(await isOfAnotherFeed(sql, 'demo', next)).toBe(false)
  expect(await isOfAnotherFeed(sql, 'demo', { tx: next.tx + 1_000_000n, seq: 1n })).toBe(true)
  expect(await isOfAnotherFeed(sql, 'demo', { tx: next.tx, seq: next.seq + 1n })).toBe(true)
  expect(await isOfAnotherFeed(sql, 'other', next)).toBe(true)
})
