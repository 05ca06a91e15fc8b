import { randomBytes } from 'node:crypto'
import type { World } from '../state/world'
import { userOf } from './render'
import { stateOf, type StarBook, type StarEntry, type StarSubscription } from './star-book'
import type { UpdateFeed } from './update-feed'

interface Parts {
  readonly world: World
  readonly stars: StarBook
  readonly feedOf: (botId: number) => UpdateFeed
}

/** What happens to Stars and subscriptions outside a checkout. A string says why something cannot be done now. */
export class StarChanges {
  constructor(private readonly parts: Parts) {}

  /** The person switches the renewal off. */
  cancel(subscription: StarSubscription): string | undefined {
    const state = stateOf(subscription, this.parts.world.seconds())
    if (state === 'expired') return 'this subscription is over'
    if (subscription.canceledByUser) return 'this subscription is canceled already'
    subscription.canceledByUser = true
    this.tell(subscription, 'canceled')
    return undefined
  }

  /** The person switches it on again, which Telegram offers until the paid time ends. */
  resume(subscription: StarSubscription): string | undefined {
    if (stateOf(subscription, this.parts.world.seconds()) === 'expired') return 'this subscription is over; buy it anew'
    if (subscription.canceledByBot) return 'the bot canceled this subscription; only the bot can allow it again'
    if (!subscription.canceledByUser) return 'this subscription is not canceled'
    subscription.canceledByUser = false
    this.tell(subscription, 'active')
    return undefined
  }

  /** A renewal that could not be charged. */
  fail(subscription: StarSubscription): string | undefined {
    if (subscription.canceledByUser || subscription.canceledByBot) return 'a canceled subscription is not charged'
    subscription.failed = true
    this.tell(subscription, 'failed')
    return undefined
  }

  /** The app store takes a person's payment back: a debit in the book, and no update. */
  chargeback(chargeId: string, { unnamed = false } = {}): StarEntry | string {
    const { stars, world } = this.parts
    const payment = stars.payment(chargeId)
    if (!payment) return 'there is no such charge'
    if (stars.find('refund', payment.botId, chargeId)) return 'this charge was refunded'
    if (stars.find('chargeback', payment.botId, chargeId)) return 'this charge was taken back already'
    const named: StarEntry = { ...payment, kind: 'chargeback', date: world.seconds() }
    const entry = unnamed ? { ...named, id: newId(), unnamedCharge: chargeId } : named
    stars.add(entry)
    return entry
  }

  /** The bot's owner takes Stars out through Fragment: a debit in the book, and no update. */
  withdraw(botId: number, amount: number): StarEntry | string {
    const { stars, world } = this.parts
    if (stars.balance(botId) < amount) return `there are only ${stars.balance(botId)} Stars`
    const entry: StarEntry = {
      id: newId(),
      botId,
      kind: 'withdrawal',
      userId: 0,
      amount,
      payload: '',
      date: world.seconds(),
    }
    stars.add(entry)
    return entry
  }

  /** The `subscription` update of Bot API 10.2. It names no charge. */
  tell({ botId, userId, payload }: StarSubscription, state: 'canceled' | 'active' | 'failed'): void {
    const user = userOf(this.parts.world, userId)
    const queue = `subscription/${userId}`
    this.parts.feedOf(botId).add('subscription', { user, invoice_payload: payload, state }, { queue })
  }
}

const newId = () => `stx${randomBytes(24).toString('base64url')}`
