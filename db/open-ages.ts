import type { BusinessId } from '../domain/ids'
import {
  endedStates,
  hasEnded,
  orderTransitions,
  stageOf,
  type OrderStage,
  type OrderState,
} from '../domain/order-states'
import type { PaymentKind } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import type { SubscriptionState } from '../domain/subscription-states'
import { dueKind } from './due-kind'
import { isPointless } from './stuck'
import type { Db } from './types'

/** Everything open of one kind that stands at one place. */
export interface OpenAge<Place extends string> {
  readonly place: Place
  readonly count: number
  /** How long the one that stands there longest has done so, and the one in the middle. */
  readonly oldestSeconds: number
  readonly medianSeconds: number
}

const open = (Object.keys(orderTransitions) as OrderState[]).filter((state) => !hasEnded(state))
const asked: readonly (PaymentKind | null)[] = [null, 'full', 'deposit', 'balance']
/** The stage of every open state with what is due, as the funnel has it. */
const stages = open.flatMap((state) => asked.map((due) => ({ state, due, stage: stageOf(state, due) })))
/** Where an open order can stand. */
export const openStages = [...new Set(stages.map(({ stage }) => stage))]

/** Orders by stage: since their state changed, or since the money was asked for that they wait for. */
export async function agesOfOrders(sql: Db, businessId: BusinessId, now: number): Promise<OpenAge<OrderStage>[]> {
  return sql<OpenAge<OrderStage>[]>`
    WITH stage_of AS (
      SELECT * FROM unnest(${stages.map(({ state }) => state)}::text[], ${stages.map(({ due }) => due ?? '')}::text[],
                           ${stages.map(({ stage }) => stage)}::text[]) AS s (state, due, stage)),
    asked AS (
      SELECT order_id, min(opened_at) AS opened_at FROM payments
      WHERE business_id = ${businessId} AND state IN ('due', 'held') AND order_id IS NOT NULL GROUP BY order_id),
    standing AS (
      SELECT o.state, coalesce(${dueKind(sql)}, '') AS due,
             extract(epoch FROM ${new Date(now)} - greatest(o.changed_at, a.opened_at))::float8 AS seconds
      FROM orders o LEFT JOIN asked a ON a.order_id = o.id
      WHERE o.business_id = ${businessId} AND o.state NOT IN ${sql(endedStates)})
    SELECT stage AS place, ${figures(sql)} FROM standing JOIN stage_of USING (state, due) GROUP BY stage`
}

/** Payments that are asked for, since they were; those that a provider holds, since it does. */
export async function agesOfPayments(
  sql: Db,
  businessId: BusinessId,
  now: number,
): Promise<OpenAge<Extract<PaymentState, 'due' | 'held'>>[]> {
  return sql<OpenAge<'due' | 'held'>[]>`
    WITH standing AS (
      SELECT p.state, extract(epoch FROM ${new Date(now)} - coalesce(t.held_at, p.opened_at))::float8 AS seconds
      FROM payments p
      LEFT JOIN provider_transactions t
        ON t.business_id = p.business_id AND t.payment_id = p.id AND t.state = 'held' AND p.state = 'held'
      WHERE p.business_id = ${businessId} AND p.state IN ('due', 'held'))
    SELECT state AS place, ${figures(sql)} FROM standing GROUP BY state`
}

/** Subscriptions since they last changed; a new period is a change. */
export async function agesOfSubscriptions(
  sql: Db,
  businessId: BusinessId,
  now: number,
): Promise<OpenAge<SubscriptionState>[]> {
  return sql<OpenAge<SubscriptionState>[]>`
    WITH standing AS (
      SELECT state, extract(epoch FROM ${new Date(now)} - changed_at)::float8 AS seconds FROM subscriptions
      WHERE business_id = ${businessId} AND state NOT IN ('expired', 'refunded'))
    SELECT state AS place, ${figures(sql)} FROM standing GROUP BY state`
}

/** Refunds that are not made, since they were asked for. */
export async function agesOfRefunds(
  sql: Db,
  businessId: BusinessId,
  now: number,
): Promise<OpenAge<'requested' | 'awaiting_staff'>[]> {
  return sql<OpenAge<'requested' | 'awaiting_staff'>[]>`
    WITH standing AS (
      SELECT state, extract(epoch FROM ${new Date(now)} - requested_at)::float8 AS seconds FROM refunds
      WHERE business_id = ${businessId} AND state <> 'completed')
    SELECT state AS place, ${figures(sql)} FROM standing GROUP BY state`
}

/** As `scheduleToCloseTimeout` in workflows/voice.ts. */
const givenUpAfterMs = 86_400_000

/** Messages that Telegram has not taken, since they were first tried: still being tried, or given up within a day. */
export async function agesOfMessages(
  sql: Db,
  businessId: BusinessId,
  now: number,
): Promise<OpenAge<'sending' | 'given_up'>[]> {
  return sql<OpenAge<'sending' | 'given_up'>[]>`
    WITH standing AS (
      SELECT CASE WHEN created_at > ${new Date(now - givenUpAfterMs)} THEN 'sending' ELSE 'given_up' END AS state,
             extract(epoch FROM ${new Date(now)} - created_at)::float8 AS seconds
      FROM outbound_messages m
      WHERE business_id = ${businessId} AND state = 'sending' AND created_at > ${new Date(now - 2 * givenUpAfterMs)}
        AND NOT ${isPointless(sql)})
    SELECT state AS place, ${figures(sql)} FROM standing GROUP BY state`
}

/** A clock of the database that is ahead of ours makes nothing younger than new. */
const figures = (sql: Db) => sql`
  count(*)::int AS count, greatest(0, max(seconds)) AS "oldestSeconds",
  greatest(0, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)) AS "medianSeconds"`
