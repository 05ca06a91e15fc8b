import { DateTime } from 'luxon'
import { setTimeout as pause } from 'node:timers/promises'
import { demoBusiness } from '../db/demo-shop'
import type { Db } from '../db/types'
import { paymentIdOf } from '../domain/payment-plan'
import { defaultSettings } from '../domain/settings'
import { createSandboxClient } from '../sandbox/client'
import { startSandbox, type RunningSandbox } from '../sandbox/server'
import { callPayme, holdByPayme, newChat, newOrderId, place } from './buyer'
import { callsKept } from './calls-kept'
import type { Ground, Shop } from './ground'
import { inLanes } from './lanes'
import type { Findings, Size, Table } from './part'
import { paymeKey, shopToken, startApi, startWorker } from './processes'
import { rounded } from './statistics'

const shopBot = 'gulzor_bot'
/** As production has it: just below what Telegram takes, which the sandbox refuses as Telegram does. */
const messagesPerSecond = 28
const spreadSeconds = defaultSettings.quietEndSpreadMs / 1000
/** When, as parts of all nudges, somebody pays. */
const payAt = [0.1, 0.4, 0.7]
const lanes = 16
/** What a slow machine needs to open an order. */
const openingMs = 80

interface Order {
  readonly orderId: string
  readonly chat: string
}

interface StormFigures {
  readonly nudges: number
  readonly lastAfterSeconds: number
  readonly perSecond: number
  /** Calls to send that Telegram's limits refused. */
  readonly refusedForRate: number
  readonly confirmations: readonly { readonly nudgesAhead: number; readonly seconds: number }[]
}

/** The end of the quiet hours: every reminder that fell into the night is due in the same minute. People pay meanwhile. */
export async function storm(ground: Ground, { nudges }: Size): Promise<Findings> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const orders = Array.from({ length: nudges + payAt.length }, () => ({ orderId: newOrderId(), chat: newChat() }))
    const sandbox = await startCrowdedSandbox(orders)
    stops.push(() => sandbox.close())
    const dueAt = momentAfter(orders.length * openingMs + 60_000)
    const shop = await ground.open('bench-storm', { nudgesMs: [1_000], quietHours: nightUntil(dueAt) })
    stops.push(() => shop.close())
    const telegramUrl = sandbox.url
    const worker = await startWorker(ground, { shop, telegramUrl, messagesPerSecond })
    stops.push(() => worker.stop())
    const api = await startApi(ground, { shop, telegramUrl })
    stops.push(() => api.stop())

    await inLanes(orders.length, lanes, (index) => place(shop, orders[index]!.orderId, orders[index]!.chat))
    await untilAsked(shop, orders.length, dueAt)
    const payers = orders.slice(nudges)
    const holds = await Promise.all(payers.map((order) => holdOf(shop, api.url, order)))
    ground.say(`${nudges} nudges wait for ${new Date(dueAt).toISOString()}`)
    await pause(dueAt - Date.now())
    const confirmations = await payDuring({ shop, apiUrl: api.url, payers, holds, nudges })
    const figures = await figuresOf(shop.sql, { nudges, dueAt, sandbox, confirmations })
    return { figures, tables: [tableOf(figures)] }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function startCrowdedSandbox(orders: readonly Order[]): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    apiUrl: 'http://127.0.0.1:9',
    businessId: demoBusiness.id,
    payme: { key: paymeKey },
    click: { serviceId: '1', merchantId: '2', secretKey: 'secret' },
    bots: [{ token: shopToken, username: shopBot, name: 'Gulzor' }],
    people: orders.map(({ chat }) => ({
      id: Number(chat),
      role: 'buyer' as const,
      firstName: `Buyer ${chat}`,
      language: 'uz',
      stars: 0,
    })),
    callsKept: callsKept(orders.length),
    logLevel: 'silent',
  })
  const people = createSandboxClient(sandbox.url)
  // A bot may write to nobody who has not written to it.
  await inLanes(orders.length, lanes, (index) => people.as(Number(orders[index]!.chat)).send(shopBot, '/start'))
  return sandbox
}

/** Quiet hours are whole minutes. */
const momentAfter = (ms: number) => Math.ceil((Date.now() + ms) / 60_000) * 60_000

function nightUntil(dueAt: number) {
  const to = DateTime.fromMillis(dueAt, { zone: demoBusiness.zone })
  return { from: to.minus({ hours: 12 }).toFormat('HH:mm'), to: to.toFormat('HH:mm') }
}

async function untilAsked({ sql }: Shop, count: number, dueAt: number): Promise<void> {
  for (;;) {
    const [row] = await sql<{ asked: number }[]>`
      SELECT count(*)::int AS asked FROM outbound_messages WHERE dedupe_key LIKE '%/due/%' AND state = 'sent'`
    if (row!.asked === count) return
    if (Date.now() > dueAt)
      throw new Error(`only ${row!.asked} of ${count} were asked in time; this machine is too slow`)
    await pause(200)
  }
}

async function holdOf({ sql }: Shop, apiUrl: string, { orderId }: Order): Promise<string> {
  const [bill] = await sql<{ ref: string; amount: bigint }[]>`
    SELECT ref, amount FROM payments WHERE id = ${paymentIdOf(orderId, 'deposit')}`
  return holdByPayme(apiUrl, { ref: bill!.ref, amount: Number(bill!.amount) })
}

interface Paying {
  readonly shop: Shop
  readonly apiUrl: string
  readonly payers: readonly Order[]
  readonly holds: readonly string[]
  readonly nudges: number
}

async function payDuring({ shop, apiUrl, payers, holds, nudges }: Paying): Promise<StormFigures['confirmations']> {
  const confirmations: StormFigures['confirmations'][number][] = []
  for (const [index, part] of payAt.entries()) {
    while ((await nudgesSent(shop.sql)) < part * nudges) await pause(500)
    const nudgesAhead = nudges - (await nudgesSent(shop.sql))
    const paidAt = Date.now()
    await untilPaid(apiUrl, holds[index]!)
    const toldAt = await sentAt(shop.sql, `${paymentIdOf(payers[index]!.orderId, 'deposit')}/received`)
    confirmations.push({ nudgesAhead, seconds: (toldAt - paidAt) / 1000 })
  }
  while ((await nudgesSent(shop.sql)) < nudges) await pause(500)
  return confirmations
}

/** Payme repeats what it is told to repeat. */
async function untilPaid(apiUrl: string, id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await callPayme(apiUrl, 'PerformTransaction', { id })
    } catch (error) {
      if (tries === 10) throw error
    }
  }
}

async function nudgesSent(sql: Db): Promise<number> {
  const [row] = await sql<{ sent: number }[]>`
    SELECT count(*)::int AS sent FROM outbound_messages WHERE dedupe_key LIKE '%/nudge/%' AND state = 'sent'`
  return row!.sent
}

async function sentAt(sql: Db, key: string): Promise<number> {
  for (const giveUp = Date.now() + 120_000; Date.now() < giveUp; await pause(500)) {
    const [row] = await sql<
      { at: Date | null }[]
    >`SELECT sent_at AS at FROM outbound_messages WHERE dedupe_key LIKE ${`${key}%`}`
    if (row?.at) return row.at.getTime()
  }
  throw new Error(`nobody was told ${key}`)
}

interface Ended extends Pick<StormFigures, 'nudges' | 'confirmations'> {
  readonly dueAt: number
  readonly sandbox: RunningSandbox
}

async function figuresOf(sql: Db, { nudges, dueAt, sandbox, confirmations }: Ended): Promise<StormFigures> {
  const [row] = await sql<{ last: Date }[]>`
    SELECT max(sent_at) AS last FROM outbound_messages WHERE dedupe_key LIKE '%/nudge/%'`
  const calls = await createSandboxClient(sandbox.url).calls({ method: 'sendMessage', limit: callsKept(nudges) })
  const lastAfterSeconds = (row!.last.getTime() - dueAt) / 1000
  return {
    nudges,
    lastAfterSeconds,
    perSecond: nudges / lastAfterSeconds,
    refusedForRate: calls.filter(({ status }) => status === 429).length,
    confirmations,
  }
}

function tableOf({ nudges, lastAfterSeconds, perSecond, refusedForRate, confirmations }: StormFigures): Table {
  return {
    title: 'A storm of reminders',
    columns: [
      'nudges that waited for the same minute',
      'last one sent after, s',
      'nudges a second',
      'refused by Telegram (429)',
      'a payment meanwhile: until its confirmation was sent, s',
    ],
    rows: [
      [
        String(nudges),
        rounded(lastAfterSeconds),
        rounded(perSecond),
        String(refusedForRate),
        confirmations.map(({ seconds, nudgesAhead }) => `${rounded(seconds)} (${nudgesAhead} nudges ahead)`).join('; '),
      ],
    ],
    notes: [
      `What waited for the end of the night goes out within ${spreadSeconds} s after it (\`quietEndSpreadMs\`). The worker sends at most ${messagesPerSecond} a second; the sandbox refuses what Telegram would refuse.`,
    ],
  }
}
