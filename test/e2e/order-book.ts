import { paymentWorkflowId, refundWorkflowId, type PaymentId } from '../../domain/ids'
import type { Provider } from '../../domain/providers'
import { demoBusiness } from '../../db/demo-shop'
import { courier, couriers, florist, florists, shopBot, until, type OrderView, type Town } from './town'

const planCodes = { full: 'f', deposit: 'd', preorder: 'p' } as const

/** A buyer opens a flower in the bot and orders one on a plan; answers the order once it waits for its first money. */
export async function placeOrder(
  town: Town,
  buyer: number,
  { product, plan }: { product: string; plan: keyof typeof planCodes },
): Promise<OrderView> {
  const person = town.sandbox.as(buyer)
  const before = await town.orderOf(buyer).catch(() => undefined)
  await person.send(shopBot, '/start')
  await person.send(shopBot, '/catalog')
  await person.press(shopBot, { data: `p:${product}` })
  const data = await until(`the plan ${plan} is offered`, async () => {
    const buttons = (await person.messages(shopBot)).flatMap(({ keyboard }) => keyboard.flat())
    const wanted = new RegExp(`^co:[^:]+:${product}:1:${planCodes[plan]}$`)
    return buttons
      .map((button) => ('callback_data' in button ? button.callback_data : ''))
      .findLast((candidate) => wanted.test(candidate))
  })
  await person.press(shopBot, { data })
  return until(`the first stage of an order of ${buyer} is due`, async () => {
    const order = await town.orderOf(buyer).catch(() => undefined)
    return order && order.id !== before?.id && order.payments[0]?.state === 'due' ? order : undefined
  })
}

/** Florist and courier take a paid order to its buyer, who rates it; answers when it is closed. */
export async function deliver(town: Town, buyer: number, { id }: OrderView): Promise<OrderView> {
  await town.untilOrder(buyer, 'offered')
  await town.sandbox.as(florist).press(florists, { data: `fa:${id}` })
  await town.untilOrder(buyer, 'accepted')
  await town.sandbox.as(florist).press(florists, { data: `fd:${id}` })
  await town.untilOrder(buyer, 'assembled')
  await town.sandbox.as(courier).press(couriers, { data: `ch:${id}` })
  await town.untilOrder(buyer, 'out_for_delivery')
  await town.sandbox.as(courier).press(couriers, { data: `cd:${id}` })
  await town.sandbox.as(buyer).press(shopBot, { data: `r:${id}:5` })
  return town.untilOrder(buyer, 'closed')
}

/** The states of an order's stages, in their order. */
export const stagesOf = (order: OrderView) => order.payments.map(({ kind, state, amount }) => [kind, state, amount])

/** The ledger of an order, oldest first: stage, what moved, who moved it, in our money and in the provider's. */
export async function entriesOf(town: Town, { id }: OrderView) {
  const rows = await town.sql<
    { stage: string; kind: string; provider: string; amount: bigint; moved: bigint; currency: string; actor: string }[]
  >`
    SELECT p.kind AS stage, e.kind, e.provider, e.amount, e.provider_amount AS moved, e.provider_currency AS currency,
           e.actor
    FROM payment_entries e JOIN payments p ON p.business_id = e.business_id AND p.id = e.payment_id
    WHERE p.order_id = ${id} ORDER BY e.id`
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
export async function eventsOf(town: Town, { id }: OrderView): Promise<string[]> {
  const rows = await town.sql<{ type: string }[]>`
    SELECT type FROM business_events WHERE order_id = ${id} ORDER BY seq`
  return rows.map(({ type }) => type)
}

/** The refunds of an order: which transaction goes back, why, and how far it is. */
export async function refundsOf(town: Town, { id }: OrderView) {
  const rows = await town.sql<
    { provider: Provider; externalId: string; reason: string; state: string; completedBy: string | null }[]
  >`
    SELECT r.provider, r.external_id AS "externalId", r.reason, r.state, r.completed_by AS "completedBy"
    FROM refunds r JOIN payments p ON p.business_id = r.business_id AND p.id = r.payment_id
    WHERE p.order_id = ${id} ORDER BY r.requested_at`
  return rows.map((row) => ({ ...row }))
}

/** Waits until nothing is being sent, then answers what could not be. */
export async function unsent(town: Town) {
  await until('every message was sent', async () => {
    const [row] = await town.sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM outbound_messages WHERE state = 'sending'`
    return row?.n === 0 ? true : undefined
  })
  const rows = await town.sql`SELECT dedupe_key, chat_id, state, error FROM outbound_messages WHERE state <> 'sent'`
  return rows.map((row) => ({ ...row }))
}

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
