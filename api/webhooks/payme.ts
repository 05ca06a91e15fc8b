import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../../domain/ids'
import { Unanswered } from '../../workflows/callers'
import { businessIdIn, sameSecret } from '../credentials'
import { createFailedAuthLimit } from '../failed-auth-limit'
import type { WebhookDeps } from './deps'
import { paymeError } from './payme-errors'
import { paymeMethods, type PaymeAnswer } from './payme-methods'

/**
 * `POST /webhooks/payme/:businessId`: Payme's Merchant API, JSON-RPC over HTTP (payme.md 1.1). Every answer is HTTP 200,
 * errors too. The order of the checks is that of the vendor's own code: body, credentials, form, method.
 */
export function paymeWebhook(deps: WebhookDeps): Router {
  const router = Router()
  const path = '/webhooks/payme/:businessId'
  const refuse: RequestHandler = (_req, res) => {
    res
      .status(429)
      .type('json')
      .send(write(null, { error: paymeError(-32504) }))
  }
  const failures = createFailedAuthLimit({ perMinute: deps.failedAuthPerMinute }, refuse)

  // text/json is what Payme sends and what express.json() would silently take for an empty body.
  router.post(path, express.raw({ type: () => true, limit: deps.bodyLimit }), async (req, res) => {
    const startedAt = performance.now()
    const businessId = businessIdIn(req.params.businessId)
    const message = read(req.body)
    const about: About = {}
    const answer = await decide(businessId, message, req.get('authorization'), about).catch((error: unknown) => {
      const late = error instanceof Unanswered
      deps.log[late ? 'warn' : 'error'](
        { err: error, provider: 'payme', businessId, ...about },
        'payme is told to repeat',
      )
      return { error: paymeError(-32400) }
    })

    const code = 'error' in answer ? answer.error.code : 0
    const method = message?.method !== undefined && paymeMethods.has(message.method) ? message.method : 'other'
    const seconds = (performance.now() - startedAt) / 1000
    deps.metrics.answered({ provider: 'payme', method, code, seconds })
    const finish = () => {
      deps.log.info({ provider: 'payme', businessId, method, code, seconds, ...about }, 'payme answered')
      res
        .status(200)
        .type('json')
        .send(write(message?.id ?? null, answer))
    }
    if (code !== -32504) return finish()
    await failures(req, res, finish)
  })

  router.all(path, (_req, res) => {
    res
      .status(200)
      .type('json')
      .send(write(null, { error: paymeError(-32300) }))
  })

  // A body that is too long, cut off or packed in a way we do not know.
  const unreadable: ErrorRequestHandler = (_error, _req, res, _next) => {
    res
      .status(200)
      .type('json')
      .send(write(null, { error: paymeError(-32700) }))
  }
  router.use(path, unreadable)

  async function decide(
    businessId: BusinessId | null,
    message: Message | null,
    authorization: string | undefined,
    about: About,
  ): Promise<PaymeAnswer> {
    if (!message) return { error: paymeError(-32700) }
    if (businessId === null || !(await mayCall(businessId, authorization))) return { error: paymeError(-32504) }
    const { id, method, params } = message
    if (id === undefined || method === undefined) return { error: paymeError(-32600) }
    const run = paymeMethods.get(method)
    if (!run) return { error: paymeError(-32601, method) }
    if (!params) return { error: paymeError(-32600) }
    const { sql, lifecycles } = deps
    const note = (fields: About) => Object.assign(about, fields)
    return run({ sql, lifecycles, businessId, now: deps.now(), note }, params)
  }

  /** Compares the whole `Paycom:KEY`. A business that is not there takes as long as a wrong key. */
  async function mayCall(businessId: BusinessId, authorization = ''): Promise<boolean> {
    const key = (await deps.credentialsOf(businessId))?.payme?.key
    const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization) ?? []
    const same = sameSecret(Buffer.from(encoded, 'base64').toString('utf8'), `Paycom:${key ?? ''}`)
    return same && key !== undefined && key !== ''
  }

  return router
}

interface About {
  orderId?: OrderId
  subscriptionId?: SubscriptionId
  paymentId?: PaymentId
  transaction?: string
}

/** A JSON-RPC message; a member that is missing or of a wrong type is left out. */
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** The message in a body; null when the body is not JSON in UTF-8. */
function read(body: unknown): Message | null {
  if (!Buffer.isBuffer(body)) return null
  try {
    const members = asObject(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))) ?? {}
    const params = asObject(members.params)
    return {
      ...(Number.isSafeInteger(members.id) && { id: members.id as number }),
      ...(typeof members.method === 'string' && { method: members.method }),
      ...(params && { params }),
    }
  } catch {
    return null
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined

const write = (id: number | null, answer: PaymeAnswer) => JSON.stringify({ ...answer, id })
