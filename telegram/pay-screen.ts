import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
import { inStars, type Currency } from '../domain/money'
import { mayBuyerCancel, type OrderState } from '../domain/order-states'
import type { PayLinks } from '../domain/pay-links'
import type { PaymentKind, PaymentPlan } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import type { Settings } from '../domain/settings'
import { stacked, type Html } from '../locales/html'
import type { Texts } from '../locales/texts'
import { deadline, items, sum } from '../locales/wording'
import type { Screen, ScreenButton } from './screen'

export interface PayingOrder {
  readonly id: OrderId
  readonly number: number
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly total: bigint
  readonly currency: Currency
  readonly lines: readonly {
    readonly names: Readonly<Record<'ru' | 'uz' | 'en', string>>
    readonly quantity: number
  }[]
}

export interface PayingStage {
  readonly id: PaymentId
  readonly ref: string
  readonly kind: PaymentKind
  readonly amount: bigint
  readonly currency: Currency
  readonly state: PaymentState
  readonly openedAt: Date | null
  readonly expiresAt: Date | null
  readonly extended: boolean
}

export interface PayingShop {
  readonly id: BusinessId
  readonly zone: string
  readonly settings: Settings
}

export interface PayScreenOf {
  readonly shop: PayingShop
  readonly order: PayingOrder
  readonly payment: PayingStage
  readonly links: PayLinks
  readonly t: Texts
  /** `ask`: the first request and the buyer's own look at it; `nudge`: a reminder, which can be silenced. */
  readonly as: 'ask' | 'nudge'
}

/** What a buyer sees of a due payment: for what, how much, until when, and every way to pay it. */
export function payScreen({ shop, order, payment, links, t, as }: PayScreenOf): Screen {
  const ways = waysToPay({ shop, payment, links, t })
  const after: ScreenButton[] = [
    ...(payment.extended
      ? []
      : [{ label: t.plain('btn-more-time'), press: { verb: 'more_time' as const, paymentId: payment.id } }]),
    ...(mayBuyerCancel(order.state)
      ? [{ label: t.plain('btn-cancel-order'), press: { verb: 'cancel' as const, orderId: order.id } }]
      : []),
  ]
  const quiet: ScreenButton[] =
    as === 'nudge'
      ? [{ label: t.plain('btn-stop-nudges'), press: { verb: 'stop_nudges' as const, orderId: order.id } }]
      : []
  const how = ways.length > 0 ? t.html('pay-choose') : t.html('pay-no-way')
  return {
    text: stacked([wordsOf({ shop, order, payment, t, as }), how], '\n\n'),
    rows: [...inPairs(ways), after, quiet],
  }
}

function wordsOf({ shop, order, payment, t, as }: Omit<PayScreenOf, 'links'>): Html {
  const number = String(order.number)
  const amount = sum(payment.amount, payment.currency)
  const total = sum(order.total, order.currency)
  const rest = sum(order.total - payment.amount, order.currency)
  const until = payment.expiresAt ? deadline(t, { ...payment, expiresAt: payment.expiresAt }, shop.zone) : '—'
  const what = items(t, order.lines)
  const { plan } = order
  if (as === 'ask') {
    if (payment.kind === 'full') return t.html('payment-due-full', { number, items: what, amount, until })
    if (payment.kind === 'deposit')
      return t.html('payment-due-deposit', { number, items: what, amount, total, rest, plan, until })
    return t.html('payment-due-balance', { number, items: what, amount, total, plan, until })
  }
  if (payment.kind === 'full') return t.html('payment-nudge-full', { number, items: what, amount, until })
  if (payment.kind === 'deposit') return t.html('payment-nudge-deposit', { number, items: what, amount, until })
  return t.html('payment-nudge-balance', { number, items: what, amount, until })
}

/** One button for each provider that the owner switched on and that can really take this payment. */
function waysToPay({ shop, payment, links, t }: Pick<PayScreenOf, 'shop' | 'payment' | 'links' | 't'>): ScreenButton[] {
  const { settings } = shop
  const { id: paymentId, amount, currency } = payment
  const linked = { businessId: shop.id, ref: payment.ref, money: { amount, currency }, lang: t.lang }
  return settings.providers.flatMap((provider): ScreenButton[] => {
    switch (provider) {
      case 'payme':
      case 'click': {
        const url = links.url(provider, linked)
        return url ? [{ label: t.plain(provider === 'payme' ? 'btn-pay-payme' : 'btn-pay-click'), url }] : []
      }
      case 'stars': {
        if (settings.minorPerStar === null || BigInt(settings.minorPerStar) === 0n) return []
        const stars = sum(inStars(amount, BigInt(settings.minorPerStar)), 'XTR')
        return [{ label: t.plain('btn-pay-stars', { stars }), press: { verb: 'pay_stars', paymentId } }]
      }
      case 'telegram_fiat':
        if (links.providerToken(shop.id) === null) return []
        return [{ label: t.plain('btn-pay-card'), press: { verb: 'pay_card', paymentId } }]
      case 'manual':
        return [{ label: t.plain('btn-pay-cash'), press: { verb: 'pay_cash', paymentId } }]
    }
  })
}

function inPairs(buttons: readonly ScreenButton[]): ScreenButton[][] {
  const rows: ScreenButton[][] = []
  for (let index = 0; index < buttons.length; index += 2) rows.push(buttons.slice(index, index + 2))
  return rows
}
