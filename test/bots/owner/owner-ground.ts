import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Db } from '../../../db/types'
import { migrate } from '../../../db/migrate'
import { feedCursor, ownerMigrations, takePage } from '../../../db/owner/feed'
import type { OwnerDeps } from '../../../bots/owner/deps'
import { isEvent, isReject, readItem } from '../../../bots/owner/feed-item'
import type { StageCounts } from '../../../bots/owner/stage-counts'
import { orderStages } from '../../../domain/order-states'
import type { Gateway } from '../../../telegram/gateway'
import { freshDatabase } from '../../setup/database'
import { noon, type FeedItem } from './facts'

export const silent = pino({ level: 'silent' })

/** The owner-bot's own database: nothing of the shop is in it. */
export async function ownerDatabase() {
  const database = await freshDatabase({ empty: true })
  await migrate(database.sql, ownerMigrations)
  return database
}

export async function forgetAll(sql: Db): Promise<void> {
  await sql`TRUNCATE feeds, sources, events, events_set_aside, feed_rejects, orders_seen, subscriptions_seen,
    languages, strangers, audit`
}

/** Takes items as one page, as the reader does. */
export async function read(sql: Db, items: readonly FeedItem[], { at = noon, hasMore = false } = {}) {
  const asked = await feedCursor(sql, 'demo')
  const readItems = items.map((item) => readItem(item, 'demo'))
  const page = {
    asked,
    next: items.at(-1)?.cursor ?? asked,
    hasMore,
    events: readItems.filter(isEvent),
    rejects: readItems.filter(isReject),
  }
  return takePage(sql, 'demo', page, new Date(at))
}

/** How every order stands, as the projection has it. */
export const ordersSeen = (sql: Db, businessId = 'demo') =>
  sql`SELECT order_id, number, plan, state, stage, currency, total, paid, due_now, remaining_due, due_at, created_at,
             started_at, last_event_at
      FROM orders_seen WHERE business_id = ${businessId} ORDER BY order_id`

/** How every subscription stands, as the projection has it. */
export const subscriptionsSeen = (sql: Db, businessId = 'demo') =>
  sql`SELECT * FROM subscriptions_seen WHERE business_id = ${businessId} ORDER BY subscription_id`

/** A shop's api with nothing but the feed. Cursors are places in `items`. */
export async function fakeFeed() {
  const feed = {
    items: [] as unknown[],
    /** Answers instead of the feed, once each. */
    instead: [] as { status: number; body: string }[],
    down: false,
    asked: [] as { after: string | null; token: string | undefined; wait: string | null }[],
    url: '',
    close: () => Promise.resolve(),
  }
  const server = createServer((request, response) => {
    if (feed.down) return void request.socket.destroy()
    const url = new URL(request.url ?? '/', 'http://feed')
    const after = url.searchParams.get('after')
    feed.asked.push({ after, token: request.headers.authorization, wait: url.searchParams.get('wait') })
    const other = feed.instead.shift()
    if (other) return void response.writeHead(other.status, { 'content-type': 'application/json' }).end(other.body)
    const from = Number(after ?? 0)
    const limit = Number(url.searchParams.get('limit'))
    const events = feed.items.slice(from, from + limit)
    const next = String(from + events.length)
    const body = JSON.stringify({ events, next, has_more: from + events.length < feed.items.length })
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  feed.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/events`
  feed.close = () => {
    server.closeAllConnections()
    return new Promise<void>((closed) => server.close(() => closed()))
  }
  return feed
}

export const counts = (changes: Partial<StageCounts> = {}): StageCounts => ({
  ...(Object.fromEntries(orderStages.map((stage) => [stage, 0])) as StageCounts),
  ...changes,
})

/** A counter that answers what `say` returns; throwing there is Temporal being away. */
export const fakeCounter = (say: () => StageCounts): OwnerDeps['counter'] => ({
  window: () => Promise.resolve(30 * 86_400_000),
  count: async () => say(),
})

export interface Call {
  readonly method: string
  readonly args: Record<string, unknown>
}

/** A gateway that keeps what it is told to do. `fail` may throw for a call. */
export function fakeGateway() {
  const calls: Call[] = []
  const updates: unknown[] = []
  let updateId = 0
  let messageId = 100
  let fail: (call: Call) => void = () => undefined
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    getMe: () => ({ id: 9, is_bot: true, first_name: 'Owner', username: 'owner_bot' }),
    sendMessage: () => ({ message_id: ++messageId }),
  }
  const gateway = new Proxy({} as Gateway, {
    get: (_, method: string) =>
      method === 'getUpdates'
        ? async () => {
            await new Promise((resolve) => setTimeout(resolve, 10))
            fail({ method, args: {} })
            return updates.splice(0).map((update) => ({ update_id: ++updateId, ...(update as object) }))
          }
        : async (args: Record<string, unknown> = {}) => {
            const call = { method, args }
            calls.push(call)
            fail(call)
            return answers[method]?.(args) ?? true
          },
  })
  return {
    gateway,
    calls,
    updates,
    failWith(failing: (call: Call) => void) {
      fail = failing
    },
    /** The texts that were shown, newest last. */
    shown: () =>
      calls
        .filter(({ method }) => method === 'sendMessage' || method === 'editMessageText')
        .map(({ args }) => String(args.text)),
  }
}

interface Button {
  text: string
  callback_data?: string
  url?: string
}

/** The rows of buttons under the last message shown. */
export function buttonsOf(calls: readonly Call[]): Button[][] {
  const last = calls.findLast(({ method }) => method === 'sendMessage' || method === 'editMessageText')
  return (last?.args.reply_markup as { inline_keyboard: Button[][] } | undefined)?.inline_keyboard ?? []
}

export const ownerDeps = (sql: Db, changes: Partial<OwnerDeps> = {}): OwnerDeps => ({
  businessId: 'demo',
  name: 'Demo & Flowers',
  zone: 'Asia/Tashkent',
  currency: 'UZS',
  people: [
    { businessId: 'demo', externalId: '2001', role: 'owner', lang: 'en' },
    { businessId: 'demo', externalId: '2005', role: 'admin', lang: 'ru' },
    { businessId: 'other', externalId: '3001', role: 'owner' },
  ],
  sql,
  counter: fakeCounter(counts),
  gateway: fakeGateway().gateway,
  uiUrl: 'http://127.0.0.1:8233',
  namespace: 'default',
  log: silent,
  now: () => noon,
  recheckMs: 10,
  ...changes,
})
