import type { EventType } from '../domain/events'
import { nextOrderState, type OrderAction, type OrderStage, type OrderState } from '../domain/order-states'
import { snapshotOf, tellOfOrder } from './events'
import { putBackStock, shelfHolds, useStock, type OrderKey } from './stock'
import type { Db, Tx } from './types'

type StepAction = Exclude<OrderAction, 'place' | 'reject' | 'cancel' | 'expire' | 'revive'>

const factOf: Record<StepAction, EventType> = {
  wait_for_goods: 'goods_awaited',
  goods_arrived: 'goods_arrived',
  offer: 'order_offered',
  accept: 'order_accepted',
  give_back: 'order_given_back',
  assemble: 'order_assembled',
  hand_over: 'order_handed_over',
  deliver: 'order_delivered',
  close: 'order_closed',
  refund: 'order_refunded',
}

export interface OrderStep {
  readonly action: StepAction
  readonly actor: string
  /** Distinguishes the same action at a later time: an order may be offered again. */
  readonly step: string
  readonly staffId?: string
  readonly fields?: Record<string, unknown>
}

export interface StepResult {
  readonly done: boolean
  /** Refused because another florist has this order. */
  readonly notYours?: boolean
  /** Refused because the shelf holds less than the order was promised. */
  readonly outOfStock?: boolean
  readonly state: OrderState
  readonly stage: OrderStage
}

/** Moves an order one step along its table. Done again with the same `step`, it answers as if it had just been done. */
export function stepOrder(sql: Db, key: OrderKey, step: OrderStep, now: number): Promise<StepResult> {
  return sql.begin(async (tx) => {
    const { state, floristId } = await lockOrder(tx, key)
    const dedupeKey = `${key.orderId}/${step.action}/${step.step}`
    const next = nextOrderState(state, step.action)
    const [told] = await tx`
      SELECT 1 FROM business_events WHERE business_id = ${key.businessId} AND dedupe_key = ${dedupeKey}`
    const asItStands = async (answer: Pick<StepResult, 'done' | 'notYours' | 'outOfStock'>): Promise<StepResult> => {
      const { snapshot } = await snapshotOf(tx, key)
      return { ...answer, state, stage: snapshot.stage as OrderStage }
    }
    if (told || !next) return asItStands({ done: told !== undefined })
    if (floristId && (await isAnotherFlorist(tx, key, step, floristId)))
      return asItStands({ done: false, notYours: true })
    if (step.action === 'accept') {
      if (!(await shelfHolds(tx, key))) return asItStands({ done: false, outOfStock: true })
      await useStock(tx, key, now)
    }
    if (step.action === 'give_back') await putBackStock(tx, key)
    await tx`
      UPDATE orders SET state = ${next}, changed_at = ${new Date(now)},
        florist_id = ${step.action === 'accept' ? (step.staffId ?? null) : step.action === 'give_back' ? null : tx`florist_id`},
        goods_arrived_at = ${step.action === 'goods_arrived' ? new Date(now) : tx`goods_arrived_at`},
        courier_id = ${step.action === 'hand_over' ? (step.staffId ?? null) : tx`courier_id`}
      WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const snapshot = await tellOfOrder(tx, {
      ...key,
      type: factOf[step.action],
      dedupeKey,
      actor: step.actor,
      at: now,
      ...(step.fields && { fields: step.fields }),
    })
    return { done: true, state: next, stage: snapshot.stage as OrderStage }
  })
}

/** A florist may finish or give back only what that florist took; those above florists may step in. */
async function isAnotherFlorist(
  tx: Tx,
  { businessId }: OrderKey,
  step: OrderStep,
  floristId: string,
): Promise<boolean> {
  if (step.action !== 'give_back' && step.action !== 'assemble') return false
  if (!step.staffId || step.staffId === floristId) return false
  const [florist] = await tx`
    SELECT 1 FROM staff WHERE business_id = ${businessId} AND external_id = ${step.staffId} AND role = 'florist'`
  return florist !== undefined
}

export interface LockedOrder {
  readonly state: OrderState
  readonly floristId: string | null
  readonly revivals: number
  readonly depositFate: 'asked' | 'keep' | 'refund' | null
}

/** The order, locked until the transaction ends; its payments are locked before it. Throws when there is no such order. */
export async function lockOrder(tx: Tx, { businessId, orderId }: OrderKey): Promise<LockedOrder> {
  const [row] = await tx<LockedOrder[]>`
    SELECT state, florist_id AS "floristId", revivals, deposit_fate AS "depositFate"
    FROM orders WHERE business_id = ${businessId} AND id = ${orderId} FOR UPDATE`
  if (!row) throw new Error(`no order ${orderId} in ${businessId}`)
  return row
}

/** The buyer's mark, 1 to 5. The last one counts until the order is closed. */
export function rateOrder(sql: Db, key: OrderKey, score: number, now: number): Promise<void> {
  return sql.begin(async (tx) => {
    await tx`UPDATE orders SET score = ${score} WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const dedupeKey = `${key.orderId}/rated/${now}`
    await tellOfOrder(tx, { ...key, type: 'order_rated', dedupeKey, actor: 'buyer', at: now, fields: { score } })
  })
}

export interface Lateness {
  readonly waitingFor: 'florist' | 'assembly' | 'courier' | 'delivery'
  /** Tells one time of the same work from another. */
  readonly round: string
}

/** Tells that staff are late with an order. */
export function tellOrderLate(sql: Db, key: OrderKey, { waitingFor, round }: Lateness, now: number): Promise<void> {
  return sql.begin(async (tx) => {
    const dedupeKey = `${key.orderId}/late/${waitingFor}/${round}`
    const fields = { waiting_for: waitingFor }
    await tellOfOrder(tx, { ...key, type: 'order_late', dedupeKey, actor: 'timer', at: now, fields })
  })
}
