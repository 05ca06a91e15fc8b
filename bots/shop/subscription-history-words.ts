import type { StaffMember } from '../../db/staff'
import type { SubscriptionCard } from '../../db/subscription-cards'
import type { SubscriptionHistoryEntry } from '../../db/subscription-history'
import type { EventType } from '../../domain/events'
import { stacked, type Html } from '../../locales/html'
import type { Texts } from '../../locales/texts'
import { moment, paidUntilIn, sum } from '../../locales/wording'
import type { Scene } from './scene'

interface Telling {
  readonly t: Texts
  readonly zone: string
  readonly card: SubscriptionCard
}

type Words = (telling: Telling, entry: SubscriptionHistoryEntry) => Html | null

const amountOf = ({ card }: Telling, { amount }: SubscriptionHistoryEntry) => sum(BigInt(amount ?? '0'), card.currency)
const wayOf = ({ t }: Telling, { provider }: SubscriptionHistoryEntry) =>
  t.plain(`plain-provider-${provider ?? 'manual'}`)
const untilOf = ({ t, zone, card }: Telling, until: string | null) =>
  until ? paidUntilIn(t, new Date(until), { zone, period: card.terms.period }) : '—'

const ofChannel =
  (
    key:
      | 'history-access-granted'
      | 'history-access-expired'
      | 'history-access-revoked'
      | 'history-member-joined'
      | 'history-member-left',
  ): Words =>
  ({ t }, { channel }) =>
    t.html(key, { channel: channel ?? '—' })

/** What of a subscription's past staff want to read. */
const words: Readonly<Partial<Record<EventType, Words>>> = {
  subscription_created: ({ t }) => t.html('history-subscription-created'),
  subscription_period_begun: (telling, { period, endsAt }) =>
    telling.t.html('history-period-begun', { period: period ?? 0, until: untilOf(telling, endsAt) }),
  subscription_extended: (telling, { until }) => telling.t.html('history-extended', { until: untilOf(telling, until) }),
  subscription_changed: ({ t }, { action }) => action && t.html(`history-subscription-${action}`),
  star_renewal_changed: ({ t }, { renewal }) => renewal && t.html(`history-star-renewal-${renewal}`),
  access_granted: ofChannel('history-access-granted'),
  access_expired: ofChannel('history-access-expired'),
  access_revoked: ofChannel('history-access-revoked'),
  access_denied: ({ t }, { denyReason }) => denyReason && t.html(`history-denied-${denyReason}`),
  member_joined: ofChannel('history-member-joined'),
  member_left: ofChannel('history-member-left'),
  payment_opened: (telling, entry) => telling.t.html('history-payment-opened', { amount: amountOf(telling, entry) }),
  payment_performed: (telling, entry) =>
    telling.t.html('history-payment-performed', { amount: amountOf(telling, entry), way: wayOf(telling, entry) }),
  payment_landed_late: (telling, entry) =>
    telling.t.html('history-payment-late', { amount: amountOf(telling, entry), way: wayOf(telling, entry) }),
  payment_extended: ({ t }) => t.html('history-payment-extended'),
  payment_expired: ({ t }) => t.html('history-payment-expired'),
  refund_requested: (telling, entry) =>
    telling.t.html('history-refund-requested', { amount: amountOf(telling, entry) }),
  refund_completed: (telling, entry) =>
    telling.t.html('history-refund-completed', { amount: amountOf(telling, entry) }),
}

/** The facts that have words. */
export const toldOfSubscriptions = Object.keys(words) as EventType[]

/** `21 ноября, 18:00 — время в подарок, до 28 ноября, 18:00 · Мадина`, a line for each fact; null when there is none. */
export function subscriptionHistoryWords(
  { t, business }: Pick<Scene, 't' | 'business'>,
  card: SubscriptionCard,
  { history, staff }: { history: readonly SubscriptionHistoryEntry[]; staff: readonly StaffMember[] },
): Html | null {
  const telling: Telling = { t, zone: business.zone, card }
  const lines = history.flatMap((entry) => {
    const said = words[entry.type]?.(telling, entry)
    if (!said) return []
    const what = withReason(t, withName(t, said, entry.actor, staff), entry)
    return [t.html('history-line', { at: moment(t, entry.at, business.zone), what })]
  })
  return lines.length === 0 ? null : stacked([t.html('history'), ...lines])
}

function withName(t: Texts, what: Html, actor: string, staff: readonly StaffMember[]): Html {
  const id = /^staff:(.+)$/.exec(actor)?.[1]
  if (id === undefined) return what
  return t.html('history-by', { what, name: staff.find(({ externalId }) => externalId === id)?.name ?? id })
}

/** What a person wrote; our own reasons are single words and are said by the fact itself. */
function withReason(t: Texts, what: Html, { type, reason }: SubscriptionHistoryEntry): Html {
  if (type !== 'subscription_changed' || reason === null) return what
  const said = subscriptionReason(t, reason)
  return said === null ? what : t.html('history-because', { what, reason: said })
}

/** Why a subscription was ended or flagged, where there is more to say than that it was. */
export function subscriptionReason(t: Texts, reason: string): string | null {
  if (reason === 'strangers') return t.plain('plain-reason-strangers')
  return /^\w+$/.test(reason) ? null : reason
}
