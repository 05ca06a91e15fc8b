import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
import { unexpectedMoney, type ProviderTransaction } from '../domain/ledger'
import type { Provider } from '../domain/providers'
import { businessOf } from './businesses'
import { tellOfPayment } from './events'
import type { LockedPayment } from './payments'
import type { Db, Tx } from './types'

export interface RefundRequest {
  readonly reason: string
  readonly requestedBy: string
  readonly at: number
}

/** Puts down that a transaction's money has to go back. Asking twice is asking once. */
export async function requestRefund(
  tx: Tx,
  payment: LockedPayment,
  transaction: ProviderTransaction,
  { reason, requestedBy, at }: RefundRequest,
): Promise<void> {
  await tx`
    INSERT INTO refunds (business_id, payment_id, provider, external_id, reason, state, requested_by, requested_at)
    VALUES (${payment.businessId}, ${payment.id}, ${transaction.provider}, ${transaction.externalId}, ${reason},
            'requested', ${requestedBy}, ${new Date(at)})
    ON CONFLICT (business_id, provider, external_id) DO NOTHING`
  await tellOfPayment(tx, {
    type: 'refund_requested',
    dedupeKey: `${transaction.provider}/${transaction.externalId}/refund_requested`,
    actor: requestedBy,
    at,
    payment,
    transaction,
    fields: { reason },
  })
}

export interface RefundKey {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
  readonly provider: Provider
  readonly externalId: string
}

/** Whether a refund was put down and nobody has taken it up yet, waits for staff, or is done; null: nobody wants it. */
export async function refundState(
  sql: Db,
  { businessId, provider, externalId }: RefundKey,
): Promise<OwnRefund['state'] | null> {
  const [row] = await sql<{ state: OwnRefund['state'] }[]>`
    SELECT state FROM refunds
    WHERE business_id = ${businessId} AND provider = ${provider} AND external_id = ${externalId}`
  return row?.state ?? null
}

export interface RefundTerms {
  /** A key of locales/reasons.ts. */
  readonly reason: string
  readonly refundReminderMs: number
}

/** What a refund that was put down goes by. Throws when nobody has put it down. */
export async function refundTerms(sql: Db, { businessId, provider, externalId }: RefundKey): Promise<RefundTerms> {
  const [row] = await sql<{ reason: string }[]>`
    SELECT reason FROM refunds
    WHERE business_id = ${businessId} AND provider = ${provider} AND external_id = ${externalId}`
  if (!row) throw new Error(`nobody has put down that ${provider}:${externalId} goes back`)
  const { refundReminderMs } = (await businessOf(sql, businessId)).settings
  return { reason: row.reason, refundReminderMs }
}

/** The refund waits for a person now: it is on the owner's list. */
export async function refundAwaitsStaff(sql: Db, key: RefundKey): Promise<void> {
  await sql`
    UPDATE refunds SET state = 'awaiting_staff'
    WHERE business_id = ${key.businessId} AND provider = ${key.provider} AND external_id = ${key.externalId}
      AND state = 'requested'`
}

export interface OwnRefund extends RefundKey {
  readonly reason: string
  readonly state: 'requested' | 'awaiting_staff' | 'completed'
  readonly completedBy: string | null
}

/** The refunds that an order itself asked for; those of unexpected money are its payments' own. */
export async function ownRefundsOf(
  sql: Db | Tx,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
): Promise<OwnRefund[]> {
  return sql<(OwnRefund & Record<string, unknown>)[]>`
    SELECT r.business_id AS "businessId", r.payment_id AS "paymentId", r.provider, r.external_id AS "externalId",
           r.reason, r.state, r.completed_by AS "completedBy"
    FROM refunds r JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
    WHERE r.business_id = ${businessId} AND p.order_id = ${orderId} AND r.reason NOT IN ${sql([...unexpectedMoney])}
    ORDER BY r.requested_at, r.external_id`
}
