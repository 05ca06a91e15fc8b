import { createNotices, type Notices } from '../../../activities/notices'
import type { CodeRefusal } from '../../../domain/codes'
import { createGateway } from '../../../telegram/gateway'
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
  await sql`INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price)
    VALUES (${businessId}, 'club', '{"ru": "Клуб", "uz": "Klub", "en": "Club"}', '{"ru": "", "uz": "", "en": ""}', 'day', 30, 9000000)`
})
afterAll(() => Promise.all([database.drop(), api.close()]))
beforeEach(() => api.forget())

const cases: Readonly<Record<CodeRefusal, string>> = {
  code_unknown: 'Такого кода для «Клуб» нет.',
  code_used_up: 'Код для «Клуб» только что закончился.',
  code_yours_used: 'Вы уже использовали этот код, поэтому «Клуб» не оформлена.',
  code_expired: 'Код для «Клуб» больше не действует.',
  code_other_plan: 'Этот код не для «Клуб».',
}

test.each(Object.entries(cases) as [CodeRefusal, string][])(
  '%s is told to the buyer with the way on',
  async (reason, words) => {
    const buyerId = `telegram:${people.buyer}`
    const dedupeKey = `rejected/${reason}`
    const notice = { kind: 'subscription_rejected', businessId, buyerId, planId: 'club', reason, dedupeKey } as const
    expect(await notices.tell(notice)).toBe('sent')
    const [call] = api.of('sendMessage')
    expect(String(call?.['text'])).toContain(words)
    expect(String(call?.['text'])).toContain('еньги не списаны')
    expect(String(call?.['text'])).toContain('/plans')
  },
)
