import { judgeJoin, linkIssued, openLinksOf, wishLinks } from '../../db/invite-links'
import { holdPayment, performPayment, refundTransaction, releasePayment } from '../../db/ledger'
import { expirePayment, openPayment, withdrawPayment } from '../../db/payment-stages'
import { refundPeriod } from '../../db/subscription-refunds'
import {
  changePlan,
  extendSubscription,
  pauseSubscription,
  stepSubscription,
  switchVip,
} from '../../db/subscription-steps'
import { periodPaymentId, placeSubscription } from '../../db/subscriptions'
import type { Db as Sql } from '../../db/types'
import { eventCatalog, type EventType } from '../../domain/events'
import type { PaymentState } from '../../domain/payment-states'
import { givesAccess, type SubscriptionState } from '../../domain/subscription-states'
import { businessId, hour, type Book } from './book'
import { SubscriptionModel, type Sold } from './subscription-model'

export const providers = ['payme', 'click', 'manual', 'stars'] as const
type Provider = (typeof providers)[number]

export type Step =
  | { readonly say: 'pay'; readonly provider: Provider }
  | { readonly say: 'star'; readonly recurring: 'first' | 'renewal' }
  | { readonly say: 'land' | 'short'; readonly provider: Provider; readonly period: 'next' | 'last' | 'first' }
  | { readonly say: 'hold'; readonly provider: 'payme' | 'click' }
  | { readonly say: 'perform' | 'release' | 'again'; readonly which: number }
  | { readonly say: 'refund'; readonly which: number; readonly mayRefuse: boolean }
  | { readonly say: 'refund_period'; readonly isStaff: boolean; readonly gives: boolean }
  | { readonly say: 'open' | 'expire_payment' | 'withdraw' }
  | { readonly say: 'step'; readonly action: Parameters<typeof stepSubscription>[2]['action'] }
  | { readonly say: 'pause'; readonly paused: boolean }
  | { readonly say: 'vip'; readonly vip: boolean }
  | { readonly say: 'extend'; readonly days: number; readonly again: boolean }
  | { readonly say: 'plan'; readonly plan: Sold; readonly atOnce: boolean }
  | { readonly say: 'join'; readonly who: 'buyer' | 'stranger'; readonly chatId: string }
  | { readonly say: 'links' }
  | { readonly say: 'over'; readonly action: 'lapse' | 'expire' }
  | { readonly say: 'wait'; readonly ms: number }

interface Message {
  readonly way: 'hold' | 'land'
  readonly paymentId: string
  readonly provider: Provider
  readonly externalId: string
  readonly amount: bigint
  readonly recurring?: 'first' | 'renewal'
}

interface Standing {
  readonly state: SubscriptionState
  readonly paidUntil: Date | null
  readonly renews: boolean
  readonly paused: boolean
  readonly planId: string
}

/** One subscription, what was said to it, and what the model makes of that. */
export class Round {
  private readonly key: { readonly businessId: string; readonly subscriptionId: string }
  private readonly said: Message[] = []
  private made = 0
  private readonly sql: Sql
  private lastEvent = 0n
  private open: readonly string[] = []
  private chargedByItself = false
  private payments = new Map<string, PaymentState>()

  private constructor(
    private readonly book: Book,
    private readonly id: string,
    private readonly model: SubscriptionModel,
  ) {
    this.key = { businessId, subscriptionId: id }
    this.sql = book.sql
  }

  static async begin(book: Book, id: string, planId: Sold): Promise<Round> {
    const round = new Round(book, id, new SubscriptionModel(planId, book.clock.now))
    await placeSubscription(
      book.sql,
      round.key,
      { buyerId: 'telegram:42', planId, consentVersion: '1' },
      book.clock.now,
    )
    await openPayment(book.sql, round.payment(periodPaymentId(id, 1)), book.clock.now)
    await round.compare()
    return round
  }

  /** Says it a second after what was said before. */
  async take(next: Step): Promise<void> {
    this.book.clock.now += next.say === 'wait' ? next.ms : 1000
    if (next.say === 'over') this.book.clock.now = Math.max(this.book.clock.now, (this.model.paidUntil ?? 0) + hour)
    this.model.goOn(this.book.clock.now)
    await this.say(next)
    await this.compare()
  }

  private async say(next: Step): Promise<void> {
    const { now } = this.book.clock
    switch (next.say) {
      case 'wait':
        return
      case 'pay': {
        const { id: paymentId, state } = await this.nextPayment()
        if (state !== 'due' && state !== 'held') await openPayment(this.sql, this.payment(paymentId), now)
        return this.land({ paymentId, provider: next.provider })
      }
      case 'star':
        return this.land({ paymentId: periodPaymentId(this.id, 1), provider: 'stars', recurring: next.recurring })
      case 'land':
      case 'short': {
        const { id, position } = await this.nextPayment()
        const period = next.period === 'next' ? position : next.period === 'first' ? 1 : position - 1
        const paymentId = period === position || period < 1 ? id : periodPaymentId(this.id, period)
        return this.land({ paymentId, provider: next.provider, less: next.say === 'short' ? 1n : 0n })
      }
      case 'hold': {
        const { id: paymentId, amount } = await this.nextPayment()
        const message = { way: 'hold', paymentId, provider: next.provider, externalId: this.newId(), amount } as const
        if (await this.speak(message)) this.said.push(message)
        return
      }
      case 'again': {
        const message = this.said.at(-1 - next.which)
        if (!message) return
        const before = await this.everything()
        await this.speak(message)
        same(await this.everything(), before)
        return
      }
      case 'perform':
      case 'release': {
        const message = this.said.filter(({ way }) => way === 'hold').at(-1 - next.which)
        if (!message) return
        const { provider, externalId, paymentId } = message
        const key = this.payment(paymentId)
        if (next.say === 'perform') await performPayment(this.sql, key, { provider, externalId }, now)
        else await releasePayment(this.sql, key, { provider, externalId, reason: 3 }, now)
        return
      }
      case 'refund': {
        const message = this.said.at(-1 - next.which)
        if (message) await this.giveBack(message, next.mayRefuse)
        return
      }
      case 'refund_period': {
        const { isStaff, gives } = next
        const wish = { actor: isStaff ? 'staff:2002' : 'buyer', reason: 'test', isStaff }
        const { transactions, asksOwner } = await refundPeriod(this.sql, this.key, wish, now)
        if (asksOwner) same(transactions, [])
        for (const { paymentId } of transactions) this.model.askedBack(paymentId)
        if (gives) for (const transaction of transactions) await this.giveBack(transaction, false)
        return
      }
      case 'open':
      case 'expire_payment':
      case 'withdraw': {
        const key = this.payment((await this.nextPayment()).id)
        if (next.say === 'open') await openPayment(this.sql, key, now)
        else if (next.say === 'withdraw') await withdrawPayment(this.sql, key, 'buyer', now)
        else await expirePayment(this.sql, key, now)
        return
      }
      case 'step':
      case 'over':
        await stepSubscription(this.sql, this.key, { action: next.action, actor: 'staff:2002', reason: 'test' }, now)
        return this.model.step(next.action)
      case 'pause':
        await pauseSubscription(this.sql, this.key, { paused: next.paused, actor: 'staff:2002', reason: 'test' }, now)
        return this.model.pause(next.paused, now)
      case 'vip':
        await switchVip(this.sql, this.key, { vip: next.vip, actor: 'staff:2002' }, now)
        return this.model.switchVip(next.vip, now)
      case 'extend': {
        const ms = next.days * 24 * hour
        const grant = { id: this.newId(), kind: 'comp', ms, actor: 'staff:2002', reason: 'test' } as const
        await extendSubscription(this.sql, this.key, grant, now)
        if (next.again) await extendSubscription(this.sql, this.key, grant, now)
        return this.model.given(grant.id, ms)
      }
      case 'plan': {
        const { state } = await this.nextPayment()
        const change = { planId: next.plan, atOnce: next.atOnce, actor: 'buyer' }
        const { done } = await changePlan(this.sql, this.key, change, now)
        same(done, givesAccess(this.model.state) && state !== 'held')
        if (done) this.model.changePlan(next.plan, next.atOnce)
        return
      }
      case 'join':
        return this.join(next.who, next.chatId)
      case 'links':
        return this.wishLinks()
    }
  }

  private async land({
    less = 0n,
    ...message
  }: Pick<Message, 'paymentId' | 'provider' | 'recurring'> & { readonly less?: bigint }): Promise<void> {
    const renewed = message.recurring === 'renewal' ? (await this.nextPayment()).id : message.paymentId
    const [row] = await this.sql<{ amount: bigint; stars: number }[]>`
      SELECT amount, star_amount AS stars FROM payments WHERE id = ${renewed}`
    const amount = (message.provider === 'stars' ? BigInt(row!.stars) : row!.amount) - less
    const landed: Message = { way: 'land', ...message, externalId: this.newId(), amount }
    if (await this.speak(landed)) this.said.push(landed)
  }

  private async speak({ way, paymentId, provider, externalId, amount, recurring }: Message): Promise<boolean> {
    const { now } = this.book.clock
    const key = this.payment(paymentId)
    const money = { amount: amount.toString(), currency: provider === 'stars' ? 'XTR' : 'UZS' } as const
    this.chargedByItself = false
    if (way === 'hold')
      return (await holdPayment(this.sql, key, { provider, externalId, money, providerTime: now }, now)).ok
    this.chargedByItself = recurring === 'renewal'
    const landed = { money, providerTime: now, ...(recurring && { recurring }) }
    return (await performPayment(this.sql, key, { provider, externalId, landed }, now)).answer.ok
  }

  private async giveBack(
    { provider, externalId }: Pick<Message, 'externalId'> & { readonly provider: string },
    mayRefuse: boolean,
  ): Promise<void> {
    // A renewal names the first invoice; the money is where the book has put it.
    const [row] = await this.sql<{ paymentId: string; provider: Provider }[]>`
      SELECT payment_id AS "paymentId", provider FROM provider_transactions
      WHERE provider = ${provider} AND external_id = ${externalId}`
    const refund = { provider: row!.provider, externalId, reason: 5, actor: 'test', mayRefuse }
    await refundTransaction(this.sql, this.payment(row!.paymentId), refund, this.book.clock.now)
  }

  private async join(who: 'buyer' | 'stranger', chatId: string): Promise<void> {
    const { now } = this.book.clock
    const userId = who === 'buyer' ? '42' : `9${this.newId()}`
    const judged = await judgeJoin(this.sql, this.key, { chatId, userId, link: null }, now)
    const mayEnter = this.model.state !== 'flagged' && this.model.channels.includes(chatId)
    same([who, judged.approve], [who, who === 'buyer' && mayEnter])
    if (judged.approve || !judged.flaggedNow) return
    await stepSubscription(this.sql, this.key, { action: 'flag', actor: 'telegram', reason: 'strangers' }, now)
    this.model.step('flag')
  }

  private async wishLinks(): Promise<void> {
    const { now } = this.book.clock
    const { granted } = await wishLinks(this.sql, this.key, 'staff:2002', now)
    same(granted, this.model.mayEnter && this.model.state !== 'flagged')
    if (!granted) return
    same(await openLinksOf(this.sql, this.key, now), [])
    for (const chatId of this.model.channels) {
      const link = `https://t.me/+${this.id}${this.newId()}`
      await linkIssued(this.sql, this.key, { link, chatId, period: 1, at: now, expiresAt: now + 24 * hour })
    }
  }

  /** What the book says now, beside what the model says. */
  private async compare(): Promise<void> {
    await this.followMoney()
    const [row] = await this.sql<Standing[]>`
      SELECT state, paid_until AS "paidUntil", renews, paused_at IS NOT NULL AS paused, plan_id AS "planId"
      FROM subscriptions WHERE id = ${this.id}`
    const { state, renews, paused, plan: planId } = this.model
    const stands = { ...row!, paidUntil: row!.paidUntil?.getTime() ?? null }
    same(stands, { state, renews, paused, planId, paidUntil: this.model.paidUntil })
    await this.compareAccess()
    await this.moneyHolds()
    await this.periodsHold()
  }

  /** A payment that was paid or went back begins or ends its time, once. */
  private async followMoney(): Promise<void> {
    const rows = await this.sql<{ id: string; state: PaymentState }[]>`
      SELECT id, state FROM payments WHERE subscription_id = ${this.id} ORDER BY position`
    for (const { id, state } of rows) {
      const before = this.payments.get(id)
      if (state === before) continue
      if (state === 'paid') this.model.paid(id, this.chargedByItself)
      if (state === 'refunded') {
        same([id, before], [id, 'paid'])
        this.model.refunded(id)
      }
    }
    this.payments = new Map(rows.map(({ id, state }) => [id, state]))
  }

  private async compareAccess(): Promise<void> {
    const open = await this.sql<{ chatId: string }[]>`
      SELECT chat_id AS "chatId" FROM access_grants WHERE subscription_id = ${this.id} AND is_open ORDER BY chat_id`
    const isOpen = open.map(({ chatId }) => chatId)
    same(isOpen, this.model.channels)
    const events = await this.sql<{ seq: bigint; type: EventType; chatId: string }[]>`
      SELECT seq, type, payload ->> 'chat_id' AS "chatId" FROM business_events
      WHERE subscription_id = ${this.id} AND seq > ${this.lastEvent.toString()}
        AND type IN ('access_granted', 'access_expired', 'access_revoked') ORDER BY seq`
    const told = events.map(({ type, chatId }) => `${type === 'access_granted' ? 'begun' : 'ended'} ${chatId}`)
    const changed = [
      ...isOpen.filter((chatId) => !this.open.includes(chatId)).map((chatId) => `begun ${chatId}`),
      ...this.open.filter((chatId) => !isOpen.includes(chatId)).map((chatId) => `ended ${chatId}`),
    ]
    same(told.toSorted(), changed.toSorted())
    this.open = isOpen
    this.lastEvent = events.at(-1)?.seq ?? this.lastEvent
  }

  /** A paid period keeps exactly its price; all else that came was put down to go back, and no entry is missing. */
  private async moneyHolds(): Promise<void> {
    const rows = await this.sql<
      {
        id: string
        state: PaymentState
        amount: bigint
        received: bigint
        booked: bigint
        held: number
        kept: bigint[]
      }[]
    >`
      SELECT p.id, p.state, p.amount, b.received,
        (SELECT coalesce(sum(e.amount), 0)::bigint FROM payment_entries e
         JOIN provider_transactions t ON t.business_id = e.business_id AND t.provider = e.provider AND t.external_id = e.external_id
         WHERE e.payment_id = p.id AND e.kind = 'perform' AND t.state = 'performed') AS booked,
        (SELECT count(*)::int FROM provider_transactions t WHERE t.payment_id = p.id AND t.state = 'held') AS held,
        ARRAY(SELECT e.amount FROM payment_entries e
         JOIN provider_transactions t ON t.business_id = e.business_id AND t.provider = e.provider AND t.external_id = e.external_id
         WHERE e.payment_id = p.id AND e.kind = 'perform' AND t.state = 'performed' AND NOT EXISTS (
           SELECT 1 FROM refunds r WHERE r.business_id = t.business_id AND r.provider = t.provider
             AND r.external_id = t.external_id AND r.reason IN ('late_money', 'paid_twice', 'wrong_amount'))) AS kept
      FROM payments p JOIN payment_balances b ON b.business_id = p.business_id AND b.payment_id = p.id
      WHERE p.subscription_id = ${this.id} ORDER BY p.position`
    for (const { id, state, amount, received, booked, held, kept } of rows) {
      same([id, received, held], [id, booked, state === 'held' ? 1 : 0])
      same([id, kept], [id, state === 'paid' ? [amount] : []])
    }
  }

  /** The periods that were begun follow each other. */
  private async periodsHold(): Promise<void> {
    const rows = await this.sql<{ startsAt: Date; endsAt: Date }[]>`
      SELECT period_starts_at AS "startsAt", period_ends_at AS "endsAt" FROM payments
      WHERE subscription_id = ${this.id} AND period_ends_at > period_starts_at ORDER BY period_starts_at`
    for (const [index, { startsAt }] of rows.entries()) {
      if (index > 0) same(startsAt >= rows[index - 1]!.endsAt, true)
    }
    const [begun] = await this.sql<{ begun: number; paid: number }[]>`
      SELECT count(*)::int AS begun, count(DISTINCT payload ->> 'period')::int AS paid FROM business_events
      WHERE subscription_id = ${this.id} AND type = 'subscription_period_begun'`
    same(begun, { begun: this.model.begun.size, paid: this.model.begun.size })
  }

  private async nextPayment() {
    const [row] = await this.sql<{ id: string; state: PaymentState; position: number; amount: bigint }[]>`
      SELECT id, state, position, amount FROM payments
      WHERE subscription_id = ${this.id} AND state NOT IN ('paid', 'refunded') ORDER BY position LIMIT 1`
    return row!
  }

  private async everything(): Promise<string> {
    const rows = await Promise.all([
      this.sql`SELECT * FROM subscriptions WHERE id = ${this.id}`,
      this.sql`SELECT * FROM payments WHERE subscription_id = ${this.id} ORDER BY id`,
      this.sql`SELECT * FROM provider_transactions WHERE payment_id LIKE ${`${this.id}.%`} ORDER BY our_id`,
      this.sql`SELECT * FROM refunds WHERE payment_id LIKE ${`${this.id}.%`} ORDER BY external_id`,
      this.sql`SELECT * FROM access_grants WHERE subscription_id = ${this.id} ORDER BY chat_id`,
      this.sql`SELECT seq FROM business_events WHERE subscription_id = ${this.id} ORDER BY seq`,
    ])
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  }

  async brokenEvents(): Promise<string[]> {
    const rows = await this.sql<{ type: EventType; payload: unknown; key: string }[]>`
      SELECT type, payload, dedupe_key AS key FROM business_events WHERE subscription_id = ${this.id} ORDER BY seq`
    return rows.flatMap(({ type, payload, key }) => {
      const read = eventCatalog[type].safeParse(payload)
      return read.success ? [] : [`${key}: ${read.error.message}`]
    })
  }

  private payment(paymentId: string) {
    return { businessId, paymentId }
  }

  private newId(): string {
    return `${this.id}-${++this.made}`
  }
}

function same(said: unknown, wanted: unknown): void {
  expect(said).toEqual(wanted)
}
