import { demoBusiness } from '../../db/demo-shop'
import type { Settings } from '../../domain/settings'
import {
  courier,
  couriers,
  florist,
  florists,
  manager,
  owner,
  ownerBot,
  shopBot,
  until,
  type OrderView,
  type Town,
} from './town'

// What people do in the town. What the book then has of it: order-book.ts.

const planCodes = { full: 'f', deposit: 'd', preorder: 'p' } as const

/** Over the settings of the shop from now on; an order that runs already keeps the times it has looked up. */
export async function resettle(town: Town, settings: Partial<Settings>): Promise<void> {
  await town.sql`
    UPDATE businesses SET settings = settings || ${town.sql.json(settings as never)} WHERE id = ${demoBusiness.id}`
}

/** A buyer orders one of a product on a plan, and has the message that asks for the first money. */
export async function placeOrder(
  town: Town,
  buyerId: number,
  { product, plan }: { product: string; plan: keyof typeof planCodes },
): Promise<OrderView> {
  const buyer = town.sandbox.as(buyerId)
  const before = await town.orderOf(buyerId).catch(() => undefined)
  if (!before) await buyer.send(shopBot, '/start')
  const { seq } = await buyer.send(shopBot, '/catalog')
  await pressNew(town, buyerId, { after: seq, button: new RegExp(`^p:${product}$`) })
  await pressNew(town, buyerId, { after: seq, button: new RegExp(`^co:[^:]+:${product}:1:${planCodes[plan]}$`) })
  const { payments } = await until(`${buyerId} has a new order`, async () => {
    const newest = await town.orderOf(buyerId).catch(() => undefined)
    return newest && newest.id !== before?.id ? newest : undefined
  })
  await askOf(town, payments[0]!.id)
  return town.orderOf(buyerId)
}

/** Only a button that appeared after `after`: one of an earlier screen would place the earlier order once more. */
async function pressNew(
  town: Town,
  buyerId: number,
  { after, button }: { after: number; button: RegExp },
): Promise<void> {
  const buyer = town.sandbox.as(buyerId)
  const found = await until(`a button ${button.source} is shown`, async () => {
    for (const message of (await buyer.messages(shopBot)).toReversed()) {
      if (message.seq <= after) continue
      for (const key of message.keyboard.flat()) {
        if (!('callback_data' in key) || !button.test(key.callback_data)) continue
        return { messageId: message.id, data: key.callback_data }
      }
    }
    return undefined
  })
  await buyer.press(shopBot, { data: found.data }, { messageId: found.messageId })
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

/** Pays the deposit by Payme and waits until the balance is asked for. Answers Payme's id of the transaction. */
export async function payDeposit(town: Town, buyerId: number): Promise<string> {
  const { payments } = await town.orderOf(buyerId)
  const ask = await askOf(town, payments[0]!.id)
  const paid = await town.sandbox.as(buyerId).payPayme(shopBot, '💳 Payme', 'pay', ask)
  expect(paid).toMatchObject({ outcome: 'paid', faults: [] })
  await askOf(town, payments[1]!.id)
  return paid.id
}

/** A florist makes what was paid for, and the courier sets off with it. */
export async function makeAndHandOver(town: Town, buyerId: number, orderId: string): Promise<void> {
  await town.untilOrder(buyerId, 'offered')
  await town.sandbox.as(florist).press(florists, { data: `fa:${orderId}` })
  await town.untilOrder(buyerId, 'accepted')
  await town.sandbox.as(florist).press(florists, { data: `fd:${orderId}` })
  await town.untilOrder(buyerId, 'assembled')
  await town.sandbox.as(courier).press(couriers, { data: `ch:${orderId}` })
  await town.untilOrder(buyerId, 'out_for_delivery')
}

/** The courier arrives, and the buyer rates; answers the closed order. */
export async function arriveAndRate(town: Town, buyerId: number, orderId: string): Promise<OrderView> {
  await town.sandbox.as(courier).press(couriers, { data: `cd:${orderId}` })
  await town.sandbox.as(buyerId).press(shopBot, { data: `r:${orderId}:5` })
  return town.untilOrder(buyerId, 'closed')
}

/** A paid order goes all its way. */
export async function deliver(town: Town, buyerId: number, orderId: string): Promise<OrderView> {
  await makeAndHandOver(town, buyerId, orderId)
  return arriveAndRate(town, buyerId, orderId)
}

/** A manager opens an order and presses *Cancel*: the bot asks whether, and why. */
export async function askToCancelAsStaff(town: Town, orderId: string): Promise<void> {
  const desk = town.sandbox.as(manager)
  await desk.send(shopBot, '/staff')
  await desk.press(shopBot, { data: `so:${orderId}` })
  await desk.press(shopBot, { data: `sx:${orderId}` })
}

export async function cancelAsStaff(town: Town, orderId: string): Promise<void> {
  await askToCancelAsStaff(town, orderId)
  await town.sandbox.as(manager).press(shopBot, { data: `sxx:${orderId}` })
}

/**
 * The owner asks for the funnel until it says this; visibility and the feed follow the orders by a moment. Temporal and
 * the book must agree, unless `disagreeing`.
 */
export function funnelSays(town: Town, wanted: RegExp, { disagreeing = false } = {}): Promise<string> {
  const boss = town.sandbox.as(owner)
  return until(`the funnel says ${wanted.source}`, async () => {
    await boss.send(ownerBot, '/funnel')
    const { text } = await boss.waitFor(ownerBot, /Temporal: сейчас/)
    return wanted.test(text) && text.includes('⚠️ Расхождение') === disagreeing ? text : undefined
  })
}

/** The owner presses *Returned* under the refund that waits for this payment's money. */
export async function pressReturned(town: Town, paymentId: string) {
  const ourId = await until(`${paymentId} waits to be returned`, async () => {
    const [refund] = await town.sql<{ ourId: bigint }[]>`
      SELECT t.our_id AS "ourId" FROM refunds r
      JOIN provider_transactions t ON t.provider = r.provider AND t.external_id = r.external_id
      WHERE r.payment_id = ${paymentId} AND r.state <> 'requested' ORDER BY r.state LIMIT 1`
    return refund?.ourId
  })
  return town.sandbox.as(owner).press(shopBot, { data: `rf:${ourId}` })
}
