import type { Button } from '../../../domain/buttons'
import type { OrderId } from '../../../domain/ids'
import { nextStates } from '../../../domain/order-states'
import { items, sum } from '../../../locales/wording'
import { LifecycleEnded } from '../../../workflows/callers'
import { received } from '../payable'
import type { Scene } from '../scene'
import { writtenReason } from './reason'
import { allowed, staffsOrder } from './work-card'

/** Asks why: a reply to this message cancels with that reason, the button without one. */
export async function askWhy(scene: Scene, { orderId }: Extract<Button, { verb: 'staff_cancel' }>): Promise<void> {
  if (!(await allowed(scene, 'cancel_order'))) return
  const order = await staffsOrder(scene, orderId)
  if (!order) return
  const { t } = scene
  if (!nextStates(order.state).includes('cancel')) return scene.toast(t.plain('toast-cancel-late'), { alert: true })
  const screen = {
    text: t.html('staff-cancel-ask', {
      number: String(order.number),
      items: items(t, order.lines),
      paid: sum(received(order), order.currency),
    }),
    rows: [
      [{ label: t.plain('btn-cancel-no-reason'), press: { verb: 'staff_cancel_sure' as const, orderId } }],
      [{ label: t.plain('btn-keep-order'), press: { verb: 'staff_order' as const, orderId } }],
    ],
  }
  await scene.ask(screen, { about: 'cancel_order', orderId })
}

export async function cancelByStaff(
  scene: Scene,
  { orderId }: Extract<Button, { verb: 'staff_cancel_sure' }>,
): Promise<void> {
  if (await allowed(scene, 'cancel_order')) await cancel(scene, orderId, 'cancelled_by_staff')
}

/** A reply to the question above. */
export const cancelByReply = (scene: Scene, orderId: OrderId, text: string): Promise<void> =>
  cancel(scene, orderId, writtenReason(text))

async function cancel(scene: Scene, orderId: OrderId, reason: string): Promise<void> {
  const order = await staffsOrder(scene, orderId)
  if (!order) return
  const { t, shop, who } = scene
  const actor = { by: 'staff' as const, staffId: who.externalId }
  const address = { businessId: shop.businessId, orderId }
  const answer = await shop.lifecycles.cancel(address, actor, reason).catch((error: unknown) => {
    if (error instanceof LifecycleEnded) return null
    throw error
  })
  if (answer === null) return scene.toast(t.plain('toast-order-over'), { alert: true })
  if (!answer.ok) return scene.toast(t.plain('toast-cancel-late'), { alert: true })
  await scene.redraw({ text: t.html('staff-cancel-done', { number: String(order.number) }), rows: [] })
}
