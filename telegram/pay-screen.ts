import type { BusinessId, OrderId, PaymentId, SubscriptionId } from '../domain/ids'
import { inStars, type Currency } from '../domain/money'
import { mayBuyerCancel, type OrderState } from '../domain/order-states'
import type { PayLinks } from '../domain/pay-links'
import type { PaymentKind, PaymentPlan } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import type { Provider } from '../domain/providers'
import type { Settings } from '../domain/settings'
import { isStarPeriod, type Period } from '../domain/subscription-times'
import { stacked, type Html } from '../locales/html'
import type { Texts } from '../locales/texts'
import { deadline, items, paidUntilIn, periodIn, sum } from '../locales/wording'
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

export interface PayingSubscription {
  readonly id: SubscriptionId
  readonly number: number
  readonly paidUntil: Date | null
  readonly terms: { readonly names: PayingOrder['lines'][number]['names']; readonly period: Period }
  readonly channelTitles: readonly string[]
  readonly starRenewal: string | null
}

export interface PayingStage {
  readonly id: PaymentId
  readonly ref: string
  readonly kind: PaymentKind | 'period'
  readonly amount: bigint
  readonly currency: Currency
  /** Whole Stars, and minor units by provider, where it is another price than `amount`. */
  readonly starAmount: number | null
  readonly prices: Readonly<Partial<Record<Provider, string>>>
  /** What a code took off. */
  readonly percentOff: number
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
  /** What is paid for: one of the two. */
  readonly order: PayingOrder | null
  readonly subscription: PayingSubscription | null
  readonly payment: PayingStage
  readonly links: PayLinks
  readonly t: Texts
  /** `ask`: the first request and the buyer's own look at it; `nudge`: a reminder, which can be silenced. */
  readonly as: 'ask' | 'nudge'
}

/** What a buyer sees of a due payment: for what, how much, until when, and every way to pay it. */
export function payScreen(screen: PayScreenOf): Screen {
  const { shop, order, subscription, payment, links, t, as } = screen
  const ways = waysToPay({ shop, subscription, payment, links, t })
  const how = ways.length > 0 ? t.html('pay-choose') : t.html('pay-no-way')
  const words = subscription
    ? periodWords({ ...screen, subscription })
    : order
      ? orderWords({ ...screen, order })
      : null
  const quiet: ScreenButton[] =
    as === 'nudge' && order
      ? [{ label: t.plain('btn-stop-nudges'), press: { verb: 'stop_nudges', orderId: order.id } }]
      : []
  const code = payment.percentOff > 0 ? t.html('pay-code', { percent: payment.percentOff }) : null
  return { text: stacked([words, code, how], '\n\n'), rows: [...inPairs(ways), waysOut(screen), quiet] }
}

function waysOut({ order, subscription, payment, t }: PayScreenOf): ScreenButton[] {
  if (subscription) {
    const label = t.plain('btn-subscription', { number: String(subscription.number) })
    return [{ label, press: { verb: 'subscription', subscriptionId: subscription.id } }]
  }
  const later: ScreenButton = { label: t.plain('btn-more-time'), press: { verb: 'more_time', paymentId: payment.id } }
  return [
    ...(payment.extended ? [] : [later]),
    ...(order && mayBuyerCancel(order.state)
      ? [{ label: t.plain('btn-cancel-order'), press: { verb: 'cancel' as const, orderId: order.id } }]
      : []),
  ]
}

const untilOf = ({ shop, payment, t }: Pick<PayScreenOf, 'shop' | 'payment' | 't'>) =>
  payment.expiresAt ? deadline(t, { ...payment, expiresAt: payment.expiresAt }, shop.zone) : '—'

function periodWords(screen: PayScreenOf & { readonly subscription: PayingSubscription }): Html {
  const { shop, subscription, payment, t, as } = screen
  const words = {
    number: String(subscription.number),
    plan: subscription.terms.names[t.lang],
    amount: sum(payment.amount, payment.currency),
    until: untilOf(screen),
  }
  const { paidUntil } = subscription
  if (paidUntil === null) {
    if (as === 'nudge') return t.html('period-nudge-first', words)
    const channels = subscription.channelTitles.join(', ')
    return t.html('period-due-first', { ...words, period: periodIn(t, subscription.terms.period), channels })
  }
  const { period } = subscription.terms
  const renewed = { ...words, paidUntil: paidUntilIn(t, paidUntil, { zone: shop.zone, period }) }
  if (as === 'nudge') return t.html('period-nudge-next', renewed)
  return t.html('period-due-next', { ...renewed, period: periodIn(t, period) })
}

function orderWords(screen: PayScreenOf & { readonly order: PayingOrder }): Html {
  const { order, payment, t, as } = screen
  const number = String(order.number)
  const amount = sum(payment.amount, payment.currency)
  const total = sum(order.total, order.currency)
  const rest = sum(order.total - payment.amount, order.currency)
  const until = untilOf(screen)
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
function waysToPay({
  shop,
  subscription,
  payment,
  links,
  t,
}: Pick<PayScreenOf, 'shop' | 'subscription' | 'payment' | 'links' | 't'>): ScreenButton[] {
  const { settings } = shop
  const { id: paymentId, currency } = payment
  const linkedTo = (provider: Provider) => ({
    businessId: shop.id,
    ref: payment.ref,
    money: { amount: priceAt(payment, provider), currency },
    lang: t.lang,
  })
  return settings.providers.flatMap((provider): ScreenButton[] => {
    switch (provider) {
      case 'payme':
      case 'click': {
        const url = links.url(provider, linkedTo(provider))
        return url ? [{ label: t.plain(provider === 'payme' ? 'btn-pay-payme' : 'btn-pay-click'), url }] : []
      }
      case 'stars': {
        const price = starsFor(payment, settings)
        if (price === null) return []
        const stars = sum(price, 'XTR')
        // Telegram would charge the price of a code again every month.
        const renews =
          payment.percentOff === 0 &&
          subscription?.starRenewal !== 'on' &&
          subscription !== null &&
          isStarPeriod(subscription.terms.period, settings.subscriptions.starMonthMs)
        if (!renews) return [{ label: t.plain('btn-pay-stars', { stars }), press: { verb: 'pay_stars', paymentId } }]
        return [
          { label: t.plain('btn-pay-stars-monthly', { stars }), press: { verb: 'pay_stars_monthly', paymentId } },
          { label: t.plain('btn-pay-stars-once', { stars }), press: { verb: 'pay_stars', paymentId } },
        ]
      }
      case 'telegram_fiat':
        if (links.providerToken(shop.id) === null) return []
        return [{ label: t.plain('btn-pay-card'), press: { verb: 'pay_card', paymentId } }]
      case 'manual':
        return [{ label: t.plain('btn-pay-cash'), press: { verb: 'pay_cash', paymentId } }]
    }
  })
}

/** What a payment costs at a provider, minor units. */
export const priceAt = ({ prices, amount }: Pick<PayingStage, 'prices' | 'amount'>, provider: Provider): bigint =>
  BigInt(prices[provider] ?? amount)

/** What a payment costs in Stars; null when the shop takes none for it. */
export function starsFor(
  { starAmount, amount }: Pick<PayingStage, 'starAmount' | 'amount'>,
  { minorPerStar }: Pick<Settings, 'minorPerStar'>,
): bigint | null {
  if (starAmount !== null) return BigInt(starAmount)
  return minorPerStar === null || BigInt(minorPerStar) === 0n ? null : inStars(amount, BigInt(minorPerStar))
}

function inPairs(buttons: readonly ScreenButton[]): ScreenButton[][] {
  const rows: ScreenButton[][] = []
  for (let index = 0; index < buttons.length; index += 2) rows.push(buttons.slice(index, index + 2))
  return rows
}
