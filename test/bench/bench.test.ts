import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cost } from '../../bench/cost'
import { groundOn, type Ground } from '../../bench/ground'
import { growth } from '../../bench/growth'
import { lifecycle } from '../../bench/lifecycle'
import { sizes, type Findings } from '../../bench/part'
import { webhook } from '../../bench/webhook'
import { connect } from '../../db/connect'
import { ground as groundOfTests } from '../setup/ground'

/** The benchmark on the ground of the tests, with a handful of everything: whether it measures at all, not what. */
let ground: Ground
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-bench-test-'))
  const { temporalAddress: address, postgresUrl } = groundOfTests()
  ground = groundOn({
    engine: { name: 'dev', address, pids: () => [process.pid] },
    postgres: {
      pid: process.pid,
      url: (database) => Object.assign(new URL(postgresUrl), { pathname: `/${database}` }).href,
      async createDatabaseIfMissing(name) {
        const admin = connect(postgresUrl, { max: 1 })
        await admin`CREATE DATABASE ${admin(name)}`
        await admin.end()
      },
    },
    folder,
    built: false,
    say: () => undefined,
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('lifecycles are measured beside the floor and the naive form', async () => {
  const { figures, tables } = await lifecycle(ground, sizes.smoke)
  const { rows } = figures as { rows: { form: string; actions: number; perSecond: { median: number } }[] }
  expect(rows.map(({ form }) => form)).toEqual(['ours', 'floor', 'floor with sends', 'naive'])
  expect(rows[0]).toMatchObject({ actions: 27 })
  for (const { perSecond } of rows) expect(perSecond.median).toBeGreaterThan(0)
  expect(tables[0]?.rows).toHaveLength(4)
}, 120_000)

// The storm and the mass expiry wait for whole minutes: the first is run by `npm run bench -- --quick`, the second in test/e2e.
test.each<[string, (ground: Ground, size: typeof sizes.smoke) => Promise<Findings>, number]>([
  ['webhook', webhook, 8],
  ['cost', cost, 11],
  ['growth', growth, 10],
])(
  '%s is measured, and every row of its table has its figures',
  async (_, part, atLeast) => {
    const { tables } = await part(ground, sizes.smoke)
    const rows = tables.flatMap((table) => table.rows)
    expect(rows.length).toBeGreaterThanOrEqual(atLeast)
    expect(rows.flat().filter((cell) => /NaN|undefined|null|Infinity/.test(cell))).toEqual([])
  },
  120_000,
)
