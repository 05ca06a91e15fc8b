import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { register, type Registry } from 'prom-client'
import type { Db } from '../db/types'
import type { CredentialsOf, EventReader } from './credentials'
import { eventsApi } from './events'
import { webhookMetrics } from './metrics'
import { answerErrors, answerProblem, problems } from './problem'
import { stuckApi, type StuckDeps } from './stuck'
import { clickWebhook } from './webhooks/click'
import { paymeWebhook } from './webhooks/payme'
import type { MoneyMessages } from './webhooks/payable'

export interface ApiDeps {
  readonly sql: Db
  /** `createLifecycles(client)`; only the messages about money are used. */
  readonly lifecycles: MoneyMessages
  readonly credentialsOf: CredentialsOf
  readonly eventReaders: readonly EventReader[]
  /** What operators' programs ask; without it there is no such address. */
  readonly operators?: StuckDeps
  readonly log: Logger
  /** prom-client's own registry if not given. */
  readonly registry?: Registry
  /** Unix ms. */
  readonly now?: () => number
  /** Express's `trust proxy`: how many proxies stand before us. Nobody, if not given. */
  readonly trustProxy?: number
  /** Aborted when the process stops, so that readers who wait for events are let go. */
  readonly stopping?: AbortSignal
  readonly failedAuthPerMinute?: number
}

const bodyLimit = 64 * 1024

/** The webhooks of the payment providers and the JSON API. Health and metrics are the process's own. */
export function createApi(deps: ApiDeps): Express {
  const { sql, lifecycles, credentialsOf, eventReaders, operators, log, stopping } = deps
  const { now = Date.now, trustProxy = 0, failedAuthPerMinute = 100, registry = register } = deps
  const app = express()
  app.set('trust proxy', trustProxy)
  app.set('query parser', 'simple')
  app.disable('etag')
  app.use(helmet())
  app.use(logRequests(log))

  const webhook = { sql, lifecycles, credentialsOf, log, now, bodyLimit, failedAuthPerMinute }
  const metrics = webhookMetrics(registry)
  app.use(paymeWebhook({ ...webhook, metrics }))
  app.use(clickWebhook({ ...webhook, metrics }))
  app.use(eventsApi({ sql, eventReaders, failedAuthPerMinute, ...(stopping && { stopping }) }))
  if (operators) app.use(stuckApi({ ...operators, failedAuthPerMinute }))

  app.use((_req, res) => answerProblem(res, problems.notFound))
  app.use(answerErrors(log))
  return app
}

/** One line a request, with the route's pattern: no body, query, header or address, so no secret and no phone. */
function logRequests(log: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now()
    res.once('finish', () => {
      const route: unknown = (req.route as { path?: unknown } | undefined)?.path ?? 'none'
      const ms = Math.round(performance.now() - startedAt)
      log[res.statusCode < 400 ? 'debug' : 'info']({ method: req.method, route, status: res.statusCode, ms }, 'request')
    })
    next()
  }
}
