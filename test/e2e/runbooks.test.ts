import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshDatabase, type FreshDatabase } from '../setup/database'

const folder = join(__dirname, '..', '..', 'docs', 'runbooks')
const statements = readdirSync(folder).flatMap((file) =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/```sql\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block
      .split(/;\s*$/m)
      .map((statement) => statement.trim())
      .filter(Boolean)
      .map((statement) => [`${file}: ${statement.split('\n')[0]}`, statement] as const),
  ),
)

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

test('the runbooks have queries', () => {
  expect(statements.length).toBeGreaterThan(5)
})

test.each(statements)('an operator can run %s', async (_, statement) => {
  // What stands in <angle brackets> is filled in by the operator; a number fits wherever we ask for one.
  await expect(database.sql.unsafe(`EXPLAIN ${statement.replaceAll(/<\w+>/g, '1')}`)).resolves.not.toHaveLength(0)
})
