import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { homedir, hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { AccessActivities } from '../activities/access'
import type { BackupActivities } from '../activities/backup'
import { createLedgerActivities } from '../activities/ledger'
import { createSubscriptionActivities } from '../activities/subscriptions'
import type { Notices } from '../activities/notices'
import { createResendSteps } from '../activities/notices/resend'
import type { StarsActivities } from '../activities/stars'
import { connect } from '../db/connect'
import { demoBusiness, seedDemoShop } from '../db/demo-shop'
import { migrate } from '../db/migrate'
import type { Db } from '../db/types'
import { settingsSchema } from '../domain/settings'
import { taskQueues } from '../workflows/task-queues'
import { paths, type Path } from './histories/paths'
import { buyerId, createScene } from './histories/scene'
import { TelegramStandIn } from './histories/telegram-stand-in'
import { startOwnServers } from './own-servers'
import { bundleWorkflows } from './workflow-bundle'

/**
 * `npm run histories`: drives an order or a subscription along every path of histories/paths.ts on a real Temporal and a real Postgres and
 * writes what Temporal recorded to test/histories, where the tests replay it. `npm run histories -- stars-refund`
 * records only the paths that are named. Only Telegram is stood in for.
 */
const folder = join(__dirname, '..', 'test', 'histories')
const atOnce = 3
const patient = 10 * 60_000

interface Ground {
  readonly connection: Connection
  readonly nativeConnection: NativeConnection
  readonly workflowBundle: { readonly code: string }
  database(name: string): Promise<Db & { end(): Promise<void> }>
}

async function main() {
  const named = process.argv.slice(2)
  const unknown = named.filter((name) => !paths[name])
  if (unknown.length > 0) throw new Error(`no path ${unknown.join(', ')}; there are: ${Object.keys(paths).join(', ')}`)
  const wanted = Object.entries(paths).filter(([name]) => named.length === 0 || named.includes(name))

  const stops: (() => Promise<unknown>)[] = []
  try {
    const ground = await layGround(
      wanted.map(([name]) => name),
      stops,
    )
    await mkdir(folder, { recursive: true })
    const queue = [...wanted]
    const failures: unknown[] = []
    const recorder = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await record(...next, ground).catch((error: unknown) => failures.push(error))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, recorder))
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'))
    await forgetOldPaths()
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function layGround(namespaces: readonly string[], stops: (() => Promise<unknown>)[]): Promise<Ground> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
  })
  const servers = await startOwnServers({ name: 'histories', engine: 'dev', namespaces, say: console.log })
  stops.push(() => servers.close())
  const { postgres, engine } = servers
  const connection = await Connection.connect({ address: engine.address })
  stops.push(() => connection.close())
  const nativeConnection = await NativeConnection.connect({ address: engine.address })
  stops.push(() => nativeConnection.close())
  const workflowBundle = await bundleWorkflows()
  return {
    connection,
    nativeConnection,
    workflowBundle,
    async database(name) {
      await postgres.createDatabaseIfMissing(name)
      return connect(postgres.url(name), { max: 5 })
    },
  }
}

async function record(name: string, { settings = {}, walk }: Path, ground: Ground): Promise<void> {
  const sql = await ground.database(name)
  await migrate(sql)
  await seedDemoShop(sql)
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${demoBusiness.id}, ${buyerId}, '42', 'A buyer')`
  const [business] = await sql<{ settings: object }[]>`SELECT settings FROM businesses`
  const patience = { depositExpiryMs: patient, balanceExpiryMs: patient, nudgesMs: [] }
  const ours = settingsSchema.parse({ ...business?.settings, ...patience, ...settings })
  await sql`UPDATE businesses SET settings = ${sql.json(ours)}`

  const client = new Client({ connection: ground.connection, namespace: name, identity: 'caller' })
  const telegram = new TelegramStandIn()
  const stopWorkers = await startWorkers(name, ground, sql, telegram)
  try {
    await walk(createScene({ sql, client }), telegram.told, telegram)
    await writeHistories(name, client)
  } catch (error) {
    throw new Error(`${name}: ${inWords(error)}`, { cause: error })
  } finally {
    await stopWorkers()
    await sql.end()
  }
}

/** With its causes: "Workflow Update failed" alone says nothing. */
const inWords = (error: unknown): string =>
  error instanceof Error ? [error.message, ...(error.cause ? [inWords(error.cause)] : [])].join(': ') : String(error)

async function startWorkers(
  namespace: string,
  ground: Ground,
  sql: Db,
  telegram: TelegramStandIn,
): Promise<() => Promise<void>> {
  const access: AccessActivities = {
    async settleAccess({ subscriptionId }) {
      await sql`UPDATE access_grants SET settled_at = now() WHERE subscription_id = ${subscriptionId}`
      await sql`UPDATE invite_links SET revoked_at = now() WHERE subscription_id = ${subscriptionId}`
      return { links: null, exempt: [], reopened: [], tryAgainMs: null }
    },
  }
  const said: Notices & StarsActivities & AccessActivities = {
    ...access,
    tell: (notice) => telegram.tell(notice),
    retireButtons: () => Promise.resolve(),
    refundStars: () => Promise.resolve(),
    async settleStarRenewals({ subscriptionId }) {
      await sql`UPDATE star_subscriptions SET renewal = 'off' WHERE subscription_id = ${subscriptionId}`
    },
  }
  // Without names of ours, Temporal would write the process and the machine into every event.
  const common = { connection: ground.nativeConnection, namespace, identity: 'worker' }
  const orderly = await Worker.create({
    ...common,
    workflowBundle: ground.workflowBundle,
    taskQueue: taskQueues.orderly,
    activities: {
      ...createLedgerActivities({ sql }),
      ...createSubscriptionActivities({ sql }),
      ...createResendSteps({ sql }),
      ...access,
    },
  })
  const teller = await Worker.create({ ...common, taskQueue: taskQueues.telegram, activities: said })
  const backups: BackupActivities = {
    backUp: () => Promise.resolve({ file: 'backup.json', bytes: 4_711, takenAt: new Date().toISOString() }),
  }
  const backup = await Worker.create({ ...common, taskQueue: taskQueues.backup, activities: backups })
  const runs = Promise.all([orderly.run(), teller.run(), backup.run()])
  return async () => {
    orderly.shutdown()
    teller.shutdown()
    backup.shutdown()
    await runs
  }
}

async function writeHistories(path: string, client: Client): Promise<void> {
  for (const old of await readdir(folder)) if (old.startsWith(`${path}.`)) await rm(join(folder, old))
  const seen = new Map<string, number>()
  const written: string[] = []
  for (const { workflowId, runId, type } of await everyRun(client)) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
    const text = oneEventALine(historyToJSON(history))
    refuseTraces(`${path} ${workflowId}`, text)
    const number = (seen.get(type) ?? 0) + 1
    seen.set(type, number)
    const file = `${path}.${type}${number > 1 ? `-${number}` : ''}.json`
    await writeFile(join(folder, file), text)
    written.push(file)
  }
  console.log(`${path}: ${written.join(' ')}`)
}

/** Every run of a namespace, oldest first, once all have ended and none has been started for a second. */
async function everyRun(client: Client) {
  const giveUp = Date.now() + 60_000
  for (let before = -1; ;) {
    const runs = []
    for await (const run of client.workflow.list()) runs.push(run)
    const running = runs.filter(({ status }) => status.name === 'RUNNING')
    if (running.length === 0 && runs.length > 0 && runs.length === before) {
      const ended = ['COMPLETED', 'CONTINUED_AS_NEW']
      const failed = runs.filter(({ status }) => !ended.includes(status.name))
      if (failed.length > 0)
        throw new Error(`did not complete: ${failed.map(({ workflowId }) => workflowId).join(', ')}`)
      return runs.sort((a, b) => a.startTime.getTime() - b.startTime.getTime())
    }
    if (Date.now() > giveUp) throw new Error(`still running: ${running.map(({ workflowId }) => workflowId).join(', ')}`)
    before = running.length === 0 ? runs.length : -1
    await pause(1_000)
  }
}

/** Readable in a diff, and a third of the size of indented JSON. */
function oneEventALine(json: string): string {
  const { events } = JSON.parse(json) as { events: unknown[] }
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`
}

/** Payloads are base64, so a trace may hide in one. */
function refuseTraces(what: string, text: string): void {
  const payloads = [...text.matchAll(/"data":"([^"]+)"/g)].map(([, data]) =>
    Buffer.from(data ?? '', 'base64').toString(),
  )
  const everything = [text, ...payloads].join('\n')
  const traces = [hostname(), homedir(), process.cwd(), tmpdir(), `${process.pid}@`]
  const found = traces.find((trace) => everything.includes(trace))
  if (found) throw new Error(`${what} names this machine: ${found}`)
}

async function forgetOldPaths(): Promise<void> {
  for (const file of await readdir(folder)) {
    if (file.endsWith('.json') && !paths[file.split('.')[0] ?? '']) await rm(join(folder, file))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
