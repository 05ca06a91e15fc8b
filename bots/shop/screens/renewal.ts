import { plansOf } from '../../../db/plans'
import { stopOffers, subscriptionsOfBuyer, type SubscriptionCard } from '../../../db/subscription-cards'
import type { Button } from '../../../domain/buttons'
import { mayStop } from '../../../domain/subscription-states'
import { sum, periodIn } from '../../../locales/wording'
import type { ScreenButton } from '../../../telegram/screen'
import type { SubscriptionActor } from '../../../workflows/subscription/messages'
import type { Scene } from '../scene'
import { openSubscription, ownSubscription, priceIn, untilIn } from './subscriptions'

const buyer: SubscriptionActor = { by: 'buyer' }

type Of<V extends Button['verb']> = Extract<Button, { verb: V }>

const addressOf = ({ shop }: Scene, { id }: SubscriptionCard) => ({ businessId: shop.businessId, subscriptionId: id })

const wordsFor = (scene: Scene, card: SubscriptionCard) => ({
  number: String(card.number),
  plan: card.terms.names[scene.t.lang],
})

const backTo = ({ t }: Scene, { id, number }: SubscriptionCard): ScreenButton => ({
  label: t.plain('btn-back-to-subscription', { number: String(number) }),
  press: { verb: 'subscription', subscriptionId: id },
})

/** Asks for the money of the next period now; its lifecycle writes the ways to pay. */
export async function renew(scene: Scene, { subscriptionId }: Of<'renew'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const { t, shop } = scene
  if (card.starRenewal === 'on' && card.state === 'active') {
    return scene.toast(t.plain('toast-stars-renew-already'), { alert: true })
  }
  const answer = await shop.lifecycles.renewNow(addressOf(scene, card), buyer)
  await scene.toast(t.plain(answer.ok ? 'toast-renew-asked' : 'toast-renew-not-now'), { alert: !answer.ok })
}

/** `/cancel` */
export async function chooseToStop(scene: Scene): Promise<void> {
  const { shop, t, who } = scene
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  const { sql, businessId } = shop
  const all = await subscriptionsOfBuyer(sql, { businessId, buyerId: who.buyer.id, limit: 20 })
  const running = all.filter((card) => mayStop(card.state, card.renews))
  const [only] = running
  if (!only) return void (await scene.say(t.html('cancel-renewal-none')))
  if (running.length === 1) return askToStop(scene, only)
  await scene.show({
    text: t.html('cancel-renewal-choose'),
    rows: running.map((card) => [
      {
        label: `${card.terms.names[t.lang]} · ${t.plain('btn-subscription', { number: String(card.number) })}`,
        press: { verb: 'stop_renewal', subscriptionId: card.id },
      },
    ]),
  })
}

export async function stopRenewal(scene: Scene, { subscriptionId }: Of<'stop_renewal'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  if (!mayStop(card.state, card.renews)) return scene.toast(scene.t.plain('toast-step-impossible'), { alert: true })
  await askToStop(scene, card)
}

/** Asks once more, saying what stays. */
async function askToStop(scene: Scene, card: SubscriptionCard): Promise<void> {
  const { t } = scene
  const words = wordsFor(scene, card)
  const text =
    card.state === 'incomplete'
      ? t.html('cancel-renewal-ask-unpaid', words)
      : card.state === 'grace'
        ? t.html('cancel-renewal-ask-now', words)
        : t.html('cancel-renewal-ask', { ...words, until: untilIn(scene, card, card.paidUntil) })
  const subscriptionId = card.id
  await scene.show({
    text,
    rows: [
      [{ label: t.plain('btn-cancel-renewal-sure'), press: { verb: 'stop_renewal_sure', subscriptionId } }],
      [{ label: t.plain('btn-keep-subscription'), press: { verb: 'subscription', subscriptionId } }],
    ],
  })
}

export async function stopRenewalForSure(scene: Scene, { subscriptionId }: Of<'stop_renewal_sure'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const answer = await scene.shop.lifecycles.cancelRenewal(addressOf(scene, card), buyer)
  await scene.toast(scene.t.plain(answer.ok ? 'toast-renewal-cancelled' : 'toast-step-impossible'), {
    alert: !answer.ok,
  })
  await openSubscription(scene, { subscriptionId })
}

export async function resumeRenewal(scene: Scene, { subscriptionId }: Of<'resume_renewal'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const answer = await scene.shop.lifecycles.resumeRenewal(addressOf(scene, card), buyer)
  const done = card.starRenewal === null ? 'toast-renewal-resumed' : 'toast-renewal-resumed-stars'
  await scene.toast(scene.t.plain(answer.ok ? done : 'toast-step-impossible'), { alert: true })
  await openSubscription(scene, { subscriptionId })
}

/** New links; the lifecycle sends them. */
export async function links(scene: Scene, { subscriptionId }: Of<'links'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const { t, shop } = scene
  const answer = await shop.lifecycles.resendLinks(addressOf(scene, card), buyer)
  if (answer.ok) return void (await scene.say(t.html('links-again')))
  const keys = { too_many_links: 'toast-too-many-links', flagged: 'toast-links-flagged' } as const
  const key = keys[answer.refusal as keyof typeof keys] as (typeof keys)[keyof typeof keys] | undefined
  await scene.toast(t.plain(key ?? 'toast-step-impossible'), { alert: true })
}

export async function otherPlans(scene: Scene, { subscriptionId }: Of<'other_plans'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const { t, shop, business } = scene
  const all = await plansOf(shop.sql, shop.businessId, business.settings)
  const others = all.filter(({ id }) => id !== card.planId).slice(0, 15)
  if (others.length === 0) return scene.redraw({ text: t.html('change-plan-none'), rows: [[backTo(scene, card)]] })
  await scene.redraw({
    text: t.html('change-plan', wordsFor(scene, card)),
    rows: [
      ...others.flatMap((plan): ScreenButton[][] => {
        const price = `${sum(BigInt(plan.price), business.currency)} / ${periodIn(t, plan.period)}`
        const words = { name: plan.names[t.lang], price }
        const to = { verb: 'change_plan' as const, subscriptionId, planId: plan.id }
        return [
          [{ label: t.plain('btn-change-now', words), press: { ...to, on: true } }],
          [{ label: t.plain('btn-change-later', words), press: { ...to, on: false } }],
        ]
      }),
      [backTo(scene, card)],
    ],
  })
}

export async function changePlan(scene: Scene, { subscriptionId, planId, on }: Of<'change_plan'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const { t, shop } = scene
  const address = addressOf(scene, card)
  const answer = await shop.lifecycles.changePlan(address, buyer, { planId, atOnce: on })
  if (!answer.ok) {
    const key = answer.refusal === 'not_for_sale' ? 'toast-plan-gone' : 'toast-step-impossible'
    return scene.toast(t.plain(key), { alert: true })
  }
  if (on) await shop.lifecycles.renewNow(address, buyer)
  const after = await ownSubscription(scene, subscriptionId)
  if (!after) return
  const name = (after.nextTerms ?? after.terms).names[t.lang]
  const amount = sum(BigInt((after.nextTerms ?? after.terms).price), after.currency)
  const until = untilIn(scene, after, after.paidUntil)
  const text = on ? t.html('change-plan-now', { name, amount }) : t.html('change-plan-later', { name, until })
  await scene.redraw({ text, rows: [[backTo(scene, after)]] })
}

export async function askForMoneyBack(scene: Scene, { subscriptionId }: Of<'money_back'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const { t } = scene
  const paid = card.payments.find(({ state }) => state === 'paid')
  if (!paid) return scene.toast(t.plain('toast-refund-nothing'), { alert: true })
  await scene.show({
    text: t.html('refund-ask', {
      number: String(card.number),
      amount: paid ? sum(paid.amount, paid.currency) : priceIn(card),
    }),
    rows: [
      [{ label: t.plain('btn-refund-ask-sure'), press: { verb: 'money_back_sure', subscriptionId } }],
      [{ label: t.plain('btn-keep-subscription'), press: { verb: 'subscription', subscriptionId } }],
    ],
  })
}

export async function moneyBack(scene: Scene, { subscriptionId }: Of<'money_back_sure'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  const { t, shop } = scene
  const answer = await shop.lifecycles.askRefund(addressOf(scene, card), buyer, 'cancelled_by_buyer')
  if (answer === 'nothing_to_refund') return scene.toast(t.plain('toast-refund-nothing'), { alert: true })
  const key = answer === 'given' ? 'refund-asked-given' : 'refund-asked-owner'
  await scene.redraw({ text: t.html(key), rows: [[backTo(scene, card)]] })
}

/** The buyer's own choice, which has no lifecycle: offers are left out when their time comes. */
export async function noOffers(scene: Scene, { subscriptionId }: Of<'no_offers'>): Promise<void> {
  const card = await ownSubscription(scene, subscriptionId)
  if (!card) return
  await stopOffers(scene.shop.sql, { businessId: scene.shop.businessId, buyerId: card.buyer.id })
  await scene.toast(scene.t.plain('toast-offers-stopped'))
}
