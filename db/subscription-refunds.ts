import type { PaymentId } from '../domain/ids'
import type { ProviderTransaction } from '../domain/ledger'
import { businessOf } from './businesses'
import { lockPayment } from './payments'
import { findTransaction } from './provider-transactions'
import { requestRefund } from './refunds'
import type { SubscriptionKey } from './subscriptions'
import type { Db } from './types'

export interface PeriodRefundWish {
  readonly actor: string
  /** As a person wrote it. */
  readonly reason: string
  readonly isStaff: boolean
}

export interface PeriodRefund {
  /** The owner decides: the shop gives back by itself only soon after the payment. */
  readonly asksOwner: boolean
  readonly paymentId: PaymentId | null
  /** What was put down for refund now. */
  readonly transactions: readonly Pick<ProviderTransaction, 'provider' | 'externalId' | 'paymentId'>[]
}

/** The money of the newest paid period is wanted back. It is put down for refund if it may be. */
export function refundPeriod(
  sql: Db,
  { businessId, subscriptionId }: SubscriptionKey,
  { actor, reason, isStaff }: PeriodRefundWish,
  now: number,
): Promise<PeriodRefund> {
  return sql.begin(async (tx): Promise<PeriodRefund> => {
    const [newest] = await tx<{ id: PaymentId }[]>`
      SELECT id FROM payments
      WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND state = 'paid'
      ORDER BY position DESC LIMIT 1`
    const payment = newest ? await lockPayment(tx, { businessId, paymentId: newest.id }) : null
    if (payment?.state !== 'paid') return { asksOwner: false, paymentId: null, transactions: [] }
    const kept = await tx<{ provider: ProviderTransaction['provider']; externalId: string; performedAt: Date }[]>`
      SELECT t.provider, t.external_id AS "externalId", t.performed_at AS "performedAt" FROM provider_transactions t
      WHERE t.business_id = ${businessId} AND t.payment_id = ${payment.id} AND t.state = 'performed'
        AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.business_id = t.business_id AND r.provider = t.provider
                        AND r.external_id = t.external_id)
      ORDER BY t.our_id`
    const { settings } = await businessOf(tx, businessId)
    const paidAt = kept[0]?.performedAt.getTime() ?? 0
    if (kept.length > 0 && !isStaff && now - paidAt > settings.subscriptions.refundWithinMs) {
      return { asksOwner: true, paymentId: payment.id, transactions: [] }
    }
    const transactions = []
    for (const { provider, externalId } of kept) {
      const transaction = await findTransaction(tx, businessId, { provider, externalId })
      if (!transaction) continue
      await requestRefund(tx, payment, transaction, { reason, requestedBy: actor, at: now })
      transactions.push({ provider, externalId, paymentId: payment.id })
    }
    return { asksOwner: false, paymentId: payment.id, transactions }
  })
}
