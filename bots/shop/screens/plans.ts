import { isFull, planCard, plansOf, type PlanCard } from '../../../db/plans'
import { subscriptionsOfBuyer, type SubscriptionCard } from '../../../db/subscription-cards'
import { hadPlan } from '../../../db/subscriptions'
import type { Button } from '../../../domain/buttons'
import type { SubscriptionId } from '../../../domain/ids'
import { givesAccess } from '../../../domain/subscription-states'
import { stacked } from '../../../locales/html'
import { paidUntilIn, periodIn, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import { idOfDraft, newDraft } from '../drafts'
import type { Scene } from '../scene'
import { shopTerms } from '../terms'
import { draftCode } from './codes'

const shown = 30

/** `/plans` and `/buy`: what can be subscribed to. */
export async function plans(scene: Scene): Promise<void> {
  const { shop, business, t } = scene
  const all = await plansOf(shop.sql, shop.businessId, business.settings)
  const mine: ScreenButton[] = [{ label: t.plain('btn-my-subscription'), press: { verb: 'subscriptions' } }]
  if (all.length === 0) return scene.redraw({ text: t.html('plans-none'), rows: [mine] })
  await scene.redraw({
    text: t.html('plans', { shop: business.name }),
    rows: [
      ...all.slice(0, shown).map((plan): ScreenButton[] => [
        {
          label: t.plain('btn-plan', { name: plan.names[t.lang], price: priceOf(scene, plan) }),
          press: { verb: 'plan', planId: plan.id },
        },
      ]),
      mine,
    ],
  })
}

const priceOf = ({ business, t }: Scene, { price, period }: PlanCard) =>
  `${sum(BigInt(price), business.currency)} / ${periodIn(t, period)}`

const planButton = ({ t }: Scene, plan: PlanCard): ScreenButton => ({
  label: t.plain('btn-plan-again', { name: plan.names[t.lang] }),
  press: { verb: 'plan', planId: plan.id },
})

/**
 * The plan, as this buyer may have it by the subscription `draft` or a new one, if it is sold: free days are for whoever
 * never had it. Otherwise the press is answered, and null.
 */
async function soldPlan(scene: Scene, planId: string, draft: SubscriptionId = ''): Promise<PlanCard | null> {
  const { shop, business, who, t } = scene
  const { businessId } = shop
  const plan = await planCard(shop.sql, { businessId, planId }, business.settings)
  if (!plan?.active) {
    await scene.toast(t.plain('toast-plan-gone'), { alert: true })
    return null
  }
  if (plan.trialDays === 0 || !who.buyer) return plan
  const had = await hadPlan(shop.sql, { businessId, subscriptionId: draft, buyerId: who.buyer.id, planId })
  return had ? { ...plan, trialDays: 0 } : plan
}

export async function openPlan(
  scene: Scene,
  { planId }: Pick<Extract<Button, { verb: 'plan' }>, 'planId'>,
): Promise<void> {
  const plan = await soldPlan(scene, planId)
  if (plan) await scene.redraw(cardOf(scene, plan, await ownOf(scene, planId)))
}

/** The subscription to this plan that the buyer has now. */
async function ownOf({ shop, who }: Scene, planId: string): Promise<SubscriptionCard | null> {
  if (!who.buyer) return null
  const all = await subscriptionsOfBuyer(shop.sql, { businessId: shop.businessId, buyerId: who.buyer.id, limit: shown })
  return all.find((card) => card.planId === planId && (givesAccess(card.state) || card.state === 'incomplete')) ?? null
}

function cardOf(scene: Scene, plan: PlanCard, own: SubscriptionCard | null): Screen {
  const { business, t } = scene
  const head = t.html('plan', {
    name: plan.names[t.lang],
    text: plan.texts[t.lang],
    price: sum(BigInt(plan.price), business.currency),
    period: periodIn(t, plan.period),
    channels: plan.channelTitles.join(', ') || '—',
  })
  const back: ScreenButton[] = [{ label: t.plain('btn-plans'), press: { verb: 'plans' } }]
  if (own) {
    const { paidUntil, terms } = own
    const until = paidUntil && paidUntilIn(t, paidUntil, { zone: business.zone, period: terms.period })
    const mine = {
      label: t.plain('btn-my-subscription'),
      press: { verb: 'subscription' as const, subscriptionId: own.id },
    }
    return { text: stacked([head, until ? t.html('plan-yours', { until }) : null], '\n\n'), rows: [[mine], back] }
  }
  if (isFull(plan)) return { text: stacked([head, t.html('plan-no-seat')], '\n\n'), rows: [back] }
  const { trialDays, seats, taken } = plan
  const trial = trialDays > 0 ? t.html('plan-trial', { days: periodIn(t, { unit: 'day', count: trialDays }) }) : null
  const left = seats === null ? null : t.html('plan-seats', { left: seats - taken, seats })
  const subscribe: ScreenButton = {
    label: t.plain(trialDays > 0 ? 'btn-start-trial' : 'btn-subscribe'),
    press: { verb: 'consent', draft: newDraft(), planId: plan.id, on: false },
  }
  const withCode: ScreenButton = {
    label: t.plain('btn-have-code'),
    press: { verb: 'enter_code', draft: newDraft(), planId: plan.id },
  }
  return { text: stacked([head, stacked([trial, left])], '\n\n'), rows: [[subscribe], [withCode], back] }
}

/** The terms, before anything is bought, and what a code gives; the box about offers is the buyer's own choice. */
export async function consent(
  scene: Scene,
  { draft, planId, on }: Extract<Button, { verb: 'consent' }>,
): Promise<void> {
  const plan = await soldPlan(scene, planId)
  if (!plan) return
  const { t } = scene
  const code = await draftCode(scene, draft, plan)
  if (code && !code.offer) return scene.redraw({ text: code.words, rows: [[planButton(scene, plan)]] })
  const { text, version } = await shopTerms(scene)
  const words = t.html('consent', { name: plan.names[t.lang], terms: text, version })
  await scene.redraw({
    text: stacked([code && code.words, words], '\n\n'),
    rows: [
      [{ label: t.plain('btn-agree'), press: { verb: 'subscribe', draft, planId, on } }],
      [{ label: t.plain(on ? 'btn-offers-on' : 'btn-offers-off'), press: { verb: 'consent', draft, planId, on: !on } }],
      [{ label: t.plain('btn-plans'), press: { verb: 'plans' } }],
    ],
  })
}

/** The same screen makes the same subscription however often it is pressed. */
export async function subscribe(
  scene: Scene,
  { draft, planId, on }: Extract<Button, { verb: 'subscribe' }>,
): Promise<void> {
  const { t, who, shop } = scene
  const { businessId } = shop
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  const subscriptionId = idOfDraft(businessId, who.buyer.id, draft)
  const plan = await soldPlan(scene, planId, subscriptionId)
  if (!plan) return
  const own = await ownOf(scene, planId)
  if (own && own.id !== subscriptionId) return scene.redraw(cardOf(scene, plan, own))
  if (!own && isFull(plan)) return scene.toast(t.plain('toast-plan-full'), { alert: true })
  const { version } = await shopTerms(scene)
  const code = await draftCode(scene, draft, plan)
  const request = {
    buyerId: who.buyer.id,
    planId,
    consentVersion: version,
    offersOk: on,
    ...(code && { code: code.code }),
  }
  const isNew = await shop.lifecycles.subscribe({ businessId, subscriptionId }, request)
  shop.log.info({ businessId, subscriptionId, planId, isNew }, 'subscribe pressed')
  const isFree = plan.trialDays > 0 || code?.offer?.kind === 'gift'
  const key = isFree ? 'subscribe-trial' : 'subscribe-placed'
  await scene.redraw({
    text: t.html(key, { name: plan.names[t.lang] }),
    rows: [[{ label: t.plain('btn-my-subscription'), press: { verb: 'subscription', subscriptionId } }]],
  })
}
