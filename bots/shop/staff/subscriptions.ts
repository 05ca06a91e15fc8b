import { subscriptionCard, type SubscriptionCard } from '../../../db/subscription-cards'
import type { Button } from '../../../domain/buttons'
import type { SubscriptionId } from '../../../domain/ids'
import type { SubscriptionActor } from '../../../workflows/subscription/messages'
import type { Scene } from '../scene'
import { allowed } from './work-card'

const actorOf = ({ who }: Scene): SubscriptionActor => ({ by: 'staff', staffId: who.externalId })

/** The subscription of this business, for staff; if there is none the press is answered, and null. */
export async function staffsSubscription(
  scene: Scene,
  subscriptionId: SubscriptionId,
): Promise<SubscriptionCard | null> {
  const { sql, businessId } = scene.shop
  const card = await subscriptionCard(sql, { businessId, subscriptionId })
  if (!card) await scene.toast(scene.t.plain('toast-subscription-unknown'), { alert: true })
  return card
}

/** The owner gives the money of the last period back. */
export async function refundPeriod(
  scene: Scene,
  { subscriptionId }: Extract<Button, { verb: 'refund_period' }>,
): Promise<void> {
  if (!(await allowed(scene, 'judge_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const { t, shop } = scene
  const address = { businessId: shop.businessId, subscriptionId }
  const answer = await shop.lifecycles.askRefund(address, actorOf(scene), 'cancelled_by_staff')
  await scene.toast(t.plain(answer === 'given' ? 'toast-refund-begun' : 'toast-refund-nothing'), { alert: true })
}

export async function liftFlag(
  scene: Scene,
  { subscriptionId }: Extract<Button, { verb: 'lift_flag' }>,
): Promise<void> {
  if (!(await allowed(scene, 'judge_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const { t, shop } = scene
  const address = { businessId: shop.businessId, subscriptionId }
  const answer = await shop.lifecycles.liftFlag(address, actorOf(scene), 'staff')
  await scene.toast(t.plain(answer.ok ? 'toast-flag-lifted' : 'toast-step-impossible'), { alert: true })
}
