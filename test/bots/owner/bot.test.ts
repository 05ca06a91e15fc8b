import type { FreshDatabase } from '../../setup/database'
import { createOwnerBot, type OwnerBot } from '../../../bots/owner/bot'
import type { VisibilityClient } from '../../../bots/owner/stage-counts'
import { TelegramRefused, TelegramUnreachable } from '../../../telegram/errors'
import { fact, hour, noon, subscriptionFacts } from './facts'
import { buttonsOf, fakeFeed, fakeGateway, forgetAll, ownerDatabase, ownerDeps, type Call } from './owner-ground'

let database: FreshDatabase
let feed: Awaited<ReturnType<typeof fakeFeed>>
let telegram: ReturnType<typeof fakeGateway>
let bot: OwnerBot
let clock = noon
let temporalDown = false

beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(async () => {
  await forgetAll(database.sql)
  clock = noon
  temporalDown = false
  feed = await fakeFeed()
  telegram = fakeGateway()
  bot = createBot()
})
afterEach(async () => {
  await bot.stop()
  await feed.close()
})
afterAll(() => database.drop())

const temporal: VisibilityClient = {
  workflow: {
    count: async (query) => {
      if (temporalDown) throw new Error('14 UNAVAILABLE')
      return { count: query.includes("OrderStage = 'deposit_due'") ? 1 : 0 }
    },
  },
  connection: { withDeadline: (_, work) => work() },
  workflowService: { describeNamespace: async () => ({}) },
}

function createBot(changes: Partial<Parameters<typeof createOwnerBot>[0]> = {}) {
  const { counter: _, ...deps } = ownerDeps(database.sql, { gateway: telegram.gateway, now: () => clock })
  return createOwnerBot({ ...deps, token: '9:token', temporal, events: { url: feed.url, token: 'secret' }, ...changes })
}

const chat = (id: number, type = 'private') => ({ id: type === 'private' ? id : -1003001, type, first_name: 'X' })
const user = (id: number, language_code = 'en') => ({ id, is_bot: false, first_name: 'X', language_code })
const says = (id: number, text: string, { type = 'private', language = 'en' } = {}) => ({
  message: {
    message_id: 1,
    date: 0,
    from: user(id, language),
    chat: chat(id, type),
    text,
    ...(text.startsWith('/') && { entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]!.length }] }),
  },
})
let queries = 0
const presses = (id: number, data: string) => ({
  callback_query: {
    id: `query${++queries}`,
    from: user(id),
    chat_instance: '1',
    data,
    message: { message_id: 55, date: 1, chat: chat(id), text: 'old' },
  },
})

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within 8 s; calls: ${JSON.stringify(telegram.calls)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Sends an update and waits for the next text that is shown. */
async function shownAfter(update: unknown): Promise<string> {
  const before = telegram.shown().length
  telegram.updates.push(update)
  await until(() => telegram.shown().length > before)
  return telegram.shown().at(-1)!.replaceAll('\u00a0', ' ')
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 150))
const audit = () => database.sql`SELECT external_id, role, action, detail FROM audit ORDER BY id`

describe('who is answered', () => {
  beforeEach(() => bot.start())

  test.each([
    ['the owner', 2001, /^<b>Funnel/],
    ['an admin', 2005, /^<b>Воронка/],
  ])('%s', async (_, id, text) => {
    expect(await shownAfter(says(id, '/funnel'))).toMatch(text)
  })

  test.each([
    ['a buyer', 1001],
    ["another business's owner", 3001],
  ])('%s gets one polite line an hour, and nothing of the business', async (_, id) => {
    const line = 'This bot answers only the owner and the admins of the shop. To buy, write to the shop&#39;s bot.'
    expect(await shownAfter(says(id, '/funnel'))).toBe(line.replace('&#39;', "'"))
    telegram.updates.push(says(id, '/status'), says(id, 'hello'), presses(id, 'funnel'), says(id, '/start'))
    await settle()
    expect(telegram.shown()).toHaveLength(1)
    // The button's spinner is stopped, without a word.
    expect(telegram.calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(1)
    expect(await audit()).toEqual([{ external_id: String(id), role: 'stranger', action: 'turned_away', detail: {} }])

    clock += hour - 1
    telegram.updates.push(says(id, '/status'))
    await settle()
    expect(telegram.shown()).toHaveLength(1)
    clock += 1
    await shownAfter(says(id, '/status'))
    expect(telegram.shown()).toHaveLength(2)
  })

  test('each stranger has an hour of their own, and is spoken to in their language', async () => {
    expect(await shownAfter(says(1001, 'hi', { language: 'uz' }))).toMatch(/^Bu bot faqat/)
    expect(await shownAfter(says(1002, 'hi', { language: 'ru' }))).toMatch(/^Этот бот/)
  })

  test('a group hears nothing, also when the owner asks there', async () => {
    telegram.updates.push(says(2001, '/funnel', { type: 'supergroup' }), says(1001, '/funnel', { type: 'supergroup' }))
    await settle()
    expect(telegram.shown()).toEqual([])
    expect(await audit()).toEqual([])
  })
})

describe('what the owner asks', () => {
  beforeEach(async () => {
    feed.items = [fact('order_created')]
    await bot.start()
    await until(async () => (await database.sql`SELECT 1 FROM orders_seen`).length === 1)
  })

  test('from the funnel to a stage, to an order and back: one message, edited in place; every step audited', async () => {
    expect(await shownAfter(says(2001, '/funnel'))).toContain('Deposit due — <b>1</b>')
    expect(buttonsOf(telegram.calls)[0]).toEqual([{ text: 'Deposit due · 1', callback_data: 'l:deposit_due:0' }])
    expect(await shownAfter(presses(2001, 'l:deposit_due:0'))).toContain('№1001 · due 150 000 soʻm of 500 000 soʻm')
    expect(buttonsOf(telegram.calls)[0]).toEqual([{ text: '№1001', callback_data: 'o:order1:0:deposit_due:0' }])
    expect(await shownAfter(presses(2001, 'o:order1:0:deposit_due:0'))).toContain('<b>Order №1001</b>')
    expect(await shownAfter(presses(2001, 'funnel'))).toContain('<b>Funnel')
    const shows = telegram.calls.filter(({ method }) => method === 'sendMessage' || method === 'editMessageText')
    expect(shows.map(({ method, args }) => [method, args.message_id])).toEqual([
      ['sendMessage', undefined],
      ['editMessageText', 55],
      ['editMessageText', 55],
      ['editMessageText', 55],
    ])
    expect(telegram.calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(3)
    expect(await audit()).toEqual([
      { external_id: '2001', role: 'owner', action: 'funnel', detail: {} },
      { external_id: '2001', role: 'owner', action: 'list', detail: { list: 'deposit_due', page: 0 } },
      { external_id: '2001', role: 'owner', action: 'order', detail: { orderId: 'order1', page: 0 } },
      { external_id: '2001', role: 'owner', action: 'funnel', detail: {} },
    ])
  })

  test.each([
    ['/start', /^<b>Demo &amp; Flowers<\/b>/],
    ['/help', /\/funnel — orders and money/],
    ['/status', /Open orders: <b>1<\/b>/],
    ['/today', /^<b>Today/],
    ['/lang', /^Язык/],
    ['/hot', /^There is no such command/],
    ['what is up?', /^There is no such command/],
  ])('%s', async (command, text) => {
    expect(await shownAfter(says(2001, command))).toMatch(text)
  })

  describe('of subscriptions', () => {
    beforeEach(async () => {
      feed.items = [fact('order_created'), subscriptionFacts.begun(1)]
      await until(async () => (await database.sql`SELECT 1 FROM subscriptions_seen`).length === 1)
    })

    test.each([
      ['/subs', /^<b>Subscriptions/],
      ['/access', /^<b>Access today/],
      ['/sub 2001', /^<b>Subscription №2001<\/b> · active/],
      ['/sub №2001', /^<b>Subscription №2001<\/b>/],
      ['/sub 2002', /^There are no events about this subscription/],
      ['/sub', /^Write the number of a subscription/],
      ["/sub 1'; DROP TABLE events", /^Write the number of a subscription/],
    ])('%s', async (command, text) => {
      expect(await shownAfter(says(2001, command))).toMatch(text)
    })

    test('from the figures to a list and to a subscription; the picture comes beside them; every step audited', async () => {
      expect(await shownAfter(says(2001, '/subs'))).toContain('New: <b>1</b>')
      expect(await shownAfter(presses(2001, 'sl:active:0'))).toContain('№2001 · club')
      expect(await shownAfter(presses(2001, 's:sub1:0:active:0'))).toContain('<b>Subscription №2001</b>')
      telegram.updates.push(presses(2001, 'chart'))
      await until(() => telegram.calls.some(({ method }) => method === 'sendPhoto'))
      const { args } = telegram.calls.find(({ method }) => method === 'sendPhoto')!
      expect(args).toMatchObject({
        chat_id: 2001,
        caption: '<b>Who stays · Demo &amp; Flowers</b>',
        parse_mode: 'HTML',
      })
      expect((args['photo'] as { source: Buffer }).source.subarray(1, 4).toString()).toBe('PNG')
      expect((await audit()).map(({ action, detail }) => [action, detail])).toEqual([
        ['subs', { days: 30 }],
        ['subscriptions', { list: 'active', page: 0 }],
        ['subscription', { subscriptionId: 'sub1', page: 0 }],
        ['chart', {}],
      ])
    })
  })

  test('a picture of nothing is not sent: the figures are', async () => {
    expect(await shownAfter(presses(2001, 'chart'))).toMatch(/^<b>Subscriptions/)
    expect(telegram.calls.filter(({ method }) => method === 'sendPhoto')).toEqual([])
  })

  test('a language is chosen once and kept over a restart', async () => {
    await shownAfter(says(2001, '/lang'))
    expect(buttonsOf(telegram.calls)[0]?.map((button) => button.callback_data)).toEqual([
      'lang:ru',
      'lang:uz',
      'lang:en',
    ])
    expect(await shownAfter(presses(2001, 'lang:uz'))).toBe('Endi oʻzbekcha.')
    await bot.stop()
    bot = createBot()
    await bot.start()
    expect(await shownAfter(says(2001, '/funnel'))).toMatch(/^<b>Voronka/)
  })

  test('an old or forged button is answered with what to do, and shows nothing', async () => {
    telegram.updates.push(presses(2001, "l:'; DROP TABLE events:0"))
    await until(() => telegram.calls.some(({ method }) => method === 'answerCallbackQuery'))
    const answer = telegram.calls.find(({ method }) => method === 'answerCallbackQuery')
    expect(answer?.args.text).toBe('This button is old. Open /funnel or /status again.')
    expect(telegram.shown()).toEqual([])
  })

  test('a finger that does not believe the button is told so, and nothing is lost but the presses', async () => {
    telegram.updates.push(...Array.from({ length: 12 }, () => presses(2001, 'status')))
    await until(() => telegram.calls.filter(({ method }) => method === 'answerCallbackQuery').length === 12)
    await settle()
    const words = telegram.calls.filter(({ args }) => args.text === 'Still working on the last press.')
    expect(words.length).toBeGreaterThan(0)
    expect(telegram.shown()).toHaveLength(12 - words.length)
  })
})

describe('when something is away', () => {
  test('the shop and Temporal are down from the start: it answers, and says so', async () => {
    feed.down = true
    temporalDown = true
    await bot.start()
    await until(async () => (await database.sql`SELECT 1 FROM sources WHERE failing_since IS NOT NULL`).length > 0)
    const text = await shownAfter(says(2001, '/funnel'))
    expect(text).toContain('Temporal has not answered since 12:00:00.')
    expect(text).toContain('The shop has not answered since 12:00:00.')
  })

  test('Telegram says 429, then 502, then nothing: the answer comes all the same', async () => {
    await bot.start()
    const troubles = [refused('sendMessage', 429, 0), refused('sendMessage', 502)]
    telegram.failWith(({ method }: Call) => {
      if (method !== 'sendMessage') return
      const trouble = troubles.shift()
      if (trouble) throw trouble
    })
    telegram.updates.push(says(2001, '/status'))
    await until(() => telegram.shown().length === 3)
    expect(await audit()).toHaveLength(1)
  })

  test('getUpdates fails for a while: it asks again', async () => {
    await bot.start()
    let failures = 0
    telegram.failWith(({ method }) => {
      if (method !== 'getUpdates' || failures++ > 0) return
      throw new TelegramUnreachable('getUpdates', new Error('ECONNRESET'))
    })
    expect(await shownAfter(says(2001, '/start'))).toContain('Demo')
    expect(failures).toBeGreaterThan(1)
  })

  test('a message that was deleted is sent anew; one that has not changed is left', async () => {
    await bot.start()
    const say =
      (description: string) =>
      ({ method }: Call) => {
        if (method === 'editMessageText') throw refused(method, 400, null, description)
      }
    telegram.failWith(say('Bad Request: message is not modified'))
    telegram.updates.push(presses(2001, 'status'))
    await until(() => telegram.shown().length === 1)
    await settle()
    expect(telegram.shown()).toHaveLength(1)

    telegram.failWith(say('Bad Request: message to edit not found'))
    telegram.updates.push(presses(2001, 'status'))
    await until(() => telegram.calls.some(({ method }) => method === 'sendMessage'))
  })

  test('an owner who blocked the bot stops nothing', async () => {
    await bot.start()
    telegram.failWith(({ method, args }) => {
      if (method === 'sendMessage' && args.chat_id === 2001)
        throw refused(method, 403, null, 'Forbidden: bot was blocked')
    })
    telegram.updates.push(says(2001, '/status'))
    expect(await shownAfterOf(2005)).toMatch(/Открытых заказов/)
  })

  async function shownAfterOf(id: number) {
    telegram.updates.push(says(id, '/status'))
    await until(() => telegram.calls.some(({ method, args }) => method === 'sendMessage' && args.chat_id === id))
    return String(telegram.calls.find(({ method, args }) => method === 'sendMessage' && args.chat_id === id)?.args.text)
  }

  test('its own database is away: the owner is told, a stranger is not', async () => {
    const gone = database.connectAgain()
    await gone.end()
    bot = createBot({ sql: gone })
    await bot.start()
    telegram.updates.push(says(1001, '/funnel'))
    expect(await shownAfter(says(2001, '/funnel'))).toBe(
      "That did not work: the bot's database is away. Try again in a minute.",
    )
    expect(telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ args }) => args.chat_id)).toEqual([
      2001,
    ])
  })

  test('a token that Telegram does not know ends the start', async () => {
    telegram.failWith(({ method }) => {
      if (method === 'getMe') throw refused('getMe', 401, null, 'Unauthorized')
    })
    await expect(bot.start()).rejects.toMatchObject({ name: 'TelegramRefused', code: 401 })
  })

  test('Telegram is away at the start: not ready, and started when it is back', async () => {
    let away = true
    telegram.failWith(({ method }) => {
      if (away && method === 'getMe') throw new TelegramUnreachable('getMe', new Error('ENOTFOUND'))
    })
    const starting = bot.start()
    await settle()
    const probe = () => Promise.all(bot.checks().map((check) => check.probe()))
    await expect(probe()).rejects.toThrow('no answer yet')
    away = false
    await starting
    await expect(probe()).resolves.toHaveLength(2)
  })

  test('stopped while Telegram is away: at once', async () => {
    telegram.failWith(({ method }) => {
      if (method === 'getMe') throw new TelegramUnreachable('getMe', new Error('ENOTFOUND'))
    })
    const starting = bot.start()
    await settle()
    const before = Date.now()
    await bot.stop()
    await starting
    expect(Date.now() - before).toBeLessThan(1_000)
  })
})

function refused(method: string, code: number, retryAfter: number | null = null, description = 'no'): TelegramRefused {
  return new TelegramRefused(method, { code, description, retryAfter, migratedTo: null })
}
