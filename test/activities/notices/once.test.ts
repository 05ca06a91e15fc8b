import { ApplicationFailure } from '@temporalio/common'
import type { ActivityMetrics } from '../../../activities/metrics'
import { createNotices, type Notices } from '../../../activities/notices'
import type { Notice } from '../../../domain/notices'
import { createGateway } from '../../../telegram/gateway'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { BotApiForTests } from '../../telegram/bot-api'
import { businessId, links, people, seedOrder, seedShop, silent } from './shop'

let database: FreshDatabase
let api: BotApiForTests
let notices: Notices
const said = jest.fn<void, Parameters<ActivityMetrics['said']>>()

beforeAll(async () => {
  ;[database, api] = await Promise.all([freshDatabase(), BotApiForTests.start()])
  const gateway = createGateway({ token: '1:token', apiRoot: api.root, timeoutMs: 500 })
  const metrics = { said, settled: jest.fn(), refused: jest.fn() }
  notices = createNotices({
    sql: database.sql,
    telegramFor: () => gateway,
    links,
    log: silent,
    metrics,
    now: () => 1_000,
  })
  await seedShop(database.sql)
  await seedOrder(database.sql, { stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
})
afterAll(() => Promise.all([database.drop(), api.close()]))
beforeEach(async () => {
  api.forget()
  said.mockClear()
  const { sql } = database
  await sql`DELETE FROM outbound_messages`
  await sql`DELETE FROM business_events`
  await sql`UPDATE buyers SET unreachable_at = NULL, nudges_on = true`
  await sql`UPDATE payments SET state = 'due'`
  await sql`UPDATE businesses SET settings = '{}' WHERE id = ${businessId}`
})

const of = { businessId, orderId: 'order1', dedupeKey: 'key' }
const due: Notice = { ...of, kind: 'payment_due', paymentId: 'order1.f' }
const nudge: Notice = { ...of, kind: 'payment_nudge', paymentId: 'order1.f', nudge: 1 }
const received: Notice = { ...of, kind: 'payment_received', paymentId: 'order1.f' }
const offer: Notice = { ...of, kind: 'offer', round: 1 }

const rows = () => database.sql<
  { dedupe_key: string; chat_id: string; state: string; message_id: bigint | null; error: string | null }[]
>`
  SELECT dedupe_key, chat_id, state, message_id, error FROM outbound_messages ORDER BY dedupe_key`
const failure = async (call: Promise<unknown>) => {
  const error = await call.catch((caught: unknown) => caught)
  if (!(error instanceof ApplicationFailure)) throw new Error(`not an ApplicationFailure: ${String(error)}`)
  return error
}

test('a notice is sent once, and its message is known', async () => {
  expect(await notices.tell(received)).toBe('sent')
  expect(await notices.tell(received)).toBe('sent')
  expect(api.of('sendMessage')).toHaveLength(1)
  expect([...(await rows())]).toEqual([
    { dedupe_key: 'key', chat_id: people.buyer, state: 'sent', message_id: expect.any(BigInt) as bigint, error: null },
  ])
})

test('a retry after no answer sends again under the same row', async () => {
  api.next('sendMessage', 'hang_up')
  expect((await failure(notices.tell(received))).type).toBe('telegram_away')
  expect((await rows())[0]).toMatchObject({ state: 'sending', message_id: null })
  expect(await notices.tell(received)).toBe('sent')
  expect(await rows()).toHaveLength(1)
})

test('a database that goes away while Telegram takes the message makes nothing be said twice', async () => {
  const { sql } = database
  const cutOff = database.connectAgain({ max: 1, applicationName: 'cut off' })
  const gateway = createGateway({ token: '1:token', apiRoot: api.root })
  const once = createNotices({
    sql: cutOff,
    telegramFor: () => ({
      ...gateway,
      async sendMessage(...call: Parameters<typeof gateway.sendMessage>) {
        const taken = await gateway.sendMessage(...call)
        await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut off'`
        return taken
      },
    }),
    links,
    log: silent,
    now: () => 1_000,
  })
  expect(await once.tell(received)).toBe('sent')
  expect(await once.tell(received)).toBe('sent')
  expect(api.of('sendMessage')).toHaveLength(1)
  expect(await rows()).toMatchObject([{ state: 'sent', message_id: expect.any(BigInt) as bigint }])
})

test('too many messages: the retry comes when Telegram says', async () => {
  api.next('sendMessage', {
    code: 429,
    description: 'Too Many Requests: retry after 7',
    parameters: { retry_after: 7 },
  })
  const error = await failure(notices.tell(received))
  expect(error).toMatchObject({ type: 'telegram_busy', nextRetryDelay: 7000, nonRetryable: false })
})

test('a buyer who blocked the bot is marked and told of once; the notice is not tried again', async () => {
  api.next('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' })
  expect(await notices.tell(received)).toBe('unreachable')
  expect(await notices.tell(received)).toBe('unreachable')
  expect(api.of('sendMessage')).toHaveLength(1)
  const { sql } = database
  const [buyer] = await sql`SELECT unreachable_at FROM buyers WHERE external_id = ${people.buyer}`
  expect(buyer?.['unreachable_at']).toEqual(new Date(1_000))
  const events = await sql`SELECT type, user_id FROM business_events`
  expect([...events]).toEqual([{ type: 'buyer_unreachable', user_id: 'telegram:42' }])
})

test('what Telegram will never take is kept with Telegram’s words', async () => {
  api.next('sendMessage', { code: 400, description: 'Bad Request: BUTTON_URL_INVALID' })
  expect(await notices.tell(received)).toBe('refused')
  expect((await rows())[0]).toMatchObject({
    state: 'refused',
    error: 'sendMessage was refused: 400 Bad Request: BUTTON_URL_INVALID',
  })
  const [buyer] = await database.sql`SELECT unreachable_at FROM buyers WHERE external_id = ${people.buyer}`
  expect(buyer?.['unreachable_at']).toBeNull()
})

describe('asking for money that nobody wants any more', () => {
  test.each(['paid', 'expired', 'cancelled'])('is skipped when the payment is %s', async (state) => {
    await database.sql`UPDATE payments SET state = ${state}`
    expect(await notices.tell(nudge)).toBe('skipped')
    expect(await notices.tell(due)).toBe('skipped')
    expect(api.calls).toEqual([])
    expect(await rows()).toHaveLength(0)
  })

  test('a nudge, not the first request, is skipped while a provider is debiting the buyer', async () => {
    await database.sql`UPDATE payments SET state = 'held'`
    expect(await notices.tell(nudge)).toBe('skipped')
    expect(await notices.tell(due)).toBe('sent')
  })

  test('a nudge is skipped for a buyer who wants none or cannot be reached', async () => {
    await database.sql`UPDATE buyers SET nudges_on = false`
    expect(await notices.tell(nudge)).toBe('skipped')
    await database.sql`UPDATE buyers SET nudges_on = true, unreachable_at = now()`
    expect(await notices.tell(nudge)).toBe('skipped')
    expect(api.calls).toEqual([])
  })

  test('a nudge by schedule is skipped while the shop reminds nobody; what staff asked for is sent', async () => {
    const { sql } = database
    await sql`UPDATE businesses SET settings = ${sql.json({ nudgesOn: false })} WHERE id = ${businessId}`
    expect(await notices.tell(nudge)).toBe('skipped')
    expect(api.calls).toEqual([])
    expect(await notices.tell(due)).toBe('sent')
    expect(await notices.tell({ ...nudge, nudge: 0, dedupeKey: 'asked' })).toBe('sent')
    expect(api.of('sendMessage')).toHaveLength(2)
  })

  test('one that was sent before counts as sent', async () => {
    expect(await notices.tell(nudge)).toBe('sent')
    await database.sql`UPDATE payments SET state = 'paid'`
    expect(await notices.tell(nudge)).toBe('sent')
    expect(api.of('sendMessage')).toHaveLength(1)
  })
})

describe('staff', () => {
  const inGroup = () =>
    database.sql`UPDATE businesses SET settings = ${database.sql.json({ chats: { florists: '-5', couriers: null, managers: null } })}
                 WHERE id = ${businessId}`

  test('are told in their group, in the owner’s language', async () => {
    await inGroup()
    expect(await notices.tell(offer)).toBe('sent')
    expect(api.of('sendMessage').map(({ chat_id: chat }) => chat)).toEqual(['-5'])
    expect(String(api.of('sendMessage')[0]?.['text'])).toContain('Новый заказ №1042')
  })

  test('are told privately when the group has thrown the bot out; the owner is not marked as a buyer', async () => {
    await inGroup()
    api.next('sendMessage', { code: 403, description: 'Forbidden: bot was kicked from the group chat' })
    expect(await notices.tell(offer)).toBe('sent')
    expect([...(await rows())].map(({ dedupe_key: key, state }) => [key, state])).toEqual([
      ['key@-5', 'unreachable'],
      [`key@${people.florist}`, 'sent'],
    ])
    expect(await database.sql`SELECT 1 FROM business_events`).toHaveLength(0)
  })

  test('a group that became a supergroup is followed', async () => {
    await inGroup()
    api.next('sendMessage', {
      code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1005 },
    })
    expect(await notices.tell(offer)).toBe('sent')
    expect((await rows())[0]).toMatchObject({ chat_id: '-1005', state: 'sent' })
  })

  describe('when an order ends that a courier may be carrying', () => {
    const ended = { ...offer, kind: 'order_ended_for_couriers', dedupeKey: 'ended' } as const
    const tellOf = async (courierId: string | null) => {
      const { sql } = database
      await sql`UPDATE businesses SET settings = ${sql.json({ chats: { florists: null, couriers: '-6', managers: null } })}
                WHERE id = ${businessId}`
      await sql`UPDATE orders SET courier_id = ${courierId} WHERE id = ${ended.orderId}`
      expect(await notices.tell(ended)).toBe('sent')
      return api.of('sendMessage').map(({ chat_id: chat }) => chat)
    }

    test.each([
      ['nobody has taken it', null],
      ['a florist has handed it over for a courier', people.florist],
      ['its courier works here no longer', '999'],
    ])('%s: the couriers’ group hears it', async (_, courierId) => {
      expect(await tellOf(courierId)).toEqual(['-6'])
    })

    test('a courier has taken it: that one hears it, and the group does not', async () => {
      expect(await tellOf(people.courier)).toEqual([people.courier])
    })

    test('a courier who never wrote to the bot is told in the group', async () => {
      api.next('sendMessage', { code: 403, description: "Forbidden: bot can't initiate conversation with a user" })
      expect(await tellOf(people.courier)).toEqual([people.courier, '-6'])
    })
  })

  test('nobody of a role works here: the owner is told', async () => {
    const { sql } = database
    await sql`UPDATE staff SET role = 'accountant' WHERE external_id = ${people.florist}`
    expect(await notices.tell(offer)).toBe('sent')
    await sql`UPDATE staff SET role = 'florist' WHERE external_id = ${people.florist}`
    expect(api.of('sendMessage').map(({ chat_id: chat }) => chat)).toEqual([people.owner])
  })
})

test('a notice about an order that does not exist fails for good', async () => {
  const error = await failure(notices.tell({ ...received, paymentId: 'nothing.f' }))
  expect(error).toMatchObject({ type: 'notice_impossible', nonRetryable: true })
})

describe('taking buttons away', () => {
  const payment = { businessId, paymentId: 'order1.f' }

  test('edits every message that asked for this payment, once', async () => {
    await notices.tell(due)
    await notices.tell({ ...nudge, dedupeKey: 'nudge' })
    await notices.tell({ ...received, dedupeKey: 'received' })
    await notices.retireButtons(payment)
    await notices.retireButtons(payment)
    const asked = (await rows()).filter(({ dedupe_key: key }) => key !== 'received')
    expect(api.of('editMessageReplyMarkup')).toEqual(
      asked.map(({ message_id: id }) => ({
        chat_id: people.buyer,
        message_id: Number(id),
        reply_markup: { inline_keyboard: [] },
      })),
    )
  })

  test('a message that is gone or unchanged is fine; a silent Telegram is tried again', async () => {
    await notices.tell(due)
    api.next('editMessageReplyMarkup', 'hang_up', { code: 400, description: 'Bad Request: message is not modified' })
    expect((await failure(notices.retireButtons(payment))).type).toBe('telegram_away')
    await notices.retireButtons(payment)
    await notices.retireButtons(payment)
    expect(api.of('editMessageReplyMarkup')).toHaveLength(2)
  })
})

test('every attempt is counted by what became of it', async () => {
  api.next('sendMessage', 'hang_up')
  await failure(notices.tell(received))
  api.next('sendMessage', { code: 429, description: 'Too Many Requests', parameters: { retry_after: 7 } })
  await failure(notices.tell(received))
  await notices.tell(received)
  await notices.tell(received)
  api.next('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' })
  await notices.tell({ ...received, dedupeKey: 'another' })
  await database.sql`UPDATE payments SET state = 'paid'`
  await notices.tell({ ...nudge, dedupeKey: 'a third' })
  expect(said.mock.calls.map(([{ kind, outcome }]) => [kind, outcome])).toEqual([
    ['payment_received', 'failed'],
    ['payment_received', 'rate_limited'],
    ['payment_received', 'sent'],
    ['payment_received', 'already_sent'],
    ['payment_received', 'unreachable'],
    ['payment_nudge', 'skipped'],
  ])
})
