import { defineUpdate } from '@temporalio/workflow'
import type { BusinessId, PaymentId } from '../../domain/ids'
import type { LedgerAnswer } from '../../domain/ledger'
import type { Provider } from '../../domain/providers'

export interface RefundStart {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
  readonly provider: Provider
  /** The provider's transaction that is given back. */
  readonly externalId: string
  /** The provider began it: there is nothing to ask for, only something to write down. */
  readonly begunByProvider?: boolean
  /** The money has gone back already, as the provider's own book says: it is written down at once. */
  readonly goneBack?: 'refund' | 'chargeback'
}

export interface RefundOutcome {
  readonly state: 'completed' | 'refused'
}

export interface ProviderRefund {
  readonly provider: Provider
  readonly externalId: string
  /** Payme's reason code. */
  readonly reason: number
  readonly providerTime: number
}
/** The provider returned the money itself (Payme CancelTransaction of a performed one). Sent as update-with-start. */
export const recordedByProvider = defineUpdate<LedgerAnswer, [ProviderRefund]>('recordedByProvider')
/** Staff returned the money in the provider's cabinet or in cash. */
export const confirmByHand = defineUpdate<LedgerAnswer, [{ readonly staffId: string }]>('confirmByHand')
