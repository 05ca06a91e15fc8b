import { staffOf } from '../../../db/staff'
import type { SubscriptionCard } from '../../../db/subscription-cards'
import { historyOfSubscription } from '../../../db/subscription-history'
import { placesOf, type SubscriptionPlace } from '../../../db/subscription-places'
import type { Judgement } from '../../../domain/buttons'
import { givesAccess, nextSubscriptionState, renews } from '../../../domain/subscription-states'
import { personLink, stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { paidUntilIn, periodIn, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { subscriptionHistoryWords, subscriptionReason, toldOfSubscriptions } from '../subscription-history-words'
import { mayAsStaff } from '../who'
import { cashOf } from './cash'

const facts = 12
const payments = 4

/** A subscription for staff: how it stands, where its buyer is, what was paid and what happened; what they may do. */
export async function subscriberCard(scene: Scene, card: SubscriptionCard): Promise<Screen> {
  const { sql, businessId } = scene.shop
  const key = { businessId, subscriptionId: card.id }
  const places = await placesOf(sql, key)
  const history = await historyOfSubscription(sql, key, { types: toldOfSubscriptions, limit: facts })
  const staff = await staffOf(sql, businessId)
  return {
    text: stacked(
      [
        stacked(standing(scene, card)),
        placeWords(scene.t, places),
        paymentWords(scene.t, card),
        subscriptionHistoryWords(scene, card, { history, staff }),
      ],
      '\n\n',
    ),
    rows: rowsOf(scene, card),
  }
}

function standing({ t, business }: Scene, card: SubscriptionCard): (Html | null)[] {
  const { terms, paidUntil, buyer } = card
  const until = paidUntil && paidUntilIn(t, paidUntil, { zone: business.zone, period: terms.period })
  return [
    t.html('staff-subscription', {
      plan: terms.names[t.lang],
      number: String(card.number),
      state: t.plain(`plain-subscription-state-${card.state}`),
      buyer: personLink(buyer.name, buyer.externalId),
      id: buyer.externalId,
      amount: sum(BigInt(terms.price), card.currency),
      period: periodIn(t, terms.period),
    }),
    until === null
      ? null
      : t.html(givesAccess(card.state) ? 'subscription-until' : 'staff-subscription-was-until', { until }),
    renewalWords(t, card),
    card.nextTerms ? t.html('staff-subscription-next', { plan: card.nextTerms.names[t.lang] }) : null,
    card.vip ? t.html('staff-subscription-vip') : null,
    card.paused ? t.html('staff-subscription-paused') : null,
    card.state === 'flagged' ? reasonWords(t, 'staff-subscription-flag', card.flagReason) : null,
    givesAccess(card.state) ? null : reasonWords(t, 'staff-subscription-end', card.endReason),
    buyer.unreachable ? t.html('staff-order-unreachable') : null,
  ]
}

function renewalWords(t: Texts, card: SubscriptionCard): Html | null {
  if (!givesAccess(card.state)) return null
  if (!card.renews) return t.html('subscription-next-none')
  if (card.starRenewal === 'on') return t.html('staff-subscription-renews-stars')
  if (card.starRenewal === 'failed') return t.html('staff-subscription-renewal-failed')
  return renews(card.state) ? t.html('staff-subscription-renews') : null
}

function reasonWords(
  t: Texts,
  key: 'staff-subscription-flag' | 'staff-subscription-end',
  reason: string | null,
): Html | null {
  const said = reason && subscriptionReason(t, reason)
  return said ? t.html(key, { reason: said }) : null
}

function placeWords(t: Texts, places: readonly SubscriptionPlace[]): Html | null {
  if (places.length === 0) return null
  const lines = places.map((place) =>
    t.html('staff-place', {
      title: place.title,
      member: t.plain(memberKey(place)),
      right: t.plain(rightKey(place)),
    }),
  )
  return stacked([t.html('staff-places'), ...lines])
}

function memberKey({ member }: SubscriptionPlace) {
  if (member === 'creator' || member === 'administrator') return 'plain-member-admin'
  return member === 'member' ? 'plain-member-in' : 'plain-member-out'
}

/** What became of the right; a trouble of the channel explains why nothing has. */
function rightKey({ isOpen, outcome, trouble }: SubscriptionPlace) {
  if (isOpen === null) return 'plain-right-none'
  if (outcome === null) return trouble === null ? 'plain-right-pending' : 'plain-right-trouble'
  if (!isOpen)
    return outcome === 'exempt' || outcome === 'kept'
      ? (`plain-right-closed-${outcome}` as const)
      : 'plain-right-closed'
  return outcome === 'link' || outcome === 'flagged' ? (`plain-right-open-${outcome}` as const) : 'plain-right-open'
}

function paymentWords(t: Texts, card: SubscriptionCard): Html | null {
  const lines = card.payments.flatMap(({ ref, amount, currency, state }) =>
    state === 'scheduled'
      ? []
      : [
          t.html('staff-payment', {
            ref,
            amount: sum(amount, currency),
            state: t.plain(`plain-period-payment-${state}`),
          }),
        ],
  )
  return lines.length === 0 ? null : stacked([t.html('staff-payments'), ...lines.slice(0, payments)])
}

const gifts = [1, 7, 30] as const

function rowsOf({ t, who }: Scene, card: SubscriptionCard): ScreenButton[][] {
  const subscriptionId = card.id
  const hasAccess = givesAccess(card.state)
  const rows: ScreenButton[][] = []
  const due = card.payments.find(({ state }) => state === 'due' || state === 'held')
  if (due && mayAsStaff(who, 'receive_cash')) {
    const label = t.plain('btn-cash-received', { amount: cashOf(due) })
    rows.push([{ label, press: { verb: 'cash_received', paymentId: due.id } }])
  }
  if (mayAsStaff(who, 'serve_subscriber')) {
    rows.push(
      gifts.map((days) => ({
        label: t.plain('btn-extend', { days: periodIn(t, { unit: 'day', count: days }) }),
        press: { verb: 'staff_extend', subscriptionId, days },
      })),
    )
    const links: ScreenButton = { label: t.plain('btn-send-links'), press: { verb: 'staff_links', subscriptionId } }
    const pause: ScreenButton = {
      label: t.plain(card.paused ? 'btn-unpause' : 'btn-pause'),
      press: { verb: 'staff_pause', subscriptionId, on: !card.paused },
    }
    const mayGetLinks = hasAccess && !card.paused && card.state !== 'flagged'
    if (hasAccess) rows.push(mayGetLinks ? [links, pause] : [pause])
  }
  if (mayAsStaff(who, 'judge_subscriber')) rows.push(...judgeRows(t, card))
  rows.push([{ label: t.plain('btn-page-subscriptions'), press: { verb: 'staff_menu', page: 'subscriptions' } }])
  return rows
}

const judgeLabels = { revoke: 'btn-revoke', flag: 'btn-flag' } as const satisfies Record<Judgement, string>

function judgeRows(
  t: Texts,
  { id: subscriptionId, state, vip, payments: periods }: SubscriptionCard,
): ScreenButton[][] {
  const may = (judgement: Judgement) => nextSubscriptionState(state, judgement) !== null
  const judge = (judgement: Judgement): ScreenButton => ({
    label: t.plain(judgeLabels[judgement]),
    press: { verb: 'staff_judge', subscriptionId, judgement },
  })
  const first: ScreenButton[] = []
  if (givesAccess(state) || vip) {
    const label = t.plain(vip ? 'btn-vip-off' : 'btn-vip-on')
    first.push({ label, press: { verb: 'staff_vip', subscriptionId, on: !vip } })
  }
  if (periods.some((payment) => payment.state === 'paid')) {
    first.push({ label: t.plain('btn-staff-refund'), press: { verb: 'staff_refund', subscriptionId } })
  }
  const second: ScreenButton[] = []
  if (may('flag')) second.push(judge('flag'))
  if (state === 'flagged')
    second.push({ label: t.plain('btn-lift-flag'), press: { verb: 'lift_flag', subscriptionId } })
  if (may('revoke')) second.push(judge('revoke'))
  return [first, second]
}
