import { demoChannels } from '../../domain/demo-people'
import type { Settings } from '../../domain/settings'
import type { Path } from './paths'
import { buyerId, owner } from './scene'

const second = 1_000
const minute = 60 * second
const buyer = { by: 'buyer' } as const
const chatId = String(demoChannels[0].id)

const times: Settings['subscriptions'] = {
  remindersMs: [4 * second],
  graceMs: 3 * second,
  spreadMs: 0,
  attemptLeadMs: 2 * second,
  winBackMs: [second],
  inviteLinkMs: 10 * minute,
  linksPerPeriod: 5,
  inviteBy: 'join_request',
  channelRetryMs: second,
  strangersToFlag: 1,
  refundWithinMs: 0,
  starMonthMs: 3 * minute,
  auditMs: minute,
  auditPauseMs: 0,
  reconcileMs: minute,
  reconcileGraceMs: 0,
}

/** Every way a subscription has taken. */
export const subscriptionPaths: Readonly<Record<string, Path>> = {
  'subscription-renewed-then-cancelled': {
    settings: { subscriptions: times },
    async walk({ lifecycles, subscriber, ...scene }, told) {
      const { address } = subscriber
      await subscriber.subscribe('club', buyerId)
      await subscriber.payCash(1)
      await subscriber.endsIn(5 * second)
      await scene.untilTold(told, 'renewal_reminder')
      await subscriber.payCash(2)
      await scene.untilTold(told, 'payment_received', 2)
      await lifecycles.resendLinks(address, buyer)
      await lifecycles.requestJoin(address, { chatId, userId: '43', link: null })
      await lifecycles.liftFlag(address, owner, 'a mistake')
      await lifecycles.cancelRenewal(address, buyer)
      await lifecycles.resumeRenewal(address, buyer)
      await lifecycles.cancelRenewal(address, buyer)
      await subscriber.endsIn(second)
      await scene.untilTold(told, 'win_back')
    },
  },
  'subscription-not-paid-in-time': {
    settings: { subscriptions: times, nudgesMs: [second], depositExpiryMs: 2 * second },
    async walk({ lifecycles, subscriber, ...scene }, told) {
      await subscriber.subscribe('club', buyerId)
      await scene.untilTold(told, 'payment_expired')
      await subscriber.stars('late_star')
      await subscriber.untilState('active')
      await scene.untilTold(told, 'late_money')
      await subscriber.endsIn(second)
      await subscriber.untilState('grace')
      await scene.untilTold(told, 'subscription_grace')
      await subscriber.untilState('expired')
      await scene.untilTold(told, 'win_back')
      await lifecycles.requestJoin(subscriber.address, { chatId, userId: '42', link: null })
    },
  },
  'subscription-by-stars': {
    settings: { subscriptions: times },
    async walk({ lifecycles, subscriber, ...scene }, told) {
      const { address } = subscriber
      await subscriber.subscribe('club', buyerId)
      await subscriber.untilPeriod(1, 'due')
      await subscriber.stars('first_star', 'first')
      await subscriber.untilState('active')
      await subscriber.stars('second_star', 'renewal')
      await subscriber.untilPeriod(2, 'paid')
      await scene.untilTold(told, 'payment_received', 2)
      await lifecycles.starRenewal(address, { ...subscriber.period(1), renewal: 'failed' })
      await scene.untilTold(told, 'star_renewal_failed')
      await lifecycles.changePlan(address, buyer, { planId: 'pro', atOnce: true })
      await lifecycles.renewNow(address, buyer)
      await subscriber.payCash(3)
      await scene.untilTold(told, 'payment_received', 3)
      await lifecycles.askRefund(address, buyer, 'no time')
      await lifecycles.askRefund(address, owner, 'no time')
      await scene.untilTold(told, 'refund_todo')
      await lifecycles.confirmRefund({ ...subscriber.period(3), provider: 'manual', externalId: 'cash3' }, '2001')
      await subscriber.untilState('refunded')
    },
  },
  'subscription-asked-while-the-last-words-are-said': {
    settings: { subscriptions: times },
    async walk({ lifecycles, subscriber, ...scene }, told, telegram) {
      const { address } = subscriber
      await subscriber.subscribe('club', buyerId)
      await subscriber.payCash(1)
      telegram.goAway()
      await subscriber.endsIn(second)
      await subscriber.untilPeriod(2, 'due')
      const money = { amount: '1', currency: 'XTR' } as const
      const landed = { money, providerTime: Date.now() }
      await lifecycles.moneyLanded(subscriber.period(2), { provider: 'stars', externalId: 'wrong_sum', landed })
      await scene.untilTold(told, 'late_money')
      await subscriber.payCash(2)
      await subscriber.endsIn(second)
      await subscriber.untilState('grace')
      telegram.comeBack()
      await subscriber.payCash(3)
      await scene.untilTold(told, 'payment_received', 3)
      await lifecycles.cancelRenewal(address, buyer)
      await subscriber.endsIn(second)
      await scene.untilTold(told, 'win_back')
    },
  },
  'subscription-served-by-staff': {
    settings: { subscriptions: times },
    async walk({ lifecycles, subscriber, ...scene }, told) {
      const { address } = subscriber
      await subscriber.subscribe('club', buyerId)
      await subscriber.payCash(1)
      await subscriber.untilState('active')
      await lifecycles.extendSubscription(address, owner, { days: 1, reason: 'sorry', pressId: 'press1' })
      await lifecycles.pauseSubscription(address, owner, { paused: true, reason: 'on holiday' })
      await lifecycles.pauseSubscription(address, owner, { paused: false, reason: 'back' })
      await scene.untilTold(told, 'subscription_paused', 2)
      await lifecycles.switchVip(address, owner, true)
      await lifecycles.switchVip(address, owner, false)
      await lifecycles.flagFraud(address, owner, 'a suspicion')
      await lifecycles.revokeAccess(address, owner, 'proved')
      await subscriber.untilState('expired')
    },
  },
}
