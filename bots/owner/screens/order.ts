import { historyOf, orderSeen, type OrderSeen } from '../../../db/owner/orders-seen'
import { orderWorkflowId, type OrderId } from '../../../domain/ids'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { encodePress, type ListPlace } from '../presses'
import { until } from '../words'
import { factsPerPage, historyTurns, historyWords, workflowLink, workflowUrl } from './history'

export interface OrderPlace {
  readonly orderId: OrderId
  /** Page of its history, from 0, the newest. */
  readonly page: number
  readonly back: ListPlace
}

/** An order: how its money stands, what happened to it, and the way to its workflow. */
export async function order(deps: OwnerDeps, t: Texts, place: OrderPlace): Promise<Screen> {
  const { sql, businessId } = deps
  const { orderId, page } = place
  const [seen, { facts, total }] = await Promise.all([
    orderSeen(sql, businessId, orderId),
    historyOf(sql, { businessId, orderId }, { limit: factsPerPage, skip: page * factsPerPage }),
  ])
  const back: ScreenButton = { label: t.plain('btn-owner-back'), data: encodePress({ verb: 'list', ...place.back }) }
  if (!seen) return { text: t.html('owner-order-unknown'), rows: [[back]] }

  const press = (to: number) => encodePress({ verb: 'order', ...place, page: to })
  const temporal = workflowLink(t, workflowUrl(deps, orderWorkflowId(businessId, orderId)))
  return {
    text: stacked([headOf(deps, t, seen), historyWords(deps, t, { facts, total, page }), temporal.line], '\n\n'),
    rows: [
      historyTurns(t, { total, page }, press),
      temporal.row,
      [{ label: t.plain('btn-owner-refresh'), data: press(0) }, back],
    ],
  }
}

function headOf(deps: OwnerDeps, t: Texts, seen: OrderSeen): Html {
  const { currency, dueNow, remainingDue } = seen
  const state = t.plain(`plain-state-${seen.state}`)
  const ahead = remainingDue - dueNow
  return stacked([
    t.html('owner-order-title', { number: String(seen.number), state }),
    t.html('owner-order-money', { plan: seen.plan, total: sum(seen.total, currency), paid: sum(seen.paid, currency) }),
    dueNow > 0n && seen.dueAt
      ? t.html('owner-order-due', {
          due: sum(dueNow, currency),
          until: until(t, seen.dueAt, { zone: deps.zone, now: new Date(deps.now()) }),
        })
      : null,
    ahead > 0n ? t.html('owner-order-ahead', { remaining: sum(ahead, currency) }) : null,
  ])
}
