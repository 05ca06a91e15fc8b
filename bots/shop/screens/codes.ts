import { codeOfDraft, noteDraftCode, tryCode, type CodeTry } from '../../../db/code-tries'
import { offerOfCode } from '../../../db/codes'
import { isFull, planCard, plansOf, type PlanCard } from '../../../db/plans'
import type { Button } from '../../../domain/buttons'
import { reduced, type CodeOffer } from '../../../domain/codes'
import type { BuyerId } from '../../../domain/ids'
import type { Html } from '../../../locales/html'
import { periodIn, sum } from '../../../locales/wording'
import type { ScreenButton } from '../../../telegram/screen'
import { newDraft } from '../drafts'
import type { Scene } from '../scene'

/** Telegram takes a hundred buttons; a list that long is not read anyway. */
const shown = 30

type Chosen = Pick<Extract<Button, { verb: 'enter_code' }>, 'draft' | 'planId'>

/** "I have a code": the next thing is a reply with it. */
export async function askForCode(scene: Scene, { draft, planId }: Chosen): Promise<void> {
  const { t, shop, business } = scene
  const plan = await planCard(shop.sql, { businessId: shop.businessId, planId }, business.settings)
  if (!plan?.active) return scene.toast(t.plain('toast-plan-gone'), { alert: true })
  await scene.ask({ text: t.html('code-ask'), rows: [] }, { about: 'code', plan: { draft, planId } })
}

/** `/code`, `/code SPRING`, and `?start=code_SPRING` */
export async function codeByCommand(scene: Scene, text: string): Promise<void> {
  if (text.trim() === '') return scene.ask({ text: scene.t.html('code-ask'), rows: [] }, { about: 'code', plan: null })
  await enterCode(scene, null, text)
}

/** A code as the buyer wrote it, for the plan that was chosen or before one is. */
export async function enterCode(scene: Scene, chosen: Chosen | null, text: string): Promise<void> {
  const { shop, who, t } = scene
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  const { sql, businessId } = shop
  const buyerId = who.buyer.id
  const found = await tryCode(sql, { businessId, buyerId, planId: chosen?.planId ?? null, text }, shop.now())
  if (!found.good) {
    shop.log.info({ businessId, buyerId, reason: found.reason }, 'a code was refused')
    return showRefusal(scene, chosen, found.reason)
  }
  const { settings } = scene.business
  const planId = chosen?.planId ?? found.planId
  if (planId === null) return choosePlan(scene, buyerId, found.code)
  const plan = await planCard(sql, { businessId, planId }, settings)
  if (!plan?.active) return scene.toast(t.plain('toast-plan-gone'), { alert: true })
  const goOn = await withCode(scene, plan, { buyerId, draft: chosen?.draft ?? newDraft(), code: found.code })
  await scene.show({ text: offerWords(scene, plan, found.code, found.offer), rows: [[goOn]] })
}

async function showRefusal(
  scene: Scene,
  chosen: Chosen | null,
  reason: Extract<CodeTry, { good: false }>['reason'],
): Promise<void> {
  const { t } = scene
  const again: ScreenButton[] =
    chosen && reason !== 'code_too_many_tries'
      ? [{ label: t.plain('btn-another-code'), press: { verb: 'enter_code', ...chosen } }]
      : []
  await scene.show({
    text: t.html(`code-refused-${reason}`),
    rows: [again, [{ label: t.plain('btn-plans'), press: { verb: 'plans' } }]],
  })
}

/** The code is for any plan: each is a screen of its own, with the code. */
async function choosePlan(scene: Scene, buyerId: BuyerId, code: string): Promise<void> {
  const { shop, business, t } = scene
  const all = await plansOf(shop.sql, shop.businessId, business.settings)
  const open = all.filter((plan) => !isFull(plan)).slice(0, shown)
  if (open.length === 0) return scene.redraw({ text: t.html('plans-none'), rows: [] })
  const rows: ScreenButton[][] = []
  for (const plan of open) rows.push([await withCode(scene, plan, { buyerId, draft: newDraft(), code })])
  await scene.show({ text: t.html('code-choose', { code }), rows })
}

/** The way on to the terms, with the code. */
async function withCode(
  { shop, t }: Scene,
  plan: PlanCard,
  { buyerId, draft, code }: { readonly buyerId: BuyerId; readonly draft: string; readonly code: string },
): Promise<ScreenButton> {
  await noteDraftCode(shop.sql, { businessId: shop.businessId, buyerId, draft }, code, shop.now())
  return {
    label: t.plain('btn-use-code', { name: plan.names[t.lang] }),
    press: { verb: 'consent', draft, planId: plan.id, on: false },
  }
}

/** The code that goes with a drawn screen, and what it gives now; `words` say either that or why it gives nothing. */
export interface DraftCode {
  readonly code: string
  readonly offer: CodeOffer | null
  readonly words: Html
}

export async function draftCode(scene: Scene, draft: string, plan: PlanCard): Promise<DraftCode | null> {
  const { shop, who, t } = scene
  if (!who.buyer) return null
  const { sql, businessId } = shop
  const buyerId = who.buyer.id
  const code = await codeOfDraft(sql, { businessId, buyerId, draft })
  if (code === null) return null
  const answer = await offerOfCode(sql, { businessId, buyerId, code, planId: plan.id }, shop.now())
  if (!answer.good) return { code, offer: null, words: t.html(`code-refused-${answer.reason}`) }
  return { code, offer: answer.offer, words: offerWords(scene, plan, code, answer.offer) }
}

function offerWords({ t, business }: Scene, plan: PlanCard, code: string, offer: CodeOffer): Html {
  if (offer.kind === 'gift') {
    const length = offer.days === null ? plan.period : { unit: 'day' as const, count: offer.days }
    return t.html('code-gift', { code, period: periodIn(t, length) })
  }
  return t.html('code-percent', {
    code,
    percent: offer.percent,
    period: periodIn(t, plan.period),
    price: sum(BigInt(reduced(plan, offer.percent).price), business.currency),
    full: sum(BigInt(plan.price), business.currency),
  })
}
