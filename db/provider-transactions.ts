import type { BusinessId, PaymentId } from '../domain/ids'
import type { HoldRequest, ProviderTransaction, TransactionState } from '../domain/ledger'
import type { Currency } from '../domain/money'
import type { Provider } from '../domain/providers'
import type { LockedPayment } from './payments'
import type { Db, Tx } from './types'

interface TransactionRow {
  our_id: bigint
  business_id: string
  provider: Provider
  external_id: string
  payment_id: PaymentId
  payment_ref: string
  amount: bigint
  currency: Currency
  state: TransactionState
  provider_time: Date
  held_at: Date
  performed_at: Date | null
  ended_at: Date | null
  reason: number | null
}

export const fromRow = (row: TransactionRow): ProviderTransaction => ({
  provider: row.provider,
  externalId: row.external_id,
  ourId: row.our_id.toString(),
  businessId: row.business_id,
  paymentId: row.payment_id,
  paymentRef: row.payment_ref,
  money: { amount: row.amount.toString(), currency: row.currency },
  state: row.state,
  providerTime: row.provider_time.getTime(),
  heldAt: row.held_at.getTime(),
  performedAt: row.performed_at?.getTime() ?? null,
  endedAt: row.ended_at?.getTime() ?? null,
  reason: row.reason,
})

interface TransactionKey {
  readonly provider: Provider
  readonly externalId: string
}

/** The book's copy of a provider's transaction; null when this business has none of that id. */
export async function findTransaction(
  sql: Db | Tx,
  businessId: BusinessId,
  { provider, externalId }: TransactionKey,
): Promise<ProviderTransaction | null> {
  const [row] = await sql<TransactionRow[]>`
    SELECT t.*, p.ref AS payment_ref
    FROM provider_transactions t JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
    WHERE t.business_id = ${businessId} AND t.provider = ${provider} AND t.external_id = ${externalId}`
  return row ? fromRow(row) : null
}

/** The transaction that holds a payment at this moment, if any. */
export async function transactionHolding(
  tx: Db | Tx,
  { businessId, id }: { businessId: BusinessId; id: PaymentId },
): Promise<ProviderTransaction | null> {
  const [row] = await tx<TransactionRow[]>`
    SELECT t.*, p.ref AS payment_ref
    FROM provider_transactions t JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
    WHERE t.business_id = ${businessId} AND t.payment_id = ${id} AND t.state = 'held'`
  return row ? fromRow(row) : null
}

/** Whether the money of the transaction `t` came, and nobody has put it down for refund. */
export const isKept = (sql: Db | Tx) => sql`
  (t.state = 'performed'
   AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.business_id = t.business_id AND r.provider = t.provider
                   AND r.external_id = t.external_id))`

/** What an order took and nobody has put down for refund. */
export async function keptTransactionsOf(
  sql: Db | Tx,
  { businessId, orderId }: { businessId: BusinessId; orderId: string },
): Promise<ProviderTransaction[]> {
  const rows = await sql<TransactionRow[]>`
    SELECT t.*, p.ref AS payment_ref
    FROM provider_transactions t JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
    WHERE p.business_id = ${businessId} AND p.order_id = ${orderId} AND ${isKept(sql)}
    ORDER BY t.our_id`
  return rows.map(fromRow)
}

/** `endedFor`: it was over before it came, for this reason; no money moved, and nothing is held for it. */
export async function insertTransaction(
  tx: Tx,
  payment: LockedPayment,
  { endedFor = null, ...request }: HoldRequest & { readonly endedFor?: number | null },
  now: number,
): Promise<ProviderTransaction> {
  const state: TransactionState = endedFor === null ? 'held' : 'released'
  const endedAt = endedFor === null ? null : new Date(now)
  const [row] = await tx<TransactionRow[]>`
    INSERT INTO provider_transactions
      (business_id, provider, external_id, payment_id, amount, currency, state, provider_time, held_at, ended_at, reason)
    VALUES (${payment.businessId}, ${request.provider}, ${request.externalId}, ${payment.id},
            ${request.money.amount}, ${request.money.currency}, ${state}, ${new Date(request.providerTime)},
            ${new Date(now)}, ${endedAt}, ${endedFor})
    RETURNING *, ${payment.ref}::text AS payment_ref`
  return fromRow(row!)
}

export async function markPerformed(
  tx: Tx,
  transaction: ProviderTransaction,
  now: number,
): Promise<ProviderTransaction> {
  await tx`
    UPDATE provider_transactions SET state = 'performed', performed_at = ${new Date(now)}, ended_at = NULL, reason = NULL
    WHERE our_id = ${transaction.ourId}`
  return { ...transaction, state: 'performed', performedAt: now, endedAt: null, reason: null }
}

export async function endTransaction(
  tx: Tx,
  transaction: ProviderTransaction,
  state: 'released' | 'refunded',
  reason: number,
  now: number,
): Promise<ProviderTransaction> {
  await tx`
    UPDATE provider_transactions SET state = ${state}, ended_at = ${new Date(now)}, reason = ${reason}
    WHERE our_id = ${transaction.ourId}`
  return { ...transaction, state, endedAt: now, reason }
}

/**
 * Appends to the ledger. The amount is in the payment's currency: the payment's price where the provider moved its
 * equivalent (Stars), else what was really moved.
 */
export async function appendEntry(
  tx: Tx,
  kind: 'hold' | 'perform' | 'release' | 'refund',
  payment: LockedPayment,
  transaction: ProviderTransaction,
  { actor, at, asPrice = true }: { actor: string; at: number; asPrice?: boolean },
): Promise<void> {
  const moved = transaction.money
  const priced = asPrice && moved.currency !== payment.currency ? payment.amount.toString() : moved.amount
  const amount = kind === 'refund' ? ((await amountPerformed(tx, transaction)) ?? priced) : priced
  await tx`
    INSERT INTO payment_entries (business_id, payment_id, kind, amount, currency, provider, external_id,
                                 provider_amount, provider_currency, actor, provider_time, recorded_at)
    VALUES (${payment.businessId}, ${payment.id}, ${kind}, ${amount}, ${payment.currency}, ${transaction.provider},
            ${transaction.externalId}, ${moved.amount}, ${moved.currency}, ${actor},
            ${new Date(transaction.providerTime)}, ${new Date(at)})`
}

/** What goes back is what was booked when it came: wrong Stars were not booked at the price of the stage. */
async function amountPerformed(tx: Tx, transaction: ProviderTransaction): Promise<string | undefined> {
  const [entry] = await tx<{ amount: bigint }[]>`
    SELECT amount FROM payment_entries
    WHERE business_id = ${transaction.businessId} AND provider = ${transaction.provider}
      AND external_id = ${transaction.externalId} AND kind = 'perform'`
  return entry?.amount.toString()
}
