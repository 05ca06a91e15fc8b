import { ApplicationFailure } from '@temporalio/activity'
import type { HoldRequest, LedgerAnswer, PerformRequest, ReleaseRequest } from '../domain/ledger'
import type { Provider } from '../domain/providers'
import * as book from '../db/ledger'
import type { PaymentKey } from '../db/ledger'
import * as ends from '../db/order-ends'
import * as progress from '../db/order-progress'
import * as orders from '../db/orders'
import type { OrderKey } from '../db/stock'
import * as stages from '../db/payment-stages'
import * as placing from '../db/placing'
import * as refunds from '../db/refunds'
import type { Db } from '../db/types'
import type { ActivityMetrics } from './metrics'

interface LedgerDeps {
  readonly sql: Db
  readonly metrics?: ActivityMetrics
}

/**
 * The steps of a lifecycle that change money, stock and orders. Each is one transaction, run as a local activity, and
 * answers the same when it is run again. `now` is the workflow's time, Unix ms.
 */
export function createLedgerActivities({ sql, metrics }: LedgerDeps) {
  const counted = (provider: Provider, step: 'hold' | 'perform', answer: LedgerAnswer) => {
    if (!answer.ok) metrics?.refused({ provider, step, refusal: answer.refusal })
  }
  async function perform(key: PaymentKey, request: PerformRequest & { actor?: string }, now: number) {
    const performed = await book.performPayment(sql, key, request, now)
    counted(request.provider, 'perform', performed.answer)
    return performed
  }

  return {
    placeOrder: (key: OrderKey, wish: placing.OrderWish, now: number) => placing.placeOrder(sql, key, wish, now),
    progressOfOrder: (key: OrderKey) => progress.progressOf(sql, key),
    stepOrder: (key: OrderKey, step: orders.OrderStep, now: number) => orders.stepOrder(sql, key, step, now),
    endOrder: (key: OrderKey, end: ends.OrderEnd, now: number) => ends.endOrder(sql, key, end, now),
    decideDepositFate: (key: OrderKey, fate: ends.FateDecision, now: number) =>
      ends.decideDepositFate(sql, key, fate, now),
    rateOrder: (key: OrderKey, score: number, now: number) => orders.rateOrder(sql, key, score, now),
    tellOrderLate: (key: OrderKey, late: orders.Lateness, now: number) => orders.tellOrderLate(sql, key, late, now),
    switchOrderNudges: (key: OrderKey, change: { on: boolean; actor: string; now: number }) =>
      stages.switchOrderNudges(sql, key, change),

    revivalOfOrder: (key: OrderKey) => progress.revivalOf(sql, key),

    stateOfPayment: (key: PaymentKey) => stages.stateOfPayment(sql, key),
    openPayment: (key: PaymentKey, now: number) => stages.openPayment(sql, key, now),
    extendPayment: (key: PaymentKey, actor: string, now: number) => stages.extendPayment(sql, key, actor, now),
    expirePayment: (key: PaymentKey, now: number) => stages.expirePayment(sql, key, now),
    withdrawPayment: (key: PaymentKey, actor: string, now: number) => stages.withdrawPayment(sql, key, actor, now),
    tellNudge: (key: PaymentKey, nudge: { nudge: number; skipped?: string; now: number }) =>
      stages.tellNudge(sql, key, nudge),

    async holdPayment(key: PaymentKey, request: HoldRequest, now: number): Promise<LedgerAnswer> {
      const answer = await book.holdPayment(sql, key, request, now)
      counted(request.provider, 'hold', answer)
      return answer
    },
    performPayment: perform,
    releasePayment: (key: PaymentKey, request: ReleaseRequest, now: number) =>
      book.releasePayment(sql, key, request, now),
    releaseOverdueHold: (key: PaymentKey, now: number) => book.releaseOverdueHold(sql, key, now),
    /** What staff took in cash is the price of the stage, whatever they typed: they press a button, not a sum. */
    async receiveCash(
      key: PaymentKey,
      { staffId, pressId }: { staffId: string; pressId: string },
      now: number,
    ): Promise<book.Performed> {
      const money = await stages.priceOf(sql, key, 'manual')
      if (!money) return { answer: { ok: false, refusal: 'unknown_payment', payment: null }, landing: null }
      return perform(
        key,
        {
          provider: 'manual',
          externalId: pressId,
          landed: { money, providerTime: now },
          actor: `staff:${staffId}`,
        },
        now,
      )
    },

    refundState: (key: refunds.RefundKey) => refunds.refundState(sql, key),
    refundTerms: (key: refunds.RefundKey) => refunds.refundTerms(sql, key),
    refundAwaitsStaff: (key: refunds.RefundKey) => refunds.refundAwaitsStaff(sql, key),
    async refundTransaction(key: PaymentKey, refund: book.TransactionRefund, now: number): Promise<LedgerAnswer> {
      const answer = await book.refundTransaction(sql, key, refund, now)
      if (!answer.ok && !refund.mayRefuse) {
        throw ApplicationFailure.nonRetryable(
          `money of ${refund.provider}:${refund.externalId} went back, and the book refuses it: ${answer.refusal}`,
          'RefundNotRecorded',
        )
      }
      return answer
    },
  }
}

export type LedgerActivities = ReturnType<typeof createLedgerActivities>
