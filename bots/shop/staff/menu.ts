import { refundsAwaitingStaff } from '../../../db/refund-cards'
import { awaitedProducts, openOrders } from '../../../db/order-lists'
import type { Button, StaffPage } from '../../../domain/buttons'
import type { StaffPermission } from '../../../domain/staff'
import { stacked } from '../../../locales/html'
import { reasonIn } from '../../../locales/reasons'
import { calendarDay, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { mayAsStaff } from '../who'
import { channelsPage } from './channels'
import { codesPage } from './codes'
import { atDesk } from './desk'
import { plansPage } from './plans'
import { subscribersPage } from './subscribers'
import { ticketsPage } from './tickets'
import { allowed } from './work-card'

const shown = 20

/** Which pages of the staff menu a role sees. */
const pages: Readonly<Record<StaffPage, StaffPermission>> = {
  open: 'see_orders',
  preorders: 'goods_arrived',
  refunds: 'confirm_refund',
  nudges: 'switch_all_nudges',
  subscriptions: 'see_subscriptions',
  plans: 'edit_plans',
  channels: 'edit_plans',
  tickets: 'serve_subscriber',
  codes: 'edit_plans',
}
/** What is about buyers' subscriptions is no matter for a group. */
const privatePages: readonly StaffPage[] = ['subscriptions', 'plans', 'channels', 'codes']

/** `/staff` */
export async function staffMenu(scene: Scene): Promise<void> {
  if (!(await allowed(scene, pages.open))) return
  await scene.show(await pageOf(scene, 'open'))
}

export async function openPage(scene: Scene, { page }: Extract<Button, { verb: 'staff_menu' }>): Promise<void> {
  const gate = privatePages.includes(page) ? atDesk : allowed
  if (!(await gate(scene, pages[page]))) return
  await scene.redraw(await pageOf(scene, page))
}

export async function pageOf(scene: Scene, page: StaffPage): Promise<Screen> {
  const content = await contents[page](scene)
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

const contents: Readonly<Record<StaffPage, (scene: Scene) => Promise<Screen>>> = {
  open,
  preorders,
  refunds,
  nudges,
  subscriptions: subscribersPage,
  plans: plansPage,
  channels: channelsPage,
  tickets: ticketsPage,
  codes: codesPage,
}

/** Plans and channels are reached from the page of subscriptions. */
const tabLabels = {
  open: 'btn-page-open',
  preorders: 'btn-page-preorders',
  refunds: 'btn-page-refunds',
  nudges: 'btn-page-nudges',
  subscriptions: 'btn-page-subscriptions',
  tickets: 'btn-page-tickets',
  codes: 'btn-page-codes',
} as const satisfies Partial<Record<StaffPage, string>>

function tabs({ t, who, chat }: Scene): ScreenButton[][] {
  const mine = (Object.keys(tabLabels) as (keyof typeof tabLabels)[])
    .filter((page) => mayAsStaff(who, pages[page]) && (chat.isPrivate || !privatePages.includes(page)))
    .map((page): ScreenButton => ({ label: t.plain(tabLabels[page]), press: { verb: 'staff_menu', page } }))
  // More than four in a row cannot be read on a phone.
  return [mine.slice(0, 4), mine.slice(4)]
}
