import { ordersOf, type OrderList, type OrderSeen } from '../../../db/owner/orders-seen'
import { orderStages, type OrderStage } from '../../../domain/order-states'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { endedSince } from '../funnel'
import { encodePress, type ListName, type ListPlace } from '../presses'
import { endedStages } from '../stage-counts'
import { listTitle, until } from '../words'
import { pageOf, pageTurns } from './paging'

/** `/status` and its list mean the same orders. */
export const expiringWithinMs = 3 * 3_600_000
export const lateMoneyWithinMs = 24 * 3_600_000

/** One page of a list of orders, each with a button that opens it. */
export async function orderList(deps: OwnerDeps, t: Texts, place: ListPlace): Promise<Screen> {
  const list = await listOf(deps, place.list)
  const {
    rows: orders,
    total,
    page,
    pages,
  } = await pageOf(place.page, async (window) => {
    const { orders: rows, total: full } = await ordersOf(deps.sql, deps.businessId, list, window)
    return { rows, total: full }
  })
  const at: ListPlace = { list: place.list, page }
  const title = listTitle(t, place.list)
  if (orders.length === 0) return { text: t.html('owner-list-empty', { list: title }), rows: [backTo(t, place.list)] }
  return {
    text: stacked(
      [
        t.html('owner-list-title', { list: title, count: total }),
        stacked(orders.map((order) => orderLine(deps, t, order))),
        pages > 1 ? t.html('owner-list-page', { page: page + 1, pages }) : null,
      ],
      '\n\n',
    ),
    rows: [
      ...orderButtons(t, orders, at),
      pageTurns(t, { page, pages }, (to) => encodePress({ verb: 'list', list: place.list, page: to })),
      backTo(t, place.list),
    ],
  }
}

/** The list that a name means now. */
export async function listOf(deps: OwnerDeps, name: ListName): Promise<OrderList> {
  const now = deps.now()
  if (isStage(name)) {
    return { of: 'stage', stage: name, from: endedStages.includes(name) ? (await endedSince(deps)).from : null }
  }
  switch (name) {
    case 'expiring':
      return { of: 'expiring', now: new Date(now), until: new Date(now + expiringWithinMs) }
    case 'late_money':
      return { of: 'late_money', from: new Date(now - lateMoneyWithinMs) }
    case 'deposits':
    case 'refunds':
    case 'sla':
      return { of: name }
  }
}

function orderLine(deps: OwnerDeps, t: Texts, order: OrderSeen): Html {
  const number = String(order.number)
  const total = sum(order.total, order.currency)
  if (order.dueNow > 0n && order.dueAt) {
    const due = sum(order.dueNow, order.currency)
    const when = until(t, order.dueAt, { zone: deps.zone, now: new Date(deps.now()) })
    return t.html('owner-list-line-due', { number, total, due, until: when })
  }
  if (order.remainingDue > 0n) {
    return t.html('owner-list-line-ahead', { number, total, remaining: sum(order.remainingDue, order.currency) })
  }
  return t.html('owner-list-line', { number, total, paid: sum(order.paid, order.currency) })
}

function orderButtons(t: Texts, orders: readonly OrderSeen[], back: ListPlace): ScreenButton[][] {
  const buttons = orders.map(({ orderId, number }) => ({
    label: t.plain('btn-owner-order', { number: String(number) }),
    data: encodePress({ verb: 'order', orderId, page: 0, back }),
  }))
  return [buttons.slice(0, 4), buttons.slice(4)]
}

const isStage = (list: ListName): list is OrderStage => (orderStages as readonly string[]).includes(list)

const backTo = (t: Texts, list: ListName): ScreenButton[] => [
  isStage(list)
    ? { label: t.plain('btn-owner-to-funnel'), data: encodePress({ verb: 'funnel' }) }
    : { label: t.plain('btn-owner-to-status'), data: encodePress({ verb: 'status' }) },
]
