import express, { type RequestHandler } from 'express'
import type { Server } from 'node:http'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { answerErrors, answerProblem, problems } from '../api/problem'
import { createApiServer } from '../api/server'
import { BadConfiguration, readConfig, type Config } from './config'
import type { ProcessName } from './environment'
import { healthRoutes, type Check } from './health'
import { createLogger } from './logger'

/** What a process is once it has begun. */
export interface Running {
  readonly checks: readonly Check[]
  /** More for `/metrics`, in Prometheus form, than the registry has. */
  readonly metrics?: () => Promise<string>
  /** Served beside health and metrics on the process's port. */
  readonly app?: RequestHandler
  /** Resolves when it is ready for work; until then `/health/ready` says no. Rejects when it never will be. */
  readonly begun?: Promise<unknown>
  /** Resolves or rejects when the work has ended by itself, which no process should do. */
  readonly ended?: Promise<unknown>
  /** Finishes what was begun. Has 6 s. */
  stop(): Promise<void>
}

export interface Begin<P extends ProcessName> {
  readonly config: Config<P>
  readonly log: Logger
  readonly registry: Registry
  /** Aborted when the process is asked to stop. */
  readonly stopping: AbortSignal
}

/** A start that will fail again in the same way: the supervisor must not repeat it. As in sysexits(3). */
export const exitCodes = { badConfiguration: 78, failed: 1 } as const

/** Something a person has to put right before the process can run; the message says what. */
export class CannotStart extends Error {
  readonly code = 'cannot_start'
}

const requestsGraceMs = 3_000
const stopGraceMs = 9_000

/**
 * The life of one of our processes: configuration checked at once, health and metrics on its port from the first
 * moment, and a stop on SIGTERM, SIGINT or the death of its supervisor that takes 10 s at most.
 */
export async function runProcess<P extends ProcessName & PortedProcess>(
  name: P,
  begin: (start: Begin<P>) => Promise<Running>,
): Promise<void> {
  const stopping = new AbortController()
  let log: Logger | undefined
  let running: Running | undefined
  let begun = false
  let server: Server | undefined
  let stopped: Promise<void> | undefined

  const stop = (code: number) => (stopped ??= stopAll(code))
  const stopAll = async (code: number) => {
    const giveUp = setTimeout(() => process.exit(code || exitCodes.failed), stopGraceMs)
    stopping.abort()
    // First the requests that are being answered, then what they are answered with.
    if (server) await close(server)
    await running?.stop().catch((error: unknown) => log?.error({ err: error }, 'stopping was not clean'))
    if (code === 0) log?.info('stopped')
    clearTimeout(giveUp)
    process.exit(code)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => (stopped ? process.exit(exitCodes.failed) : void stop(0)))
  }
  // The local stack speaks to us over this channel; when it is gone, however it went, nobody would stop us.
  if (process.send) process.once('disconnect', () => void stop(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log?.fatal({ err: error }, 'a fault that nobody handled; the process ends and is started again')
      void stop(exitCodes.failed)
    })
  }

  try {
    const config = readConfig(name, process.env) as Config<P> & Record<string, unknown> & Config<PortedProcess>
    log = createLogger(name, config.LOG_LEVEL)
    const registry = new Registry()
    registry.setDefaultLabels({ process: name })
    collectDefaultMetrics({ register: registry })

    const app = express()
    app.disable('x-powered-by')
    app.use(
      healthRoutes({
        registry,
        metrics: async () => (await running?.metrics?.()) ?? '',
        checks: () => (begun && !stopped ? (running?.checks ?? null) : null),
      }),
    )
    app.use((request, response, next) => (running?.app ? running.app(request, response, next) : next()))
    // Express's own last words show the stack to the caller and print it beside the log, with a piece of the body in it.
    app.use((_request, response) => answerProblem(response, problems.notFound))
    app.use(answerErrors(log))
    const port = Number(config[portVariables[name]])
    server = await listen(app, { port, host: config.LISTEN_HOST, name })
    running = await begin({ config, log, registry, stopping: stopping.signal })
    running.begun?.catch(() => undefined)
    if (stopping.signal.aborted) return await running.stop()
    running.ended?.then(
      () => stopping.signal.aborted || failed(new Error(`${name} ended by itself`)),
      (error: unknown) => failed(error),
    )
    await running.begun
    begun = true
    log.info({ port }, 'started')
  } catch (error) {
    if (!stopping.signal.aborted) failed(error)
  }

  function failed(error: unknown) {
    const final = error instanceof BadConfiguration || error instanceof CannotStart
    if (final) console.error(error.message)
    else if (log) log.fatal({ err: error }, 'cannot go on')
    else console.error(error)
    void stop(final ? exitCodes.badConfiguration : exitCodes.failed)
  }
}

const portVariables = {
  worker: 'WORKER_PORT',
  api: 'API_PORT',
  bots: 'BOTS_PORT',
  'owner-bot': 'OWNER_BOT_PORT',
} as const
type PortedProcess = keyof typeof portVariables

function listen(app: express.Express, { port, host, name }: { port: number; host: string; name: PortedProcess }) {
  return new Promise<Server>((resolve, reject) => {
    const server = createApiServer(app)
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      const remedy = `set ${portVariables[name]} to a free one, or stop what listens there`
      reject(taken ? new CannotStart(`Port ${port} of ${host} is in use: ${remedy}.`) : error)
    })
    server.listen(port, host, () => resolve(server))
  })
}

/** Lets requests that are being answered finish, within the grace. */
function close(server: Server) {
  const giveUp = setTimeout(() => server.closeAllConnections(), requestsGraceMs)
  return new Promise<void>((resolve) => server.close(() => resolve(clearTimeout(giveUp))))
}
