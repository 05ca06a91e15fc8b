import type { BusinessId, OrderId, SubscriptionId } from '../domain/ids'
import type { InTheBook } from '../domain/lifecycle-agreement'
import { endedStates, hasEnded, stageOf, type OrderState } from '../domain/order-states'
import type { PaymentKind } from '../domain/payment-plan'
import { statesWithSeat, type SubscriptionState } from '../domain/subscription-states'
import { dueKind } from './due-kind'
import { isKept } from './provider-transactions'
import type { Db } from './types'

/** How an order or a subscription stands: what is shown is the stage of an order, the state of a subscription. */
export interface Standing extends InTheBook {
  readonly id: string
  readonly changedAt: Date
}

interface OrderRow {
  readonly id: OrderId
  readonly state: OrderState
  readonly due: PaymentKind | null
  /** Money is kept, and nobody has decided whether it stays. */
  readonly undecided: boolean
  /** Money of it has to go back. */
  readonly undone: boolean
  readonly changedAt: Date
}

/** What `depositUndecided` of an order's progress says; a setting decides within moments, only an owner may take long. */
const undecided = (sql: Db) => sql`
  (o.state = 'expired' AND (o.deposit_fate = 'asked'
                            OR (o.deposit_fate IS NULL AND o.changed_at > now() - interval '7 days'))
   AND EXISTS (
     SELECT 1 FROM provider_transactions t JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
     WHERE p.business_id = o.business_id AND p.order_id = o.id AND ${isKept(sql)}))`

const orderColumns = (sql: Db) => sql`
  o.id, o.state,
  greatest(o.changed_at, (SELECT max(greatest(p.opened_at, p.settled_at)) FROM payments p
                          WHERE p.business_id = o.business_id AND p.order_id = o.id)) AS "changedAt",
  ${dueKind(sql)} AS due, ${undecided(sql)} AS undecided,
  EXISTS (
    SELECT 1 FROM refunds r JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
    WHERE p.business_id = o.business_id AND p.order_id = o.id AND r.state <> 'completed') AS undone`

const standingOfOrder = ({ id, state, due, undecided: asks, undone, changedAt }: OrderRow): Standing => ({
  id,
  shows: stageOf(state, due),
  runs: !hasEnded(state) || asks ? 'yes' : undone ? 'may' : 'no',
  changedAt,
})

/** A page of the orders that are going on, by id after `after`. */
export async function openOrders(
  sql: Db,
  businessId: BusinessId,
  { after, limit }: { readonly after: OrderId; readonly limit: number },
): Promise<Standing[]> {
  const rows = await sql<OrderRow[]>`
    SELECT ${orderColumns(sql)} FROM orders o
    WHERE o.business_id = ${businessId} AND (o.state NOT IN ${sql(endedStates)} OR ${undecided(sql)}) AND o.id > ${after}
    ORDER BY o.id LIMIT ${limit}`
  return rows.map(standingOfOrder)
}

/** These orders; those that are not in the book are left out. */
export async function standingOfOrders(sql: Db, businessId: BusinessId, ids: readonly OrderId[]): Promise<Standing[]> {
  const rows = await sql<OrderRow[]>`
    SELECT ${orderColumns(sql)} FROM orders o WHERE o.business_id = ${businessId} AND o.id = ANY(${[...ids]})`
  return rows.map(standingOfOrder)
}

interface SubscriptionRow {
  readonly id: SubscriptionId
  readonly state: SubscriptionState
  readonly changedAt: Date
}

/** One that has ended may still wait to make an offer, or for Telegram to agree. */
const standingOfSubscription = ({ id, state, changedAt }: SubscriptionRow): Standing => ({
  id,
  shows: state,
  runs: statesWithSeat.some((one) => one === state) ? 'yes' : 'may',
  changedAt,
})

/** A page of the subscriptions that are going on, by id after `after`. */
export async function openSubscriptions(
  sql: Db,
  businessId: BusinessId,
  { after, limit }: { readonly after: SubscriptionId; readonly limit: number },
): Promise<Standing[]> {
  const rows = await sql<SubscriptionRow[]>`
    SELECT id, state, changed_at AS "changedAt" FROM subscriptions
    WHERE business_id = ${businessId} AND state IN ${sql(statesWithSeat)} AND id > ${after} ORDER BY id LIMIT ${limit}`
  return rows.map(standingOfSubscription)
}

/** These subscriptions; those that are not in the book are left out. */
export async function standingOfSubscriptions(
  sql: Db,
  businessId: BusinessId,
  ids: readonly SubscriptionId[],
): Promise<Standing[]> {
  const rows = await sql<SubscriptionRow[]>`
    SELECT id, state, changed_at AS "changedAt" FROM subscriptions
    WHERE business_id = ${businessId} AND id = ANY(${[...ids]})`
  return rows.map(standingOfSubscription)
}
