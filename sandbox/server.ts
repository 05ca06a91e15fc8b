import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { Click } from './click/click'
import { clickMerchantApi } from './click/merchant-api'
import { clickPages } from './click/routes'
import { controlRoutes } from './control/routes'
import { guard } from './control/guard'
import { completeOptions, type SandboxOptions } from './options'
import { pageHeaders, pageRoutes } from './page-routes'
import { Payme } from './payme/payme'
import { paymePages } from './payme/routes'
import { SnapshotFile } from './state/snapshot'
import { World } from './state/world'
import { telegramApi } from './telegram/api'
import { Telegram } from './telegram/telegram'

export interface RunningSandbox {
  /** `http://127.0.0.1:<port>`, without a trailing slash; also the Bot API's root. */
  readonly url: string
  readonly port: number
  /** Where pay links of Payme and Click lead when no real merchant is configured. */
  readonly paymeCheckoutUrl: string
  readonly clickPayUrl: string
  /** Click's Merchant API. */
  readonly clickApiUrl: string
  /** Points the Payme and Click callers at our api once its port is known. */
  setApiUrl(apiUrl: string): void
  /** Empties chats, queues and books; ids go on counting. */
  reset(): void
  close(): Promise<void>
}

/**
 * Starts Telegram, Payme and Click as one process on this machine. Rejects when the port is taken (`EADDRINUSE`) or
 * the options contradict each other.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const setup = { ...completeOptions(options) }
  const log = pino({ name: 'sandbox', level: setup.logLevel })
  const world = new World(setup)
  const telegram = new Telegram(world, setup, log)
  const payme = new Payme(setup)
  const click = new Click(setup)

  const file = new SnapshotFile(
    setup.stateFile,
    () => ({
      world: world.snapshot(),
      telegram: telegram.snapshot(),
      payme: payme.snapshot(),
      click: click.snapshot(),
    }),
    log,
  )
  const kept = file.read()
  if (kept) {
    world.restore(kept.world)
    telegram.restore(kept.telegram)
    payme.restore(kept.payme)
    click.restore(kept.click)
  }
  const reset = () => {
    world.reset()
    telegram.reset()
    payme.reset()
    click.reset()
    file.soon()
  }
  world.onChange(() => file.soon())

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(guard(setup.host))
  app.use((request, response, next) => {
    // Queues, books and profiles change without a message; anything but a read may have changed one.
    if (request.method === 'POST') response.on('finish', () => file.soon())
    next()
  })
  app.use(pageHeaders)
  app.use('/control', controlRoutes({ telegram, payme, click, reset }))
  app.use('/payme', paymePages(payme, world))
  app.use('/click/v2/merchant', clickMerchantApi(click, setup))
  app.use('/click', clickPages(click, world))
  app.use(pageRoutes(telegram.photos))
  app.use(telegramApi(telegram))

  // Of the request only: an answer may take longer, as bots poll for up to 50 s.
  const receiving = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 }
  const server = createServer({ ...receiving, maxHeaderSize: 16 * 1024, keepAliveTimeout: 65_000 }, app)
  server.maxConnections = 5_000
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(setup.port, setup.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://${setup.host.includes(':') ? `[${setup.host}]` : setup.host}:${port}`
  log.info({ url }, 'the sandbox is open')

  return {
    url,
    port,
    paymeCheckoutUrl: `${url}/payme/checkout`,
    clickPayUrl: `${url}/click/pay`,
    clickApiUrl: `${url}/click/v2/merchant`,
    setApiUrl: (apiUrl) => void (setup.apiUrl = apiUrl.replace(/\/+$/, '')),
    reset,
    async close() {
      telegram.close()
      payme.close()
      click.close()
      file.now()
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
