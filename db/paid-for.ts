import type { PaymentId } from '../domain/ids'
import type { PerformRequest } from '../domain/ledger'
import { mayProviderRefund } from '../domain/order-states'
import { givesAccess } from '../domain/subscription-states'
import { reviveOrder } from './order-revival'
import { lockOrder } from './orders'
import type { PaymentKey } from './ledger'
import { setPaymentState, type LockedPayment } from './payments'
import { noteRecurring } from './star-subscriptions'
import { goodsAreThere, keepStockForGood, keepStockUntil } from './stock'
import { beginPeriod, endForRefund, mayBegin, renewedPeriod } from './subscription-periods'
import { subscriptionState } from './subscriptions'
import type { Tx } from './types'

/**
 * What a payment pays for takes its part in what becomes of the payment: an order keeps its goods, a subscription begins
 * its period. Each function is a step of the ledger's transaction, and the only place that tells the two apart.
 */
interface Step {
  readonly actor: string
  readonly at: number
}

/** While somebody may pay, the goods of an order are kept; a subscription keeps its seat by its state. */
export async function keepWhilePaid(
  tx: Tx,
  payment: LockedPayment,
  time: { readonly until: number; readonly now: number },
): Promise<void> {
  if (payment.orderId !== null) await keepStockUntil(tx, payment, time)
}

export const canStillBeHad = (tx: Tx, payment: LockedPayment, now: number): Promise<boolean> =>
  payment.orderId === null ? mayBegin(tx, payment) : goodsAreThere(tx, payment, now)

interface Beginning extends Step {
  /** The provider took the money by itself: nobody pressed anything. */
  readonly byItself: boolean
}

/** The money was awaited and has come. */
export async function begin(tx: Tx, payment: LockedPayment, step: Beginning): Promise<void> {
  if (payment.orderId !== null) await keepStockForGood(tx, payment)
  else await beginPeriod(tx, payment, step)
}

/** The money came for a payment that had ended. Answers whether it can still have what it paid for. */
export async function beginLate(tx: Tx, payment: LockedPayment, step: Beginning): Promise<boolean> {
  if (payment.orderId !== null) return reviveOrder(tx, payment, step.at)
  if (!(await mayBegin(tx, payment))) return false
  await setPaymentState(tx, payment, 'paid', step.at)
  await beginPeriod(tx, payment, step)
  return true
}

/** The payment that new money is for: Telegram's renewals name the first invoice of their subscription. */
export const paymentOf = (tx: Tx, key: PaymentKey, request: PerformRequest): Promise<PaymentId> | PaymentId =>
  request.landed?.recurring === 'renewal' ? renewedPeriod(tx, key.paymentId, key.businessId) : key.paymentId

/** Notes that Telegram charges for this subscription by itself. */
export async function noteLanded(
  tx: Tx,
  payment: LockedPayment,
  { externalId, landed }: PerformRequest,
  charge: { readonly invoice: PaymentId; readonly goesBack: boolean; readonly at: number },
): Promise<void> {
  if (payment.orderId !== null || !landed?.recurring) return
  await noteRecurring(tx, payment, { chargeId: externalId, isFirst: landed.recurring === 'first', ...charge })
}

/** The money that paid went back. An order learns it from its lifecycle; a subscription gives no access any more. */
export async function takeBack(tx: Tx, payment: LockedPayment, step: Step): Promise<void> {
  if (payment.orderId === null) await endForRefund(tx, payment, step)
}

/** Whether late money that was followed once still has something to go on with. */
export async function goesOn(tx: Tx, payment: LockedPayment): Promise<boolean> {
  if (payment.orderId !== null) return payment.orderState === 'awaiting_payment'
  return givesAccess(await subscriptionState(tx, payment))
}

/** Whether a provider may take back by itself what was paid. A subscription whose money goes back loses its access. */
export async function mayBeReturned(tx: Tx, payment: LockedPayment): Promise<boolean> {
  return payment.orderId === null || mayProviderRefund((await lockOrder(tx, payment)).state)
}
