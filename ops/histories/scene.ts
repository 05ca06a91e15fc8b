import type { Client } from '@temporalio/client'
import { demoBusiness } from '../../db/demo-shop'
import type { Db } from '../../db/types'
import type { MoneyJson } from '../../domain/money'
import { paymentIdOf, type PaymentKind, type PaymentPlan } from '../../domain/payment-plan'
import type { OrderState } from '../../domain/order-states'
import type { PaymentState } from '../../domain/payment-states'
import type { Provider } from '../../domain/providers'
import { createLifecycles } from '../../workflows/callers'
import type { RefundStart } from '../../workflows/refund/messages'
import { taskQueues } from '../../workflows/task-queues'
import { createSubscriber } from './subscriber'
import { until } from './waiting'

/** A buyer who exists nowhere: histories carry the id, and nothing else of a person. */
export const buyerId = 'telegram:42'
export const florist = { by: 'staff', staffId: '2003' } as const
export const courier = { by: 'staff', staffId: '2004' } as const
export const owner = { by: 'staff', staffId: '2001' } as const
const orderId = 'recorded1'
const businessId = demoBusiness.id
const order = { businessId, orderId }

export type Scene = ReturnType<typeof createScene>

/** One order in a database and a Temporal namespace of its own, and everything that people and providers do to it. */
export function createScene({ sql, client }: { sql: Db; client: Client }) {
  const lifecycles = createLifecycles(client)
  const address = (kind: PaymentKind) => ({ ...order, paymentId: paymentIdOf(orderId, kind) })

  const priceOf = async (kind: PaymentKind): Promise<MoneyJson> => {
    const [row] = await sql<{ amount: bigint; currency: MoneyJson['currency'] }[]>`
      SELECT amount, currency FROM payments WHERE id = ${address(kind).paymentId}`
    if (!row) throw new Error(`the order has no ${kind}`)
    return { amount: row.amount.toString(), currency: row.currency }
  }
  const untilOrder = (state: OrderState) =>
    until(`the order is ${state}`, async () => {
      const [row] = await sql<{ state: OrderState }[]>`SELECT state FROM orders WHERE id = ${orderId}`
      return row?.state === state
    })
  const untilPayment = (kind: PaymentKind, state: PaymentState) =>
    until(`the ${kind} is ${state}`, async () => {
      const [row] = await sql<{ state: PaymentState }[]>`
        SELECT state FROM payments WHERE id = ${address(kind).paymentId}`
      return row?.state === state
    })
  const untilFact = (type: string, times = 1) =>
    until(`${type} has been told`, async () => {
      const facts = await sql`SELECT 1 FROM business_events WHERE order_id = ${orderId} AND type = ${type}`
      return facts.length >= times
    })

  const refundOf = (kind: PaymentKind, provider: Provider, externalId: string): RefundStart => {
    return { ...address(kind), provider, externalId }
  }

  return {
    sql,
    lifecycles,
    subscriber: createSubscriber({ sql, lifecycles }),
    order,
    address,
    priceOf,
    untilOrder,
    untilPayment,
    untilFact,
    refundOf,

    async place(plan: PaymentPlan, productId = plan === 'preorder' ? 'pion' : 'atirgul25', quantity = 1) {
      await lifecycles.placeOrder(order, { buyerId, plan, lines: [{ productId, quantity }] })
    },

    /** As its schedule begins it. */
    async backUp() {
      const workflowId = `backup/${businessId}`
      await client.workflow.execute('backup', { workflowId, taskQueue: taskQueues.orderly, args: [{ businessId }] })
    },

    /** As Payme and Click do it: reserve, then perform. */
    async pay(kind: PaymentKind, provider: Provider, externalId: string) {
      await untilPayment(kind, 'due')
      const money = await priceOf(kind)
      await lifecycles.hold(address(kind), { provider, externalId, money, providerTime: Date.now() })
      await lifecycles.perform(address(kind), { provider, externalId })
      await untilPayment(kind, 'paid')
    },

    /** As Telegram reports it: money that has moved, whatever we say. */
    async land(kind: PaymentKind, provider: Provider, externalId: string, money?: MoneyJson) {
      const landed = { money: money ?? (await priceOf(kind)), providerTime: Date.now() }
      await lifecycles.moneyLanded(address(kind), { provider, externalId, landed })
    },

    /** From the offer to the door. */
    async fulfil() {
      await untilOrder('offered')
      await lifecycles.accept(order, florist)
      await lifecycles.assembled(order, florist)
      await lifecycles.handOver(order, courier)
      await lifecycles.delivered(order, courier)
    },

    /** Staff gave the money back in the provider's cabinet, once it stands on the owner's list. */
    async confirmRefund(kind: PaymentKind, provider: Provider, externalId: string) {
      await until('the refund waits for staff', async () => {
        const [row] = await sql`SELECT 1 FROM refunds WHERE external_id = ${externalId} AND state = 'awaiting_staff'`
        return row !== undefined
      })
      await lifecycles.confirmRefund(refundOf(kind, provider, externalId), owner.staffId)
    },

    /** Until a person has been told so: `kind` of the notice, at least `times`. */
    async untilTold(told: readonly { readonly kind: string }[], kind: string, times = 1) {
      await until(`${kind} has been said`, () =>
        Promise.resolve(told.filter((notice) => notice.kind === kind).length >= times),
      )
    },
  }
}
