import { SearchAttributeType, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common'
import { createOwnerBot, type OwnerBot } from '../../../bots/owner/bot'
import { orderWorkflowId } from '../../../domain/ids'
import type { OrderStage } from '../../../domain/order-states'
import { createGateway } from '../../../telegram/gateway'
import { eventsToken, openShop, type Shop } from '../../api/shop'
import { openSandbox, owner, ownerToken } from '../../sandbox/sandbox-for-tests'
import type { FreshDatabase } from '../../setup/database'
import { devServer, type DevServer } from '../../setup/temporal'
import { ownerDatabase, silent } from './owner-ground'

/** The bot between real neighbours: the shop's api and book, a Temporal server, and the sandbox's Bot API. */
let shop: Shop
let temporal: DevServer
let sandbox: Awaited<ReturnType<typeof openSandbox>>
let database: FreshDatabase
let bot: OwnerBot

beforeAll(async () => {
  ;[shop, temporal, sandbox, database] = await Promise.all([openShop(), devServer(), openSandbox(), ownerDatabase()])
  bot = createOwnerBot({
    token: ownerToken,
    businessId: 'demo',
    name: 'Demo Gullar',
    zone: 'Asia/Tashkent',
    currency: 'UZS',
    people: [{ businessId: 'demo', externalId: String(owner), role: 'owner', lang: 'ru' }],
    sql: database.sql,
    temporal: temporal.client,
    events: { url: `${shop.url}/api/v1/events`, token: eventsToken },
    gateway: createGateway({ token: ownerToken, apiRoot: sandbox.url }),
    uiUrl: 'http://127.0.0.1:8233',
    namespace: temporal.namespace,
    log: silent,
    // The shop's clock: its day is the owner's day.
    now: () => shop.clock.now,
  })
  await bot.start()
})
afterAll(async () => {
  await bot?.stop()
  await Promise.all([sandbox?.close(), temporal?.close(), database?.drop()])
  await shop?.close()
})

const key = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)

/** The run of an order at a stage. No worker is needed to be counted. */
const startRun = (orderId: string, stage: OrderStage) =>
  temporal.client.workflow.start('order', {
    workflowId: orderWorkflowId('demo', orderId),
    taskQueue: 'nobody',
    typedSearchAttributes: new TypedSearchAttributes([
      { key: key('BusinessId'), value: 'demo' },
      { key: key('OrderStage'), value: stage },
    ]),
  })

const chat = 'demo_owner_bot'

test('the owner walks from the funnel to an order, sees it paid, and is told when the sources disagree', async () => {
  const person = sandbox.client.as(owner)
  const first = await shop.order({ plan: 'deposit_balance' })
  await startRun(first.orderId, 'deposit_due')
  await person.send(chat, '/start')
  await person.waitFor(chat, 'Demo Gullar', { button: 'Воронка' })

  await eventually(async () => {
    await person.press(chat, 'Воронка')
    const shown = await person.waitFor(chat, 'Воронка · Demo Gullar')
    return shown.text.includes('Ждёт предоплаты — 1') && !shown.text.includes('Расхождение') ? shown : null
  })
  const funnel = (await person.messages(chat)).at(-1)
  expect(funnel?.text.replaceAll('\u00a0', ' ')).toContain('сейчас 300 000 soʻm, всего 1 000 000 soʻm')
  expect(funnel?.edited).toBe(true)

  await person.press(chat, 'Ждёт предоплаты · 1')
  await person.waitFor(chat, /№1001 · к оплате/)
  await person.press(chat, '№1001')
  const opened = await person.waitFor(chat, 'Заказ №1001')
  expect(opened.text).toContain('13:00:00 К оплате')
  expect(opened.text).toContain(
    `http://127.0.0.1:8233/namespaces/${temporal.namespace}/workflows/order%2Fdemo%2F${first.orderId}`,
  )

  const payme = { id: 'b'.repeat(24), time: shop.clock.now, amount: first.tiyin, account: { payment: first.ref } }
  await shop.payme('CreateTransaction', payme)
  await shop.payme('PerformTransaction', { id: payme.id })
  await eventually(async () => {
    await person.press(chat, 'Обновить')
    const shown = await person.waitFor(chat, 'Заказ №1001', { after: 0 })
    return /Получено 300.000.soʻm \(предоплата, Payme\)/.test(shown.text) ? shown : null
  })

  // The book has moved on, the workflow (nobody works on it here) has not: that is said, not hidden.
  await person.send(chat, '/funnel')
  const split = await person.waitFor(chat, 'Расхождение')
  expect(split.text).toContain('Ждёт предоплаты: Temporal 1, события 0')
  expect(split.text).toContain('Ждёт оплаты: Temporal 0, события 1')

  await person.send(chat, '/status')
  expect((await person.waitFor(chat, 'Выручка сегодня')).text).toMatch(/Выручка сегодня: 300.000.soʻm \(1\)/)
  await person.send(chat, '/today')
  expect((await person.waitFor(chat, 'Сегодня, 21 ноября')).text).toMatch(/Payme: 300.000.soʻm · 1/)
})

test('Telegram is slow, refuses and breaks: the answer comes', async () => {
  const person = sandbox.client.as(owner)
  for (const kind of ['429', '502', 'cut'] as const) {
    await sandbox.client.breakCalls({ kind, method: 'sendMessage', bot: chat, times: 1 })
    await person.send(chat, '/status')
    await person.waitFor(chat, 'Выручка сегодня')
  }
})

async function eventually<T>(attempt: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const result = await attempt()
    if (result !== null) return result
    if (Date.now() > deadline) throw new Error('it did not come to pass in 20 s')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
