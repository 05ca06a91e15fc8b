import type { OrderSnapshot } from '../../domain/events'
import type { BusinessId, OrderId } from '../../domain/ids'
import type { Currency } from '../../domain/money'
import type { OrderStage, OrderState } from '../../domain/order-states'
import type { PaymentPlan } from '../../domain/payment-plan'
import type { Db } from '../types'

/** An order as the last event about it left it. */
export interface OrderSeen {
  readonly orderId: OrderId
  readonly number: number
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly stage: OrderStage
  readonly currency: Currency
  readonly total: bigint
  readonly paid: bigint
  readonly dueNow: bigint
  readonly remainingDue: bigint
  readonly dueAt: Date | null
  readonly createdAt: Date
  readonly lastEventAt: Date
}

export interface StageSums {
  readonly stage: OrderStage
  readonly currency: Currency
  readonly count: number
  readonly dueNow: bigint
  readonly remainingDue: bigint
  readonly paid: bigint
}

/**
 * Orders and money by stage and currency. Of the stages in `since.stages` only orders whose run started after
 * `since.from` are counted, as the workflow list is asked.
 */
export function sumsByStage(
  sql: Db,
  businessId: BusinessId,
  since: { readonly stages: readonly OrderStage[]; readonly from: Date },
): Promise<StageSums[]> {
  return sql<StageSums[]>`
    SELECT stage, currency, count(*)::int AS count, sum(due_now)::bigint AS "dueNow",
           sum(remaining_due)::bigint AS "remainingDue", sum(paid)::bigint AS paid
    FROM orders_seen
    WHERE business_id = ${businessId} AND (stage <> ALL(${since.stages as string[]}) OR started_at > ${since.from})
    GROUP BY stage, currency ORDER BY stage, currency`
}

/** The lists an owner can open: a stage of the funnel, or something that needs a person. */
export type OrderList =
  | { readonly of: 'stage'; readonly stage: OrderStage; readonly from: Date | null }
  | { readonly of: 'expiring'; readonly now: Date; readonly until: Date }
  | { readonly of: 'refunds' }
  /** Expired orders whose deposit the owner has to decide about. */
  | { readonly of: 'deposits' }
  | { readonly of: 'late_money'; readonly from: Date }
  | { readonly of: 'sla' }

export interface OrderPage {
  readonly orders: OrderSeen[]
  readonly total: number
}

/** One page of a list, the most pressing first. `limit` and `offset` count orders. */
export async function ordersOf(
  sql: Db,
  businessId: BusinessId,
  list: OrderList,
  { limit, offset }: { limit: number; offset: number },
): Promise<OrderPage> {
  const rows = await sql<(OrderSeen & { full: number })[]>`
    SELECT ${orderColumns(sql)}, count(*) OVER ()::int AS full
    FROM orders_seen o
    WHERE o.business_id = ${businessId} AND ${belongs(sql, list)}
    ORDER BY o.due_at ASC NULLS LAST, o.last_event_at DESC, o.order_id
    LIMIT ${limit} OFFSET ${offset}`
  return { orders: rows.map(({ full: _full, ...order }) => order), total: rows[0]?.full ?? 0 }
}

export async function orderSeen(sql: Db, businessId: BusinessId, orderId: OrderId): Promise<OrderSeen | null> {
  const [row] = await sql<OrderSeen[]>`
    SELECT ${orderColumns(sql)} FROM orders_seen o WHERE o.business_id = ${businessId} AND o.order_id = ${orderId}`
  return row ? { ...row } : null
}

/** How much a list holds, by currency. `due`: what is due now; `total`: the orders' totals. */
export interface ListSums {
  readonly currency: Currency
  readonly count: number
  readonly dueNow: bigint
  readonly remainingDue: bigint
}

export function sumsOf(
  sql: Db,
  businessId: BusinessId,
  list: OrderList | { readonly of: 'open' },
): Promise<ListSums[]> {
  return sql<ListSums[]>`
    SELECT o.currency, count(*)::int AS count, sum(o.due_now)::bigint AS "dueNow",
           sum(o.remaining_due)::bigint AS "remainingDue"
    FROM orders_seen o
    WHERE o.business_id = ${businessId} AND ${list.of === 'open' ? isOpen(sql) : belongs(sql, list)}
    GROUP BY o.currency ORDER BY o.currency`
}

const isOpen = (sql: Db) => sql`o.stage IN ('pending', 'deposit_due', 'balance_due', 'preorder', 'paid', 'fulfilling')`

function belongs(sql: Db, list: OrderList) {
  switch (list.of) {
    case 'stage':
      return sql`o.stage = ${list.stage} ${list.from ? sql`AND o.started_at > ${list.from}` : sql``}`
    case 'expiring':
      return sql`o.due_now > 0 AND o.due_at > ${list.now} AND o.due_at <= ${list.until}`
    case 'refunds':
      return sql`o.order_id IN (SELECT order_id FROM refunds_waiting r WHERE r.business_id = o.business_id)`
    case 'deposits':
      return sql`o.state = 'expired' AND 'deposit_fate_asked' = (
        SELECT e.type FROM events e WHERE e.business_id = o.business_id AND e.order_id = o.order_id
          AND e.type IN ('deposit_fate_asked', 'deposit_fate_decided') ORDER BY e.position DESC LIMIT 1)`
    case 'late_money':
      return sql`EXISTS (SELECT FROM events e WHERE e.business_id = o.business_id AND e.order_id = o.order_id
                           AND e.type = 'payment_landed_late' AND e.occurred_at > ${list.from})`
    case 'sla':
      // Staff are late for as long as the order stands where it stood when it was said to be late.
      return sql`EXISTS (SELECT FROM events e WHERE e.business_id = o.business_id AND e.order_id = o.order_id
                           AND e.type = 'order_late' AND e.payload->'order'->>'state' = o.state)`
  }
}

const orderColumns = (sql: Db) => sql`
  o.order_id AS "orderId", o.number, o.plan, o.state, o.stage, o.currency, o.total, o.paid, o.due_now AS "dueNow",
  o.remaining_due AS "remainingDue", o.due_at AS "dueAt", o.created_at AS "createdAt", o.last_event_at AS "lastEventAt"`

export interface StoredFact {
  readonly type: string
  readonly version: number
  readonly occurredAt: Date
  readonly payload: Record<string, unknown>
}

/** What happened to an order, oldest first: the page that ends `skip` events before the newest. */
export async function historyOf(
  sql: Db,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
  { limit, skip }: { limit: number; skip: number },
): Promise<{ facts: StoredFact[]; total: number }> {
  const rows = await sql<(StoredFact & { full: number })[]>`
    SELECT type, version, occurred_at AS "occurredAt", payload, count(*) OVER ()::int AS full
    FROM events WHERE business_id = ${businessId} AND order_id = ${orderId}
    ORDER BY position DESC LIMIT ${limit} OFFSET ${skip}`
  return { facts: rows.map(({ full: _full, ...fact }) => fact).toReversed(), total: rows[0]?.full ?? 0 }
}

export type { OrderSnapshot }
