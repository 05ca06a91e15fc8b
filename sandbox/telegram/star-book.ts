import type { StarTransaction } from '@grammyjs/types'
import type { World } from '../state/world'
import { userOf } from './render'

/**
 * One movement of a bot's Stars. A refund repeats the id of its payment, as the real book does. A chargeback is made by
 * the shop where the person bought their Stars, a withdrawal by the bot's owner: no update tells of either.
 */
export interface StarEntry {
  readonly id: string
  readonly botId: number
  readonly kind: 'payment' | 'refund' | 'chargeback' | 'withdrawal'
  /** The payer; 0 for a withdrawal. */
  readonly userId: number
  readonly amount: number
  readonly payload: string
  /** Unix seconds. */
  readonly date: number
  readonly subscriptionPeriod?: number
  /** The charge of an unnamed chargeback, which the bot is not shown: only that Stars are gone, under an id of its own. */
  readonly unnamedCharge?: string
}

/** A paid subscription: the first payment's charge id names it. */
export interface StarSubscription {
  readonly chargeId: string
  readonly botId: number
  readonly userId: number
  readonly title: string
  readonly payload: string
  readonly price: number
  readonly periodSeconds: number
  /** Every charge so far; a bot may name the subscription by any of them. */
  readonly charges: string[]
  /** Unix seconds. */
  expiresAt: number
  canceledByUser: boolean
  canceledByBot: boolean
  /** The last renewal could not be charged. */
  failed: boolean
}

export type SubscriptionState = 'active' | 'canceled' | 'failed' | 'expired'

/** Canceled and failed ones run to the end of the paid time. */
export function stateOf(subscription: StarSubscription, seconds: number): SubscriptionState {
  if (subscription.expiresAt <= seconds) return 'expired'
  if (subscription.canceledByUser || subscription.canceledByBot) return 'canceled'
  return subscription.failed ? 'failed' : 'active'
}

export interface StarBookSnapshot {
  readonly entries: readonly StarEntry[]
  readonly subscriptions: readonly StarSubscription[]
}

/** Who paid which bot how many Stars, and what was taken back. Looked up by id: it holds tens of thousands. */
export class StarBook {
  private readonly entries = new Map<number, StarEntry[]>()
  private readonly balances = new Map<number, number>()
  private readonly byKey = new Map<string, StarEntry>()
  private readonly byCharge = new Map<string, StarSubscription>()
  private readonly byUser = new Map<number, StarSubscription[]>()

  add(entry: StarEntry): void {
    this.entriesOf(entry.botId).push(entry)
    this.balances.set(
      entry.botId,
      this.balance(entry.botId) + (entry.kind === 'payment' ? entry.amount : -entry.amount),
    )
    this.byKey.set(keyOf(entry.kind, entry.botId, entry.unnamedCharge ?? entry.id), entry)
  }

  balance(botId: number): number {
    return this.balances.get(botId) ?? 0
  }

  find(kind: StarEntry['kind'], botId: number, chargeId: string): StarEntry | undefined {
    return this.byKey.get(keyOf(kind, botId, chargeId))
  }

  /** The payment of this charge, to whichever bot. */
  payment(chargeId: string): StarEntry | undefined {
    for (const botId of this.entries.keys()) {
      const payment = this.find('payment', botId, chargeId)
      if (payment) return payment
    }
    return undefined
  }

  /** Oldest first, as getStarTransactions gives them. */
  transactions(world: World, botId: number, { offset, limit }: { offset: number; limit: number }): StarTransaction[] {
    return this.entriesOf(botId)
      .slice(offset, offset + limit)
      .map((entry) => transaction(world, entry))
  }

  subscribe(subscription: StarSubscription): void {
    const theirs = this.byUser.get(subscription.userId) ?? []
    theirs.push(subscription)
    this.byUser.set(subscription.userId, theirs)
    for (const chargeId of subscription.charges) this.byCharge.set(chargeId, subscription)
  }

  /** Another charge of this subscription. */
  charged(subscription: StarSubscription, chargeId: string): void {
    subscription.charges.push(chargeId)
    this.byCharge.set(chargeId, subscription)
  }

  /** By any of its charges. */
  subscription(chargeId: string): StarSubscription | undefined {
    return this.byCharge.get(chargeId)
  }

  subscriptionsOf(userId: number): readonly StarSubscription[] {
    return this.byUser.get(userId) ?? []
  }

  allSubscriptions(): StarSubscription[] {
    return [...this.byUser.values()].flat()
  }

  snapshot(): StarBookSnapshot {
    return { entries: [...this.entries.values()].flat(), subscriptions: this.allSubscriptions() }
  }

  restore(snapshot: StarBookSnapshot): void {
    this.reset()
    for (const entry of snapshot.entries) this.add(entry)
    for (const subscription of snapshot.subscriptions) this.subscribe(subscription)
  }

  reset(): void {
    for (const index of [this.entries, this.balances, this.byKey, this.byCharge, this.byUser]) index.clear()
  }

  /** Oldest first. */
  entriesOf(botId: number): StarEntry[] {
    const entries = this.entries.get(botId) ?? []
    this.entries.set(botId, entries)
    return entries
  }
}

const keyOf = (kind: StarEntry['kind'], botId: number, id: string) => `${kind}/${botId}/${id}`

function transaction(world: World, entry: StarEntry): StarTransaction {
  const shared = { id: entry.id, amount: entry.amount, date: entry.date }
  if (entry.kind === 'withdrawal') {
    const state = { type: 'succeeded' as const, date: entry.date, url: `https://fragment.com/tx/${entry.id}` }
    return { ...shared, receiver: { type: 'fragment', withdrawal_state: state } }
  }
  if (entry.unnamedCharge !== undefined) return { ...shared, receiver: { type: 'other' } }
  const partner = {
    type: 'user' as const,
    transaction_type: 'invoice_payment' as const,
    user: userOf(world, entry.userId),
    invoice_payload: entry.payload,
    ...(entry.subscriptionPeriod !== undefined && { subscription_period: entry.subscriptionPeriod }),
  }
  return { ...shared, ...(entry.kind === 'payment' ? { source: partner } : { receiver: partner }) }
}
