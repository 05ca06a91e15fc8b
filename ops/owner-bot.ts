import { createOwnerBot } from '../bots/owner/bot'
import { readPeople } from '../bots/owner/people'
import { connect } from '../db/connect'
import { ownerMigrations } from '../db/owner/feed'
import { createGateway } from '../telegram/gateway'
import { migrationsCheck } from './health'
import { CannotStart, runProcess } from './process'
import { telegramCalls } from './telegram-metrics'
import { temporalClient } from './temporal-client'
import { isUnknownToken } from './telegram-token'

void runProcess('owner-bot', async ({ config, log, registry }) => {
  const { BUSINESS_ID: businessId, OWNER_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = config
  const people = peopleOf(config.OWNER_BOT_PEOPLE, businessId)
  const sql = connect(config.OWNER_DATABASE_URL, { applicationName: 'orderly-owner-bot' })
  const temporal = temporalClient(config)
  const bot = createOwnerBot({
    token,
    businessId,
    name: config.BUSINESS_NAME,
    zone: config.BUSINESS_ZONE,
    currency: config.BUSINESS_CURRENCY,
    people,
    sql,
    temporal,
    events: { url: `${config.SHOP_API_URL}/api/v1/events`, token: config.EVENTS_TOKEN },
    gateway: createGateway({ token, ...(apiRoot && { apiRoot }), answered: telegramCalls(registry) }),
    uiUrl: config.TEMPORAL_UI_URL,
    namespace: config.TEMPORAL_NAMESPACE,
    log,
    now: Date.now,
  })
  return {
    // Not Temporal and not the api: the owner-bot goes on without them and says what is stale.
    checks: [...bot.checks(), migrationsCheck(sql, ownerMigrations)],
    begun: bot.start().catch((error: unknown) => {
      throw isUnknownToken(error)
        ? new CannotStart('Telegram does not know OWNER_BOT_TOKEN: copy it again from @BotFather.')
        : error
    }),
    async stop() {
      await bot.stop()
      await sql.end({ timeout: 5 })
      await temporal.connection.close()
    },
  }
})

function peopleOf(text: string, businessId: string) {
  try {
    return readPeople(text, businessId)
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error))
  }
}
