import { pino } from 'pino'
import { createRoutes, ownerCommands } from '../../../bots/owner/routes'
import { encodePress, type OwnerPress } from '../../../bots/owner/presses'
import { hostileText, hostileValue, plantedPhone } from '../../../drills/bad-input/hostile'
import { Random } from '../../../drills/bad-input/random'
import { messageBy, pressBy } from '../../../drills/bad-input/telegram-shots'
import type { FreshDatabase } from '../../setup/database'
import { fact, noon, subscriptionFacts } from './facts'
import { fakeGateway, ownerDatabase, ownerDeps, read, type Call } from './owner-ground'

/**
 * The owner-bot polls, so nobody but Telegram can speak to it; what Telegram passes on is written by anybody: texts,
 * names, and whatever a changed client says that a button holds.
 */
const owner = 2001
const strangers = [1001, 3001]
const token = '9000001:owner-bot-token'
const seed = 20_261_122

let database: FreshDatabase
const lines: { level: number; msg: string }[] = []
const written: string[] = []
const log = pino(
  { level: 'debug' },
  {
    write(line: string) {
      written.push(line)
      lines.push(JSON.parse(line) as (typeof lines)[number])
    },
  },
)
let telegram: ReturnType<typeof fakeGateway>
let routes: ReturnType<typeof createRoutes>

beforeAll(async () => {
  database = await ownerDatabase()
  await read(database.sql, [fact('order_created'), subscriptionFacts.created(), subscriptionFacts.begun(1)])
})
beforeEach(() => {
  lines.length = 0
  written.length = 0
  telegram = fakeGateway()
  const deps = ownerDeps(database.sql, { gateway: telegram.gateway, log, now: () => noon })
  routes = createRoutes(deps, { token, botInfo: { id: 9, is_bot: true, first_name: 'O', username: 'owner_bot' } })
})
afterAll(() => database.drop())

const presses: readonly OwnerPress[] = [
  { verb: 'funnel' },
  { verb: 'status' },
  { verb: 'today' },
  { verb: 'chart' },
  { verb: 'subs', days: 30 },
  { verb: 'access', days: 1 },
  { verb: 'list', list: 'deposit_due', page: 999 },
  { verb: 'order', orderId: 'order1', page: 0, back: { list: 'deposit_due', page: 0 } },
  { verb: 'order', orderId: 'nobodys', page: 999, back: { list: 'sla', page: 999 } },
  { verb: 'subscriptions', list: 'active', page: 999 },
  { verb: 'subscription', subscriptionId: 'nobodys', page: 999, back: { list: 'access', page: 7 } },
]

function dataOf(random: Random): string {
  const drawn = encodePress(random.pick(presses))
  return random.pick([
    drawn,
    `${drawn}:`,
    `${drawn}:${hostileText(random).slice(0, 40)}`,
    drawn.replace(/[^:]*$/, hostileText(random).slice(0, 40)),
    drawn.toUpperCase(),
    `${drawn}\0`,
    hostileText(random).slice(0, 200),
    ':'.repeat(500),
  ])
}

const commands = Object.keys(ownerCommands)
const textOf = (random: Random) =>
  random.chance(0.6)
    ? `/${random.pick(commands)} ${hostileText(random).slice(0, 4_000)}`
    : `${hostileText(random).slice(0, 4_000)} ${plantedPhone}`

const updateOf = (random: Random, from: number, number: number) =>
  random.chance(0.5) ? pressBy(from, dataOf(random), number) : messageBy(from, textOf(random), number)

/** Every row that is not a note of who asked for what, or of what was looked at. */
async function facts(): Promise<string> {
  const { sql } = database
  const tables = ['feeds', 'events', 'events_set_aside', 'feed_rejects', 'orders_seen', 'subscriptions_seen']
  const rows = await Promise.all(tables.map((table) => sql`SELECT t::text FROM ${sql(table)} t ORDER BY 1`))
  return JSON.stringify(rows)
}

const saidTo = (calls: readonly Call[]) => calls.filter(({ method }) => /^(send|edit)/.test(method))

test('whatever the owner writes or presses is answered, changes no fact and is no error', async () => {
  const before = await facts()
  for (let number = 0; number < 600; number++) {
    const random = new Random(seed, number)
    const answered = telegram.calls.length
    await routes(updateOf(random, owner, number))
    expect(telegram.calls.length).toBeGreaterThan(answered)
  }
  expect(lines.filter(({ level }) => level >= 40)).toEqual([])
  expect(written.join('')).not.toContain(plantedPhone)
  expect(await facts()).toBe(before)
}, 60_000)

test('strangers, owners of other businesses among them, learn nothing whatever they send', async () => {
  const before = await facts()
  for (let number = 0; number < 600; number++) {
    const random = new Random(seed, 10_000 + number)
    await routes(updateOf(random, random.pick(strangers), number))
  }
  const said = saidTo(telegram.calls).map(({ args }) => [args.chat_id, args.text])
  const line = 'Этот бот отвечает только владельцу и администраторам магазина. За покупками — в бот магазина.'
  expect(said).toHaveLength(strangers.length)
  expect(said).toEqual(expect.arrayContaining(strangers.map((id) => [id, line])))
  expect(lines.filter(({ level }) => level >= 40)).toEqual([])
  expect(await facts()).toBe(before)
}, 60_000)

test('an update of wrong types ends nothing, and shows nobody anything of the shop', async () => {
  const before = await facts()
  for (let number = 0; number < 600; number++) {
    const random = new Random(seed, 20_000 + number)
    const from = random.pick([owner, ...strangers])
    const update: Record<string, unknown> = updateOf(random, from, number)
    const part = Object.keys(update).find((name) => name !== 'update_id')!
    const good = update[part] as Record<string, unknown>
    const name = random.pick([...Object.keys(good), 'entities', 'reply_to_message'])
    await routes({ ...update, [part]: { ...good, [name]: hostileValue(random) } })
  }
  const others = saidTo(telegram.calls).filter(({ args }) => args.chat_id !== owner)
  expect(others.filter(({ args }) => String(args.text).includes('1001'))).toEqual([])
  expect(written.filter((line) => line.includes(plantedPhone) || line.includes(token))).toEqual([])
  expect(await facts()).toBe(before)
  await routes(messageBy(owner, '/help', 1))
  expect(saidTo(telegram.calls).at(-1)?.args.chat_id).toBe(owner)
}, 60_000)
