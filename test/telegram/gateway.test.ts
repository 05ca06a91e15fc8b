import { TelegramRefused, TelegramUnreachable } from '../../telegram/errors'
import { createGateway, type AnsweredCall } from '../../telegram/gateway'
import { BotApiForTests } from './bot-api'

const token = '1234567890:secret-of-the-bot'
let api: BotApiForTests

beforeAll(async () => {
  api = await BotApiForTests.start()
})
afterAll(() => api.close())
beforeEach(() => api.forget())

const gateway = () => createGateway({ token, apiRoot: api.root, timeoutMs: 300 })
const refusal = async (call: Promise<unknown>) => {
  const error = await call.catch((caught: unknown) => caught)
  if (!(error instanceof TelegramRefused)) throw new Error(`not a refusal: ${String(error)}`)
  return error
}
const silence = async (call: Promise<unknown>) => {
  const error = await call.catch((caught: unknown) => caught)
  if (!(error instanceof TelegramUnreachable)) throw new Error(`not silence: ${String(error)}`)
  return error
}

test('sends what it was given and answers what Telegram answered', async () => {
  const message = await gateway().sendMessage({ chat_id: 42, text: 'Привет <b>мир</b>', parse_mode: 'HTML' })
  expect(message.message_id).toBe(101)
  expect(api.calls).toEqual([
    { method: 'sendMessage', args: { chat_id: 42, text: 'Привет <b>мир</b>', parse_mode: 'HTML' } },
  ])
})

test('methods that Telegraf does not know reach Telegram too', async () => {
  await gateway().refundStarPayment({ user_id: 42, telegram_payment_charge_id: 'charge' })
  expect(api.of('refundStarPayment')).toEqual([{ user_id: 42, telegram_payment_charge_id: 'charge' }])
})

test.each([
  { code: 400, description: 'Bad Request: message is too long', permanent: true, unreachable: false },
  { code: 400, description: 'Bad Request: chat not found', permanent: true, unreachable: true },
  { code: 401, description: 'Unauthorized', permanent: false, unreachable: false },
  { code: 403, description: 'Forbidden: bot was blocked by the user', permanent: true, unreachable: true },
  { code: 409, description: 'Conflict: terminated by other getUpdates request', permanent: false, unreachable: false },
  { code: 502, description: 'Bad Gateway', permanent: false, unreachable: false },
])('a refusal says what it was: $code $description', async ({ code, description, permanent, unreachable }) => {
  api.next('sendMessage', { code, description })
  const error = await refusal(gateway().sendMessage({ chat_id: 42, text: 'x' }))
  expect(error).toMatchObject({ code, permanent, unreachable, retryAfter: null, method: 'sendMessage' })
})

test('a refusal because of too many calls says how long to wait', async () => {
  api.next('sendMessage', {
    code: 429,
    description: 'Too Many Requests: retry after 7',
    parameters: { retry_after: 7 },
  })
  const error = await refusal(gateway().sendMessage({ chat_id: 42, text: 'x' }))
  expect(error).toMatchObject({ code: 429, retryAfter: 7, permanent: false })
})

test('a refusal because a group has moved names its new id', async () => {
  api.next('sendMessage', {
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: -100123 },
  })
  const error = await refusal(gateway().sendMessage({ chat_id: -5, text: 'x' }))
  expect(error.answer.migratedTo).toBe('-100123')
})

test.each(['hang', 'hang_up'] as const)(
  'no answer (%s) is not a refusal, and its words hide the token',
  async (how) => {
    api.next('sendMessage', how)
    const error = await silence(gateway().sendMessage({ chat_id: 42, text: 'x' }))
    expect(error.method).toBe('sendMessage')
    const { message, stack } = error.cause as Error
    expect([error.message, error.stack, message, stack].join()).not.toContain('secret-of-the-bot')
  },
)

test("a proxy's page instead of an answer is no answer", async () => {
  api.next('sendMessage', { page: '<html>maintenance</html>' })
  const error = await silence(gateway().sendMessage({ chat_id: 42, text: 'x' }))
  expect(error.method).toBe('sendMessage')
})

test('a long poll may take its own time and is given up at once when asked to', async () => {
  const stop = new AbortController()
  const started = Date.now()
  const poll = silence(gateway().getUpdates({ timeout: 1 }, { signal: stop.signal }))
  setTimeout(() => stop.abort(), 500)
  await poll
  expect(Date.now() - started).toBeGreaterThanOrEqual(450)
  expect(Date.now() - started).toBeLessThan(1200)
})

test('who counts calls hears how each ended; one that we gave up ourselves is none', async () => {
  const heard: AnsweredCall[] = []
  const counted = createGateway({ token, apiRoot: api.root, timeoutMs: 300, answered: (call) => heard.push(call) })
  const say = () => counted.sendMessage({ chat_id: 42, text: 'x' }).catch(() => undefined)
  await say()
  api.next('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' })
  await say()
  api.next('sendMessage', { code: 400, description: 'Bad Request: message is too long' })
  await say()
  api.next('sendMessage', { code: 429, description: 'Too Many Requests', parameters: { retry_after: 7 } })
  await say()
  api.next('sendMessage', { code: 502, description: 'Bad Gateway' })
  await say()
  api.next('sendMessage', 'hang_up')
  await say()
  const given = new AbortController()
  given.abort()
  await counted.getUpdates({ timeout: 1 }, { signal: given.signal }).catch(() => undefined)
  expect(heard.map(({ method, outcome }) => [method, outcome])).toEqual(
    ['ok', 'unreachable', 'refused', 'rate_limited', 'failed', 'failed'].map((outcome) => ['sendMessage', outcome]),
  )
  for (const { seconds } of heard) expect(seconds).toBeGreaterThan(0)
})
