import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../../domain/ids'
import { Unanswered } from '../../workflows/callers'
import { businessIdIn } from '../credentials'
import { createFailedAuthLimit } from '../failed-auth-limit'
import { answerProblem, problems } from '../problem'
import { clickNotes, toJsonText, tryAgain, type ClickAnswer } from './click-answers'
import { actionOf, isSigned, readClickRequest, type ClickRequest, type ClickStep } from './click-request'
import { complete, prepare } from './click-steps'
import type { WebhookDeps } from './deps'

/**
 * `POST /webhooks/click/:businessId/prepare` and `/complete`: Click's SHOP API. The checks go in the order of Click's
 * 15 scenarios (click.md 2.5): form -8, signature -1, action -3, then the payment and its transaction.
 */
export function clickWebhook(deps: WebhookDeps): Router {
  const router = Router()
  const refuse: RequestHandler = (_req, res) => {
    res
      .status(429)
      .type('json')
      .send(toJsonText({ error: -1, error_note: clickNotes[-1] }))
  }
  const failures = createFailedAuthLimit({ perMinute: deps.failedAuthPerMinute }, refuse)

  for (const step of ['prepare', 'complete'] as const) {
    const path = `/webhooks/click/:businessId/${step}`
    router.post(path, express.text({ type: () => true, limit: deps.bodyLimit }), (req, res) => answer(step, req, res))
    router.all(path, (_req, res) => {
      res.set('allow', 'POST')
      answerProblem(res, problems.methodNotAllowed)
    })
    const unreadable: ErrorRequestHandler = (_error, _req, res, _next) => send(res, step, null, { code: -8 })
    router.use(path, unreadable)
  }
  return router

  async function answer(step: ClickStep, req: Request, res: Response): Promise<void> {
    const startedAt = performance.now()
    const businessId = businessIdIn(req.params.businessId)
    const about: About = {}
    const request = readClickRequest(step, typeof req.body === 'string' ? req.body : '')
    const said = await decide(step, businessId, request, about).catch((error: unknown): ClickAnswer => {
      const late = error instanceof Unanswered
      deps.log[late ? 'warn' : 'error'](
        { err: error, provider: 'click', businessId, ...about },
        'click is told to repeat',
      )
      return tryAgain
    })
    const seconds = (performance.now() - startedAt) / 1000
    deps.metrics.answered({ provider: 'click', method: step, code: said.code, seconds })
    const finish = () => {
      const line = { provider: 'click', businessId, method: step, code: said.code, seconds, ...about }
      deps.log[about.warning ? 'warn' : 'info'](line, about.warning ?? 'click answered')
      send(res, step, request, said)
    }
    if (said.code !== -1) return finish()
    await failures(req, res, finish)
  }

  async function decide(
    step: ClickStep,
    businessId: BusinessId | null,
    request: ClickRequest | null,
    about: About,
  ): Promise<ClickAnswer> {
    if (!request) return { code: -8 }
    const credentials = businessId === null ? undefined : (await deps.credentialsOf(businessId))?.click
    if (businessId === null || !credentials?.secretKey) return { code: -1 }
    const rightAction = request.action === actionOf[step]
    // A Complete that was sent to the address of Prepare is signed well and says another action: -3 tells the
    // merchant more than -1, and neither changes anything.
    const forms: readonly ClickStep[] = rightAction ? [step] : ['prepare', 'complete']
    if (!forms.some((form) => isSigned(request, credentials, form))) return { code: -1 }
    if (!rightAction) return { code: -3 }
    const { sql, lifecycles } = deps
    const note = (fields: About) => Object.assign(about, fields)
    const call = { sql, lifecycles, businessId, now: deps.now(), note }
    return step === 'prepare' ? prepare(call, request) : complete(call, request)
  }
}

interface About {
  orderId?: OrderId
  subscriptionId?: SubscriptionId
  paymentId?: PaymentId
  transaction?: string
  warning?: string
}

function send(res: Response, step: ClickStep, request: ClickRequest | null, said: ClickAnswer): void {
  const ourId = said.ourId === undefined ? null : BigInt(said.ourId)
  const echoed = request && {
    click_trans_id: BigInt(request.click_trans_id),
    merchant_trans_id: request.merchant_trans_id,
    ...(step === 'prepare' ? { merchant_prepare_id: ourId } : { merchant_confirm_id: ourId }),
  }
  const text = toJsonText({ ...echoed, error: said.code, error_note: said.note ?? clickNotes[said.code] })
  res.status(200).type('json').send(text)
}
