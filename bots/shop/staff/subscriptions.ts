import { subscriptionCard, type SubscriptionCard } from '../../../db/subscription-cards'
import type { Button } from '../../../domain/buttons'
import type { SubscriptionId } from '../../../domain/ids'
import { periodIn } from '../../../locales/wording'
import type { SubscriptionActor, SubscriptionAnswer } from '../../../workflows/subscription/messages'
import type { Scene } from '../scene'
import { atDesk } from './desk'
import { subscriberCard } from './subscriber-card'

type Of<V extends Button['verb']> = Extract<Button, { verb: V }>

export const actorOf = ({ who }: Scene): SubscriptionActor => ({ by: 'staff', staffId: who.externalId })

export const addressOf = ({ shop }: Scene, subscriptionId: SubscriptionId) => ({
  businessId: shop.businessId,
  subscriptionId,
})

/** The subscription of this business, for staff; if there is none the press is answered, and null. */
export async function staffsSubscription(
  scene: Scene,
  subscriptionId: SubscriptionId,
): Promise<SubscriptionCard | null> {
  const { sql, businessId } = scene.shop
  const card = await subscriptionCard(sql, { businessId, subscriptionId })
  if (!card) await scene.toast(scene.t.plain('toast-subscriber-unknown'), { alert: true })
  return card
}

/** The message that was pressed becomes the subscription as it stands now. */
export async function redrawSubscriber(scene: Scene, subscriptionId: SubscriptionId): Promise<void> {
  // A notice in a group stays what it was: the card is for one person's eyes.
  if (!scene.chat.isPrivate) return
  const card = await staffsSubscription(scene, subscriptionId)
  if (card) await scene.redraw(await subscriberCard(scene, card))
}

export async function openStaffSubscription(scene: Scene, { subscriptionId }: Of<'staff_subscription'>): Promise<void> {
  if (await atDesk(scene, 'see_subscriptions')) await redrawSubscriber(scene, subscriptionId)
}

/** Says whether it was done, and shows how the subscription stands, in every case. */
export async function sayAnswer(
  scene: Scene,
  subscriptionId: SubscriptionId,
  answer: SubscriptionAnswer,
  done: string,
): Promise<void> {
  if (answer.ok) await scene.toast(done)
  else await scene.toast(scene.t.plain('toast-subscriber-not-now'), { alert: true })
  await redrawSubscriber(scene, subscriptionId)
}

/** Days as a gift. One press is one gift, however often it is repeated on the way. */
export async function extendByDays(scene: Scene, { subscriptionId, days }: Of<'staff_extend'>): Promise<void> {
  if (!(await atDesk(scene, 'serve_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const { t, shop, press, who } = scene
  const pressId = press?.queryId ?? `${subscriptionId}/${who.externalId}/${days}`
  const gift = { days, reason: 'staff', pressId }
  const answer = await shop.lifecycles.extendSubscription(addressOf(scene, subscriptionId), actorOf(scene), gift)
  const more = periodIn(t, { unit: 'day', count: days })
  await sayAnswer(scene, subscriptionId, answer, t.plain('toast-time-given', { more }))
}

/** The buyer gets new links; limits are for buyers only. */
export async function sendLinks(scene: Scene, { subscriptionId }: Of<'staff_links'>): Promise<void> {
  if (!(await atDesk(scene, 'serve_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const answer = await scene.shop.lifecycles.resendLinks(addressOf(scene, subscriptionId), actorOf(scene))
  await sayAnswer(scene, subscriptionId, answer, scene.t.plain('toast-links-resent'))
}

export async function pauseOrResume(scene: Scene, { subscriptionId, on }: Of<'staff_pause'>): Promise<void> {
  if (!(await atDesk(scene, 'serve_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const pause = { paused: on, reason: 'staff' }
  const answer = await scene.shop.lifecycles.pauseSubscription(addressOf(scene, subscriptionId), actorOf(scene), pause)
  await sayAnswer(scene, subscriptionId, answer, scene.t.plain(on ? 'toast-paused' : 'toast-unpaused'))
}

export async function switchVip(scene: Scene, { subscriptionId, on }: Of<'staff_vip'>): Promise<void> {
  if (!(await atDesk(scene, 'judge_subscriber'))) return
  if (!(await staffsSubscription(scene, subscriptionId))) return
  const answer = await scene.shop.lifecycles.switchVip(addressOf(scene, subscriptionId), actorOf(scene), on)
  await sayAnswer(scene, subscriptionId, answer, scene.t.plain(on ? 'toast-vip-on' : 'toast-vip-off'))
}
