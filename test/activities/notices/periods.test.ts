import { createNotices, type Notices } from '../../../activities/notices'
import { createGateway } from '../../../telegram/gateway'
import { seedPlans, seedSubscription } from '../../bots/shop/seeded-subscriptions'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { BotApiForTests } from '../../telegram/bot-api'
import { businessId, links, seedShop, silent } from './shop'

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

test('that the paid time ends is said also while the shop reminds nobody to pay', async () => {
  const { sql } = database
  await sql`UPDATE businesses SET settings = ${sql.json({ nudgesOn: false })} WHERE id = ${businessId}`
  const notice = { kind: 'renewal_reminder', businessId, subscriptionId: 'sub1', dedupeKey: 'remind' } as const
  expect(await notices.tell(notice)).toBe('sent')
  await sql`UPDATE businesses SET settings = '{}' WHERE id = ${businessId}`
  expect(api.of('sendMessage').map(({ text }) => String(text))).toEqual([expect.stringContaining('№1001') as string])
})
