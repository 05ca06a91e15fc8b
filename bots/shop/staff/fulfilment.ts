import type { Button } from '../../../domain/buttons'
import type { StaffPermission } from '../../../domain/staff'
import type { OrderActor, OrderAnswer } from '../../../workflows/order/messages'
import { LifecycleEnded, type Lifecycles, type OrderAddress } from '../../../workflows/callers'
import type { Scene } from '../scene'
import { allowed, staffsOrder, workCard } from './work-card'

type StepVerb = 'accept' | 'give_back' | 'assembled' | 'hand_over' | 'delivered' | 'arrived'

interface Step {
  readonly permission: StaffPermission
  readonly tell: (lifecycles: Lifecycles, order: OrderAddress, actor: OrderActor) => Promise<OrderAnswer>
}

const steps: Readonly<Record<StepVerb, Step>> = {
  accept: { permission: 'make_order', tell: (lifecycles, ...rest) => lifecycles.accept(...rest) },
  give_back: { permission: 'make_order', tell: (lifecycles, ...rest) => lifecycles.giveBack(...rest) },
  assembled: { permission: 'make_order', tell: (lifecycles, ...rest) => lifecycles.assembled(...rest) },
  hand_over: { permission: 'hand_over', tell: (lifecycles, ...rest) => lifecycles.handOver(...rest) },
  delivered: { permission: 'deliver', tell: (lifecycles, ...rest) => lifecycles.delivered(...rest) },
  arrived: { permission: 'goods_arrived', tell: (lifecycles, ...rest) => lifecycles.goodsArrived(...rest) },
}

/** One step of the work on an order. The message that was pressed becomes the order as it stands now, in every case. */
export async function takeStep(scene: Scene, { verb, orderId }: Extract<Button, { verb: StepVerb }>): Promise<void> {
  const { permission, tell } = steps[verb]
  if (!(await allowed(scene, permission))) return
  const before = await staffsOrder(scene, orderId)
  if (!before) return
  const { t, shop, who } = scene
  const actor: OrderActor = { by: 'staff', staffId: who.externalId }
  const answer = await tell(shop.lifecycles, { businessId: shop.businessId, orderId }, actor).catch(
    (error: unknown) => {
      if (error instanceof LifecycleEnded) return null
      throw error
    },
  )
  const after = await staffsOrder(scene, orderId)
  // A florist who presses twice, or whose first answer was lost, has the order all the same.
  const isMine = verb === 'accept' && after?.state === 'accepted' && after.floristId === who.externalId
  if (answer === null) await scene.toast(t.plain('toast-order-over'), { alert: true })
  else if (answer.ok || isMine) await scene.toast(t.plain(`toast-${verb}-done`))
  else await scene.toast(t.plain(`toast-step-${answer.refusal}`), { alert: true })
  if (after) await scene.redraw(await workCard(scene, after))
}
