import { demoBusiness } from '../../db/demo-shop'
import type { Settings } from '../../domain/settings'
import { shopBot, until, type OrderView, type Town } from './town'

/** Over the settings of the shop from now on; an order that runs already keeps the times it has looked up. */
export async function resettle(town: Town, settings: Partial<Settings>): Promise<void> {
  await town.sql`
    UPDATE businesses SET settings = settings || ${town.sql.json(settings as never)} WHERE id = ${demoBusiness.id}`
}

/** A buyer orders one of a product with a deposit, and has the message that asks for it. */
export async function orderWithDeposit(town: Town, buyerId: number, productId = 'bahor'): Promise<OrderView> {
  const buyer = town.sandbox.as(buyerId)
  const before = await town.orderOf(buyerId).catch(() => undefined)
  if (!before) await buyer.send(shopBot, '/start')
  const sent = await buyer.send(shopBot, '/catalog')
  const catalog = await until('the catalog is shown', () =>
    newMessageWith(town, buyerId, { after: sent.seq, button: `p:${productId}` }),
  )
  await buyer.press(shopBot, { data: `p:${productId}` }, { messageId: catalog.messageId })
  const product = await until('the product is shown', () =>
    newMessageWith(town, buyerId, { after: sent.seq, button: /^co:.*:d$/ }),
  )
  await buyer.press(shopBot, { data: product.data }, { messageId: product.messageId })
  const order = await until('the order is placed', async () => {
    const newest = await town.orderOf(buyerId).catch(() => undefined)
    return newest && newest.id !== before?.id ? newest : undefined
  })
  await askOf(town, order.payments[0]!.id)
  return town.orderOf(buyerId)
}

async function newMessageWith(
  town: Town,
  buyerId: number,
  { after, button }: { after: number; button: string | RegExp },
): Promise<{ messageId: number; data: string } | undefined> {
  for (const message of (await town.sandbox.as(buyerId).messages(shopBot)).toReversed()) {
    if (message.seq <= after) continue
    for (const key of message.keyboard.flat()) {
      if (!('callback_data' in key)) continue
      const fits = typeof button === 'string' ? key.callback_data === button : button.test(key.callback_data)
      if (fits) return { messageId: message.id, data: key.callback_data }
    }
  }
  return undefined
}

/** The message that asks for a payment, once it has been sent. */
export function askOf(town: Town, paymentId: string): Promise<{ messageId: number }> {
  return until(`payment ${paymentId} is asked for`, async () => {
    const [row] = await town.sql<{ messageId: bigint }[]>`
      SELECT message_id AS "messageId" FROM outbound_messages
      WHERE payment_id = ${paymentId} AND dedupe_key LIKE ${`${paymentId}/due/%`} AND message_id IS NOT NULL`
    return row && { messageId: Number(row.messageId) }
  })
}

/** Pays the deposit by Payme and waits until the balance is asked for. */
export async function payDeposit(town: Town, buyerId: number): Promise<{ order: OrderView; paymeId: string }> {
  const { payments } = await town.orderOf(buyerId)
  const ask = await askOf(town, payments[0]!.id)
  const paid = await town.sandbox.as(buyerId).payPayme(shopBot, '💳 Payme', 'pay', ask)
  expect(paid).toMatchObject({ outcome: 'paid', faults: [] })
  await askOf(town, payments[1]!.id)
  return { order: await town.orderOf(buyerId), paymeId: paid.id }
}

/** What the book has of an order's money, in its order. */
export async function entriesOf(town: Town, orderId: string): Promise<readonly [string, string, bigint][]> {
  const rows = await town.sql<{ kind: string; provider: string; amount: bigint }[]>`
    SELECT e.kind, e.provider, e.amount FROM payment_entries e JOIN payments p ON p.id = e.payment_id
    WHERE p.order_id = ${orderId} ORDER BY e.id`
  return rows.map(({ kind, provider, amount }) => [kind, provider, amount])
}

/** How many of a product other buyers may still have. */
export async function availableOf(town: Town, productId: string): Promise<number> {
  const [row] = await town.sql<{ available: number }[]>`
    SELECT (p.stock - coalesce(sum(h.quantity) FILTER (
             WHERE h.released_at IS NULL AND h.used_at IS NULL AND h.expires_at > now()), 0))::int AS available
    FROM products p LEFT JOIN stock_holds h ON h.business_id = p.business_id AND h.product_id = p.id
    WHERE p.id = ${productId} GROUP BY p.business_id, p.id`
  return row!.available
}

/** The payments of an order as [kind, state], in their order. */
export const stagesOf = (order: OrderView) => order.payments.map(({ kind, state }) => [kind, state])

/** How many messages about an order were sent under keys like this one. */
export async function sentLike(town: Town, pattern: string): Promise<number> {
  const [row] = await town.sql<{ sent: number }[]>`
    SELECT count(*)::int AS sent FROM outbound_messages WHERE state = 'sent' AND dedupe_key LIKE ${pattern}`
  return row!.sent
}
