import { orderCard, type OrderCard } from '../../../db/order-cards'
import { historyOf } from '../../../db/order-history'
import { staffOf } from '../../../db/staff'
import type { Button } from '../../../domain/buttons'
import type { OrderId } from '../../../domain/ids'
import { nextStates, type OrderAction } from '../../../domain/order-states'
import type { StaffPermission } from '../../../domain/staff'
import { personLink, stacked, type Html } from '../../../locales/html'
import { deadline, items, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import { historyWords } from '../history-words'
import { payable, received } from '../payable'
import type { Scene } from '../scene'
import { mayAsStaff } from '../who'

/** Whether this person may do it; if not, the press is answered. The one gate of every staff button. */
export async function allowed(scene: Scene, permission: StaffPermission): Promise<boolean> {
  if (mayAsStaff(scene.who, permission)) return true
  await scene.toast(scene.t.plain(scene.who.staff ? 'toast-not-your-role' : 'toast-staff-only'), { alert: true })
  return false
}

/** The order of this business, for staff; if there is none the press is answered, and null. */
export async function staffsOrder(scene: Scene, orderId: OrderId): Promise<OrderCard | null> {
  const { sql, businessId } = scene.shop
  const order = await orderCard(sql, { businessId, orderId })
  if (!order) await scene.toast(scene.t.plain('toast-order-unknown'), { alert: true })
  return order
}

export async function openStaffOrder(
  scene: Scene,
  { orderId }: Extract<Button, { verb: 'staff_order' }>,
): Promise<void> {
  if (!(await allowed(scene, 'see_orders'))) return
  const order = await staffsOrder(scene, orderId)
  if (order) await scene.show(await workCard(scene, order))
}

/**
 * An order for the people who work on it. In a group it shows only the next steps of the work, because everybody there
 * presses the same buttons; privately it shows all that this person's role may do.
 */
export async function workCard(scene: Scene, order: OrderCard): Promise<Screen> {
  const { t, shop, chat } = scene
  const staff = await staffOf(shop.sql, shop.businessId)
  const nameOf = (id: string | null) => staff.find(({ externalId }) => externalId === id)?.name ?? '—'
  const head = t.html('staff-order', {
    number: String(order.number),
    state: t.plain(`plain-state-${order.state}`),
    items: items(t, order.lines),
    buyer: personLink(order.buyer.name, order.buyer.externalId),
  })
  const florist = order.floristId ? t.html('staff-order-florist', { name: nameOf(order.floristId) }) : null
  const courier = order.courierId ? t.html('staff-order-courier', { name: nameOf(order.courierId) }) : null
  if (!chat.isPrivate) return { text: stacked([head, florist, courier]), rows: workRows(scene, order) }

  const history = await historyOf(shop.sql, { businessId: shop.businessId, orderId: order.id, limit: 12 })
  return {
    text: stacked(
      [stacked([head, florist, courier]), moneyWords(scene, order), historyWords(scene, history, order.currency)],
      '\n\n',
    ),
    rows: [...workRows(scene, order), ...moneyRows(scene, order), backRow(scene)],
  }
}

type WorkVerb = 'accept' | 'assembled' | 'give_back' | 'hand_over' | 'delivered' | 'arrived'

const workSteps: Readonly<Partial<Record<OrderAction, { verb: WorkVerb; permission: StaffPermission }>>> = {
  accept: { verb: 'accept', permission: 'make_order' },
  assemble: { verb: 'assembled', permission: 'make_order' },
  give_back: { verb: 'give_back', permission: 'make_order' },
  hand_over: { verb: 'hand_over', permission: 'hand_over' },
  deliver: { verb: 'delivered', permission: 'deliver' },
  goods_arrived: { verb: 'arrived', permission: 'goods_arrived' },
}

const workLabels = {
  accept: 'btn-accept',
  assembled: 'btn-assembled',
  give_back: 'btn-give-back',
  hand_over: 'btn-hand-over',
  delivered: 'btn-delivered',
  arrived: 'btn-arrived',
} as const satisfies Record<WorkVerb, string>

function workRows({ t, who, chat }: Scene, order: OrderCard): ScreenButton[][] {
  return nextStates(order.state).flatMap((action) => {
    const step = workSteps[action]
    if (!step || (step.verb === 'arrived' && (order.plan !== 'preorder' || order.goodsArrived))) return []
    if (chat.isPrivate && !mayAsStaff(who, step.permission)) return []
    return [[{ label: t.plain(workLabels[step.verb]), press: { verb: step.verb, orderId: order.id } }]]
  })
}

function moneyWords({ t, business }: Scene, order: OrderCard): Html {
  const words = { total: sum(order.total, order.currency), paid: sum(received(order), order.currency) }
  const due = payable(order)
  if (!due?.expiresAt) return t.html('staff-order-money', words)
  const until = deadline(t, { ...due, expiresAt: due.expiresAt }, business.zone)
  return stacked([
    t.html('staff-order-money', words),
    t.html('staff-order-due', { due: sum(due.amount, due.currency), ref: due.ref, until }),
    order.nudgesOn && order.buyer.nudgesOn ? null : t.html('staff-order-nudges-off'),
    order.buyer.unreachable ? t.html('staff-order-unreachable') : null,
  ])
}

function moneyRows({ t, who }: Scene, order: OrderCard): ScreenButton[][] {
  const orderId = order.id
  const due = payable(order)
  const rows: ScreenButton[][] = []
  if (due && mayAsStaff(who, 'receive_cash')) {
    const amount = sum(due.amount, due.currency)
    rows.push([
      { label: t.plain('btn-cash-received', { amount }), press: { verb: 'cash_received', paymentId: due.id } },
    ])
  }
  if (due && mayAsStaff(who, 'nudge')) {
    rows.push([
      { label: t.plain('btn-nudge-now'), press: { verb: 'staff_nudge', orderId } },
      {
        label: t.plain(order.nudgesOn ? 'btn-nudges-off' : 'btn-nudges-on'),
        press: { verb: 'staff_nudges', orderId, on: !order.nudgesOn },
      },
    ])
  }
  if (nextStates(order.state).includes('cancel') && mayAsStaff(who, 'cancel_order')) {
    rows.push([{ label: t.plain('btn-cancel-order'), press: { verb: 'staff_cancel', orderId } }])
  }
  return rows
}

const backRow = ({ t }: Scene): ScreenButton[] => [
  { label: t.plain('btn-staff'), press: { verb: 'staff_menu', page: 'open' } },
]
