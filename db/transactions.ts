import type { BusinessId, PaymentId } from '../domain/ids'
import type { ProviderTransaction } from '../domain/ledger'
import type { Currency } from '../domain/money'
import type { PaymentState } from '../domain/payment-states'
import type { Provider } from '../domain/providers'
import { fromRow } from './provider-transactions'
import type { Db } from './types'

/** What the providers' questions are answered from. Reads only: nothing here locks or writes. */

/** A payment as its payer names it. Times are Unix ms. */
export interface NamedPayment {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
  readonly ref: string
  readonly amount: bigint
  readonly currency: Currency
  readonly state: PaymentState
  readonly expiresAt: number | null
}

/** The payment that the payer sees as `1042D`, at this provider's price; null when this business has none of that name. */
export async function paymentByRef(
  sql: Db,
  businessId: BusinessId,
  { ref, provider }: { readonly ref: string; readonly provider: Provider },
): Promise<NamedPayment | null> {
  const [row] = await sql<
    {
      business_id: BusinessId
      id: PaymentId
      ref: string
      amount: bigint
      currency: Currency
      state: PaymentState
      expires_at: Date | null
    }[]
  >`
    SELECT business_id, id, ref, coalesce((prices ->> ${provider})::bigint, amount) AS amount, currency, state, expires_at
    FROM payments WHERE business_id = ${businessId} AND ref = ${ref}`
  if (!row) return null
  return {
    businessId: row.business_id,
    paymentId: row.id,
    ref: row.ref,
    amount: row.amount,
    currency: row.currency,
    state: row.state,
    expiresAt: row.expires_at?.getTime() ?? null,
  }
}

/** These transactions of a provider; those that the book does not have are left out. */
export async function transactionsNamed(
  sql: Db,
  businessId: BusinessId,
  { provider, ids }: { readonly provider: Provider; readonly ids: readonly string[] },
): Promise<ProviderTransaction[]> {
  const rows = await sql<Parameters<typeof fromRow>[0][]>`
    SELECT t.*, p.ref AS payment_ref
    FROM provider_transactions t JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
    WHERE t.business_id = ${businessId} AND t.provider = ${provider} AND t.external_id = ANY(${[...ids]})
    ORDER BY t.our_id`
  return rows.map(fromRow)
}

/** A provider's transactions by its own time, both ends included, oldest first, ended ones too; at most `limit`. */
export async function transactionsBetween(
  sql: Db,
  businessId: BusinessId,
  { provider, from, to, limit }: { provider: Provider; from: number; to: number; limit: number },
): Promise<ProviderTransaction[]> {
  const rows = await sql<Parameters<typeof fromRow>[0][]>`
    SELECT t.*, p.ref AS payment_ref
    FROM provider_transactions t JOIN payments p ON p.business_id = t.business_id AND p.id = t.payment_id
    WHERE t.business_id = ${businessId} AND t.provider = ${provider}
      AND t.provider_time BETWEEN ${new Date(from)} AND ${new Date(to)}
    ORDER BY t.provider_time, t.our_id
    LIMIT ${limit}`
  return rows.map(fromRow)
}
