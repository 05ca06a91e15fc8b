import { isGivenUp, nextOrderState, type OrderStage } from '../domain/order-states'
import { isSettled, nextPaymentState } from '../domain/payment-states'
import { endReasons } from '../domain/providers'
import { snapshotOf, tellOfOrder, tellOfPayment } from './events'
import { letGo } from './ledger'
import { lockOrder, type StepResult } from './orders'
import { lockPaymentsOf, setPaymentState, type LockedPayment } from './payments'
import { keptTransactionsOf, transactionHolding } from './provider-transactions'
import { requestRefund, type RefundRequest } from './refunds'
import { releaseStock, type OrderKey } from './stock'
import type { Db, Tx } from './types'

export interface OrderEnd {
  readonly action: 'cancel' | 'expire'
  readonly actor: string
  readonly reason: string
}

/**
 * Ends an order before its goods are delivered: unpaid stages are cancelled, provider holds let go, stock released, and
 * what a cancelled order took is put down for refund. When it has ended before, answers how it stands.
 */
export function endOrder(sql: Db, key: OrderKey, end: OrderEnd, now: number): Promise<StepResult> {
  return sql.begin(async (tx) => {
    const payments = await lockPaymentsOf(tx, key)
    const { state, revivals } = await lockOrder(tx, key)
    const next = nextOrderState(state, end.action)
    if (!next || mustNotEnd(payments, end)) {
      const { snapshot } = await snapshotOf(tx, key)
      return { done: isGivenUp(state), state, stage: snapshot.stage as OrderStage }
    }
    for (const payment of payments) await cancelPayment(tx, payment, end.actor, now)
    // Flowers that were only taken from the shelf go back to it; an assembled bouquet does not come apart.
    await releaseStock(tx, key, { now, returnUsed: state === 'accepted' })
    const endedBy = end.actor.startsWith('staff:') ? 'staff' : end.actor
    await tx`
      UPDATE orders SET state = ${next}, ended_by = ${endedBy}, end_reason = ${end.reason}, changed_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const snapshot = await tellOfOrder(tx, {
      ...key,
      type: end.action === 'cancel' ? 'order_cancelled' : 'order_expired',
      dedupeKey: `${key.orderId}/ended/${revivals}`,
      actor: end.actor,
      at: now,
      ...(end.action === 'cancel' && { fields: { reason: end.reason } }),
    })
    if (end.action === 'cancel') {
      await giveBackAll(tx, key, payments, { reason: refundReason(endedBy), requestedBy: end.actor, at: now })
    }
    return { done: true, state: next, stage: snapshot.stage as OrderStage }
  })
}

/** A key of locales/reasons.ts. */
const refundReason = (endedBy: string) =>
  endedBy === 'staff' || endedBy === 'buyer' ? `cancelled_by_${endedBy}` : 'provider'

/** In the same transaction as what decided it: an order whose money goes back cannot be revived in between. */
async function giveBackAll(
  tx: Tx,
  key: OrderKey,
  payments: readonly LockedPayment[],
  request: RefundRequest,
): Promise<void> {
  for (const transaction of await keptTransactionsOf(tx, key)) {
    const payment = payments.find(({ id }) => id === transaction.paymentId)
    if (payment) await requestRefund(tx, payment, transaction, request)
  }
}

/**
 * Money decides: an order does not expire when the missing stage was paid at the last moment, and a buyer does not
 * cancel while a provider is debiting that very buyer.
 */
const mustNotEnd = (payments: readonly LockedPayment[], end: OrderEnd) =>
  end.action === 'expire'
    ? !payments.some(({ state }) => isSettled(state) && state !== 'paid')
    : end.actor === 'buyer' && payments.some(({ state }) => state === 'held')

/** Cancels one stage if it can still be cancelled, letting go a provider's hold first. */
export async function cancelPayment(tx: Tx, payment: LockedPayment, actor: string, now: number): Promise<void> {
  const holder = payment.state === 'held' ? await transactionHolding(tx, payment) : null
  if (holder) await letGo(tx, payment, holder, { reason: endReasons.withdrawn, actor, at: now })
  const next = nextPaymentState(payment.state, 'cancel')
  if (!next) return
  await setPaymentState(tx, payment, next, now)
  await tellOfPayment(tx, {
    type: 'payment_cancelled',
    dedupeKey: `${payment.id}/cancelled/${now}`,
    actor,
    at: now,
    payment,
  })
}

export interface FateDecision {
  readonly fate: 'asked' | 'keep' | 'refund'
  readonly actor: string
}

/**
 * Writes down what happens to a paid deposit whose balance never came; one that goes back is put down for refund.
 * Answers whether it stands so now: not when somebody decided otherwise before, or late money revived the order.
 */
export function decideDepositFate(
  sql: Db,
  key: OrderKey,
  { fate, actor }: FateDecision,
  now: number,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const payments = await lockPaymentsOf(tx, key)
    const order = await lockOrder(tx, key)
    if (order.state !== 'expired') return false
    if (order.depositFate === fate) return true
    if (order.depositFate === 'keep' || order.depositFate === 'refund') return false
    await tx`UPDATE orders SET deposit_fate = ${fate} WHERE business_id = ${key.businessId} AND id = ${key.orderId}`
    const fact = { ...key, actor, at: now }
    const dedupeKey = `${key.orderId}/deposit_fate/${order.revivals}`
    if (fate === 'asked') {
      await tellOfOrder(tx, { ...fact, type: 'deposit_fate_asked', dedupeKey: `${dedupeKey}/asked` })
      return true
    }
    await tellOfOrder(tx, { ...fact, type: 'deposit_fate_decided', dedupeKey, fields: { fate } })
    if (fate === 'refund') {
      await giveBackAll(tx, key, payments, { reason: 'balance_unpaid', requestedBy: actor, at: now })
    }
    return true
  })
}
