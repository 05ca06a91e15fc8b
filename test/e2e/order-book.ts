import { paymentWorkflowId, refundWorkflowId, type PaymentId } from '../../domain/ids'
import type { Provider } from '../../domain/providers'
import { demoBusiness } from '../../db/demo-shop'
import { until, type OrderView, type Town } from './town'

// What the book has of an order. What people do: steps.ts.

/** The stages of an order's money, in their order. */
export const stagesOf = (order: OrderView) => order.payments.map(({ kind, state, amount }) => [kind, state, amount])

/** An entry of the ledger as `entriesOf` answers it, for so'm; `by` is the provider itself when left out. */
export const entry = (stage: string, kind: string, provider: Provider, amount: bigint, by = `provider:${provider}`) => [
  stage,
  kind,
  provider,
  amount,
  `${amount} UZS`,
  by,
]

/** The ledger of an order, oldest first: stage, what moved, through whom, in our money and in the provider's, by whom. */
export async function entriesOf(town: Town, orderId: string) {
  const rows = await town.sql<
    { stage: string; kind: string; provider: string; amount: bigint; moved: bigint; currency: string; actor: string }[]
  >`
    SELECT p.kind AS stage, e.kind, e.provider, e.amount, e.provider_amount AS moved, e.provider_currency AS currency,
           e.actor
    FROM payment_entries e JOIN payments p ON p.business_id = e.business_id AND p.id = e.payment_id
    WHERE p.order_id = ${orderId} ORDER BY e.id`
  return rows.map(({ stage, kind, provider, amount, moved, currency, actor }) => [
    stage,
    kind,
    provider,
    amount,
    `${moved} ${currency}`,
    actor,
  ])
}

/** What the shop told of an order, oldest first. */
export async function eventsOf(town: Town, orderId: string): Promise<string[]> {
  const rows = await town.sql<{ type: string }[]>`
    SELECT type FROM business_events WHERE order_id = ${orderId} ORDER BY seq`
  return rows.map(({ type }) => type)
}

/** The refunds of an order: which transaction goes back, why, and how far it is. */
export async function refundsOf(town: Town, orderId: string) {
  const rows = await town.sql<
    { provider: Provider; externalId: string; reason: string; state: string; completedBy: string | null }[]
  >`
    SELECT r.provider, r.external_id AS "externalId", r.reason, r.state, r.completed_by AS "completedBy"
    FROM refunds r JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
    WHERE p.order_id = ${orderId} ORDER BY r.requested_at`
  return rows.map((row) => ({ ...row }))
}

/** The refunds of an order once this many wait for a person. */
export const refundsForStaff = (town: Town, orderId: string, count = 1) =>
  until(`${count} refunds wait for a person`, async () => {
    const refunds = await refundsOf(town, orderId)
    return refunds.filter(({ state }) => state === 'awaiting_staff').length === count ? refunds : undefined
  })

/** How many of a product other buyers may still have. */
export async function availableOf(town: Town, productId: string): Promise<number> {
  const [row] = await town.sql<{ available: number }[]>`
    SELECT (p.stock - coalesce(sum(h.quantity) FILTER (
             WHERE h.released_at IS NULL AND h.used_at IS NULL AND h.expires_at > now()), 0))::int AS available
    FROM products p LEFT JOIN stock_holds h ON h.business_id = p.business_id AND h.product_id = p.id
    WHERE p.id = ${productId} GROUP BY p.business_id, p.id`
  return row!.available
}

/** How many messages were sent under keys like this one. */
export async function sentLike(town: Town, pattern: string): Promise<number> {
  const [row] = await town.sql<{ sent: number }[]>`
    SELECT count(*)::int AS sent FROM outbound_messages WHERE state = 'sent' AND dedupe_key LIKE ${pattern}`
  return row!.sent
}

/** Waits until nothing is being sent, then answers what could not be. */
export const unsent = (town: Town) =>
  until('every message was sent', async () => {
    const rows = await town.sql<{ state: string }[]>`
      SELECT dedupe_key, chat_id, state, error FROM outbound_messages WHERE state <> 'sent'`
    return rows.some(({ state }) => state === 'sending') ? undefined : rows.map((row) => ({ ...row }))
  })

/** The result of a refund's workflow, when it has ended. */
export const refundEnded = (
  town: Town,
  paymentId: PaymentId,
  transaction: { provider: Provider; externalId: string },
): Promise<unknown> =>
  town.temporal.client.workflow.getHandle(refundWorkflowId(demoBusiness.id, paymentId, transaction)).result()

/** The result of the newest run of a payment's workflow, when it has ended. */
export const paymentEnded = (town: Town, paymentId: PaymentId): Promise<unknown> =>
  town.temporal.client.workflow.getHandle(paymentWorkflowId(demoBusiness.id, paymentId)).result()
