import { refundOfTransaction } from '../../../db/refund-cards'
import type { Button } from '../../../domain/buttons'
import { sum } from '../../../locales/wording'
import { LifecycleEnded } from '../../../workflows/callers'
import type { Scene } from '../scene'
import { allowed, staffsOrder } from './work-card'

/** Money was given back by hand. */
export async function refunded(
  scene: Scene,
  { transaction: ourId }: Extract<Button, { verb: 'refunded' }>,
): Promise<void> {
  if (!(await allowed(scene, 'confirm_refund'))) return
  const { t, shop, who } = scene
  const { businessId } = shop
  const refund = await refundOfTransaction(shop.sql, { businessId, ourId })
  if (refund?.state !== 'awaiting_staff') {
    return scene.toast(t.plain(refund ? 'toast-refund-done-before' : 'toast-order-unknown'), { alert: true })
  }
  const { provider, externalId } = refund
  const address = { businessId, paymentId: refund.paymentId, provider, externalId }
  const answer = await shop.lifecycles.confirmRefund(address, who.externalId).catch((error: unknown) => {
    if (error instanceof LifecycleEnded) return null
    throw error
  })
  if (!answer?.ok) return scene.toast(t.plain('toast-refund-done-before'), { alert: true })
  await scene.toast(t.plain('toast-refund-noted'))
  await scene.redraw({
    text: t.html('refund-noted', {
      amount: sum(refund.amount, refund.currency),
      number: String(refund.number),
      name: who.staff?.name ?? who.name,
    }),
    rows: refund.orderId
      ? [[{ label: t.plain('btn-staff-order'), press: { verb: 'staff_order', orderId: refund.orderId } }]]
      : [],
  })
}

/** The owner decides about a deposit whose balance never came. */
export async function decideDeposit(
  scene: Scene,
  { orderId, fate }: Extract<Button, { verb: 'deposit_fate' }>,
): Promise<void> {
  if (!(await allowed(scene, 'decide_deposit'))) return
  const order = await staffsOrder(scene, orderId)
  if (!order) return
  const { t, shop, who } = scene
  const actor = { by: 'staff' as const, staffId: who.externalId }
  const address = { businessId: shop.businessId, orderId }
  const answer = await shop.lifecycles.decideDeposit(address, actor, fate).catch((error: unknown) => {
    if (error instanceof LifecycleEnded) return null
    throw error
  })
  if (!answer?.ok) return scene.toast(t.plain('toast-deposit-decided-before'), { alert: true })
  const number = String(order.number)
  await scene.redraw({
    text: fate === 'keep' ? t.html('deposit-kept', { number }) : t.html('deposit-returned', { number }),
    rows: [],
  })
}
