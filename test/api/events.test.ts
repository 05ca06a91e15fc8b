import { setTimeout as pause } from 'node:timers/promises'
import { eventCatalog, eventSchema, type BusinessEvent } from '../../domain/events'
import { untilReadable } from './feed'
import { eventsToken, openShop, type Shop } from './shop'

interface Page {
  readonly events: BusinessEvent[]
  readonly next: string
  readonly has_more: boolean
}
interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

async function read<Body = Page>(query = '', token = eventsToken) {
  await untilReadable(shop.sql)
  return shop.call<Body>(`/api/v1/events${query}`, { headers: { authorization: `Bearer ${token}` } })
}

async function isProblem(
  answer: Promise<Awaited<ReturnType<typeof shop.call<ProblemBody>>>>,
  status: number,
  code: string,
) {
  const { status: got, headers, body } = await answer
  expect(got).toBe(status)
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(body).toEqual({
    type: `urn:orderly:problem:${code}`,
    title: expect.any(String) as unknown,
    status,
    detail: expect.any(String) as unknown,
    code,
  })
}

test('the facts of an order that was paid by Payme, in order, each in the form of the contract', async () => {
  const { orderId, ref, tiyin } = await shop.order()
  const id = '673000000000000000000001'
  await shop.payme('CreateTransaction', { id, time: shop.clock.now, amount: tiyin, account: { payment: ref } })
  await shop.payme('PerformTransaction', { id })

  const { status, body } = await read()
  expect(status).toBe(200)
  const told = body.events.filter((event) => event.order_id === orderId)
  expect(told.map(({ type }) => type)).toEqual(['order_created', 'payment_opened', 'payment_held', 'payment_performed'])
  for (const event of body.events) {
    expect(eventSchema.parse(event)).toEqual(event)
    expect(eventCatalog[event.type].parse(event.payload)).toEqual(event.payload)
  }
  expect(told[3]).toMatchObject({
    business_id: 'demo',
    user_id: 'telegram:42',
    version: 1,
    occurred_at: new Date(shop.clock.now).toISOString(),
    payload: {
      amount: '100000000',
      provider: 'payme',
      actor: 'provider:payme',
      order: { paid: '100000000', due_now: '0' },
    },
  })
})

test('a reader goes on from `next`, in pages of the size it asked for', async () => {
  await shop.order()
  const seen: string[] = []
  let after = ''
  for (;;) {
    const { body } = await read(`?limit=3${after}`)
    expect(body.events.length).toBeLessThanOrEqual(3)
    seen.push(...body.events.map(({ event_id }) => event_id))
    expect(body.next).toBe(body.events.at(-1)?.cursor)
    after = `&after=${body.next}`
    if (!body.has_more) break
  }
  const all = await read('?limit=500')
  expect(seen).toEqual(all.body.events.map(({ event_id }) => event_id))
  const nothing = await read(`?after=${all.body.next}`)
  expect(nothing.body).toEqual({ events: [], next: all.body.next, has_more: false })
})

test('a token shows its own business only', async () => {
  await shop.order({ businessId: 'other' })
  const mine = await read()
  const theirs = await read('', 'events-token-of-other')
  expect(new Set(mine.body.events.map((event) => event.business_id))).toEqual(new Set(['demo']))
  expect(new Set(theirs.body.events.map((event) => event.business_id))).toEqual(new Set(['other']))
})

test('an empty feed starts at 0-0', async () => {
  const empty = await openShop()
  try {
    const answer = await empty.call('/api/v1/events', { headers: { authorization: `Bearer ${eventsToken}` } })
    expect(answer.body).toEqual({ events: [], next: '0-0', has_more: false })
  } finally {
    await empty.close()
  }
})

describe('refusals are problem details', () => {
  test.each([
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${eventsToken}x`,
    `Bearer ${eventsToken.slice(0, -1)}`,
    `Basic ${eventsToken}`,
    eventsToken,
  ])('wrong token: 401 (%s)', async (authorization) => {
    const answer = shop.call<ProblemBody>('/api/v1/events', { headers: { authorization } })
    expect((await answer).headers.get('www-authenticate')).toBe('Bearer')
    await isProblem(answer, 401, 'unauthorized')
  })

  test.each(['?limit=0', '?limit=501', '?limit=x', '?limit=-1', '?wait=21', '?wait=1.5', '?after=1-1&after=2-2'])(
    'a bad question: 400 (%s)',
    (query) => isProblem(read<ProblemBody>(query), 400, 'bad_query'),
  )

  test.each(['?after=', '?after=7', '?after=x-1', "?after=1-1'", '?after=9999999999999999999-1'])(
    'a cursor that we never wrote: 400 (%s)',
    (query) => isProblem(read<ProblemBody>(query), 400, 'bad_cursor'),
  )

  test('a cursor of another database: 409, so that the reader begins again', () =>
    isProblem(read<ProblemBody>('?after=9000000000000-1'), 409, 'cursor_ahead'))

  test('another method: 405', async () => {
    const answer = shop.call<ProblemBody>('/api/v1/events', { method: 'POST' })
    expect((await answer).headers.get('allow')).toBe('GET')
    await isProblem(answer, 405, 'method_not_allowed')
  })

  test('another address: 404', () => isProblem(shop.call<ProblemBody>('/api/v2/events'), 404, 'not_found'))
  test('an address that cannot be read: 400', () =>
    isProblem(shop.call<ProblemBody>('/webhooks/payme/%zz'), 400, 'unreadable'))

  test('an address that keeps guessing: 429, and the right token from there still works', async () => {
    const strict = await openShop({ failedAuthPerMinute: 2 })
    try {
      const ask = (token: string) =>
        strict.call<ProblemBody>('/api/v1/events', { headers: { authorization: `Bearer ${token}` } })
      expect((await ask('guess')).status).toBe(401)
      expect((await ask('guess')).status).toBe(401)
      await isProblem(ask('guess'), 429, 'too_many_failures')
      expect((await ask(eventsToken)).status).toBe(200)
    } finally {
      await strict.close()
    }
  })
})

describe('waiting for events', () => {
  test('a reader that waits is answered when something happens', async () => {
    const { body } = await read('?limit=500')
    const startedAt = Date.now()
    const waiting = read(`?after=${body.next}&wait=15`)
    await pause(50)
    await shop.order()
    const answer = await waiting
    expect(answer.body.events.length).toBeGreaterThan(0)
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })

  test('a reader that waits in vain is answered with nothing', async () => {
    // Another test file may hold back some of what was told before; that comes first.
    let { body } = await read('?limit=500')
    for (;;) {
      const answer = await read(`?after=${body.next}&wait=1`)
      if (answer.body.events.length === 0) {
        expect(answer.body).toEqual({ events: [], next: body.next, has_more: false })
        return
      }
      body = answer.body
    }
  })

  test('a process that stops lets waiting readers go', async () => {
    const stopping = new AbortController()
    const closing = await openShop({ stopping: stopping.signal })
    const startedAt = Date.now()
    const waiting = closing.call<Page>('/api/v1/events?wait=20', {
      headers: { authorization: `Bearer ${eventsToken}` },
    })
    stopping.abort()
    expect((await waiting).status).toBe(200)
    expect(Date.now() - startedAt).toBeLessThan(5000)
    await closing.close()
  })
})

test('no answer names the software behind it, and every answer carries the security headers', async () => {
  const { headers } = await read()
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
})
