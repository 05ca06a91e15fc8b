import type { BusinessId, PaymentId } from '../domain/ids'
import {
  unexpectedMoney,
  type HoldRequest,
  type LateOutcome,
  type LedgerAnswer,
  type PerformRequest,
  type ProviderTransaction,
  type Refusal,
  type ReleaseRequest,
  type Standing,
  type UnexpectedMoney,
} from '../domain/ledger'
import { inStars, type MoneyJson } from '../domain/money'
import { isSettled, nextPaymentState, type PaymentState } from '../domain/payment-states'
import {
  cancelsById,
  debitsBeforeConfirming,
  endReasons,
  holdEnd,
  mayStillLand,
  type Provider,
} from '../domain/providers'
import { businessOf } from './businesses'
import { tellOfPayment } from './events'
import { isGivenUp } from './given-up'
import {
  begin,
  beginLate,
  canStillBeHad,
  goesOn,
  keepWhilePaid,
  mayBeReturned,
  noteLanded,
  paymentOf,
  takeBack,
} from './paid-for'
import { expireNow, lockPayment, setPaymentState, standingOf, type LockedPayment } from './payments'
import { requestRefund } from './refunds'
import {
  appendEntry,
  endTransaction,
  findTransaction,
  insertTransaction,
  markPerformed,
  transactionHolding,
} from './provider-transactions'
import type { Db, Tx } from './types'

/**
 * The book of money: every change of a payment by a provider. Each function is one transaction that locks the payment
 * row, asks the transition table, appends the entry and tells the fact. A repeat of what was done is answered with
 * what was done. Times are Unix ms.
 */
export interface PaymentKey {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
}

const refuse = (refusal: Refusal, payment: PaymentState | null): LedgerAnswer => ({ ok: false, refusal, payment })
const granted = (transaction: ProviderTransaction, payment: PaymentState): LedgerAnswer => ({
  ok: true,
  transaction,
  payment,
})

/** Reserves a payment for one transaction of a provider (Payme Create, Click Prepare, Telegram pre_checkout). */
export function holdPayment(sql: Db, key: PaymentKey, request: HoldRequest, now: number): Promise<LedgerAnswer> {
  return sql.begin(async (tx) => {
    const payment = await lockPayment(tx, key)
    if (!payment) return refuse('unknown_payment', null)
    const earlier = await findTransaction(tx, key.businessId, request)
    if (earlier) return repeatOfHold(earlier, key.paymentId, payment.state)
    if (!(await isPriceOf(tx, payment, request))) return refuse('wrong_amount', payment.state)
    const refusal = whyNotHeld(payment, now) ?? (isHeard(request) ? null : 'unheard')
    if (refusal) return refuse(refusal, payment.state)
    if (cancelsById[request.provider] && (await isGivenUp(tx, { ...request, businessId: key.businessId }))) {
      return refuse('transaction_ended', payment.state)
    }

    const transaction = await insertTransaction(tx, payment, request, now)
    await appendEntry(tx, 'hold', payment, transaction, { actor: `provider:${request.provider}`, at: now })
    await setPaymentState(tx, payment, 'held', now)
    const until = Math.max(payment.expiresAt ?? 0, holdEnd(request))
    await keepWhilePaid(tx, payment, { until, now })
    await tellOfPayment(tx, fact('payment_held', payment, transaction, now))
    return granted(transaction, 'held')
  })
}

/** By the clock of the caller, as it was the caller who set the time; locks may have taken their part of it. */
const isHeard = ({ heardUntil = Number.POSITIVE_INFINITY }: HoldRequest) => Date.now() <= heardUntil

function repeatOfHold(earlier: ProviderTransaction, paymentId: PaymentId, payment: PaymentState): LedgerAnswer {
  if (earlier.paymentId !== paymentId) return refuse('transaction_ended', payment)
  if (earlier.state === 'held') return granted(earlier, payment)
  return refuse(earlier.state === 'performed' ? 'already_paid' : 'transaction_ended', payment)
}

function whyNotHeld(payment: LockedPayment, now: number): Refusal | null {
  if (payment.state === 'held') return 'held_by_another'
  if (payment.state === 'paid' || payment.state === 'refunded') return 'already_paid'
  if (!nextPaymentState(payment.state, 'hold')) return 'not_payable'
  // The timer that expires it may be late; the deadline itself is not.
  return payment.expiresAt !== null && payment.expiresAt <= now ? 'not_payable' : null
}

/** Whether the provider's sum is what this payment costs there. */
async function isPriceOf(
  tx: Tx,
  payment: LockedPayment,
  { provider, money }: Pick<HoldRequest, 'provider' | 'money'>,
): Promise<boolean> {
  if (money.currency === payment.currency) {
    return BigInt(money.amount) === BigInt(payment.prices[provider] ?? payment.amount)
  }
  if (money.currency !== 'XTR') return false
  if (payment.starAmount !== null) return BigInt(money.amount) === payment.starAmount
  const { minorPerStar } = (await businessOf(tx, payment.businessId)).settings
  return minorPerStar !== null && BigInt(money.amount) === inStars(payment.amount, BigInt(minorPerStar))
}

const sameMoney = (one: MoneyJson, other: MoneyJson) =>
  one.currency === other.currency && BigInt(one.amount) === BigInt(other.amount)

/**
 * What a performed transaction led to, beyond its answer: the stage is paid, the order goes on again, or the money goes
 * back. `null`: nothing is to be followed.
 */
export type Landing = 'paid' | 'revived' | UnexpectedMoney | null
export interface Performed {
  readonly answer: LedgerAnswer
  readonly landing: Landing
}

/**
 * Records that the buyer was debited. Money for a payment that has ended revives the order if its stock can be had
 * again, else a refund is put down; money for a payment that was paid before is recorded and put down for refund.
 */
export function performPayment(
  sql: Db,
  asked: PaymentKey,
  request: PerformRequest & { readonly actor?: string },
  now: number,
): Promise<Performed> {
  const unchanged = (answer: LedgerAnswer): Performed => ({ answer, landing: null })
  return sql.begin(async (tx) => {
    const isRenewal = request.landed?.recurring === 'renewal'
    const before = isRenewal ? await findTransaction(tx, asked.businessId, request) : null
    const key = { ...asked, paymentId: before?.paymentId ?? (await paymentOf(tx, asked, request)) }
    const payment = await lockPayment(tx, key)
    if (!payment) return unchanged(refuse('unknown_payment', null))
    const known = await findTransaction(tx, key.businessId, request)
    if (known && known.paymentId !== key.paymentId) return unchanged(refuse('unknown_transaction', payment.state))
    // Another renewal paid for this period while we waited for it; ours pays for the one after.
    if (isRenewal && !known && isSettled(payment.state) && (await paymentOf(tx, asked, request)) !== key.paymentId) {
      throw new Error(`period ${key.paymentId} was paid for at this moment; trying again`)
    }
    if (known?.state === 'performed') {
      const landing = await landingOf(tx, payment, known)
      // Whoever waits for this period was perhaps not told: the answer of the first try may have been lost.
      return { answer: granted(known, payment.state), landing: landing ?? (isRenewal ? 'paid' : null) }
    }
    if (known?.state === 'refunded') return unchanged(refuse('transaction_ended', payment.state))
    if (known?.state === 'released' && !mayStillLand(known)) {
      return unchanged(refuse('transaction_ended', payment.state))
    }
    if (known?.state === 'held' && !debitsBeforeConfirming[known.provider] && isOverdue(known, now)) {
      await letGo(tx, payment, known, { reason: endReasons.timeout, actor: 'timer', at: now })
      return unchanged(refuse('hold_expired', 'due'))
    }
    if (!known && !request.landed) return unchanged(refuse('unknown_transaction', payment.state))
    // Cash is in somebody's hand and can be given back there; two people who press at once have seen the same notes.
    if (!known && request.provider === 'manual' && (payment.state === 'paid' || payment.state === 'refunded')) {
      return unchanged(refuse('already_paid', payment.state))
    }

    // Before the new transaction: a payment has one hold at a time, and the money has decided whose it was.
    const holder = await transactionHolding(tx, payment)
    const actor = request.actor ?? `provider:${request.provider}`
    if (holder && holder.ourId !== known?.ourId) {
      await letGo(tx, payment, holder, { reason: endReasons.withdrawn, actor, at: now })
    }
    const transaction = known ?? (await insertTransaction(tx, payment, { ...request, ...request.landed! }, now))
    // The sum of a hold was right when it was held; the rate of the Star may have changed since. Telegram names its
    // checkout and its charge differently, so there the hold is another transaction.
    const wasHeld = holder?.provider === request.provider && sameMoney(holder.money, transaction.money)
    // A price without a rate stands until another plan is chosen.
    const atRate = known !== null && transaction.money.currency === 'XTR' && payment.starAmount === null
    const matches = atRate || wasHeld || (await isPriceOf(tx, payment, transaction))
    const landed = await land(tx, payment, transaction, { now, actor, matches, byItself: isRenewal })
    const goesBack = landed.landing !== 'paid' && landed.landing !== 'revived'
    await noteLanded(tx, payment, request, { invoice: asked.paymentId, goesBack, at: now })
    return landed
  })
}

/**
 * Where unexpected money led that was booked before. A step whose answer was lost with its worker is run again, and has
 * to be followed as the first run would have been.
 */
async function landingOf(
  tx: Tx,
  payment: LockedPayment,
  { provider, externalId }: ProviderTransaction,
): Promise<Landing> {
  const [row] = await tx<{ goesBack: UnexpectedMoney | null; revived: boolean }[]>`
    SELECT
      (SELECT reason FROM refunds
       WHERE business_id = ${payment.businessId} AND provider = ${provider} AND external_id = ${externalId}
         AND state <> 'completed' AND reason IN ${tx([...unexpectedMoney])}) AS "goesBack",
      EXISTS (SELECT 1 FROM business_events
              WHERE business_id = ${payment.businessId} AND payload ->> 'outcome' = 'revived'
                AND dedupe_key = ${`${provider}/${externalId}/payment_landed_late`}) AS revived`
  if (row?.goesBack) return row.goesBack
  return row?.revived && (await goesOn(tx, payment)) ? 'revived' : null
}

const isOverdue = (transaction: ProviderTransaction, now: number) => holdEnd(transaction) <= now

async function land(
  tx: Tx,
  payment: LockedPayment,
  transaction: ProviderTransaction,
  { now, actor, matches, byItself }: { now: number; actor: string; matches: boolean; byItself: boolean },
): Promise<Performed> {
  const performed = await markPerformed(tx, transaction, now)
  const told = (type: 'payment_performed' | 'payment_landed_late' | 'payment_doubled', outcome?: LateOutcome) =>
    tellOfPayment(tx, { ...fact(type, payment, performed, now, actor), ...(outcome && { fields: { outcome } }) })

  await appendEntry(tx, 'perform', payment, performed, { actor, at: now, asPrice: matches })
  const giveBack = (reason: UnexpectedMoney) =>
    requestRefund(tx, payment, performed, { reason, requestedBy: 'timer', at: now })

  // Telegram charges for a period that nobody has asked money for yet.
  const isOpen = !isSettled(payment.state) && (payment.state !== 'scheduled' || payment.kind === 'period')
  const awaited = isOpen && matches
  if (awaited && (await canStillBeHad(tx, payment, now))) {
    await setPaymentState(tx, payment, 'paid', now)
    await begin(tx, payment, { actor, at: now, byItself })
    await told('payment_performed')
    return { answer: granted(performed, 'paid'), landing: 'paid' }
  }
  // The timer is late, but the goods are sold since the deadline: the stage has expired, and so the money is late.
  if (awaited) await expireNow(tx, payment, now)
  if (nextPaymentState(payment.state, 'land_late') && matches) {
    const revived = await beginLate(tx, payment, { actor, at: now, byItself })
    if (!revived) await giveBack('late_money')
    await told('payment_landed_late', revived ? 'revived' : 'refund')
    return { answer: granted(performed, revived ? 'paid' : payment.state), landing: revived ? 'revived' : 'late_money' }
  }
  const landing = matches ? 'paid_twice' : 'wrong_amount'
  await giveBack(landing)
  await told('payment_doubled')
  return { answer: granted(performed, payment.state), landing }
}

/** Ends a hold. A performed transaction is refused: giving money back is `refundTransaction`. */
export function releasePayment(sql: Db, key: PaymentKey, request: ReleaseRequest, now: number): Promise<LedgerAnswer> {
  return sql.begin(async (tx) => {
    const payment = await lockPayment(tx, key)
    if (!payment) return refuse('unknown_payment', null)
    const transaction = await findTransaction(tx, key.businessId, request)
    if (!transaction && request.unheard) {
      const { provider, externalId, reason: endedFor } = request
      const ended = { provider, externalId, endedFor, ...request.unheard }
      return granted(await insertTransaction(tx, payment, ended, now), payment.state)
    }
    if (!transaction || transaction.paymentId !== key.paymentId) return refuse('unknown_transaction', payment.state)
    if (transaction.state === 'performed') return refuse('already_paid', payment.state)
    if (transaction.state !== 'held') return granted(transaction, payment.state)
    return granted(
      await letGo(tx, payment, transaction, { reason: request.reason, actor: `provider:${request.provider}`, at: now }),
      'due',
    )
  })
}

/** Lets go a hold that is over its provider's limit. Answers how the payment stands then. */
export function releaseOverdueHold(sql: Db, key: PaymentKey, now: number): Promise<Standing> {
  return sql.begin(async (tx) => {
    const payment = await lockPayment(tx, key)
    if (!payment) throw new Error(`no payment ${key.paymentId} in ${key.businessId}`)
    const holder = await transactionHolding(tx, payment)
    if (holder && isOverdue(holder, now))
      await letGo(tx, payment, holder, { reason: endReasons.timeout, actor: 'timer', at: now })
    return standingOf(tx, payment)
  })
}

/** Releases a held transaction of a locked payment; the payment is due again. */
export async function letGo(
  tx: Tx,
  payment: LockedPayment,
  transaction: ProviderTransaction,
  { reason, actor, at }: { reason: number; actor: string; at: number },
): Promise<ProviderTransaction> {
  const released = await endTransaction(tx, transaction, 'released', reason, at)
  await appendEntry(tx, 'release', payment, released, { actor, at })
  if (payment.state === 'held') {
    await setPaymentState(tx, payment, 'due', at)
    await keepWhilePaid(tx, payment, { until: payment.expiresAt ?? at, now: at })
  }
  await tellOfPayment(tx, {
    ...fact('payment_released', payment, released, at, actor),
    fields: { reason: String(reason) },
  })
  return released
}

export interface TransactionRefund {
  readonly provider: Provider
  readonly externalId: string
  /** Payme's reason code; 5 is a refund. */
  readonly reason: number
  readonly actor: string
  /** The provider takes the money back by itself and may be told no; otherwise it has gone back already. */
  readonly mayRefuse: boolean
}

/** Records that the money of a performed transaction went back to the buyer. */
export function refundTransaction(
  sql: Db,
  key: PaymentKey,
  refund: TransactionRefund,
  now: number,
): Promise<LedgerAnswer> {
  return sql.begin(async (tx) => {
    const payment = await lockPayment(tx, key)
    if (!payment) return refuse('unknown_payment', null)
    const transaction = await findTransaction(tx, key.businessId, refund)
    if (!transaction || transaction.paymentId !== key.paymentId) return refuse('unknown_transaction', payment.state)
    if (transaction.state === 'refunded') return granted(transaction, payment.state)
    if (transaction.state !== 'performed') return refuse('transaction_ended', payment.state)
    const asked = await refundReason(tx, transaction)
    // The state as it is now, not as it was when we began to wait for the payment.
    const refusable = refund.mayRefuse && !asked && !(await mayBeReturned(tx, payment))
    if (refusable) return refuse('fulfilled', payment.state)

    const refunded = await endTransaction(tx, transaction, 'refunded', refund.reason, now)
    await appendEntry(tx, 'refund', payment, refunded, { actor: refund.actor, at: now })
    // What was paid twice goes back beside it; the stage loses its money only with the transaction that paid it.
    const unexpected = unexpectedMoney.some((reason) => reason === asked)
    const state = payment.state === 'paid' && !unexpected ? 'refunded' : payment.state
    if (state !== payment.state) {
      await setPaymentState(tx, payment, state, now)
      await takeBack(tx, payment, { actor: refund.actor, at: now })
    }
    await tx`
      INSERT INTO refunds (business_id, payment_id, provider, external_id, reason, state, requested_by, requested_at,
                           completed_by, completed_at)
      VALUES (${key.businessId}, ${key.paymentId}, ${refund.provider}, ${refund.externalId}, 'provider', 'completed',
              ${refund.actor}, ${new Date(now)}, ${refund.actor}, ${new Date(now)})
      ON CONFLICT (business_id, provider, external_id)
      DO UPDATE SET state = 'completed', completed_by = excluded.completed_by, completed_at = excluded.completed_at`
    await tellOfPayment(tx, {
      ...fact('refund_completed', payment, refunded, now, refund.actor),
      fields: { reason: String(refund.reason) },
    })
    return granted(refunded, state)
  })
}

/** Why the shop itself wants this money to go back; null when it does not. */
async function refundReason(tx: Tx, { businessId, provider, externalId }: ProviderTransaction): Promise<string | null> {
  const [row] = await tx<{ reason: string }[]>`
    SELECT reason FROM refunds
    WHERE business_id = ${businessId} AND provider = ${provider} AND external_id = ${externalId}`
  return row?.reason ?? null
}

function fact(
  type:
    | 'payment_held'
    | 'payment_performed'
    | 'payment_landed_late'
    | 'payment_doubled'
    | 'payment_released'
    | 'refund_completed',
  payment: LockedPayment,
  transaction: ProviderTransaction,
  at: number,
  actor = `provider:${transaction.provider}`,
) {
  return {
    type,
    dedupeKey: `${transaction.provider}/${transaction.externalId}/${type}`,
    actor,
    at,
    payment,
    transaction,
  }
}
