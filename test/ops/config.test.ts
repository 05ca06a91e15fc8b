import { BadConfiguration, readConfig } from '../../ops/config'
import type { ProcessName } from '../../ops/environment'

const complete = {
  BUSINESS_ID: 'buxoro',
  BUSINESS_NAME: 'Gulzor',
  DATABASE_URL: 'postgres://shop:pass@db:5432/orderly',
  OWNER_DATABASE_URL: 'postgres://owner:pass@db:5432/orderly_owner',
  TELEGRAM_BOT_TOKEN: '7000000001:abcdefghijklmnopqrstuvwxyz',
  OWNER_BOT_TOKEN: '7000000002:abcdefghijklmnopqrstuvwxyz',
  OWNER_BOT_PEOPLE: '2001:owner',
  EVENTS_TOKEN: '0123456789abcdef',
}

const faultsOf = (process: ProcessName, environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(process, environment)
  } catch (error) {
    if (error instanceof BadConfiguration) return error.faults
    throw error
  }
  return []
}

test('a process gets what it reads and nothing else, with defaults filled in', () => {
  expect(readConfig('api', { ...complete, TRUST_PROXY: '1', API_PORT: '18080' })).toEqual({
    BUSINESS_ID: 'buxoro',
    DATABASE_URL: complete.DATABASE_URL,
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    TEMPORAL_NAMESPACE: 'default',
    LISTEN_HOST: '127.0.0.1',
    API_PORT: 18080,
    TRUST_PROXY: 1,
    EVENTS_TOKEN: complete.EVENTS_TOKEN,
    LOG_LEVEL: 'info',
  })
})

test.each(['worker', 'api', 'bots', 'owner-bot', 'migrate'] as const)(
  '%s starts with the complete example',
  (process) => {
    expect(faultsOf(process, complete)).toEqual([])
  },
)

test('every fault is told at once, each with its remedy, and no value is repeated', () => {
  const faults = faultsOf('bots', {
    DATABASE_URL: 'mysql://root:hunter2@db',
    TELEGRAM_BOT_TOKEN: 'hunter2',
    LOG_LEVEL: 'loud',
  })
  expect(faults).toEqual([
    'BUSINESS_ID is not set. It is the id of your business in the database: letters, digits and _, at most 32.',
    "DATABASE_URL is not what it should be: the shop's database, like postgres://user:password@host:5432/orderly.",
    'TELEGRAM_BOT_TOKEN is not what it should be: the token of the shop bot as @BotFather gives it, like 123456789:AAF....',
    'LOG_LEVEL is not what it should be: debug, info, warn or error.',
  ])
  expect(faults.join()).not.toContain('hunter2')
})

test('an empty variable counts as not set', () => {
  expect(readConfig('api', { ...complete, LOG_LEVEL: '', PAYME_KEY: ' ' })).toMatchObject({ LOG_LEVEL: 'info' })
  expect(faultsOf('api', { ...complete, EVENTS_TOKEN: '' })).toEqual([
    expect.stringMatching(/^EVENTS_TOKEN is not set\./),
  ])
})

test.each([
  [
    'api',
    { PAYME_KEY: '0123456789abcdef' },
    'PAYME_MERCHANT_ID must be set too: PAYME_MERCHANT_ID, PAYME_KEY belong together.',
  ],
  [
    'api',
    { CLICK_SERVICE_ID: '5' },
    'CLICK_MERCHANT_ID and CLICK_SECRET_KEY must be set too: CLICK_MERCHANT_ID, CLICK_SERVICE_ID, CLICK_SECRET_KEY belong together.',
  ],
  [
    'bots',
    { TELEGRAM_WEBHOOK_URL: 'https://bots.example.uz' },
    'TELEGRAM_WEBHOOK_SECRET must be set too: TELEGRAM_WEBHOOK_URL, TELEGRAM_WEBHOOK_SECRET belong together.',
  ],
] as const)('%s refuses half of what belongs together: %j', (process, half, fault) => {
  expect(faultsOf(process, { ...complete, ...half })).toEqual([fault])
})

test.each([
  ['bots', { TELEGRAM_WEBHOOK_URL: 'http://bots.example.uz', TELEGRAM_WEBHOOK_SECRET: '0123456789abcdef' }],
  ['api', { EVENTS_TOKEN: 'short' }],
  ['api', { API_PORT: '80800' }],
  ['owner-bot', { BUSINESS_ZONE: 'Asia/Atlantis' }],
  ['owner-bot', { BUSINESS_CURRENCY: 'XTR' }],
  ['worker', { TEMPORAL_ADDRESS: 'http://temporal:7233' }],
  ['api', { BUSINESS_ID: "demo' OR 1=1" }],
] as const)('%s refuses %j', (process, wrong) => {
  expect(faultsOf(process, { ...complete, ...wrong })).toHaveLength(1)
})
