import { findTransaction } from '../../db/provider-transactions'
import { paymentByRef, type NamedPayment } from '../../db/transactions'
import type { Db } from '../../db/types'
import { paidFor, type BusinessId, type PaidFor, type PaymentId } from '../../domain/ids'
import type { ProviderTransaction } from '../../domain/ledger'
import { parseDecimal } from '../../domain/money'
import { mayStillLand } from '../../domain/providers'
import { refusalAnswer, type ClickAnswer } from './click-answers'
import { isCancellation, type ClickRequest } from './click-request'
import { isPriceOf, readPaymentRef, tellAgain, webhookCurrency, whyNotOpen, type MoneyMessages } from './payable'

export interface ClickCall {
  readonly sql: Db
  readonly lifecycles: MoneyMessages
  readonly businessId: BusinessId
  readonly now: number
  readonly note: (fields: Partial<PaidFor> & { paymentId?: PaymentId; transaction?: string; warning?: string }) => void
}

const provider = 'click'

/**
 * Prepare: Click means to debit the buyer and the payment is held for it. A repeat while it is held gets the same
 * `merchant_prepare_id` (click.md 2.4). Checks after the signature: -5, -4, -2, -9 as in the vendor's code.
 */
export async function prepare(call: ClickCall, request: ClickRequest): Promise<ClickAnswer> {
  const { sql, businessId, now } = call
  const ref = readPaymentRef(request.merchant_trans_id)
  // The payment is read before the transaction, or a twin of this request could take the hold in between.
  const payment = ref === null ? null : await paymentByRef(sql, businessId, { ref, provider: 'click' })
  if (!payment) return { code: -5 }
  call.note({ ...about(payment), transaction: request.click_trans_id })
  const tiyin = parseDecimal(request.amount, webhookCurrency)
  const known = await findTransaction(sql, businessId, { provider, externalId: request.click_trans_id })
  if (known) return repeatOfPrepare(call, known, { payment, tiyin })

  const refusal = whyNotOpen(payment, now)
  if (refusal === 'already_paid') return refusalAnswer.already_paid
  if (tiyin === null || !isPriceOf(payment, tiyin)) return refusalAnswer.wrong_amount
  // A stage that is not due yet is no bill; -9 would say that it had been cancelled.
  if (payment.state === 'scheduled') return { code: -5, note: 'This payment is not due yet' }
  if (refusal) return refusalAnswer[refusal]
  if (isCancellation(request)) return { code: -9 }

  const answer = await call.lifecycles.hold(idsOf(payment), {
    provider,
    externalId: request.click_trans_id,
    money: { amount: tiyin.toString(), currency: webhookCurrency },
    // Click's sign_time names no time zone; a wrong guess would make every hold overdue at once.
    providerTime: now,
  })
  return answer.ok ? { code: 0, ourId: answer.transaction.ourId } : refusalAnswer[answer.refusal]
}

async function repeatOfPrepare(
  { lifecycles }: ClickCall,
  known: ProviderTransaction,
  { payment, tiyin }: { readonly payment: NamedPayment; readonly tiyin: bigint | null },
): Promise<ClickAnswer> {
  if (known.paymentId !== payment.paymentId) return { code: -9 }
  if (known.state === 'performed') {
    // After -4 Click does not send Complete again (click.md 2.4).
    await tellAgain(lifecycles, known)
    return { code: -4, ourId: known.ourId }
  }
  if (known.state !== 'held') return { code: -9, ourId: known.ourId }
  return sameSum(known, tiyin) ? { code: 0, ourId: known.ourId } : { code: -2 }
}

/**
 * Complete: the buyer has been debited (`error` 0), or Click gave up (negative). Checks after the signature: -5, -6,
 * then -9/-4 for what has ended, then -2, as Click's own 15 scenarios want it (click.md 2.5).
 */
export async function complete(call: ClickCall, request: ClickRequest): Promise<ClickAnswer> {
  const { sql, businessId } = call
  const ref = readPaymentRef(request.merchant_trans_id)
  const payment = ref === null ? null : await paymentByRef(sql, businessId, { ref, provider: 'click' })
  if (!payment) return { code: -5 }
  const known = await findTransaction(sql, businessId, { provider, externalId: request.click_trans_id })
  const cancels = isCancellation(request)
  // Without our id it takes back a Prepare whose answer was lost; the payment would be held for half an hour otherwise.
  const isMeant = known && (known.ourId === request.merchant_prepare_id || (cancels && !request.merchant_prepare_id))
  if (!known && cancels && !request.merchant_prepare_id) return giveUp(call, payment, request)
  if (!isMeant || known.paymentId !== payment.paymentId) return { code: -6 }
  call.note({ ...about(known), transaction: known.externalId })
  const { ourId } = known

  if (known.state === 'performed' && cancels) {
    // `error` is not signed: whoever saw one Complete could send it again with another. Paid stays paid (scenario 8).
    call.note({ warning: 'click reports a cancellation of a confirmed payment: check it in the cabinet' })
    return { code: -9, ourId }
  }
  if (known.state === 'performed') {
    await tellAgain(call.lifecycles, known)
    return { code: -4, ourId }
  }
  if (known.state === 'refunded') return { code: -9, ourId }
  if (known.state === 'released' && (cancels || !mayStillLand(known))) {
    await tellAgain(call.lifecycles, known)
    return { code: -9, ourId }
  }
  if (!sameSum(known, parseDecimal(request.amount, webhookCurrency))) return { code: -2, ourId }
  return cancels ? letGo(call, known, request) : confirm(call, known)
}

/** Click gives up a Prepare that we have not heard of. It may still be on its way, and must hold nothing when it comes. */
async function giveUp(call: ClickCall, payment: NamedPayment, request: ClickRequest): Promise<ClickAnswer> {
  const tiyin = parseDecimal(request.amount, webhookCurrency)
  const mayBeHeld = payment.state === 'due' || payment.state === 'held'
  if (!mayBeHeld || tiyin === null || !isPriceOf(payment, tiyin)) return { code: -6 }
  await call.lifecycles.release(idsOf(payment), {
    provider,
    externalId: request.click_trans_id,
    reason: reasonOf(request),
    unheard: { money: { amount: tiyin.toString(), currency: webhookCurrency }, providerTime: call.now },
  })
  return { code: -9 }
}

async function letGo(call: ClickCall, known: ProviderTransaction, request: ClickRequest): Promise<ClickAnswer> {
  await call.lifecycles.release(idsOf(known), {
    provider,
    externalId: known.externalId,
    reason: reasonOf(request),
  })
  // Also when it was confirmed a moment before: then nothing has changed, as in scenario 8.
  return { code: -9, ourId: known.ourId }
}

/**
 * The money has been taken, so the answer is never a refusal of ours for a payment that has meanwhile expired or been
 * cancelled by us: the lifecycle records it as late money, and the order is revived or a refund begins (click.md 2.4).
 */
async function confirm(call: ClickCall, known: ProviderTransaction): Promise<ClickAnswer> {
  const answer = await call.lifecycles.perform(idsOf(known), { provider, externalId: known.externalId })
  return answer.ok
    ? { code: 0, ourId: answer.transaction.ourId }
    : { ...refusalAnswer[answer.refusal], ourId: known.ourId }
}

/** Click's own code, negative, within what the book keeps; ours are positive, so the two cannot be confused. */
const reasonOf = ({ error }: ClickRequest) => Math.max(Number(error), -32_768)

const sameSum = ({ money }: ProviderTransaction, tiyin: bigint | null) =>
  tiyin !== null && money.currency === webhookCurrency && BigInt(money.amount) === tiyin

const about = ({ paymentId }: { readonly paymentId: PaymentId }) => ({ ...paidFor(paymentId), paymentId })

const idsOf = ({ businessId, paymentId }: Pick<ProviderTransaction, 'businessId' | 'paymentId'>) => ({
  businessId,
  paymentId,
})
