import fc from 'fast-check'
import { basic, openShop, paymeKey, type ClickBody, type PaymeBody, type Shop } from './shop'

/** Whatever comes in, the answer is one of the protocol's own, and a refusal has changed nothing. */
let shop: Shop
let bill: Awaited<ReturnType<Shop['order']>>
beforeAll(async () => {
  shop = await openShop()
  bill = await shop.order()
})
afterAll(() => shop.close())

const runs = { numRuns: 300 }
const json = fc.jsonValue({ maxDepth: 4 })
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 53,
    1e308,
    '',
    ' ',
    "'; DROP TABLE payments; --",
    '\u0000',
    '\ud800',
    '../../demo',
    '%00',
    '__proto__',
    'a'.repeat(5000),
    [],
    {},
    { toString: null },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  json,
)

const methods = [
  'CheckPerformTransaction',
  'CreateTransaction',
  'PerformTransaction',
  'CancelTransaction',
  'CheckTransaction',
  'GetStatement',
]

async function paymePost(body: string | Uint8Array<ArrayBuffer>) {
  const before = await shop.book()
  const answer = await shop.call<PaymeBody>('/webhooks/payme/demo', {
    method: 'POST',
    headers: { 'content-type': 'text/json', authorization: basic(`Paycom:${paymeKey}`) },
    body,
  })
  expect(answer.status).toBe(200)
  expect(('result' in answer.body ? 1 : 0) + ('error' in answer.body ? 1 : 0)).toBe(1)
  if (answer.body.error) {
    expect(answer.body.error.code).not.toBe(-32400)
    expect(await shop.book()).toBe(before)
  }
  return answer.body
}

test('Payme: any bytes are -32700 or -32600', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const { error } = await paymePost(new Uint8Array(bytes))
      expect([-32700, -32600]).toContain(error?.code)
    }),
    runs,
  ))

test('Payme: any JSON is refused by form or by method', () =>
  fc.assert(
    fc.asyncProperty(json, async (value) => {
      const { error } = await paymePost(JSON.stringify(value))
      expect([-32600, -32601]).toContain(error?.code)
    }),
    runs,
  ))

test('Payme: any parameters of any method are answered in the protocol', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...methods),
      fc.record(
        {
          id: fc.oneof(nasty, fc.constant('6730000000000000000000aa')),
          time: fc.oneof(nasty, fc.constant(shop.clock.now)),
          amount: fc.oneof(nasty, fc.constant(bill.tiyin + 1)),
          account: fc.oneof(nasty, fc.record({ payment: fc.oneof(nasty, fc.constant(bill.ref)) })),
          reason: nasty,
          from: nasty,
          to: nasty,
        },
        { requiredKeys: [] },
      ),
      async (method, params) => {
        const { error, result } = await paymePost(JSON.stringify({ method, params, id: 1 }))
        if (result) expect(result.transactions).toEqual([])
        else expect([-32600, -31001, -31003, -31050]).toContain(error?.code)
      },
    ),
    runs,
  ))

test('Click: any body is -8', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom('prepare', 'complete'), fc.string({ maxLength: 200 }), async (step, body) => {
      const before = await shop.book()
      const answer = await shop.call<ClickBody>(`/webhooks/click/demo/${step}`, { method: 'POST', body })
      expect(answer.status).toBe(200)
      expect(answer.body.error).toBe(-8)
      expect(await shop.book()).toBe(before)
    }),
    runs,
  ))

test('Click: any signed field spoilt, and signed again or not, changes nothing', async () => {
  const held = await shop.order()
  const good = { click_trans_id: '600000001', merchant_trans_id: held.ref, amount: held.soum }
  const prepared = await shop.click('prepare', good)
  const fields = { ...good, merchant_prepare_id: String(prepared.body.merchant_prepare_id) }
  const covered = [...Object.keys(fields), 'service_id', 'action', 'sign_time', 'sign_string']
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('prepare' as const, 'complete' as const),
      fc.constantFrom(...covered),
      nasty,
      fc.boolean(),
      async (step, name, value, signed) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        fc.pre(name !== 'action' || text !== (step === 'prepare' ? '0' : '1'))
        const [before, after] = signed && name !== 'sign_string' ? [{ [name]: text }, {}] : [{}, { [name]: text }]
        const book = await shop.book()
        const answer = await shop.click(step, { ...fields, ...before }, after)
        expect(answer.status).toBe(200)
        // A Prepare says nothing of merchant_prepare_id: that is its repeat.
        if (step === 'complete' || name !== 'merchant_prepare_id') expect(answer.body.error).toBeLessThan(0)
        expect(await shop.book()).toBe(book)
      },
    ),
    runs,
  )
})

test('any path, query and headers are answered without an error of ours', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      fc.oneof(
        fc.constantFrom(
          '/webhooks/payme/',
          '/webhooks/click/demo/',
          '/api/v1/events?after=',
          '/api/v1/events?limit=',
          '/',
        ),
        fc.webPath(),
      ),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
      async (method, path, rest, header) => {
        const before = await shop.book()
        const response = await fetch(`${shop.url}/${path}${encodeURIComponent(rest)}`, {
          method,
          headers: {
            authorization: header.trim(),
            'content-type': 'application/json',
            'x-forwarded-for': header.trim(),
          },
        })
        await response.arrayBuffer()
        expect(response.status).toBeLessThan(500)
        expect(await shop.book()).toBe(before)
      },
    ),
    runs,
  ))

test('nothing of this was an error of ours in the log', () => {
  expect(shop.logged.filter((line) => Number(line.level) >= 50)).toEqual([])
})
