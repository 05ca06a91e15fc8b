import type { PaymentId } from '../domain/ids'
import type { ProviderTransaction } from '../domain/ledger'
import { businessOf } from './businesses'
import { lockPayment } from './payments'
import { findTransaction } from './provider-transactions'
import { requestRefund } from './refunds'
import type { SubscriptionKey } from './subscriptions'
import type { Db, Tx } from './types'

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
  /** What is put down for refund and not taken up by anybody yet. */
  readonly transactions: readonly Pick<ProviderTransaction, 'provider' | 'externalId' | 'paymentId'>[]
}

/** The newest period of a subscription that is paid, of which alone a refund may be asked; null when none is. */
export async function newestPaidPeriod(
  sql: Db | Tx,
  { businessId, subscriptionId }: SubscriptionKey,
): Promise<PaymentId | null> {
  const [row] = await sql<{ id: PaymentId }[]>`
    SELECT id FROM payments
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND state = 'paid'
    ORDER BY position DESC LIMIT 1`
  return row?.id ?? null
}

/** The money of the newest paid period is wanted back. It is put down for refund if it may be. */
export function refundPeriod(
  sql: Db,
  { businessId, subscriptionId }: SubscriptionKey,
  { actor, reason, isStaff }: PeriodRefundWish,
  now: number,
): Promise<PeriodRefund> {
  return sql.begin(async (tx): Promise<PeriodRefund> => {
    const newest = await newestPaidPeriod(tx, { businessId, subscriptionId })
    const payment = newest ? await lockPayment(tx, { businessId, paymentId: newest }) : null
    if (payment?.state !== 'paid') return { asksOwner: false, paymentId: null, transactions: [] }
    // This very step may have put it down and lost its answer with its worker: what nobody has taken up is answered again.
    const kept = await tx<
      { provider: ProviderTransaction['provider']; externalId: string; performedAt: Date; asked: boolean }[]
    >`
      SELECT t.provider, t.external_id AS "externalId", t.performed_at AS "performedAt", r.state IS NOT NULL AS asked
      FROM provider_transactions t
      LEFT JOIN refunds r ON r.business_id = t.business_id AND r.provider = t.provider AND r.external_id = t.external_id
      WHERE t.business_id = ${businessId} AND t.payment_id = ${payment.id} AND t.state = 'performed'
        AND (r.state IS NULL OR r.state = 'requested')
      ORDER BY t.our_id`
    const { settings } = await businessOf(tx, businessId)
    const [oldest] = kept.filter(({ asked }) => !asked)
    if (oldest && !isStaff && now - oldest.performedAt.getTime() > settings.subscriptions.refundWithinMs) {
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
