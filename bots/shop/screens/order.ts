import { orderCard, type OrderCard } from '../../../db/order-cards'
import { historyOf } from '../../../db/order-history'
import type { Button } from '../../../domain/buttons'
import type { OrderId } from '../../../domain/ids'
import { mayBuyerCancel } from '../../../domain/order-states'
import { stacked, type Html } from '../../../locales/html'
import { calendarDay, deadline, items, sum } from '../../../locales/wording'
import type { ScreenButton } from '../../../telegram/screen'
import { historyWords } from '../history-words'
import { payable, received } from '../payable'
import type { Scene } from '../scene'
import { ownsOrder } from '../who'

const historyShown = 12

/** The order if it is this buyer's; otherwise the press is answered, and null. */
export async function ownOrder(scene: Scene, orderId: OrderId): Promise<OrderCard | null> {
  const { sql, businessId } = scene.shop
  const order = await orderCard(sql, { businessId, orderId })
  if (order && ownsOrder(scene.who, order)) return order
  // The same words for a foreign order and for none: a forged button learns nothing.
  await scene.toast(scene.t.plain('toast-order-unknown'), { alert: true })
  return null
}

export async function openOrder(scene: Scene, { orderId }: Extract<Button, { verb: 'order' }>): Promise<void> {
  const order = await ownOrder(scene, orderId)
  if (order) await scene.show(await buyersCard(scene, order))
}

async function buyersCard(scene: Scene, order: OrderCard) {
  const { t, shop } = scene
  const history = await historyOf(shop.sql, { businessId: shop.businessId, orderId: order.id, limit: historyShown })
  const head = t.html('order', {
    number: String(order.number),
    state: t.plain(`plain-state-${order.state}`),
    items: items(t, order.lines),
    total: sum(order.total, order.currency),
    paid: sum(received(order), order.currency),
  })
  const past = historyWords(scene, history, order.currency)
  return { text: stacked([head, next(scene, order), past], '\n\n'), rows: rowsOf(scene, order) }
}

/** What the order waits for, in one sentence. */
function next({ t, business }: Scene, order: OrderCard): Html | null {
  const due = payable(order)
  if (due?.expiresAt) {
    const until = deadline(t, { ...due, expiresAt: due.expiresAt }, business.zone)
    return t.html('order-next-pay', { amount: sum(due.amount, due.currency), until })
  }
  if (order.state === 'awaiting_goods') {
    const day = order.arrivesOn ? calendarDay(t, order.arrivesOn) : '—'
    return t.html('order-next-goods', { day })
  }
  return null
}

function rowsOf({ t }: Scene, order: OrderCard): ScreenButton[][] {
  const due = payable(order)
  const pay: ScreenButton[] = due
    ? [
        {
          label: t.plain('btn-pay', { amount: sum(due.amount, due.currency) }),
          press: { verb: 'pay', paymentId: due.id },
        },
      ]
    : []
  const cancel: ScreenButton[] = mayBuyerCancel(order.state)
    ? [{ label: t.plain('btn-cancel-order'), press: { verb: 'cancel', orderId: order.id } }]
    : []
  const back: ScreenButton[] = [{ label: t.plain('btn-orders'), press: { verb: 'orders' } }]
  return [pay, cancel, back]
}
