import type { Button } from '../../../domain/buttons'
import { LifecycleEnded } from '../../../workflows/callers'
import type { Scene } from '../scene'
import { ownOrder } from './order'

export async function rate(scene: Scene, { orderId, score }: Extract<Button, { verb: 'rate' }>): Promise<void> {
  const order = await ownOrder(scene, orderId)
  if (!order) return
  const { t, shop, business } = scene
  // Only what may do something is asked of a lifecycle: it answers 2000 messages in all.
  const mayRate = order.state === 'delivered'
  const address = { businessId: shop.businessId, orderId }
  const answer = !mayRate
    ? null
    : await shop.lifecycles.rate(address, score).catch((error: unknown) => {
        if (error instanceof LifecycleEnded) return null
        throw error
      })
  if (!answer?.ok) return scene.toast(t.plain('toast-rate-late'), { alert: true })
  const words = { number: String(order.number), score }
  const sorry = score <= 3
  await scene.redraw({
    text: sorry ? t.html('rated-sorry', words) : t.html('rated-thanks', words),
    rows: sorry && business.supportUrl ? [[{ label: t.plain('btn-support'), url: business.supportUrl }]] : [],
  })
}
