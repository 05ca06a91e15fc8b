import { paidThing, type PaidThing } from '../../../db/paid-things'
import { findTransaction } from '../../../db/provider-transactions'
import { refundState } from '../../../db/refunds'
import type { SubscriptionCard } from '../../../db/subscription-cards'
import type { Button } from '../../../domain/buttons'
import { personLink } from '../../../locales/html'
import { textsIn, type Lang } from '../../../locales/texts'
import { sum } from '../../../locales/wording'
import { priceAt } from '../../../telegram/pay-screen'
import type { ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { sendOnce } from '../send-once'
import { mayAsStaff } from '../who'
import { desks } from './desks'
import { allowed } from './work-card'

/** Tells those who take cash, once for a payment, that a buyer is coming with it. A buyer waits for none of this. */
export async function announceCash(scene: Scene, paid: PaidThing): Promise<void> {
  const [cashDesk = []] = await desks(scene)
  for (const { chatId, lang } of cashDesk) {
    await announceTo(scene, paid, chatId, lang).catch((error: unknown) => {
      scene.shop.log.warn({ paymentId: paid.payment.id, chatId, err: error }, 'could not announce a cash payment')
    })
  }
}

async function announceTo({ shop }: Scene, paid: PaidThing, chatId: string, lang: Lang): Promise<void> {
  const { order, payment } = paid
  const { number, buyer } = order ?? paid.subscription
  const t = textsIn(lang)
  const amount = cashOf(payment)
  const screen = {
    text: t.html('cash-coming', {
      buyer: personLink(buyer.name, buyer.externalId),
      amount,
      number: String(number),
      ref: payment.ref,
    }),
    rows: [
      [
        {
          label: t.plain('btn-cash-received', { amount }),
          press: { verb: 'cash_received' as const, paymentId: payment.id },
        },
      ],
    ],
  }
  const { id: paymentId } = payment
  const dedupeKey = `${paymentId}/cash@${chatId}`
  await sendOnce(
    shop,
    { businessId: shop.businessId, dedupeKey, chatId, orderId: order?.id ?? null, paymentId },
    screen,
  )
}

/** What is asked for in cash. */
export const cashOf = (payment: PaidThing['payment']) => sum(priceAt(payment, 'manual'), payment.currency)

/** Staff hold the cash. One press is one payment, however often it is repeated on the way. */
export async function cashReceived(
  scene: Scene,
  { paymentId }: Extract<Button, { verb: 'cash_received' }>,
): Promise<void> {
  if (!(await allowed(scene, 'receive_cash'))) return
  const { t, shop, who } = scene
  const { businessId } = shop
  const found = await paidThing(shop.sql, { businessId, paymentId })
  if (!found) return scene.toast(t.plain('toast-order-unknown'), { alert: true })
  const { order, subscription, payment } = found
  const pressId = scene.press?.queryId ?? `${paymentId}/${who.externalId}`
  const cash = { businessId, paymentId, provider: 'manual', externalId: pressId } as const
  // Looked for after the payment: this very press may have paid it at an earlier attempt, whose answer was lost.
  const earlier = await findTransaction(shop.sql, businessId, cash)
  const isBooked = earlier?.state === 'performed' && earlier.paymentId === paymentId
  if (!isBooked && payment.state !== 'due' && payment.state !== 'held') {
    return scene.toast(t.plain(`toast-cash-${payment.state}`), { alert: true })
  }
  const address = { businessId, paymentId }
  // The first attempt may have been lost with the task in which the lifecycle heard of it.
  const answer = isBooked
    ? await shop.lifecycles
        .saidAgain(address, { provider: cash.provider, externalId: pressId, step: 'perform' })
        .then(() => ({ ok: true as const, payment: payment.state }))
    : await shop.lifecycles.markPaidByHand(address, { staffId: who.externalId, pressId })
  if (!answer.ok) {
    const key = answer.payment === 'paid' ? 'toast-cash-paid' : 'toast-cash-refused'
    return scene.toast(t.plain(key), { alert: true })
  }
  const amount = cashOf(payment)
  if (answer.payment !== 'paid' || (await refundState(shop.sql, cash)) !== null) {
    return scene.toast(t.plain('toast-cash-goes-back', { amount }), { alert: true })
  }
  await scene.toast(t.plain('toast-cash-done'))
  await scene.redraw({
    text: t.html('cash-done', {
      amount,
      number: String((order ?? subscription).number),
      name: who.staff?.name ?? who.name,
    }),
    rows: order
      ? [[{ label: t.plain('btn-staff-order'), press: { verb: 'staff_order', orderId: order.id } }]]
      : [backToSubscription(scene, subscription)],
  })
}

/** To whoever may see it, where nobody else reads. */
function backToSubscription({ t, who, chat }: Scene, { id, number }: SubscriptionCard): ScreenButton[] {
  if (!chat.isPrivate || !mayAsStaff(who, 'see_subscriptions')) return []
  const label = t.plain('btn-back-to-subscription', { number: String(number) })
  return [{ label, press: { verb: 'staff_subscription', subscriptionId: id } }]
}
