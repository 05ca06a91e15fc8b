import { setTimeout as sleep } from 'node:timers/promises'
import type { ShopDeps } from '../../../bots/shop/deps'
import { createRoutes } from '../../../bots/shop/routes'
import type { StoredUpdate } from '../../../db/inbound-updates'
import type { PayLinks } from '../../../domain/pay-links'
import { createGateway } from '../../../telegram/gateway'
import type { Lifecycles } from '../../../workflows/callers'
import { businessId, links, seedOrder, seedShop, silent } from '../../activities/notices/shop'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { BotApiForTests } from '../../telegram/bot-api'

type LifecycleCall = readonly [name: keyof Lifecycles, ...args: unknown[]]

/** Lifecycles that keep what they were told and answer what the test prepared; a plain yes otherwise. */
export class LifecyclesForTests {
  readonly calls: LifecycleCall[] = []
  private readonly answers = new Map<string, (() => unknown)[]>()

  next(name: keyof Lifecycles, answer: () => unknown): void {
    this.answers.set(name, [...(this.answers.get(name) ?? []), answer])
  }

  forget(): void {
    this.calls.length = 0
    this.answers.clear()
  }

  get all(): Lifecycles {
    return new Proxy({} as Lifecycles, {
      get:
        (_, name: keyof Lifecycles) =>
        async (...args: unknown[]) => {
          this.calls.push([name, ...args])
          const prepared = this.answers.get(name)?.shift()
          if (prepared) return prepared()
          if (name === 'placeOrder') return true
          if (name === 'markPaidByHand') return { ok: true, payment: 'paid' }
          if (name === 'extend') return { ok: true, expiresAt: Date.parse('2026-11-22T13:00:00Z') }
          return { ok: true, state: 'accepted' }
        },
    })
  }
}

export interface BotForTests {
  readonly database: FreshDatabase
  readonly api: BotApiForTests
  readonly lifecycles: LifecyclesForTests
  readonly shop: ShopDeps
  /** Acts on an update as if it had just been stored; throws what the handler throws. */
  handle(body: object, options?: { attempt?: number; receivedAt?: Date }): Promise<void>
  text(from: string, text: string, more?: object): Promise<void>
  press(from: string, data: string, options?: PressOptions): Promise<void>
  forget(): void
  close(): Promise<void>
}

export interface PressOptions {
  readonly chat?: { id: number; type: string }
  readonly keyboard?: string[]
  readonly attempt?: number
}

let updateId = 1

/** The shop's bot before a stand-in of Telegram, on a database of its own, with lifecycles that only listen. */
export async function openBot({ settings = {}, links: other }: { settings?: object; links?: PayLinks } = {}) {
  const [database, api] = await Promise.all([freshDatabase(), BotApiForTests.start()])
  await seedShop(database.sql, settings)
  const lifecycles = new LifecyclesForTests()
  const shop: ShopDeps = {
    botId: '1',
    businessId,
    sql: database.sql,
    lifecycles: lifecycles.all,
    gateway: createGateway({ token: '1:token', apiRoot: api.root, timeoutMs: 500 }),
    links: other ?? links,
    log: silent,
    now: Date.now,
  }
  const botInfo = { id: 1, is_bot: true as const, first_name: 'Shop', username: 'shop_bot' }
  let routes = createRoutes({ shop, token: '1:token', botInfo, willRetry: () => true })

  const bot: BotForTests = {
    database,
    api,
    lifecycles,
    shop,
    async handle(body, { attempt = 1, receivedAt = new Date() } = {}) {
      const update: StoredUpdate = { updateId: ++updateId, body: { update_id: updateId, ...body }, receivedAt, attempt }
      await routes(update)
      await sleep(0)
    },
    text: (from, text, more = {}) => bot.handle(messageFrom(from, text, more)),
    press: (from, data, options = {}) => bot.handle(pressFrom(from, data, options), options),
    forget() {
      api.forget()
      lifecycles.forget()
      // A new bot has not counted anybody's presses yet.
      routes = createRoutes({ shop, token: '1:token', botInfo, willRetry: () => true })
    },
    async close() {
      await Promise.all([database.drop(), api.close()])
    },
  }
  return bot
}

/** A bot whose buyer has an order with a deposit due, `order1`, and one delivered, `done`. */
export async function openBuyersBot(): Promise<BotForTests> {
  const bot = await openBot({ settings: { providers: ['payme', 'click', 'stars', 'manual'], minorPerStar: '125000' } })
  const { sql } = bot.database
  await seedOrder(sql, {
    plan: 'deposit_balance',
    stages: [
      { kind: 'deposit', amount: 4_500_000n, state: 'due' },
      { kind: 'balance', amount: 10_500_000n, state: 'scheduled' },
    ],
  })
  await seedOrder(sql, {
    id: 'done',
    number: 1050,
    state: 'delivered',
    stages: [{ kind: 'full', amount: 5_000_000n, state: 'paid' }],
    quantity: 1,
  })
  return bot
}

/** What the bot has sent, edited and toasted since it was told to forget. */
export const heardFrom = (bot: () => BotForTests) => ({
  sent: () => bot().api.of('sendMessage'),
  edited: () => bot().api.of('editMessageText'),
  toasts: () =>
    bot()
      .api.of('answerCallbackQuery')
      .map(({ text }) => text),
})
export const nbsp = (text: string) => text.replaceAll('_', '\u00a0')

export const person = (id: string, language = 'ru') => ({
  id: Number(id),
  is_bot: false,
  first_name: `Person${id}`,
  language_code: language,
})

export const privateChat = (id: string) => ({ id: Number(id), type: 'private', first_name: `Person${id}` })
export const group = { id: -5, type: 'supergroup', title: 'Florists' }

export function messageFrom(from: string, text: string, more: object = {}) {
  const command = /^\/\w+(@\w+)?/.exec(text)?.[0]
  const entities = command ? [{ type: 'bot_command', offset: 0, length: command.length }] : []
  return {
    message: {
      message_id: 7,
      date: 1_700_000_000,
      chat: privateChat(from),
      from: person(from),
      text,
      entities,
      ...more,
    },
  }
}

export function pressFrom(from: string, data: string, { chat, keyboard = [data] }: PressOptions = {}) {
  return {
    callback_query: {
      id: `query${updateId + 1}`,
      from: person(from),
      chat_instance: '1',
      data,
      message: {
        message_id: 55,
        date: 1_700_000_000,
        chat: chat ?? privateChat(from),
        text: 'a message of ours',
        reply_markup: { inline_keyboard: [keyboard.map((each) => ({ text: 'x', callback_data: each }))] },
      },
    },
  }
}

/** Buttons of the last message that was sent or edited, as `label -> data`. */
export function buttonsOf(call: Record<string, unknown> | undefined): string[] {
  const markup = call?.['reply_markup'] as
    { inline_keyboard: { text: string; url?: string; callback_data?: string }[][] } | undefined
  return (markup?.inline_keyboard ?? []).flat().map(({ text, url, callback_data: data }) => `${text} -> ${url ?? data}`)
}
