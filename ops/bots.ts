import { createShopBot } from '../bots/shop/bot'
import { shopMetrics } from '../bots/shop/metrics'
import { connect } from '../db/connect'
import { createGateway } from '../telegram/gateway'
import { createLifecycles } from '../workflows/callers'
import { migrationsCheck, postgresCheck, temporalCheck } from './health'
import { payLinksFrom } from './merchant'
import { CannotStart, runProcess } from './process'
import { telegramCalls } from './telegram-metrics'
import { isUnknownToken } from './telegram-token'
import { temporalClient } from './temporal-client'

void runProcess('bots', async ({ config, log, registry }) => {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: webhookUrl, TELEGRAM_WEBHOOK_SECRET: secret } = config
  const sql = connect(config.DATABASE_URL, { applicationName: 'orderly-bots' })
  const client = temporalClient(config, registry)
  const botId = token.slice(0, token.indexOf(':'))
  const gateway = createGateway({
    token,
    ...(config.TELEGRAM_API_ROOT && { apiRoot: config.TELEGRAM_API_ROOT }),
    answered: telegramCalls(registry),
  })
  const bot = createShopBot({
    token,
    botId,
    businessId: config.BUSINESS_ID,
    sql,
    lifecycles: createLifecycles(client),
    gateway,
    links: payLinksFrom(config),
    log,
    metrics: shopMetrics(registry),
    now: Date.now,
  })
  const begin = () =>
    webhookUrl && secret
      ? bot.startWebhook({ url: `${webhookUrl}/webhooks/telegram/${botId}`, secret })
      : bot.startPolling()
  return {
    ...(secret && { app: bot.router(secret) }),
    checks: [postgresCheck(sql), migrationsCheck(sql), temporalCheck(client)],
    begun: begin().catch((error: unknown) => {
      throw isUnknownToken(error)
        ? new CannotStart('Telegram does not know TELEGRAM_BOT_TOKEN: copy it again from @BotFather.')
        : error
    }),
    async stop() {
      await bot.stop()
      await sql.end({ timeout: 5 })
      await client.connection.close()
    },
  }
})
