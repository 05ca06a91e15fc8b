import { businessOf } from '../../../db/businesses'
import { switchBusinessNudges } from '../../../db/shop-pages'
import type { Button } from '../../../domain/buttons'
import { LifecycleEnded } from '../../../workflows/callers'
import { payable } from '../payable'
import type { Scene } from '../scene'
import { pageOf } from './menu'
import { allowed, staffsOrder, workCard } from './work-card'

/** A reminder at once, quiet hours or not; but never to somebody who asked for silence. */
export async function nudgeNow(scene: Scene, { orderId }: Extract<Button, { verb: 'staff_nudge' }>): Promise<void> {
  if (!(await allowed(scene, 'nudge'))) return
  const order = await staffsOrder(scene, orderId)
  if (!order) return
  const { t, shop, who } = scene
  const due = payable(order)
  if (due?.state !== 'due') return scene.toast(t.plain('toast-nothing-due'), { alert: true })
  if (!order.nudgesOn || !order.buyer.nudgesOn) return scene.toast(t.plain('toast-nudges-unwanted'), { alert: true })
  if (order.buyer.unreachable) return scene.toast(t.plain('toast-buyer-unreachable'), { alert: true })
  try {
    await shop.lifecycles.nudgeNow({ businessId: shop.businessId, paymentId: due.id }, `staff:${who.externalId}`)
  } catch (error) {
    if (!(error instanceof LifecycleEnded)) throw error
    return scene.toast(t.plain('toast-nothing-due'), { alert: true })
  }
  await scene.toast(t.plain('toast-nudge-sent'))
}

/** Reminders of one order. */
export async function switchNudges(
  scene: Scene,
  { orderId, on }: Extract<Button, { verb: 'staff_nudges' }>,
): Promise<void> {
  if (!(await allowed(scene, 'nudge'))) return
  if (!(await staffsOrder(scene, orderId))) return
  const { t, shop, who } = scene
  const actor = { by: 'staff' as const, staffId: who.externalId }
  try {
    await shop.lifecycles.switchNudges({ businessId: shop.businessId, orderId }, actor, on)
  } catch (error) {
    if (!(error instanceof LifecycleEnded)) throw error
    return scene.toast(t.plain('toast-order-over'), { alert: true })
  }
  await scene.toast(t.plain(on ? 'toast-nudges-on' : 'toast-nudges-off'))
  const after = await staffsOrder(scene, orderId)
  if (after) await scene.redraw(await workCard(scene, after))
}

/** Reminders of the whole business: a setting, which has no lifecycle. */
export async function switchAllNudges(
  scene: Scene,
  { on }: Extract<Button, { verb: 'staff_nudges_all' }>,
): Promise<void> {
  if (!(await allowed(scene, 'switch_all_nudges'))) return
  const { t, shop, who } = scene
  await switchBusinessNudges(shop.sql, shop.businessId, on)
  shop.log.info({ businessId: shop.businessId, staffId: who.externalId, on }, 'reminders of the business switched')
  await scene.toast(t.plain(on ? 'toast-nudges-on' : 'toast-nudges-off'))
  const business = await businessOf(shop.sql, shop.businessId)
  await scene.redraw(await pageOf(scene.within(business), 'nudges'))
}
