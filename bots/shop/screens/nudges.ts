import { setBuyerNudges } from '../../../db/buyers'
import type { Button } from '../../../domain/buttons'
import { LifecycleEnded } from '../../../workflows/callers'
import type { Scene } from '../scene'
import { ownOrder } from './order'

/** No more reminders about this order. The term stays, and that is said. */
export async function stopNudges(scene: Scene, { orderId }: Extract<Button, { verb: 'stop_nudges' }>): Promise<void> {
  const order = await ownOrder(scene, orderId)
  if (!order) return
  const { t, shop } = scene
  try {
    // Each is a message of the 2000 that a lifecycle answers.
    if (order.nudgesOn) {
      await shop.lifecycles.switchNudges({ businessId: shop.businessId, orderId }, { by: 'buyer' }, false)
    }
  } catch (error) {
    // An order that has ended sends no reminders.
    if (!(error instanceof LifecycleEnded)) throw error
  }
  await scene.toast(t.plain('toast-nudges-stopped', { number: String(order.number) }), { alert: true })
}

/** `/reminders`: a buyer's choice for all orders; the second time it switches them on again. */
export async function switchReminders(scene: Scene): Promise<void> {
  const { shop, who, t } = scene
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'))
  const on = !who.buyer.nudgesOn
  await setBuyerNudges(shop.sql, { businessId: shop.businessId, buyerId: who.buyer.id }, on)
  await scene.say(t.html(on ? 'reminders-on' : 'reminders-off'))
}
