import type { BotCommand, LanguageCode } from '@grammyjs/types'
import type { Router } from 'express'
import type { StoredUpdate } from '../../db/inbound-updates'
import { languages, textsIn, type Lang } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import { Polling } from '../../telegram/polling'
import type { Command } from './commands'
import type { ShopDeps } from './deps'
import { Inbox } from './inbox'
import { createRoutes } from './routes'
import { retryDelay } from './retries'
import { webhookRouter } from './webhook'

/** What the bot asks Telegram for. */
const allowedUpdates = [
  'message',
  'callback_query',
  'pre_checkout_query',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'subscription',
] as const

export interface ShopBotOptions extends ShopDeps {
  readonly token: string
}

export interface ShopBot {
  /** Takes the webhook away and asks Telegram for updates. Resolves when Telegram has answered once. */
  startPolling(): Promise<void>
  /** Tells Telegram to call `url` with `secret`; the calls come in through {@link ShopBot.router}. */
  startWebhook(options: { readonly url: string; readonly secret: string }): Promise<void>
  /** `POST /webhooks/telegram/:botId` for the address that Telegram was told. */
  router(secret: string): Router
  /** Takes nothing more and waits a few seconds for what is being done; the rest is taken up at the next start. */
  stop(): Promise<void>
}

/** The bot that buyers and staff of one business talk to. */
export function createShopBot({ token, ...shop }: ShopBotOptions): ShopBot {
  const { gateway, log, sql, botId } = shop
  let routes: ReturnType<typeof createRoutes> | null = null
  let polling: Polling | null = null
  let stopped = false
  const inbox = new Inbox({
    sql,
    botId,
    log,
    handle: (update: StoredUpdate) => {
      if (!routes) throw new Error('the inbox was started before the bot knew its name')
      return routes(update)
    },
    retryAfter: (update, error) => retryDelay(update, error, shop.now()),
  })

  /** A wrong token must end the start with a clear error; a network that is away must not. */
  async function begin(): Promise<void> {
    const botInfo = await patiently(() => gateway.getMe())
    const willRetry = (update: StoredUpdate, error: unknown) => retryDelay(update, error, shop.now()) !== null
    routes = createRoutes({ shop, token, botInfo, willRetry })
    await patiently(() => describe())
    inbox.start()
    log.info({ botId, username: botInfo.username }, 'shop bot is ready')
  }

  async function describe(): Promise<void> {
    await gateway.setMyCommands({ commands: commandsIn('ru') })
    for (const lang of languages) {
      await gateway.setMyCommands({ commands: commandsIn(lang), language_code: lang as LanguageCode })
    }
  }

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, 15_000)) {
      try {
        return await call()
      } catch (error) {
        if (error instanceof TelegramRefused && error.code < 500 && error.code !== 429) throw error
        if (stopped) throw error
        log.warn({ err: error }, 'Telegram does not answer yet; trying again')
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
  }

  const receive = (updates: readonly unknown[]) => inbox.receive(updates)
  return {
    async startPolling() {
      await begin()
      await patiently(() => gateway.deleteWebhook())
      polling = new Polling({ gateway, log, tokenName: 'TELEGRAM_BOT_TOKEN', receive, allowedUpdates })
      polling.start()
    },
    async startWebhook({ url, secret }) {
      await begin()
      await patiently(() => gateway.setWebhook({ url, secret_token: secret, allowed_updates: allowedUpdates }))
    },
    router: (secret) => webhookRouter({ botId, secret, receive, log }),
    async stop() {
      stopped = true
      await polling?.stop()
      await inbox.stop()
    },
  }
}

const commandNames = [
  'start',
  'catalog',
  'orders',
  'plans',
  'code',
  'status',
  'cancel',
  'lang',
  'reminders',
  'support',
  'paysupport',
  'terms',
  'help',
] as const satisfies readonly Command[]

const commandsIn = (lang: Lang): BotCommand[] =>
  commandNames.map((command) => ({ command, description: textsIn(lang).plain(`plain-command-${command}`) }))
