import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { createShopBot, type ShopBot } from '../../../bots/shop/bot'
import { createGateway } from '../../../telegram/gateway'
import { links, people, seedShop, silent } from '../../activities/notices/shop'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { BotApiForTests } from '../../telegram/bot-api'
import { LifecyclesForTests, messageFrom } from './shop-bot'

let database: FreshDatabase
let api: BotApiForTests
let bot: ShopBot | null = null

beforeAll(async () => {
  ;[database, api] = await Promise.all([freshDatabase(), BotApiForTests.start()])
  await seedShop(database.sql)
})
afterAll(() => Promise.all([database.drop(), api.close()]))
beforeEach(() => api.forget())
afterEach(async () => {
  await bot?.stop()
  bot = null
})

function create() {
  bot = createShopBot({
    token: '1:token',
    botId: '1',
    businessId: 'demo',
    sql: database.sql,
    lifecycles: new LifecyclesForTests().all,
    gateway: createGateway({ token: '1:token', apiRoot: api.root, timeoutMs: 500 }),
    links,
    log: silent,
    now: Date.now,
  })
  return bot
}

const update = (id: number, text: string) => ({ update_id: id, ...messageFrom(people.buyer, text) })
const until = async (met: () => boolean) => {
  for (const end = Date.now() + 5_000; Date.now() < end; await sleep(10)) if (met()) return
  throw new Error('it never came to that')
}

test('polling: says what it can, asks from where it stopped, answers, and stops at once', async () => {
  api.next('getUpdates', { result: [update(500, '/help'), update(501, '/terms')] })
  await create().startPolling()
  await until(() => api.of('sendMessage').length === 2 && api.of('getUpdates').length === 2)
  expect(api.of('deleteWebhook')).toHaveLength(1)
  expect(api.of('getUpdates').map(({ offset }) => offset)).toEqual([undefined, 502])
  expect(api.of('getUpdates')[0]?.['allowed_updates']).toEqual([
    'message',
    'callback_query',
    'pre_checkout_query',
    'my_chat_member',
    'chat_member',
    'chat_join_request',
    'subscription',
  ])
  expect(api.of('setMyCommands').map(({ language_code: code }) => code)).toEqual([undefined, 'ru', 'uz', 'en'])
  const began = Date.now()
  await bot?.stop()
  expect(Date.now() - began).toBeLessThan(1_000)
})

test('polling goes on after Telegram was away, and waits as long as Telegram asks', async () => {
  api.next('getUpdates', 'hang_up', {
    code: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  })
  api.next('getUpdates', { result: [update(600, '/help')] })
  const began = Date.now()
  await create().startPolling()
  await until(() => api.of('sendMessage').length === 1)
  expect(Date.now() - began).toBeGreaterThanOrEqual(1_400)
})

test('what is no update is passed over', async () => {
  const broken = { ...update(700, '/help'), message: { text: 'no chat at all' } }
  api.next('getUpdates', { result: [broken, update(701, '/help')] })
  await create().startPolling()
  await until(() => api.of('sendMessage').length === 1)
  expect(api.of('getUpdates').at(-1)).toMatchObject({ offset: 702 })
})

test('what was stored before a crash is done after the start', async () => {
  const body = database.sql.json(update(800, '/help') as never)
  await database.sql`INSERT INTO inbound_updates (bot_id, update_id, queue, body) VALUES ('1', 800, 'user:42', ${body})`
  await create().startPolling()
  await until(() => api.of('sendMessage').length === 1)
})

test('a token that Telegram does not know ends the start', async () => {
  api.next('getMe', { code: 401, description: 'Unauthorized' })
  await expect(create().startPolling()).rejects.toThrow('getMe was refused: 401 Unauthorized')
})

test('the start waits for a Telegram that is away', async () => {
  api.next('getMe', 'hang_up')
  await create().startPolling()
  expect(api.of('getMe')).toHaveLength(2)
})

test('webhook: Telegram is told the address and the secret, and its calls are answered', async () => {
  const secret = 'secret_of-the-webhook'
  const started = create()
  const server = createServer(express().use(started.router(secret)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const path = `/webhooks/telegram/1`
  await started.startWebhook({ url: `https://shop.example${path}`, secret })
  expect(api.of('setWebhook')).toMatchObject([
    { url: 'https://shop.example/webhooks/telegram/1', secret_token: secret },
  ])
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify(update(900, '/help')),
  })
  expect(response.status).toBe(200)
  await until(() => api.of('sendMessage').length === 1)
  await new Promise((resolve) => server.close(resolve))
})
