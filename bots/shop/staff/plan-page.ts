import { channelsOf } from '../../../db/channels'
import { planChanges, subscribersByPlan, type PlanChangeEntry } from '../../../db/plan-editing'
import { planCard, type PlanCard } from '../../../db/plans'
import { staffOf } from '../../../db/staff'
import type { Button, PlanPart } from '../../../domain/buttons'
import { offeredPeriods, type OfferedPeriod, type PlanField } from '../../../domain/plan-edits'
import { pricedWays, type Provider } from '../../../domain/providers'
import { isStarPeriod } from '../../../domain/subscription-times'
import { stacked, type Html } from '../../../locales/html'
import { moment, periodIn, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { atDesk } from './desk'

type Of<V extends Button['verb']> = Extract<Button, { verb: V }>

/** The plan of this business, sold or not; if there is none the press is answered, and null. */
export async function staffsPlan(scene: Scene, planId: string): Promise<PlanCard | null> {
  const { shop, business, t } = scene
  const plan = await planCard(shop.sql, { businessId: shop.businessId, planId }, business.settings)
  if (!plan) await scene.toast(t.plain('toast-staff-plan-unknown'), { alert: true })
  return plan
}

export async function openStaffPlan(scene: Scene, { planId }: Of<'staff_plan'>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const plan = await staffsPlan(scene, planId)
  if (plan) await scene.redraw(await planPage(scene, plan))
}

export async function openPlanPart(scene: Scene, { planId, part }: Of<'plan_part'>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const plan = await staffsPlan(scene, planId)
  if (plan) await scene.redraw(await partOf(scene, plan, part))
}

const lastChanges = 3

/** Everything about a plan, and what may be changed. */
export async function planPage(scene: Scene, plan: PlanCard): Promise<Screen> {
  const { t, shop, business } = scene
  const key = { businessId: shop.businessId, planId: plan.id }
  const subscribers = (await subscribersByPlan(shop.sql, shop.businessId)).get(plan.id) ?? 0
  const changes = await planChanges(shop.sql, key, lastChanges)
  const { trialDays, seats } = plan
  const byItself = isStarPeriod(plan.period, business.settings.subscriptions.starMonthMs)
  const starKey = byItself ? 'staff-plan-stars' : 'staff-plan-stars-once'
  return {
    text: stacked(
      [
        t.html(plan.active ? 'staff-plan' : 'staff-plan-off', {
          name: plan.names[t.lang],
          text: plan.texts[t.lang] || '—',
        }),
        stacked([
          t.html('staff-plan-price', { price: priceIn(scene, plan), period: periodIn(t, plan.period) }),
          ...Object.entries(plan.prices).map(([provider, price]) =>
            t.html('staff-plan-other-price', {
              way: t.plain(`plain-provider-${provider as Provider}`),
              price: sum(BigInt(price), business.currency),
            }),
          ),
          !plan.starPrice ? null : t.html(starKey, { stars: sum(BigInt(plan.starPrice), 'XTR') }),
          trialDays > 0 ? t.html('staff-plan-trial', { days: periodIn(t, { unit: 'day', count: trialDays }) }) : null,
          seats === null ? null : t.html('staff-plan-seats', { taken: plan.taken, seats }),
          t.html('staff-plan-channels', { channels: plan.channelTitles.join(', ') || '—' }),
          t.html('staff-plan-subscribers', { count: subscribers }),
        ]),
        await changeWords(scene, changes),
        t.html('staff-plan-sold-stays'),
      ],
      '\n\n',
    ),
    rows: rowsOf(scene, plan),
  }
}

const priceIn = ({ t, business }: Scene, { price }: PlanCard) =>
  BigInt(price) === 0n ? t.plain('plain-price-none') : sum(BigInt(price), business.currency)

async function changeWords({ t, shop, business }: Scene, changes: readonly PlanChangeEntry[]): Promise<Html | null> {
  if (changes.length === 0) return null
  const staff = await staffOf(shop.sql, shop.businessId)
  const nameOf = (by: string) => staff.find(({ externalId }) => `staff:${externalId}` === by)?.name ?? by
  const lines = changes.map(({ field, by, at }) =>
    t.html('history-line', {
      at: moment(t, at, business.zone),
      what: t.html('history-by', { what: t.plain(`plain-plan-${field}`), name: nameOf(by) }),
    }),
  )
  return stacked([t.html('staff-plan-changes'), ...lines])
}

function rowsOf({ t }: Scene, { id: planId, active }: PlanCard): ScreenButton[][] {
  const ask = (field: PlanField, key: AskLabel): ScreenButton => ({
    label: t.plain(key),
    press: { verb: 'plan_ask', planId, field },
  })
  const part = (name: PlanPart): ScreenButton => ({
    label: t.plain(`btn-plan-${name}`),
    press: { verb: 'plan_part', planId, part: name },
  })
  return [
    [
      {
        label: t.plain(active ? 'btn-plan-off' : 'btn-plan-on'),
        press: { verb: 'plan_active', planId, on: !active },
      },
    ],
    [ask('price', 'btn-plan-price'), ask('stars', 'btn-plan-stars')],
    [part('prices')],
    [part('period'), ask('trial', 'btn-plan-trial')],
    [part('channels'), ask('seats', 'btn-plan-seats')],
    [part('texts')],
    [{ label: t.plain('btn-page-plans'), press: { verb: 'staff_menu', page: 'plans' } }],
  ]
}

type AskLabel = 'btn-plan-price' | 'btn-plan-stars' | 'btn-plan-trial' | 'btn-plan-seats'

/** What of a plan has buttons of its own. */
export async function partOf(scene: Scene, plan: PlanCard, part: PlanPart): Promise<Screen> {
  const screen = await { prices, texts, period, channels }[part](scene, plan)
  const back = { label: scene.t.plain('btn-plan-back'), press: { verb: 'staff_plan' as const, planId: plan.id } }
  return { ...screen, rows: [...screen.rows, [back]] }
}

/** What each way to pay costs, where it is not the price of the plan. */
function prices(scene: Scene, plan: PlanCard): Promise<Screen> {
  const { t, business } = scene
  return Promise.resolve({
    text: t.html('staff-plan-prices', { name: plan.names[t.lang], price: priceIn(scene, plan) }),
    rows: pricedWays.map((provider): ScreenButton[] => {
      const own = plan.prices[provider]
      const way = t.plain(`plain-provider-${provider}`)
      const label =
        own === undefined
          ? t.plain('btn-plan-way', { way })
          : t.plain('btn-plan-way-price', { way, price: sum(BigInt(own), business.currency) })
      return [{ label, press: { verb: 'plan_ask', planId: plan.id, field: `price_${provider}` } }]
    }),
  })
}

const languages = ['ru', 'uz', 'en'] as const

function texts({ t }: Scene, plan: PlanCard): Promise<Screen> {
  const ask = (field: PlanField, lang: (typeof languages)[number], key: 'btn-plan-name' | 'btn-plan-text') => ({
    label: t.plain(key, { lang: t.plain(`plain-lang-${lang}`) }),
    press: { verb: 'plan_ask' as const, planId: plan.id, field },
  })
  const said = languages.map((lang) =>
    t.html('staff-plan-texts-in', {
      lang: t.plain(`plain-lang-${lang}`),
      name: plan.names[lang],
      text: plan.texts[lang] || '—',
    }),
  )
  return Promise.resolve({
    text: stacked([t.html('staff-plan-texts'), ...said], '\n\n'),
    rows: languages.map((lang) => [
      ask(`name_${lang}`, lang, 'btn-plan-name'),
      ask(`text_${lang}`, lang, 'btn-plan-text'),
    ]),
  })
}

function period({ t }: Scene, plan: PlanCard): Promise<Screen> {
  const now = `${plan.period.count} ${plan.period.unit}`
  const button = (name: OfferedPeriod): ScreenButton => {
    const { unit, count } = offeredPeriods[name]
    const words = { period: periodIn(t, { unit, count }) }
    return {
      label: t.plain(now === `${count} ${unit}` ? 'btn-chosen-period' : 'btn-period', words),
      press: { verb: 'plan_period', planId: plan.id, period: name },
    }
  }
  return Promise.resolve({
    text: t.html('staff-plan-period', { name: plan.names[t.lang], period: periodIn(t, plan.period) }),
    rows: [(['d7', 'd30', 'd90'] as const).map(button), (['m1', 'm3', 'm12'] as const).map(button)],
  })
}

async function channels({ t, shop }: Scene, plan: PlanCard): Promise<Screen> {
  const all = await channelsOf(shop.sql, shop.businessId)
  return {
    text: all.length === 0 ? t.html('staff-channels-none') : t.html('staff-plan-opens', { name: plan.names[t.lang] }),
    rows: all.map(({ chatId, title }): ScreenButton[] => {
      const opens = plan.channels.includes(chatId)
      const label = t.plain(opens ? 'btn-opens-channel' : 'btn-opens-not-channel', { title })
      return [{ label, press: { verb: 'plan_channel', planId: plan.id, chatId, on: !opens } }]
    }),
  }
}
