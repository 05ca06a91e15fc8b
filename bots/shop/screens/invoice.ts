import type { Button } from '../../../domain/buttons'
import { inStars } from '../../../domain/money'
import { items } from '../../../locales/wording'
import { TelegramRefused } from '../../../telegram/errors'
import { encodePayload } from '../invoice-payload'
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
  const { order, payment } = own
  const price = verb === 'pay_stars' ? starPrice(scene, payment.amount) : fiatPrice(scene, payment)
  if (!price) return scene.toast(t.plain('toast-way-off'), { alert: true })
  const number = String(order.number)
  const title = t.plain(`plain-invoice-${payment.kind}`, { number }).slice(0, titleLimit)
  try {
    await shop.gateway.sendInvoice({
      chat_id: scene.chat.id,
      title,
      description: items(t, order.lines).slice(0, descriptionLimit),
      payload: encodePayload({ businessId: shop.businessId, paymentId, buyerId: order.buyer.id }),
      currency: price.currency,
      provider_token: price.providerToken,
      prices: [{ label: title, amount: Number(price.amount) }],
      // Without it a forwarded copy keeps its Pay button.
      start_parameter: 'orders',
    })
  } catch (error) {
    if (!(error instanceof TelegramRefused) || !error.permanent || error.unreachable) throw error
    // The sum is outside what Telegram takes, or the provider's token has ended: the other ways still work.
    shop.log.error({ orderId: order.id, paymentId, err: error }, 'Telegram refused an invoice')
    await scene.toast(t.plain('toast-invoice-refused'), { alert: true })
  }
}

interface Price {
  readonly currency: string
  readonly amount: bigint
  readonly providerToken: string
}

function starPrice({ business: { settings } }: Scene, amount: bigint): Price | null {
  if (!settings.providers.includes('stars') || settings.minorPerStar === null) return null
  const rate = BigInt(settings.minorPerStar)
  return rate > 0n ? { currency: 'XTR', amount: inStars(amount, rate), providerToken: '' } : null
}

function fiatPrice(
  { business: { settings }, shop }: Scene,
  { amount, currency }: { amount: bigint; currency: string },
): Price | null {
  const providerToken = shop.links.providerToken(shop.businessId)
  if (!settings.providers.includes('telegram_fiat') || providerToken === null) return null
  return { currency, amount, providerToken }
}
