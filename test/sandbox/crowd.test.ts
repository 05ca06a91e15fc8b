import type { Update } from '@grammyjs/types'
import { startRecorder, until } from './recorder'
import { bloomClub, openSandbox } from './sandbox-for-tests'

const shopBot = 'demo_shop_bot'
const crowd = Array.from({ length: 5000 }, (_, index) => 10_000 + index)
const people = crowd.map((id) => ({
  id,
  role: 'buyer' as const,
  firstName: `Person ${id}`,
  language: 'uz',
  stars: 1000,
}))
const groups = [{ id: bloomClub, kind: 'channel' as const, title: 'Bloom Club', ownerId: 10_000, memberIds: [] }]

let sandbox: Awaited<ReturnType<typeof openSandbox>>

beforeEach(async () => {
  sandbox = await openSandbox({ people, groups })
})
afterEach(() => sandbox.close())

/** Runs `act` for each, so many at a time, as a worker with that many activities does. */
async function each<T>(items: readonly T[], width: number, act: (item: T) => Promise<unknown>): Promise<number> {
  const started = performance.now()
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await act(item)
  }
  await Promise.all(Array.from({ length: width }, lane))
  return performance.now() - started
}

const remove = async (userId: number) => {
  const params = { chat_id: bloomClub, user_id: userId }
  const answers = [await sandbox.bot('banChatMember', params), await sandbox.bot('unbanChatMember', params)]
  if (answers.some(({ status }) => status !== 200)) throw new Error(JSON.stringify(answers))
}

/** Reads updates as fast as they come and does `act` with each, until told to stop. */
function poll(act: (update: Update) => Promise<unknown>) {
  let running = true
  let offset = 0
  const loop = (async () => {
    while (running) {
      const answer = await sandbox.bot('getUpdates', { offset, timeout: 1 })
      const updates = (answer.body.result ?? []) as unknown as Update[]
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
      await Promise.all(updates.map(act))
    }
  })()
  return async () => {
    running = false
    await loop
  }
}

describe('a crowd', () => {
  it('of 5,000 is removed at an even pace, however many updates wait to be read', async () => {
    await sandbox.bot('getUpdates', { allowed_updates: ['chat_member'] })
    expect(await sandbox.client.chats.seatMany(bloomClub, crowd, 'member')).toEqual({ changed: 5000 })
    const count = async () => (await sandbox.bot('getChatMemberCount', { chat_id: bloomClub })).body.result
    expect(await count()).toBe(5001)
    const members = crowd.slice(1)
    const first = await each(members.slice(0, 500), 4, remove)
    await sandbox.client.chats.seatMany(bloomClub, members.slice(500, 4499), 'left')
    const last = await each(members.slice(4499), 4, remove)
    expect(await count()).toBe(2)
    expect((await sandbox.client.bots()).find(({ username }) => username === shopBot)?.pending).toBe(4999 + 3999 + 2000)
    expect(last).toBeLessThan(first * 3 + 500)
  }, 120_000)

  it('of 200 subscribes faster than 20 a second', async () => {
    const stop = poll(async ({ pre_checkout_query: query }) => {
      if (query) await sandbox.bot('answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
    })
    const invoice = {
      title: 'Bloom Club',
      description: '30 days',
      currency: 'XTR',
      prices: [{ label: 'x', amount: 250 }],
      subscription_period: 2_592_000,
    }
    const took = await each(crowd.slice(0, 200), 8, async (userId) => {
      const made = await sandbox.bot('createInvoiceLink', { ...invoice, payload: `sub:${userId}` })
      const paid = await sandbox.client.as(userId).payInvoiceLink(shopBot, made.body.result as unknown as string)
      if (paid.outcome !== 'paid') throw new Error(paid.outcome)
    })
    await stop()
    expect((await sandbox.bot('getMyStarBalance')).body.result).toEqual({ amount: 50_000 })
    expect(await sandbox.client.subscriptions.list()).toHaveLength(200)
    expect(took).toBeLessThan(10_000)
  }, 60_000)

  it('of 5,000 arrives at a webhook while the updates of one person are stuck', async () => {
    const stuck = crowd[1]
    const seen = new Set<number>()
    const hook = await startRecorder((asked) => {
      const userId = (JSON.parse(asked.body) as Update).chat_member?.new_chat_member.user.id ?? 0
      if (userId === stuck) return { status: 500 }
      seen.add(userId)
      return {}
    })
    await sandbox.bot('setWebhook', { url: hook.url, allowed_updates: ['chat_member'] })
    const started = performance.now()
    for (let round = 0; round < 3; round++) {
      await sandbox.client.chats.seatMany(bloomClub, [stuck ?? 0], round === 1 ? 'left' : 'member')
    }
    await sandbox.client.chats.seatMany(bloomClub, crowd.slice(2), 'member')
    await until(() => seen.size === 4998, '4998 deliveries', 30_000)
    expect(performance.now() - started).toBeLessThan(30_000)
    const pending = (await sandbox.bot('getWebhookInfo')).body.result as unknown as { pending_update_count: number }
    expect(pending.pending_update_count).toBe(3)
    await hook.close()
  }, 60_000)
})
