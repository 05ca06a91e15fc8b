import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import { idPattern } from '../../domain/ids'
import type { PaymentId, OrderId } from '../../domain/ids'
import { Unanswered } from '../../workflows/callers'
import { sameSecret } from '../credentials'
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
    const businessId = String(req.params.businessId)
    const body = parse(req.body)
    const envelope = asObject(body)
    const id = Number.isSafeInteger(envelope?.id) ? (envelope?.id as number) : null
    const method = typeof envelope?.method === 'string' ? envelope.method : null
    const about: About = {}

    const answer = await answerTo().catch((error: unknown): PaymeAnswer => {
      const late = error instanceof Unanswered
      deps.log[late ? 'warn' : 'error'](
        { err: error, provider: 'payme', businessId, ...about },
        'payme is told to repeat',
      )
      return { error: paymeError(-32400) }
    })
    const code = 'error' in answer ? answer.error.code : 0
    const seconds = (performance.now() - startedAt) / 1000
    const known = method !== null && paymeMethods.has(method) ? method : 'other'
    deps.metrics.answered({ provider: 'payme', method: known, code, seconds })
    const send = () => {
      deps.log.info({ provider: 'payme', businessId, method: known, code, seconds, ...about }, 'payme answered')
      res.status(200).type('json').send(write(id, answer))
    }
    if (code !== -32504) return send()
    await failures(req, res, send)

    async function answerTo(): Promise<PaymeAnswer> {
      if (body === undefined) return { error: paymeError(-32700) }
      if (!(await mayCall(businessId, req.get('authorization')))) return { error: paymeError(-32504) }
      const params = asObject(envelope?.params)
      if (id === null || method === null || !params) return { error: paymeError(-32600) }
      const run = paymeMethods.get(method)
      if (!run) return { error: paymeError(-32601, method) }
      const { sql, lifecycles } = deps
      const note = (fields: About) => Object.assign(about, fields)
      return run({ sql, lifecycles, businessId, now: deps.now(), note }, params)
    }
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

  /** Compares the whole `Paycom:KEY`. A business that is not there takes as long as a wrong key. */
  async function mayCall(businessId: string, authorization = ''): Promise<boolean> {
    const key = idPattern.test(businessId) ? (await deps.credentialsOf(businessId))?.payme?.key : undefined
    const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization) ?? []
    const same = sameSecret(Buffer.from(encoded, 'base64').toString('utf8'), `Paycom:${key ?? ''}`)
    return same && key !== undefined && key !== ''
  }

  return router
}

interface About {
  orderId?: OrderId
  paymentId?: PaymentId
  transaction?: string
}

/** The parsed body; undefined when it is not JSON in UTF-8. */
function parse(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined

const write = (id: number | null, answer: PaymeAnswer) => JSON.stringify({ ...answer, id })
