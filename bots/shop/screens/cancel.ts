import type { OrderCard } from '../../../db/order-cards'
import type { Button } from '../../../domain/buttons'
import { mayBuyerCancel } from '../../../domain/order-states'
import { items, sum } from '../../../locales/wording'
import { LifecycleEnded } from '../../../workflows/callers'
import { received } from '../payable'
import type { Scene } from '../scene'
import { ownOrder } from './order'

/** Asks once more, saying what happens to money that was paid. */
export async function askToCancel(scene: Scene, { orderId }: Extract<Button, { verb: 'cancel' }>): Promise<void> {
  const order = await cancellable(scene, orderId)
  if (!order) return
  const { t } = scene
  const words = { number: String(order.number), items: items(t, order.lines) }
  const paid = received(order)
  await scene.show({
    text:
      paid > 0n
        ? t.html('cancel-ask-paid', { ...words, paid: sum(paid, order.currency) })
        : t.html('cancel-ask', words),
    rows: [
      [{ label: t.plain('btn-cancel-sure'), press: { verb: 'cancel_sure', orderId } }],
      [{ label: t.plain('btn-keep-order'), press: { verb: 'order', orderId } }],
    ],
  })
}

export async function cancelOrder(scene: Scene, { orderId }: Extract<Button, { verb: 'cancel_sure' }>): Promise<void> {
  const order = await cancellable(scene, orderId)
  if (!order) return
  const { t, shop } = scene
  // Money is being taken at this moment: the lifecycle would say no, and it answers 2000 messages in all.
  if (order.payments.some(({ state }) => state === 'held')) {
    return scene.toast(t.plain('toast-cancel-late'), { alert: true })
  }
  const address = { businessId: shop.businessId, orderId }
  const answer = await shop.lifecycles
    .cancel(address, { by: 'buyer' }, 'cancelled_by_buyer')
    .catch((error: unknown) => {
      if (error instanceof LifecycleEnded) return null
      throw error
    })
  if (answer === null) return scene.toast(t.plain('toast-order-over'), { alert: true })
  if (!answer.ok) return scene.toast(t.plain('toast-cancel-late'), { alert: true })
  // The lifecycle writes about the cancellation and the money itself.
  await scene.redraw({ text: t.html('cancel-done', { number: String(order.number) }), rows: [] })
}

async function cancellable(scene: Scene, orderId: string): Promise<OrderCard | null> {
  const order = await ownOrder(scene, orderId)
  if (!order) return null
  if (mayBuyerCancel(order.state)) return order
  const over = ['cancelled', 'expired', 'refunded', 'closed'].includes(order.state)
  await scene.toast(scene.t.plain(over ? 'toast-order-over' : 'toast-cancel-late'), { alert: true })
  return null
}
