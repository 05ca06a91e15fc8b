import { z } from 'zod'
import { giveUp } from '../../db/given-up'
import { findTransaction } from '../../db/provider-transactions'
import { paymentByRef, transactionsBetween } from '../../db/transactions'
import type { Db } from '../../db/types'
import { paidFor, type BusinessId, type PaidFor, type PaymentId } from '../../domain/ids'
import type { ProviderTransaction, TransactionState } from '../../domain/ledger'
import { endReasons, holdLimitMs } from '../../domain/providers'
import { isPriceOf, readPaymentRef, tellAgain, webhookCurrency, whyNotOpen, type MoneyMessages } from './payable'
import { accountField, paymeError, refusalError, type PaymeCode, type PaymeError } from './payme-errors'

export interface PaymeCall {
  readonly sql: Db
  readonly lifecycles: MoneyMessages
  readonly businessId: BusinessId
  /** Unix ms. */
  readonly now: number
  /** Adds what the call turned out to be about to its log line. */
  readonly note: (fields: Partial<PaidFor> & { paymentId?: PaymentId; transaction?: string }) => void
}

export type PaymeAnswer = { readonly result: Readonly<Record<string, unknown>> } | { readonly error: PaymeError }

type Params = Readonly<Record<string, unknown>>
type Method = (call: PaymeCall, params: Params) => Promise<PaymeAnswer>

/** Merchant API methods (payme.md 1.2). The rest, SetFiscalData and ChangePassword among it, is -32601. */
export const paymeMethods: ReadonlyMap<string, Method> = new Map([
  ['CheckPerformTransaction', checkPerform],
  ['CreateTransaction', create],
  ['PerformTransaction', perform],
  ['CancelTransaction', cancel],
  ['CheckTransaction', check],
  ['GetStatement', statement],
])

const provider = 'payme'
const fail = (code: PaymeCode): PaymeAnswer => ({ error: paymeError(code) })

// Payme's ids are 24 hex digits; the form is not promised, its use in our workflow ids forbids separators.
const transactionId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
/** Unix ms of 13 digits: the years 2001 to 2286. */
const instant = z.number().int().min(1e12).max(9_999_999_999_999)
const byId = z.object({ id: transactionId })
const createParams = z.object({ id: transactionId, time: instant })
const cancelParams = z.object({ id: transactionId, reason: z.number().int().min(0).max(32_767) })
const statementParams = z
  .object({ from: z.number().int().nonnegative(), to: z.number().int().max(9_999_999_999_999) })
  .refine(({ from, to }) => from <= to)

const accountParams = z.object({ [accountField]: z.string() })
const refOf = (params: Params) => readPaymentRef(accountParams.safeParse(params.account).data?.[accountField])

/** Tiyin; null for what no amount can be. A float, a string or zero is a wrong amount and nothing worse. */
const tiyinOf = ({ amount }: Params) =>
  typeof amount === 'number' && Number.isSafeInteger(amount) && amount > 0 ? BigInt(amount) : null

/** Whether the account can be paid at this moment. Writes nothing. */
async function checkPerform({ sql, businessId, now, note }: PaymeCall, params: Params) {
  const ref = refOf(params)
  const payment = ref === null ? null : await paymentByRef(sql, businessId, { ref, provider: 'payme' })
  if (!payment) return fail(-31050)
  note(about(payment))
  const tiyin = tiyinOf(params)
  if (tiyin === null || !isPriceOf(payment, tiyin)) return fail(-31001)
  const refusal = whyNotOpen(payment, now)
  return refusal ? { error: refusalError(refusal) } : { result: { allow: true } }
}

/**
 * Payme means to debit the buyer: the payment is held for it. Of two transactions for one payment the first wins, the
 * other gets -31008 (sandbox, scenario A5). A new transaction whose `time` is 12 h or more away from ours is -31008
 * too: it would be over as soon as it was made.
 */
async function create(call: PaymeCall, params: Params): Promise<PaymeAnswer> {
  const parsed = createParams.safeParse(params)
  if (!parsed.success) return fail(-32600)
  const { id, time } = parsed.data
  const { sql, businessId, now } = call
  const ref = refOf(params)
  // The payment is read before the transaction: the other way round, the twin of this request could take the hold
  // between the two reads, and the payment would look held by somebody else.
  const payment = ref === null ? null : await paymentByRef(sql, businessId, { ref, provider: 'payme' })
  const known = await findTransaction(sql, businessId, { provider, externalId: id })
  if (known) return repeatOfCreate(call, known)

  if (!payment) return fail(-31050)
  call.note({ ...about(payment), transaction: id })
  const tiyin = tiyinOf(params)
  if (tiyin === null || !isPriceOf(payment, tiyin)) return fail(-31001)
  if (Math.abs(now - time) >= holdLimitMs.payme) return fail(-31008)
  const refusal = whyNotOpen(payment, now)
  if (refusal) return { error: refusalError(refusal) }
  const answer = await call.lifecycles.hold(idsOf(payment), {
    provider,
    externalId: id,
    money: { amount: tiyin.toString(), currency: webhookCurrency },
    providerTime: time,
  })
  return answer.ok ? { result: created(answer.transaction) } : { error: refusalError(answer.refusal) }
}

async function repeatOfCreate(call: PaymeCall, known: ProviderTransaction): Promise<PaymeAnswer> {
  call.note({ ...about(known), transaction: known.externalId })
  if (known.state !== 'held') return fail(-31008)
  if (!isExpired(known, call.now)) return { result: created(known) }
  await expire(call, known)
  return fail(-31008)
}

/** Payme has debited the buyer, unless we say no. */
async function perform(call: PaymeCall, params: Params): Promise<PaymeAnswer> {
  const known = await transactionOf(call, params)
  if ('error' in known) return known
  if (known.state === 'performed') {
    await tellAgain(call.lifecycles, known)
    return { result: performed(known) }
  }
  if (known.state !== 'held') return fail(-31008)
  if (isExpired(known, call.now)) {
    await expire(call, known)
    return fail(-31008)
  }
  const answer = await call.lifecycles.perform(idsOf(known), { provider, externalId: known.externalId })
  return answer.ok ? { result: performed(answer.transaction) } : { error: refusalError(answer.refusal) }
}

/** Payme gives up its hold (-1), or takes the money back for the buyer (-2) unless the goods have left the shop. */
async function cancel(call: PaymeCall, params: Params): Promise<PaymeAnswer> {
  const parsed = cancelParams.safeParse(params)
  if (!parsed.success) return fail(-32600)
  const { id, reason } = parsed.data
  const before = await transactionOf(call, params)
  // The call that makes it may still be on its way, or have come in this moment.
  if ('error' in before) await giveUp(call.sql, { businessId: call.businessId, provider, externalId: id }, call.now)
  const known = 'error' in before ? await transactionOf(call, params) : before
  if ('error' in known) return known
  if (known.state === 'released' || known.state === 'refunded') {
    await tellAgain(call.lifecycles, known)
    // The first reason and time stay.
    return { result: cancelled(known) }
  }

  const transaction = { provider, externalId: known.externalId } as const
  if (known.state === 'held') {
    const answer = await call.lifecycles.release(idsOf(known), { ...transaction, reason })
    if (answer.ok) return { result: cancelled(answer.transaction) }
    // Performed between our reading and now: then it is the money that goes back.
    if (answer.refusal !== 'already_paid') return { error: refusalError(answer.refusal) }
  }
  const answer = await call.lifecycles.refundByProvider(
    { ...idsOf(known), ...transaction },
    { ...transaction, reason, providerTime: call.now },
  )
  return answer.ok ? { result: cancelled(answer.transaction) } : { error: refusalError(answer.refusal) }
}

/** What the book has of a transaction; an overdue one is shown as it stands. Payme may ask instead of repeating a call. */
async function check(call: PaymeCall, params: Params): Promise<PaymeAnswer> {
  const known = await transactionOf(call, params)
  if ('error' in known) return known
  await tellAgain(call.lifecycles, known)
  return { result: stored(known) }
}

/** More would not fit an answer that must be complete; Payme asks day by day. */
const statementLimit = 10_000

/** Every transaction by Payme's `time`, both ends included, oldest first, cancelled ones too (payme.md 1.6). */
async function statement({ sql, businessId }: PaymeCall, params: Params) {
  const parsed = statementParams.safeParse(params)
  if (!parsed.success) return fail(-32600)
  const found = await transactionsBetween(sql, businessId, { provider, ...parsed.data, limit: statementLimit + 1 })
  // A statement cut short would be a false one.
  if (found.length > statementLimit) return fail(-32600)
  const transactions = found.map((transaction) => ({
    id: transaction.externalId,
    time: transaction.providerTime,
    amount: Number(transaction.money.amount),
    account: { [accountField]: transaction.paymentRef },
    ...stored(transaction),
    receivers: null,
  }))
  return { result: { transactions } }
}

async function transactionOf(
  call: PaymeCall,
  params: Params,
): Promise<ProviderTransaction | { readonly error: PaymeError }> {
  const parsed = byId.safeParse(params)
  if (!parsed.success) return { error: paymeError(-32600) }
  const externalId = parsed.data.id
  const known = await findTransaction(call.sql, call.businessId, { provider, externalId })
  if (!known) return { error: paymeError(-31003) }
  call.note({ ...about(known), transaction: externalId })
  return known
}

/**
 * Over after 43 200 000 ms by Payme's own `time`, as its Kotlin template has it (the PHP one counts from ours); at
 * exactly the limit it is over.
 */
const isExpired = ({ providerTime }: ProviderTransaction, now: number) => now - providerTime >= holdLimitMs.payme

const expire = (call: PaymeCall, { externalId, ...known }: ProviderTransaction) =>
  call.lifecycles.release(idsOf(known), { provider, externalId, reason: endReasons.timeout })

const about = ({ paymentId }: { readonly paymentId: PaymentId }) => ({ ...paidFor(paymentId), paymentId })

const idsOf = ({ businessId, paymentId }: Pick<ProviderTransaction, 'businessId' | 'paymentId'>) => ({
  businessId,
  paymentId,
})

const stateNumber: Readonly<Record<TransactionState, 1 | 2 | -1 | -2>> = {
  held: 1,
  performed: 2,
  released: -1,
  refunded: -2,
}

// The order of the members is part of the answer: a repeat must be alike byte for byte.
const created = (transaction: ProviderTransaction) => ({
  create_time: transaction.heldAt,
  transaction: transaction.ourId,
  state: stateNumber.held,
})

const performed = (transaction: ProviderTransaction) => ({
  transaction: transaction.ourId,
  perform_time: transaction.performedAt ?? 0,
  state: stateNumber.performed,
})

const cancelled = (transaction: ProviderTransaction) => ({
  transaction: transaction.ourId,
  cancel_time: transaction.endedAt ?? 0,
  state: stateNumber[transaction.state],
})

const stored = (transaction: ProviderTransaction) => ({
  create_time: transaction.heldAt,
  perform_time: transaction.performedAt ?? 0,
  cancel_time: transaction.endedAt ?? 0,
  transaction: transaction.ourId,
  state: stateNumber[transaction.state],
  reason: transaction.reason,
})
