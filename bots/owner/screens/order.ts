import { DateTime } from 'luxon'
import { historyOf, orderSeen, type OrderSeen, type StoredFact } from '../../../db/owner/orders-seen'
import { orderWorkflowId, type OrderId } from '../../../domain/ids'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { calendarDay, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { factWords } from '../fact-words'
import { encodePress, type ListPlace } from '../presses'
import { until } from '../words'

const factsPerPage = 15

export interface OrderPlace {
  readonly orderId: OrderId
  /** Page of its history, from 0, the newest. */
  readonly page: number
  readonly back: ListPlace
}

/** An order: how its money stands, what happened to it, and the way to its workflow. */
export async function order(deps: OwnerDeps, t: Texts, place: OrderPlace): Promise<Screen> {
  const { sql, businessId } = deps
  const key = { businessId, orderId: place.orderId }
  const [seen, { facts, total }] = await Promise.all([
    orderSeen(sql, businessId, place.orderId),
    historyOf(sql, key, { limit: factsPerPage, skip: place.page * factsPerPage }),
  ])
  const back: ScreenButton = { label: t.plain('btn-owner-back'), data: encodePress({ verb: 'list', ...place.back }) }
  if (!seen) return { text: t.html('owner-order-unknown'), rows: [[back]] }

  const url = workflowUrl(deps, place.orderId)
  // Telegram refuses buttons that lead to a local address; as text it can at least be copied.
  const linked = url?.startsWith('https://') ?? false
  return {
    text: stacked(
      [
        headOf(deps, t, seen),
        historyWords(deps, t, facts),
        total > factsPerPage ? historyPage(t, { page: place.page, shown: facts.length, total }) : null,
        url === null || linked ? null : t.html('owner-order-temporal', { url }),
      ],
      '\n\n',
    ),
    rows: [
      turns(t, place, total),
      linked && url !== null ? [{ label: t.plain('btn-owner-temporal'), url }] : [],
      [{ label: t.plain('btn-owner-refresh'), data: encodePress({ verb: 'order', ...place, page: 0 }) }, back],
    ],
  }
}

/** The order's workflow in Temporal's Web UI; null when no UI is configured. */
export function workflowUrl(
  { uiUrl, namespace, businessId }: Pick<OwnerDeps, 'uiUrl' | 'namespace' | 'businessId'>,
  orderId: OrderId,
): string | null {
  if (uiUrl === '') return null
  const workflow = encodeURIComponent(orderWorkflowId(businessId, orderId))
  return `${uiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${workflow}`
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

/** A heading for each day, a line for each fact; times in the business's zone. */
function historyWords({ zone }: OwnerDeps, t: Texts, facts: readonly StoredFact[]): Html {
  let day: string | null = null
  const lines = facts.flatMap((fact) => {
    const local = DateTime.fromJSDate(fact.occurredAt, { zone })
    const date = local.toISODate() ?? ''
    const line = t.html('owner-history-line', { time: local.toFormat('HH:mm:ss'), what: factWords(fact, { t, zone }) })
    if (date === day) return [line]
    day = date
    return [t.html('owner-history-day', { day: calendarDay(t, date) }), line]
  })
  return stacked(lines)
}

function historyPage(t: Texts, { page, shown, total }: { page: number; shown: number; total: number }): Html {
  const to = total - page * factsPerPage
  return t.html('owner-history-page', { from: to - shown + 1, to, count: total })
}

function turns(t: Texts, place: OrderPlace, total: number): ScreenButton[] {
  const to = (label: string, page: number): ScreenButton => ({
    label,
    data: encodePress({ verb: 'order', ...place, page }),
  })
  const pages = Math.min(Math.ceil(total / factsPerPage), 1000)
  return [
    ...(place.page + 1 < pages ? [to(t.plain('btn-owner-older'), place.page + 1)] : []),
    ...(place.page > 0 ? [to(t.plain('btn-owner-newer'), place.page - 1)] : []),
  ]
}
