import { subscriptionHistory, subscriptionSeen, type SubscriptionSeen } from '../../../db/owner/subscriptions-seen'
import { subscriptionWorkflowId, type SubscriptionId } from '../../../domain/ids'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { periodIn, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { encodePress, type SubscriptionBack } from '../presses'
import { endReasonIn } from '../subscription-words'
import { until } from '../words'
import { factsPerPage, historyTurns, historyWords, workflowLink, workflowUrl } from './history'

export interface SubscriptionPlace {
  readonly subscriptionId: SubscriptionId
  /** Page of its history, from 0, the newest. */
  readonly page: number
  readonly back: SubscriptionBack
}

/** A subscription: how it stands, what happened to it, and the way to its workflow. */
export async function subscription(deps: OwnerDeps, t: Texts, place: SubscriptionPlace): Promise<Screen> {
  const { sql, businessId } = deps
  const { subscriptionId, page } = place
  const [seen, { facts, total }] = await Promise.all([
    subscriptionSeen(sql, businessId, subscriptionId),
    subscriptionHistory(sql, { businessId, subscriptionId }, { limit: factsPerPage, skip: page * factsPerPage }),
  ])
  const back = backTo(t, place.back)
  if (!seen) return { text: t.html('owner-subscription-unknown'), rows: [[back]] }

  const press = (to: number) => encodePress({ verb: 'subscription', ...place, page: to })
  const temporal = workflowLink(t, workflowUrl(deps, subscriptionWorkflowId(businessId, subscriptionId)))
  return {
    text: stacked([headOf(deps, t, seen), historyWords(deps, t, { facts, total, page }), temporal.line], '\n\n'),
    rows: [
      historyTurns(t, { total, page }, press),
      temporal.row,
      [{ label: t.plain('btn-owner-refresh'), data: press(0) }, back],
    ],
  }
}

function headOf(deps: OwnerDeps, t: Texts, seen: SubscriptionSeen): Html {
  const at = { zone: deps.zone, now: new Date(deps.now()) }
  const state = t.plain(`plain-subscription-state-${seen.state}`)
  const period = periodIn(t, { unit: seen.periodUnit, count: seen.periodCount })
  return stacked([
    t.html('owner-subscription-title', { number: String(seen.number), state }),
    t.html('owner-subscription-plan', { plan: seen.planId, price: sum(seen.price, seen.currency), period }),
    seen.endedAt && seen.endReason
      ? t.html('owner-subscription-ended', {
          ended: until(t, seen.endedAt, at),
          reason: endReasonIn(t, seen.endReason),
        })
      : seen.paidUntil &&
        t.html('owner-subscription-until', {
          renews: seen.renews ? 'yes' : 'no',
          until: until(t, seen.paidUntil, at),
        }),
    t.html('owner-subscription-periods', { count: seen.periods }),
  ])
}

const backTo = (t: Texts, back: SubscriptionBack): ScreenButton =>
  back.list === 'access'
    ? { label: t.plain('btn-owner-to-access'), data: encodePress({ verb: 'access', days: back.page }) }
    : { label: t.plain('btn-owner-back'), data: encodePress({ verb: 'subscriptions', ...back }) }
