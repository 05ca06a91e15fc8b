import fc from 'fast-check'
import { tryCode, wrongCodesAnHour } from '../../db/code-tries'
import { codeCard, codesOf, makeCode, switchCodeOff, type NewCode } from '../../db/code-cards'
import { changePlan, stepSubscription } from '../../db/subscription-steps'
import { placeSubscription, type SubscriptionPlacement } from '../../db/subscriptions'
import type { Db as Sql } from '../../db/types'
import { eventCatalog, type EventType } from '../../domain/events'
import { businessId, hour, openBook, type Book } from './book'

const day = 24 * hour
/** 90 000 soʻm. */
const price = 9_000_000n
const buyers = ['telegram:42', 'telegram:43', 'telegram:44', 'telegram:45']

let book: Book
let sql: Sql
let one: Sql
let two: Sql
let made = 0
beforeAll(async () => {
  book = await openBook({ settings: { providers: ['payme', 'stars', 'manual'], minorPerStar: '25000' } })
  sql = book.sql
  one = book.database.connectAgain({ max: 1 })
  two = book.database.connectAgain({ max: 1 })
  await sql`INSERT INTO channels (business_id, chat_id, title) VALUES (${businessId}, '-1001', 'Club')`
  for (const id of buyers.slice(1)) {
    await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, ${id}, ${id.slice(9)}, 'B')`
  }
})
afterAll(() => book.close())
beforeEach(() => {
  book.clock.now = book.start
})

async function plan({ trialDays = 0, seats = null as number | null, count = 30, active = true } = {}) {
  const id = `plan${++made}`
  await sql`
    INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, star_price, prices, trial_days, seats,
                       active)
    VALUES (${businessId}, ${id}, '{"en": "Club"}', '{"en": ""}', 'day', ${count}, ${price.toString()}, 301,
            '{"manual": "8000001"}', ${trialDays}, ${seats}, ${active})`
  await sql`INSERT INTO plan_channels (business_id, plan_id, chat_id) VALUES (${businessId}, ${id}, '-1001')`
  return id
}

async function code(terms: Partial<NewCode> = {}): Promise<string> {
  const text = `CODE${++made}`
  const offer = { kind: 'percent', percent: 20 } as const
  const created = { businessId, code: text, offer, useLimit: null, expiresAt: null, createdBy: 'staff:900' }
  await makeCode(sql, { ...created, ...terms }, book.start)
  return text
}

interface Placing {
  readonly planId: string
  readonly code?: string
  readonly buyerId?: string
  readonly id?: string
  readonly by?: Sql
}
const place = ({ planId, code: text, buyerId = buyers[0]!, id = `sub${++made}`, by = sql }: Placing) =>
  placeSubscription(
    by,
    { businessId, subscriptionId: id },
    { buyerId, planId, consentVersion: '1', ...(text !== undefined && { code: text }) },
    book.clock.now,
  )

const usesOf = async (text: string) => {
  const [row] = await sql<{ uses: number }[]>`SELECT count(*)::int AS uses FROM code_uses WHERE code = ${text}`
  return row!.uses
}
const paymentOf = async (id: string, period = 1) => {
  const [row] = await sql<{ amount: bigint; stars: number; prices: object; off: number; state: string }[]>`
    SELECT amount, star_amount AS stars, prices, percent_off AS off, state FROM payments WHERE id = ${`${id}.${period}`}`
  return row
}
const stands = async (id: string) => {
  const [row] = await sql<{ state: string; until: Date | null }[]>`
    SELECT state, paid_until AS until FROM subscriptions WHERE id = ${id}`
  return row && [row.state, row.until === null ? null : (row.until.getTime() - book.start) / day]
}
const refused = (reason: string) => ({ placed: false, reason })

describe('a percent code', () => {
  test('takes its part off the first payment, at every provider, and off no other', async () => {
    const text = await code()
    const planId = await plan()
    expect(await place({ planId, code: text, id: 'less' })).toEqual({ placed: true, paymentId: 'less.1' })
    expect(await paymentOf('less')).toEqual({
      amount: 7_200_000n,
      stars: 241,
      prices: { manual: '6400001' },
      off: 20,
      state: 'scheduled',
    })
    const key = { businessId, paymentId: 'less.1' }
    await book.open(key)
    await book.land(key, 'payme', 'less-1', 7_200_000n)
    expect(await stands('less')).toEqual(['active', 30])
    expect(await paymentOf('less', 2)).toMatchObject({
      amount: price,
      stars: 301,
      prices: { manual: '8000001' },
      off: 0,
    })
    const events = await sql<{ type: EventType; payload: unknown }[]>`
      SELECT type, payload FROM business_events WHERE subscription_id = 'less' ORDER BY seq`
    for (const { type, payload } of events) expect(eventCatalog[type].safeParse(payload).error).toBeUndefined()
  })

  test('placed again, it is used once', async () => {
    const [text, planId] = [await code({ useLimit: 5 }), await plan()]
    const wish = { planId, code: text, id: 'again' }
    expect(await place(wish)).toEqual(await place(wish))
    expect(await usesOf(text)).toBe(1)
  })

  test('after a trial it still takes its part; of another plan only if it is for any', async () => {
    const [trial, other] = [await plan({ trialDays: 7 }), await plan()]
    const [any, bound] = [await code(), await code({ planId: trial })]
    await place({ planId: trial, code: any, id: 'moves' })
    await place({ planId: trial, code: bound, id: 'stays', buyerId: buyers[1]! })
    expect([await stands('moves'), await stands('stays')]).toEqual([
      ['active', 7],
      ['active', 7],
    ])
    for (const subscriptionId of ['moves', 'stays']) {
      const change = { planId: other, atOnce: false, actor: 'buyer' }
      await changePlan(sql, { businessId, subscriptionId }, change, book.clock.now)
    }
    expect(await paymentOf('moves')).toMatchObject({ amount: 7_200_000n, stars: 241, off: 20 })
    expect(await paymentOf('stays')).toMatchObject({ amount: price, stars: 301, off: 0 })
    const back = { planId: trial, atOnce: false, actor: 'buyer' }
    await changePlan(sql, { businessId, subscriptionId: 'stays' }, back, book.clock.now)
    expect(await paymentOf('stays')).toMatchObject({ amount: 7_200_000n, stars: 241, off: 20 })
  })
})

describe('a gift code', () => {
  test.each([
    ['a whole period', null, {}, 30],
    ['some days', 10, {}, 10],
    ['a whole period after a trial', null, { trialDays: 7 }, 37],
  ] as const)('gives %s at once, and asks for no money', async (_, days, terms, until) => {
    const text = await code({ offer: { kind: 'gift', days } })
    const planId = await plan(terms)
    const id = `gift${++made}`
    expect(await place({ planId, code: text, id })).toEqual({ placed: true, paymentId: `${id}.1` })
    expect(await stands(id)).toEqual(['active', until])
    expect(await paymentOf(id)).toMatchObject({ amount: price, off: 0, state: 'scheduled' })
    const grants = await sql`SELECT kind, reason FROM time_grants WHERE subscription_id = ${id} AND kind = 'gift'`
    expect([...grants]).toEqual([{ kind: 'gift', reason: text }])
    await place({ planId, code: text, id })
    expect(await stands(id)).toEqual(['active', until])
  })
})

describe('a refused code changes nothing', () => {
  const cases: [string, () => Promise<Omit<Placing, 'id'>>][] = [
    ['code_unknown', async () => ({ planId: await plan(), code: 'NOTHING1' })],
    [
      'code_used_up',
      async () => {
        const [text, planId] = [await code({ useLimit: 1 }), await plan()]
        await place({ planId, code: text, buyerId: buyers[1]! })
        return { planId, code: text }
      },
    ],
    [
      'code_yours_used',
      async () => {
        const [text, planId] = [await code({ useLimit: 5 }), await plan()]
        await place({ planId, code: text })
        return { planId, code: text }
      },
    ],
    ['code_expired', async () => ({ planId: await plan(), code: await code({ expiresAt: new Date(book.start) }) })],
    [
      'code_expired',
      async () => {
        const text = await code()
        await switchCodeOff(sql, { businessId, code: text, staffId: '900' }, book.start)
        return { planId: await plan(), code: text }
      },
    ],
    ['code_other_plan', async () => ({ planId: await plan(), code: await code({ planId: await plan() }) })],
    ['not_for_sale', async () => ({ planId: await plan({ active: false }), code: await code() })],
    [
      'no_seat',
      async () => {
        const planId = await plan({ seats: 1 })
        await place({ planId, buyerId: buyers[2]! })
        return { planId, code: await code() }
      },
    ],
  ]
  test.each(cases)('%s', async (reason, prepare) => {
    const wish = await prepare()
    const rows = () =>
      Promise.all([
        sql`SELECT count(*)::int FROM subscriptions`,
        sql`SELECT count(*)::int FROM payments`,
        sql`SELECT count(*)::int FROM code_uses`,
        sql`SELECT count(*)::int FROM business_events`,
        sql`SELECT last_order_number FROM businesses`,
      ]).then((all) => all.map(([row]) => row))
    const before = await rows()
    expect(await place(wish)).toEqual(refused(reason))
    expect(await rows()).toEqual(before)
  })
})

describe('uses', () => {
  test('an earlier use that was never paid for is taken again, and counts once', async () => {
    const [text, planId] = [await code({ useLimit: 1 }), await plan()]
    await place({ planId, code: text, id: 'first' })
    const wish = { planId, code: text, id: 'second' }
    expect(await place(wish)).toEqual(refused('code_yours_used'))
    const gone = { action: 'give_up', actor: 'timer', reason: 'unpaid' } as const
    await stepSubscription(sql, { businessId, subscriptionId: 'first' }, gone, book.start)
    expect(await place({ planId, code: text, buyerId: buyers[1]! })).toEqual(refused('code_used_up'))
    expect(await place(wish)).toEqual({ placed: true, paymentId: 'second.1' })
    expect(await usesOf(text)).toBe(1)
    expect(await paymentOf('second')).toMatchObject({ amount: 7_200_000n })
  })

  test('one person may use it as often as it says', async () => {
    const [text, planId] = [await code({ perPerson: 2 }), await plan()]
    const results: SubscriptionPlacement[] = []
    for (let round = 0; round < 3; round++) results.push(await place({ planId, code: text }))
    expect(results.map(({ placed }) => placed)).toEqual([true, true, false])
    expect(results[2]).toEqual(refused('code_yours_used'))
  })

  test('two buyers at once for the last use: one has it, also for different plans', async () => {
    await Promise.all([one`SELECT 1`, two`SELECT 1`])
    const [planA, planB] = [await plan(), await plan()]
    for (let round = 0; round < 20; round++) {
      const text = await code({ useLimit: 1 })
      const results = await Promise.all([
        place({ planId: planA, code: text, buyerId: buyers[0]!, by: one }),
        place({ planId: round % 2 === 0 ? planA : planB, code: text, buyerId: buyers[1]!, by: two }),
      ])
      expect(results.filter(({ placed }) => placed)).toHaveLength(1)
      expect(results).toContainEqual(refused('code_used_up'))
      expect(await usesOf(text)).toBe(1)
    }
  })

  test('whatever is placed and given up, uses are never over the limit, for all and for one', async () => {
    const planId = await plan()
    const step = fc.record({ buyer: fc.integer({ min: 0, max: 3 }), giveUp: fc.boolean() })
    const limits = fc.record({ useLimit: fc.integer({ min: 1, max: 4 }), perPerson: fc.integer({ min: 1, max: 2 }) })
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 12 }), async (limit, steps) => {
        const text = await code(limit)
        for (const { buyer, giveUp } of steps) {
          const id = `sub${++made}`
          const { placed } = await place({ planId, code: text, buyerId: buyers[buyer]!, id })
          const gone = { action: 'give_up', actor: 'timer', reason: 'unpaid' } as const
          if (placed && giveUp) await stepSubscription(sql, { businessId, subscriptionId: id }, gone, book.start)
        }
        const [most] = await sql<{ all: number; own: number }[]>`
          SELECT coalesce(sum(uses), 0)::int AS all, coalesce(max(uses), 0)::int AS own
          FROM (SELECT count(*) AS uses FROM code_uses WHERE code = ${text} GROUP BY buyer_id) u`
        expect(most!.all).toBeLessThanOrEqual(limit.useLimit)
        // Given up ones may be taken again, so a person never has more rows than uses.
        expect(most!.own).toBeLessThanOrEqual(limit.perPerson)
      }),
      { numRuns: 25, seed: 20261121 },
    )
  })
})

describe('trying a code', () => {
  const attempt = (text: string, { buyerId = buyers[3]!, at = book.start } = {}) =>
    tryCode(sql, { businessId, buyerId, planId: null, text }, at)
  const wrongOf = async (buyerId: string) => {
    const [row] = await sql<
      { wrong: number }[]
    >`SELECT count(*)::int AS wrong FROM wrong_codes WHERE buyer_id = ${buyerId}`
    return row!.wrong
  }

  test('says what it gives, however it is written, and uses nothing', async () => {
    const planId = await plan()
    const text = await code({ planId, useLimit: 1 })
    expect(await attempt(` ${text.toLowerCase()} `)).toEqual({
      good: true,
      offer: { kind: 'percent', percent: 20 },
      planId,
      code: text,
    })
    expect(await usesOf(text)).toBe(0)
  })

  test('ten wrong ones in an hour, and then even a right one is not looked at', async () => {
    const text = await code()
    const expired = await code({ expiresAt: new Date(book.start) })
    expect(await attempt(expired)).toEqual({ good: false, reason: 'code_expired' })
    for (let round = 0; round < wrongCodesAnHour; round++) {
      expect(await attempt(round === 0 ? 'что?' : `WRONG${round}`)).toEqual({ good: false, reason: 'code_unknown' })
    }
    expect(await attempt(text)).toEqual({ good: false, reason: 'code_too_many_tries' })
    expect(await wrongOf(buyers[3]!)).toBe(10)
    expect((await attempt(text, { buyerId: buyers[2]! })).good).toBe(true)
    expect((await attempt(text, { at: book.start + hour })).good).toBe(true)
    expect(await attempt('WRONG', { at: book.start + hour })).toEqual({ good: false, reason: 'code_unknown' })
    expect(await wrongOf(buyers[3]!)).toBe(1)
  })

  test('many at once are not more than ten', async () => {
    const buyerId = buyers[2]!
    await Promise.all(Array.from({ length: 25 }, (_, n) => attempt(`MANY${n}`, { buyerId })))
    expect(await wrongOf(buyerId)).toBe(10)
  })
})

test('staff see the uses; a code that is there is not written over, and who switched it off is kept', async () => {
  const text = await code({ useLimit: 3, offer: { kind: 'gift', days: 5 } })
  await place({ planId: await plan(), code: text })
  const again = { businessId, code: text, offer: { kind: 'percent', percent: 99 } as const, useLimit: null }
  expect(await makeCode(sql, { ...again, expiresAt: null, createdBy: 'staff:1' }, book.start)).toBe(false)
  const card = {
    code: text,
    offer: { kind: 'gift', days: 5 },
    planId: null,
    useLimit: 3,
    perPerson: 1,
    expiresAt: null,
    active: true,
    createdBy: 'staff:900',
    uses: 1,
  }
  expect(await codeCard(sql, { businessId, code: text })).toEqual(card)
  await switchCodeOff(sql, { businessId, code: text, staffId: '900' }, book.start)
  await switchCodeOff(sql, { businessId, code: text, staffId: '901' }, book.start + 1)
  const [off] = await sql`SELECT switched_off_by, switched_off_at FROM codes WHERE code = ${text}`
  expect(off).toEqual({ switched_off_by: 'staff:900', switched_off_at: new Date(book.start) })
  const all = await codesOf(sql, { businessId, limit: 500 })
  expect(all.find((each) => each.code === text)).toEqual({ ...card, active: false })
  expect(await codeCard(sql, { businessId: 'other', code: text })).toBeNull()
})
