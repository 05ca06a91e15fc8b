import type { BusinessId, OrderId, PaymentId } from '../domain/ids'
import type { Standing } from '../domain/ledger'
import type { MoneyJson } from '../domain/money'
import type { QuietHours } from '../domain/nudge-schedule'
import { shiftOf } from '../domain/spread'
import { nextPaymentState, type PaymentState } from '../domain/payment-states'
import type { Provider } from '../domain/providers'
import { givesAccess } from '../domain/subscription-states'
import { businessOf } from './businesses'
import { tellOfOrder, tellOfPayment } from './events'
import type { PaymentKey } from './ledger'
import { cancelPayment } from './order-ends'
import { expireNow, lockPayment, setPaymentState, standingOf, type LockedPayment } from './payments'
import { keepWhilePaid } from './paid-for'
import { periodDeadline } from './subscription-periods'
import { subscriptionState } from './subscriptions'
import type { Db, Tx } from './types'

/** A stage of money as its lifecycle sees it when it opens, or opens its eyes again. Times are Unix ms. */
export interface StageTerms extends Standing {
  readonly ref: string
  readonly money: MoneyJson
  readonly openedAt: number
  readonly nudgesMs: readonly number[]
  readonly quietHours: QuietHours
  readonly nudgesOn: boolean
}

/** Makes a scheduled payment due, with its deadline from the settings. Opening again answers what stands. */
export function openPayment(sql: Db, key: PaymentKey, now: number): Promise<StageTerms> {
  return sql.begin(async (tx) => {
    let payment = await existing(tx, key)
    const { settings, zone } = await businessOf(tx, key.businessId)
    // A subscription goes on though one request for money had ended, and asks again.
    const again = payment.kind === 'period' && givesAccess(await subscriptionState(tx, payment))
    if (nextPaymentState(payment.state, 'open') ?? (again && nextPaymentState(payment.state, 'reopen'))) {
      const expiresAt = await deadlineOf(tx, payment, now)
      await tx`
        UPDATE payments SET opened_at = ${new Date(now)}, expires_at = ${new Date(expiresAt)}
        WHERE business_id = ${key.businessId} AND id = ${key.paymentId}`
      payment = { ...payment, openedAt: now, expiresAt }
      await setPaymentState(tx, payment, 'due', now)
      await keepWhilePaid(tx, payment, { until: expiresAt, now })
      await tellOfPayment(tx, factOf('payment_opened', payment, 'timer', now))
    }
    const isRenewal = payment.kind === 'period' && payment.period > 1
    const [order] = await tx<{ nudges_on: boolean }[]>`
      SELECT nudges_on FROM orders WHERE business_id = ${key.businessId} AND id = ${payment.orderId}`
    return {
      ...(await standingOf(tx, payment)),
      ref: payment.ref,
      money: { amount: payment.amount.toString(), currency: payment.currency },
      openedAt: payment.openedAt ?? now,
      // A subscription reminds of its renewals by a schedule of its own.
      nudgesMs: isRenewal ? [] : settings.nudgesMs,
      quietHours: { ...settings.quietHours, zone, shiftMs: shiftOf(payment.id, settings.quietEndSpreadMs) },
      nudgesOn: order?.nudges_on ?? true,
    }
  })
}

/** Until when a payment that is opened now may be paid. Unix ms. */
async function deadlineOf(tx: Tx, payment: LockedPayment, now: number): Promise<number> {
  if (payment.kind === 'period') return periodDeadline(tx, payment, now)
  const { settings } = await businessOf(tx, payment.businessId)
  return now + (payment.kind === 'balance' ? settings.balanceExpiryMs : settings.depositExpiryMs)
}

export type Extension =
  | { readonly ok: true; readonly expiresAt: number }
  | { readonly ok: false; readonly refusal: 'extended_before'; readonly expiresAt: number }
  | { readonly ok: false; readonly refusal: 'not_due' }

/** Gives the buyer more time, once. The deadline that stands is answered also to whoever asks again. */
export function extendPayment(sql: Db, key: PaymentKey, actor: string, now: number): Promise<Extension> {
  return sql.begin(async (tx): Promise<Extension> => {
    const payment = await existing(tx, key)
    if (payment.state !== 'due' || payment.expiresAt === null || payment.expiresAt <= now) {
      return { ok: false, refusal: 'not_due' }
    }
    // The same step, run again after its answer was lost.
    if (payment.extendedAt === now) return { ok: true, expiresAt: payment.expiresAt }
    if (payment.extendedAt !== null) return { ok: false, refusal: 'extended_before', expiresAt: payment.expiresAt }
    const { settings } = await businessOf(tx, key.businessId)
    const expiresAt = payment.expiresAt + settings.extendMs
    await tx`
      UPDATE payments SET expires_at = ${new Date(expiresAt)}, extended_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND id = ${key.paymentId}`
    await keepWhilePaid(tx, payment, { until: expiresAt, now })
    await tellOfPayment(tx, {
      ...factOf('payment_extended', payment, actor, now),
      fields: { until: new Date(expiresAt).toISOString() },
    })
    return { ok: true, expiresAt }
  })
}

const hasRunOut = ({ state, expiresAt }: LockedPayment, now: number) =>
  nextPaymentState(state, 'expire') !== null && (expiresAt ?? 0) <= now

/** Ends a due payment whose deadline has passed. Answers how it stands: paid or held money is never expired. */
export function expirePayment(sql: Db, key: PaymentKey, now: number): Promise<Standing> {
  return sql.begin(async (tx) => {
    let payment = await existing(tx, key)
    if (hasRunOut(payment, now)) {
      // Staff may have moved the end of the subscription since.
      const until = payment.kind === 'period' ? await periodDeadline(tx, payment, payment.openedAt ?? now) : 0
      if (until > now) {
        await tx`UPDATE payments SET expires_at = ${new Date(until)} WHERE business_id = ${key.businessId} AND id = ${key.paymentId}`
        payment = { ...payment, expiresAt: until }
      } else await expireNow(tx, payment, now)
    }
    return standingOf(tx, payment)
  })
}

/**
 * Nobody wants this money any more. Answers how it stands: money that landed first stays landed, and what had run out
 * has expired, however late its timer is.
 */
export function withdrawPayment(sql: Db, key: PaymentKey, actor: string, now: number): Promise<Standing> {
  return sql.begin(async (tx) => {
    const payment = await existing(tx, key)
    if (hasRunOut(payment, now)) await expireNow(tx, payment, now)
    else await cancelPayment(tx, payment, actor, now)
    return standingOf(tx, payment)
  })
}

/** Tells what became of a nudge. */
export function tellNudge(
  sql: Db,
  key: PaymentKey,
  { nudge, skipped, now }: { nudge: number; skipped?: string; now: number },
): Promise<void> {
  return sql.begin(async (tx) => {
    const payment = await existing(tx, key)
    await tellOfPayment(tx, {
      ...factOf(skipped ? 'nudge_skipped' : 'nudge_sent', payment, 'timer', now),
      dedupeKey: `${payment.id}/nudge/${payment.openedAt}/${nudge}`,
      fields: skipped ? { nudge, reason: skipped } : { nudge },
    })
  })
}

/** Turns the nudges of one order on or off. */
export function switchOrderNudges(
  sql: Db,
  { businessId, orderId }: { businessId: BusinessId; orderId: OrderId },
  { on, actor, now }: { on: boolean; actor: string; now: number },
): Promise<void> {
  return sql.begin(async (tx) => {
    await tx`UPDATE orders SET nudges_on = ${on} WHERE business_id = ${businessId} AND id = ${orderId}`
    await tellOfOrder(tx, {
      businessId,
      orderId,
      type: 'nudges_switched',
      dedupeKey: `${orderId}/nudges/${now}`,
      actor,
      at: now,
      fields: { on },
    })
  })
}

async function existing(tx: Tx, key: PaymentKey): Promise<LockedPayment> {
  const payment = await lockPayment(tx, key)
  if (!payment) throw new Error(`no payment ${key.paymentId} in ${key.businessId}`)
  return payment
}

function factOf(
  type: 'payment_opened' | 'payment_extended' | 'nudge_sent' | 'nudge_skipped',
  payment: LockedPayment,
  actor: string,
  at: number,
) {
  return { type, dedupeKey: dedupeOf(type, payment.id, at), actor, at, payment }
}

const dedupeOf = (type: string, paymentId: PaymentId, at: number) => `${paymentId}/${type}/${at}`

/** What a stage costs at a provider; null when there is no such stage. */
export async function priceOf(sql: Db, key: PaymentKey, provider: Provider): Promise<MoneyJson | null> {
  const [row] = await sql<{ amount: bigint; currency: MoneyJson['currency'] }[]>`
    SELECT coalesce((prices ->> ${provider})::bigint, amount) AS amount, currency FROM payments
    WHERE business_id = ${key.businessId} AND id = ${key.paymentId}`
  return row ? { amount: row.amount.toString(), currency: row.currency } : null
}

export async function stateOfPayment(sql: Db, key: PaymentKey): Promise<PaymentState | null> {
  const [row] = await sql<{ state: PaymentState }[]>`
    SELECT state FROM payments WHERE business_id = ${key.businessId} AND id = ${key.paymentId}`
  return row?.state ?? null
}
