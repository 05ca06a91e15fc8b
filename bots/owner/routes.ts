import { Telegraf, type Context } from 'telegraf'
import type { User } from '@grammyjs/types'
import { chooseLang, writeAudit } from '../../db/owner/people'
import { subscriptionNumbered } from '../../db/owner/subscriptions-seen'
import { storableText } from '../../domain/storable-text'
import { languages, textsIn, type Lang, type Texts } from '../../locales/texts'
import type { Screen } from '../../telegram/screen'
import { readerOf, turnAway, type Reader, type Speaker } from './access'
import type { OwnerDeps } from './deps'
import { decodePress, encodePress, type OwnerPress } from './presses'
import { access } from './screens/access'
import { chart } from './screens/chart'
import { funnel } from './screens/funnel'
import { orderList } from './screens/list'
import { order } from './screens/order'
import { status } from './screens/status'
import { subscription } from './screens/subscription'
import { subscriptionList } from './screens/subscription-list'
import { subs } from './screens/subs'
import { today } from './screens/today'
import { Talk } from './talk'

type Asked =
  | OwnerPress
  | { readonly verb: 'start' | 'help' | 'choose_lang' | 'unknown' }
  /** `text`: what stood behind the command. */
  | { readonly verb: 'find_subscription'; readonly text: string }

/** What each command asks; `text` is what stood behind it. */
export const ownerCommands = {
  start: () => ({ verb: 'start' }),
  help: () => ({ verb: 'help' }),
  status: () => ({ verb: 'status' }),
  today: () => ({ verb: 'today' }),
  funnel: () => ({ verb: 'funnel' }),
  subs: () => ({ verb: 'subs', days: 30 }),
  access: () => ({ verb: 'access', days: 1 }),
  sub: (text) => ({ verb: 'find_subscription', text: storableText(text.slice(0, 30)) }),
  lang: () => ({ verb: 'choose_lang' }),
} as const satisfies Record<string, (text: string) => Asked>

interface OwnerContext extends Context {
  reader: Reader
  talk: Talk
  t: Texts
}

type Update = Parameters<Telegraf['handleUpdate']>[0]

/**
 * Telegraf finds the answer to an update; every call to Telegram goes through the gateway. The returned function
 * resolves when the update has been answered, and never throws: what fails is logged and said.
 */
export function createRoutes(deps: OwnerDeps, { token, botInfo }: { token: string; botInfo: User }) {
  const bot = new Telegraf<OwnerContext>(token, { handlerTimeout: 120_000, telegram: { webhookReply: false } })
  bot.botInfo = botInfo as NonNullable<typeof bot.botInfo>
  bot.catch((error) => {
    throw error
  })

  bot.use(async (ctx, next) => {
    const speaker = speakerOf(ctx)
    // Groups hear nothing: the shop's money is nobody else's business.
    if (!speaker || ctx.chat?.type !== 'private') return
    ctx.talk = talkOf(deps, ctx)
    const reader = await readerOf(deps, speaker)
    if (!reader) return turnAway(deps, speaker, ctx.talk)
    ctx.reader = reader
    ctx.t = textsIn(reader.speaks)
    await next()
  })

  const asked = (press: Asked) => (ctx: OwnerContext) => answer(deps, ctx, press)
  bot.on('callback_query', async (ctx) => {
    const press = 'data' in ctx.callbackQuery ? decodePress(ctx.callbackQuery.data) : null
    if (press) return answer(deps, ctx, press)
    await ctx.talk.settle(ctx.t.plain('toast-owner-stale'))
  })
  for (const [name, asks] of Object.entries(ownerCommands)) {
    bot.command(name, (ctx) => answer(deps, ctx, asks(ctx.payload)))
  }
  bot.on('message', asked({ verb: 'unknown' }))

  return async (update: unknown): Promise<void> => {
    try {
      await bot.handleUpdate(update as Update)
    } catch (error) {
      deps.log.error({ err: error }, 'an update of the owner-bot was not answered')
      await apologise(deps, update as Update).catch((second: unknown) =>
        deps.log.warn({ err: second }, 'could not say that something failed'),
      )
    }
  }
}

/** Writes down who asked for what, then shows it. */
async function answer(deps: OwnerDeps, ctx: OwnerContext, press: Asked): Promise<void> {
  const { reader, talk } = ctx
  const { verb, ...detail } = press
  await writeAudit(deps.sql, deps.businessId, {
    at: new Date(deps.now()),
    externalId: reader.externalId,
    role: reader.role,
    action: verb,
    detail: withoutBack(detail),
  })
  // Before the counting: a button that waits for Temporal looks broken.
  await talk.settle()
  if (press.verb === 'chart') return showChart(deps, ctx)
  await talk.show(await screenOf(deps, ctx, press))
}

/** Where somebody came from is not what they asked for. */
function withoutBack(detail: Record<string, unknown>): Record<string, string | number> {
  const { back: _back, ...rest } = detail
  return rest as Record<string, string | number>
}

async function showChart(deps: OwnerDeps, { t, talk }: OwnerContext): Promise<void> {
  const drawn = await chart(deps, t)
  if (drawn) await talk.picture(drawn)
  else await talk.show(await subs(deps, t, { days: 30 }))
}

async function screenOf(
  deps: OwnerDeps,
  { t, reader }: OwnerContext,
  press: Exclude<Asked, { verb: 'chart' }>,
): Promise<Screen> {
  switch (press.verb) {
    case 'funnel':
      return funnel(deps, t)
    case 'status':
      return status(deps, t)
    case 'today':
      return today(deps, t)
    case 'list':
      return orderList(deps, t, press)
    case 'order':
      return order(deps, t, press)
    case 'subs':
      return subs(deps, t, press)
    case 'access':
      return access(deps, t, press)
    case 'subscriptions':
      return subscriptionList(deps, t, press)
    case 'subscription':
      return subscription(deps, t, press)
    case 'find_subscription':
      return foundSubscription(deps, t, press.text)
    case 'lang':
      await chooseLang(deps.sql, deps.businessId, { externalId: reader.externalId, lang: press.lang })
      return greeting(deps, textsIn(press.lang), 'owner-lang-chosen')
    case 'start':
      return greeting(deps, t, 'owner-start')
    case 'help':
      return { text: t.html('owner-help'), rows: menu(t) }
    case 'choose_lang':
      return { text: t.html('owner-choose-lang'), rows: [languages.map(langButton(t))] }
    case 'unknown':
      return { text: t.html('owner-unknown'), rows: menu(t) }
  }
}

/** `/sub 1042`, also with a number sign. */
async function foundSubscription(deps: OwnerDeps, t: Texts, text: string): Promise<Screen> {
  const number = /^[№#]?\s*(\d{1,9})$/.exec(text.trim())?.[1]
  if (number === undefined) return { text: t.html('owner-subscription-usage'), rows: [] }
  const subscriptionId = await subscriptionNumbered(deps.sql, deps.businessId, Number(number))
  if (subscriptionId === null) return { text: t.html('owner-subscription-unknown'), rows: menu(t) }
  return subscription(deps, t, { subscriptionId, page: 0, back: { list: 'active', page: 0 } })
}

function greeting(deps: OwnerDeps, t: Texts, key: 'owner-start' | 'owner-lang-chosen'): Screen {
  const text = key === 'owner-start' ? t.html(key, { business: deps.name }) : t.html(key)
  return { text, rows: menu(t) }
}

const langButton = (t: Texts) => (lang: Lang) => ({
  label: t.plain(`btn-owner-${lang}`),
  data: encodePress({ verb: 'lang', lang }),
})

const menu = (t: Texts): Screen['rows'] => [
  [
    { label: t.plain('btn-owner-funnel'), data: encodePress({ verb: 'funnel' }) },
    { label: t.plain('btn-owner-status'), data: encodePress({ verb: 'status' }) },
    { label: t.plain('btn-owner-today'), data: encodePress({ verb: 'today' }) },
  ],
  [
    { label: t.plain('btn-owner-subs'), data: encodePress({ verb: 'subs', days: 30 }) },
    { label: t.plain('btn-owner-access'), data: encodePress({ verb: 'access', days: 1 }) },
  ],
]

/** Null for what nobody sent: a channel's post, an anonymous admin, another bot. */
function speakerOf({ from }: Context): Speaker | null {
  if (!from || from.is_bot) return null
  return { externalId: String(from.id), languageCode: from.language_code }
}

function talkOf({ gateway, log }: OwnerDeps, ctx: Context): Talk {
  const query = ctx.callbackQuery
  const pressed = query ? { queryId: query.id, messageId: query.message?.message_id ?? null } : null
  return new Talk({ gateway, log, chatId: ctx.chat?.id ?? 0, pressed })
}

/** Says that it did not work, to the owner and the admins only. Works without the database. */
async function apologise(deps: OwnerDeps, update: Update): Promise<void> {
  const query = 'callback_query' in update ? update.callback_query : null
  const message = 'message' in update ? update.message : null
  const from = query?.from ?? message?.from
  const chat = query?.message?.chat ?? message?.chat
  const person = deps.people.find(({ externalId }) => externalId === String(from?.id))
  if (!person || person.businessId !== deps.businessId || chat?.type !== 'private') return
  const { gateway, log } = deps
  const talk = new Talk({
    gateway,
    log,
    chatId: chat.id,
    pressed: query ? { queryId: query.id, messageId: null } : null,
  })
  await talk.settle()
  await talk.say(textsIn(person.lang ?? 'ru').html('owner-failed'))
}
