import { createNotices, type Notices } from '../../../activities/notices'
import { performPayment } from '../../../db/ledger'
import type { LateOutcome } from '../../../domain/ledger'
import { createGateway } from '../../../telegram/gateway'
import { bought, seedPlans, seedSubscription } from '../../bots/shop/seeded-subscriptions'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { BotApiForTests } from '../../telegram/bot-api'
import { businessId, links, people, seedShop, silent } from './shop'

let database: FreshDatabase
let api: BotApiForTests
let notices: Notices

beforeAll(async () => {
  ;[database, api] = await Promise.all([freshDatabase(), BotApiForTests.start()])
  const { sql } = database
  const gateway = createGateway({ token: '1:token', apiRoot: api.root })
  notices = createNotices({ sql, telegramFor: () => gateway, links, log: silent })
  await seedShop(sql)
  await seedPlans(sql)
  await seedSubscription(sql, { id: 'sub1' })
})
afterAll(() => Promise.all([database.drop(), api.close()]))
beforeEach(() => api.forget())

const nbsp = (text: string) => text.replaceAll('_', '\u00a0')

test('that the paid time ends is said also while the shop reminds nobody to pay', async () => {
  const { sql } = database
  await sql`UPDATE businesses SET settings = ${sql.json({ nudgesOn: false })} WHERE id = ${businessId}`
  const notice = { kind: 'renewal_reminder', businessId, subscriptionId: 'sub1', dedupeKey: 'remind' } as const
  expect(await notices.tell(notice)).toBe('sent')
  await sql`UPDATE businesses SET settings = '{}' WHERE id = ${businessId}`
  expect(api.of('sendMessage').map(({ text }) => String(text))).toEqual([expect.stringContaining('№1001') as string])
})

describe('the owner hears of money that came for a period', () => {
  const paymentId = 'sub1.1'
  const told = async (outcome: LateOutcome) => {
    const notice = { kind: 'late_money_for_owner', businessId, paymentId, outcome, dedupeKey: outcome } as const
    expect(await notices.tell(notice)).toBe('sent')
    const [call] = api.of('sendMessage')
    return [call?.['chat_id'], call?.['text']]
  }

  test('that brought it back', async () => {
    expect(await told('revived')).toEqual([
      people.owner,
      nbsp('💰 За подписку №1001 поздно пришли 90_000_soʻm: она снова действует.'),
    ])
  })

  test('that goes back, though the subscription is active: the sum is what came', async () => {
    const landed = { money: { amount: '360', currency: 'XTR' as const }, providerTime: bought }
    const twice = { provider: 'stars' as const, externalId: 'twice', landed }
    const { landing } = await performPayment(database.sql, { businessId, paymentId }, twice, bought)
    expect(landing).toBe('wrong_amount')
    expect(await told('refund')).toEqual([people.owner, nbsp('⚠️ За подписку №1001 пришли лишние 360_⭐. Возвращаем.')])
  })
})
