import { ApplicationFailure } from '@temporalio/activity'
import type { Logger } from 'pino'
import type { BusinessId, PaymentId, SubscriptionId } from '../domain/ids'
import { buyerOfPayment } from '../db/payments'
import { noteStarSettled, unsettledStarsOf } from '../db/star-subscriptions'
import type { SubscriptionKey } from '../db/subscriptions'
import type { Db } from '../db/types'
import { TelegramRefused } from '../telegram/errors'
import type { Gateway } from '../telegram/gateway'

interface StarsDeps {
  readonly sql: Db
  readonly telegramFor: (businessId: BusinessId) => Gateway
  readonly log: Logger
}

/** Giving Stars back, and ending or allowing renewals, on the rate-limited `telegram` queue. */
export function createStarsActivities({ sql, telegramFor, log }: StarsDeps) {
  return {
    /**
     * refundStarPayment (telegram.md 3.2). A charge that was refunded before counts as done, so a retry after a lost
     * answer is safe. Any other final refusal is a failure of type `StarsRefused`: a person has to look.
     */
    async refundStars(key: { businessId: BusinessId; paymentId: PaymentId; externalId: string }): Promise<void> {
      const buyer = await buyerOfPayment(sql, key)
      if (!buyer) throw ApplicationFailure.nonRetryable(`no buyer for payment ${key.paymentId}`, 'StarsRefused')
      try {
        await telegramFor(key.businessId).refundStarPayment({
          user_id: Number(buyer.externalId),
          telegram_payment_charge_id: key.externalId,
        })
      } catch (error) {
        if (isRefundedBefore(error)) return
        throw asFailure(error, key.paymentId)
      }
    },

    /**
     * editUserStarSubscription (telegram.md 3.2): what is paid for stays, and no more is charged; or its buyer may switch
     * it on again. A subscription that Telegram does not know (any more) charges nothing either.
     */
    async settleStarRenewals(key: SubscriptionKey): Promise<void> {
      const failures: unknown[] = []
      for (const { chargeId, stop, userId } of await unsettledStarsOf(sql, key)) {
        try {
          await telegramFor(key.businessId).editUserStarSubscription({
            user_id: userId,
            telegram_payment_charge_id: chargeId,
            is_canceled: stop,
          })
        } catch (error) {
          if (!isUnknownCharge(error)) {
            failures.push(asFailure(error, key.subscriptionId))
            continue
          }
          log.warn({ ...key, err: error }, 'Telegram has no such Star subscription')
        }
        await noteStarSettled(sql, key, { chargeId, stop }, Date.now())
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** What is over or was never there charges nothing. Every other refusal may leave the charging on. */
const isUnknownCharge = (error: unknown) =>
  error instanceof TelegramRefused &&
  error.permanent &&
  /CHARGE_(ID_)?(INVALID|NOT_FOUND|EMPTY)|SUBSCRIPTION_|not found/i.test(error.answer.description)

const isRefundedBefore = (error: unknown) =>
  error instanceof TelegramRefused && error.answer.description.includes('CHARGE_ALREADY_REFUNDED')

function asFailure(error: unknown, what: PaymentId | SubscriptionId): unknown {
  if (!(error instanceof TelegramRefused)) return error
  if (error.retryAfter !== null) {
    return ApplicationFailure.create({
      message: error.message,
      type: 'TelegramTooManyRequests',
      nextRetryDelay: error.retryAfter * 1000,
    })
  }
  if (!error.permanent) return error
  return ApplicationFailure.nonRetryable(`Stars of ${what}: ${error.message}`, 'StarsRefused')
}

export type StarsActivities = ReturnType<typeof createStarsActivities>
