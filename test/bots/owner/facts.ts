import { randomUUID } from 'node:crypto'
import type { EventType, OrderSnapshot, SubscriptionSnapshot } from '../../../domain/events'

/** 12:00 in Tashkent. */
export const noon = Date.UTC(2026, 10, 21, 7, 0, 0)
export const minute = 60_000
export const hour = 60 * minute

/** An item of the feed as the api sends it; tests break it on purpose. */
export interface FeedItem {
  event_id: string
  cursor: string
  type: string
  version: number
  business_id: string
  user_id: string | null
  order_id: string | null
  /** Left out by a shop that is older than subscriptions. */
  subscription_id?: string | null
  occurred_at: string
  dedupe_key: string
  payload: Record<string, unknown>
}

export const snapshot = (changes: Partial<OrderSnapshot> = {}): OrderSnapshot => ({
  number: 1001,
  plan: 'deposit_balance',
  state: 'awaiting_payment',
  stage: 'deposit_due',
  currency: 'UZS',
  total: '50000000',
  paid: '0',
  due_now: '15000000',
  remaining_due: '50000000',
  due_at: new Date(noon + 5 * hour).toISOString(),
  nudges_on: true,
  ...changes,
})

export interface FactOf {
  readonly orderId?: string | null
  readonly order?: Partial<OrderSnapshot>
  readonly at?: number
  readonly fields?: Record<string, unknown>
}

let told = 0

/** A fact of business `demo`, valid by the catalog when `fields` has what the type asks for. */
export function fact(
  type: EventType,
  { orderId = 'order1', order = {}, at = noon, fields = {} }: FactOf = {},
): FeedItem {
  told += 1
  return {
    event_id: randomUUID(),
    cursor: `1-${told}`,
    type,
    version: 1,
    business_id: 'demo',
    user_id: 'telegram:42',
    order_id: orderId,
    occurred_at: new Date(at).toISOString(),
    dedupe_key: `test/${told}`,
    payload: { order: snapshot(order), actor: 'timer', ...fields },
  }
}

const stage = { payment_id: 'order1.d', kind: 'deposit', amount: '15000000' }

/** Fields of a fact about a stage of money, 150 000 soʻm, and of money that moved. */
export const payment = (changes: Record<string, unknown> = {}) => ({ ...stage, ...changes })
export const moved = (changes: Record<string, unknown> = {}) => ({
  ...stage,
  provider: 'payme',
  provider_amount: '15000000',
  provider_currency: 'UZS',
  actor: 'provider:payme',
  ...changes,
})

export const subscriptionSnapshot = (changes: Partial<SubscriptionSnapshot> = {}): SubscriptionSnapshot => ({
  number: 2001,
  plan_id: 'club',
  state: 'active',
  currency: 'UZS',
  period: { unit: 'day', count: 30 },
  paid_until: new Date(noon + 30 * 24 * hour).toISOString(),
  renews: true,
  price: '9000000',
  ...changes,
})

export interface SubscriptionFactOf {
  readonly of?: string
  readonly is?: Partial<SubscriptionSnapshot>
  readonly at?: number
  readonly fields?: Record<string, unknown>
}

/** A fact about a subscription of business `demo`, valid by the catalog when `fields` has what the type asks for. */
export function subscriptionFact(
  type: EventType,
  { of = 'sub1', is = {}, at = noon, fields = {} }: SubscriptionFactOf = {},
): FeedItem {
  const item = fact(type, { orderId: null, at, fields })
  const { order: _, ...payload } = item.payload
  return { ...item, subscription_id: of, payload: { ...payload, subscription: subscriptionSnapshot(is) } }
}

type Of = Omit<SubscriptionFactOf, 'fields'>

/** What happens to a subscription, as the shop tells it. */
export const subscriptionFacts = {
  created: (of: Of = {}) =>
    subscriptionFact('subscription_created', { ...of, is: { state: 'incomplete', paid_until: null, ...of.is } }),
  begun: (period: number, of: Of = {}) =>
    subscriptionFact('subscription_period_begun', {
      ...of,
      fields: {
        period,
        starts_at: new Date(of.at ?? noon).toISOString(),
        ends_at: new Date((of.at ?? noon) + 30 * 24 * hour).toISOString(),
      },
    }),
  extended: (kind: 'trial' | 'gift' | 'comp', until: number, of: Of = {}) =>
    subscriptionFact('subscription_extended', {
      ...of,
      fields: { kind, reason: kind, until: new Date(until).toISOString() },
    }),
  changed: (action: string, from: string, of: Of = {}, reason = 'unpaid') =>
    subscriptionFact('subscription_changed', { ...of, fields: { action, from, reason } }),
  refunded: (period: number, of: Of = {}) =>
    subscriptionFact('subscription_refunded', { ...of, is: { state: 'refunded', ...of.is }, fields: { period } }),
}

/** Fields of a fact about the money of a period, 90 000 soʻm by Payme. */
export const periodMoved = (changes: Record<string, unknown> = {}) => ({
  payment_id: 'sub1.1',
  kind: 'period',
  amount: '9000000',
  provider: 'payme',
  provider_amount: '9000000',
  provider_currency: 'UZS',
  actor: 'provider:payme',
  ...changes,
})
