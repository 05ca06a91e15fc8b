import { randomBytes } from 'node:crypto'
import { connect } from '../../db/connect'
import { demoBots, demoBusiness } from '../../db/demo-shop'
import type { Db } from '../../db/types'
import { freePorts } from '../../ops/ports'
import { createSandboxClient } from '../../sandbox/client'
import { defaultGroups, defaultPeople } from '../../sandbox/people'
import { startSandbox } from '../../sandbox/server'
import { createGateway } from '../../telegram/gateway'
import { crowd, type Facts, type Secrets } from './facts'
import { startProcess, type RunningProcess } from './processes'
import type { Target } from './shot'
import { liveALittle, writeShops } from './world'

/** What the drill stands on: an empty, migrated database and a Temporal namespace. */
export interface DrillGround {
  readonly databaseUrl: string
  readonly temporalAddress: string
  readonly namespace: string
}

export interface Stack {
  readonly sql: Db
  readonly facts: Facts
  readonly processes: readonly RunningProcess[]
  stop(): Promise<void>
}

const click = { serviceId: '1001', merchantId: '2002' }
const paymeMerchantId = '587f72c72cac0d162c722ae2'

/** Our real processes, with the sandbox for Telegram and a shop that has lived a little. Secrets are made up anew each time. */
export async function startStack(ground: DrillGround): Promise<Stack> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of stops.toReversed().splice(0)) await each()
    stops.length = 0
  }
  try {
    const sql = connect(ground.databaseUrl, { max: 4, applicationName: 'drill' })
    stops.push(() => sql.end({ timeout: 2 }))
    const secrets = madeUpSecrets(ground.databaseUrl)
    await writeShops(sql)
    const sandbox = await startSandbox({
      apiUrl: 'http://127.0.0.1:9',
      businessId: demoBusiness.id,
      payme: { key: secrets.paymeKey, merchantId: paymeMerchantId },
      click: { ...click, secretKey: secrets.clickKey },
      bots: [{ token: secrets.botToken, username: demoBots.shop, name: 'Gulzor' }],
      people: [...defaultPeople, ...people()],
      groups: defaultGroups,
      limits: false,
      logLevel: 'silent',
    })
    stops.push(() => sandbox.close())
    await everybodyHasWritten(sandbox.url, secrets.botToken)

    const [api = 0, bots = 0, worker = 0] = await freePorts(3)
    const ports = { api, bots, worker }
    const env = environmentOf(ground, { secrets, ports, sandbox })
    const processes: RunningProcess[] = []
    stops.push(() => Promise.all(processes.map((process) => process.stop())))
    const names = ['worker', 'api', 'bots'] as const
    await Promise.all(names.map(async (name) => processes.push(await startProcess(name, ports[name], env))))
    const facts = await liveALittle({ sql, ports, secrets, click })
    return { sql, facts, processes, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function madeUpSecrets(databaseUrl: string): Secrets {
  const word = (bytes: number) => randomBytes(bytes).toString('hex')
  return {
    botToken: `7000001:${word(17)}`,
    webhookSecret: word(24),
    paymeKey: word(18),
    clickKey: word(16),
    eventsToken: word(24),
    opsToken: word(24),
    databasePassword: new URL(databaseUrl).password,
    providerToken: `provider:TEST:${word(12)}`,
  }
}

/** The whole crowd, whom the bot may answer. */
const people = () =>
  [...crowd.writers, ...crowd.pressers, ...crowd.others, ...crowd.admins].map((id) => ({
    id,
    role: 'buyer' as const,
    firstName: `Person ${id}`,
    language: 'ru',
    stars: 0,
  }))

async function everybodyHasWritten(sandboxUrl: string, token: string): Promise<void> {
  const client = createSandboxClient(sandboxUrl)
  await Promise.all([...defaultPeople, ...people()].map(({ id }) => client.as(id).send(demoBots.shop, '/start')))
  await createGateway({ token, apiRoot: sandboxUrl }).deleteWebhook({ drop_pending_updates: true })
}

interface Parts {
  readonly secrets: Secrets
  readonly ports: Readonly<Record<Target, number>>
  readonly sandbox: { readonly url: string; readonly paymeCheckoutUrl: string; readonly clickPayUrl: string }
}

function environmentOf(ground: DrillGround, { secrets, ports, sandbox }: Parts): NodeJS.ProcessEnv {
  return {
    BUSINESS_ID: demoBusiness.id,
    DATABASE_URL: ground.databaseUrl,
    TEMPORAL_ADDRESS: ground.temporalAddress,
    TEMPORAL_NAMESPACE: ground.namespace,
    API_PORT: String(ports.api),
    BOTS_PORT: String(ports.bots),
    WORKER_PORT: String(ports.worker),
    // Each request says whom it comes from, so that they do not share one allowance of failures.
    TRUST_PROXY: '1',
    EVENTS_TOKEN: secrets.eventsToken,
    OPS_TOKEN: secrets.opsToken,
    TELEGRAM_BOT_TOKEN: secrets.botToken,
    TELEGRAM_API_ROOT: sandbox.url,
    TELEGRAM_PROVIDER_TOKEN: secrets.providerToken,
    // Nobody is there: the drill itself speaks as Telegram.
    TELEGRAM_WEBHOOK_URL: 'https://127.0.0.1:9',
    TELEGRAM_WEBHOOK_SECRET: secrets.webhookSecret,
    PAYME_MERCHANT_ID: paymeMerchantId,
    PAYME_KEY: secrets.paymeKey,
    PAYME_CHECKOUT_URL: sandbox.paymeCheckoutUrl,
    CLICK_MERCHANT_ID: click.merchantId,
    CLICK_SERVICE_ID: click.serviceId,
    CLICK_SECRET_KEY: secrets.clickKey,
    CLICK_PAY_URL: sandbox.clickPayUrl,
    LOG_LEVEL: 'debug',
  }
}
