import { noteSentScreen } from '../../../db/outbound-messages'
import { paidThing, type PaidThing } from '../../../db/paid-things'
import type { Button } from '../../../domain/buttons'
import type { PaymentId } from '../../../domain/ids'
import { deadline } from '../../../locales/wording'
import { payScreen } from '../../../telegram/pay-screen'
import { LifecycleEnded } from '../../../workflows/callers'
import type { Scene } from '../scene'
import { announceCash, cashOf } from '../staff/cash'
import { ownsPaid } from '../who'

/** The payment if it is this buyer's and still due; otherwise the press is answered, and null. */
export async function ownDuePayment(scene: Scene, paymentId: PaymentId): Promise<PaidThing | null> {
  const { sql, businessId } = scene.shop
  const found = await paidThing(sql, { businessId, paymentId })
  if (!found || !ownsPaid(scene.who, found)) {
    await scene.toast(scene.t.plain('toast-order-unknown'), { alert: true })
    return null
  }
  if (found.payment.state === 'due') return found
  const { state } = found.payment
  await scene.toast(scene.t.plain(`toast-payment-${state}`), { alert: true })
  return null
}

/** The ways to pay, as a message of its own, whose buttons are taken away once the money has come. */
export async function openPayment(scene: Scene, { paymentId }: Extract<Button, { verb: 'pay' }>): Promise<void> {
  const own = await ownDuePayment(scene, paymentId)
  if (!own) return
  const messageId = await scene.show(screenOf(scene, own))
  const { sql, businessId } = scene.shop
  const chatId = String(scene.chat.id)
  await noteSentScreen(sql, { businessId, chatId, messageId, orderId: own.order?.id ?? null, paymentId })
}

export async function moreTime(scene: Scene, { paymentId }: Extract<Button, { verb: 'more_time' }>): Promise<void> {
  const own = await ownDuePayment(scene, paymentId)
  if (!own) return
  const { t, shop, business } = scene
  if (own.payment.extended && scene.attempt === 1) {
    return scene.toast(t.plain('toast-extended-before'), { alert: true })
  }
  const answer = await shop.lifecycles
    .extend({ businessId: shop.businessId, paymentId }, 'buyer')
    .catch((error: unknown) => {
      if (error instanceof LifecycleEnded) return { ok: false as const, refusal: 'not_due' as const }
      throw error
    })
  if (!answer.ok && answer.refusal === 'extended_before' && scene.attempt > 1) {
    // This very press did it at an earlier attempt, whose answer was lost.
    return openPayment(scene, { verb: 'pay', paymentId })
  }
  if (!answer.ok) {
    const key = answer.refusal === 'extended_before' ? 'toast-extended-before' : 'toast-payment-expired'
    return scene.toast(t.plain(key), { alert: true })
  }
  const expiresAt = new Date(answer.expiresAt)
  const until = deadline(t, { openedAt: own.payment.openedAt, expiresAt }, business.zone)
  await scene.toast(t.plain('toast-extended', { until }), { alert: true })
  await scene.redraw(screenOf(scene, { ...own, payment: { ...own.payment, expiresAt, extended: true } } as PaidThing))
}

/** Cash: the buyer is told where and how much, the shop is told that somebody is coming. */
export async function payCash(scene: Scene, { paymentId }: Extract<Button, { verb: 'pay_cash' }>): Promise<void> {
  const own = await ownDuePayment(scene, paymentId)
  if (!own) return
  const { t, business } = scene
  if (!business.settings.providers.includes('manual')) {
    return scene.toast(t.plain('toast-way-off'), { alert: true })
  }
  await announceCash(scene, own)
  const until = own.payment.expiresAt
    ? deadline(t, { ...own.payment, expiresAt: own.payment.expiresAt }, business.zone)
    : '—'
  const amount = cashOf(own.payment)
  await scene.say(t.html('pay-cash', { amount, ref: own.payment.ref, until }))
}

const screenOf = ({ business, shop, t }: Scene, paid: PaidThing) =>
  payScreen({ shop: business, ...paid, links: shop.links, t, as: 'ask' })
