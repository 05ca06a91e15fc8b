import type { StarTransaction } from '@grammyjs/types'
import type { World } from '../state/world'
import { userOf } from './render'

/** One movement of a bot's Stars. A refund repeats the id of its payment, as the real book does. */
export interface StarEntry {
  readonly id: string
  readonly botId: number
  readonly kind: 'payment' | 'refund'
  readonly userId: number
  readonly amount: number
  readonly payload: string
  /** Unix seconds. */
  readonly date: number
  readonly subscriptionPeriod?: number
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
}

export interface StarBookSnapshot {
  readonly entries: readonly StarEntry[]
  readonly subscriptions: readonly StarSubscription[]
}

/** Who paid which bot how many Stars, and what was given back. */
export class StarBook {
  private entries: StarEntry[] = []
  private subscriptions: StarSubscription[] = []

  add(entry: StarEntry): void {
    this.entries.push(entry)
  }

  balance(botId: number): number {
    return this.entries
      .filter((entry) => entry.botId === botId)
      .reduce((sum, entry) => sum + (entry.kind === 'payment' ? entry.amount : -entry.amount), 0)
  }

  find(kind: StarEntry['kind'], botId: number, chargeId: string): StarEntry | undefined {
    return this.entries.find((entry) => entry.kind === kind && entry.botId === botId && entry.id === chargeId)
  }

  /** Oldest first, as getStarTransactions gives them. */
  transactions(world: World, botId: number, { offset, limit }: { offset: number; limit: number }): StarTransaction[] {
    return this.entries
      .filter((entry) => entry.botId === botId)
      .slice(offset, offset + limit)
      .map((entry) => {
        const partner = {
          type: 'user' as const,
          transaction_type: 'invoice_payment' as const,
          user: userOf(world, entry.userId),
          invoice_payload: entry.payload,
          ...(entry.subscriptionPeriod !== undefined && { subscription_period: entry.subscriptionPeriod }),
        }
        return {
          id: entry.id,
          amount: entry.amount,
          date: entry.date,
          ...(entry.kind === 'payment' ? { source: partner } : { receiver: partner }),
        }
      })
  }

  subscribe(subscription: StarSubscription): void {
    this.subscriptions.push(subscription)
  }

  subscription(chargeId: string): StarSubscription | undefined {
    return this.subscriptions.find((subscription) => subscription.charges.includes(chargeId))
  }

  subscriptionsOf(userId: number): readonly StarSubscription[] {
    return this.subscriptions.filter((subscription) => subscription.userId === userId)
  }

  snapshot(): StarBookSnapshot {
    return { entries: this.entries, subscriptions: this.subscriptions }
  }

  restore(snapshot: StarBookSnapshot): void {
    this.entries = [...snapshot.entries]
    this.subscriptions = [...snapshot.subscriptions]
  }

  reset(): void {
    this.entries = []
    this.subscriptions = []
  }
}
