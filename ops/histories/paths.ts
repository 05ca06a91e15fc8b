import { performPayment, releasePayment } from '../../db/ledger'
import type { Settings } from '../../domain/settings'
import { courier, florist, owner, type Scene } from './scene'
import { subscriptionPaths } from './subscription-paths'
import type { TelegramStandIn } from './telegram-stand-in'

export interface Path {
  /** Over settings in seconds in which nothing expires by itself. */
  readonly settings?: Partial<Settings>
  /** Drives one order or subscription; `told` grows with every notice. */
  readonly walk: (
    scene: Scene,
    told: readonly { readonly kind: string }[],
    telegram: Pick<TelegramStandIn, 'goAway' | 'comeBack'>,
  ) => Promise<void>
}

const second = 1_000
const soon = { nudgesMs: [second, 2 * second], depositExpiryMs: 4 * second }
const balanceSoon = { balanceExpiryMs: 3 * second }
const paymeDeposit = '5f0000000000000000000001'
const clickBalance = '900000001'
const charge = 'charge_recorded_1'

/** Every way an order, its payments and their refunds have taken in production. */
const orderPaths: Readonly<Record<string, Path>> = {
  'deposit-then-balance': {
    settings: { nudgesMs: [second] },
    async walk({ lifecycles, order, address, priceOf, untilPayment, ...scene }, told) {
      await scene.place('deposit_balance')
      await untilPayment('deposit', 'due')
      await scene.untilTold(told, 'payment_nudge')
      await lifecycles.nudgeNow(address('deposit'), 'staff:2001')
      await lifecycles.switchNudges(order, owner, false)
      // Payme repeats what it is not sure about, and another payer is told to wait.
      const hold = { provider: 'payme', externalId: paymeDeposit, providerTime: Date.now() } as const
      const money = await priceOf('deposit')
      await lifecycles.hold(address('deposit'), { ...hold, money })
      await lifecycles.hold(address('deposit'), { ...hold, externalId: '5f0000000000000000000002', money })
      await lifecycles.perform(address('deposit'), { provider: 'payme', externalId: paymeDeposit })
      await scene.pay('balance', 'click', clickBalance)
      await scene.fulfil()
      await lifecycles.rate(order, 5)
    },
  },
  /** Without anything that need not happen: its cost is what a lifecycle costs. */
  'deposit-and-balance': {
    async walk({ lifecycles, order, ...scene }, told) {
      await scene.place('deposit_balance')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilTold(told, 'payment_received')
      await scene.pay('balance', 'payme', '5f0000000000000000000003')
      await scene.fulfil()
      await lifecycles.rate(order, 5)
    },
  },
  preorder: {
    settings: { ratingAskMs: second, ratingWaitMs: second },
    async walk({ lifecycles, order, ...scene }) {
      await scene.place('preorder')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilOrder('awaiting_goods')
      await lifecycles.goodsArrived(order, owner)
      await scene.pay('balance', 'payme', '5f0000000000000000000003')
      await scene.fulfil()
    },
  },
  'full-in-cash': {
    async walk({ lifecycles, address, order, ...scene }) {
      await scene.place('full')
      await scene.untilPayment('full', 'due')
      await lifecycles.markPaidByHand(address('full'), { staffId: owner.staffId, pressId: 'press1' })
      await scene.fulfil()
      await lifecycles.rate(order, 4)
    },
  },
  /** The book went on, and the lifecycle never heard of it: the provider says it again. */
  'said-again': {
    async walk({ sql, lifecycles, order, address, priceOf, untilPayment, ...scene }) {
      await scene.place('full')
      await untilPayment('full', 'due')
      const money = await priceOf('full')
      const first = { provider: 'payme', externalId: paymeDeposit } as const
      const second = { provider: 'payme', externalId: '5f0000000000000000000002' } as const
      await lifecycles.hold(address('full'), { ...first, money, providerTime: Date.now() })
      await releasePayment(sql, address('full'), { ...first, reason: 3 }, Date.now())
      await lifecycles.saidAgain(address('full'), { ...first, step: 'release' })
      await lifecycles.hold(address('full'), { ...second, money, providerTime: Date.now() })
      await performPayment(sql, address('full'), second, Date.now())
      await lifecycles.saidAgain(address('full'), { ...second, step: 'perform' })
      await scene.fulfil()
      await lifecycles.rate(order, 5)
    },
  },
  'sold-out': {
    async walk(scene) {
      await scene.place('full', 'orxideya', 4)
    },
  },
  'message-resent': {
    async walk({ sql, lifecycles, order, ...scene }, told) {
      await scene.place('full', 'orxideya', 4)
      await scene.untilTold(told, 'order_rejected')
      // Telegram had refused it.
      const dedupeKey = `${order.orderId}/rejected`
      const notice = { kind: 'order_rejected', ...order, reason: 'sold_out', dedupeKey } as const
      await sql`
        INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, state, notice)
        VALUES (${order.businessId}, ${dedupeKey}, '42', 'refused', ${sql.json(notice)})`
      const resending = await lifecycles.resend({ businessId: order.businessId, dedupeKey })
      await resending.result()
    },
  },
  'deposit-expiry': {
    settings: { ...soon, extendMs: second },
    async walk({ lifecycles, address, ...scene }) {
      await scene.place('deposit_balance')
      await scene.untilPayment('deposit', 'due')
      await lifecycles.extend(address('deposit'), 'buyer')
      // A provider that took the payment and gave it up leaves the deadline as it was.
      const hold = { provider: 'payme', externalId: paymeDeposit } as const
      const money = await scene.priceOf('deposit')
      await lifecycles.hold(address('deposit'), { ...hold, money, providerTime: Date.now() })
      await lifecycles.release(address('deposit'), { ...hold, reason: 3 })
      await scene.untilOrder('expired')
    },
  },
  'hold-limit': {
    settings: { depositExpiryMs: 3 * second },
    async walk({ lifecycles, address, ...scene }) {
      await scene.place('full')
      await scene.untilPayment('full', 'due')
      const almostOver = Date.now() - 12 * 3_600_000 + 5 * second
      const hold = { provider: 'payme', externalId: paymeDeposit, providerTime: almostOver } as const
      await lifecycles.hold(address('full'), { ...hold, money: await scene.priceOf('full') })
      await scene.untilOrder('expired')
    },
  },
  'balance-expiry-keep': {
    settings: { ...balanceSoon, depositFate: 'keep' },
    async walk(scene) {
      await scene.place('deposit_balance')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilOrder('expired')
    },
  },
  'balance-expiry-refund': {
    settings: { ...balanceSoon, depositFate: 'refund', refundReminderMs: second },
    async walk(scene, told) {
      await scene.place('deposit_balance')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilTold(told, 'refund_todo', 2)
      await scene.confirmRefund('deposit', 'payme', paymeDeposit)
      await scene.untilOrder('refunded')
    },
  },
  'balance-expiry-ask-owner': {
    settings: { ...balanceSoon, depositFate: 'ask_owner', refundReminderMs: second },
    async walk({ lifecycles, order, ...scene }, told) {
      await scene.place('deposit_balance')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilTold(told, 'deposit_fate', 2)
      await lifecycles.decideDeposit(order, owner, 'refund')
      await scene.untilTold(told, 'refund_todo')
      // The owner gives it back in Payme's cabinet, and Payme tells us.
      const taken = { provider: 'payme', externalId: paymeDeposit } as const
      const request = { ...taken, reason: 5, providerTime: Date.now() }
      await lifecycles.refundByProvider(scene.refundOf('deposit', 'payme', paymeDeposit), request)
      await scene.untilOrder('refunded')
    },
  },
  'cancel-after-deposit': {
    async walk({ lifecycles, order, ...scene }) {
      await scene.place('deposit_balance')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilPayment('balance', 'due')
      await lifecycles.cancel(order, { by: 'buyer' }, 'changed_mind')
      await scene.confirmRefund('deposit', 'payme', paymeDeposit)
      await scene.untilOrder('refunded')
    },
  },
  'cancelled-on-the-way': {
    async walk({ lifecycles, order, ...scene }, told) {
      await scene.place('full')
      await scene.pay('full', 'payme', paymeDeposit)
      await scene.untilOrder('offered')
      await lifecycles.accept(order, florist)
      await lifecycles.assembled(order, florist)
      await lifecycles.handOver(order, courier)
      await lifecycles.cancel(order, owner, 'lost')
      await scene.untilTold(told, 'order_ended_for_couriers')
      await scene.confirmRefund('full', 'payme', paymeDeposit)
      await scene.untilOrder('refunded')
    },
  },
  'provider-refund': {
    async walk({ lifecycles, ...scene }) {
      await scene.place('full')
      await scene.pay('full', 'payme', paymeDeposit)
      await scene.untilOrder('offered')
      const request = { provider: 'payme', externalId: paymeDeposit, reason: 5, providerTime: Date.now() } as const
      await lifecycles.refundByProvider(scene.refundOf('full', 'payme', paymeDeposit), request)
      await scene.untilOrder('refunded')
    },
  },
  'late-money-revived': {
    settings: soon,
    async walk(scene) {
      await scene.place('deposit_balance')
      await scene.untilOrder('expired')
      await scene.land('deposit', 'telegram_fiat', charge)
      await scene.pay('balance', 'click', clickBalance)
      await scene.fulfil()
      await scene.lifecycles.rate(scene.order, 5)
    },
  },
  'late-money-refunded': {
    settings: soon,
    async walk({ sql, lifecycles, address, ...scene }) {
      await scene.place('full')
      await scene.untilOrder('expired')
      await sql`UPDATE products SET stock = 0`
      await lifecycles.markPaidByHand(address('full'), { staffId: owner.staffId, pressId: 'press1' })
      await scene.confirmRefund('full', 'manual', 'press1')
      await scene.untilFact('refund_completed')
    },
  },
  'late-money-while-owner-decides': {
    settings: { ...balanceSoon, depositFate: 'ask_owner' },
    async walk(scene, told) {
      await scene.place('deposit_balance')
      await scene.pay('deposit', 'payme', paymeDeposit)
      await scene.untilTold(told, 'deposit_fate')
      await scene.land('balance', 'telegram_fiat', charge)
      await scene.fulfil()
      await scene.lifecycles.rate(scene.order, 5)
    },
  },
  'paid-twice': {
    async walk(scene) {
      await scene.place('full')
      await scene.pay('full', 'payme', paymeDeposit)
      await scene.untilOrder('offered')
      await scene.land('full', 'telegram_fiat', charge)
      await scene.confirmRefund('full', 'telegram_fiat', charge)
      await scene.fulfil()
      await scene.lifecycles.rate(scene.order, 5)
    },
  },
  'stars-refund': {
    async walk({ lifecycles, order, ...scene }) {
      await scene.place('full')
      await scene.untilPayment('full', 'due')
      // 350 000 soʻm at 250 soʻm a Star.
      const money = { amount: '1400', currency: 'XTR' } as const
      const hold = { provider: 'stars', externalId: charge, money, providerTime: Date.now() } as const
      await lifecycles.hold(scene.address('full'), hold)
      await scene.land('full', 'stars', charge, money)
      await scene.untilOrder('offered')
      await lifecycles.cancel(order, { by: 'buyer' }, 'changed_mind')
      await scene.untilOrder('refunded')
    },
  },
  'late-staff': {
    settings: { offerTimeoutMs: second, fulfilmentSlaMs: second, ratingAskMs: second },
    async walk({ lifecycles, order, ...scene }, told) {
      await scene.place('full')
      await scene.pay('full', 'payme', paymeDeposit)
      await scene.untilTold(told, 'offer_unanswered')
      await lifecycles.accept(order, florist)
      await lifecycles.accept(order, { by: 'staff', staffId: '2005' })
      await lifecycles.giveBack(order, florist)
      await lifecycles.accept(order, florist)
      await scene.untilTold(told, 'order_late')
      await lifecycles.assembled(order, florist)
      await scene.untilTold(told, 'order_late', 2)
      await lifecycles.handOver(order, courier)
      await scene.untilTold(told, 'order_late', 3)
      await lifecycles.delivered(order, courier)
      await scene.untilTold(told, 'rating_ask')
      await lifecycles.rate(order, 3)
    },
  },
}

/** Every path that shipped: each is replayed by the tests. */
const nights: Readonly<Record<string, Path>> = {
  'backup-at-night': { walk: (scene) => scene.backUp() },
}

export const paths: Readonly<Record<string, Path>> = { ...orderPaths, ...subscriptionPaths, ...nights }
