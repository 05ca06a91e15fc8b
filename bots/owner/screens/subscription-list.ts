import { subscriptionsOf, type SubscriptionList, type SubscriptionSeen } from '../../../db/owner/subscriptions-seen'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { encodePress, type SubscriptionListName, type SubscriptionListPlace } from '../presses'
import { endReasonIn } from '../subscription-words'
import { until } from '../words'
import { pageOf, pageTurns } from './paging'

/** `/subs` and its list mean the same subscriptions. */
const lostWithinMs = 30 * 86_400_000

/** The list that a name means now. */
export const subscriptionListOf = (name: SubscriptionListName, now: Date): SubscriptionList =>
  name === 'lost' ? { of: name, from: new Date(now.getTime() - lostWithinMs) } : { of: name }

/** One page of a list of subscriptions, each with a button that opens it. */
export async function subscriptionList(deps: OwnerDeps, t: Texts, place: SubscriptionListPlace): Promise<Screen> {
  const list = subscriptionListOf(place.list, new Date(deps.now()))
  const { rows, total, page, pages } = await pageOf(place.page, (window) =>
    subscriptionsOf(deps.sql, deps.businessId, list, window),
  )
  const title = t.plain(`plain-owner-subs-${place.list}`)
  const back = [backFrom(t, place.list)]
  if (rows.length === 0) return { text: t.html('owner-subs-list-empty', { list: title }), rows: [back] }
  return {
    text: stacked(
      [
        t.html('owner-subs-list-title', { list: title, count: total }),
        stacked(rows.map((seen) => lineOf(deps, t, seen))),
        pages > 1 ? t.html('owner-list-page', { page: page + 1, pages }) : null,
      ],
      '\n\n',
    ),
    rows: [
      ...subscriptionButtons(t, rows, { list: place.list, page }),
      pageTurns(t, { page, pages }, (to) => encodePress({ verb: 'subscriptions', list: place.list, page: to })),
      back,
    ],
  }
}

function lineOf({ zone, now }: OwnerDeps, t: Texts, seen: SubscriptionSeen): Html {
  const at = { zone, now: new Date(now()) }
  const told = { number: String(seen.number), plan: seen.planId }
  if (seen.endedAt && seen.endReason) {
    const ended = until(t, seen.endedAt, at)
    return t.html('owner-subs-line-ended', { ...told, reason: endReasonIn(t, seen.endReason), ended })
  }
  const price = sum(seen.price, seen.currency)
  if (!seen.paidUntil) return t.html('owner-subs-line', { ...told, price })
  return t.html('owner-subs-line-until', { ...told, price, until: until(t, seen.paidUntil, at) })
}

function subscriptionButtons(
  t: Texts,
  subscriptions: readonly SubscriptionSeen[],
  back: SubscriptionListPlace,
): ScreenButton[][] {
  const buttons = subscriptions.map(({ subscriptionId, number }) => ({
    label: t.plain('btn-owner-order', { number: String(number) }),
    data: encodePress({ verb: 'subscription', subscriptionId, page: 0, back }),
  }))
  return [buttons.slice(0, 4), buttons.slice(4)]
}

/** Refunds are opened from the status, the other lists from the subscriptions. */
const backFrom = (t: Texts, list: SubscriptionListName): ScreenButton =>
  list === 'refunds'
    ? { label: t.plain('btn-owner-to-status'), data: encodePress({ verb: 'status' }) }
    : { label: t.plain('btn-owner-to-subs'), data: encodePress({ verb: 'subs', days: 30 }) }
