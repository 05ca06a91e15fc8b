import { demoBots, demoBusiness, demoMonthMs } from '../db/demo-shop'
import { startSandbox } from '../sandbox/server'
import { readConfig } from './config'

/** The stand-ins for Telegram, Payme and Click, for the local stack. Never for production. */
async function main() {
  const config = readConfig('sandbox', process.env)
  const sandbox = await startSandbox({
    port: config.SANDBOX_PORT,
    host: config.LISTEN_HOST,
    apiUrl: config.SHOP_API_URL,
    businessId: config.BUSINESS_ID,
    payme: { key: config.PAYME_KEY, merchantId: config.PAYME_MERCHANT_ID },
    click: {
      serviceId: config.CLICK_SERVICE_ID,
      merchantId: config.CLICK_MERCHANT_ID,
      secretKey: config.CLICK_SECRET_KEY,
    },
    bots: [
      { token: config.TELEGRAM_BOT_TOKEN, username: demoBots.shop, name: demoBusiness.name },
      {
        token: config.OWNER_BOT_TOKEN,
        username: demoBots.owner,
        name: `${demoBusiness.name}: owner`,
        groupIds: [],
      },
    ],
    timings: { starMonthMs: demoMonthMs },
    ...(config.SANDBOX_STATE_FILE && { stateFile: config.SANDBOX_STATE_FILE }),
    logLevel: config.LOG_LEVEL,
  })
  const stop = () => void sandbox.close().finally(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  if (process.send) process.once('disconnect', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
