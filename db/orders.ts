import type { EventType } from '../domain/events'
import type { BusinessId, OrderId, PaymentId, ProductId } from '../domain/ids'
import type { ProviderTransaction } from '../domain/ledger'
import { nextOrderState, type OrderAction, type OrderStage, type OrderState } from '../domain/order-states'
import { paymentIdOf, paymentRefOf, stagesOf, type PaymentPlan, type PaymentKind } from '../domain/payment-plan'
import { nextPaymentState, type PaymentState } from '../domain/payment-states'
import { endReasons } from '../domain/providers'
import { businessOf } from './businesses'
import { snapshotOf, tellOfOrder, tellOfPayment } from './events'
import { letGo } from './ledger'
import { lockPaymentsOf, setPaymentState, type LockedPayment } from './payments'
import { performedTransactionsOf, transactionHolding } from './provider-transactions'
import { holdStock, lockAvailable, releaseStock, useStock } from './stock'
import type { Db, Tx } from './types'

export interface OrderKey {
  readonly businessId: BusinessId
  readonly orderId: OrderId
}

export interface OrderWish {
  readonly buyerId: string
  readonly lines: readonly { readonly productId: ProductId; readonly quantity: number }[]
  readonly plan: PaymentPlan
}

export type Placement =
  { readonly placed: true } | { readonly placed: false; readonly reason: 'sold_out' | 'not_for_sale' }

interface ProductRow {
  id: ProductId
  names: Record<string, string>
  price: bigint
  arrives: boolean
  active: boolean
}

/**
 * Writes order, lines, payments, stock holds and the event, or a cancelled order when the goods cannot be had.
 * Placing the same order again changes nothing and answers the same. Throws for a product that never existed.
 */
export function placeOrder(sql: Db, key: OrderKey, wish: OrderWish, now: number): Promise<Placement> {
  return sql.begin(async (tx): Promise<Placement> => {
    const [earlier] = await tx<{ end_reason: string | null; state: OrderState }[]>`
      SELECT end_reason, state FROM orders WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    if (earlier) return placementOf(earlier)

    const business = await businessOf(tx, key.businessId)
    const ids = wish.lines.map((line) => line.productId)
    const products = await tx<ProductRow[]>`
      SELECT id, names, price, arrives_on IS NOT NULL AS arrives, active FROM products
      WHERE business_id = ${key.businessId} AND id IN ${tx(ids)}`
    const bought = wish.lines.map(({ productId, quantity }) => {
      const product = products.find(({ id }) => id === productId)
      if (!product) throw new Error(`no product ${productId} in ${key.businessId}`)
      return { ...product, quantity }
    })
    const total = bought.reduce((sum, line) => sum + line.price * BigInt(line.quantity), 0n)

    const available = await lockAvailable(tx, key.businessId, ids, { now })
    const reason = bought.some((line) => !line.active || line.arrives !== (wish.plan === 'preorder'))
      ? ('not_for_sale' as const)
      : bought.some((line) => (available.get(line.id) ?? 0) < line.quantity)
        ? ('sold_out' as const)
        : null

    const number = await nextNumber(tx, key.businessId)
    const rules = {
      depositPercent: business.settings.depositPercent,
      minimumStage: BigInt(business.settings.minimumStage),
    }
    const stages = stagesOf(wish.plan, total, rules)
    // A deposit that cannot stand alone makes the order one full payment; a preorder still waits for its goods.
    const plan = stages.length === 1 && wish.plan === 'deposit_balance' ? 'full' : wish.plan
    await tx`
      INSERT INTO orders (business_id, id, number, buyer_id, plan, state, currency, total, end_reason, created_at, changed_at)
      VALUES (${key.businessId}, ${key.orderId}, ${number}, ${wish.buyerId}, ${plan},
              ${reason ? 'cancelled' : 'awaiting_payment'}, ${business.currency}, ${total.toString()}, ${reason},
              ${new Date(now)}, ${new Date(now)})`
    for (const line of bought) {
      await tx`
        INSERT INTO order_lines (business_id, order_id, product_id, names, quantity, unit_price)
        VALUES (${key.businessId}, ${key.orderId}, ${line.id}, ${tx.json(line.names)}, ${line.quantity}, ${line.price.toString()})`
    }
    if (!reason) {
      for (const [position, stage] of stages.entries()) {
        await tx`
          INSERT INTO payments (business_id, id, order_id, ref, position, kind, amount, currency)
          VALUES (${key.businessId}, ${paymentIdOf(key.orderId, stage.kind)}, ${key.orderId},
                  ${paymentRefOf(number, stage.kind)}, ${position}, ${stage.kind}, ${stage.amount.toString()}, ${business.currency})`
      }
      await holdStock(tx, key, wish.lines, now + business.settings.depositExpiryMs)
    }
    await tellOfOrder(tx, {
      ...key,
      type: reason ? 'order_rejected' : 'order_created',
      dedupeKey: `${key.orderId}/placed`,
      actor: 'buyer',
      at: now,
      ...(reason && { fields: { reason } }),
    })
    return reason ? { placed: false, reason } : { placed: true }
  })
}

const placementOf = ({ state, end_reason: reason }: { state: OrderState; end_reason: string | null }): Placement =>
  state === 'cancelled' && (reason === 'sold_out' || reason === 'not_for_sale')
    ? { placed: false, reason }
    : { placed: true }

async function nextNumber(tx: Tx, businessId: BusinessId): Promise<number> {
  const [row] = await tx<{ last_order_number: number }[]>`
    UPDATE businesses SET last_order_number = last_order_number + 1 WHERE id = ${businessId} RETURNING last_order_number`
  return row!.last_order_number
}

/** Everything an order's lifecycle needs to go on from where the book says it is. */
export interface OrderProgress {
  readonly number: number
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly stage: OrderStage
  readonly revivals: number
  readonly nudgesOn: boolean
  readonly goodsArrived: boolean
  readonly payments: readonly {
    readonly paymentId: PaymentId
    readonly kind: PaymentKind
    readonly state: PaymentState
  }[]
  readonly times: {
    readonly offerTimeoutMs: number
    readonly fulfilmentSlaMs: number
    readonly ratingAskMs: number
    readonly ratingWaitMs: number
    readonly refundReminderMs: number
  }
  readonly depositFate: 'keep' | 'refund' | 'ask_owner'
}

export async function progressOf(sql: Db, key: OrderKey): Promise<OrderProgress> {
  const { settings } = await businessOf(sql, key.businessId)
  const { snapshot } = await snapshotOf(sql, key)
  const payments = await sql<{ paymentId: PaymentId; kind: PaymentKind; state: PaymentState }[]>`
    SELECT id AS "paymentId", kind, state FROM payments
    WHERE business_id = ${key.businessId} AND order_id = ${key.orderId} ORDER BY position`
  const [order] = await sql<{ revivals: number; goodsArrived: boolean }[]>`
    SELECT revivals, goods_arrived_at IS NOT NULL AS "goodsArrived" FROM orders WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
  const { offerTimeoutMs, fulfilmentSlaMs, ratingAskMs, ratingWaitMs, refundReminderMs, depositFate } = settings
  return {
    number: snapshot.number,
    plan: snapshot.plan,
    state: snapshot.state,
    stage: snapshot.stage as OrderStage,
    revivals: order!.revivals,
    goodsArrived: order!.goodsArrived,
    nudgesOn: snapshot.nudges_on,
    payments: payments.map(({ paymentId, kind, state }) => ({ paymentId, kind, state })),
    times: { offerTimeoutMs, fulfilmentSlaMs, ratingAskMs, ratingWaitMs, refundReminderMs },
    depositFate,
  }
}

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
    if (told || !next) {
      const { snapshot } = await snapshotOf(tx, key)
      return { done: told !== undefined, state, stage: snapshot.stage as OrderStage }
    }
    if (floristId && (await isAnotherFlorist(tx, key, step, floristId))) {
      const { snapshot } = await snapshotOf(tx, key)
      return { done: false, notYours: true, state, stage: snapshot.stage as OrderStage }
    }
    if (step.action === 'accept') await useStock(tx, key, now)
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

async function putBackStock(tx: Tx, { businessId, orderId }: OrderKey): Promise<void> {
  await tx`
    WITH returned AS (
      UPDATE stock_holds SET used_at = NULL
      WHERE business_id = ${businessId} AND order_id = ${orderId} AND used_at IS NOT NULL AND released_at IS NULL
      RETURNING product_id, quantity)
    UPDATE products p SET stock = p.stock + returned.quantity
    FROM returned WHERE p.business_id = ${businessId} AND p.id = returned.product_id`
}

export interface OrderEnd {
  readonly action: 'cancel' | 'expire'
  readonly actor: string
  readonly reason: string
}

export interface Ended extends StepResult {
  /** Money taken and not given back, to be refunded or kept. */
  readonly taken: readonly Pick<ProviderTransaction, 'provider' | 'externalId' | 'paymentId'>[]
}

/**
 * Ends an order before its goods are delivered: unpaid stages are cancelled, provider holds let go, stock released.
 * What was paid is reported, not moved. When it has ended before, answers what is still taken.
 */
export function endOrder(sql: Db, key: OrderKey, end: OrderEnd, now: number): Promise<Ended> {
  return sql.begin(async (tx) => {
    const payments = await lockPaymentsOf(tx, key)
    const { state } = await lockOrder(tx, key)
    const next = nextOrderState(state, end.action)
    if (!next || mustNotEnd(payments, end)) {
      const { snapshot } = await snapshotOf(tx, key)
      const done = state === 'cancelled' || state === 'expired'
      return { done, state, stage: snapshot.stage as OrderStage, taken: await takenOf(tx, key) }
    }
    for (const payment of payments) await cancelPayment(tx, payment, end.actor, now)
    // Flowers that were only taken from the shelf go back to it; an assembled bouquet does not come apart.
    await releaseStock(tx, key, { now, returnUsed: state === 'accepted' })
    await tx`
      UPDATE orders SET state = ${next}, ended_by = ${end.actor.startsWith('staff') ? 'staff' : end.actor},
        end_reason = ${end.reason}, changed_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const [{ revivals } = { revivals: 0 }] = await tx<{ revivals: number }[]>`
      SELECT revivals FROM orders WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const snapshot = await tellOfOrder(tx, {
      ...key,
      type: end.action === 'cancel' ? 'order_cancelled' : 'order_expired',
      dedupeKey: `${key.orderId}/ended/${revivals}`,
      actor: end.actor,
      at: now,
      ...(end.action === 'cancel' && { fields: { reason: end.reason } }),
    })
    return { done: true, state: next, stage: snapshot.stage as OrderStage, taken: await takenOf(tx, key) }
  })
}

/**
 * Money decides: an order does not expire when the missing stage was paid at the last moment, and a buyer does not
 * cancel while a provider is debiting that very buyer.
 */
const mustNotEnd = (payments: readonly LockedPayment[], end: OrderEnd) =>
  end.action === 'expire'
    ? !payments.some(({ state }) => state === 'expired' || state === 'cancelled')
    : end.actor === 'buyer' && payments.some(({ state }) => state === 'held')

const takenOf = async (tx: Tx, key: OrderKey) =>
  (await performedTransactionsOf(tx, key)).map(({ provider, externalId, paymentId }) => ({
    provider,
    externalId,
    paymentId,
  }))

/** Cancels one stage if it can still be cancelled, letting go a provider's hold first. */
export async function cancelPayment(tx: Tx, payment: LockedPayment, actor: string, now: number): Promise<void> {
  const holder = payment.state === 'held' ? await transactionHolding(tx, payment) : null
  if (holder) await letGo(tx, payment, holder, endReasons.withdrawn, now)
  const next = nextPaymentState(payment.state, 'cancel')
  if (!next) return
  await setPaymentState(tx, payment, next, now)
  await tellOfPayment(tx, {
    businessId: payment.businessId,
    orderId: payment.orderId,
    type: 'payment_cancelled',
    dedupeKey: `${payment.id}/cancelled/${now}`,
    actor,
    at: now,
    payment,
  })
}

async function lockOrder(
  tx: Tx,
  { businessId, orderId }: OrderKey,
): Promise<{ state: OrderState; floristId: string | null }> {
  const [row] = await tx<{ state: OrderState; floristId: string | null }[]>`
    SELECT state, florist_id AS "floristId" FROM orders WHERE business_id = ${businessId} AND id = ${orderId} FOR UPDATE`
  if (!row) throw new Error(`no order ${orderId} in ${businessId}`)
  return row
}

/** What the run of a revived order shows: its stage now, and the stage its earlier, closed run still shows. */
export async function revivalOf(
  sql: Db,
  key: OrderKey,
): Promise<{ stage: OrderStage; revivedFrom: OrderStage | null }> {
  const { snapshot } = await snapshotOf(sql, key)
  const [event] = await sql<{ from: OrderStage }[]>`
    SELECT payload ->> 'from' AS from FROM business_events
    WHERE business_id = ${key.businessId} AND order_id = ${key.orderId} AND type = 'order_revived'
    ORDER BY seq DESC LIMIT 1`
  return { stage: snapshot.stage as OrderStage, revivedFrom: event?.from ?? null }
}

export interface FateDecision {
  readonly fate: 'asked' | 'keep' | 'refund'
  readonly actor: string
}

/** Writes down what happens to a paid deposit whose balance never came. */
export function decideDepositFate(sql: Db, key: OrderKey, { fate, actor }: FateDecision, now: number): Promise<void> {
  return sql.begin(async (tx) => {
    await lockOrder(tx, key)
    await tx`
      UPDATE orders SET deposit_fate = ${fate} WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    if (fate === 'asked') return
    const dedupeKey = `${key.orderId}/deposit_fate`
    await tellOfOrder(tx, { ...key, type: 'deposit_fate_decided', dedupeKey, actor, at: now, fields: { fate } })
  })
}

/** The buyer's mark, 1 to 5. The last one counts until the order is closed. */
export function rateOrder(sql: Db, key: OrderKey, score: number, now: number): Promise<void> {
  return sql.begin(async (tx) => {
    await tx`UPDATE orders SET score = ${score} WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const dedupeKey = `${key.orderId}/rated/${score}`
    await tellOfOrder(tx, { ...key, type: 'order_rated', dedupeKey, actor: 'buyer', at: now, fields: { score } })
  })
}

export type WaitingFor = 'florist' | 'assembly' | 'courier'

/** Tells that staff are late with an order. */
export function tellOrderLate(sql: Db, key: OrderKey, waitingFor: WaitingFor, now: number): Promise<void> {
  return sql.begin(async (tx) => {
    const dedupeKey = `${key.orderId}/late/${waitingFor}`
    const fields = { waiting_for: waitingFor }
    await tellOfOrder(tx, { ...key, type: 'order_late', dedupeKey, actor: 'timer', at: now, fields })
  })
}
