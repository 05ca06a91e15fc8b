import { noteReasonAsked, reasonAskedFor } from '../../../db/outbound-messages'
import type { Button } from '../../../domain/buttons'
import type { OrderId } from '../../../domain/ids'
import { storableText } from '../../../domain/storable-text'
import { nextStates } from '../../../domain/order-states'
import { items, sum } from '../../../locales/wording'
import { LifecycleEnded } from '../../../workflows/callers'
import { received } from '../payable'
import type { Scene } from '../scene'
import { mayAsStaff } from '../who'
import { allowed, staffsOrder } from './work-card'

const reasonLimit = 300

/** Asks why: a reply to this message cancels with that reason, the button without one. */
export async function askWhy(scene: Scene, { orderId }: Extract<Button, { verb: 'staff_cancel' }>): Promise<void> {
  if (!(await allowed(scene, 'cancel_order'))) return
  const order = await staffsOrder(scene, orderId)
  if (!order) return
  const { t, shop, chat } = scene
  if (!nextStates(order.state).includes('cancel')) return scene.toast(t.plain('toast-cancel-late'), { alert: true })
  const messageId = await scene.show({
    text: t.html('staff-cancel-ask', {
      number: String(order.number),
      items: items(t, order.lines),
      paid: sum(received(order), order.currency),
    }),
    rows: [
      [{ label: t.plain('btn-cancel-no-reason'), press: { verb: 'staff_cancel_sure', orderId } }],
      [{ label: t.plain('btn-keep-order'), press: { verb: 'staff_order', orderId } }],
    ],
  })
  await noteReasonAsked(shop.sql, { businessId: shop.businessId, chatId: String(chat.id), messageId, orderId })
}

export async function cancelByStaff(
  scene: Scene,
  { orderId }: Extract<Button, { verb: 'staff_cancel_sure' }>,
): Promise<void> {
  if (await allowed(scene, 'cancel_order')) await cancel(scene, orderId, 'cancelled_by_staff')
}

/** A reply to the question above; false when the message answers something else. */
export async function cancelByReply(scene: Scene, repliedTo: number, text: string): Promise<boolean> {
  if (!mayAsStaff(scene.who, 'cancel_order')) return false
  const { sql, businessId } = scene.shop
  const orderId = await reasonAskedFor(sql, { businessId, chatId: String(scene.chat.id), messageId: repliedTo })
  if (orderId === null) return false
  // A single word would look like one of our own reasons; see reasonIn.
  const reason = storableText(text.replace(/\s+/g, ' ').trim().slice(0, reasonLimit))
  await cancel(scene, orderId, /^\w+$/.test(reason) ? `${reason}.` : reason)
  return true
}

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
