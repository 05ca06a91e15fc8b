import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../db/types'
import { freshDatabase, type FreshDatabase } from '../setup/database'

/** What the patch of the driver (patches/) is for. */
let database: FreshDatabase
let pool: Db
beforeAll(async () => {
  database = await freshDatabase({ empty: true })
  await database.sql`CREATE TABLE notes (round int, step int)`
  pool = database.connectAgain({ max: 3, applicationName: 'to-be-cut' })
})
afterAll(() => database.drop())

const cut = () => database.sql`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to-be-cut' AND datname = current_database()`

/** A query of the pool; the first one on each connection that was cut may be the one that finds out. */
async function served(number: number, tries = 3): Promise<number | undefined> {
  try {
    return (await pool<{ answer: number }[]>`SELECT ${number}::int AS answer`)[0]?.answer
  } catch (error) {
    if (tries === 0) throw error
    await pause(5)
    return served(number, tries - 1)
  }
}

test('connections that are cut in the middle of transactions fail these, end no process, and serve again', async () => {
  for (let round = 1; round <= 25; round++) {
    const transactions = Array.from({ length: 5 }, (_, index) =>
      pool
        .begin(async (tx) => {
          await tx`INSERT INTO notes VALUES (${round}, 1)`
          await tx`SELECT pg_sleep(${index / 200})`
          await tx`INSERT INTO notes VALUES (${round}, 2)`
          return round
        })
        .then(
          () => 'committed',
          () => 'cut',
        ),
    )
    await pause(round)
    await cut()
    const ends = await Promise.all(transactions)
    expect(ends.filter((end) => end === 'committed' || end === 'cut')).toHaveLength(5)
    expect(await Promise.all([1, 2, 3, 4, 5].map((number) => served(number)))).toEqual([1, 2, 3, 4, 5])
    const notes = await database.sql<{ step: number; times: number }[]>`
      SELECT step, count(*)::int AS times FROM notes WHERE round = ${round} GROUP BY step ORDER BY step`
    const committed = ends.filter((end) => end === 'committed').length
    expect(notes.map(({ times }) => times).every((times) => times >= committed)).toBe(true)
    expect(new Set(notes.map(({ times }) => times)).size).toBeLessThanOrEqual(1)
  }
})

test('what a transaction still says after its connection was cut is said to nobody', async () => {
  const late: Promise<unknown>[] = []
  const cutOff = pool.begin(async (tx) => {
    await tx`INSERT INTO notes VALUES (0, 1)`
    await cut()
    await pause(50)
    // The pool has connected again for somebody else.
    await pool`SELECT 1`
    const insert = tx`INSERT INTO notes VALUES (0, 2)`.execute()
    late.push(insert)
    await insert
  })
  await expect(cutOff).rejects.toThrow('CONNECTION_CLOSED')
  await pause(200)
  expect(await Promise.allSettled(late)).toEqual([expect.objectContaining({ status: 'rejected' })])
  expect([...(await pool`SELECT * FROM notes WHERE round = 0`)]).toEqual([])
})
