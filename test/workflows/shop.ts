import { Context } from '@temporalio/activity'
import { Worker, type WorkerOptions } from '@temporalio/worker'
import { pino } from 'pino'
import type { LedgerActivities } from '../../activities/ledger'
import { createOrderlyActivities, createTelegramActivities } from '../../activities'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import type { EventType } from '../../domain/events'
import { orderWorkflowId, paidFor } from '../../domain/ids'
import type { MoneyJson } from '../../domain/money'
import type { Notice } from '../../domain/notices'
import { createPayLinks } from '../../domain/pay-links'
import { paymentIdOf, type PaymentKind, type PaymentPlan } from '../../domain/payment-plan'
import type { Provider } from '../../domain/providers'
import { settingsSchema, type Settings } from '../../domain/settings'
import { deployedAs } from '../../ops/worker-deployment'
import type { Gateway } from '../../telegram/gateway'
import { createLifecycles } from '../../workflows/callers'
import { taskQueues } from '../../workflows/task-queues'
import { freshDatabase } from '../setup/database'
import { bundledWorkflows, devServer, timeSkipping } from '../setup/temporal'

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

type NoticeKind = Notice['kind']
export type Shop = Awaited<ReturnType<typeof openShop>>
export type PlacedOrder = Awaited<ReturnType<Shop['placeAt']>>

/**
 * The demo shop with the default settings, a real Postgres and a Temporal whose time jumps, or the real server where
 * things have to happen in the same moment. The workers are the real ones; only Telegram takes every message. Workflow
 * time is the book's time, so the book shows when things happened.
 */
export async function openShop({
  time = 'jumps',
  telegram = {},
  workers = true,
}: {
  readonly time?: 'jumps' | 'is real'
  /** Calls that Telegram answers in a way of its own; it takes every other one. */
  readonly telegram?: Partial<Gateway>
  /** False: none run until the test starts the builds that it wants. */
  readonly workers?: boolean
} = {}) {
  const database = await freshDatabase()
  const { sql } = database
  await seedDemoShop(sql)
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, 'telegram:42', '42', 'Buyer')`
  const env = time === 'jumps' ? await timeSkipping() : await realTime()
  const told: Told[] = []
  const hushed = new Map<string, Promise<void>>()
  const says: (() => void)[] = []
  const ground = { told, hushed, telegram }
  let stopWorkers = workers ? await startWorkers(env, database, ground) : () => Promise.resolve()
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
    told,
    book,
    async close() {
      await stopWorkers()
      await env.teardown()
      await database.drop()
    },
    /** Deploys other workflow code: the old workers stop, new ones go on. */
    async deploy(workflowsPath: string) {
      await stopWorkers()
      stopWorkers = await startWorkers(env, database, { ...ground, workflows: { workflowsPath } })
    },
    /** Workers of one build beside all others; answers how to stop them. */
    startBuild: (buildId: string | undefined, workflows: Parameters<typeof startWorkers>[2]['workflows']) =>
      startWorkers(env, database, { ...ground, workflows, buildId }),
    /** Telegram takes no message of this kind, or the book not this step, until `unhush`. */
    hush(kind: NoticeKind | keyof LedgerActivities): void {
      hushed.set(kind, new Promise((resolve) => says.push(resolve)))
    },
    unhush(): void {
      hushed.clear()
      for (const say of says.splice(0)) say()
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
      return this.place(plan)
    },

    /** Places an order; answers when its first stage is due. */
    async place(plan: PaymentPlan) {
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
        /** Money that Telegram says has landed; 100 tiyin less when `short`. */
        async land(kind: PaymentKind, externalId: string, { short = false } = {}) {
          const row = await stateOf(kind)
          const money = { amount: (row!.amount - (short ? 100n : 0n)).toString(), currency: row!.currency }
          const landed = { money, providerTime: await env.currentTimeMs() }
          await lifecycles.moneyLanded(address(kind), { provider: 'telegram_fiat', externalId, landed })
        },
        /** `provider reason state` of each refund, once there are `count`. */
        refunds: (count: number) =>
          book(async () => {
            const rows = await sql<{ refund: string }[]>`
              SELECT concat_ws(' ', provider, reason, state) AS refund FROM refunds
              WHERE payment_id LIKE ${`${orderId}.%`} AND state <> 'requested' ORDER BY refund`
            return rows.length === count ? rows.map(({ refund }) => refund) : undefined
          }, `${count} refunds are waiting or done`),
        async confirm(kind: PaymentKind, provider: Provider, externalId: string) {
          const { businessId: business, paymentId } = address(kind)
          return lifecycles.confirmRefund({ businessId: business, paymentId, provider, externalId }, '2001')
        },
        /** What the order's workflow answered when it ended. */
        ended: () => env.client.workflow.getHandle(orderWorkflowId(businessId, orderId)).result(),
        async pay(kind: PaymentKind) {
          await lifecycles.markPaidByHand(address(kind), { staffId: '2001', pressId: `${orderId}${kind}` })
        },
        /** Minutes after `since` at which a fact was written into the book. */
        async facts(type: EventType, since: number) {
          const rows = await sql<{ at: Date }[]>`
            SELECT occurred_at AS at FROM business_events WHERE order_id = ${orderId} AND type = ${type} ORDER BY seq`
          return rows.map(({ at }) => Math.round((at.getTime() - since) / minute))
        },
        /** What the order was late for, as the book has it. */
        async waitedFor() {
          const rows = await sql<{ waiting: string }[]>`
            SELECT payload ->> 'waiting_for' AS waiting FROM business_events
            WHERE order_id = ${orderId} AND type = 'order_late' ORDER BY seq`
          return rows.map(({ waiting }) => waiting)
        },
        untilTold: (kind: NoticeKind, times: number) =>
          book(() => {
            const heard = told.filter((notice) => notice.orderId === orderId && notice.kind === kind).length
            return Promise.resolve(heard === times ? heard : undefined)
          }, `${kind} is told ${times} times`),
        /** Minutes after `since` at which a lifecycle wanted something said. */
        told: (kind: string, since: number) =>
          told
            .filter((notice) => notice.orderId === orderId && notice.kind === kind)
            .map(({ at }) => Math.round((at - since) / minute)),
      }
    },
  }
}

type Env = Pick<
  Awaited<ReturnType<typeof timeSkipping>>,
  'client' | 'nativeConnection' | 'sleep' | 'currentTimeMs' | 'teardown'
> & { readonly namespace?: string }

async function realTime(): Promise<Env> {
  const server = await devServer()
  const { client, nativeConnection, namespace } = server
  return {
    client: client as Env['client'],
    nativeConnection,
    namespace,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Number(ms))),
    currentTimeMs: () => Promise.resolve(Date.now()),
    teardown: () => server.close(),
  }
}

/** The order or the subscription that a notice is about. */
function subjectOf(notice: Notice): string {
  if ('orderId' in notice) return notice.orderId
  if ('subscriptionId' in notice) return notice.subscriptionId
  const { orderId, subscriptionId } = 'paymentId' in notice ? paidFor(notice.paymentId) : {}
  return orderId ?? subscriptionId ?? ''
}

/** The book, whose named steps wait while they are hushed. */
function held<A extends object>(activities: A, hushed: ReadonlyMap<string, Promise<void>>): A {
  const entries = Object.entries(activities as Record<string, (...args: unknown[]) => Promise<unknown>>)
  return Object.fromEntries(
    entries.map(([name, step]) => [
      name,
      async (...args: unknown[]) => {
        await hushed.get(name)
        return step(...args)
      },
    ]),
  ) as A
}

interface Told {
  readonly kind: string
  readonly orderId: string
  readonly number: number | null
  readonly at: number
}

async function startWorkers(
  env: Env,
  { sql }: Awaited<ReturnType<typeof freshDatabase>>,
  {
    told,
    hushed,
    telegram: answers,
    workflows = bundledWorkflows(),
    buildId,
  }: {
    told: Told[]
    hushed: ReadonlyMap<string, Promise<void>>
    telegram: Partial<Gateway>
    workflows?: Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> | undefined
    buildId?: string | undefined
  },
): Promise<() => Promise<void>> {
  let messages = 0
  const takesEverything = () => Promise.resolve({ message_id: ++messages })
  const gateway = new Proxy(answers, {
    get: (_, method) => answers[method as keyof Gateway] ?? takesEverything,
  }) as Gateway
  const deps = {
    sql,
    telegramFor: () => gateway,
    links: createPayLinks(() => undefined),
    log: pino({ level: 'silent' }),
  }
  const telegram = createTelegramActivities(deps)
  const common = {
    connection: env.nativeConnection,
    ...(env.namespace && { namespace: env.namespace }),
    ...deployedAs(buildId),
  }
  const orderly = await Worker.create({
    ...common,
    ...workflows,
    taskQueue: taskQueues.orderly,
    activities: held(createOrderlyActivities(deps), hushed),
  })
  const speaker = await Worker.create({
    ...common,
    taskQueue: taskQueues.telegram,
    activities: {
      ...telegram,
      async tell(notice: Parameters<typeof telegram.tell>[0]) {
        await hushed.get(notice.kind)
        const outcome = await telegram.tell(notice)
        const at = Context.current().info.scheduledTimestampMs
        const number = 'nudge' in notice ? notice.nudge : null
        if (outcome === 'sent' || outcome === 'refused')
          told.push({ kind: notice.kind, orderId: subjectOf(notice), number, at })
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
