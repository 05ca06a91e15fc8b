import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow'
import type { BusinessId } from '../domain/ids'
import type { OrderStage } from '../domain/order-states'
import type { PaymentState } from '../domain/payment-states'
import type { SubscriptionState } from '../domain/subscription-states'

const businessIdKey = defineSearchAttributeKey('BusinessId', SearchAttributeType.KEYWORD)
const orderStageKey = defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD)
const paymentStageKey = defineSearchAttributeKey('PaymentStage', SearchAttributeType.KEYWORD)
const subscriptionStateKey = defineSearchAttributeKey('SubscriptionState', SearchAttributeType.KEYWORD)
const dueAtKey = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME)
const revivedFromKey = defineSearchAttributeKey('RevivedFrom', SearchAttributeType.KEYWORD)

/** What a workflow is found by from its start on. */
export const foundBy = {
  business: (businessId: BusinessId) => ({ key: businessIdKey, value: businessId }),
  orderStage: (stage: OrderStage) => ({ key: orderStageKey, value: stage }),
  subscriptionState: (state: SubscriptionState) => ({ key: subscriptionStateKey, value: state }),
  revivedFrom: (stage: OrderStage) => ({ key: revivedFromKey, value: stage }),
  paymentStage: (state: PaymentState) => ({ key: paymentStageKey, value: state }),
  dueAt: (ms: number) => ({ key: dueAtKey, value: new Date(ms) }),
}

/** What the list shows of an order now, be it from its start or from an upsert. */
export const shownOrderStage = () => workflowInfo().typedSearchAttributes.get(orderStageKey)

/** The same of a payment; `dueAt` is Unix ms. */
export function shownPayment() {
  const { typedSearchAttributes: shown } = workflowInfo()
  return { state: shown.get(paymentStageKey), dueAt: shown.get(dueAtKey)?.getTime() }
}

export function showOrderStage(stage: OrderStage): void {
  upsertSearchAttributes([{ key: orderStageKey, value: stage }])
}

/** `endsAt`: when the paid time ends, Unix ms. */
export function showSubscriptionState(state: SubscriptionState, endsAt: number | null): void {
  upsertSearchAttributes([
    { key: subscriptionStateKey, value: state },
    { key: dueAtKey, value: endsAt === null ? null : new Date(endsAt) },
  ])
}

/** `dueAt` is Unix ms. */
export function showPaymentStage(state: PaymentState, dueAt: number): void {
  upsertSearchAttributes([
    { key: paymentStageKey, value: state },
    { key: dueAtKey, value: new Date(dueAt) },
  ])
}
