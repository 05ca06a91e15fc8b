import express, { Router, type Request } from 'express'
import { chosenLang } from '../providers/layout'
import { settledSoon } from '../providers/settled'
import type { World } from '../state/world'
import type { ClickMode, ClickPayment } from './book'
import { readClickLink, type Click } from './click'
import { brokenLinkPage, cabinetPage, payPage, receiptPage } from './pages'
import { statementOf } from './statement'

const modes: readonly string[] = ['pay', 'decline', 'late', 'disconnect'] satisfies ClickMode[]
const isMode = (value: unknown): value is ClickMode => typeof value === 'string' && modes.includes(value)

/** Click's payment page and its cabinet: `/click/...`. */
export function clickPages(click: Click, world: World): Router {
  const router = Router()
  router.use(express.urlencoded({ extended: false, limit: '16kb' }))

  router.get('/pay', (request, response) => {
    const checkout = readClickLink(request.originalUrl)
    if (typeof checkout === 'string') brokenLinkPage(request, response, checkout)
    else payPage(request, response, checkout)
  })
  router.post('/pay', async (request, response) => {
    const checkout = readClickLink(request.originalUrl)
    const mode = modeOf(request)
    if (typeof checkout === 'string') return brokenLinkPage(request, response, checkout)
    if (!mode) return brokenLinkPage(request, response, `mode must be one of ${modes.join(', ')}`)
    const { payment, done } = click.start(checkout, { mode })
    await settledSoon(done)
    response.redirect(303, `/click/receipt/${payment.id}?lang=${chosenLang(request, 'ru')}`)
  })

  router.get('/receipt/:id', (request, response) => {
    const payment = click.find(request.params.id)
    if (payment) receiptPage({ request, response, world }, payment)
    else brokenLinkPage(request, response, request.params.id)
  })
  router.post('/receipt/:id', async (request, response) => {
    const payment = click.find(request.params.id)
    if (payment?.prepareId !== undefined) await settledSoon(click.complete(payment))
    response.redirect(303, request.originalUrl)
  })

  router.get('/cabinet', (request, response) => cabinetPage(request, response, click.list()))
  router.get('/cabinet/statement.json', (_request, response) => void response.json(statementOf(click.list())))
  router.post('/cabinet/:id/:verb', async (request, response) => {
    const payment = click.find(request.params.id)
    const act = verbs[request.params.verb]
    if (payment && act) await settledSoon(act(click, payment))
    response.redirect(303, `/click/cabinet?lang=${chosenLang(request, 'ru')}#${request.params.id}`)
  })
  return router
}

const verbs: Record<string, ((click: Click, payment: ClickPayment) => Promise<unknown>) | undefined> = {
  complete: (click, payment) => click.complete(payment),
  cancel: (click, payment) => click.cancel(payment),
  reverse: (click, payment) => Promise.resolve(click.reverse(payment)),
}

function modeOf(request: Request): ClickMode | undefined {
  const { mode } = (request.body ?? {}) as Record<string, unknown>
  return isMode(mode) ? mode : undefined
}
