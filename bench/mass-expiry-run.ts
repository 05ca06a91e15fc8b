import type { Client } from '@temporalio/client'
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../activities'
import { createShopBot } from '../bots/shop/bot'
import { demoBusiness, seedDemoShop } from '../db/demo-shop'
import type { Db } from '../db/types'
import { createPayLinks } from '../domain/pay-links'
import { settingsSchema } from '../domain/settings'
import { textsIn } from '../locales/texts'
import { createSandboxClient, type SandboxClient } from '../sandbox/client'
import { defaultGroups, defaultPeople } from '../sandbox/people'
import { startSandbox } from '../sandbox/server'
import { atMost } from '../ops/at-most'
import { createGateway } from '../telegram/gateway'
import { createLifecycles } from '../workflows/callers'
import { taskQueues, workerLimits } from '../workflows/task-queues'
import { callsKept } from './calls-kept'
import { club, writeSubscribers } from './subscribers'

export interface MassExpiryGround {
  /** An empty shop's database, migrated. */
  readonly sql: Db
  readonly client: Client
  readonly nativeConnection: NativeConnection
  readonly namespace: string
  readonly workflows: Pick<WorkerOptions, 'workflowBundle'>
  /** They wake one by one within the setting's default, as in a real shop; else all in the moment of their end. */
  readonly spread: boolean
  readonly say?: (line: string) => void
}

export interface MassExpiryFigures {
  readonly subscriptions: number
  /** From the first end to the last removal, and to the last message about it. Seconds. */
  readonly lastRemovalSeconds: number
  readonly lastToldSeconds: number
  readonly removalsPerSecond: number
  /** Calls to send that Telegram's limits refused. */
  readonly refusedForRate: number
  readonly purchases: readonly {
    /** What stood in the queue when the buyer paid. */
    readonly removalsAhead: number
    /** From the first try to pay to the link in the buyer's chat. Seconds. */
    readonly linkSeconds: number
    /** Tries that were answered "try again in a minute". */
    readonly refusals: number
  }[]
}

const token = '7000001:shop-secret'
const shopBot = 'gulzor_bot'
const businessId = demoBusiness.id
const firstUser = 100_000
const log = pino({ level: 'silent' })
const t = textsIn('uz')
/** The beginnings of all the others stand before the first step of whoever buys. */
const patienceMs = 300_000
/** When, as parts of all removals, somebody buys. */
const buyAt = [0.1, 0.4, 0.7]

/**
 * So many subscriptions end within one minute, while people go on buying. The worker is the real one with its real limit
 * of 28 a second, and the sandbox refuses what Telegram would refuse.
 */
export async function runMassExpiry(count: number, ground: MassExpiryGround): Promise<MassExpiryFigures> {
  const { sql, client, spread, say = () => undefined } = ground
  await seedDemoShop(sql)
  // The demo reminds a minute before the end, which would be another message for each in the same minutes.
  await sql`UPDATE businesses SET settings = jsonb_set(settings, '{subscriptions,remindersMs}', '[]')`
  // In the demo all go at once.
  const { spreadMs } = settingsSchema.parse({}).subscriptions
  if (spread)
    await sql`UPDATE businesses SET settings = jsonb_set(settings, '{subscriptions,spreadMs}', ${sql.json(spreadMs)})`
  const users = Array.from({ length: count }, (_, index) => firstUser + index)
  const buyers = buyAt.map((_, index) => firstUser + count + index)
  const crowd = [...users, ...buyers].map((id) => ({
    id,
    role: 'buyer' as const,
    firstName: `Buyer ${id}`,
    language: 'uz',
    stars: 10_000,
  }))
  const sandbox = await startSandbox({
    apiUrl: 'http://127.0.0.1:9',
    businessId,
    payme: { key: 'key' },
    click: { serviceId: '1', merchantId: '2', secretKey: 'secret' },
    bots: [{ token, username: shopBot, name: 'Gulzor' }],
    people: [...defaultPeople, ...crowd],
    groups: defaultGroups,
    callsKept: callsKept(count),
    logLevel: 'silent',
  })
  const gateway = createGateway({ token, apiRoot: sandbox.url })
  const lifecycles = createLifecycles(client)
  const people = createSandboxClient(sandbox.url)
  const deps = { sql, telegramFor: () => gateway, links: createPayLinks(() => undefined), log }
  const shop = { botId: '7000001', businessId, sql, lifecycles, gateway, links: deps.links, log, now: Date.now }
  const bot = createShopBot({ ...shop, token })
  const stopWorkers = await startWorkers(ground, deps)
  try {
    say(`${count} people write to the bot and are in the channel`)
    await atMost(16, users, (user) => people.as(user).send(shopBot, '/start'))
    await people.chats.seatMany(club, users, 'member')
    // They did so long ago: the bot has answered and forgotten it.
    await gateway.deleteWebhook({ drop_pending_updates: true })
    await bot.startPolling()

    const endsAt = Date.now() + Math.max(20_000, count * 60)
    const spread = Math.min(60_000, count * 20)
    await writeSubscribers(
      sql,
      users.map((user, index) => ({
        user,
        state: 'cancelled' as const,
        paidUntil: new Date(endsAt + Math.floor((index * spread) / count)),
        outcome: 'member' as const,
      })),
    )
    await atMost(16, users, (user) => lifecycles.subscriptionChanged({ businessId, subscriptionId: `sub${user}` }))
    const invoices = await atMost(1, buyers, (buyer) => invoiceOf(people, buyer))
    const ahead = endsAt - Date.now()
    if (ahead < 0)
      throw new Error(`the subscriptions were begun ${-ahead} ms too late; this machine is too slow for ${count}`)
    say(`${count} subscriptions wait; they end from ${new Date(endsAt).toISOString()} on`)
    await pause(ahead)
    const purchases = buyDuring({ count, sql, people, invoices, buyers, say })
    // Awaited below; if the removals fail first, that is what has to be heard.
    purchases.catch(() => undefined)
    const { lastRemoval, lastTold } = await untilAllAreOut({ count, sql, say })
    const seconds = (at: number) => Math.round((at - endsAt) / 100) / 10
    const calls = await people.calls({ limit: callsKept(count) })
    const left = (await people.chats.get(club)).memberCount
    if (left > buyers.length + 5) throw new Error(`${left} people are still in the channel`)
    return {
      subscriptions: count,
      lastRemovalSeconds: seconds(lastRemoval),
      lastToldSeconds: seconds(lastTold),
      removalsPerSecond: Math.round((count / ((lastRemoval - endsAt) / 1000)) * 10) / 10,
      refusedForRate: calls.filter(({ status }) => status === 429).length,
      purchases: await purchases,
    }
  } finally {
    await bot.stop()
    await stopWorkers()
    await sandbox.close()
  }
}

type ActivityDeps = Parameters<typeof createTelegramActivities>[0]

/** As ops/worker.ts starts them. */
async function startWorkers(
  { nativeConnection: connection, namespace, workflows }: MassExpiryGround,
  deps: ActivityDeps,
) {
  const orderly = await Worker.create({
    connection,
    namespace,
    ...workflows,
    taskQueue: taskQueues.orderly,
    activities: createOrderlyActivities(deps),
    ...workerLimits.orderly,
  })
  const telegram = await Worker.create({
    connection,
    namespace,
    taskQueue: taskQueues.telegram,
    activities: createTelegramActivities(deps),
    ...workerLimits.telegram,
  })
  const runs = Promise.all([orderly.run(), telegram.run()])
  return async () => {
    orderly.shutdown()
    telegram.shutdown()
    await runs
  }
}

/** Goes as far as the invoice, so that only paying is left. */
async function invoiceOf(people: SandboxClient, buyer: number): Promise<string> {
  const person = people.as(buyer)
  await person.send(shopBot, '/start')
  await person.send(shopBot, '/plans')
  await person.press(shopBot, { data: 'sp:club' })
  await person.press(shopBot, t.plain('btn-subscribe'))
  await person.press(shopBot, t.plain('btn-agree'))
  const { keyboard } = await firstWith(person, /^pr:/)
  await person.press(shopBot, { data: keyboard })
  return person.linkOf(shopBot, t.plain('btn-pay-invoice', { stars: '300\u00a0⭐' }))
}

/** The first button of the chat whose callback data fits. */
async function firstWith(person: ReturnType<SandboxClient['as']>, data: RegExp): Promise<{ keyboard: string }> {
  for (const giveUp = Date.now() + patienceMs; Date.now() < giveUp; await pause(100)) {
    const found = /"(pr:[\w.]+)"/.exec(JSON.stringify(await person.messages(shopBot)))?.[1]
    if (found && data.test(found)) return { keyboard: found }
  }
  throw new Error('the shop did not ask for money')
}

interface Progress {
  readonly count: number
  readonly sql: Db
  readonly say: (line: string) => void
}

async function removedOf({ sql }: Pick<Progress, 'sql'>): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM access_grants WHERE settled_at IS NOT NULL AND outcome = 'removed'`
  return row?.n ?? 0
}

async function buyDuring({
  people,
  invoices,
  buyers,
  ...progress
}: Progress & { people: SandboxClient; invoices: readonly string[]; buyers: readonly number[] }) {
  const purchases: MassExpiryFigures['purchases'][number][] = []
  for (const [index, part] of buyAt.entries()) {
    while ((await removedOf(progress)) < part * progress.count) await pause(50)
    const removalsAhead = progress.count - (await removedOf(progress))
    const buyer = people.as(buyers[index]!)
    const paidAt = Date.now()
    let refusals = 0
    while ((await buyer.payInvoiceLink(shopBot, invoices[index]!)).outcome !== 'paid') {
      if (++refusals > 20) throw new Error('nobody can pay')
      await pause(1_000)
    }
    await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/, { after: 0, timeoutMs: 120_000 })
    const linkSeconds = Math.round((Date.now() - paidAt) / 10) / 100
    purchases.push({ removalsAhead, linkSeconds, refusals })
    progress.say(
      `somebody bought with ${removalsAhead} removals ahead: the link came after ${linkSeconds} s, ${refusals} refusals`,
    )
  }
  return purchases
}

/** Of the crowd: who buys meanwhile may be out again before the last of them. */
async function untilAllAreOut({ count, sql, say }: Progress): Promise<{ lastRemoval: number; lastTold: number }> {
  const giveUp = Date.now() + 60_000 + count * 200
  for (let saidAt = Date.now(); Date.now() < giveUp; await pause(250)) {
    const [row] = await sql<{ removed: number; told: number; lastRemoval: Date | null; lastTold: Date | null }[]>`
      SELECT (SELECT count(*)::int FROM access_grants WHERE outcome = 'removed' AND subscription_id LIKE 'sub%') AS removed,
             (SELECT max(settled_at) FROM access_grants WHERE outcome = 'removed' AND subscription_id LIKE 'sub%') AS "lastRemoval",
             count(*)::int AS told, max(sent_at) AS "lastTold"
      FROM outbound_messages WHERE dedupe_key LIKE 'sub%/ended/%' AND state = 'sent'`
    if (row!.removed === count && row!.told === count) {
      return { lastRemoval: row!.lastRemoval!.getTime(), lastTold: row!.lastTold!.getTime() }
    }
    if (Date.now() - saidAt > 5_000) {
      saidAt = Date.now()
      say(`${row!.removed} of ${count} removed, ${row!.told} told`)
    }
  }
  throw new Error('not everybody is out')
}
