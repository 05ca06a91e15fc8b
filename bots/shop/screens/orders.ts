import type { OrderCard } from '../../../db/order-cards'
import { ordersOfBuyer } from '../../../db/order-lists'
import { stacked, type Html } from '../../../locales/html'
import { deadline, items, sum } from '../../../locales/wording'
import type { ScreenButton } from '../../../telegram/screen'
import { payable } from '../payable'
import type { Scene } from '../scene'

const shown = 10

/** `/orders`: the buyer's orders, each with what is due and the ways on. */
export async function orders(scene: Scene): Promise<void> {
  const { shop, t, who } = scene
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  const { sql, businessId } = shop
  const cards = await ordersOfBuyer(sql, { businessId, buyerId: who.buyer.id, limit: shown })
  const catalog: ScreenButton[] = [{ label: t.plain('btn-catalog'), press: { verb: 'catalog' } }]
  if (cards.length === 0) return scene.redraw({ text: t.html('orders-none'), rows: [catalog] })
  await scene.redraw({
    text: stacked([t.html('orders'), ...cards.map((card) => line(scene, card))], '\n\n'),
    rows: [...cards.map((card) => buttonsOf(scene, card)), catalog],
  })
}

function line({ t, business }: Scene, order: OrderCard): Html {
  const words = {
    number: String(order.number),
    items: items(t, order.lines),
    state: t.plain(`plain-state-${order.state}`),
  }
  const due = payable(order)
  if (!due?.expiresAt) return t.html('orders-line', { ...words, total: sum(order.total, order.currency) })
  const until = deadline(t, { ...due, expiresAt: due.expiresAt }, business.zone)
  return t.html('orders-line-due', { ...words, due: sum(due.amount, due.currency), until })
}

function buttonsOf({ t }: Scene, order: OrderCard): ScreenButton[] {
  const number = String(order.number)
  const open: ScreenButton = { label: t.plain('btn-order', { number }), press: { verb: 'order', orderId: order.id } }
  const due = payable(order)
  if (!due) return [open]
  const amount = sum(due.amount, due.currency)
  return [open, { label: t.plain('btn-pay', { amount }), press: { verb: 'pay', paymentId: due.id } }]
}
