import { Router } from 'express'
import { stateOf, type StarSubscription, type SubscriptionState } from '../telegram/star-book'
import type { Telegram } from '../telegram/telegram'
import { chargebackBody, withdrawBody } from './bodies'
import { answer, pathNumber, pathText, queryText } from './http'
import { CannotDo } from './person'

/** A Stars subscription as its person, and whoever operates the sandbox, sees it. */
export interface SubscriptionView extends StarSubscription {
  readonly bot: string
  readonly state: SubscriptionState
}

/** Subscriptions, which Telegram renews and people switch off, and debits that no update tells of. */
export function starRoutes(telegram: Telegram): Router {
  const router = Router()
  const { world, stars, checkout, starChanges } = telegram
  const subscriptionOf = (chargeId: string) => {
    const subscription = stars.subscription(chargeId)
    if (!subscription) throw new CannotDo(404, 'there is no subscription with this charge')
    return subscription
  }
  const viewOf = (subscription: StarSubscription): SubscriptionView => ({
    ...subscription,
    bot: telegram.desk(subscription.botId).bot.username,
    state: stateOf(subscription, world.seconds()),
  })
  const botOf = (name: string) => {
    const bot = world.botByName(name)
    if (!bot) throw new CannotDo(404, 'there is no such bot')
    return bot
  }

  router.get(
    '/invoice',
    answer((request) => {
      const terms = telegram.links.get(queryText(request, 'link') ?? '')
      if (!terms) throw new CannotDo(404, 'there is no invoice behind this link')
      const { title, description, currency, total, payload, subscriptionPeriod } = terms
      const bot = telegram.desk(terms.botId).bot.username
      return { bot, title, description, currency, total, payload, subscriptionPeriod: subscriptionPeriod ?? null }
    }),
  )
  router.get(
    '/subscriptions',
    answer(() => stars.allSubscriptions().map(viewOf)),
  )
  router.get(
    '/people/:user/subscriptions',
    answer((request) => {
      const userId = pathNumber(request, 'user')
      if (!world.people.has(userId)) throw new CannotDo(404, `nobody here has the id ${userId}`)
      return stars.subscriptionsOf(userId).map(viewOf)
    }),
  )
  router.post(
    '/subscriptions/:charge/renew',
    answer((request) => checkout.renew(subscriptionOf(pathText(request, 'charge')))),
  )
  for (const action of ['cancel', 'resume', 'fail'] as const) {
    router.post(
      `/subscriptions/:charge/${action}`,
      answer((request) => {
        const subscription = subscriptionOf(pathText(request, 'charge'))
        const fault = starChanges[action](subscription)
        if (fault !== undefined) throw new CannotDo(409, fault)
        return viewOf(subscription)
      }),
    )
  }
  router.post(
    '/charges/:charge/chargeback',
    answer((request) => done(starChanges.chargeback(pathText(request, 'charge'), chargebackBody.parse(request.body)))),
  )
  router.get(
    '/bots/:bot/stars',
    answer((request) => {
      const { id } = botOf(pathText(request, 'bot'))
      return { balance: stars.balance(id), entries: stars.entriesOf(id) }
    }),
  )
  router.post(
    '/bots/:bot/withdraw',
    answer((request) =>
      done(starChanges.withdraw(botOf(pathText(request, 'bot')).id, withdrawBody.parse(request.body).amount)),
    ),
  )
  return router
}

function done<T>(result: T | string): T {
  if (typeof result === 'string') throw new CannotDo(409, result)
  return result
}
