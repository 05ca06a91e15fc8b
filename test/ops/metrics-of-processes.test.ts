import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { migrate } from '../../db/migrate'
import { ownerMigrations } from '../../db/owner/feed'
import { freePorts } from '../../ops/ports'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { devServer, type DevServer } from '../setup/temporal'
import { documentedMetrics } from './documented-metrics'
import { readExposition, type Family } from './exposition'

const names = ['worker', 'api', 'bots', 'owner-bot'] as const
const documented = documentedMetrics()
const children: ChildProcess[] = []
let shop: FreshDatabase
let owner: FreshDatabase
let server: DevServer
const told = new Map<string, Map<string, Family>>()

beforeAll(async () => {
  ;[shop, owner, server] = await Promise.all([freshDatabase(), freshDatabase({ empty: true }), devServer()])
  await Promise.all([seedDemoShop(shop.sql), migrate(owner.sql, ownerMigrations)])
  const ports = await freePorts(names.length)
  const nowhere = 'http://127.0.0.1:1'
  const environment = {
    PATH: process.env['PATH'],
    BUSINESS_ID: demoBusiness.id,
    BUSINESS_NAME: demoBusiness.name,
    DATABASE_URL: shop.url,
    OWNER_DATABASE_URL: owner.url,
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: server.namespace,
    TELEGRAM_BOT_TOKEN: '7000000001:abcdefghijklmnop',
    OWNER_BOT_TOKEN: '7000000002:abcdefghijklmnop',
    OWNER_BOT_PEOPLE: '123456789:owner',
    EVENTS_TOKEN: '0123456789abcdef',
    BACKUP_FOLDER: join(tmpdir(), 'orderly-no-backups'),
    TELEGRAM_API_ROOT: nowhere,
    SHOP_API_URL: nowhere,
    ...Object.fromEntries(
      names.map((name, index) => [`${name.toUpperCase().replace('-', '_')}_PORT`, String(ports[index])]),
    ),
  }
  for (const name of names) {
    const file = join(__dirname, '..', '..', 'ops', `${name}.ts`)
    children.push(spawn(process.execPath, ['--import', 'tsx', file], { env: environment, stdio: 'ignore' }))
  }
  for (const [index, name] of names.entries()) {
    // The worker tells of the SDK once it polls, for which it bundles the workflows; the others count their calls of a Telegram that is not there.
    const last =
      { worker: 'temporal_num_pollers', api: 'orderly_webhook_seconds' }[name as string] ?? 'outcome="failed"'
    let text = ''
    while (!text.includes(last)) {
      await pause(500)
      const answer = await fetch(`http://127.0.0.1:${ports[index]}/metrics`).catch(() => null)
      text = (await answer?.text()) ?? ''
    }
    told.set(name, readExposition(text))
  }
}, 180_000)
afterAll(async () => {
  for (const child of children) {
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await exited
  }
  await server.close()
  await Promise.all([shop.drop(), owner.drop()])
})

test.each(names)('%s tells, in the form that Prometheus reads, what docs/metrics.md says it does', (name) => {
  const families = [...told.get(name)!.values()]
  for (const { name: metric, type, labels } of families) {
    const row = documented.get(metric)
    expect([metric, row?.type, row?.processes.includes(name)]).toEqual([metric, type, true])
    expect(row?.labels).toEqual(expect.arrayContaining([...labels].filter((label) => label !== 'process')))
  }
  const promised = [...documented.values()].filter(
    (row) => row.processes.includes(name) && !row.name.startsWith('temporal_'),
  )
  expect(families.map((family) => family.name)).toEqual(expect.arrayContaining(promised.map((row) => row.name)))
})

test('every series says of which process it is', () => {
  for (const families of told.values()) {
    for (const { name, labels, series } of families.values()) {
      if (series > 0) expect([name, [...labels]]).toEqual([name, expect.arrayContaining(['process'])])
    }
  }
})
