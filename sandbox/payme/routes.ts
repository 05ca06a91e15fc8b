import express, { Router, type Request } from 'express'
import { settledSoon } from '../providers/settled'
import { chosenLang } from '../providers/layout'
import type { World } from '../state/world'
import type { PaymeMode, PaymeTransaction } from './book'
import { readPaymeLink } from './link'
import { brokenLinkPage, cabinetPage, checkoutPage, receiptPage } from './pages'
import type { Payme } from './payme'
import { statementOf } from './statement'

const modes: readonly string[] = ['pay', 'decline', 'late', 'disconnect'] satisfies PaymeMode[]
const isMode = (value: unknown): value is PaymeMode => typeof value === 'string' && modes.includes(value)

/** Payme's checkout page and the merchant's cabinet: `/payme/...`. */
export function paymePages(payme: Payme, world: World): Router {
  const router = Router()
  router.use(express.urlencoded({ extended: false, limit: '16kb' }))

  // The base64 of a link may contain slashes, so everything after the prefix is the link.
  router.get('/checkout/*code', (request, response) => {
    const checkout = readPaymeLink(request.originalUrl)
    if (typeof checkout === 'string') brokenLinkPage(request, response, checkout)
    else checkoutPage(request, response, checkout)
  })
  router.post('/checkout/*code', async (request, response) => {
    const checkout = readPaymeLink(request.originalUrl)
    const mode = modeOf(request)
    if (typeof checkout === 'string') return brokenLinkPage(request, response, checkout)
    if (!mode) return brokenLinkPage(request, response, `mode must be one of ${modes.join(', ')}`)
    const { transaction, done } = payme.start(checkout, { mode })
    await settledSoon(done)
    response.redirect(303, `/payme/receipt/${transaction.id}?lang=${chosenLang(request, checkout.lang)}`)
  })

  router.get('/receipt/:id', (request, response) => {
    const transaction = payme.find(request.params.id)
    if (transaction) receiptPage({ request, response, world }, transaction)
    else brokenLinkPage(request, response, request.params.id)
  })
  router.post('/receipt/:id', async (request, response) => {
    const transaction = payme.find(request.params.id)
    if (transaction) await settledSoon(payme.perform(transaction))
    response.redirect(303, request.originalUrl)
  })

  router.get('/cabinet', async (request, response) => {
    const range = statementRange(request)
    const statement = range && (await payme.statement(range.from, range.to))
    cabinetPage(request, response, { transactions: payme.list(), statement })
  })
  router.get('/cabinet/statement.json', (_request, response) => void response.json(statementOf(payme.list())))
  router.post('/cabinet/:id/:verb', async (request, response) => {
    const transaction = payme.find(request.params.id)
    const act = verbs[request.params.verb]
    if (transaction && act) await settledSoon(act(payme, transaction))
    response.redirect(303, `/payme/cabinet?lang=${chosenLang(request, 'ru')}#${request.params.id}`)
  })
  return router
}

const timeoutReason = 4
const cancelledByMerchant = 10

const verbs: Record<string, ((payme: Payme, transaction: PaymeTransaction) => Promise<unknown>) | undefined> = {
  perform: (payme, transaction) => payme.perform(transaction),
  refund: (payme, transaction) => payme.refund(transaction),
  cancel: (payme, transaction) => payme.cancel(transaction, cancelledByMerchant),
  timeout: (payme, transaction) => payme.cancel(transaction, timeoutReason),
  check: (payme, transaction) => payme.check(transaction),
}

function modeOf(request: Request): PaymeMode | undefined {
  const { mode } = (request.body ?? {}) as Record<string, unknown>
  return isMode(mode) ? mode : undefined
}

const tashkent = '+05:00'

/** The statement that was asked for; empty fields mean the last day. */
function statementRange(request: Request): { from: number; to: number } | undefined {
  const { from, to } = request.query
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  const end = to === '' ? Date.now() : Date.parse(`${to}:59${tashkent}`)
  const start = from === '' ? end - 86_400_000 : Date.parse(`${from}:00${tashkent}`)
  return Number.isFinite(start) && Number.isFinite(end) ? { from: start, to: end } : undefined
}
