import { join } from 'node:path'
import { demoBots, demoBusiness } from '../../db/demo-shop'
import { demoPeople } from '../../domain/demo-people'
import type { LocalSecrets } from './secrets'
import type { StackSettings } from './settings'

export interface StackParts {
  readonly settings: StackSettings
  readonly secrets: LocalSecrets
  readonly databases: { readonly shop: string; readonly owner: string }
  readonly temporalAddress: string
  readonly namespace: string
  /** The folder of everything that survives a restart. */
  readonly state: string
}

export interface ChildPlan {
  readonly file: string
  readonly env: NodeJS.ProcessEnv
  readonly readyUrl: string
}

const here = '127.0.0.1'
const moduleOf = (name: string) => join(__dirname, '..', `${name}.ts`)

/**
 * What each process of the local stack is started with. A real bot, Payme or Click that the environment names is used;
 * the sandbox stands in for the others and never sees a real secret.
 */
export function childEnvironments(parts: StackParts): Record<string, ChildPlan> {
  const { settings, secrets, databases, temporalAddress, namespace, state } = parts
  const { ports } = settings
  const url = (port: number) => `http://${here}:${port}`
  const sandbox = url(ports.SANDBOX_PORT)
  const given = process.env

  const payme = given['PAYME_KEY']
    ? {}
    : {
        PAYME_MERCHANT_ID: secrets.paymeMerchantId,
        PAYME_KEY: secrets.paymeKey,
        PAYME_CHECKOUT_URL: `${sandbox}/payme/checkout`,
      }
  const click = given['CLICK_SECRET_KEY']
    ? {}
    : {
        CLICK_MERCHANT_ID: secrets.clickMerchantId,
        CLICK_SERVICE_ID: secrets.clickServiceId,
        CLICK_SECRET_KEY: secrets.clickSecretKey,
        CLICK_PAY_URL: `${sandbox}/click/pay`,
        CLICK_MERCHANT_USER_ID: secrets.clickMerchantId,
        CLICK_API_URL: `${sandbox}/click/v2/merchant`,
      }
  const portVariables = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  const owner = demoPeople.find(({ role }) => role === 'owner')
  const common: NodeJS.ProcessEnv = {
    ...given,
    ...portVariables,
    LISTEN_HOST: given['LISTEN_HOST'] || here,
    BUSINESS_ID: demoBusiness.id,
    BUSINESS_NAME: demoBusiness.name,
    BUSINESS_ZONE: demoBusiness.zone,
    BUSINESS_CURRENCY: demoBusiness.currency,
    DATABASE_URL: databases.shop,
    OWNER_DATABASE_URL: databases.owner,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: given['TEMPORAL_NAMESPACE'] || namespace,
    TEMPORAL_UI_URL: given['TEMPORAL_UI_URL'] || url(ports.TEMPORAL_UI_PORT),
    EVENTS_TOKEN: given['EVENTS_TOKEN'] || secrets.eventsToken,
    OPS_TOKEN: given['OPS_TOKEN'] || secrets.opsToken,
    SHOP_API_URL: url(ports.API_PORT),
    // After paying, the buyer comes back to the chat with the shop's bot.
    ...(!settings.realShopBot && { PAY_RETURN_URL: `https://t.me/${demoBots.shop}` }),
    BACKUP_FOLDER: given['BACKUP_FOLDER'] || join(state, 'backups'),
    OWNER_BOT_PEOPLE: given['OWNER_BOT_PEOPLE'] || `${owner?.id}:owner`,
    ...payme,
    ...click,
  }
  const shopBot = settings.realShopBot
    ? {}
    : {
        TELEGRAM_BOT_TOKEN: secrets.shopBotToken,
        TELEGRAM_API_ROOT: sandbox,
        TELEGRAM_PROVIDER_TOKEN: secrets.providerToken,
      }
  const ownerBot = settings.realOwnerBot ? {} : { OWNER_BOT_TOKEN: secrets.ownerBotToken, TELEGRAM_API_ROOT: sandbox }
  const standIns = {
    TELEGRAM_BOT_TOKEN: secrets.shopBotToken,
    OWNER_BOT_TOKEN: secrets.ownerBotToken,
    PAYME_MERCHANT_ID: secrets.paymeMerchantId,
    PAYME_KEY: secrets.paymeKey,
    CLICK_MERCHANT_ID: secrets.clickMerchantId,
    CLICK_SERVICE_ID: secrets.clickServiceId,
    CLICK_SECRET_KEY: secrets.clickSecretKey,
    SANDBOX_STATE_FILE: join(state, 'sandbox.json'),
  }
  const plan = (name: string, port: number, own: NodeJS.ProcessEnv, path = '/health/ready'): ChildPlan => ({
    file: moduleOf(name),
    env: { ...common, ...own },
    readyUrl: `${url(port)}${path}`,
  })
  return {
    sandbox: plan('sandbox', ports.SANDBOX_PORT, standIns, '/'),
    worker: plan('worker', ports.WORKER_PORT, shopBot),
    api: plan('api', ports.API_PORT, {}),
    bots: plan('bots', ports.BOTS_PORT, shopBot),
    'owner-bot': plan('owner-bot', ports.OWNER_BOT_PORT, ownerBot),
  }
}
