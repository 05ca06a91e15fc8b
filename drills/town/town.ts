import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '../../db/connect'
import { migrate } from '../../db/migrate'
import { startPostgres } from '../../ops/embedded-postgres'
import { startEngine, type EngineName } from '../../ops/engines'
import { freeLowPorts } from '../../ops/ports'
import { createSandboxClient, type SandboxClient } from '../../sandbox/client'
import { startSandbox } from '../../sandbox/server'
import type { Crowd } from '../people/crowd'
import { KillableProcess } from './process'
import { groupsAtWork } from './colleagues'
import { DrillServer } from './server'
import { drillBusiness, openShop, shopBot, type ShopTimes } from './shop'
import { openWire, type Wire } from './wire'

export interface TownOptions {
  readonly engine: EngineName
  /** Everything is kept there. */
  readonly folder: string
  /** A production build; without it the TypeScript is run. */
  readonly build: string | undefined
  readonly crowd: Crowd
  readonly times: ShopTimes
  readonly say: (line: string) => void
}

/** A whole shop as merchants run it: processes of their own, two copies of the api, and the outside world stood in for. */
export interface DrillTown {
  readonly sandbox: SandboxClient
  readonly sandboxUrl: string
  readonly databaseUrl: string
  readonly temporalAddress: string
  readonly eventsToken: string
  readonly apiUrls: readonly string[]
  readonly wire: Wire
  readonly processes: {
    readonly worker: KillableProcess
    readonly apis: readonly KillableProcess[]
    readonly bots: KillableProcess
  }
  readonly postgres: Pick<DrillServer<never>, 'outages' | 'restart'>
  readonly temporal: Pick<DrillServer<never>, 'outages' | 'restart'>
  /** Cuts every connection of the shop to its database. */
  cutConnections(): Promise<void>
  /** When that was done, ms. */
  readonly cuts: readonly number[]
  close(): Promise<void>
}

export const drillNamespace = 'drills'
const secret = (bytes: number) => randomBytes(bytes).toString('hex')

export async function openTown({
  engine: engineName,
  folder,
  build,
  crowd,
  times,
  say,
}: TownOptions): Promise<DrillTown> {
  const stops: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop()
  }
  try {
    await mkdir(folder, { recursive: true })
    const [postgresPort = 0, temporalPort = 0, worker = 0, bots = 0, ...apis] = await freeLowPorts(6)
    const password = secret(12)
    say(`Postgres and Temporal (${engineName}) are starting`)
    const postgres = new DrillServer(() =>
      startPostgres({
        dataFolder: join(folder, 'postgres'),
        port: postgresPort,
        password,
        logFile: join(folder, 'postgres.log'),
        maxConnections: 200,
      }),
    )
    await postgres.start()
    stops.push(() => postgres.stop())
    await postgres.current.createDatabaseIfMissing('orderly')
    const databaseUrl = postgres.current.url('orderly')
    const sql = connect(databaseUrl, { max: 2, applicationName: 'drill' })
    stops.push(() => sql.end({ timeout: 2 }))
    await migrate(sql)
    await openShop(sql, crowd, times)

    const temporal = new DrillServer(() =>
      startEngine(engineName, {
        folder,
        postgres: postgres.current,
        namespaces: [drillNamespace],
        say,
        port: temporalPort,
      }),
    )
    await temporal.start()
    stops.push(() => temporal.stop())

    const cuts: number[] = []
    const eventsToken = secret(20)
    const paymeKey = secret(18)
    const paymeMerchant = '587f72c72cac0d162c722ae2'
    const click = { serviceId: '1001', merchantId: '2002', secretKey: secret(8) }
    const token = `7000001:${secret(16)}`
    const wire = await openWire(
      apis.map((port) => `http://127.0.0.1:${port}`),
      { holdMs: 12_000 },
    )
    stops.push(() => wire.close())
    const sandbox = await startSandbox({
      apiUrl: wire.url,
      businessId: drillBusiness,
      payme: { key: paymeKey, merchantId: paymeMerchant },
      click,
      bots: [{ token, username: shopBot, name: 'Drill' }],
      people: crowd.people,
      groups: groupsAtWork,
      limits: false,
      callsKept: 500_000,
      // Providers wait longer than our 8 s, as real ones do, and ask again sooner, so that a drill has more of it.
      timings: { starMonthMs: times.monthMs, providerTimeoutMs: 10_000, providerRetryMs: 1_000, providerAttempts: 4 },
      logLevel: 'silent',
    })
    stops.push(() => sandbox.close())

    const environment = {
      ...process.env,
      NODE_OPTIONS: '',
      BUSINESS_ID: drillBusiness,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.current.address,
      TEMPORAL_NAMESPACE: drillNamespace,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: sandbox.url,
      TELEGRAM_PROVIDER_TOKEN: 'provider:TEST:1',
      PAYME_MERCHANT_ID: paymeMerchant,
      PAYME_KEY: paymeKey,
      PAYME_CHECKOUT_URL: sandbox.paymeCheckoutUrl,
      CLICK_MERCHANT_ID: click.merchantId,
      CLICK_SERVICE_ID: click.serviceId,
      CLICK_SECRET_KEY: click.secretKey,
      CLICK_PAY_URL: sandbox.clickPayUrl,
      EVENTS_TOKEN: eventsToken,
      LISTEN_HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    }
    const bring = (name: string, module: 'worker' | 'api' | 'bots', port: number) => {
      const variable = `${module.toUpperCase()}_PORT`
      const env = { ...environment, [variable]: String(port) }
      const child = new KillableProcess({ name, module, build, env, port, logFile: join(folder, `${name}.log`) })
      child.start()
      stops.push(() => child.stop())
      return child
    }
    say('worker, bots and two copies of the api are starting')
    const processes = {
      worker: bring('worker', 'worker', worker),
      bots: bring('bots', 'bots', bots),
      apis: apis.map((port, index) => bring(`api-${index + 1}`, 'api', port)),
    }
    await Promise.all([processes.worker, processes.bots, ...processes.apis].map((child) => child.untilReady()))
    return {
      sandbox: createSandboxClient(sandbox.url),
      sandboxUrl: sandbox.url,
      databaseUrl,
      temporalAddress: temporal.current.address,
      eventsToken,
      apiUrls: apis.map((port) => `http://127.0.0.1:${port}`),
      wire,
      processes,
      postgres,
      temporal,
      async cutConnections() {
        cuts.push(Date.now())
        await sql`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name LIKE 'orderly-%'`
      },
      cuts,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
