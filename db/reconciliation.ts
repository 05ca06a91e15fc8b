import type { BusinessId, PaymentId } from '../domain/ids'
import { decodePayload } from '../domain/invoice-payload'
import { remediesDoneByItself, remedyOf, type DifferenceKind, type Remedy } from '../domain/reconciliation'
import { lockPayment } from './payments'
import { findTransaction } from './provider-transactions'
import { requestRefund } from './refunds'
import type { Db, Tx } from './types'

/** Charges that the two books disagree about. Amounts are whole Stars. */
interface Found {
  readonly kind: DifferenceKind
  readonly externalId: string
  readonly amount: bigint
  readonly bookAmount: bigint | null
  /** What the charge paid for, where the book knows it. */
  readonly paymentId: PaymentId | null
  readonly payload: string | null
  readonly payer: string | null
  readonly at: Date | null
  readonly recurring: 'first' | 'renewal' | null
}

/** Stars that went back without our doing, and are not in the book yet. */
export interface ReturnedStars {
  readonly paymentId: PaymentId
  readonly externalId: string
  readonly kind: Extract<DifferenceKind, 'refund_not_booked' | 'chargeback'>
}

/** A charge that we never heard of, and the payment of ours that it names. */
export interface MissedCharge {
  readonly paymentId: PaymentId
  readonly externalId: string
  /** Whole Stars, a decimal string. */
  readonly amount: string
  /** Unix ms. */
  readonly at: number
  readonly recurring: 'first' | 'renewal' | null
}

export interface Comparison {
  readonly missed: readonly MissedCharge[]
  readonly returned: readonly ReturnedStars[]
  /** Differences that show now. */
  readonly open: number
}

/**
 * Compares Telegram's book of Stars, as far as it was read, with ours, and keeps the list of differences: what shows is
 * written down once, and what shows no longer is resolved. A chargeback is put down for refund, so that its reason is
 * known to whoever looks. `before`: what is younger may still be on its way to us. Unix ms.
 */
export async function compareStars(
  sql: Db,
  businessId: BusinessId,
  { before, now }: { readonly before: number; readonly now: number },
): Promise<Comparison> {
  const { found, returned, missed } = await sql.begin(async (tx) => {
    const differences = await differencesNow(tx, businessId, new Date(before))
    const landable: MissedCharge[] = []
    for (const difference of differences) {
      const charge = await missedCharge(tx, businessId, difference)
      if (charge) landable.push(charge)
      await writeDown(tx, businessId, difference, { remedy: charge ? 'booked' : remedyOf[difference.kind], now })
    }
    await resolveOthers(tx, businessId, differences, now)
    const back = differences.flatMap(({ kind, externalId, paymentId }) =>
      (kind === 'refund_not_booked' || kind === 'chargeback') && paymentId ? [{ kind, externalId, paymentId }] : [],
    )
    return { found: differences, returned: back, missed: landable }
  })
  for (const one of returned) if (one.kind === 'chargeback') await putDown(sql, businessId, one, now)
  return { returned, missed, open: found.length }
}

/** The charge names the payment it is for, as its invoice did. Whoever is not its buyer has paid for nothing of ours. */
async function missedCharge(tx: Tx, businessId: BusinessId, found: Found): Promise<MissedCharge | null> {
  const { kind, externalId, amount, payload, payer, at, recurring } = found
  const invoice = kind === 'charge_not_booked' && payload !== null ? decodePayload(payload) : null
  if (!invoice || !at || invoice.businessId !== businessId || invoice.buyerId !== `telegram:${payer}`) return null
  const { paymentId } = invoice
  const [payment] = await tx`SELECT 1 FROM payments WHERE business_id = ${businessId} AND id = ${paymentId}`
  return payment ? { paymentId, externalId, amount: amount.toString(), at: at.getTime(), recurring } : null
}

function differencesNow(tx: Tx, businessId: BusinessId, before: Date): Promise<Found[]> {
  return tx<Found[]>`
    WITH told AS (SELECT * FROM star_transactions WHERE business_id = ${businessId}),
    booked AS (
      SELECT t.external_id, t.payment_id, t.amount, t.state, t.performed_at, t.ended_at FROM provider_transactions t
      WHERE t.business_id = ${businessId} AND t.provider = 'stars' AND t.state IN ('performed', 'refunded'))
    SELECT 'charge_not_booked' AS kind, c.id AS "externalId", c.amount, NULL::bigint AS "bookAmount", NULL AS "paymentId",
           c.payload, c.payer, c.happened_at AS at,
           CASE WHEN NOT c.recurring THEN NULL
                WHEN EXISTS (SELECT 1 FROM told e WHERE e.recurring AND e.kind = 'charge' AND e.payload = c.payload
                             AND e.place < c.place) THEN 'renewal' ELSE 'first' END AS recurring
    FROM told c
    WHERE c.kind = 'charge' AND c.happened_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM booked b WHERE b.external_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM told r WHERE r.id = c.id AND r.kind = 'return')
    UNION ALL
    SELECT 'charge_not_at_telegram', b.external_id, b.amount, b.amount, b.payment_id, NULL, NULL, NULL, NULL
    FROM booked b JOIN star_books k ON k.business_id = ${businessId}
    WHERE b.performed_at < ${before} AND b.performed_at < k.read_at
      AND NOT EXISTS (SELECT 1 FROM told c WHERE c.id = b.external_id AND c.kind = 'charge')
    UNION ALL
    SELECT 'amount_differs', c.id, c.amount, b.amount, b.payment_id, NULL, NULL, NULL, NULL
    FROM told c JOIN booked b ON b.external_id = c.id WHERE c.kind = 'charge' AND c.amount <> b.amount
    UNION ALL
    SELECT CASE WHEN ${isToldOf(tx)} THEN 'refund_not_booked' ELSE 'chargeback' END,
           r.id, r.amount, b.amount, b.payment_id, NULL, NULL, NULL, NULL
    FROM told r JOIN booked b ON b.external_id = r.id AND b.state = 'performed'
    WHERE r.kind = 'return' AND r.happened_at < ${before}
    UNION ALL
    SELECT 'refund_not_at_telegram', b.external_id, b.amount, b.amount, b.payment_id, NULL, NULL, NULL, NULL
    FROM booked b JOIN told c ON c.id = b.external_id AND c.kind = 'charge' JOIN star_books k ON k.business_id = ${businessId}
    WHERE b.state = 'refunded' AND b.ended_at < ${before} AND b.ended_at < k.read_at
      AND NOT EXISTS (SELECT 1 FROM told r WHERE r.id = b.external_id AND r.kind = 'return')
    UNION ALL
    SELECT 'unnamed_debit', d.id, d.amount, NULL::bigint, NULL, NULL, NULL, NULL, NULL
    FROM told d WHERE d.kind = 'unnamed_debit' AND d.happened_at < ${before}
    ORDER BY 1, 2`
}

/** Whether Telegram sent us the update of this refund: a chargeback has none. */
const isToldOf = (tx: Tx) => tx`
  EXISTS (SELECT 1 FROM inbound_updates u
          WHERE u.body #>> '{message,refunded_payment,telegram_payment_charge_id}' = r.id)`

/** One that a person has settled stays so; one that shows again is as new. */
async function writeDown(
  tx: Tx,
  businessId: BusinessId,
  found: Found,
  { remedy, now }: { readonly remedy: Remedy; readonly now: number },
): Promise<void> {
  const { kind, externalId, amount, bookAmount } = found
  await tx`
    INSERT INTO reconciliation_differences AS d (business_id, provider, kind, external_id, amount, book_amount, since, remedy)
    VALUES (${businessId}, 'stars', ${kind}, ${externalId}, ${amount.toString()}, ${bookAmount?.toString() ?? null},
            ${new Date(now)}, ${remedy})
    ON CONFLICT (business_id, provider, kind, external_id) DO UPDATE SET amount = excluded.amount,
      remedy = excluded.remedy, book_amount = excluded.book_amount, resolved_at = NULL,
      since = CASE WHEN d.resolved_at IS NULL THEN d.since ELSE excluded.since END,
      told_at = CASE WHEN d.resolved_at IS NULL THEN d.told_at END
    WHERE d.settled_by IS NULL`
}

async function resolveOthers(tx: Tx, businessId: BusinessId, found: readonly Found[], now: number): Promise<void> {
  const shown = found.map(({ kind, externalId }) => `${kind} ${externalId}`)
  await tx`
    UPDATE reconciliation_differences SET resolved_at = ${new Date(now)}
    WHERE business_id = ${businessId} AND provider = 'stars' AND resolved_at IS NULL
      AND NOT kind || ' ' || external_id = ANY(${shown})`
}

async function putDown(sql: Db, businessId: BusinessId, { paymentId, externalId }: ReturnedStars, at: number) {
  await sql.begin(async (tx) => {
    const payment = await lockPayment(tx, { businessId, paymentId })
    const transaction = await findTransaction(tx, businessId, { provider: 'stars', externalId })
    if (!payment || transaction?.state !== 'performed') return
    await requestRefund(tx, payment, transaction, { reason: 'chargeback', requestedBy: 'provider:stars', at })
  })
}

export interface Difference {
  /** A decimal string. */
  readonly number: string
  readonly kind: DifferenceKind
  readonly externalId: string
  /** Whole Stars. */
  readonly amount: bigint
  readonly bookAmount: bigint | null
  readonly since: Date
  readonly remedy: Remedy
}

const columns = (sql: Db) => sql`
  number::text, kind, external_id AS "externalId", amount, book_amount AS "bookAmount", since, remedy`

/** What the books disagree about and nobody has put right, the oldest first. */
export function openDifferences(sql: Db, businessId: BusinessId, { limit }: { limit: number }): Promise<Difference[]> {
  return sql<Difference[]>`
    SELECT ${columns(sql)} FROM reconciliation_differences
    WHERE business_id = ${businessId} AND resolved_at IS NULL ORDER BY since, number LIMIT ${limit}`
}

/** What the owner has not heard of yet, the oldest first. */
export function untoldDifferences(
  sql: Db,
  businessId: BusinessId,
  { limit }: { limit: number },
): Promise<Difference[]> {
  return sql<Difference[]>`
    SELECT ${columns(sql)} FROM reconciliation_differences
    WHERE business_id = ${businessId} AND told_at IS NULL AND (resolved_at IS NULL OR remedy IN ${sql(remediesDoneByItself)})
    ORDER BY since, number LIMIT ${limit}`
}

export async function differencesTold(
  sql: Db,
  businessId: BusinessId,
  { numbers, at }: { readonly numbers: readonly string[]; readonly at: number },
): Promise<void> {
  await sql`
    UPDATE reconciliation_differences SET told_at = ${new Date(at)}
    WHERE business_id = ${businessId} AND number::text = ANY(${[...numbers]})`
}

/** A person has found out what no comparison can. Answers whether it was still open. */
export async function settleDifference(
  sql: Db,
  businessId: BusinessId,
  { number, by, at }: { readonly number: string; readonly by: string; readonly at: number },
): Promise<boolean> {
  const settled = await sql`
    UPDATE reconciliation_differences SET resolved_at = ${new Date(at)}, settled_by = ${by}
    WHERE business_id = ${businessId} AND number = ${number} AND resolved_at IS NULL AND remedy NOT IN ${sql(remediesDoneByItself)}`
  return settled.count > 0
}
