import { gzipSync } from 'node:zlib'
import { basic, openShop, paymeKey, type PaymeBody, type Shop } from './shop'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** The error, having made sure that it came with HTTP 200 and that the book is as it was. */
async function refusal(call: () => Promise<{ status: number; body: PaymeBody }>) {
  const before = await shop.book()
  const answer = await call()
  expect(answer.status).toBe(200)
  expect(await shop.book()).toBe(before)
  return answer.body.error
}

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = 'demo') =>
  shop.call<PaymeBody>(`/webhooks/payme/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/json', authorization: basic(`Paycom:${paymeKey}`), ...headers },
    body,
  })

describe('the form of a message', () => {
  test.each(['text/json; charset=UTF-8', 'application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x/y'])(
    'JSON is read whatever its type says: %s',
    async (type) => {
      const { ref, tiyin } = await shop.order()
      const answer = await shop.payme('CheckPerformTransaction', { amount: tiyin, account: { payment: ref } }, { type })
      expect(answer.body).toEqual({ result: { allow: true }, id: 2032 })
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    },
  )

  test.each([
    ['cut off', '{"method":"CheckTransaction","params":{"id":"1"'],
    ['empty', ''],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
    ['above 64 kB', `{"a":"${'x'.repeat(70_000)}"}`],
    ['a bomb of zeros', 'gzip'],
  ])('a body that is %s is -32700', async (name, body) => {
    const bomb = name === 'a bomb of zeros'
    const sent = bomb ? new Uint8Array(gzipSync(Buffer.alloc(5_000_000))) : body
    const error = await refusal(() => post(sent, bomb ? { 'content-encoding': 'gzip' } : {}))
    expect(error?.code).toBe(-32700)
  })

  test('a body packed in an unknown way is -32700', async () => {
    expect((await refusal(() => post('{}', { 'content-encoding': 'rot13' })))?.code).toBe(-32700)
  })

  test.each([
    '[]',
    'null',
    '"x"',
    '{}',
    '{"method":"CheckTransaction","params":{"id":"1"}}',
    '{"method":"CheckTransaction","params":{"id":"1"},"id":"7"}',
    '{"method":"CheckTransaction","params":{"id":"1"},"id":1.5}',
    '{"method":"CheckTransaction","params":{"id":"1"},"id":9007199254740993}',
    '{"method":"CheckTransaction","params":["1"],"id":7}',
    '{"method":"CheckTransaction","id":7}',
    '{"method":7,"params":{},"id":7}',
    '[{"method":"CheckTransaction","params":{"id":"1"},"id":1}]',
    '{"method":"CheckTransaction","params":{},"id":7}',
    '{"method":"CheckTransaction","params":{"id":7},"id":7}',
    '{"method":"CheckTransaction","params":{"id":""},"id":7}',
    '{"method":"CheckTransaction","params":{"id":"a/b"},"id":7}',
    '{"method":"CheckTransaction","params":{"id":"a\\u0000"},"id":7}',
    `{"method":"PerformTransaction","params":{"id":"${'a'.repeat(65)}"},"id":7}`,
    '{"method":"CancelTransaction","params":{"id":"a"},"id":7}',
    '{"method":"CancelTransaction","params":{"id":"a","reason":"5"},"id":7}',
    '{"method":"CreateTransaction","params":{"id":"a","time":"1763700000000"},"id":7}',
    '{"method":"CreateTransaction","params":{"id":"a","time":1763700000},"id":7}',
    '{"method":"GetStatement","params":{"from":2,"to":1},"id":7}',
    '{"method":"GetStatement","params":{"from":-1,"to":1},"id":7}',
    '{"method":"GetStatement","params":{"from":0,"to":1e15},"id":7}',
    '{"method":"GetStatement","params":{"from":0},"id":7}',
  ])('-32600: %s', async (body) => {
    expect(await refusal(() => post(body))).toEqual({
      code: -32600,
      message: 'Required fields are missing or have wrong types',
      data: null,
    })
  })

  test.each(['SetFiscalData', 'ChangePassword', 'constructor', '__proto__', 'checktransaction', ''])(
    'an unknown method is -32601 and named: %s',
    async (method) => {
      for (const params of [{}, undefined]) {
        const answer = await shop.payme(method, params)
        expect(answer.body).toEqual({ error: { code: -32601, message: 'Method not found', data: method }, id: 2032 })
      }
    },
  )

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is -32300 with HTTP 200', async (method) => {
    const answer = await shop.call<PaymeBody>('/webhooks/payme/demo', { method })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ error: { code: -32300 }, id: null })
  })
})

describe('credentials', () => {
  const key = paymeKey
  test.each([
    ['none', ''],
    ['the key alone', basic(key)],
    ['another login', basic(`paycom:${key}`)],
    ['a prefix of the key', basic(`Paycom:${key.slice(0, -1)}`)],
    ['more than the key', basic(`Paycom:${key}x`)],
    ['something before the login', basic(`x:Paycom:${key}`)],
    ['an empty key', basic('Paycom:')],
    ['no colon', basic('Paycom')],
    ['no base64', `Basic Paycom:${key}`],
    ['a Bearer', `Bearer ${Buffer.from(`Paycom:${key}`).toString('base64')}`],
    ['very long', `Basic ${'A'.repeat(5000)}`],
  ])('%s: -32504', async (_, authorization) => {
    const { ref, tiyin } = await shop.order()
    const params = { amount: tiyin, account: { payment: ref } }
    const error = await refusal(() => shop.payme('CheckPerformTransaction', params, { authorization }))
    expect(error).toEqual({ code: -32504, message: 'Insufficient privileges', data: null })
  })

  test.each(['nobody', 'keyless', 'other', 'demo%00', '..%2Fdemo', 'x'.repeat(200)])(
    'a business that does not take Payme looks like a wrong key: %s',
    async (businessId) => {
      for (const authorization of [basic(`Paycom:${paymeKey}`), basic('Paycom:')]) {
        const error = await refusal(() => post('{"method":"CheckTransaction","id":1}', { authorization }, businessId))
        expect(error?.code).toBe(-32504)
      }
    },
  )

  test('are asked before the form: a message without a method is -32504, one that is no JSON -32700', async () => {
    const authorization = basic('Paycom:wrong')
    expect((await post('{"id":5}', { authorization })).body).toMatchObject({ error: { code: -32504 }, id: 5 })
    expect((await post('{', { authorization })).body.error?.code).toBe(-32700)
  })

  test('an address that keeps guessing is answered 429, and the right key from there still works', async () => {
    const strict = await openShop({ failedAuthPerMinute: 3 })
    try {
      const guess = () => strict.payme('CheckTransaction', { id: 'a' }, { key: 'guess' })
      for (let attempt = 0; attempt < 3; attempt++) expect((await guess()).status).toBe(200)
      const limited = await guess()
      expect(limited.status).toBe(429)
      expect(limited.body.error?.code).toBe(-32504)
      expect(limited.headers.get('retry-after')).toMatch(/^\d+$/)
      expect((await strict.payme('CheckTransaction', { id: 'a' })).body.error?.code).toBe(-31003)
    } finally {
      await strict.close()
    }
  })

  test('no log line holds a key, a header or a body', async () => {
    await shop.payme('CheckTransaction', { id: 'secretid', phone: '+998901234567' })
    await shop.payme('CheckTransaction', { id: 'a' }, { authorization: basic('Paycom:guessed-key') })
    const text = JSON.stringify(shop.logged)
    expect(shop.logged.length).toBeGreaterThan(0)
    for (const secret of [paymeKey, basic(`Paycom:${paymeKey}`), 'guessed-key', '998901234567']) {
      expect(text).not.toContain(secret)
    }
  })
})
