import type { BusinessId, SubscriptionId } from '../domain/ids'
import { inStars } from '../domain/money'
import type { Provider } from '../domain/providers'
import type { Settings } from '../domain/settings'
import { statesWithSeat } from '../domain/subscription-states'
import type { Period } from '../domain/subscription-times'
import type { Names } from './order-cards'
import type { Db, Tx } from './types'

/** What was sold, as the plan stood then. Money in minor units, decimal strings. */
export interface SubscriptionTerms {
  readonly names: Names
  readonly period: Period
  readonly price: string
  /** Of providers that cost another price. */
  readonly prices: Readonly<Partial<Record<Provider, string>>>
  /** Whole Stars; null: the shop has no price in Stars. */
  readonly starPrice: number | null
  readonly channels: readonly string[]
}

/** A plan as a buyer sees it. */
export interface PlanCard extends SubscriptionTerms {
  readonly id: string
  readonly texts: Names
  readonly trialDays: number
  readonly seats: number | null
  /** Taken seats: paid for, or being paid for. */
  readonly taken: number
  readonly active: boolean
  readonly channelTitles: readonly string[]
}

interface PlanRow {
  id: string
  names: Names
  texts: Names
  unit: Period['unit']
  count: number
  price: bigint
  prices: SubscriptionTerms['prices']
  star_price: number | null
  trial_days: number
  seats: number | null
  active: boolean
  taken: number
  channels: string[]
  titles: string[]
}

const columns = (sql: Db | Tx) => sql`
  p.id, p.names, p.texts, p.period_unit AS unit, p.period_count AS count, p.price, p.prices, p.star_price, p.trial_days,
  p.seats, p.active,
  (SELECT count(*)::int FROM subscriptions s WHERE s.business_id = p.business_id AND s.plan_id = p.id
     AND s.state IN ${sql(statesWithSeat)}) AS taken,
  ARRAY(SELECT c.chat_id FROM plan_channels c WHERE c.business_id = p.business_id AND c.plan_id = p.id
        ORDER BY c.chat_id) AS channels,
  ARRAY(SELECT h.title FROM plan_channels c JOIN channels h ON h.business_id = c.business_id AND h.chat_id = c.chat_id
        WHERE c.business_id = p.business_id AND c.plan_id = p.id ORDER BY c.chat_id) AS titles
  FROM plans p`

type StarRules = Pick<Settings, 'minorPerStar'>

/** The plans of a business in its own order; those that are not sold only with `all`. */
export async function plansOf(
  sql: Db | Tx,
  businessId: BusinessId,
  rules: StarRules,
  { all = false } = {},
): Promise<PlanCard[]> {
  const rows = await sql<PlanRow[]>`
    SELECT ${columns(sql)} WHERE p.business_id = ${businessId} ${all ? sql`` : sql`AND p.active`}
    ORDER BY p.position, p.id`
  return rows.map((row) => fromRow(row, rules))
}

export async function planCard(
  sql: Db | Tx,
  { businessId, planId }: { businessId: BusinessId; planId: string },
  rules: StarRules,
): Promise<PlanCard | null> {
  const [row] = await sql<PlanRow[]>`SELECT ${columns(sql)} WHERE p.business_id = ${businessId} AND p.id = ${planId}`
  return row ? fromRow(row, rules) : null
}

/** The plan as it is sold now, locked until the transaction ends so that its seats are counted once; null when it is not sold. */
export async function planForSale(
  tx: Tx,
  key: { businessId: BusinessId; planId: string },
  rules: StarRules,
): Promise<PlanCard | null> {
  const [locked] = await tx`
    SELECT 1 FROM plans WHERE business_id = ${key.businessId} AND id = ${key.planId} AND active FOR UPDATE`
  return locked ? planCard(tx, key, rules) : null
}

export const isFull = ({ seats, taken }: Pick<PlanCard, 'seats' | 'taken'>) => seats !== null && taken >= seats

/** Whether a subscription that has ended can have a seat of its plan again. Locks the plan. */
export async function hasSeatAgain(
  tx: Tx,
  { businessId, subscriptionId }: { businessId: BusinessId; subscriptionId: SubscriptionId },
): Promise<boolean> {
  const [plan] = await tx<{ id: string; seats: number | null }[]>`
    SELECT id, seats FROM plans
    WHERE business_id = ${businessId}
      AND id = (SELECT coalesce(next_plan_id, plan_id) FROM subscriptions WHERE business_id = ${businessId} AND id = ${subscriptionId})
    FOR UPDATE`
  if (!plan) return false
  // Counted by a statement of its own: one that waited for the lock would count as before it waited.
  const [row] = await tx<{ taken: number }[]>`
    SELECT count(*)::int AS taken FROM subscriptions
    WHERE business_id = ${businessId} AND plan_id = ${plan.id} AND id <> ${subscriptionId}
      AND state IN ${tx(statesWithSeat)}`
  return !isFull({ seats: plan.seats, taken: row?.taken ?? 0 })
}

function fromRow(row: PlanRow, rules: StarRules): PlanCard {
  const { unit, count, price, star_price: own, trial_days: trialDays, titles: channelTitles, ...rest } = row
  const byRate =
    rules.minorPerStar === null || BigInt(rules.minorPerStar) === 0n ? null : inStars(price, BigInt(rules.minorPerStar))
  // Frozen when it is sold: a rate that changes later must not turn a renewal by Telegram into a wrong sum.
  const starPrice = own ?? (byRate === null ? null : Number(byRate))
  return { ...rest, period: { unit, count }, price: price.toString(), starPrice, trialDays, channelTitles }
}

/** What of a plan is frozen when it is sold. */
export const termsOfPlan = ({ names, period, price, prices, starPrice, channels }: PlanCard): SubscriptionTerms => ({
  names,
  period,
  price,
  prices,
  starPrice,
  channels,
})

/** A plan as staff write it down. Money in minor units, decimal strings. */
export interface PlanDraft extends Omit<SubscriptionTerms, 'starPrice'> {
  readonly id: string
  readonly texts: Names
  readonly starPrice: number | null
  readonly trialDays: number
  readonly seats: number | null
  readonly active: boolean
  readonly position: number
}

/** Makes or changes a plan. What was sold before stays as it was sold. */
export async function savePlan(tx: Tx, businessId: BusinessId, plan: PlanDraft): Promise<void> {
  await tx`
    INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, prices, star_price, trial_days,
                       seats, active, position)
    VALUES (${businessId}, ${plan.id}, ${tx.json(plan.names)}, ${tx.json(plan.texts)}, ${plan.period.unit},
            ${plan.period.count}, ${plan.price}, ${tx.json(plan.prices)}, ${plan.starPrice}, ${plan.trialDays}, ${plan.seats},
            ${plan.active}, ${plan.position})
    ON CONFLICT (business_id, id) DO UPDATE SET names = excluded.names, texts = excluded.texts,
      period_unit = excluded.period_unit, period_count = excluded.period_count, price = excluded.price,
      prices = excluded.prices, star_price = excluded.star_price, trial_days = excluded.trial_days, seats = excluded.seats,
      active = excluded.active, position = excluded.position`
  await tx`DELETE FROM plan_channels WHERE business_id = ${businessId} AND plan_id = ${plan.id}`
  const channels = plan.channels.map((chatId) => ({ business_id: businessId, plan_id: plan.id, chat_id: chatId }))
  if (channels.length > 0) await tx`INSERT INTO plan_channels ${tx(channels, 'business_id', 'plan_id', 'chat_id')}`
}
