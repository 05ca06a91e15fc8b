import fc from 'fast-check'
import { feedCursor, readAgain } from '../../../db/owner/feed'
import { sourceState } from '../../../db/owner/sources'
import { meaningOf } from '../../../bots/owner/feed-item'
import type { SubscriptionSnapshot } from '../../../domain/events'
import type { FreshDatabase } from '../../setup/database'
import { fact, hour, minute, noon, periodMoved, subscriptionFact, subscriptionFacts, type FeedItem } from './facts'
import { forgetAll, ordersSeen, ownerDatabase, read, subscriptionsSeen } from './owner-ground'

const day = 24 * hour
const { created, begun, extended, changed, refunded } = subscriptionFacts

let database: FreshDatabase
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(() => forgetAll(database.sql))
afterAll(() => database.drop())

const seen = async () => [...(await subscriptionsSeen(database.sql))]
const ended = async () => {
  const [row] = await seen()
  return row && [row['state'], row['ended_at'], row['end_reason']]
}

test('the last event says how a subscription stands; the others, what they add up to', async () => {
  const trialEnd = noon + 3 * day
  await read(database.sql, [
    created(),
    extended('trial', trialEnd, { at: noon, is: { paid_until: new Date(trialEnd).toISOString() } }),
    begun(1, { at: noon + 2 * day }),
    subscriptionFact('payment_performed', { at: noon + 2 * day, fields: periodMoved() }),
    begun(2, { at: noon + 30 * day, is: { price: '10000000' } }),
  ])
  expect(await seen()).toEqual([
    {
      business_id: 'demo',
      subscription_id: 'sub1',
      number: 2001,
      plan_id: 'club',
      state: 'active',
      currency: 'UZS',
      price: 10000000n,
      period_unit: 'day',
      period_count: 30,
      paid_until: new Date(noon + 30 * day),
      renews: true,
      periods: 2,
      first_paid_at: new Date(noon + 2 * day),
      trial_until: new Date(trialEnd),
      ended_at: null,
      end_reason: null,
      created_at: new Date(noon),
      last_event_at: new Date(noon + 30 * day),
    },
  ])
  expect(await database.sql`SELECT DISTINCT order_id, subscription_id FROM events`).toEqual([
    { order_id: null, subscription_id: 'sub1' },
  ])
  expect(await ordersSeen(database.sql)).toHaveLength(0)
})

const at = noon + day
const over = { state: 'expired' } as const
test.each<[string, FeedItem[], [string, Date | null, string | null]]>([
  ['is not renewed in time', [begun(1), changed('lapse', 'active', { is: { state: 'grace' } }), changed('expire', 'grace', { at, is: over })], ['expired', new Date(at), 'unpaid']], // prettier-ignore
  ['was cancelled and runs out', [begun(1), changed('cancel', 'active', { is: { state: 'cancelled', renews: false } }), changed('expire', 'cancelled', { at, is: { ...over, renews: false } })], ['expired', new Date(at), 'cancelled']], // prettier-ignore
  ['was refunded', [begun(1), refunded(1, { at })], ['refunded', new Date(at), 'refund']],
  ['was refunded after its end', [begun(1), changed('expire', 'active', { at, is: over }), refunded(1, { at: at + day })], ['refunded', new Date(at), 'unpaid']], // prettier-ignore
  [
    'was revoked',
    [begun(1), changed('revoke', 'active', { at, is: over }, 'spam')],
    ['expired', new Date(at), 'revoked'],
  ],
  ['was given up before it was paid', [created(), changed('give_up', 'incomplete', { at, is: over })], ['expired', null, null]], // prettier-ignore
  ['came back', [begun(1), changed('expire', 'active', { at, is: over }), begun(2, { at: at + day })], ['active', null, null]], // prettier-ignore
])('a subscription that %s', async (_, items, expected) => {
  await read(database.sql, items)
  expect(await ended()).toEqual(expected)
})

test('a type that this release does not know still tells how the subscription stands, and adds nothing up', async () => {
  const strange = { ...begun(2, { at: noon + hour, is: { state: 'grace' } }), type: 'subscription_gift_wrapped' }
  const newer = { ...begun(3, { is: { state: 'expired' } }), version: 2 }
  await read(database.sql, [begun(1), strange, newer])
  expect(await seen()).toMatchObject([{ state: 'grace', periods: 1, last_event_at: new Date(noon + hour) }])
  await readAgain(database.sql, 'demo', (event) => meaningOf({ ...event, version: 1 }))
  expect(await seen()).toMatchObject([{ state: 'expired', periods: 2 }])
})

test.each([
  ['a state that we do not know', { state: 'frozen' }],
  ['a number that no column holds', { number: 3_000_000_000 }],
  ['a price in a float', { price: '1.5' }],
])('an event with %s is kept, and nothing is taken from it', async (_, is) => {
  await read(database.sql, [begun(1, { is: is as Partial<SubscriptionSnapshot> })])
  expect(await seen()).toEqual([])
  expect(await database.sql`SELECT understood FROM events`).toEqual([{ understood: false }])
})

test('however the feed is cut into pages and repeated, the projection is the same', async () => {
  const states = ['incomplete', 'active', 'cancelled', 'grace', 'expired', 'refunded', 'flagged'] as const
  const item = fc.record({
    of: fc.constantFrom('a', 'b', 'c'),
    state: fc.constantFrom(...states),
    renews: fc.boolean(),
    what: fc.constantFrom('begun', 'expire', 'revoke', 'refunded', 'trial', 'joined'),
    minutes: fc.integer({ min: 0, max: 600 }),
  })
  const itemOf = ({ of, state, renews, what, minutes }: typeof item extends fc.Arbitrary<infer T> ? T : never) => {
    const about = { of, at: noon + minutes * minute, is: { state, renews } }
    if (what === 'begun') return begun(1, about)
    if (what === 'refunded') return refunded(1, about)
    if (what === 'trial') return extended('trial', noon + day, about)
    if (what === 'joined') return subscriptionFact('member_joined', { ...about, fields: { chat_id: '-1' } })
    return changed(what, 'active', about)
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1, maxLength: 25 }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 8 }), again: fc.integer({ min: 0, max: 8 }) }), {
        maxLength: 30,
      }),
      async (facts, cuts) => {
        await forgetAll(database.sql)
        const items = facts.map(itemOf)
        await read(database.sql, items)
        const whole = await seen()

        await forgetAll(database.sql)
        let taken = 0
        for (const { size, again } of [...cuts, { size: items.length, again: 0 }]) {
          const page = items.slice(Math.max(0, taken - again), taken + size)
          await read(database.sql, again % 2 === 0 ? page : [...page, ...page.slice(0, 1)])
          taken = Math.min(items.length, taken + size)
        }
        expect(await seen()).toEqual(whole)
      },
    ),
    { numRuns: 40 },
  )
})

test('how a subscription ended is the same by its row and by its steps', async () => {
  await read(database.sql, [
    begun(1),
    changed('expire', 'active', { at: noon + hour, is: over }),
    begun(2, { at: noon + 2 * hour }),
    changed('revoke', 'active', { at: noon + 3 * hour, is: over }),
  ])
  expect(await database.sql`SELECT began_at, ended_at, end_reason FROM subscription_lives ORDER BY began_at`).toEqual([
    { began_at: new Date(noon), ended_at: new Date(noon + hour), end_reason: 'unpaid' },
    { began_at: new Date(noon + 2 * hour), ended_at: new Date(noon + 3 * hour), end_reason: 'revoked' },
  ])
  expect(await ended()).toEqual(['expired', new Date(noon + 3 * hour), 'revoked'])
})

describe('events that an earlier release stored without their subscription', () => {
  const story = () => [fact('order_created'), created(), begun(1, { at: noon + hour }), begun(2, { at: noon + day })]
  const asStoredBefore = async (items: FeedItem[]) => {
    await read(database.sql, items)
    await database.sql`UPDATE events SET subscription_id = NULL`
    await database.sql`UPDATE feeds SET keeps_subscriptions = false`
    await database.sql`DELETE FROM subscriptions_seen`
  }

  test('are read from the feed once more, and their subscriptions are known then', async () => {
    const items = story()
    await asStoredBefore(items)
    await readAgain(database.sql, 'demo', meaningOf)
    expect(await feedCursor(database.sql, 'demo')).toBeNull()
    // The figures are not complete until the feed has been read to its end.
    expect((await sourceState(database.sql, 'demo', 'events')).currentAt).toBeNull()

    await read(database.sql, items.slice(0, 3), { hasMore: true })
    await read(database.sql, items.slice(3))
    expect(await seen()).toMatchObject([{ subscription_id: 'sub1', periods: 2, created_at: new Date(noon) }])
    expect(await ordersSeen(database.sql)).toHaveLength(1)
    expect(await database.sql`SELECT count(*)::int AS n FROM events`).toEqual([{ n: 4 }])
  })

  test('are read once more only once, and not at all where there are none', async () => {
    await asStoredBefore([fact('order_created')])
    const cursor = await feedCursor(database.sql, 'demo')
    await readAgain(database.sql, 'demo', meaningOf)
    expect(await feedCursor(database.sql, 'demo')).toBe(cursor)

    await asStoredBefore(story())
    await readAgain(database.sql, 'demo', meaningOf)
    await database.sql`UPDATE feeds SET cursor = '1-5'`
    await readAgain(database.sql, 'demo', meaningOf)
    expect(await feedCursor(database.sql, 'demo')).toBe('1-5')
  })
})
