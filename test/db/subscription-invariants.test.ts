import fc from 'fast-check'
import type { Db as Sql } from '../../db/types'
import { businessId, hour, openBook, type Book } from './book'
import { graceMs, sold, type Sold } from './subscription-model'
import { providers, Round, type Step } from './subscription-round'

/**
 * Whatever is said to the book of one subscription, repeated and with the clock jumping: its time, its rights and its
 * money are what a model makes of the same facts.
 */
let book: Book
let sql: Sql
beforeAll(async () => {
  book = await openBook({ settings: { subscriptions: { graceMs, refundWithinMs: 24 * hour } } })
  sql = book.sql
  for (const chatId of ['-1001', '-1002']) {
    await sql`INSERT INTO channels (business_id, chat_id, title) VALUES (${businessId}, ${chatId}, 'Club')`
  }
  for (const [id, { days, price, stars, channels }] of Object.entries(sold)) {
    await sql`
      INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, star_price)
      VALUES (${businessId}, ${id}, '{"en": "Club"}', '{"en": ""}', 'day', ${days}, ${price.toString()}, ${Number(stars)})`
    for (const chatId of channels) {
      await sql`INSERT INTO plan_channels (business_id, plan_id, chat_id) VALUES (${businessId}, ${id}, ${chatId})`
    }
  }
})
afterAll(() => book.close())

const plans = Object.keys(sold) as Sold[]
const chats = ['-1001', '-1002'] as const
const which = fc.nat({ max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ say: fc.constant('pay' as const), provider: fc.constantFrom(...providers) }) },
  {
    weight: 2,
    arbitrary: fc.record({ say: fc.constant('star' as const), recurring: fc.constantFrom('first', 'renewal') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      say: fc.constantFrom('land', 'land', 'short'),
      provider: fc.constantFrom(...providers),
      period: fc.constantFrom('next', 'last', 'first'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ say: fc.constant('hold' as const), provider: fc.constantFrom('payme', 'click') }),
  },
  { weight: 5, arbitrary: fc.record({ say: fc.constantFrom('perform', 'release', 'again'), which }) },
  { weight: 2, arbitrary: fc.record({ say: fc.constant('refund' as const), which, mayRefuse: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ say: fc.constant('refund_period' as const), isStaff: fc.boolean(), gives: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ say: fc.constantFrom('open', 'expire_payment', 'withdraw') }) },
  {
    weight: 12,
    arbitrary: fc.record({
      say: fc.constant('step' as const),
      action: fc.constantFrom(
        'cancel',
        'cancel',
        'resume',
        'resume',
        'lapse',
        'lapse',
        'expire',
        'expire',
        'revoke',
        'flag',
        'unflag',
        'unflag',
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ say: fc.constant('pause' as const), paused: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ say: fc.constant('vip' as const), vip: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ say: fc.constant('extend' as const), days: fc.constantFrom(1, 20), again: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      say: fc.constant('plan' as const),
      plan: fc.constantFrom(...plans),
      atOnce: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      say: fc.constant('join' as const),
      who: fc.constantFrom('buyer', 'buyer', 'stranger'),
      chatId: fc.constantFrom(...chats),
    }),
  },
  { weight: 2, arbitrary: fc.record({ say: fc.constant('links' as const) }) },
  // The clock goes to the end of the paid time; by waits of one length few sequences would meet it.
  {
    weight: 4,
    arbitrary: fc.record({ say: fc.constant('over' as const), action: fc.constantFrom('lapse', 'lapse', 'expire') }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      say: fc.constant('wait' as const),
      ms: fc.constantFrom(hour, 9 * hour, 13 * hour, 72 * hour, 7 * 24 * hour, 31 * 24 * hour),
    }),
  },
)

let rounds = 0

test(
  'no sequence of messages parts the book of subscriptions from what was paid and given',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...plans),
        fc.array(step, { minLength: 5, maxLength: 30 }),
        async (plan, steps) => {
          book.clock.now = book.start
          const round = await Round.begin(book, `r${++rounds}`, plan)
          for (const next of steps) await round.take(next)
          expect(await round.brokenEvents()).toEqual([])
        },
      ),
      { numRuns: 150, seed: 20261121, endOnFailure: false },
    ),
  300_000,
)

test('the sequences above led through everything that can become of a subscription', async () => {
  const rows = await sql<{ fact: string }[]>`
    SELECT DISTINCT concat_ws(' ', type, coalesce(payload ->> 'action', payload ->> 'deny_reason',
      CASE WHEN type LIKE 'access%' OR type = 'refund_requested' THEN payload ->> 'reason' ELSE payload ->> 'outcome' END)) AS fact
    FROM business_events
    WHERE type LIKE 'access%' OR type LIKE 'subscription%' OR type IN ('payment_landed_late', 'payment_doubled', 'refund_requested')
    ORDER BY 1`
  expect(rows.map(({ fact }) => fact)).toEqual([
    'access_denied ended',
    'access_denied flagged',
    'access_denied paused',
    'access_denied stranger',
    'access_expired expired',
    'access_granted comp',
    'access_granted paid',
    'access_granted plan_changed',
    'access_granted resumed',
    'access_revoked paused',
    'access_revoked plan_changed',
    'access_revoked refund',
    'access_revoked revoked',
    'payment_doubled',
    'payment_landed_late revived',
    'refund_requested paid_twice',
    'refund_requested test',
    'refund_requested wrong_amount',
    'subscription_changed cancel',
    'subscription_changed change_plan',
    'subscription_changed expire',
    'subscription_changed flag',
    'subscription_changed lapse',
    'subscription_changed pause',
    'subscription_changed resume',
    'subscription_changed revoke',
    'subscription_changed unflag',
    'subscription_changed unpause',
    'subscription_changed vip_off',
    'subscription_changed vip_on',
    'subscription_created',
    'subscription_extended',
    'subscription_period_begun',
    'subscription_refunded',
  ])
})
