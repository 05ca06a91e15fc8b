import { randomBytes } from 'node:crypto'
import type { SuccessfulPayment } from '@grammyjs/types'
import type { SandboxTimings } from '../options'
import type { ChatMessage, InvoiceTerms, Room } from '../state/rooms'
import type { World } from '../state/world'
import { longId } from './callback-queries'
import { userOf } from './render'
import type { StarBook, StarSubscription } from './star-book'
import type { StarChanges } from './star-changes'
import type { UpdateFeed } from './update-feed'

/** How an attempt to pay ended, in the words of what the buyer sees. */
export type PayOutcome =
  | { readonly outcome: 'paid'; readonly chargeId: string }
  /** The bot answered pre_checkout with ok: false. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The bot did not answer pre_checkout in 10 seconds. */
  | { readonly outcome: 'timeout' }
  /** The bot agreed and the card did not. */
  | { readonly outcome: 'declined' }
  | { readonly outcome: 'too_few_stars'; readonly needed: number }
  | { readonly outcome: 'already_paid' }

export interface PayRequest {
  readonly userId: number
  readonly terms: InvoiceTerms
  /** The invoice message, when it is paid in its chat; none for links and forwarded copies. */
  readonly message?: ChatMessage
  /** The buyer's card refuses after the bot has agreed. Stars cannot be declined. */
  readonly decline?: boolean
}

interface PreCheckout {
  readonly botId: number
  readonly answer: (refusal: string | undefined) => void
}

interface Parts {
  readonly world: World
  readonly stars: StarBook
  readonly changes: StarChanges
  readonly timings: SandboxTimings
  readonly feedOf: (botId: number) => UpdateFeed
  /** Posts a service message and tells the room's bots. */
  readonly deliver: (room: Room, message: ChatMessage) => void
}

/** An undelivered pre_checkout_query is kept this long (tdlib server; telegram.md 3.2). */
const updateLifeMs = 150_000

/** Telegram's side of a payment: pre_checkout, the charge, successful_payment, renewals and refunds. */
export class Checkout {
  private readonly asked = new Map<string, PreCheckout>()

  constructor(private readonly parts: Parts) {}

  async pay(request: PayRequest): Promise<PayOutcome> {
    const { world } = this.parts
    const { terms, userId, message } = request
    if (message?.paidBy !== undefined) return { outcome: 'already_paid' }
    const isStars = terms.currency === 'XTR'
    if (isStars && world.starsOf(userId) < terms.total) return { outcome: 'too_few_stars', needed: terms.total }
    const verdict = await this.preCheckout(terms, userId)
    if (verdict !== 'ok') return verdict
    // Two taps can both pass pre_checkout; the invoice of one message is charged once.
    if (message?.paidBy !== undefined) return { outcome: 'already_paid' }
    if (!isStars && request.decline) return { outcome: 'declined' }
    if (isStars && !world.moveStars(userId, -terms.total)) return { outcome: 'too_few_stars', needed: terms.total }
    const chargeId = isStars ? this.chargeStars(terms, userId) : `${longId()}_${userId}_tg`
    this.report(request, chargeId)
    return { outcome: 'paid', chargeId }
  }

  /** answerPreCheckoutQuery. False when the query is unknown or its 10 s are over. */
  answer(botId: number, queryId: string, refusal: string | undefined): boolean {
    const query = this.asked.get(queryId)
    if (!query || query.botId !== botId) return false
    query.answer(refusal)
    return true
  }

  /** Charges a subscription for its next period, as Telegram does by itself when it is due. */
  renew(subscription: StarSubscription): PayOutcome {
    const { world, stars, changes } = this.parts
    const { botId, userId, payload, price, periodSeconds } = subscription
    if (subscription.canceledByBot || subscription.canceledByUser) return { outcome: 'declined' }
    if (!world.moveStars(userId, -price)) {
      changes.fail(subscription)
      return { outcome: 'too_few_stars', needed: price }
    }
    const chargeId = newStarCharge()
    stars.charged(subscription, chargeId)
    subscription.failed = false
    // What was paid late begins now: nobody is charged for time that is over.
    subscription.expiresAt = Math.max(subscription.expiresAt, world.seconds()) + this.lasts(periodSeconds)
    stars.add({
      id: chargeId,
      botId,
      kind: 'payment',
      userId,
      amount: price,
      payload,
      date: world.seconds(),
      subscriptionPeriod: periodSeconds,
    })
    this.post(botId, userId, {
      currency: 'XTR',
      total_amount: price,
      invoice_payload: payload,
      subscription_expiration_date: subscription.expiresAt,
      is_recurring: true,
      telegram_payment_charge_id: chargeId,
      provider_payment_charge_id: `${longId()}_1`,
    })
    return { outcome: 'paid', chargeId }
  }

  /** Gives Stars back. A string is the real server's constant for why not, and nothing has moved. */
  refund(botId: number, userId: number, chargeId: string): string | undefined {
    const { world, stars } = this.parts
    const payment = stars.find('payment', botId, chargeId)
    if (!payment) return 'CHARGE_ID_INVALID'
    if (payment.userId !== userId) return 'USER_ID_INVALID'
    const isGone = stars.find('refund', botId, chargeId) ?? stars.find('chargeback', botId, chargeId)
    if (isGone) return 'CHARGE_ALREADY_REFUNDED'
    if (stars.balance(botId) < payment.amount) return 'BALANCE_TOO_LOW'
    stars.add({ ...payment, kind: 'refund', date: world.seconds() })
    world.moveStars(userId, payment.amount)
    const room = world.privateRoom(botId, userId)
    const message = world.post(room, {
      fromId: botId,
      refundedPayment: {
        currency: 'XTR',
        total_amount: payment.amount,
        invoice_payload: payment.payload,
        telegram_payment_charge_id: chargeId,
      },
    })
    this.parts.deliver(room, message)
    return undefined
  }

  private preCheckout(terms: InvoiceTerms, userId: number): Promise<'ok' | PayOutcome> {
    const id = longId()
    return new Promise((resolve) => {
      const settle = (outcome: 'ok' | PayOutcome) => {
        clearTimeout(timer)
        this.asked.delete(id)
        resolve(outcome)
      }
      const timer = setTimeout(() => settle({ outcome: 'timeout' }), this.parts.timings.preCheckoutMs)
      timer.unref()
      this.asked.set(id, {
        botId: terms.botId,
        answer: (refusal) => settle(refusal === undefined ? 'ok' : { outcome: 'refused', reason: refusal }),
      })
      this.parts.feedOf(terms.botId).add(
        'pre_checkout_query',
        {
          id,
          from: userOf(this.parts.world, userId),
          currency: terms.currency,
          total_amount: terms.total,
          invoice_payload: terms.payload,
        },
        { queue: `pre_checkout/${userId}`, ttlMs: updateLifeMs },
      )
    })
  }

  private chargeStars(terms: InvoiceTerms, userId: number): string {
    const { world, stars } = this.parts
    const chargeId = newStarCharge()
    stars.add({
      id: chargeId,
      botId: terms.botId,
      kind: 'payment',
      userId,
      amount: terms.total,
      payload: terms.payload,
      date: world.seconds(),
      ...(terms.subscriptionPeriod !== undefined && { subscriptionPeriod: terms.subscriptionPeriod }),
    })
    if (terms.subscriptionPeriod !== undefined) {
      stars.subscribe({
        chargeId,
        botId: terms.botId,
        userId,
        title: terms.title,
        payload: terms.payload,
        price: terms.total,
        periodSeconds: terms.subscriptionPeriod,
        charges: [chargeId],
        expiresAt: world.seconds() + this.lasts(terms.subscriptionPeriod),
        canceledByUser: false,
        canceledByBot: false,
        failed: false,
      })
    }
    return chargeId
  }

  /** How many seconds a subscription's period takes in this sandbox. */
  private lasts(periodSeconds: number): number {
    const { starMonthMs } = this.parts.timings
    return starMonthMs === 0 ? periodSeconds : Math.max(1, Math.round(starMonthMs / 1000))
  }

  private report({ terms, userId, message }: PayRequest, chargeId: string): void {
    const { world, stars } = this.parts
    if (message) {
      message.paidBy = userId
      world.touched(world.privateRoom(terms.botId, userId), message)
    }
    const subscription = stars.subscription(chargeId)
    this.post(terms.botId, userId, {
      currency: terms.currency,
      total_amount: terms.total,
      invoice_payload: terms.payload,
      ...(subscription && {
        subscription_expiration_date: subscription.expiresAt,
        is_recurring: true as const,
        is_first_recurring: true as const,
      }),
      telegram_payment_charge_id: chargeId,
      provider_payment_charge_id: `${longId()}_0`,
    })
  }

  private post(botId: number, userId: number, successfulPayment: SuccessfulPayment): void {
    const room = this.parts.world.privateRoom(botId, userId)
    // The note is a message of the buyer: whoever has paid can be written to, also without /start.
    room.started = true
    const message = this.parts.world.post(room, { fromId: userId, successfulPayment })
    this.parts.deliver(room, message)
  }
}

const newStarCharge = () => `stx${randomBytes(24).toString('base64url')}`
