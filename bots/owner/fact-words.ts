import type { z } from 'zod'
import type { StoredFact } from '../../db/owner/orders-seen'
import { eventCatalog, eventVersion, type EventType } from '../../domain/events'
import type { Currency } from '../../domain/money'
import type { Html } from '../../locales/html'
import { reasonIn } from '../../locales/reasons'
import type { Texts } from '../../locales/texts'
import { sum } from '../../locales/wording'
import { revokeReasonIn } from './subscription-words'
import { actorName, providerName, until } from './words'

interface Told {
  readonly t: Texts
  readonly zone: string
  /** When it happened: a deadline of the same day is told without its date. */
  readonly at: Date
}
type Payload<T extends EventType> = z.infer<(typeof eventCatalog)[T]>
type Words = { readonly [T in EventType]: (payload: Payload<T>, told: Told) => Html }

type Snapshot = Payload<'order_created'>['order']
type Stage = Payload<'payment_opened'>
type Moved = Payload<'payment_performed'>

/** An event names what its payment pays for, and with it the currency of its sums. */
const currencyOf = ({ order, subscription }: Stage): Currency => order?.currency ?? subscription?.currency ?? 'UZS'
const amountOf = (payload: Stage) => sum(BigInt(payload.amount), currencyOf(payload))
const kindOf = ({ kind }: Stage, t: Texts) => t.plain(`plain-owner-kind-${kind}`)
const orderTotal = ({ total, currency }: Snapshot) => sum(BigInt(total), currency)

/** What moved: the provider's own sum where it says another than the stage's price; `45 000 soʻm (36 ⭐)` for Stars. */
function movedSum({ provider_amount: amount, provider_currency: currency, ...payload }: Moved): string {
  const own = sum(BigInt(amount), currency as Currency)
  return currency === currencyOf(payload) ? own : `${amountOf(payload)} (${own})`
}
const movedBy = (payload: Moved, t: Texts) => ({
  amount: movedSum(payload),
  provider: providerName(t, payload.provider),
})

const words: Words = {
  order_created: ({ order }, { t }) => t.html('owner-fact-order_created', { total: orderTotal(order) }),
  order_rejected: ({ reason }, { t }) => t.html('owner-fact-order_rejected', { reason: reasonIn(t, reason) }),
  order_offered: ({ round }, { t }) => t.html('owner-fact-order_offered', { round }),
  order_accepted: ({ actor }, { t }) => t.html('owner-fact-order_accepted', { actor: actorName(t, actor) }),
  order_given_back: ({ actor }, { t }) => t.html('owner-fact-order_given_back', { actor: actorName(t, actor) }),
  order_assembled: ({ actor }, { t }) => t.html('owner-fact-order_assembled', { actor: actorName(t, actor) }),
  order_handed_over: ({ actor }, { t }) => t.html('owner-fact-order_handed_over', { actor: actorName(t, actor) }),
  order_delivered: ({ actor }, { t }) => t.html('owner-fact-order_delivered', { actor: actorName(t, actor) }),
  order_rated: ({ score }, { t }) => t.html('owner-fact-order_rated', { score }),
  order_closed: (_, { t }) => t.html('owner-fact-order_closed'),
  order_cancelled: ({ reason }, { t }) => t.html('owner-fact-order_cancelled', { reason: reasonIn(t, reason) }),
  order_expired: (_, { t }) => t.html('owner-fact-order_expired'),
  order_revived: (_, { t }) => t.html('owner-fact-order_revived'),
  order_refunded: (_, { t }) => t.html('owner-fact-order_refunded'),
  order_late: ({ waiting_for: waiting }, { t }) => t.html('owner-fact-order_late', { waiting }),
  goods_awaited: (_, { t }) => t.html('owner-fact-goods_awaited'),
  goods_arrived: ({ actor }, { t }) => t.html('owner-fact-goods_arrived', { actor: actorName(t, actor) }),
  deposit_fate_asked: (_, { t }) => t.html('owner-fact-deposit_fate_asked'),
  deposit_fate_decided: ({ fate, actor }, { t }) =>
    t.html('owner-fact-deposit_fate_decided', { fate, actor: actorName(t, actor) }),
  nudges_switched: ({ on, actor }, { t }) =>
    t.html('owner-fact-nudges_switched', { on: on ? 'yes' : 'no', actor: actorName(t, actor) }),
  subscription_created: ({ subscription }, { t }) =>
    t.html('owner-fact-subscription_created', { number: String(subscription.number) }),
  subscription_refunded: ({ period }, { t }) => t.html('owner-fact-subscription_refunded', { period: String(period) }),
  subscription_period_begun: ({ period, ends_at: endsAt }, { t, zone, at }) =>
    t.html('owner-fact-subscription_period_begun', {
      period: String(period),
      until: until(t, new Date(endsAt), { zone, now: at }),
    }),
  subscription_extended: ({ kind, until: end, actor }, { t, zone, at }) =>
    t.html('owner-fact-subscription_extended', {
      kind,
      until: until(t, new Date(end), { zone, now: at }),
      actor: actorName(t, actor),
    }),
  subscription_changed: ({ action, reason, actor }, { t }) =>
    t.html('owner-fact-subscription_changed', { action, reason: reasonIn(t, reason), actor: actorName(t, actor) }),
  star_renewal_changed: ({ renewal }, { t }) => t.html('owner-fact-star_renewal_changed', { renewal }),
  access_granted: (_, { t }) => t.html('owner-fact-access_granted'),
  access_expired: (_, { t }) => t.html('owner-fact-access_expired'),
  access_revoked: ({ reason }, { t }) => t.html('owner-fact-access_revoked', { reason: revokeReasonIn(t, reason) }),
  access_denied: ({ deny_reason: reason }, { t }) => t.html('owner-fact-access_denied', { reason }),
  member_joined: (_, { t }) => t.html('owner-fact-member_joined'),
  member_left: (_, { t }) => t.html('owner-fact-member_left'),
  payment_opened: (payload, { t, zone, at }) => {
    const [amount, kind] = [amountOf(payload), kindOf(payload, t)]
    const dueAt = payload.order?.due_at ?? null
    if (dueAt === null) return t.html('owner-fact-payment_opened', { amount, kind })
    return t.html('owner-fact-payment_opened-until', {
      amount,
      kind,
      until: until(t, new Date(dueAt), { zone, now: at }),
    })
  },
  payment_held: (payload, { t }) => t.html('owner-fact-payment_held', movedBy(payload, t)),
  payment_released: (payload, { t }) => t.html('owner-fact-payment_released', movedBy(payload, t)),
  payment_performed: (payload, { t }) =>
    t.html('owner-fact-payment_performed', { ...movedBy(payload, t), kind: kindOf(payload, t) }),
  payment_landed_late: (payload, { t }) =>
    t.html('owner-fact-payment_landed_late', { ...movedBy(payload, t), outcome: payload.outcome }),
  payment_doubled: (payload, { t }) => t.html('owner-fact-payment_doubled', movedBy(payload, t)),
  payment_extended: (payload, { t, zone, at }) =>
    t.html('owner-fact-payment_extended', {
      until: until(t, new Date(payload.until), { zone, now: at }),
      actor: actorName(t, payload.actor),
    }),
  payment_expired: (payload, { t }) =>
    t.html('owner-fact-payment_expired', { amount: amountOf(payload), kind: kindOf(payload, t) }),
  payment_cancelled: (payload, { t }) =>
    t.html('owner-fact-payment_cancelled', { amount: amountOf(payload), kind: kindOf(payload, t) }),
  nudge_sent: (_, { t }) => t.html('owner-fact-nudge_sent'),
  nudge_skipped: ({ reason }, { t }) => t.html('owner-fact-nudge_skipped', { reason }),
  refund_requested: (payload, { t }) =>
    t.html('owner-fact-refund_requested', { ...movedBy(payload, t), reason: reasonIn(t, payload.reason) }),
  refund_completed: (payload, { t }) => t.html('owner-fact-refund_completed', movedBy(payload, t)),
  refund_failed: (payload, { t }) =>
    t.html('owner-fact-refund_failed', { ...movedBy(payload, t), reason: reasonIn(t, payload.reason) }),
  buyer_unreachable: (_, { t }) => t.html('owner-fact-buyer_unreachable'),
}

/** A stored event in words; its bare type where this release does not understand it. */
export function factWords({ type, version, occurredAt, payload }: StoredFact, told: Omit<Told, 'at'>): Html {
  const known = Object.hasOwn(eventCatalog, type) ? (type as EventType) : null
  const read = known && version === eventVersion ? eventCatalog[known].safeParse(payload) : null
  if (!known || !read?.success) return told.t.html('owner-fact-unknown', { type })
  // The payload was checked against the schema of this very type on the line above; the compiler cannot join the two.
  const say = words[known] as (payload: unknown, told: Told) => Html
  return say(read.data, { ...told, at: occurredAt })
}
