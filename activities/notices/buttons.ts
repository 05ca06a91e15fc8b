import type { OrderCard } from '../../db/order-cards'
import type { SubscriptionCard } from '../../db/subscription-cards'
import type { Texts } from '../../locales/texts'
import type { ScreenButton } from '../../telegram/screen'

export const orderButton = (t: Texts, order: Pick<OrderCard, 'id' | 'number'>): ScreenButton => ({
  label: t.plain('btn-order', { number: String(order.number) }),
  press: { verb: 'order', orderId: order.id },
})

export const catalogButton = (t: Texts): ScreenButton => ({
  label: t.plain('btn-catalog'),
  press: { verb: 'catalog' },
})

export const staffOrderButton = (t: Texts, order: Pick<OrderCard, 'id'>): ScreenButton => ({
  label: t.plain('btn-staff-order'),
  press: { verb: 'staff_order', orderId: order.id },
})

export const subscriptionButton = (
  t: Texts,
  { id, number }: Pick<SubscriptionCard, 'id' | 'number'>,
): ScreenButton => ({
  label: t.plain('btn-subscription', { number: String(number) }),
  press: { verb: 'subscription', subscriptionId: id },
})

export const plansButton = (t: Texts): ScreenButton => ({ label: t.plain('btn-plans'), press: { verb: 'plans' } })
