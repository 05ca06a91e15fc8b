import type { OrderId, PaymentId, SubscriptionId } from './ids'
import { paidFor } from './ids'
import type { PerformRequest } from './ledger'
import type { OrderStage } from './order-states'
import type { PaymentState } from './payment-states'
import type { Provider } from './providers'
import { givesAccess, type SubscriptionState } from './subscription-states'

/**
 * A database that was put back to an earlier moment knows less than the workflows, which were not. What each of them
 * knows is compared here; what differs is put right from what the workflows remember.
 */
export interface Remembered {
  readonly orders: readonly RunOf<OrderId, OrderStage>[]
  readonly subscriptions: readonly RunOf<SubscriptionId, SubscriptionState>[]
  readonly payments: readonly RunOf<PaymentId, PaymentState>[]
  /** Money that a provider has taken from a buyer. */
  readonly money: readonly RememberedMoney[]
  /** Money that has gone back to a buyer. */
  readonly returned: readonly RememberedReturn[]
  /** Money that somebody is about to give back. */
  readonly refunding: readonly Refunding[]
}

export type Refunding = Pick<RememberedReturn, 'provider' | 'externalId' | 'paymentId'>

export interface RunOf<Id, Stage> {
  readonly id: Id
  readonly running: boolean
  /** What its newest run shows; null while it shows nothing. */
  readonly stage: Stage | null
}

export interface RememberedMoney extends Required<Omit<PerformRequest, 'provider' | 'externalId'>> {
  readonly provider: Provider
  readonly externalId: string
  readonly paymentId: PaymentId
  /** When the workflow heard of it, Unix ms. */
  readonly at: number
}

export interface RememberedReturn {
  readonly provider: Provider
  readonly externalId: string
  readonly paymentId: PaymentId
  readonly at: number
}

/** The same things as the book has them. */
export interface Book {
  /** `number`: as people see it. */
  readonly orders: ReadonlyMap<OrderId, { readonly number: number; readonly stage: OrderStage; readonly open: boolean }>
  readonly subscriptions: ReadonlyMap<SubscriptionId, { readonly number: number; readonly state: SubscriptionState }>
  readonly payments: ReadonlyMap<PaymentId, PaymentState>
  /** By {@link transactionKey}. */
  readonly transactions: ReadonlyMap<string, 'held' | 'performed' | 'released' | 'refunded'>
  /** What has to go back, by {@link transactionKey}. */
  readonly refunds: ReadonlySet<string>
}

export const transactionKey = ({ provider, externalId }: { provider: Provider; externalId: string }) =>
  `${provider}:${externalId}`

export type Difference =
  | { readonly kind: 'order_missing'; readonly orderId: OrderId; readonly stage: OrderStage | null }
  | {
      readonly kind: 'order_differs'
      readonly orderId: OrderId
      readonly number: number
      readonly book: OrderStage
      /** Null: no workflow is at it, and the book has it open. */
      readonly workflow: OrderStage | null
      readonly running: boolean
    }
  | { readonly kind: 'subscription_missing'; readonly subscriptionId: SubscriptionId }
  | {
      readonly kind: 'subscription_differs'
      readonly subscriptionId: SubscriptionId
      readonly number: number
      readonly book: SubscriptionState
      readonly workflow: SubscriptionState | null
    }
  | {
      readonly kind: 'payment_differs'
      readonly paymentId: PaymentId
      /** Null: the book has no such payment. */
      readonly book: PaymentState | null
      readonly workflow: PaymentState
    }
  | { readonly kind: 'refund_missing'; readonly refunding: Refunding }
  | { readonly kind: 'money_missing'; readonly money: RememberedMoney; readonly book: 'held' | 'released' | null }
  | {
      readonly kind: 'return_missing'
      readonly returned: RememberedReturn
      readonly book: 'performed' | 'held' | 'released' | null
    }

/** Everything that the workflows remember and the book does not, in the order in which it is put right. */
export function differencesOf(remembered: Remembered, book: Book): Difference[] {
  return [
    ...ordersThatDiffer(remembered, book),
    ...subscriptionsThatDiffer(remembered, book),
    ...paymentsThatDiffer(remembered, book),
    ...remembered.refunding
      .filter((one) => !book.refunds.has(transactionKey(one)))
      .map((refunding): Difference => ({ kind: 'refund_missing', refunding })),
    ...missingMoney(remembered, book),
    ...missingReturns(remembered, book),
  ]
}

function ordersThatDiffer({ orders, money }: Remembered, book: Book): Difference[] {
  const known = new Map(orders.map((run) => [run.id, run]))
  const differing = orders.flatMap(({ id: orderId, running, stage }): Difference[] => {
    const row = book.orders.get(orderId)
    // It took no money and is over: nobody misses it.
    const isGivenUp = stage === 'cancelled' || stage === 'expired'
    const hasGoneForNothing = isGivenUp && !running && !money.some((one) => paidFor(one.paymentId).orderId === orderId)
    if (!row) return hasGoneForNothing ? [] : [{ kind: 'order_missing', orderId, stage }]
    const { number } = row
    // A run shows nothing before its first stage.
    const same = stage === null || stage === row.stage
    if (same && running === row.open) return []
    if (same && !row.open) return []
    return [{ kind: 'order_differs', orderId, number, book: row.stage, workflow: stage, running }]
  })
  const unattended = [...book.orders].flatMap(([orderId, { number, stage, open }]): Difference[] =>
    open && !known.has(orderId)
      ? [{ kind: 'order_differs', orderId, number, book: stage, workflow: null, running: false }]
      : [],
  )
  return [...differing, ...unattended]
}

function subscriptionsThatDiffer({ subscriptions, money }: Remembered, book: Book): Difference[] {
  const known = new Map(subscriptions.map((run) => [run.id, run]))
  const differing = subscriptions.flatMap(({ id: subscriptionId, running, stage }): Difference[] => {
    const row = book.subscriptions.get(subscriptionId)
    // It was refused or never paid for, gives nothing and is over: nobody misses it.
    const gives = running || (stage !== null && givesAccess(stage))
    const tookMoney = money.some((one) => paidFor(one.paymentId).subscriptionId === subscriptionId)
    if (!row) return gives || tookMoney ? [{ kind: 'subscription_missing', subscriptionId }] : []
    const { number, state } = row
    const left = givesAccess(state) && !running
    if ((stage === null || stage === state) && !left) return []
    return [{ kind: 'subscription_differs', subscriptionId, number, book: state, workflow: stage }]
  })
  const unattended = [...book.subscriptions].flatMap(([subscriptionId, { number, state }]): Difference[] =>
    givesAccess(state) && !known.has(subscriptionId)
      ? [{ kind: 'subscription_differs', subscriptionId, number, book: state, workflow: null }]
      : [],
  )
  return [...differing, ...unattended]
}

/** Only those that run: one that has ended does nothing any more, and its money is looked at by itself. */
function paymentsThatDiffer({ payments }: Remembered, book: Book): Difference[] {
  return payments.flatMap(({ id: paymentId, running, stage }): Difference[] => {
    const state = book.payments.get(paymentId) ?? null
    // A provider's hold is not shown by a workflow.
    const isShown = stage === state || (stage === 'due' && state === 'held')
    if (!running || stage === null || isShown) return []
    return [{ kind: 'payment_differs', paymentId, book: state, workflow: stage }]
  })
}

function missingMoney({ money }: Remembered, book: Book): Difference[] {
  const seen = new Set<string>()
  return money.toSorted(inTime).flatMap((one): Difference[] => {
    const key = transactionKey(one)
    const state = book.transactions.get(key) ?? null
    if (state === 'performed' || state === 'refunded' || seen.has(key)) return []
    seen.add(key)
    return [{ kind: 'money_missing', money: one, book: state }]
  })
}

function missingReturns({ returned }: Remembered, book: Book): Difference[] {
  const seen = new Set<string>()
  return returned.toSorted(inTime).flatMap((one): Difference[] => {
    const key = transactionKey(one)
    const state = book.transactions.get(key) ?? null
    if (state === 'refunded' || seen.has(key)) return []
    seen.add(key)
    return [{ kind: 'return_missing', returned: one, book: state }]
  })
}

const inTime = (one: { at: number }, other: { at: number }) => one.at - other.at

/** The order or subscription that a difference belongs to. */
export function subjectOf(difference: Difference): { orderId?: OrderId; subscriptionId?: SubscriptionId } {
  switch (difference.kind) {
    case 'order_missing':
    case 'order_differs':
      return { orderId: difference.orderId }
    case 'subscription_missing':
    case 'subscription_differs':
      return { subscriptionId: difference.subscriptionId }
    case 'payment_differs':
      return paidFor(difference.paymentId)
    case 'refund_missing':
      return paidFor(difference.refunding.paymentId)
    case 'money_missing':
      return paidFor(difference.money.paymentId)
    case 'return_missing':
      return paidFor(difference.returned.paymentId)
  }
}
