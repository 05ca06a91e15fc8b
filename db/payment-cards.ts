import type { OrderId, PaymentId } from '../domain/ids'
import type { Currency } from '../domain/money'
import type { PaymentKind } from '../domain/payment-plan'
import type { PaymentState } from '../domain/payment-states'
import type { Provider } from '../domain/providers'
import type { Db, Tx } from './types'

/** One payment as people see it. */
export interface PaymentCard<Kind = PaymentKind | 'period'> {
  readonly id: PaymentId
  readonly ref: string
  readonly kind: Kind
  readonly amount: bigint
  readonly currency: Currency
  /** Whole Stars, and minor units by provider, where it is another price than `amount`. */
  readonly starAmount: number | null
  readonly prices: Readonly<Partial<Record<Provider, string>>>
  /** What a code took off. */
  readonly percentOff: number
  readonly state: PaymentState
  readonly openedAt: Date | null
  readonly expiresAt: Date | null
  readonly extended: boolean
  /** What the provider took for it, where it was paid: Stars are another currency than the price. */
  readonly took: { readonly amount: string; readonly currency: Currency } | null
  /** Taken and not given back. */
  readonly received: bigint
}

/** `SELECT` these of payments; the caller adds its `WHERE`. */
export const paymentColumns = (sql: Db | Tx) => sql`
  p.order_id AS "orderId", p.id, p.ref, p.kind, p.amount, p.currency, p.star_amount AS "starAmount", p.prices,
  p.percent_off AS "percentOff", p.state,
  p.opened_at AS "openedAt", p.expires_at AS "expiresAt", p.extended_at IS NOT NULL AS extended, b.received,
  (SELECT jsonb_build_object('amount', t.amount::text, 'currency', t.currency) FROM provider_transactions t
   WHERE t.business_id = p.business_id AND t.payment_id = p.id AND t.state IN ('performed', 'refunded')
   ORDER BY t.our_id LIMIT 1) AS took
  FROM payments p JOIN payment_balances b ON b.business_id = p.business_id AND b.payment_id = p.id`

export interface PaymentRow<Kind> extends PaymentCard<Kind> {
  readonly orderId: OrderId | null
}
