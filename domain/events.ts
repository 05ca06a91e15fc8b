import { z } from 'zod'
import { orderStages } from './order-states'
import { providers } from './providers'
import { subscriptionTransitions } from './subscription-states'

const subscriptionStates = Object.keys(subscriptionTransitions)

const minor = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .describe('minor units, decimal string')
const currency = z.enum(['UZS', 'KZT', 'USD', 'XTR'])
const instant = z.iso.datetime().describe('UTC')

/** How the order stands right after the fact, in the same transaction as the fact. */
export const orderSnapshotSchema = z.object({
  number: z.number().int(),
  plan: z.enum(['full', 'deposit_balance', 'preorder']),
  state: z.enum([
    'placing',
    'awaiting_payment',
    'awaiting_goods',
    'offered',
    'accepted',
    'assembled',
    'out_for_delivery',
    'delivered',
    'closed',
    'cancelled',
    'expired',
    'refunded',
  ]),
  stage: z.enum(orderStages as [string, ...string[]]),
  currency,
  total: minor,
  /** Received and not returned. */
  paid: minor,
  due_now: minor,
  remaining_due: minor,
  due_at: instant.nullable(),
  nudges_on: z.boolean(),
})
export type OrderSnapshot = z.infer<typeof orderSnapshotSchema>

/** How the subscription stands right after the fact. */
export const subscriptionSnapshotSchema = z.object({
  number: z.number().int(),
  plan_id: z.string(),
  state: z.enum(subscriptionStates as [string, ...string[]]),
  currency,
  period: z.object({ unit: z.enum(['minute', 'day', 'month']), count: z.number().int() }),
  paid_until: instant.nullable(),
  renews: z.boolean(),
  /** What a period costs, minor units of `currency`. */
  price: minor,
})
export type SubscriptionSnapshot = z.infer<typeof subscriptionSnapshotSchema>

const actor = z.string().describe('who did it: buyer, staff:<external id>, provider:<name>, timer')
const order = { order: orderSnapshotSchema, actor }
const subscription = { subscription: subscriptionSnapshotSchema, actor }
/** The channel, by its Telegram chat id, and what the shop calls it. */
const access = { ...subscription, chat_id: z.string(), chat_title: z.string().optional() }
const accessEnded = {
  ...access,
  /** When the paid time ended or ends. */
  expired_at: instant.nullable(),
  /** Whether paying again gives access. */
  renew_supported: z.boolean(),
}

/** Why somebody was not let into a channel. */
export const denyReasons = ['stranger', 'flagged', 'ended', 'paused', 'link_closed', 'too_many_links'] as const
export type DenyReason = (typeof denyReasons)[number]
const payment = {
  /** What the payment pays for: one of the two. */
  order: orderSnapshotSchema.optional(),
  subscription: subscriptionSnapshotSchema.optional(),
  actor,
  payment_id: z.string(),
  kind: z.enum(['full', 'deposit', 'balance', 'period']),
  amount: minor,
}
const provider = z.enum(providers as [string, ...string[]])
const moved = { ...payment, provider, provider_amount: minor, provider_currency: currency }
const reason = z.string()

/** Every fact the shop tells the world, by type. A payload only grows within a version. */
export const eventCatalog = {
  order_created: z.object(order),
  order_rejected: z.object({ ...order, reason }),
  order_offered: z.object({ ...order, round: z.number().int() }),
  order_accepted: z.object(order),
  order_given_back: z.object(order),
  order_assembled: z.object(order),
  order_handed_over: z.object(order),
  order_delivered: z.object(order),
  order_rated: z.object({ ...order, score: z.number().int().min(1).max(5) }),
  order_closed: z.object(order),
  order_cancelled: z.object({ ...order, reason }),
  order_expired: z.object(order),
  order_revived: z.object({ ...order, from: z.enum(orderStages as [string, ...string[]]) }),
  order_refunded: z.object(order),
  order_late: z.object({ ...order, waiting_for: z.enum(['florist', 'assembly', 'courier', 'delivery']) }),
  goods_awaited: z.object(order),
  goods_arrived: z.object(order),
  deposit_fate_asked: z.object(order),
  deposit_fate_decided: z.object({ ...order, fate: z.enum(['keep', 'refund']) }),
  nudges_switched: z.object({ ...order, on: z.boolean() }),
  subscription_created: z.object(subscription),
  subscription_refunded: z.object({ ...subscription, period: z.number().int() }),
  subscription_period_begun: z.object({
    ...subscription,
    period: z.number().int(),
    starts_at: instant,
    ends_at: instant,
  }),
  subscription_extended: z.object({
    ...subscription,
    kind: z.enum(['trial', 'gift', 'comp']),
    reason,
    until: instant,
  }),
  subscription_changed: z.object({
    ...subscription,
    action: z.enum([
      'give_up',
      'cancel',
      'resume',
      'lapse',
      'expire',
      'revoke',
      'flag',
      'unflag',
      'pause',
      'unpause',
      'vip_on',
      'vip_off',
      'change_plan',
    ]),
    from: z.enum(subscriptionStates as [string, ...string[]]),
    reason,
  }),
  star_renewal_changed: z.object({ ...subscription, renewal: z.enum(['on', 'off', 'failed']) }),
  access_granted: z.object({ ...access, reason }),
  access_expired: z.object({ ...accessEnded, reason }),
  access_revoked: z.object({ ...accessEnded, reason }),
  access_denied: z.object({ ...accessEnded, deny_reason: z.enum(denyReasons), asked_by: z.string() }),
  member_joined: z.object(access),
  member_left: z.object(access),
  payment_opened: z.object(payment),
  payment_held: z.object(moved),
  payment_released: z.object({ ...moved, reason }),
  payment_performed: z.object(moved),
  payment_landed_late: z.object({ ...moved, outcome: z.enum(['revived', 'refund']) }),
  payment_doubled: z.object(moved),
  payment_extended: z.object({ ...payment, until: instant }),
  payment_expired: z.object(payment),
  payment_cancelled: z.object(payment),
  nudge_sent: z.object({ ...payment, nudge: z.number().int() }),
  nudge_skipped: z.object({ ...payment, nudge: z.number().int(), reason }),
  refund_requested: z.object({ ...moved, reason }),
  refund_completed: z.object({ ...moved, reason }),
  refund_failed: z.object({ ...moved, reason }),
  buyer_unreachable: z.object({ actor, reason }),
} as const

export type EventType = keyof typeof eventCatalog
/** What `subscription_changed` tells of. */
export type SubscriptionChange = z.infer<(typeof eventCatalog)['subscription_changed']>['action']
export const eventVersion = 1

/** One event as readers get it from `GET /api/v1/events`. */
export const eventSchema = z.object({
  event_id: z.uuid(),
  /** Pass it back as `after`; opaque, ascending. */
  cursor: z.string(),
  type: z.enum(Object.keys(eventCatalog) as [EventType, ...EventType[]]),
  version: z.literal(eventVersion),
  business_id: z.string(),
  user_id: z.string().nullable().describe('the buyer, `telegram:42`'),
  order_id: z.string().nullable(),
  subscription_id: z.string().nullable(),
  occurred_at: instant,
  dedupe_key: z.string().describe('unique per business'),
  payload: z.record(z.string(), z.unknown()),
})
export type BusinessEvent = z.infer<typeof eventSchema>
