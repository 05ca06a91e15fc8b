import type { Button } from '../../../domain/buttons'
import type { PaymentId } from '../../../domain/ids'
import type { PaidThing } from '../../../db/paid-things'
import { starPeriodSeconds } from '../../../domain/subscription-times'
import { items, periodIn, sum } from '../../../locales/wording'
import { TelegramRefused } from '../../../telegram/errors'
import { priceAt, starsFor } from '../../../telegram/pay-screen'
import { encodePayload } from '../../../domain/invoice-payload'
import type { Scene } from '../scene'
import { ownDuePayment } from './pay'

/** Telegram's limits for an invoice (telegram.md 3.1). */
const titleLimit = 32
const descriptionLimit = 255

/**
 * Telegram's own invoice, in Stars or through the fiat provider of the bot. Paying it comes back as a
 * pre_checkout_query and then as a successful_payment.
 */
export async function sendInvoice(
  scene: Scene,
  { verb, paymentId }: Extract<Button, { verb: 'pay_stars' | 'pay_card' }>,
): Promise<void> {
  const own = await ownDuePayment(scene, paymentId)
  if (!own) return
  const { t, shop } = scene
  const price = verb === 'pay_stars' ? starPrice(scene, own.payment) : fiatPrice(scene, own.payment)
  if (!price) return scene.toast(t.plain('toast-way-off'), { alert: true })
  await refusable(scene, paymentId, async () => {
    await shop.gateway.sendInvoice({
      chat_id: scene.chat.id,
      ...invoiceOf(scene, own, price),
      // Without it a forwarded copy keeps its Pay button.
      start_parameter: own.order ? 'orders' : 'status',
    })
  })
}

/** A link to an invoice that Telegram charges again every 30 days, until it is cancelled. */
export async function sendRecurringInvoice(
  scene: Scene,
  { paymentId }: Extract<Button, { verb: 'pay_stars_monthly' }>,
): Promise<void> {
  const own = await ownDuePayment(scene, paymentId)
  if (!own?.subscription) return
  const { t, shop } = scene
  const { subscription, payment } = own
  const price = starPrice(scene, payment)
  if (!price) return scene.toast(t.plain('toast-way-off'), { alert: true })
  if (payment.percentOff > 0) return scene.toast(t.plain('toast-stars-once'), { alert: true })
  if (subscription.starRenewal === 'on') return scene.toast(t.plain('toast-stars-renew-already'), { alert: true })
  await refusable(scene, paymentId, async () => {
    const url = await shop.gateway.createInvoiceLink({
      ...invoiceOf(scene, own, price),
      subscription_period: starPeriodSeconds,
    })
    const stars = sum(price.amount, 'XTR')
    await scene.show({
      text: t.html('stars-monthly', { stars, period: periodIn(t, subscription.terms.period) }),
      rows: [[{ label: t.plain('btn-pay-invoice', { stars }), url }]],
    })
  })
}

function invoiceOf({ t, shop }: Scene, { order, subscription, payment }: PaidThing, price: Price) {
  const { number, buyer } = order ?? subscription
  const title = t.plain(`plain-invoice-${payment.kind}`, { number: String(number) }).slice(0, titleLimit)
  const what = order ? items(t, order.lines) : subscription.terms.names[t.lang]
  return {
    title,
    description: what.slice(0, descriptionLimit),
    payload: encodePayload({ businessId: shop.businessId, paymentId: payment.id, buyerId: buyer.id }),
    currency: price.currency,
    provider_token: price.providerToken,
    prices: [{ label: title, amount: Number(price.amount) }],
  }
}

async function refusable(scene: Scene, paymentId: PaymentId, send: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    if (!(error instanceof TelegramRefused) || !error.permanent || error.unreachable) throw error
    // The sum is outside what Telegram takes, or the provider's token has ended: the other ways still work.
    scene.shop.log.error({ paymentId, err: error }, 'Telegram refused an invoice')
    await scene.toast(scene.t.plain('toast-invoice-refused'), { alert: true })
  }
}

interface Price {
  readonly currency: string
  readonly amount: bigint
  readonly providerToken: string
}

function starPrice({ business: { settings } }: Scene, payment: PaidThing['payment']): Price | null {
  const amount = settings.providers.includes('stars') ? starsFor(payment, settings) : null
  return amount === null ? null : { currency: 'XTR', amount, providerToken: '' }
}

function fiatPrice({ business: { settings }, shop }: Scene, payment: PaidThing['payment']): Price | null {
  const providerToken = shop.links.providerToken(shop.businessId)
  if (!settings.providers.includes('telegram_fiat') || providerToken === null) return null
  return { currency: payment.currency, amount: priceAt(payment, 'telegram_fiat'), providerToken }
}
