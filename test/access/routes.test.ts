import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Registry } from 'prom-client'
import { createApi } from '../../api/app'
import { createApiServer } from '../../api/server'
import { webhookRouter } from '../../bots/shop/webhook'
import { healthRoutes } from '../../ops/health'
import { databaseState } from '../../drills/bad-input/database'
import { placesUnderFire } from '../../drills/bad-input/volley'
import { silent } from '../activities/notices/shop'
import { LifecyclesForTests } from '../bots/shop/shop-bot'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { markOf, writeShop } from './shops'
import { callers, routes, type Caller } from './table'

const businesses = ['demo', 'other'] as const
const keyOf = (businessId: string) => `key-of-${businessId}-0123456789`
const lifecycles = new LifecyclesForTests()
let database: FreshDatabase
let url: string
let close: () => Promise<unknown>
const received: unknown[] = []

beforeAll(async () => {
  database = await freshDatabase()
  for (const businessId of businesses) await writeShop(database.sql, businessId)
  const registry = new Registry()
  const app = express()
  app.use(healthRoutes({ registry, metrics: () => Promise.resolve(''), checks: () => [] }))
  const receive = (updates: readonly unknown[]) => Promise.resolve(void received.push(...updates))
  app.use(webhookRouter({ botId: 'demo', secret: keyOf('demo'), receive, log: silent }))
  app.use(
    createApi({
      sql: database.sql,
      lifecycles: lifecycles.all,
      credentialsOf: (businessId) =>
        businesses.some((each) => each === businessId)
          ? { payme: { key: keyOf(businessId) }, click: { serviceId: '1', secretKey: keyOf(businessId) } }
          : null,
      eventReaders: businesses.map((businessId) => ({ businessId, token: keyOf(businessId) })),
      operators: {
        opsToken: keyOf('demo'),
        lookForStuck: () => Promise.resolve({ at: new Date(0), things: [] }),
      },
      log: silent,
      registry,
    }),
  )
  const server = createApiServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
})
afterAll(async () => {
  await close()
  await database.drop()
})

/** What a caller shows; null: nothing. */
const secretOf: Readonly<Record<Caller, string | null>> = {
  nobody: null,
  wrong: 'a-wrong-key-0123456789',
  own: keyOf('demo'),
  of_other: keyOf('other'),
}

interface Call {
  readonly path: string
  readonly init: RequestInit
  /** Whether the answer says that the caller may not. */
  readonly refuses: (answer: { status: number; text: string }) => boolean
}

const click = (step: 'prepare' | 'complete', secret: string | null): Call => {
  const form: Record<string, string> = {
    click_trans_id: '1',
    service_id: '1',
    click_paydoc_id: '1',
    merchant_trans_id: '99F',
    ...(step === 'complete' && { merchant_prepare_id: '1' }),
    amount: '1000',
    action: step === 'prepare' ? '0' : '1',
    error: '0',
    sign_time: '2026-11-21 12:00:00',
  }
  const signed = `11${secret ?? ''}99F${step === 'complete' ? '1' : ''}1000${form.action ?? ''}${form.sign_time ?? ''}`
  const sign_string = secret === null ? 'x' : createHash('md5').update(signed).digest('hex')
  return {
    path: `/webhooks/click/demo/${step}`,
    init: { method: 'POST', body: new URLSearchParams({ ...form, sign_string }) },
    refuses: ({ text }) => text.includes('"error":-1,'),
  }
}

/** One call of each route about the business `demo`. */
const callOf: Readonly<Record<string, (secret: string | null) => Call>> = {
  'POST /webhooks/payme/:businessId': (secret) => ({
    path: '/webhooks/payme/demo',
    init: {
      method: 'POST',
      headers: secret === null ? {} : { authorization: `Basic ${Buffer.from(`Paycom:${secret}`).toString('base64')}` },
      body: JSON.stringify({ method: 'CheckTransaction', params: { id: 'unknown' }, id: 1 }),
    },
    refuses: ({ text }) => text.includes('"code":-32504'),
  }),
  'POST /webhooks/click/:businessId/prepare': (secret) => click('prepare', secret),
  'POST /webhooks/click/:businessId/complete': (secret) => click('complete', secret),
  // A token names its business by itself: that of another business reads its own events, and nothing of ours.
  'GET /api/v1/events': (secret) => ({
    path: '/api/v1/events?limit=500',
    init: { headers: secret === null ? {} : { authorization: `Bearer ${secret}` } },
    refuses: ({ status, text }) => status === 401 || !text.includes('"business_id":"demo"'),
  }),
  'GET /api/v1/ops/stuck': (secret) => ({
    path: '/api/v1/ops/stuck',
    init: { headers: secret === null ? {} : { authorization: `Bearer ${secret}` } },
    refuses: ({ status }) => status === 401,
  }),
  'POST /webhooks/telegram/:botId': (secret) => ({
    path: '/webhooks/telegram/demo',
    init: {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret !== null && { 'x-telegram-bot-api-secret-token': secret }),
      },
      body: '{"update_id":1}',
    },
    refuses: ({ status }) => status === 404,
  }),
  'GET /health/live': () => ({ path: '/health/live', init: {}, refuses: ({ status }) => status !== 200 }),
  'GET /health/ready': () => ({ path: '/health/ready', init: {}, refuses: ({ status }) => status !== 200 }),
  'GET /metrics': () => ({ path: '/metrics', init: {}, refuses: ({ status }) => status !== 200 }),
}

const combinations = Object.entries(routes).flatMap(([route, may]) =>
  callers.map((caller) => [route, caller, may.includes(caller)] as const),
)

test.each(combinations)('%s by %s: %s', async (route, caller, may) => {
  const before = await databaseState(database.sql)
  const [calls, updates] = [lifecycles.calls.length, received.length]
  const call = callOf[route]?.(secretOf[caller])
  if (!call) throw new Error(`nobody knows how to call ${route}`)
  const response = await fetch(`${url}${call.path}`, call.init)
  const answer = { status: response.status, text: await response.text() }
  expect(call.refuses(answer)).toBe(!may)
  expect(answer.text).not.toContain('key-of')
  if (may) return
  expect(answer.text).not.toContain(markOf('demo'))
  expect([lifecycles.calls.length, received.length]).toEqual([calls, updates])
  expect(await databaseState(database.sql)).toEqual(before)
})

test('every route of the processes has its row', () => {
  const real = new Set(placesUnderFire().map(({ route }) => `${route.method} ${route.path}`))
  expect(Object.keys(routes).sort()).toEqual([...real].sort())
})

test('a key of one business opens nothing of the other', async () => {
  const answers = await Promise.all(
    businesses.map(async (businessId) => {
      const headers = { authorization: `Bearer ${keyOf(businessId)}` }
      const page = (await (await fetch(`${url}/api/v1/events?limit=500`, { headers })).json()) as {
        events: { business_id: string }[]
      }
      return new Set(page.events.map((event) => event.business_id))
    }),
  )
  expect(answers).toEqual([new Set(['demo']), new Set(['other'])])
})
