import { Context } from '@temporalio/activity'
import { Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../../activities'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import type { EventType } from '../../domain/events'
import type { MoneyJson } from '../../domain/money'
import { createPayLinks } from '../../domain/pay-links'
import { paymentIdOf, type PaymentKind, type PaymentPlan } from '../../domain/payment-plan'
import { settingsSchema, type Settings } from '../../domain/settings'
import type { Gateway } from '../../telegram/gateway'
import { createLifecycles } from '../../workflows/callers'
import { taskQueues } from '../../workflows/task-queues'
import { freshDatabase } from '../setup/database'
import { bundledWorkflows, timeSkipping } from '../setup/temporal'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const buyer = { by: 'buyer' } as const
export const florist = { by: 'staff', staffId: '2003' } as const
export const courier = { by: 'staff', staffId: '2004' } as const
export const owner = { by: 'staff', staffId: '2001' } as const
/** Samarkand is five hours ahead of UTC all year. */
const zoneOffset = 5 * hour
const businessId = demoBusiness.id

export type Shop = Awaited<ReturnType<typeof openShop>>
export type PlacedOrder = Awaited<ReturnType<Shop['placeAt']>>

/**
 * The demo shop with the default settings, a real Postgres and a Temporal whose time jumps. The workers are the real
 * ones; only Telegram takes every message. Workflow time is the book's time, so the book shows when things happened.
 */
export async function openShop() {
  const database = await freshDatabase()
  const { sql } = database
  await seedDemoShop(sql)
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, 'telegram:42', '42', 'Buyer')`
  const env = await timeSkipping()
  const told: { kind: string; orderId: string; number: number | null; at: number }[] = []
  const stopWorkers = await startWorkers(env, database, told)
  const lifecycles = createLifecycles(env.client)
  let orders = 0

  const book = async <T>(ask: () => Promise<T | undefined>, what: string): Promise<T> => {
    for (const giveUp = Date.now() + 20_000; Date.now() < giveUp;) {
      const answer = await ask()
      if (answer !== undefined) return answer
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`waited in vain until ${what}`)
  }

  return {
    sql,
    env,
    lifecycles,
    async close() {
      await stopWorkers()
      await env.teardown()
      await database.drop()
    },
    async settle(settings: Partial<Settings> = {}) {
      await sql`UPDATE businesses SET settings = ${sql.json(settingsSchema.parse(settings))}`
      await sql`UPDATE buyers SET nudges_on = true, unreachable_at = NULL`
    },

    /** Waits until it is `o'clock` in the shop, then places an order whose first stage is due. */
    async placeAt(oClock: number, plan: PaymentPlan) {
      const local = (await env.currentTimeMs()) + zoneOffset
      const today = Math.floor(local / day) * day + oClock * hour
      await env.sleep((today > local ? today : today + day) - local)
      const orderId = `skipped${++orders}`
      const order = { businessId, orderId }
      const address = (kind: PaymentKind) => ({ ...order, paymentId: paymentIdOf(orderId, kind) })
      const lines = [{ productId: plan === 'preorder' ? 'pion' : 'bahor', quantity: 1 }]
      await lifecycles.placeOrder(order, { buyerId: 'telegram:42', lines, plan })

      const stateOf = async (kind: PaymentKind) => {
        const [row] = await sql<{ state: string; at: Date | null; amount: bigint; currency: MoneyJson['currency'] }[]>`
          SELECT state, opened_at AS at, amount, currency FROM payments WHERE id = ${address(kind).paymentId}`
        return row
      }
      const opened = (kind: PaymentKind): Promise<number> =>
        book(async () => (await stateOf(kind))?.at?.getTime(), `the ${kind} is open`)
      const inState = (state: string) =>
        book(async () => {
          const [row] = await sql<{ state: string }[]>`SELECT state FROM orders WHERE id = ${orderId}`
          return row?.state === state ? state : undefined
        }, `the order is ${state}`)

      const first = await opened(plan === 'full' ? 'full' : 'deposit')
      return {
        order,
        address,
        opened,
        inState,
        /** When the first stage fell due. */
        first,
        state: async () => (await sql<{ state: string }[]>`SELECT state FROM orders WHERE id = ${orderId}`)[0]?.state,
        stateOf: async (kind: PaymentKind) => (await stateOf(kind))?.state,
        async hold(kind: PaymentKind, externalId: string) {
          const row = await stateOf(kind)
          const money = { amount: row!.amount.toString(), currency: row!.currency }
          const providerTime = await env.currentTimeMs()
          return lifecycles.hold(address(kind), { provider: 'payme', externalId, money, providerTime })
        },
        async pay(kind: PaymentKind) {
          await lifecycles.markPaidByHand(address(kind), { staffId: '2001', pressId: `${orderId}${kind}` })
        },
        /** Minutes after `since` at which a fact was written into the book. */
        async facts(type: EventType, since: number) {
          const rows = await sql<{ at: Date }[]>`
            SELECT occurred_at AS at FROM business_events WHERE order_id = ${orderId} AND type = ${type} ORDER BY seq`
          return rows.map(({ at }) => Math.round((at.getTime() - since) / minute))
        },
        /** Minutes after `since` at which a lifecycle wanted something said. */
        told: (kind: string, since: number) =>
          told
            .filter((notice) => notice.orderId === orderId && notice.kind === kind)
            .map(({ at }) => Math.round((at - since) / minute)),
      }
    },
  }
}

async function startWorkers(
  env: Awaited<ReturnType<typeof timeSkipping>>,
  { sql }: Awaited<ReturnType<typeof freshDatabase>>,
  told: { kind: string; orderId: string; number: number | null; at: number }[],
): Promise<() => Promise<void>> {
  let messages = 0
  const takesEverything = new Proxy({}, { get: () => () => Promise.resolve({ message_id: ++messages }) })
  const gateway = takesEverything as Gateway
  const deps = {
    sql,
    telegramFor: () => gateway,
    links: createPayLinks(() => undefined),
    log: pino({ level: 'silent' }),
  }
  const telegram = createTelegramActivities(deps)
  const common = { connection: env.nativeConnection }
  const orderly = await Worker.create({
    ...common,
    ...bundledWorkflows(),
    taskQueue: taskQueues.orderly,
    activities: createOrderlyActivities(deps),
  })
  const speaker = await Worker.create({
    ...common,
    taskQueue: taskQueues.telegram,
    activities: {
      ...telegram,
      async tell(notice: Parameters<typeof telegram.tell>[0]) {
        const outcome = await telegram.tell(notice)
        const at = Context.current().info.scheduledTimestampMs
        const number = 'nudge' in notice ? notice.nudge : null
        if (outcome === 'sent' || outcome === 'refused')
          told.push({ kind: notice.kind, orderId: notice.orderId, number, at })
        return outcome
      },
    },
  })
  const runs = Promise.all([orderly.run(), speaker.run()])
  return async () => {
    orderly.shutdown()
    speaker.shutdown()
    await runs
  }
}
