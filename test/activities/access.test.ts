import { pino } from 'pino'
import { createAccessActivities } from '../../activities/access'
import { club, writeSubscribers } from '../../bench/subscribers'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { TelegramRefused } from '../../telegram/errors'
import type { Gateway } from '../../telegram/gateway'
import { freshDatabase, type FreshDatabase } from '../setup/database'

const { id: businessId } = demoBusiness
const past = () => new Date(Date.now() - 60_000)
const ahead = () => new Date(Date.now() + 1e9)
const keyOf = (user: number) => ({ businessId, subscriptionId: `sub${user}` })

let database: FreshDatabase
/** Who is in the channel, and which methods the bot may not use there. */
const members = new Set<number>()
const forbidden = new Set<string>()
const calls: string[] = []
/** Runs before a call is answered. */
let meanwhile: ((method: string) => Promise<void>) | null = null

beforeEach(async () => {
  database = await freshDatabase()
  await seedDemoShop(database.sql)
  for (const each of [members, forbidden]) each.clear()
  calls.length = 0
  meanwhile = null
})
afterEach(() => database.drop())

async function call<T>(method: string, answer: () => T): Promise<T> {
  calls.push(method)
  await meanwhile?.(method)
  if (forbidden.has(method)) {
    const description = 'Bad Request: not enough rights'
    throw new TelegramRefused(method, { code: 400, description, retryAfter: null, migratedTo: null })
  }
  return answer()
}

let links = 0
const gateway = {
  getChatMember: ({ user_id: user }: { user_id: number }) =>
    call('getChatMember', () => ({ status: members.has(user) ? 'member' : 'left' })),
  banChatMember: ({ user_id: user }: { user_id: number }) => call('banChatMember', () => members.delete(user)),
  unbanChatMember: () => call('unbanChatMember', () => true),
  createChatInviteLink: () => call('createChatInviteLink', () => ({ invite_link: `https://t.me/+l${++links}` })),
  revokeChatInviteLink: () => call('revokeChatInviteLink', () => ({})),
  sendMessage: () => call('sendMessage', () => ({ message_id: calls.length })),
} as unknown as Gateway

const settle = (user: number) =>
  createAccessActivities({
    sql: database.sql,
    telegramFor: () => gateway,
    log: pino({ level: 'silent' }),
  }).settleAccess(keyOf(user))

const outcomeOf = async (user: number) =>
  (
    await database.sql<{ outcome: string | null }[]>`
    SELECT outcome FROM access_grants WHERE subscription_id = ${`sub${user}`}`
  )[0]?.outcome

test('done again it does nothing twice: one link, and the same word of it', async () => {
  await writeSubscribers(database.sql, [{ user: 1, state: 'active', paidUntil: ahead() }])
  const first = await settle(1)
  expect(first).toEqual({ links: expect.any(Number) as number, exempt: [], reopened: [], tryAgainMs: null })
  expect(await settle(1)).toEqual(first)
  expect(calls).toEqual(['getChatMember', 'createChatInviteLink'])
})

test('a bot that may invite and not ban: each removal waits, and the owner hears of it once', async () => {
  const { sql } = database
  forbidden.add('banChatMember')
  const leaving = [1, 2, 3]
  await writeSubscribers(
    sql,
    leaving.map((user) => ({ user, state: 'expired' as const, paidUntil: past() })),
  )
  for (const user of leaving) {
    members.add(user)
    await sql`
      INSERT INTO invite_links (business_id, link, subscription_id, chat_id, period, issued_at, expires_at)
      VALUES (${businessId}, ${`https://t.me/+old${user}`}, ${`sub${user}`}, ${String(club)}, 1, ${past()}, ${ahead()})`
  }
  for (const user of leaving) expect((await settle(user)).tryAgainMs).toBe(10_000)
  expect(calls.filter((method) => method === 'revokeChatInviteLink')).toHaveLength(3)
  expect(calls.filter((method) => method === 'sendMessage')).toHaveLength(1)
  expect(await outcomeOf(1)).toBeNull()
  const trouble = () => sql`SELECT 1 FROM channels WHERE trouble = 'no_rights'`
  expect(await trouble()).toHaveLength(1)
  forbidden.clear()
  expect((await settle(1)).tryAgainMs).toBeNull()
  expect([await outcomeOf(1), await trouble()]).toEqual(['removed', []])
})

test('whoever subscribes anew while they are being taken out stays, or is let in again', async () => {
  const { sql } = database
  await writeSubscribers(sql, [
    { user: 1, state: 'expired', paidUntil: past() },
    { user: 2, state: 'active', paidUntil: ahead(), outcome: 'member' },
  ])
  members.add(1)
  const ownedByOne = () => sql`UPDATE subscriptions SET buyer_id = 'telegram:1' WHERE id = 'sub2'`
  // Paid for after the last look, before the ban is done.
  meanwhile = async (method) => void (method === 'banChatMember' && (await ownedByOne()))
  expect(await settle(1)).toMatchObject({ reopened: ['sub2'] })
  expect([await outcomeOf(1), await outcomeOf(2)]).toEqual(['removed', null])
  meanwhile = null
  expect((await settle(2)).links).not.toBeNull()

  await sql`UPDATE access_grants SET settled_at = NULL WHERE subscription_id = 'sub1'`
  members.add(1)
  expect(await settle(1)).toMatchObject({ reopened: [] })
  expect([await outcomeOf(1), members.has(1)]).toEqual(['kept', true])
})
