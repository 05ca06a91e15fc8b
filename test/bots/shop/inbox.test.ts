import { setTimeout as sleep } from 'node:timers/promises'
import { Inbox } from '../../../bots/shop/inbox'
import { claimUpdates, forgetHandledUpdates, storeUpdates, type StoredUpdate } from '../../../db/inbound-updates'
import { silent } from '../../activities/notices/shop'
import { freshDatabase, type FreshDatabase } from '../../setup/database'

let database: FreshDatabase
const open: Inbox[] = []

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.sql`DELETE FROM inbound_updates`)
afterEach(() => Promise.all(open.splice(0).map((inbox) => inbox.stop(100))))

const from = (user: number, updateId: number) => ({
  update_id: updateId,
  message: { message_id: updateId, date: 1_790_000_000, from: { id: user }, chat: { id: user, type: 'private' } },
})
const checkout = (user: number, updateId: number) => ({
  update_id: updateId,
  pre_checkout_query: { id: `q${updateId}`, from: { id: user } },
})

function openInbox(
  handle: (update: StoredUpdate) => Promise<void>,
  { retryAfter = () => null as number | null, leaseMs = 60_000, sql = database.sql } = {},
) {
  const inbox = new Inbox({ sql, botId: '1', log: silent, handle, retryAfter, leaseMs, pollMs: 20 })
  open.push(inbox)
  return inbox
}

const rows = () => database.sql<
  { update_id: bigint; attempts: number; error: string | null; handled: boolean; abandoned: boolean }[]
>`SELECT update_id, attempts, error, handled_at IS NOT NULL AS handled, abandoned_at IS NOT NULL AS abandoned
  FROM inbound_updates ORDER BY update_id`

async function until(met: () => boolean | Promise<boolean>) {
  for (const end = Date.now() + 5_000; Date.now() < end; await sleep(10)) if (await met()) return
  throw new Error('it never came to that')
}
const allHandled = async () => (await rows()).every(({ handled, abandoned }) => handled || abandoned)

test('an update is stored before it is acted on, and a repeat of it is dropped', async () => {
  const seen: number[] = []
  const inbox = openInbox((update) => Promise.resolve(void seen.push(update.updateId)))
  await inbox.receive([from(1, 10), from(1, 10)])
  await inbox.receive([from(1, 10)])
  expect(await rows()).toHaveLength(1)
  expect(seen).toEqual([])
  inbox.start()
  await until(allHandled)
  expect(seen).toEqual([10])
  expect((await rows())[0]).toMatchObject({ attempts: 1, handled: true, error: null })
})

test('what no database can keep costs neither its own update nor those beside it', async () => {
  const seen: unknown[] = []
  const inbox = openInbox((update) => Promise.resolve(void seen.push(update.body)))
  inbox.start()
  const strange = { ...from(1, 11), text: 'a\u0000b\ud83c', nested: [{ '\u0000k': '\udf39 🌹' }] }
  await inbox.receive([strange, from(2, 12)])
  await until(async () => (await rows()).length === 2 && (await allHandled()))
  expect(seen).toContainEqual({ ...from(1, 11), text: 'ab', nested: [{ k: ' 🌹' }] })
})

test('one person is served in order, one thing at a time; people side by side', async () => {
  const running = new Set<number>()
  const finished: number[] = []
  let together = 0
  const personOf = ({ body }: StoredUpdate) => (body as { message: { from: { id: number } } }).message.from.id
  const inbox = openInbox(async (update) => {
    const person = personOf(update)
    expect(running.has(person)).toBe(false)
    running.add(person)
    together = Math.max(together, running.size)
    await sleep(30)
    running.delete(person)
    finished.push(update.updateId)
  })
  await inbox.receive([from(1, 1), from(1, 2), from(2, 3), from(1, 4), from(2, 5)])
  inbox.start()
  await until(allHandled)
  expect(finished.filter((id) => [1, 2, 4].includes(id))).toEqual([1, 2, 4])
  expect(finished.filter((id) => [3, 5].includes(id))).toEqual([3, 5])
  expect(together).toBe(2)
})

test('a checkout does not wait behind what else its person is doing', async () => {
  let release = () => {}
  const busy = new Promise<void>((resolve) => (release = resolve))
  const finished: number[] = []
  const inbox = openInbox(async (update) => {
    if (update.updateId === 1) await busy
    finished.push(update.updateId)
  })
  inbox.start()
  await inbox.receive([from(1, 1), from(1, 2), checkout(1, 3)])
  await until(() => finished.includes(3))
  expect(finished).toEqual([3])
  release()
  await until(allHandled)
  expect(finished).toEqual([3, 1, 2])
})

test('a failure is kept and tried again; what follows does not wait for it', async () => {
  const tried: [number, number][] = []
  const inbox = openInbox(
    async (update) => {
      tried.push([update.updateId, update.attempt])
      if (update.updateId === 1 && update.attempt < 3) throw new Error('no answer')
    },
    { retryAfter: () => 100 },
  )
  inbox.start()
  await inbox.receive([from(1, 1), from(1, 2)])
  await until(async () => (await rows())[0]?.error === 'no answer')
  await until(allHandled)
  expect(tried[0]).toEqual([1, 1])
  expect(tried[1]).toEqual([2, 1])
  expect(tried.filter(([id]) => id === 1)).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
  ])
  expect((await rows())[0]).toMatchObject({ attempts: 3, handled: true, error: null })
})

test('what is given up stays with its error for the operator', async () => {
  const inbox = openInbox(() => Promise.reject(new Error('a bug')))
  inbox.start()
  await inbox.receive([from(1, 1)])
  await until(allHandled)
  await sleep(60)
  expect([...(await rows())]).toEqual([{ update_id: 1n, attempts: 1, error: 'a bug', handled: false, abandoned: true }])
})

test('work of a process that died is taken over when its lease ends, not before', async () => {
  const { sql } = database
  await storeUpdates(sql, '1', [{ updateId: 1, queue: 'user:1', body: from(1, 1) }])
  const claimed = await claimUpdates(sql, { botId: '1', limit: 10, leaseMs: 400 })
  expect(claimed).toHaveLength(1)
  const seen: number[] = []
  const inbox = openInbox((update) => Promise.resolve(void seen.push(update.attempt)))
  inbox.start()
  await sleep(150)
  expect(seen).toEqual([])
  await until(allHandled)
  expect(seen).toEqual([2])
})

test('two copies of the process never work for one person at the same time', async () => {
  const other = database.connectAgain()
  let running = 0
  let most = 0
  const done: number[] = []
  const handle = async (update: StoredUpdate) => {
    most = Math.max(most, ++running)
    await sleep(5)
    running--
    done.push(update.updateId)
  }
  const copies = [openInbox(handle), openInbox(handle, { sql: other })]
  for (const copy of copies) copy.start()
  const updates = Array.from({ length: 20 }, (_, index) => from(1, index + 1))
  await Promise.all([copies[0]?.receive(updates.slice(0, 10)), copies[1]?.receive(updates.slice(10))])
  await until(allHandled)
  expect(most).toBe(1)
  expect(done).toHaveLength(20)
  expect((await rows()).every(({ attempts }) => attempts === 1)).toBe(true)
})

test('what is no update is dropped without blocking the rest', async () => {
  const inbox = openInbox(() => Promise.resolve())
  await inbox.receive([null, { update_id: 'x' }, from(1, 9)])
  expect((await rows()).map(({ update_id: id }) => id)).toEqual([9n])
})

test.each<[string, object]>([
  ['a chat of no type', { message: { ...from(1, 1).message, chat: { id: 1 } } }],
  ['a text that is a number', { message: { ...from(1, 1).message, text: 7 } }],
  ['a press without its query', { callback_query: { from: { id: 1 }, data: 'c' } }],
  ['a press of a message nowhere', { callback_query: { id: 'q', from: { id: 1 }, message: { message_id: 1 } } }],
  ['a place of the bot without a place', { my_chat_member: { from: { id: 1 }, chat: from(1, 1).message.chat } }],
])('an update with %s is none', async (_, body) => {
  const inbox = openInbox(() => Promise.resolve())
  await inbox.receive([{ update_id: 8, ...body }, from(1, 9)])
  expect((await rows()).map(({ update_id: id }) => id)).toEqual([9n])
})

test('an update of any depth costs the others nothing', async () => {
  const inbox = openInbox(() => Promise.resolve())
  const deep = JSON.parse(`{"update_id":8,"message":${'['.repeat(9_000)}${']'.repeat(9_000)}}`) as unknown
  const wide = { ...from(1, 10), entities: Array.from({ length: 5_000 }, (_, offset) => ({ offset })) }
  await inbox.receive([deep, from(1, 9), wide])
  expect((await rows()).map(({ update_id: id }) => id)).toEqual([9n, 10n])
})

test('stopping waits for what is being done and takes nothing more', async () => {
  const finished: number[] = []
  const inbox = openInbox(async (update) => {
    await sleep(100)
    finished.push(update.updateId)
  })
  inbox.start()
  await inbox.receive([from(1, 1), from(1, 2)])
  await sleep(40)
  await inbox.stop()
  expect(finished).toEqual([1])
  expect((await rows()).map(({ handled }) => handled)).toEqual([true, false])
})

test('what people wrote is forgotten once it was handled long ago; what was given up is not', async () => {
  const { sql } = database
  const stored = [1, 2, 3].map((updateId) => ({ updateId, queue: 'user:1', body: from(1, updateId) }))
  await storeUpdates(sql, '1', stored)
  await sql`UPDATE inbound_updates SET handled_at = now() - interval '8 days' WHERE update_id = 1`
  await sql`UPDATE inbound_updates SET handled_at = now() WHERE update_id = 2`
  await sql`UPDATE inbound_updates SET abandoned_at = now() - interval '8 days' WHERE update_id = 3`
  expect(await forgetHandledUpdates(sql, '1', 7)).toBe(1)
  expect((await rows()).map(({ update_id: id }) => id)).toEqual([2n, 3n])
})
