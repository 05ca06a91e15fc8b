import { refundsAwaitingStaff } from '../../../db/refund-cards'
import { awaitedProducts, openOrders } from '../../../db/order-lists'
import type { Button } from '../../../domain/buttons'
import type { StaffPermission } from '../../../domain/staff'
import { stacked } from '../../../locales/html'
import { reasonIn } from '../../../locales/reasons'
import { calendarDay, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { mayAsStaff } from '../who'
import { codesPage } from './codes'
import { ticketsPage } from './tickets'
import { allowed } from './work-card'

type Page = Extract<Button, { verb: 'staff_menu' }>['page']

const shown = 20

/** Which pages of the staff menu a role sees. */
const pages: Readonly<Record<Page, StaffPermission>> = {
  open: 'see_orders',
  preorders: 'goods_arrived',
  refunds: 'confirm_refund',
  nudges: 'switch_all_nudges',
  tickets: 'serve_subscriber',
  codes: 'edit_plans',
}

/** `/staff` */
export async function staffMenu(scene: Scene): Promise<void> {
  if (!(await allowed(scene, pages.open))) return
  await scene.show(await pageOf(scene, 'open'))
}

export async function openPage(scene: Scene, { page }: Extract<Button, { verb: 'staff_menu' }>): Promise<void> {
  if (!(await allowed(scene, pages[page]))) return
  await scene.redraw(await pageOf(scene, page))
}

export async function pageOf(scene: Scene, page: Page): Promise<Screen> {
  const content = await { open, preorders, refunds, nudges, tickets: ticketsPage, codes: codesPage }[page](scene)
  return { text: content.text, rows: [...content.rows, ...tabs(scene)] }
}

async function open({ shop, t }: Scene): Promise<Screen> {
  const orders = await openOrders(shop.sql, { businessId: shop.businessId, limit: shown })
  if (orders.length === 0) return { text: t.html('staff-open-none'), rows: [] }
  return {
    text: t.html('staff-open', { count: orders.length }),
    rows: orders.map((order) => [
      {
        label: t.plain('btn-staff-line', {
          number: String(order.number),
          state: t.plain(`plain-state-${order.state}`),
        }),
        press: { verb: 'staff_order', orderId: order.id },
      },
    ]),
  }
}

async function preorders({ shop, t }: Scene): Promise<Screen> {
  const awaited = await awaitedProducts(shop.sql, { businessId: shop.businessId, limit: shown })
  if (awaited.length === 0) return { text: t.html('staff-preorders-none'), rows: [] }
  const rows = awaited.flatMap(({ productId, names, orders }): ScreenButton[][] => [
    [
      {
        label: t.plain('btn-arrived-all', { name: names[t.lang], count: orders.length }),
        press: { verb: 'arrived_all', productId },
      },
    ],
    ...orders.map(({ orderId, number }): ScreenButton[] => [
      { label: t.plain('btn-arrived-one', { number: String(number) }), press: { verb: 'arrived', orderId } },
    ]),
  ])
  const lines = awaited.map(({ names, arrivesOn, orders }) =>
    t.html('staff-preorders-line', {
      name: names[t.lang],
      day: arrivesOn ? calendarDay(t, arrivesOn) : '—',
      quantity: orders.reduce((total, { quantity }) => total + quantity, 0),
      numbers: orders.map(({ number }) => t.plain('plain-number', { number: String(number) })).join(', '),
    }),
  )
  return { text: stacked([t.html('staff-preorders'), ...lines], '\n\n'), rows }
}

async function refunds({ shop, t }: Scene): Promise<Screen> {
  const waiting = await refundsAwaitingStaff(shop.sql, shop.businessId, { limit: shown })
  if (waiting.length === 0) return { text: t.html('staff-refunds-none'), rows: [] }
  const lines = waiting.map((refund) =>
    t.html('staff-refunds-line', {
      number: String(refund.number),
      amount: sum(refund.amount, refund.currency),
      way: t.plain(`plain-provider-${refund.provider}`),
      externalId: refund.externalId,
      buyer: refund.buyerName,
      reason: reasonIn(t, refund.reason),
    }),
  )
  return {
    text: stacked([t.html('staff-refunds'), ...lines], '\n\n'),
    rows: waiting.map((refund) => [
      {
        label: t.plain('btn-refunded-one', {
          number: String(refund.number),
          amount: sum(refund.amount, refund.currency),
        }),
        press: { verb: 'refunded', transaction: refund.ourId },
      },
    ]),
  }
}

async function nudges({ business, t }: Scene): Promise<Screen> {
  const on = business.settings.nudgesOn
  return Promise.resolve({
    text: t.html(on ? 'staff-nudges-on' : 'staff-nudges-off'),
    rows: [
      [
        {
          label: t.plain(on ? 'btn-nudges-all-off' : 'btn-nudges-all-on'),
          press: { verb: 'staff_nudges_all', on: !on },
        },
      ],
    ],
  })
}

const tabLabels = {
  open: 'btn-page-open',
  preorders: 'btn-page-preorders',
  refunds: 'btn-page-refunds',
  nudges: 'btn-page-nudges',
  tickets: 'btn-page-tickets',
  codes: 'btn-page-codes',
} as const satisfies Record<Page, string>

/** More than four in a row cannot be read on a phone. */
const tabsInRow = 4

function tabs({ t, who }: Scene): ScreenButton[][] {
  const all = (Object.keys(pages) as Page[])
    .filter((page) => mayAsStaff(who, pages[page]))
    .map((page): ScreenButton => ({ label: t.plain(tabLabels[page]), press: { verb: 'staff_menu', page } }))
  return [all.slice(0, tabsInRow), all.slice(tabsInRow)]
}
