import { Registry } from 'prom-client'
import { shopMetrics } from '../../../bots/shop/metrics'
import { answerCheckout } from '../../../bots/shop/telegram-money'
import type { ShopDeps } from '../../../bots/shop/deps'
import { Unanswered } from '../../../workflows/callers'
import { people, seedOrder } from '../../activities/notices/shop'
import { openBot, person, type BotForTests } from './shop-bot'

let bot: BotForTests
let registry: Registry
let shop: ShopDeps

beforeAll(async () => {
  bot = await openBot()
  await seedOrder(bot.database.sql, { stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
})
afterAll(() => bot.close())
beforeEach(() => {
  bot.forget()
  registry = new Registry()
  shop = { ...bot.shop, metrics: shopMetrics(registry) }
})

const query = {
  id: 'query1',
  from: person(people.buyer, 'uz'),
  currency: 'XTR',
  total_amount: 120,
  invoice_payload: `demo:order1.f:telegram:${people.buyer}`,
}
const counted = async () =>
  (await registry.metrics()).split('\n').filter((line) => /^orderly_checkout_(answers|seconds_count)/.test(line))

test('every outcome is told from the start, so that the first one is seen to have come', async () => {
  const answers = (await counted()).filter((line) => line.includes('answers'))
  expect(answers).toEqual(
    ['yes', 'no', 'late', 'failed'].map((outcome) => `orderly_checkout_answers_total{outcome="${outcome}"} 0`),
  )
})

test.each<[string, () => void, number]>([
  ['yes', () => undefined, 0],
  ['no', () => bot.lifecycles.next('hold', () => ({ ok: false, refusal: 'already_paid', payment: 'paid' })), 0],
  ['late', () => bot.lifecycles.next('hold', () => thrown(new Unanswered('payment/demo/order1.f', null))), 0],
  ['late', () => undefined, 9_500],
  ['failed', () => bot.lifecycles.next('hold', () => thrown(new Error('a fault'))), 0],
])('a checkout that ends with "%s" is counted as such (%#)', async (outcome, prepare, ageMs) => {
  prepare()
  await answerCheckout(shop, query, Date.now() - ageMs)
  expect((await counted()).filter((line) => !line.endsWith(' 0'))).toEqual([
    `orderly_checkout_answers_total{outcome="${outcome}"} 1`,
    'orderly_checkout_seconds_count 1',
  ])
})

function thrown(error: Error): never {
  throw error
}
