import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import { upsertSearchAttributes } from '@temporalio/workflow'
import type { BusinessId } from '../domain/ids'
import type { OrderStage } from '../domain/order-states'
import type { PaymentState } from '../domain/payment-states'

const businessIdKey = defineSearchAttributeKey('BusinessId', SearchAttributeType.KEYWORD)
const orderStageKey = defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD)
const paymentStageKey = defineSearchAttributeKey('PaymentStage', SearchAttributeType.KEYWORD)
const dueAtKey = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME)
const revivedFromKey = defineSearchAttributeKey('RevivedFrom', SearchAttributeType.KEYWORD)

/** What a workflow is found by from its start on. */
export const foundBy = {
  business: (businessId: BusinessId) => ({ key: businessIdKey, value: businessId }),
  orderStage: (stage: OrderStage) => ({ key: orderStageKey, value: stage }),
  revivedFrom: (stage: OrderStage) => ({ key: revivedFromKey, value: stage }),
}

export function showOrderStage(stage: OrderStage): void {
  upsertSearchAttributes([{ key: orderStageKey, value: stage }])
}

/** `dueAt` is Unix ms. */
export function showPaymentStage(state: PaymentState, dueAt: number): void {
  upsertSearchAttributes([
    { key: paymentStageKey, value: state },
    { key: dueAtKey, value: new Date(dueAt) },
  ])
}
