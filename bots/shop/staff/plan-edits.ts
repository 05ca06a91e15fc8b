import { createHash } from 'node:crypto'
import { channelsOf } from '../../../db/channels'
import { editPlan, makePlan } from '../../../db/plan-editing'
import type { Question } from '../../../db/questions'
import type { Button, PlanPart } from '../../../domain/buttons'
import {
  isWayField,
  offeredPeriods,
  readPlanField,
  wayOf,
  type PlanEdit,
  type PlanField,
} from '../../../domain/plan-edits'
import type { PlanCard } from '../../../db/plans'
import type { Html } from '../../../locales/html'
import { sum } from '../../../locales/wording'
import type { Scene } from '../scene'
import { atDesk } from './desk'
import { partOf, planPage, staffsPlan } from './plan-page'

type Of<V extends Button['verb']> = Extract<Button, { verb: V }>

const editorOf = ({ who, shop }: Scene) => ({ by: `staff:${who.externalId}`, at: shop.now() })

export async function switchPlan(scene: Scene, { planId, on }: Of<'plan_active'>): Promise<void> {
  if (await atDesk(scene, 'edit_plans')) await edit(scene, planId, { active: on })
}

export async function setPeriod(scene: Scene, { planId, period }: Of<'plan_period'>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  await edit(scene, planId, { period: offeredPeriods[period] }, 'period')
}

export async function togglePlanChannel(scene: Scene, { planId, chatId, on }: Of<'plan_channel'>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const { t, shop } = scene
  const known = await channelsOf(shop.sql, shop.businessId)
  if (!known.some((channel) => channel.chatId === chatId)) {
    return scene.toast(t.plain('toast-channel-gone'), { alert: true })
  }
  await edit(scene, planId, { channel: { chatId, opens: on } }, 'channels')
}

/** Changes the plan and shows it, or the part of it that was open, as it stands now. */
async function edit(scene: Scene, planId: string, change: PlanEdit, part?: PlanPart): Promise<void> {
  const { t, shop } = scene
  const result = await editPlan(shop.sql, { businessId: shop.businessId, planId }, change, editorOf(scene))
  shop.log.info({ businessId: shop.businessId, planId, staffId: scene.who.externalId, result }, 'a plan was edited')
  if (result === 'needs_price' || result === 'needs_channel') {
    await scene.toast(t.plain(`toast-plan-${result}`), { alert: true })
  } else if (result === 'done') {
    await scene.toast(t.plain('toast-plan-changed'))
  }
  const plan = await staffsPlan(scene, planId)
  if (plan) await scene.redraw(part ? await partOf(scene, plan, part) : await planPage(scene, plan))
}

/** Asks for a new value; a reply to this message is taken. */
export async function askForPlanField(scene: Scene, { planId, field }: Of<'plan_ask'>): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const plan = await staffsPlan(scene, planId)
  if (!plan) return
  const { t } = scene
  const screen = {
    text: question(scene, plan, field),
    rows: [[{ label: t.plain('btn-plan-back'), press: { verb: 'staff_plan' as const, planId } }]],
  }
  await scene.ask(screen, { about: 'plan_field', planId, field })
}

function question({ t }: Scene, { names }: PlanCard, field: PlanField): Html {
  const name = names[t.lang]
  if (!isWayField(field)) return t.html(`staff-plan-ask-${field}`, { name })
  return t.html('staff-plan-ask-way', { name, way: t.plain(`plain-provider-${wayOf(field)}`) })
}

/** Where a field stands that has a page of its own. */
const pageOf = (field: PlanField): PlanPart | undefined =>
  isWayField(field) ? 'prices' : /^(?:name|text)_/.test(field) ? 'texts' : undefined

export async function editByReply(
  scene: Scene,
  { planId, field }: Extract<Question, { about: 'plan_field' }>,
  written: string,
): Promise<void> {
  const { t, business } = scene
  const { minimumStage } = business.settings
  const read = readPlanField(field, written, { currency: business.currency, minimumStage })
  if (read.ok) return edit(scene, planId, read.edit, pageOf(field))
  const least = sum(BigInt(minimumStage), business.currency)
  const text =
    read.fault === 'too_cheap'
      ? t.html('staff-plan-fault-too_cheap', { least })
      : t.html(`staff-plan-fault-${read.fault}`)
  // The next reply may be to this message.
  await scene.ask({ text, rows: [] }, { about: 'plan_field', planId, field })
}

export async function newPlan(scene: Scene): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  await scene.ask({ text: scene.t.html('staff-plan-ask-new'), rows: [] }, { about: 'new_plan' })
}

/** The reply is the name. It makes the same plan however often it is taken up. */
export async function planByReply(
  scene: Scene,
  { messageId, text }: { readonly messageId: number; readonly text: string },
): Promise<void> {
  const { t, business, shop, chat } = scene
  const read = readPlanField('name_ru', text, { ...business, minimumStage: business.settings.minimumStage })
  const name = read.ok ? read.edit.names?.ru : undefined
  if (name === undefined) {
    const screen = { text: t.html('staff-plan-fault-too_long'), rows: [] }
    return scene.ask(screen, { about: 'new_plan' })
  }
  const { businessId } = shop
  const digest = createHash('sha256').update(`${businessId}/${chat.id}/${messageId}`).digest('hex')
  const planId = `p${digest.slice(0, 10)}`
  await makePlan(shop.sql, { businessId, planId }, name, editorOf(scene))
  const plan = await staffsPlan(scene, planId)
  if (plan) await scene.show(await planPage(scene, plan))
}
