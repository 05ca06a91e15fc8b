import { runBadInput } from '../../drills/bad-input/run'
import { placesUnderFire, shotOf } from '../../drills/bad-input/volley'
import { tableOf } from '../../drills/bad-input/table'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { devServer, type DevServer } from '../setup/temporal'

let database: FreshDatabase
let temporal: DevServer
beforeAll(async () => {
  database = await freshDatabase()
  temporal = await devServer()
})
afterAll(async () => {
  await temporal.close()
  await database.drop()
})

test('a volley of bad requests changes nothing, ends nothing and tells nothing', async () => {
  const { url: databaseUrl } = database
  const { address: temporalAddress, namespace } = temporal
  const ground = { databaseUrl, temporalAddress, namespace }
  const report = await runBadInput({ seed: 20_261_121, requests: 600, ground, say: () => undefined })
  if (report.faults.length > 0) process.stderr.write(`${tableOf(report)}\n`)
  expect(report.faults).toEqual([])
  expect(report.sent).toBe(600)
  expect(report.routes.reduce((sum, { requests }) => sum + requests, 0)).toBe(600)
}, 300_000)

test('every route of the processes is under fire, the provider webhooks and the event feed among them', () => {
  const named = placesUnderFire().map(({ target, route }) => `${target} ${route.method} ${route.path}`)
  expect(named).toEqual(
    expect.arrayContaining([
      'api POST /webhooks/payme/:businessId',
      'api POST /webhooks/click/:businessId/prepare',
      'api POST /webhooks/click/:businessId/complete',
      'api GET /api/v1/events',
      'bots POST /webhooks/telegram/:botId',
      'worker GET /health/ready',
      'worker GET /metrics',
    ]),
  )
})

test('the same seed and number make the same request', () => {
  const things = {
    orderId: 'o',
    subscriptionId: 's',
    paymentIds: ['o.f'],
    refs: ['1F'],
    productId: 'p',
    planId: 'c',
    chatId: '-1',
  }
  const payment = { paymentId: 'o.f', ref: '1F', amount: 100, transaction: 't', prepareId: '1' }
  const secrets = {
    botToken: '1:token',
    webhookSecret: 'webhook-secret',
    paymeKey: 'payme-key',
    clickKey: 'click-key',
    eventsToken: 'events-token',
    opsToken: 'ops-token-of-the-drill',
    databasePassword: 'password',
    providerToken: 'provider',
  }
  const facts = {
    businessId: 'ours',
    botId: '1',
    secrets,
    click: { serviceId: '1' },
    ours: things,
    theirs: { ...things, businessId: 'theirs' },
    due: payment,
    held: payment,
    prepared: payment,
    paid: payment,
  }
  const places = placesUnderFire()
  jest.spyOn(Date, 'now').mockReturnValue(1_790_000_000_000)
  const volley = (seed: number) =>
    Array.from({ length: 200 }, (_, number) => shotOf(facts, { seed, number, places }).bytes.toString('base64'))
  expect(volley(7)).toEqual(volley(7))
  expect(volley(7)).not.toEqual(volley(8))
  jest.restoreAllMocks()
})
