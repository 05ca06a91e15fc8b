import { join } from 'node:path'
import { startLeashed } from '../ops/leash'
import { freePort } from '../ops/ports'
import { processTree } from '../ops/process-tree'
import { untilReady } from '../ops/until-ready'
import { businessId, type Ground, type Shop } from './ground'

const root = join(__dirname, '..')
export const paymeKey = 'key-of-the-benchmark'
export const shopToken = '7000001:shop-secret'
export const eventsToken = 'events-token-of-the-benchmark'
export const merchantId = '587f72c72cac0d162c722ae2'
/** Telegram's answers come at once here, so only a limit of ours could slow a lifecycle down. */
const withoutLimit = 1_000

/** One of our processes under load. */
export interface Running {
  readonly url: string
  /** From its start until it was ready, ms. */
  readonly startedInMs: number
  readonly pids: () => number[]
  readonly stop: () => Promise<void>
}

export interface Wish {
  readonly shop: Shop
  readonly telegramUrl: string
  /** The limit of the queue `telegram`; none that could be felt if not given. */
  readonly messagesPerSecond?: number
}

/** `ops/worker` and `ops/api` as production runs them: compiled, with the bundle made at build time. */
export const startWorker = (ground: Ground, wish: Wish) => start(ground, 'worker', wish)
export const startApi = (ground: Ground, wish: Wish) => start(ground, 'api', wish)

async function start({ engine, folder, built }: Ground, name: 'worker' | 'api', wish: Wish): Promise<Running> {
  const { shop, telegramUrl, messagesPerSecond = withoutLimit } = wish
  const port = await freePort()
  const logFile = join(folder, `${shop.name}-${name}.log`)
  const startedAt = Date.now()
  const child = startLeashed({
    ...(built
      ? { command: process.execPath, args: [join(root, 'dist', 'ops', `${name}.js`)] }
      : sourceOf(join('ops', `${name}.ts`))),
    cwd: root,
    logFile,
    env: {
      PATH: process.env['PATH'],
      BUSINESS_ID: businessId,
      DATABASE_URL: shop.databaseUrl,
      TEMPORAL_ADDRESS: engine.address,
      TEMPORAL_NAMESPACE: shop.name,
      TELEGRAM_BOT_TOKEN: shopToken,
      TELEGRAM_API_ROOT: telegramUrl,
      TELEGRAM_MESSAGES_PER_SECOND: String(messagesPerSecond),
      PAYME_MERCHANT_ID: merchantId,
      PAYME_KEY: paymeKey,
      EVENTS_TOKEN: eventsToken,
      WORKER_PORT: String(port),
      API_PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  })
  const url = `http://127.0.0.1:${port}`
  const isReady = await untilReady(url, { isAlive: child.running, withinMs: 120_000 })
  const startedInMs = Date.now() - startedAt
  if (isReady) return { url, startedInMs, pids: () => processTree(child.pid), stop: () => child.stop() }
  const words = await child.lastWords()
  await child.stop()
  throw new Error(`${name} did not start: ${words}`)
}

export const sourceOf = (file: string) => ({
  command: process.execPath,
  args: ['--import', 'tsx', join(root, file)],
})
