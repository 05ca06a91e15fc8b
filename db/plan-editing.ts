import type { BusinessId } from '../domain/ids'
import { edited, missingIn, type PlanEdit } from '../domain/plan-edits'
import { statesWithAccess } from '../domain/subscription-states'
import type { Period } from '../domain/subscription-times'
import { savePlan, type PlanDraft } from './plans'
import type { Db, Tx } from './types'

interface PlanKey {
  readonly businessId: BusinessId
  readonly planId: string
}

interface Editor {
  /** `staff:<external id>` */
  readonly by: string
  /** Unix ms. */
  readonly at: number
}

export type PlanEditResult = 'done' | 'unknown' | 'needs_price' | 'needs_channel'

/**
 * Changes a plan and writes down who changed what, in one transaction. What was sold stays as it was sold. A plan that
 * is on sale keeps a price and a channel: an edit that would take the last one away changes nothing.
 */
export function editPlan(sql: Db, key: PlanKey, edit: PlanEdit, editor: Editor): Promise<PlanEditResult> {
  return sql.begin(async (tx): Promise<PlanEditResult> => {
    const before = await lockDraft(tx, key)
    if (!before) return 'unknown'
    const after = edited(before, edit)
    const missing = after.active ? missingIn(after) : null
    if (missing) return `needs_${missing}`
    const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    if (changed.length === 0) return 'done'
    await savePlan(tx, key.businessId, after)
    for (const field of changed)
      await noteChange(tx, key, { field, before: before[field], after: after[field] }, editor)
    return 'done'
  })
}

const fields = [
  'names',
  'texts',
  'period',
  'price',
  'prices',
  'starPrice',
  'trialDays',
  'seats',
  'channels',
  'active',
] as const satisfies readonly (keyof PlanDraft)[]
export type ChangedField = (typeof fields)[number] | 'made'

/**
 * A plan with nothing but a name, which is not sold yet: it stands after the others. Making it again under the same id
 * changes nothing.
 */
export function makePlan(sql: Db, { businessId, planId }: PlanKey, name: string, editor: Editor): Promise<void> {
  return sql.begin(async (tx) => {
    const names = { ru: name, uz: name, en: name }
    const texts = { ru: '', uz: '', en: '' }
    const made = await tx`
      INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, active, position)
      SELECT ${businessId}, ${planId}, ${tx.json(names)}, ${tx.json(texts)}, 'day', 30, 0, false,
             coalesce(max(position) + 1, 0)
      FROM plans WHERE business_id = ${businessId}
      ON CONFLICT (business_id, id) DO NOTHING`
    if (made.count === 0) return
    await noteChange(tx, { businessId, planId }, { field: 'made', before: null, after: names }, editor)
  })
}

async function lockDraft(tx: Tx, { businessId, planId }: PlanKey): Promise<PlanDraft | null> {
  const [row] = await tx<
    (Omit<PlanDraft, 'period' | 'price'> & { price: bigint; unit: Period['unit']; count: number })[]
  >`
    SELECT p.id, p.names, p.texts, p.period_unit AS unit, p.period_count AS count, p.price, p.prices,
           p.star_price AS "starPrice", p.trial_days AS "trialDays", p.seats, p.active, p.position,
           ARRAY(SELECT c.chat_id FROM plan_channels c WHERE c.business_id = p.business_id AND c.plan_id = p.id
                 ORDER BY c.chat_id) AS channels
    FROM plans p WHERE p.business_id = ${businessId} AND p.id = ${planId} FOR UPDATE`
  if (!row) return null
  const { unit, count, price, ...rest } = row
  return { ...rest, period: { unit, count }, price: price.toString() }
}

async function noteChange(
  tx: Tx,
  { businessId, planId }: PlanKey,
  { field, before, after }: { readonly field: ChangedField; readonly before: unknown; readonly after: unknown },
  { by, at }: Editor,
): Promise<void> {
  await tx`
    INSERT INTO plan_changes (business_id, plan_id, field, before, after, changed_by, changed_at)
    VALUES (${businessId}, ${planId}, ${field}, ${before === null ? null : tx.json(before as never)},
            ${tx.json(after as never)}, ${by}, ${new Date(at)})`
}

export interface PlanChangeEntry {
  readonly field: ChangedField
  readonly by: string
  readonly at: Date
}

/** The last changes of a plan, the newest first. */
export function planChanges(sql: Db | Tx, { businessId, planId }: PlanKey, limit: number): Promise<PlanChangeEntry[]> {
  return sql<PlanChangeEntry[]>`
    SELECT field, changed_by AS by, changed_at AS at FROM plan_changes
    WHERE business_id = ${businessId} AND plan_id = ${planId} ORDER BY id DESC LIMIT ${limit}`
}

/** How many have access by each plan now, by its id; plans that nobody has are missing. */
export async function subscribersByPlan(sql: Db | Tx, businessId: BusinessId): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ planId: string; count: number }[]>`
    SELECT plan_id AS "planId", count(*)::int AS count FROM subscriptions
    WHERE business_id = ${businessId} AND state IN ${sql(statesWithAccess)} GROUP BY plan_id`
  return new Map(rows.map(({ planId, count }) => [planId, count]))
}
