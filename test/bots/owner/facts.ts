import { randomUUID } from 'node:crypto'
import type { EventType, OrderSnapshot } from '../../../domain/events'

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
