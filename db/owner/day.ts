import type { BusinessId } from '../../domain/ids'
import type { Currency } from '../../domain/money'
import type { Provider } from '../../domain/providers'
import type { Db } from '../types'

/** From `from` up to, but not including, `to`. */
export interface Span {
  readonly from: Date
  readonly to: Date
}

/** Money that came in through one provider, in the currency of what it paid for, and in the provider's own where that differs. */
export interface ProviderMoney {
  readonly provider: Provider
  readonly currency: Currency
  readonly amount: bigint
  readonly payments: number
  readonly providerCurrency: Currency
  readonly providerAmount: bigint
}

/**
 * Money received in a span, by provider. Late and doubled payments are money too. What the provider said it moved
 * counts where it is in the currency of the order or subscription; a sum in Stars counts at the price of what it paid.
 */
export function moneyReceived(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<ProviderMoney[]> {
  return sql<ProviderMoney[]>`
    SELECT provider, currency, sum(amount)::bigint AS amount, count(*)::int AS payments,
           provider_currency AS "providerCurrency", sum(provider_amount)::bigint AS "providerAmount"
    FROM money_moved
    WHERE business_id = ${businessId} AND occurred_at >= ${from} AND occurred_at < ${to}
      AND type IN ('payment_performed', 'payment_landed_late', 'payment_doubled')
    GROUP BY provider, currency, provider_currency
    ORDER BY 3 DESC, provider`
}

export interface CountedMoney {
  readonly currency: Currency
  readonly count: number
  readonly amount: bigint
}

/** Money received in a span for periods of subscriptions: a part of {@link moneyReceived}. */
export function periodsReceived(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<CountedMoney[]> {
  return sql<CountedMoney[]>`
    SELECT currency, count(*)::int AS count, sum(amount)::bigint AS amount
    FROM money_moved
    WHERE business_id = ${businessId} AND occurred_at >= ${from} AND occurred_at < ${to} AND subscription_id IS NOT NULL
      AND type IN ('payment_performed', 'payment_landed_late', 'payment_doubled')
    GROUP BY currency ORDER BY currency`
}

/** Money given back in a span. */
export function moneyReturned(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<CountedMoney[]> {
  return sql<CountedMoney[]>`
    SELECT currency, count(*)::int AS count, sum(amount)::bigint AS amount
    FROM money_moved
    WHERE business_id = ${businessId} AND occurred_at >= ${from} AND occurred_at < ${to} AND type = 'refund_completed'
    GROUP BY currency ORDER BY currency`
}

/** Refunds that were asked for and have not been done, whenever that was. */
export function refundsWaiting(
  sql: Db,
  businessId: BusinessId,
  of: 'orders' | 'subscriptions',
): Promise<CountedMoney[]> {
  return sql<CountedMoney[]>`
    SELECT currency, sum(waiting)::int AS count, sum(waiting * amount)::bigint AS amount
    FROM refunds_waiting
    WHERE business_id = ${businessId} AND ${of === 'orders' ? sql`order_id IS NOT NULL` : sql`subscription_id IS NOT NULL`}
    GROUP BY currency ORDER BY currency`
}

/** Orders created, expired and cancelled in a span, with their totals. */
export function ordersMarked(
  sql: Db,
  businessId: BusinessId,
  { from, to }: Span,
): Promise<(CountedMoney & { type: 'order_created' | 'order_expired' | 'order_cancelled' })[]> {
  return sql<(CountedMoney & { type: 'order_created' | 'order_expired' | 'order_cancelled' })[]>`
    SELECT type, payload->'order'->>'currency' AS currency, count(DISTINCT order_id)::int AS count,
           sum((payload->'order'->>'total')::bigint)::bigint AS amount
    FROM events
    WHERE business_id = ${businessId} AND understood AND occurred_at >= ${from} AND occurred_at < ${to}
      AND type IN ('order_created', 'order_expired', 'order_cancelled')
    GROUP BY 1, 2 ORDER BY 1, 2`
}

/** The orders that brought money in a span: how many, and the sum of their totals. */
export function ordersPaidInto(sql: Db, businessId: BusinessId, { from, to }: Span): Promise<CountedMoney[]> {
  return sql<CountedMoney[]>`
    SELECT o.currency, count(*)::int AS count, sum(o.total)::bigint AS amount
    FROM orders_seen o
    WHERE o.business_id = ${businessId} AND EXISTS (
      SELECT FROM money_moved m WHERE m.business_id = o.business_id AND m.order_id = o.order_id
        AND m.occurred_at >= ${from} AND m.occurred_at < ${to}
        AND m.type IN ('payment_performed', 'payment_landed_late'))
    GROUP BY o.currency ORDER BY o.currency`
}
