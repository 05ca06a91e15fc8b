import { Worker } from '@temporalio/worker'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../../activities'
import { retryWatch } from '../../activities/retry-watch'
import { createApi } from '../../api/app'
import { createApiServer } from '../../api/server'
import { createOwnerBot } from '../../bots/owner/bot'
import { createShopBot } from '../../bots/shop/bot'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { migrate } from '../../db/migrate'
import { ownerMigrations } from '../../db/owner/feed'
import type { Db } from '../../db/types'
import { createPayLinks } from '../../domain/pay-links'
import { orderWorkflowId } from '../../domain/ids'
import type { Settings } from '../../domain/settings'
import type { ClickMerchant } from '../../ops/reconcile/ask-click'
import { createSandboxClient, type SandboxClient } from '../../sandbox/client'
import { startSandbox } from '../../sandbox/server'
import { createGateway } from '../../telegram/gateway'
import { createLifecycles } from '../../workflows/callers'
import { taskQueues, workerLimits } from '../../workflows/task-queues'
import { freshDatabase } from '../setup/database'
import { bundledWorkflows, devServer, type DevServer } from '../setup/temporal'

export const dilnoza = 1001
export const ivan = 1002
export const owner = 2001
export const manager = 2002
export const florist = 2003
export const courier = 2004
export const florists = '-1003001'
export const couriers = '-1003002'
export const managers = '-1003003'
export const shopBot = 'gulzor_bot'
export const ownerBot = 'gulzor_owner_bot'

const shopToken = '7000001:shop-secret'
const ownerToken = '7000002:owner-secret'
const log = pino({ level: process.env['TOWN_LOG'] ?? 'silent' })
const paymeKey = 'payme-key'
const click = { serviceId: '1001', merchantId: '2002', secretKey: 'TESTSECRET' }
const eventsToken = 'events-token-of-the-town'
const providerToken = 'provider:TEST:1'
/** Everything that must stay between the town's processes. */
export const townSecrets = [shopToken, ownerToken, paymeKey, click.secretKey, eventsToken, providerToken]

export interface TownOptions {
  /** Over the demo's settings. */
  readonly settings?: Partial<Settings>
  readonly withOwnerBot?: boolean
  /** No worker runs in this process: the test starts its own with `workerEnvironment`. */
  readonly withoutWorkers?: boolean
  /** The clock of the api alone, Unix ms: a Click payment prepared by a clock that is behind is let go sooner. */
  readonly apiNow?: () => number
}

export interface Town {
  readonly sandbox: SandboxClient
  readonly sandboxUrl: string
  /** What `npm run ops` asks Click with. */
  readonly clickMerchant: ClickMerchant
  /** Lets Payme and Click reach the api, or not. */
  connectProviders(on: boolean): void
  readonly apiUrl: string
  readonly sql: Db
  readonly temporal: DevServer
  /** What ops/worker.ts is started with to work for this town. */
  readonly workerEnvironment: Readonly<Record<string, string>>
  /** Answers the newest order of a buyer as the database has it. */
  orderOf(buyer: number): Promise<OrderView>
  /** Waits until the order of a buyer is in a state. */
  untilOrder(buyer: number, state: string): Promise<OrderView>
  /** The result of the order's workflow, when it has ended. */
  ended(orderId: string): Promise<unknown>
  close(): Promise<void>
}

export interface OrderView {
  readonly id: string
  readonly number: number
  readonly state: string
  readonly total: bigint
  readonly paid: bigint
  readonly dueNow: bigint
  readonly payments: readonly { id: string; kind: string; state: string; amount: bigint }[]
}

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9'

/** The whole shop in one test: sandbox, api, bots and worker on a Postgres and a Temporal namespace of its own. */
export async function openTown(options: TownOptions = {}): Promise<Town> {
  const { settings = {}, withOwnerBot = false, withoutWorkers = false, apiNow = Date.now } = options
  const stops: (() => Promise<unknown>)[] = []
  const database = await freshDatabase()
  stops.push(() => database.drop())
  const { sql } = database
  await seedDemoShop(sql)
  await sql`UPDATE businesses SET settings = settings || ${sql.json(settings as never)}`
  const temporal = await devServer()
  stops.push(() => temporal.close())

  const sandbox = await startSandbox({
    apiUrl: nowhere,
    businessId: demoBusiness.id,
    payme: { key: paymeKey, merchantId: '587f72c72cac0d162c722ae2' },
    click,
    bots: [
      { token: shopToken, username: shopBot, name: 'Gulzor' },
      { token: ownerToken, username: ownerBot, name: 'Gulzor · owner', groupIds: [] },
    ],
    limits: false,
    logLevel: 'silent',
  })
  stops.push(() => sandbox.close())
  const lifecycles = createLifecycles(temporal.client)
  const stopping = new AbortController()
  const server = createApiServer(
    createApi({
      sql,
      lifecycles,
      credentialsOf: (businessId) => (businessId === demoBusiness.id ? { payme: { key: paymeKey }, click } : null),
      eventReaders: [{ businessId: demoBusiness.id, token: eventsToken }],
      log,
      now: apiNow,
      stopping: stopping.signal,
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  sandbox.setApiUrl(apiUrl)
  stops.push(async () => {
    stopping.abort()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const links = createPayLinks((businessId) =>
    businessId === demoBusiness.id
      ? {
          payme: { merchantId: '587f72c72cac0d162c722ae2', checkoutUrl: sandbox.paymeCheckoutUrl },
          click: { merchantId: click.merchantId, serviceId: click.serviceId, payUrl: sandbox.clickPayUrl },
          telegramFiat: { providerToken },
        }
      : undefined,
  )
  const gateway = createGateway({ token: shopToken, apiRoot: sandbox.url })
  const deps = { sql, telegramFor: () => gateway, links, log }
  if (!withoutWorkers) stops.push(await startWorkers(temporal, deps))

  const bot = createShopBot({
    token: shopToken,
    botId: '7000001',
    businessId: demoBusiness.id,
    sql,
    lifecycles,
    gateway,
    links,
    log,
    now: Date.now,
  })
  await bot.startPolling()
  stops.push(() => bot.stop())
  if (withOwnerBot) stops.push(await startOwnerBot(temporal, sandbox.url, apiUrl))

  const orderOf = async (buyer: number): Promise<OrderView> => {
    const [order] = await sql<Omit<OrderView, 'payments'>[]>`
      SELECT o.id, o.number, o.state, o.total, d.paid, d.due_now AS "dueNow"
      FROM orders o JOIN order_dues d ON d.business_id = o.business_id AND d.order_id = o.id
      WHERE o.buyer_id = ${`telegram:${buyer}`} ORDER BY o.number DESC LIMIT 1`
    if (!order) throw new Error(`buyer ${buyer} has no order`)
    const payments = await sql<OrderView['payments'][number][]>`
      SELECT id, kind, state, amount FROM payments WHERE order_id = ${order.id} ORDER BY position`
    return { ...order, payments: payments.map((payment) => ({ ...payment })) }
  }
  return {
    sandbox: createSandboxClient(sandbox.url),
    sandboxUrl: sandbox.url,
    clickMerchant: {
      apiUrl: sandbox.clickApiUrl,
      serviceId: click.serviceId,
      merchantUserId: '77',
      secretKey: click.secretKey,
    },
    connectProviders: (on) => sandbox.setApiUrl(on ? apiUrl : nowhere),
    apiUrl,
    sql,
    temporal,
    workerEnvironment: {
      BUSINESS_ID: demoBusiness.id,
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      TELEGRAM_BOT_TOKEN: shopToken,
      TELEGRAM_API_ROOT: sandbox.url,
      PAYME_MERCHANT_ID: '587f72c72cac0d162c722ae2',
      PAYME_CHECKOUT_URL: sandbox.paymeCheckoutUrl,
      CLICK_MERCHANT_ID: click.merchantId,
      CLICK_SERVICE_ID: click.serviceId,
      CLICK_PAY_URL: sandbox.clickPayUrl,
      WORKER_PORT: '0',
      LOG_LEVEL: 'info',
    },
    orderOf,
    untilOrder: (buyer, state) =>
      until(`order of ${buyer} is ${state}`, async () => {
        const order = await orderOf(buyer).catch(() => undefined)
        return order?.state === state ? order : undefined
      }),
    ended: (orderId) => temporal.client.workflow.getHandle(orderWorkflowId(demoBusiness.id, orderId)).result(),
    async close() {
      for (const stop of stops.toReversed()) await stop()
    },
  }
}

/** Starts the two workers; answers how to stop them. */
export async function startWorkers(
  temporal: DevServer,
  deps: Parameters<typeof createTelegramActivities>[0],
): Promise<() => Promise<void>> {
  const common = {
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    interceptors: { activity: [retryWatch({ sql: deps.sql, businessId: demoBusiness.id, log: deps.log })] },
  }
  const orderly = await Worker.create({
    ...common,
    ...bundledWorkflows(),
    taskQueue: taskQueues.orderly,
    activities: createOrderlyActivities(deps),
    ...workerLimits.orderly,
  })
  const telegram = await Worker.create({
    ...common,
    taskQueue: taskQueues.telegram,
    activities: createTelegramActivities(deps),
    ...workerLimits.telegram,
  })
  const runs = Promise.all([orderly.run(), telegram.run()])
  return async () => {
    orderly.shutdown()
    telegram.shutdown()
    await runs
  }
}

async function startOwnerBot(temporal: DevServer, telegramUrl: string, apiUrl: string): Promise<() => Promise<void>> {
  const own = await freshDatabase({ empty: true })
  await migrate(own.sql, ownerMigrations)
  const bot = createOwnerBot({
    token: ownerToken,
    businessId: demoBusiness.id,
    name: demoBusiness.name,
    zone: demoBusiness.zone,
    currency: demoBusiness.currency,
    people: [{ businessId: demoBusiness.id, externalId: String(owner), role: 'owner', lang: 'ru' }],
    sql: own.sql,
    temporal: temporal.client,
    events: { url: `${apiUrl}/api/v1/events`, token: eventsToken },
    gateway: createGateway({ token: ownerToken, apiRoot: telegramUrl }),
    uiUrl: 'http://127.0.0.1:8233',
    namespace: temporal.namespace,
    log,
    now: Date.now,
  })
  await bot.start()
  return async () => {
    await bot.stop()
    await own.drop()
  }
}

/** Asks again until there is an answer; throws with `what` after 30 s. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`waited 30 s in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
