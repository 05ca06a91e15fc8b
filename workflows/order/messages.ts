import { defineSignal, defineUpdate } from '@temporalio/workflow'
import type { BusinessId, BuyerId, OrderId, ProductId } from '../../domain/ids'
import type { OrderStage, OrderState } from '../../domain/order-states'
import type { PaymentPlan } from '../../domain/payment-plan'

export interface OrderRequest {
  readonly buyerId: BuyerId
  readonly lines: readonly { readonly productId: ProductId; readonly quantity: number }[]
  readonly plan: PaymentPlan
}

export interface OrderStart {
  readonly businessId: BusinessId
  readonly orderId: OrderId
  /** What to place; absent when late money brings back an order that had ended. */
  readonly request?: OrderRequest
  readonly revivedFrom?: OrderStage
}

export interface OrderOutcome {
  readonly state: Extract<OrderState, 'closed' | 'cancelled' | 'expired' | 'refunded'>
}

/** Who asks: a member of staff by external id, or the buyer. */
export interface OrderActor {
  readonly by: 'buyer' | 'staff'
  readonly staffId?: string
}

export type OrderAnswer =
  | { readonly ok: true; readonly state: OrderState }
  | {
      readonly ok: false
      readonly state: OrderState
      /** `taken`: somebody else was first. `not_now`: the table does not allow it in this state. `out_of_stock`: the shelf holds less. */
      readonly refusal: 'taken' | 'not_now' | 'not_yours' | 'out_of_stock'
    }

export const accept = defineUpdate<OrderAnswer, [OrderActor]>('accept')
export const giveBack = defineUpdate<OrderAnswer, [OrderActor]>('giveBack')
export const assembled = defineUpdate<OrderAnswer, [OrderActor]>('assembled')
export const handOver = defineUpdate<OrderAnswer, [OrderActor]>('handOver')
export const delivered = defineUpdate<OrderAnswer, [OrderActor]>('delivered')
export const cancel = defineUpdate<OrderAnswer, [OrderActor & { readonly reason: string }]>('cancel')
export const goodsArrived = defineUpdate<OrderAnswer, [OrderActor]>('goodsArrived')
export const rate = defineUpdate<OrderAnswer, [{ readonly score: number }]>('rate')
/** The owner decides about a deposit whose balance was not paid. */
export const decideDeposit = defineUpdate<OrderAnswer, [OrderActor & { readonly fate: 'keep' | 'refund' }]>(
  'decideDeposit',
)
export const switchOrderNudges = defineUpdate<OrderAnswer, [OrderActor & { readonly on: boolean }]>('switchOrderNudges')

/** The book has changed under the order: late money brought it back, or the money of a paid stage was returned. */
export const bookChanged = defineSignal('bookChanged')
