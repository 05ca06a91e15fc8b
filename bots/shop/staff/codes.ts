import { createHash } from 'node:crypto'
import { codeCard, codesOf, makeCode, switchCodeOff, type CodeCard } from '../../../db/code-cards'
import { planCard, plansOf } from '../../../db/plans'
import { staffOf } from '../../../db/staff'
import { codeDays, codeLimits, type Button, type CodeGives } from '../../../domain/buttons'
import { codeFrom, type CodeOffer } from '../../../domain/codes'
import { stacked, type Html } from '../../../locales/html'
import { moment, periodIn } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import { newDraft } from '../drafts'
import type { Scene } from '../scene'
import { atDesk } from './desk'

type Draft = Extract<Button, { verb: 'code_draft' }>

const shown = 20
const shownPlans = 10
const day = 86_400_000

/** The page of the staff menu. */
export async function codesPage({ shop, t }: Scene): Promise<Screen> {
  const codes = await codesOf(shop.sql, { businessId: shop.businessId, limit: shown })
  const first: Draft = { verb: 'code_draft', draft: newDraft(), gives: 'p20', limit: 10, validDays: 7, forPlan: '*' }
  const add: ScreenButton[] = [{ label: t.plain('btn-code-new'), press: first }]
  if (codes.length === 0) return { text: t.html('staff-codes-none'), rows: [add] }
  const line = (card: CodeCard): ScreenButton[] => [
    {
      label: t.plain('btn-code-line', {
        code: card.code,
        gives: givesIn(t, card.offer),
        uses: card.uses,
        limit: limitIn(card.useLimit),
        state: card.active ? 'on' : 'off',
      }),
      press: { verb: 'staff_code', code: card.code },
    },
  ]
  return { text: t.html('staff-codes'), rows: [...codes.map(line), add] }
}

const limitIn = (limit: number | null) => (limit === null ? '∞' : String(limit))

const givesIn = (t: Scene['t'], offer: CodeOffer): string => {
  if (offer.kind === 'percent') return t.plain('plain-code-percent', { percent: offer.percent })
  if (offer.days === null) return t.plain('plain-code-gift')
  return t.plain('plain-code-gift-days', { period: periodIn(t, { unit: 'day', count: offer.days }) })
}

export async function openCode(
  scene: Scene,
  { code }: Pick<Extract<Button, { verb: 'staff_code' }>, 'code'>,
): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const { sql, businessId } = scene.shop
  const card = await codeCard(sql, { businessId, code })
  if (!card) return scene.toast(scene.t.plain('toast-code-gone'), { alert: true })
  await scene.redraw({ text: await cardWords(scene, card), rows: cardRows(scene, card) })
}

async function cardWords({ t, shop, business }: Scene, card: CodeCard): Promise<Html> {
  const staff = await staffOf(shop.sql, shop.businessId)
  const plan = card.planId && (await planCard(shop.sql, { ...shop, planId: card.planId }, business.settings))
  const maker = staff.find(({ externalId }) => `staff:${externalId}` === card.createdBy)
  const head = t.html('staff-code', {
    code: card.code,
    gives: givesIn(t, card.offer),
    plan: plan ? plan.names[t.lang] : t.plain('plain-code-any-plan'),
    uses: card.uses,
    limit: limitIn(card.useLimit),
    perPerson: card.perPerson,
    until: card.expiresAt ? moment(t, card.expiresAt, business.zone) : t.plain('plain-code-always'),
    name: maker?.name ?? card.createdBy,
  })
  return stacked([head, card.active ? null : t.html('staff-code-off')])
}

function cardRows({ t }: Scene, { code, active }: CodeCard): ScreenButton[][] {
  const off: ScreenButton[] = active ? [{ label: t.plain('btn-code-off'), press: { verb: 'code_off', code } }] : []
  return [off, [{ label: t.plain('btn-page-codes'), press: { verb: 'staff_menu', page: 'codes' } }]]
}

/** A new code, put together by buttons: each press draws the choice anew, and nothing is written before the last. */
export async function draftNewCode(scene: Scene, draft: Draft): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const { t, shop, business } = scene
  const plans = await plansOf(shop.sql, shop.businessId, business.settings)
  const choice = (label: string, chosen: boolean, change: Partial<Draft>): ScreenButton => ({
    label: chosen ? `● ${label}` : label,
    press: { ...draft, ...change },
  })
  const gives = (Object.keys(offers) as CodeGives[]).map((each) =>
    choice(givesIn(t, offers[each]), each === draft.gives, { gives: each }),
  )
  const limits = codeLimits.map((limit) =>
    choice(t.plain('btn-code-limit', { limit }), limit === draft.limit, { limit }),
  )
  const terms = codeDays.map((validDays) =>
    choice(t.plain('btn-code-days', { days: validDays }), validDays === draft.validDays, { validDays }),
  )
  const anyPlan = choice(t.plain('btn-code-any-plan'), draft.forPlan === '*', { forPlan: '*' })
  const perPlan = plans
    .slice(0, shownPlans)
    .map(({ id, names }) => [choice(names[t.lang], draft.forPlan === id, { forPlan: id })])
  await scene.redraw({
    text: t.html('staff-code-new'),
    rows: [
      gives,
      limits,
      terms,
      [anyPlan],
      ...perPlan,
      [{ label: t.plain('btn-code-make'), press: { ...draft, verb: 'code_make' } }],
      [{ label: t.plain('btn-page-codes'), press: { verb: 'staff_menu', page: 'codes' } }],
    ],
  })
}

const offers: Readonly<Record<CodeGives, CodeOffer>> = {
  p10: { kind: 'percent', percent: 10 },
  p20: { kind: 'percent', percent: 20 },
  p50: { kind: 'percent', percent: 50 },
  gift: { kind: 'gift', days: null },
}

/** The letters come from the drawn screen, so that a second press makes no second code. */
export async function makeNewCode(scene: Scene, made: Extract<Button, { verb: 'code_make' }>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const { shop, who, t } = scene
  const { businessId } = shop
  const planId = made.forPlan === '*' ? null : made.forPlan
  const plan = planId === null ? null : await planCard(shop.sql, { businessId, planId }, scene.business.settings)
  if (planId !== null && !plan?.active) {
    return scene.toast(t.plain('toast-plan-gone'), { alert: true })
  }
  const code = codeFrom(createHash('sha256').update(`${businessId}/${who.externalId}/${made.draft}`).digest())
  const now = shop.now()
  const isNew = await makeCode(
    shop.sql,
    {
      businessId,
      code,
      offer: offers[made.gives],
      planId,
      useLimit: made.limit === 0 ? null : made.limit,
      expiresAt: made.validDays === 0 ? null : new Date(now + made.validDays * day),
      createdBy: `staff:${who.externalId}`,
    },
    now,
  )
  shop.log.info({ businessId, code, isNew, staffId: who.externalId }, 'a code was made')
  await openCode(scene, { code })
}

export async function codeOff(scene: Scene, { code }: Extract<Button, { verb: 'code_off' }>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const { shop, who } = scene
  await switchCodeOff(shop.sql, { businessId: shop.businessId, code, staffId: who.externalId }, shop.now())
  shop.log.info({ code, staffId: who.externalId }, 'a code was switched off')
  await openCode(scene, { code })
}
