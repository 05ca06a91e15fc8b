import { createNotices } from '../../../activities/notices'
import { createShopBot, type ShopBot } from '../../../bots/shop/bot'
import { createGateway } from '../../../telegram/gateway'
import { links, seedOrder, seedShop, silent } from '../../activities/notices/shop'
import { dilnoza, florist, florists, openSandbox, shopToken } from '../../sandbox/sandbox-for-tests'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { LifecyclesForTests } from './shop-bot'

const chat = 'demo_shop_bot'
let database: FreshDatabase
let sandbox: Awaited<ReturnType<typeof openSandbox>>
let bot: ShopBot
const lifecycles = new LifecyclesForTests()

beforeAll(async () => {
  ;[database, sandbox] = await Promise.all([freshDatabase(), openSandbox()])
  await seedShop(database.sql, {
    providers: ['stars', 'manual'],
    minorPerStar: '125000',
    chats: { florists: String(florists), couriers: null, managers: null },
  })
  await database.sql`INSERT INTO staff (business_id, external_id, role, name) VALUES ('demo', ${String(florist)}, 'florist', 'F')`
  bot = createShopBot({
    token: shopToken,
    botId: '7000001',
    businessId: 'demo',
    sql: database.sql,
    lifecycles: lifecycles.all,
    gateway: createGateway({ token: shopToken, apiRoot: sandbox.url }),
    links,
    log: silent,
    now: Date.now,
  })
  await bot.startPolling()
})
afterAll(async () => {
  await bot.stop()
  await Promise.all([database.drop(), sandbox.close()])
})

// A stricter Telegram than the one in this folder: it checks every parameter and limit of what we send.
test('a buyer is greeted, browses, chooses a quantity and checks out', async () => {
  const buyer = sandbox.client.as(dilnoza)
  await buyer.send(chat, '/start')
  await buyer.waitFor(chat, 'Assalomu alaykum')
  await buyer.press(chat, '🌷 Katalog')
  await buyer.waitFor(chat, 'Qaysi biri yoqadi?')
  await buyer.press(chat, { data: 'p:rose' })
  await buyer.waitFor(chat, 'Narxi: 50\u00a0000\u00a0soʻm')
  await buyer.press(chat, '➕')
  await buyer.waitFor(chat, '2 dona jami')
  await buyer.press(chat, '🤝 Oldindan toʻlov · 30\u00a0000\u00a0soʻm')
  await buyer.waitFor(chat, 'Rasmiylashtirmoqdamiz: Atirgul × 2')
  expect(lifecycles.calls.at(-1)).toMatchObject([
    'placeOrder',
    { businessId: 'demo' },
    { buyerId: 'telegram:1001', lines: [{ productId: 'rose', quantity: 2 }], plan: 'deposit_balance' },
  ])
})

test('a due payment is announced and paid in Stars: held, allowed, landed', async () => {
  const { sql } = database
  await seedOrder(sql, { buyer: String(dilnoza), stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
  const gateway = createGateway({ token: shopToken, apiRoot: sandbox.url })
  const notices = createNotices({ sql, telegramFor: () => gateway, links, log: silent })
  const order = { businessId: 'demo', orderId: 'order1' }
  const due = { ...order, dedupeKey: 'due', kind: 'payment_due', paymentId: 'order1.f' } as const
  expect(await notices.tell(due)).toBe('sent')

  const buyer = sandbox.client.as(dilnoza)
  await buyer.press(chat, '⭐ Stars · 120\u00a0⭐')
  await buyer.waitFor(chat, 'Buyurtma №1042')
  await buyer.payInvoice(chat)
  await buyer.waitForPayment(chat)
  for (let tries = 0; tries < 100 && lifecycles.calls.at(-1)?.[0] !== 'moneyLanded'; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(lifecycles.calls.slice(-2).map(([name]) => name)).toEqual(['hold', 'moneyLanded'])

  await notices.retireButtons({ businessId: 'demo', paymentId: 'order1.f' })
  const messages = await buyer.messages(chat)
  expect(messages.filter((message) => JSON.stringify(message).includes('mt:order1.f'))).toEqual([])
  expect(await notices.tell({ ...order, dedupeKey: 'offer', kind: 'offer', round: 1 })).toBe('sent')
})

test('a florist takes the offer in the group, and the group sees it', async () => {
  await database.sql`UPDATE orders SET state = 'accepted', florist_id = ${String(florist)} WHERE id = 'order1'`
  const person = sandbox.client.as(florist)
  await person.waitFor(String(florists), 'Новый заказ №1042')
  await person.press(String(florists), '🙋 Беру')
  await person.waitFor(String(florists), 'Флорист: F')
  expect(lifecycles.calls.at(-1)?.[0]).toBe('accept')
})
