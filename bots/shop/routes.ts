import type { Message, User } from '@grammyjs/types'
import { Telegraf, type Context } from 'telegraf'
import { message } from 'telegraf/filters'
import { businessOf } from '../../db/businesses'
import { markUnreachable } from '../../db/buyers'
import type { StoredUpdate } from '../../db/inbound-updates'
import { decodeButton } from '../../domain/buttons'
import { buyerIdOf } from '../../domain/ids'
import { TelegramRefused } from '../../telegram/errors'
import { answerAtDoor, botsPlaceChanged, groupMigrated, memberChanged, renewalChanged } from './channels'
import { privateCommands, staffCommands } from './commands'
import type { ShopDeps } from './deps'
import { PressLimit } from './press-limit'
import { answerPress } from './presses'
import { answerReply } from './replies'
import { Scene, type Press } from './scene'
import { unknownButton, unknownMessage } from './screens/unknown'
import { answerCheckout, moneyLanded, starsReturned } from './telegram-money'
import { whoSpeaks } from './who'

interface ShopContext extends Context {
  stored: StoredUpdate
  scene: Scene
}

export interface RoutesOf {
  readonly shop: ShopDeps
  readonly token: string
  /** The bot as Telegram knows it; commands in groups name it. */
  readonly botInfo: User & { readonly username: string }
  /** Whether an update that failed will be tried again, so that its person is told the right thing. */
  readonly willRetry: (update: StoredUpdate, error: unknown) => boolean
}

/** Telegraf finds the answer to an update; every call to Telegram goes through the gateway. Throws what failed. */
export function createRoutes({ shop, token, botInfo, willRetry }: RoutesOf): (update: StoredUpdate) => Promise<void> {
  const bot = new Telegraf<ShopContext>(token, { handlerTimeout: 45_000, telegram: { webhookReply: false } })
  bot.botInfo = botInfo as NonNullable<typeof bot.botInfo>
  bot.catch((error) => {
    throw error
  })
  const limit = new PressLimit()

  // Money first: none of it waits for a person's record, a limit, or a language.
  bot.on('pre_checkout_query', (ctx) =>
    answerCheckout(shop, ctx.preCheckoutQuery, (stored(ctx) as StoredUpdate).receivedAt.getTime()),
  )
  bot.on(message('successful_payment'), (ctx) =>
    moneyLanded(shop, ctx.message.successful_payment, ctx.message.date * 1000),
  )
  bot.on('message', (ctx, next) => {
    const { refunded_payment: returned, date } = ctx.message as unknown as Message
    return returned ? starsReturned(shop, returned, date * 1000) : next()
  })
  bot.on('chat_join_request', (ctx) => answerAtDoor(shop, ctx.update.chat_join_request))
  bot.on('chat_member', (ctx) => memberChanged(shop, ctx.update.chat_member))
  bot.on('subscription' as never, (ctx: Context) => renewalChanged(shop, ctx.update))
  bot.on('my_chat_member', async (ctx) => {
    const { chat, new_chat_member: member, from } = ctx.myChatMember
    if (chat.type !== 'private') return botsPlaceChanged(shop, ctx.update.my_chat_member)
    if (member.status !== 'kicked') return
    const buyerId = buyerIdOf('telegram', from.id)
    await markUnreachable(shop.sql, { businessId: shop.businessId, buyerId, reason: 'blocked_bot', at: shop.now() })
  })

  bot.on('message', (ctx, next) => {
    const { migrate_to_chat_id: to, chat } = ctx.message as unknown as Message
    return to === undefined ? next() : groupMigrated(shop, { from: String(chat.id), to: String(to) })
  })

  bot.use(async (ctx, next) => {
    if (isChatter(ctx)) return
    const scene = await sceneOf(shop, ctx)
    if (!scene) {
      if (ctx.callbackQuery) await shop.gateway.answerCallbackQuery({ callback_query_id: ctx.callbackQuery.id })
      return
    }
    ctx.scene = scene
    const spare = limit.count(scene.who.externalId, shop.now())
    if (spare !== 'spare') {
      if (spare === 'over_first') await scene.toast(scene.t.plain('toast-too-many'))
      else await scene.settle()
      return
    }
    try {
      await next()
      await scene.settle()
    } catch (error) {
      await apologise(scene, error, willRetry(stored(ctx), error))
    }
  })

  bot.on('callback_query', (ctx) => {
    const button = 'data' in ctx.callbackQuery ? decodeButton(ctx.callbackQuery.data) : null
    return button ? answerPress(ctx.scene, button) : unknownButton(ctx.scene)
  })

  for (const [name, answer] of Object.entries(staffCommands)) bot.command(name, (ctx) => answer(ctx.scene))
  // What follows is between the bot and one person; in groups it answers staff's commands and buttons only.
  bot.use((ctx, next) => (ctx.chat?.type === 'private' ? next() : inGroup(ctx)))
  for (const [name, answer] of Object.entries(privateCommands)) {
    bot.command(name, (ctx) => answer(ctx.scene, ctx.payload))
  }
  bot.on('message', async (ctx) => {
    if (await answersQuestion(ctx)) return
    await unknownMessage(ctx.scene)
  })

  return async (update) => {
    const body = update.body as Parameters<typeof bot.handleUpdate>[0]
    attempts.set(body, update)
    await bot.handleUpdate(body)
  }
}

/** Telegraf hands on only the update's body; what we know of it besides is found by that body. */
const attempts = new WeakMap<object, StoredUpdate>()

function stored(ctx: Context): StoredUpdate {
  const update = attempts.get(ctx.update)
  if (!update) throw new Error('an update reached a screen without having been stored')
  return update
}

/** What people say to each other in a group: neither a command nor an answer to one of our messages. */
function isChatter(ctx: Context): boolean {
  if (ctx.chat?.type === 'private' || !ctx.message) return false
  const { text, reply_to_message: reply } = ctx.message as unknown as Message
  return !text?.startsWith('/') && reply?.from?.id !== ctx.botInfo.id
}

/** Null for updates that nobody sent: a channel's posts, an anonymous admin. */
async function sceneOf(shop: ShopDeps, ctx: Context): Promise<Scene | null> {
  const { from: user, chat } = ctx
  if (!user || user.is_bot || !chat) return null
  const isPrivate = chat.type === 'private'
  const { businessId, sql } = shop
  return new Scene({
    shop,
    business: await businessOf(sql, businessId),
    who: await whoSpeaks(sql, { businessId, user: user as User, inPrivate: isPrivate }),
    chat: { id: chat.id, isPrivate },
    press: pressOf(ctx),
    attempt: stored(ctx).attempt,
  })
}

function pressOf(ctx: Context): Press | null {
  const query = ctx.callbackQuery
  if (!query) return null
  const pressed = query.message
  const keyboard = pressed && 'reply_markup' in pressed ? (pressed.reply_markup?.inline_keyboard ?? []) : []
  const verbs = keyboard.flat().map((button) => 'callback_data' in button && decodeButton(button.callback_data)?.verb)
  const browsing = verbs.some((verb) => verb === 'product' || verb === 'quantity')
  return { queryId: query.id, messageId: pressed?.message_id ?? null, browsing }
}

/** Tells the person what went wrong in words that say what to do, and passes the error on to be kept. */
async function apologise(scene: Scene, error: unknown, willRetry: boolean): Promise<void> {
  const nobodyThere = error instanceof TelegramRefused && error.unreachable
  if (nobodyThere) {
    const { buyer } = scene.who
    const { sql, businessId, now } = scene.shop
    if (buyer) await markUnreachable(sql, { businessId, buyerId: buyer.id, reason: 'blocked_bot', at: now() })
    return
  }
  try {
    if (!willRetry) await scene.toast(scene.t.plain('toast-failed'), { alert: true })
    else if (scene.attempt === 1) await scene.toast(scene.t.plain('toast-retrying'), { alert: true })
    await scene.settle()
  } catch (second) {
    scene.shop.log.warn({ err: second }, 'could not say that something failed')
  }
  throw error
}

async function answersQuestion(ctx: ShopContext): Promise<boolean> {
  const said = ctx.message as unknown as Message | undefined
  if (!said) return false
  const repliedTo = said.reply_to_message?.message_id ?? null
  return answerReply(ctx.scene, { repliedTo, messageId: said.message_id, text: said.text ?? null })
}

/** Groups: chatter is none of our business; a command gets the way to the private chat. */
async function inGroup(ctx: ShopContext): Promise<void> {
  if (await answersQuestion(ctx)) return
  const text = ctx.message && 'text' in ctx.message ? ctx.message.text : ''
  const [, command = ''] = /^\/(\w+)(@\w+)?\b/.exec(text) ?? []
  if (Object.hasOwn(privateCommands, command)) {
    await ctx.scene.say(ctx.scene.t.html('group-private-only', { bot: ctx.botInfo.username }))
  }
}
