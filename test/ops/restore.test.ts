import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Registry } from 'prom-client'
import { connect } from '../../db/connect'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { eventsAfter, feedStart } from '../../db/event-feed'
import { newestOperatorActions } from '../../db/operator-actions'
import { knowledgeOf, makeFeedReadable, awaitsComparison, restoredTo, skipNumbers } from '../../db/restores'
import { backUp } from '../../ops/backup/back-up'
import { findClientTools, NoClientTools } from '../../ops/backup/client-tools'
import { backupsIn } from '../../ops/backup/manifest'
import { backupMetrics } from '../../ops/backup/nightly'
import { openPlace, type OpsPlace } from '../../ops/commands/place'
import { restore } from '../../ops/commands/restore'
import { databaseIn, inDatabase, isSameDatabase, restoreDatabase } from '../../ops/restore/restore-database'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { ground } from '../setup/ground'
import { testUnless } from '../setup/skip'

const businessId = demoBusiness.id
const folder = mkdtempSync(join(tmpdir(), 'orderly-restore-'))
const signed = ['--apply', '--by', 'Karim', '--why', 'a drill']
let database: FreshDatabase
let place: OpsPlace
const testWithClientTools = testUnless(ground().noClientTools)

beforeAll(async () => {
  database = await freshDatabase()
  await seedDemoShop(database.sql)
  place = openPlace({ BUSINESS_ID: businessId, DATABASE_URL: database.url })
})
afterAll(async () => {
  await place.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** Whose Temporal does not answer. */
const withoutTemporal = (of: OpsPlace): OpsPlace => ({
  config: of.config,
  businessId: of.businessId,
  sql: of.sql,
  get client(): never {
    throw new Error('Temporal is away')
  },
  close: () => of.close(),
})
const dump = (keepDays = 7) =>
  backUp({ folder, businessId, shopUrl: database.url, keepDays, progress: () => undefined })
const run = (...args: string[]) => restore.run({ args, place, say: () => undefined })
const databasesBeside = async () => {
  const admin = connect(ground().postgresUrl, { max: 1 })
  const rows = await admin<{ name: string }[]>`
    SELECT datname AS name FROM pg_database WHERE datname LIKE ${`${databaseIn(database.url)}\\_%`}`
  await admin.end()
  return rows.map(({ name }) => name)
}

testWithClientTools(
  'what is not a whole backup of this business is refused, and nothing is made or replaced',
  async () => {
    const { path, manifest } = await dump()
    const other = join(folder, 'backup-20200101T000000000Z.json')
    const refused = async (file: string, why: RegExp) => {
      await expect(run(file, ...signed)).rejects.toThrow(why)
      expect(await databasesBeside()).toEqual([])
    }
    await refused(join(folder, manifest.shop.file), /is not the .json file of a backup/)
    writeFileSync(other, JSON.stringify({ ...manifest, businessId: 'another' }))
    await refused(other, /backup of another/)
    writeFileSync(other, JSON.stringify({ ...manifest, shop: { ...manifest.shop, file: '../secrets' } }))
    await refused(other, /is not the .json file of a backup/)
    writeFileSync(other, JSON.stringify({ ...manifest, shop: { ...manifest.shop, entries: 7 } }))
    await refused(other, /its manifest says .* 7 entries/)
    rmSync(other)
    const bots = database.connectAgain({ applicationName: 'orderly-bots' })
    await bots`SELECT 1`
    await refused(path, /orderly-bots still work with/)
    await bots.end()
    appendFileSync(join(folder, manifest.shop.file), 'x')
    await refused(path, /is damaged/)
    rmSync(join(folder, manifest.shop.file))
    await refused(path, /is not beside/)
    const tried = await database.sql`SELECT error FROM operator_actions WHERE action = 'restore'`
    expect(tried.map(({ error }) => String(error))).toEqual([expect.stringContaining('7 entries')])
  },
)

test.each([
  ['postgres://a:b@db:5432/shop', 'postgres://c:d@db:5432/shop?sslmode=require', true],
  ['postgres://a:b@db:5432/shop', 'postgres://a:b@db:5432/owner', false],
  ['postgres://a:b@db:5432/shop', 'postgres://a:b@other:5432/shop', false],
])('%s and %s lead to the same database: %s', (one, other, isSame) => {
  expect(isSameDatabase(one, other)).toBe(isSame)
})

testWithClientTools(
  'a restore that fails half-way leaves the database as it was; into another name it replaces nothing',
  async () => {
    const { path, manifest } = await dump()
    await database.sql`CREATE TABLE came_later (id int)`
    const wish = { adminUrl: inDatabase(database.url, 'postgres'), dumpPath: join(folder, manifest.shop.file) }
    const { pgRestore } = await findClientTools({ serverMajor: 18 })
    const progress = () => undefined
    const prepare = () => Promise.reject(new Error('no good'))
    await expect(restoreDatabase({ ...wish, url: database.url, pgRestore, prepare, progress })).rejects.toThrow(
      'no good',
    )
    expect(await databasesBeside()).toEqual([])
    expect([...(await database.sql`SELECT * FROM came_later`)]).toEqual([])

    const beside = `${databaseIn(database.url)}_look`
    expect(await run(path, '--into', beside, ...signed)).toBe(0)
    expect(await databasesBeside()).toEqual([beside])
    const looked = connect(inDatabase(database.url, beside), { max: 1 })
    expect([
      ...(await looked`SELECT to_regclass('came_later') AS later, (SELECT count(*)::int FROM businesses) AS shops`),
    ]).toEqual([{ later: null, shops: 1 }])
    await looked.end()
    await database.sql`DROP TABLE came_later`
    const admin = connect(ground().postgresUrl, { max: 1 })
    await admin`DROP DATABASE ${admin(beside)} WITH (FORCE)`
    await admin.end()
  },
)

testWithClientTools('what a bot was told after the backup, and nobody acted on, is still there', async () => {
  const { sql } = database
  const tell = (update: number, handled: string | null) => sql`
    INSERT INTO inbound_updates (bot_id, update_id, queue, body, handled_at, abandoned_at, error)
    VALUES ('b', ${update}, 'q', '{"message":{}}', ${handled}, now(), 'no such charge')`
  await tell(1, null)
  await tell(4, null)
  const { path } = await dump()
  await sql`UPDATE inbound_updates SET handled_at = now() WHERE update_id = 1`
  await sql`UPDATE inbound_updates SET dismissed_at = now() WHERE update_id = 4`
  await tell(2, null)
  await tell(3, '2026-11-22T04:00:00Z')
  await run(path, ...signed)
  const restored = database.connectAgain({ max: 1 })
  const kept = await restored<{ id: number; error: string; left: boolean }[]>`
    SELECT update_id::int AS id, error, dismissed_at IS NOT NULL AS left FROM inbound_updates ORDER BY update_id`
  const error = 'no such charge'
  expect([...kept]).toEqual([
    { id: 1, error, left: false },
    { id: 2, error, left: false },
    { id: 4, error, left: true },
  ])

  // Until somebody has compared it with the workflows.
  expect(await awaitsComparison(restored)).toBe(true)
  await restored`
    INSERT INTO operator_actions (business_id, action, target, done_by, reason, ended_at)
    VALUES (${businessId}, 'compare', 'everything', 'Karim', 'the disk was full', now())`
  expect(await awaitsComparison(restored)).toBe(false)
  await restored`DELETE FROM inbound_updates`
  await restored`DELETE FROM operator_actions`
  await restored.end()
})

const replacesWhatWasBegunAnew = async (isBegun: boolean) => {
  const { sql } = database
  await sql`UPDATE businesses SET last_order_number = 1042`
  await sql`INSERT INTO operator_actions (business_id, action, target, done_by, reason, ended_at, error)
    VALUES (${businessId}, 'resend', 'a', 'Karim', 'asked', now(), 'no')`
  const { path } = await dump()
  const fresh = await freshDatabase()
  const anew = openPlace({ BUSINESS_ID: businessId, DATABASE_URL: fresh.url })
  try {
    if (isBegun) await seedDemoShop(fresh.sql)
    expect(await restoredTo(fresh.sql)).toBeNull()
    // Temporal is not asked: whatever it says, the book stands.
    await restore.run({ args: [path, ...signed], place: withoutTemporal(anew), say: () => undefined })
    const restored = fresh.connectAgain({ max: 1 })
    expect((await knowledgeOf(restored)).orderNumbers).toEqual(new Map([[businessId, 2_042]]))
    const actions = await newestOperatorActions(restored, businessId, 2)
    expect(actions).toMatchObject([
      { action: 'restore', ended: true, error: null },
      { action: 'resend', ended: true, error: 'no' },
    ])
    expect(await restoredTo(restored)).not.toBeNull()
    await restored`UPDATE operator_actions SET ended_at = NULL WHERE action = 'restore'`
    expect(await restoredTo(restored)).toBeNull()
    await restored.end()
  } finally {
    await anew.close()
    await fresh.drop()
    await sql`DELETE FROM operator_actions`
  }
}
testWithClientTools(
  'over a database in which there is no shop no number is given twice, and the restore is written down',
  () => replacesWhatWasBegunAnew(false),
)
testWithClientTools('and so it is over a shop that was begun anew', () => replacesWhatWasBegunAnew(true))

testWithClientTools('backups are kept for their days, and what is not ours stays', async () => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
  const old = await dump()
  const aged = { ...old.manifest, takenAt: '2026-01-01T04:00:00.000Z' }
  writeFileSync(old.path, JSON.stringify(aged))
  const [brokenOff, beingMade] = ['backup-20260102T040000000Z.shop.dump', 'backup-20260103T040000000Z.shop.dump']
  const notOurs = ['notes.txt', 'backup-20200101T000000000Z.json', 'other.shop.dump']
  writeFileSync(join(folder, 'notes.txt'), 'x')
  writeFileSync(join(folder, 'backup-20200101T000000000Z.json'), JSON.stringify({ ...aged, businessId: 'another' }))
  writeFileSync(join(folder, 'other.shop.dump'), 'x')
  // Broken off before its manifest was written: two days ago, and just now.
  const longAgo = Date.now() / 1000 - 2 * 86_400
  writeFileSync(join(folder, brokenOff), 'x')
  utimesSync(join(folder, brokenOff), longAgo, longAgo)
  writeFileSync(join(folder, beingMade), 'x')
  const { path, manifest, removed } = await dump()
  expect(removed).toEqual([old.manifest.shop.file, brokenOff])
  expect(existsSync(old.path)).toBe(false)
  expect(readdirSync(folder).sort()).toEqual([...notOurs, beingMade, basename(path), manifest.shop.file].sort())
  expect((await backupsIn(folder, businessId)).map((backup) => backup.path)).toEqual([path])
})

test('events of a server whose transactions were counted further are readable here, and keep their order', async () => {
  const { sql } = database
  const tell = (key: string, tx: string) => sql`
    INSERT INTO business_events (tx, type, version, business_id, occurred_at, dedupe_key, payload)
    VALUES (${tx}, 'order_created', 1, ${businessId}, now(), ${key}, '{}')`
  await tell('restored/1', '1')
  expect(await makeFeedReadable(sql)).toBe(false)
  await tell('restored/2', '900000000000')
  expect((await eventsAfter(sql, businessId, { after: feedStart, limit: 9 })).events).toHaveLength(1)
  expect(await makeFeedReadable(sql)).toBe(true)
  const { events } = await eventsAfter(sql, businessId, { after: feedStart, limit: 9 })
  expect(events.map(({ dedupe_key: key }) => key)).toEqual(['restored/1', 'restored/2'])
})

test('no number is given twice, of no business, and skipping never goes back', async () => {
  const { sql } = database
  await sql`INSERT INTO businesses SELECT (jsonb_populate_record(b, '{"id":"other"}')).* FROM businesses b WHERE id = ${businessId}`
  const given = await knowledgeOf(sql)
  const orderNumbers = new Map([
    [businessId, 5_000],
    ['other', 6_000],
  ])
  await skipNumbers(sql, { orderNumbers, transactionId: 9_000n })
  await skipNumbers(sql, given)
  expect(await knowledgeOf(sql)).toMatchObject({ orderNumbers, transactionId: 9_000n })
  await sql`DELETE FROM businesses WHERE id = 'other'`
})

test('a folder of backups that cannot be read takes no other figure away, and vouches for no backup', async () => {
  const registry = new Registry()
  const noFolder = join(folder, 'a-file')
  writeFileSync(noFolder, 'x')
  backupMetrics(registry, { folder: noFolder, businessId })
  const told = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  expect(told).toEqual(['orderly_backup_last_success_timestamp_seconds 0'])
})

test('client tools that are named and do not fit are refused with what can be done', async () => {
  const attempt = findClientTools({ serverMajor: 18, binFolder: folder })
  await expect(attempt).rejects.toBeInstanceOf(NoClientTools)
  await expect(attempt).rejects.toThrow(`PG_BIN=${folder}: not found`)
})
