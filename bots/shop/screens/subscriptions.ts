import {
  nextPayment,
  subscriptionCard,
  subscriptionsOfBuyer,
  type SubscriptionCard,
} from '../../../db/subscription-cards'
import type { Button } from '../../../domain/buttons'
import type { SubscriptionId } from '../../../domain/ids'
import { givesAccess, mayStop, renews } from '../../../domain/subscription-states'
import { stacked, type Html } from '../../../locales/html'
import { deadline, paidUntilIn, periodIn, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { ownsSubscription } from '../who'

const shown = 10

/** `/status`: each subscription with what is paid until when, what happens next, and the ways on. */
export async function subscriptions(scene: Scene): Promise<void> {
  const { shop, t, who } = scene
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  const { sql, businessId } = shop
  const cards = await subscriptionsOfBuyer(sql, { businessId, buyerId: who.buyer.id, limit: shown })
  const more: ScreenButton[] = [{ label: t.plain('btn-plans'), press: { verb: 'plans' } }]
  const [only] = cards
  if (!only) return scene.redraw({ text: t.html('status-none'), rows: [more] })
  if (cards.length === 1) return scene.redraw(screenOf(scene, only))
  await scene.redraw({
    text: stacked(
      cards.map((card) => stacked(wordsOf(scene, card))),
      '\n\n',
    ),
    rows: [...cards.map((card) => [subscriptionButton(scene, card)]), more],
  })
}

const subscriptionButton = ({ t }: Scene, { id, number }: SubscriptionCard): ScreenButton => ({
  label: t.plain('btn-subscription', { number: String(number) }),
  press: { verb: 'subscription', subscriptionId: id },
})

/** The subscription if it is this buyer's; otherwise the press is answered, and null. */
export async function ownSubscription(scene: Scene, subscriptionId: SubscriptionId): Promise<SubscriptionCard | null> {
  const { sql, businessId } = scene.shop
  const card = await subscriptionCard(sql, { businessId, subscriptionId })
  if (card && ownsSubscription(scene.who, card)) return card
  await scene.toast(scene.t.plain('toast-subscription-unknown'), { alert: true })
  return null
}

export async function openSubscription(
  scene: Scene,
  { subscriptionId }: Pick<Extract<Button, { verb: 'subscription' }>, 'subscriptionId'>,
): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (card) await scene.redraw(screenOf(scene, card))
}

export const screenOf = (scene: Scene, card: SubscriptionCard): Screen => ({
  text: stacked(wordsOf(scene, card)),
  rows: rowsOf(scene, card),
})

export const priceIn = ({ terms, currency }: SubscriptionCard) => sum(BigInt(terms.price), currency)

const nextPriceIn = (card: SubscriptionCard) =>
  sum(nextPayment(card)?.amount ?? BigInt((card.nextTerms ?? card.terms).price), card.currency)

/** When the paid time ends, in words. */
export const untilIn = ({ t, business }: Scene, { terms }: SubscriptionCard, at: Date | null): string =>
  at ? paidUntilIn(t, at, { zone: business.zone, period: terms.period }) : '—'

function wordsOf(scene: Scene, card: SubscriptionCard): (Html | null)[] {
  const { t } = scene
  const head = t.html('subscription-card', {
    plan: card.terms.names[t.lang],
    number: String(card.number),
    state: t.plain(`plain-subscription-state-${card.state}`),
    channels: card.channelTitles.join(', ') || '—',
    amount: priceIn(card),
    period: periodIn(t, card.terms.period),
  })
  const until = givesAccess(card.state)
    ? t.html('subscription-until', { until: untilIn(scene, card, card.paidUntil) })
    : null
  return [head, until, nextWords(scene, card), changeWords(scene, card)]
}

function nextWords(scene: Scene, card: SubscriptionCard): Html | null {
  const { t, business } = scene
  if (card.paused) return t.html('subscription-next-paused')
  switch (card.state) {
    case 'incomplete': {
      const due = card.payments.find(({ state }) => state === 'due' || state === 'held')
      if (!due?.expiresAt) return null
      const until = deadline(t, { ...due, expiresAt: due.expiresAt }, business.zone)
      return t.html('subscription-next-incomplete', { amount: sum(due.amount, due.currency), until })
    }
    case 'active':
      return card.starRenewal === 'on'
        ? t.html('subscription-next-auto', { period: periodIn(t, card.terms.period) })
        : t.html('subscription-next-ask')
    case 'cancelled':
      return t.html('subscription-next-none')
    case 'grace': {
      const { graceMs } = business.settings.subscriptions
      const until = card.endsAt && new Date(card.endsAt.getTime() + graceMs)
      return t.html('subscription-next-grace', { until: untilIn(scene, card, until) })
    }
    case 'flagged':
      return t.html('subscription-next-flagged')
    case 'expired':
    case 'refunded':
      return null
  }
}

function changeWords({ t }: Scene, { nextTerms, nextAtOnce, currency }: SubscriptionCard): Html | null {
  if (!nextTerms) return null
  const plan = nextTerms.names[t.lang]
  if (nextAtOnce) return t.html('subscription-next-change-now', { plan })
  const amount = sum(BigInt(nextTerms.price), currency)
  return t.html('subscription-next-change', { plan, amount, period: periodIn(t, nextTerms.period) })
}

function rowsOf({ t }: Scene, card: SubscriptionCard): ScreenButton[][] {
  const subscriptionId = card.id
  const due = card.payments.find(({ state }) => state === 'due')
  const mayRenew = renews(card.state) || card.state === 'cancelled'
  const rows: ScreenButton[][] = []
  if (due) {
    const amount = sum(due.amount, due.currency)
    rows.push([{ label: t.plain('btn-pay', { amount }), press: { verb: 'pay', paymentId: due.id } }])
  } else if (mayRenew && card.starRenewal !== 'on') {
    const amount = nextPriceIn(card)
    rows.push([{ label: t.plain('btn-renew', { amount }), press: { verb: 'renew', subscriptionId } }])
  }
  if (givesAccess(card.state) && !card.paused) {
    rows.push([{ label: t.plain('btn-links'), press: { verb: 'links', subscriptionId } }])
  }
  if (mayRenew) rows.push([{ label: t.plain('btn-change-plan'), press: { verb: 'other_plans', subscriptionId } }])
  if (card.state === 'cancelled') {
    rows.push([{ label: t.plain('btn-resume-renewal'), press: { verb: 'resume_renewal', subscriptionId } }])
  } else if (mayStop(card.state, card.renews)) {
    rows.push([{ label: t.plain('btn-cancel-renewal'), press: { verb: 'stop_renewal', subscriptionId } }])
  }
  if (givesAccess(card.state) && card.payments.some(({ state }) => state === 'paid')) {
    rows.push([{ label: t.plain('btn-ask-refund'), press: { verb: 'money_back', subscriptionId } }])
  }
  return [...rows, [{ label: t.plain('btn-plans'), press: { verb: 'plans' } }]]
}
