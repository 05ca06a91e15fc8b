import { ApplicationFailure } from '@temporalio/activity'
import type { BusinessId, PaymentId } from '../domain/ids'
import { buyerOfPayment } from '../db/payments'
import type { Db } from '../db/types'
import { TelegramRefused } from '../telegram/errors'
import type { Gateway } from '../telegram/gateway'

interface StarsDeps {
  readonly sql: Db
  readonly telegramFor: (businessId: BusinessId) => Gateway
}

/** Giving Stars back, on the rate-limited `telegram` queue. */
export function createStarsActivities({ sql, telegramFor }: StarsDeps) {
  return {
    /**
     * refundStarPayment (telegram.md 3.2). A charge that was refunded before counts as done, so a retry after a lost
     * answer is safe. Any other final refusal is a failure of type `StarsRefundRefused`: a person has to look.
     */
    async refundStars(key: { businessId: BusinessId; paymentId: PaymentId; externalId: string }): Promise<void> {
      const buyer = await buyerOfPayment(sql, key)
      if (!buyer) throw ApplicationFailure.nonRetryable(`no buyer for payment ${key.paymentId}`, 'StarsRefundRefused')
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
  }
}

const isRefundedBefore = (error: unknown) =>
  error instanceof TelegramRefused && error.answer.description.includes('CHARGE_ALREADY_REFUNDED')

function asFailure(error: unknown, paymentId: PaymentId): unknown {
  if (!(error instanceof TelegramRefused)) return error
  if (error.retryAfter !== null) {
    return ApplicationFailure.create({
      message: error.message,
      type: 'TelegramTooManyRequests',
      nextRetryDelay: error.retryAfter * 1000,
    })
  }
  if (!error.permanent) return error
  return ApplicationFailure.nonRetryable(`Stars of ${paymentId} not given back: ${error.message}`, 'StarsRefundRefused')
}

export type StarsActivities = ReturnType<typeof createStarsActivities>
