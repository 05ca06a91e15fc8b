import type { PaymentId } from '../domain/ids'
import type { ProviderTransaction } from '../domain/ledger'
import { openStages, type OrderStage, type OrderState } from '../domain/order-states'
import type { PaymentKind, PaymentPlan } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import { businessOf } from './businesses'
import { snapshotOf } from './events'
import type { OrderKey } from './stock'
import { keptTransactionsOf } from './provider-transactions'
import { ownRefundsOf } from './refunds'
import type { Db } from './types'

/** Everything an order's lifecycle needs to go on from where the book says it is. */
export interface OrderProgress {
  readonly number: number
  readonly plan: PaymentPlan
  readonly state: OrderState
  readonly stage: OrderStage
  readonly revivals: number
  /** How many times a florist gave it back. */
  readonly timesGivenBack: number
  readonly nudgesOn: boolean
  readonly goodsArrived: boolean
  readonly rated: boolean
  readonly payments: readonly {
    readonly paymentId: PaymentId
    readonly kind: PaymentKind
    readonly state: PaymentState
  }[]
  readonly times: {
    readonly depositExpiryMs: number
    readonly balanceExpiryMs: number
    readonly offerTimeoutMs: number
    readonly fulfilmentSlaMs: number
    readonly ratingAskMs: number
    readonly ratingWaitMs: number
    readonly refundReminderMs: number
  }
  /** What the shop's setting does with a deposit whose balance never came. */
  readonly depositFate: 'keep' | 'refund' | 'ask_owner'
  /** An expired order whose money nobody has decided about yet. */
  readonly depositUndecided: boolean
  /** Money of an ended order that has to go back; what was paid twice or late goes back by itself. */
  readonly toGiveBack: readonly Pick<ProviderTransaction, 'provider' | 'externalId' | 'paymentId'>[]
  /** Who gave this order's own money back, or some of it. */
  readonly gaveBackBy: string | null
}

export async function progressOf(sql: Db, key: OrderKey): Promise<OrderProgress> {
  const { settings } = await businessOf(sql, key.businessId)
  const { snapshot } = await snapshotOf(sql, key)
  const payments = await sql<{ paymentId: PaymentId; kind: PaymentKind; state: PaymentState }[]>`
    SELECT id AS "paymentId", kind, state FROM payments
    WHERE business_id = ${key.businessId} AND order_id = ${key.orderId} ORDER BY position`
  const [order] = await sql<{ revivals: number; goodsArrived: boolean; rated: boolean; undecided: boolean }[]>`
    SELECT revivals, goods_arrived_at IS NOT NULL AS "goodsArrived", score IS NOT NULL AS rated,
           state = 'expired' AND coalesce(deposit_fate, 'asked') = 'asked' AS undecided
    FROM orders WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
  const refunds = await ownRefundsOf(sql, key)
  const taken = order?.undecided ? await keptTransactionsOf(sql, key) : []
  const [{ timesGivenBack } = { timesGivenBack: 0 }] = await sql<{ timesGivenBack: number }[]>`
    SELECT count(*)::int AS "timesGivenBack" FROM business_events
    WHERE business_id = ${key.businessId} AND order_id = ${key.orderId} AND type = 'order_given_back'`
  const { offerTimeoutMs, fulfilmentSlaMs, ratingAskMs, ratingWaitMs, refundReminderMs, depositFate } = settings
  const { depositExpiryMs, balanceExpiryMs } = settings
  return {
    number: snapshot.number,
    plan: snapshot.plan,
    state: snapshot.state,
    stage: snapshot.stage as OrderStage,
    revivals: order!.revivals,
    timesGivenBack,
    goodsArrived: order!.goodsArrived,
    rated: order!.rated,
    nudgesOn: snapshot.nudges_on,
    payments: payments.map(({ paymentId, kind, state }) => ({ paymentId, kind, state })),
    times: {
      depositExpiryMs,
      balanceExpiryMs,
      offerTimeoutMs,
      fulfilmentSlaMs,
      ratingAskMs,
      ratingWaitMs,
      refundReminderMs,
    },
    depositFate,
    depositUndecided: taken.length > 0,
    toGiveBack: refunds
      .filter(({ state }) => state !== 'completed')
      .map(({ provider, externalId, paymentId }) => ({ provider, externalId, paymentId })),
    gaveBackBy: refunds.find(({ state }) => state === 'completed')?.completedBy ?? null,
  }
}

/** What the run of a revived order shows: its stage now, and the stage its earlier, closed run still shows. */
export interface Revival {
  /** False once it has ended again: then nothing has to run. */
  readonly open: boolean
  readonly stage: OrderStage
  readonly revivedFrom: OrderStage | null
}

export async function revivalOf(sql: Db, key: OrderKey): Promise<Revival> {
  const { snapshot } = await snapshotOf(sql, key)
  const [event] = await sql<{ from: OrderStage }[]>`
    SELECT payload ->> 'from' AS from FROM business_events
    WHERE business_id = ${key.businessId} AND order_id = ${key.orderId} AND type = 'order_revived'
    ORDER BY seq DESC LIMIT 1`
  const stage = snapshot.stage as OrderStage
  return { open: openStages.includes(stage) && snapshot.state !== 'closed', stage, revivedFrom: event?.from ?? null }
}
