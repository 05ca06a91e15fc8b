import type { StuckLook } from '../../domain/stuck'
import { sharedLook } from '../../ops/stuck/shared-look'
import { eventsToken, openShop, type Shop } from './shop'

const opsToken = 'token-of-the-operators'
const at = new Date('2026-11-21T12:00:00Z')
const look: StuckLook = {
  at,
  things: [
    {
      kind: 'lifecycle_missing',
      subject: 'order/demo/a1',
      reason: 'the book has it as paid, and no lifecycle runs',
      since: new Date('2026-11-21T11:00:00Z'),
      blocks: { order: 1042, amount: '150 000 soʻm' },
      remedy: 'npm run ops -- reconcile',
    },
    { kind: 'not_looked_at', subject: 'Temporal', reason: 'away', since: null, blocks: {}, remedy: 'look again' },
  ],
}
let looks = 0
let shop: Shop
beforeAll(async () => {
  const lookForStuck = () => {
    looks++
    return Promise.resolve(look)
  }
  shop = await openShop({ operators: { opsToken, lookForStuck }, failedAuthPerMinute: 5 })
})
afterAll(() => shop.close())

const path = '/api/v1/ops/stuck'
const ask = (authorization?: string, method = 'GET') =>
  shop.call<Record<string, unknown>>(path, { method, headers: authorization ? { authorization } : {} })

test('the list is told in the form of --json, and is not to be kept', async () => {
  const { status, headers, body } = await ask(`Bearer ${opsToken}`)
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(body).toEqual({
    at: '2026-11-21T12:00:00.000Z',
    count: 2,
    stuck: [
      {
        kind: 'lifecycle_missing',
        subject: 'order/demo/a1',
        reason: 'the book has it as paid, and no lifecycle runs',
        since: '2026-11-21T11:00:00.000Z',
        blocks: { order: 1042, amount: '150 000 soʻm' },
        remedy: 'npm run ops -- reconcile',
      },
      { kind: 'not_looked_at', subject: 'Temporal', reason: 'away', since: null, blocks: {}, remedy: 'look again' },
    ],
  })
})

test('other methods are told which one there is', async () => {
  const { status, headers } = await ask(`Bearer ${opsToken}`, 'POST')
  expect([status, headers.get('allow')]).toEqual([405, 'GET'])
})

test('whoever shows no token, another one or that of events is refused and nobody looks; soon nobody answers', async () => {
  const before = looks
  for (const shown of [
    undefined,
    'Bearer wrong',
    `Bearer ${eventsToken}`,
    `Basic ${opsToken}`,
    `Bearer ${opsToken}x`,
  ]) {
    const { status, headers, body } = await ask(shown)
    expect([status, headers.get('www-authenticate'), body['code']]).toEqual([401, 'Bearer', 'unauthorized'])
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  }
  expect((await ask('Bearer wrong')).body).toMatchObject({ status: 429, code: 'too_many_failures' })
  expect(looks).toBe(before)
  // Whoever has the token is not kept out by those who guess.
  expect((await ask(`Bearer ${opsToken}`)).status).toBe(200)
})

test('without a token of its own there is no such address', async () => {
  const without = await openShop()
  try {
    expect((await without.call(path, { headers: { authorization: 'Bearer undefined' } })).status).toBe(404)
  } finally {
    await without.close()
  }
})

test('those who ask together share one look, and those who ask soon after it hear the same', async () => {
  let found = 0
  let clock = 0
  let end = () => {}
  const find = async () => {
    found++
    await new Promise<void>((resolve) => (end = resolve))
    return []
  }
  const share = sharedLook(find, { freshMs: 15_000, now: () => clock })
  const together = Promise.all([share(), share(), share()])
  end()
  await together
  clock += 14_999
  await share()
  expect(found).toBe(1)
  clock += 1
  const later = share()
  end()
  await later
  expect(found).toBe(2)
})

test('a look that failed is made again by the next who asks', async () => {
  let found = 0
  const share = sharedLook(() => (found++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve([])), {
    freshMs: 15_000,
  })
  await expect(share()).rejects.toThrow('away')
  expect((await share()).things).toEqual([])
})
