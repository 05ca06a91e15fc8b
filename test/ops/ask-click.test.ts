import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { askClick, clickDay, readAnswer } from '../../ops/reconcile/ask-click'

const ok = '"error_code":0,"error_note":"Success"'

test.each([
  ['a status', `{${ok},"payment_id":12,"payment_status":2}`, { status: 2, paymentId: '12' }],
  ['a status in quotes', `{${ok},"payment_status":"-5"}`, { status: -5 }],
  ['a number beyond those of JavaScript', `{${ok},"payment_id":90071992547409931}`, { paymentId: '90071992547409931' }],
  [
    'an error',
    '{"error_code":-5,"error_note":"No such payment"}',
    { unknown: 'Click answers error -5 No such payment' },
  ],
  ['an error without words', '{"error_code":"-5"}', { unknown: 'Click answers error -5' }],
  ['no error code', '{"payment_status":2}', { unknown: 'Click answers in a form that we do not know' }],
  ['an empty error code', '{"error_code":null}', { unknown: 'Click answers in a form that we do not know' }],
  ['a list', '[]', { unknown: 'Click answers in a form that we do not know' }],
  ['a page', '<html>', { unknown: 'Click answers with something that is no JSON' }],
])('an answer with %s', (_, text, expected) => expect(readAnswer(text)).toEqual(expected))

test('the day is that of Tashkent', () => {
  expect(clickDay(Date.UTC(2026, 10, 21, 18, 59))).toBe('2026-11-21')
  expect(clickDay(Date.UTC(2026, 10, 21, 19, 0))).toBe('2026-11-22')
})

const asked: { url: string | undefined; auth: unknown }[] = []
let answers: (readonly [code: number, body: string])[] = []
let server: Server
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url, auth: request.headers['auth'] })
    const [code, body] = answers.shift() ?? [500, '']
    response.writeHead(code, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => void asked.splice(0))

const ask = (...given: typeof answers) => {
  answers = [...given]
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/merchant`
  const merchant = { apiUrl, serviceId: '1001', merchantUserId: '77', secretKey: 'TESTSECRET' }
  return askClick(merchant, { account: '1042D', day: '2026-11-22' })
}

test('it is asked by account and day, and once more by its number when the status is missing', async () => {
  expect(await ask([200, `{${ok},"payment_id":90071992547409931}`], [200, `{${ok},"payment_status":2}`])).toEqual({
    status: 2,
  })
  expect(asked.map(({ url }) => url)).toEqual([
    '/v2/merchant/payment/status_by_mti/1001/1042D/2026-11-22',
    '/v2/merchant/payment/status/1001/90071992547409931',
  ])
  expect(asked.map(({ auth }) => auth)).toEqual([0, 1].map(() => expect.stringMatching(/^77:[0-9a-f]{40}:\d{10}$/)))
})

test.each([
  ['neither status nor number', [[200, `{${ok}}`]], 'Click answers with neither a status nor a number'],
  [
    'no status twice',
    [
      [200, `{${ok},"payment_id":1}`],
      [200, `{${ok}}`],
    ],
    'Click answers without a status',
  ],
  ['trouble of its own', [[502, '']], 'Click answers HTTP 502'],
] as const)('%s is not known', async (_, given, unknown) => {
  expect(await ask(...given)).toEqual({ unknown })
})

test('a merchant that Click does not let in is told so', async () => {
  await expect(ask([401, ''])).rejects.toThrow('Click does not let us in (HTTP 401)')
})

test('a Click that is away is not known', async () => {
  const merchant = { apiUrl: 'http://127.0.0.1:9', serviceId: '1', merchantUserId: '7', secretKey: 'TESTSECRET' }
  expect(await askClick(merchant, { account: '1042D', day: '2026-11-22' })).toEqual({
    unknown: expect.stringContaining('Click does not answer'),
  })
})
