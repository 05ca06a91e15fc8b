import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '../db/connect'
import { demoBusiness, seedDemoShop } from '../db/demo-shop'
import { migrate } from '../db/migrate'
import { ownerMigrations } from '../db/owner/feed'
import { startPostgres } from './embedded-postgres'
import { childEnvironments } from './local/child-environments'
import { announcement } from './local/announcement'
import { requireOnlyOne } from './local/only-one'
import { keepForOperator } from './local/operator-environment'
import { localSecrets } from './local/secrets'
import { requireFreePorts, requireKnownToken, stackSettings, type StackSettings } from './local/settings'
import { SupervisedChild } from './local/supervisor'
import { SupervisedServer } from './local/supervised-server'
import { obtainTemporal } from './obtain-temporal'
import { prepareNamespace } from './temporal-namespace'
import { startTemporal } from './temporal-server'

const root = resolve(__dirname, '..')
const state = resolve(root, process.env['ORDERLY_STATE'] || '.orderly')
const logs = join(state, 'logs')
const runningNote = 'running.pid'
const namespace = 'default'
const retentionDays = 30
/** Together less than the 10 s within which Ctrl-C must have stopped everything. */
const childGraceMs = 5_500

const say = (line: string) => console.log(line)
/** Of Postgres and Temporal. */
const stops: (() => Promise<unknown>)[] = []
const children: SupervisedChild[] = []
let stopping: Promise<void> | undefined

async function main() {
  const { fresh, only } = readArguments(process.argv.slice(2))
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  const settings = stackSettings(process.env)
  process.once('exit', requireOnlyOne(join(state, runningNote)))
  await requireFreePorts(settings)
  const telegram = (process.env['TELEGRAM_API_ROOT'] || 'https://api.telegram.org').replace(/\/+$/, '')
  await requireKnownToken('TELEGRAM_BOT_TOKEN', settings.realShopBot, telegram)
  await requireKnownToken('OWNER_BOT_TOKEN', settings.realOwnerBot, telegram)
  if (fresh) removeState()
  mkdirSync(logs, { recursive: true })
  const secrets = localSecrets(join(state, 'secrets.json'))

  const executable = settings.ownTemporal ? undefined : await obtainTemporal(say)
  const [databases, temporalAddress] = await Promise.all([
    bringDatabases(settings, secrets.postgresPassword),
    bringTemporal(settings, executable),
  ])
  if (stopping) return
  await prepare(databases)
  if (stopping) return
  const environments = childEnvironments({ settings, secrets, databases, temporalAddress, namespace, state })
  keepForOperator(environments['worker']?.env ?? {}, state)
  const wanted = Object.entries(environments).filter(([name]) => only?.includes(name) ?? true)
  for (const [name, { env, readyUrl, file }] of wanted) {
    children.push(new SupervisedChild({ name, env, readyUrl, file, logFile: logFile(name), say }))
  }
  const names = wanted.map(([name]) => name)
  say(only ? `Starting only ${['the servers', ...names].join(', ')}` : `Starting ${names.join(', ')}`)
  for (const child of children) child.start()
  const ready = await Promise.all(children.map((child) => child.untilReady()))
  if (stopping) return
  const missing = names.filter((_, index) => !ready[index])
  if (missing.length > 0) say(`Not ready: ${missing.join(', ')}. The reason is in ${logs}; the rest is running.`)
  say(announcement({ settings, databases, temporalAddress, logs }))
}

/** All but the note that this process runs here. */
function removeState() {
  for (const name of readdirSync(state)) {
    if (name !== runningNote) rmSync(join(state, name), { recursive: true, force: true })
  }
}

const processNames = ['sandbox', 'worker', 'api', 'bots', 'owner-bot']

/** `only`: the processes to run beside the servers, for who restores a backup; undefined for all of them. */
function readArguments(given: readonly string[]): { fresh: boolean; only: string[] | undefined } {
  const options = { fresh: { type: 'boolean' }, only: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...given], options, strict: false, allowPositionals: true })
  const only = typeof values.only === 'string' ? values.only.split(',').filter((name) => name !== 'servers') : undefined
  const unknown = [
    ...positionals,
    ...Object.keys(values)
      .filter((name) => !Object.hasOwn(options, name))
      .map((name) => `--${name}`),
    ...(values.only === true ? ['--only without a name'] : []),
    ...(only ?? []).filter((name) => !processNames.includes(name)),
  ]
  if (unknown.length > 0) {
    throw new Error(
      `npm start does not know ${unknown.join(' ')}. It knows: npm start -- --fresh, to begin anew, and ` +
        `npm start -- --only servers, or --only ${processNames.join(',')}, to run only some of it.`,
    )
  }
  return { fresh: values.fresh === true, only }
}

async function bringDatabases({ ports, ownDatabases }: StackSettings, password: string) {
  if (ownDatabases) return ownDatabases
  say('Postgres: starting')
  const options = {
    dataFolder: join(state, 'postgres'),
    port: ports.POSTGRES_PORT,
    password,
    logFile: logFile('postgres'),
  }
  const supervised = new SupervisedServer('Postgres', () => startPostgres(options), say)
  stops.push(() => supervised.stop())
  const postgres = await supervised.start()
  for (const name of ['orderly', 'orderly_owner']) await postgres.createDatabaseIfMissing(name)
  return { shop: postgres.url('orderly'), owner: postgres.url('orderly_owner') }
}

async function bringTemporal({ ports, ownTemporal }: StackSettings, executable: string | undefined) {
  if (!executable) return ownTemporal ?? ''
  say('Temporal: starting')
  const options = {
    executable,
    port: ports.TEMPORAL_PORT,
    uiPort: ports.TEMPORAL_UI_PORT,
    databaseFile: join(state, 'temporal.db'),
    namespaces: [namespace],
    logFile: logFile('temporal'),
  }
  const supervised = new SupervisedServer('Temporal', () => startTemporal(options), say)
  stops.push(() => supervised.stop())
  const temporal = await supervised.start()
  await prepareNamespace({ address: temporal.address, namespace, retentionDays })
  return temporal.address
}

async function prepare(databases: { shop: string; owner: string }) {
  const shop = connect(databases.shop, { max: 2, applicationName: 'orderly-start' })
  const owner = connect(databases.owner, { max: 1, applicationName: 'orderly-start' })
  try {
    const { applied } = await migrate(shop)
    const { applied: ofOwner } = await migrate(owner, ownerMigrations)
    say(`Databases: ${applied.length + ofOwner.length} migrations applied`)
    await seedDemoShop(shop)
    say(`Demo business: ${demoBusiness.name}`)
  } finally {
    await Promise.all([shop.end(), owner.end()])
  }
}

/** The log of this start; the one before it is kept beside it. */
function logFile(name: string): string {
  const path = join(logs, `${name}.log`)
  if (existsSync(path)) renameSync(path, join(logs, `${name}.before.log`))
  return path
}

function stop(code: number) {
  stopping ??= (async () => {
    if (stops.length > 0) say('Stopping')
    // The processes first, as they want to finish with Postgres and Temporal still there.
    await Promise.all(children.map((child) => child.stop(childGraceMs)))
    await Promise.all(stops.map((stopOne) => stopOne().catch(() => undefined)))
    if (stops.length > 0) say('Stopped')
    process.exit(code)
  })()
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // npm passes on the Ctrl-C that the terminal sends to us as well, so a second signal is no impatience.
  process.on(signal, () => stop(0))
}

process.on('uncaughtException', (error) => {
  // The Postgres driver throws from a timer when its server is stopped in the middle of a query; that must not keep the
  // rest from being stopped.
  if (stopping) return
  console.error(error)
  stop(1)
})

main().catch((error: unknown) => {
  if (stopping) return
  console.error(error instanceof Error ? error.message : error)
  stop(1)
})
