import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, pendingMigrations } from '../../db/migrate'
import { freshDatabase, type FreshDatabase } from '../setup/database'

let database: FreshDatabase
let folder: string

beforeEach(async () => {
  database = await freshDatabase({ empty: true })
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

const write = (name: string, text: string) => writeFile(join(folder, name), text)
const tables = async () => {
  const rows = await database.sql<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  return rows.map((row) => row.name)
}

test('new files are applied in order, once', async () => {
  await write('0002_wheel.sql', 'ALTER TABLE cart ADD wheels int')
  await write('0001_cart.sql', 'CREATE TABLE cart (id int); CREATE TABLE horse (id int);')
  expect(await pendingMigrations(database.sql, folder)).toEqual(['0001_cart.sql', '0002_wheel.sql'])
  expect(await migrate(database.sql, folder)).toEqual({ applied: ['0001_cart.sql', '0002_wheel.sql'] })
  expect(await migrate(database.sql, folder)).toEqual({ applied: [] })
  expect(await pendingMigrations(database.sql, folder)).toEqual([])
  expect(await tables()).toEqual(['cart', 'horse', 'schema_migrations'])
})

test('two processes that migrate at once apply each file once', async () => {
  await write('0001_cart.sql', 'CREATE TABLE cart (id int); SELECT pg_sleep(0.2);')
  await write('0002_horse.sql', 'CREATE TABLE horse (id int)')
  const results = await Promise.all([migrate(database.sql, folder), migrate(database.connectAgain(), folder)])
  expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['0001_cart.sql', '0002_horse.sql'])
})

test('a file edited after it was applied is refused and nothing changes', async () => {
  await write('0001_cart.sql', 'CREATE TABLE cart (id int)')
  await migrate(database.sql, folder)
  await write('0001_cart.sql', 'CREATE TABLE cart (id bigint)')
  await write('0002_horse.sql', 'CREATE TABLE horse (id int)')
  await expect(migrate(database.sql, folder)).rejects.toThrow(
    '0001_cart.sql: was edited after it had been applied; put it back and write a new migration',
  )
  expect(await tables()).toEqual(['cart', 'schema_migrations'])
})

test('other line ends are not an edit', async () => {
  await write('0001_cart.sql', 'CREATE TABLE cart (\n  id int)')
  await migrate(database.sql, folder)
  await write('0001_cart.sql', 'CREATE TABLE cart (\r\n  id int)')
  expect(await migrate(database.sql, folder)).toEqual({ applied: [] })
})

test('a file numbered before the last applied one is refused', async () => {
  await write('0002_cart.sql', 'CREATE TABLE cart (id int)')
  await migrate(database.sql, folder)
  await write('0001_horse.sql', 'CREATE TABLE horse (id int)')
  await expect(migrate(database.sql, folder)).rejects.toThrow('0001_horse.sql: comes before 0002_cart.sql')
  expect(await tables()).toEqual(['cart', 'schema_migrations'])
})

test('a database that is ahead of the folder is refused', async () => {
  await write('0001_cart.sql', 'CREATE TABLE cart (id int)')
  await migrate(database.sql, folder)
  await rm(join(folder, '0001_cart.sql'))
  await expect(migrate(database.sql, folder)).rejects.toThrow(
    '0001_cart.sql: was applied to this database but is not in the folder',
  )
})

test.each([
  [['1_cart.sql'], '1_cart.sql: name it NNNN_what_it_does.sql'],
  [['0001_cart.sql', '0001_horse.sql'], '0001_horse.sql: has the same number as 0001_cart.sql'],
])('files named %j are refused', async (names, problem) => {
  for (const name of names) await write(name, 'SELECT 1')
  await expect(migrate(database.sql, folder)).rejects.toThrow(problem)
  expect(await tables()).toEqual([])
})

test('a file that Postgres rejects names its line and leaves nothing of itself', async () => {
  await write('0001_cart.sql', 'CREATE TABLE cart (id int)')
  await write('0002_broken.sql', 'CREATE TABLE horse (id int);\n\nALTER TABEL cart ADD x int;')
  await expect(migrate(database.sql, folder)).rejects.toThrow(/^0002_broken\.sql: Postgres refused it: .*\(line 3\)$/)
  expect(await tables()).toEqual(['cart', 'schema_migrations'])
})
