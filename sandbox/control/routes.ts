import express, { Router } from 'express'
import type { Click } from '../click/click'
import { readClickLink } from '../click/click'
import type { Payme } from '../payme/payme'
import { readPaymeLink } from '../payme/link'
import type { Telegram } from '../telegram/telegram'
import { cancelBody, clickBody, faultBody, paymeBody, rawPaymeBody, statementBody, togetherBody } from './bodies'
import { answer, pathNumber, pathText, problem, queryNumber, queryText } from './http'
import { peopleRoutes } from './people-routes'
import { CannotDo } from './person'
import { chatRoutes } from './chat-routes'
import { starRoutes } from './star-routes'

interface Parts {
  readonly telegram: Telegram
  readonly payme: Payme
  readonly click: Click
  readonly reset: () => void
}

/** `/control/...`: everything that a script may do and read. JSON in, JSON out, problem+json on refusal. */
export function controlRoutes({ telegram, payme, click, reset }: Parts): Router {
  const router = Router()
  router.use(express.json({ limit: '256kb' }))
  router.use((request, response, next) => {
    response.set('cache-control', 'no-store')
    // A form of another page cannot send JSON; what is not JSON does not act.
    if (request.method === 'POST' && !request.is('application/json') && request.headers['content-length'] !== '0') {
      return void response.status(415).type('application/problem+json').send({ title: 'send JSON', status: 415 })
    }
    next()
  })
  router.use(peopleRoutes(telegram))
  router.use(botRoutes(telegram))
  router.use(chatRoutes(telegram))
  router.use(starRoutes(telegram))
  router.use(paymeRoutes(payme))
  router.use(clickRoutes(click))
  router.post(
    '/reset',
    answer(() => reset()),
  )
  router.use(problem)
  return router
}

function botRoutes(telegram: Telegram): Router {
  const router = Router()
  router.get(
    '/bots',
    answer(() =>
      [...telegram.desks.values()].map(({ bot, feed, webhook }) => ({
        id: bot.id,
        username: bot.username,
        name: bot.name,
        webhook: webhook.current?.url ?? null,
        lastPollAt: feed.lastPollAt || null,
        pending: feed.count,
        stars: telegram.stars.balance(bot.id),
      })),
    ),
  )
  router.get(
    '/bots/:bot/updates',
    answer((request) => {
      const bot = telegram.world.botByName(pathText(request, 'bot'))
      if (!bot) throw new CannotDo(404, 'there is no such bot')
      return telegram.desk(bot.id).feed.logged()
    }),
  )
  router.post(
    '/bots/:bot/updates/:update/repeat',
    answer((request) => {
      const bot = telegram.world.botByName(pathText(request, 'bot'))
      if (!bot) throw new CannotDo(404, 'there is no such bot')
      if (!telegram.desk(bot.id).feed.repeat(pathNumber(request, 'update'))) {
        throw new CannotDo(409, 'this update has not been delivered, or is forgotten')
      }
    }),
  )
  router.get(
    '/calls',
    answer((request) => {
      const bot = queryText(request, 'bot')
      const method = queryText(request, 'method')
      const after = queryNumber(request, 'after')
      const limit = queryNumber(request, 'limit')
      return telegram.calls.list({
        ...(bot !== undefined && { bot }),
        ...(method !== undefined && { method }),
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit }),
      })
    }),
  )
  router.get(
    '/faults',
    answer(() => telegram.faults.list()),
  )
  router.post(
    '/faults',
    answer((request) => telegram.faults.add(faultBody.parse(request.body) as never)),
  )
  router.delete(
    '/faults',
    answer(() => telegram.faults.clear()),
  )
  return router
}

function paymeRoutes(payme: Payme): Router {
  const router = Router()
  const transactionOf = (id: string) => {
    const transaction = payme.find(id)
    if (!transaction) throw new CannotDo(404, `Payme has no transaction ${id}`)
    return transaction
  }
  router.get(
    '/payme',
    answer(() => payme.list()),
  )
  router.post(
    '/payme/pay',
    answer((request) => {
      const { link, mode, ageMs, delayMs, together } = paymeBody.parse(request.body)
      const checkout = readPaymeLink(link)
      if (typeof checkout === 'string') throw new CannotDo(400, checkout)
      return payme.pay(checkout, {
        mode,
        ...(ageMs !== undefined && { ageMs }),
        ...(delayMs !== undefined && { delayMs }),
        ...(together !== undefined && { together }),
      })
    }),
  )
  router.post(
    '/payme/statement',
    answer((request) => {
      const { from, to } = statementBody.parse(request.body)
      return payme.statement(from, to)
    }),
  )
  router.post(
    '/payme/raw',
    answer((request) => {
      const { method, params, key } = rawPaymeBody.parse(request.body)
      return payme.raw(method, params, key)
    }),
  )
  router.get(
    '/payme/:id',
    answer((request) => transactionOf(pathText(request, 'id'))),
  )
  router.post(
    '/payme/:id/perform',
    answer((request) =>
      payme.perform(transactionOf(pathText(request, 'id')), togetherBody.parse(request.body ?? {}).together),
    ),
  )
  router.post(
    '/payme/:id/cancel',
    answer((request) =>
      payme.cancel(transactionOf(pathText(request, 'id')), cancelBody.parse(request.body ?? {}).reason),
    ),
  )
  router.post(
    '/payme/:id/check',
    answer((request) => payme.check(transactionOf(pathText(request, 'id')))),
  )
  return router
}

function clickRoutes(click: Click): Router {
  const router = Router()
  const paymentOf = (id: string) => {
    const payment = click.find(id)
    if (!payment) throw new CannotDo(404, `Click has no payment ${id}`)
    return payment
  }
  router.get(
    '/click',
    answer(() => click.list()),
  )
  router.post(
    '/click/pay',
    answer((request) => {
      const { link, mode, delayMs, together } = clickBody.parse(request.body)
      const checkout = readClickLink(link)
      if (typeof checkout === 'string') throw new CannotDo(400, checkout)
      return click.pay(checkout, {
        mode,
        ...(delayMs !== undefined && { delayMs }),
        ...(together !== undefined && { together }),
      })
    }),
  )
  router.get(
    '/click/:id',
    answer((request) => paymentOf(pathText(request, 'id'))),
  )
  router.post(
    '/click/:id/complete',
    answer((request) =>
      click.complete(paymentOf(pathText(request, 'id')), togetherBody.parse(request.body ?? {}).together),
    ),
  )
  router.post(
    '/click/:id/cancel',
    answer((request) => click.cancel(paymentOf(pathText(request, 'id')))),
  )
  router.post(
    '/click/:id/reverse',
    answer((request) => click.reverse(paymentOf(pathText(request, 'id')))),
  )
  return router
}
