import fc from 'fast-check'
import { cohortsOf } from '../../../db/owner/cohorts'
import { accessCounts, joinTimes, newestDenials } from '../../../db/owner/access-figures'
import { churnOf, gainedIn, lostIn, monthlyRevenueAt, standingAt } from '../../../db/owner/subscription-figures'
import { periodsDue } from '../../../db/owner/subscriptions-seen'
import {
  nextSubscriptionState,
  type SubscriptionAction,
  type SubscriptionState,
} from '../../../domain/subscription-states'
import { moneyReceived, moneyReturned, refundsWaiting } from '../../../db/owner/day'
import type { FreshDatabase } from '../../setup/database'
import { hour, minute, noon, periodMoved, subscriptionFact, subscriptionFacts, type FeedItem } from './facts'
import { forgetAll, ownerDatabase, read } from './owner-ground'

const day = 24 * hour
const { created, begun, extended, changed, refunded } = subscriptionFacts
const now = new Date(noon)
const span = (days: number) => ({ from: new Date(noon - days * day), to: new Date(noon + 1) })

let database: FreshDatabase
beforeAll(async () => {
  database = await ownerDatabase()
})
beforeEach(() => forgetAll(database.sql))
afterAll(() => database.drop())

/** `n` days before now. */
const ago = (n: number) => noon - n * day
const expired = { state: 'expired' } as const

/** Ten lives: what each ends as stands in its name. */
const town = (): FeedItem[] =>
  [
    // There 30 days ago.
    [
      begun(1, { of: 'stays', at: ago(70) }),
      begun(2, { of: 'stays', at: ago(40) }),
      begun(3, { of: 'stays', at: ago(10) }),
    ],
    [begun(1, { of: 'unpaid', at: ago(50) }), changed('lapse', 'active', { of: 'unpaid', at: ago(20), is: { state: 'grace' } }), changed('expire', 'grace', { of: 'unpaid', at: ago(17), is: expired })], // prettier-ignore
    [begun(1, { of: 'cancelled', at: ago(35) }), changed('cancel', 'active', { of: 'cancelled', at: ago(30), is: { state: 'cancelled', renews: false } }), changed('expire', 'cancelled', { of: 'cancelled', at: ago(5), is: { ...expired, renews: false } })], // prettier-ignore
    [begun(1, { of: 'back', at: ago(60) }), changed('expire', 'active', { of: 'back', at: ago(25), is: expired }), begun(2, { of: 'back', at: ago(2) })], // prettier-ignore
    // Gone before that.
    [begun(1, { of: 'old', at: ago(100) }), changed('expire', 'active', { of: 'old', at: ago(60), is: expired })],
    // New in the last 30 days.
    [created({ of: 'new', at: ago(3) }), begun(1, { of: 'new', at: ago(3), is: { price: '12000000', period: { unit: 'month', count: 1 } } })], // prettier-ignore
    [begun(1, { of: 'regrets', at: ago(6) }), refunded(1, { of: 'regrets', at: ago(6) + hour })],
    [begun(1, { of: 'spammer', at: ago(1) }), changed('revoke', 'active', { of: 'spammer', at: ago(0) - hour, is: expired }, 'spam')], // prettier-ignore
    // Trials.
    [created({ of: 'tries', at: ago(1) }), extended('trial', noon + 2 * day, { of: 'tries', at: ago(1) })],
    [extended('trial', ago(9), { of: 'tried', at: ago(12) }), changed('expire', 'active', { of: 'tried', at: ago(9), is: expired })], // prettier-ignore
    [extended('trial', ago(15), { of: 'convinced', at: ago(18) }), begun(1, { of: 'convinced', at: ago(15), is: { period: { unit: 'day', count: 10 } } })], // prettier-ignore
    // Looked and went.
    [created({ of: 'looks', at: ago(4) }), changed('give_up', 'incomplete', { of: 'looks', at: ago(3), is: expired })],
    [begun(1, { of: 'flagged', at: ago(8) }), changed('flag', 'active', { of: 'flagged', at: ago(7), is: { state: 'flagged' } }, 'strangers')], // prettier-ignore
    [extended('gift', noon + 30 * day, { of: 'gift', at: ago(1) })],
  ]
    .flat()
    .toSorted((a, b) => a.occurred_at.localeCompare(b.occurred_at))

test('how subscriptions stand: each counted once', async () => {
  await read(database.sql, town())
  expect(await standingAt(database.sql, 'demo', now)).toEqual({
    active: 5, // stays, back, new, convinced, gift
    trial: 1,
    cancelled: 0,
    grace: 0,
    flagged: 1,
  })
})

test('gained and lost in a day, a week and a month', async () => {
  await read(database.sql, town())
  const gained = (days: number) => gainedIn(database.sql, 'demo', span(days))
  expect(await gained(1)).toEqual({ fresh: 1, renewed: 0, returned: 0, trials: 1 })
  expect(await gained(7)).toEqual({ fresh: 3, renewed: 0, returned: 1, trials: 1 })
  expect(await gained(30)).toEqual({ fresh: 5, renewed: 1, returned: 1, trials: 3 })
  const lost = (days: number) => lostIn(database.sql, 'demo', span(days))
  expect(await lost(1)).toEqual([{ reason: 'revoked', paid: true, count: 1 }])
  expect(await lost(30)).toEqual([
    { reason: 'unpaid', paid: true, count: 2 },
    { reason: 'cancelled', paid: true, count: 1 },
    { reason: 'refund', paid: true, count: 1 },
    { reason: 'revoked', paid: true, count: 1 },
    { reason: 'unpaid', paid: false, count: 1 },
  ])
})

test('churn: of those who paid 30 days ago, who is gone; who came back is not', async () => {
  await read(database.sql, town())
  expect(await churnOf(database.sql, 'demo', span(30))).toEqual({ before: 4, gone: 2 })
  expect(await churnOf(database.sql, 'demo', { from: new Date(ago(200)), to: now })).toEqual({ before: 0, gone: 0 })
})

test('who pays at the end is who paid at the beginning, with what was gained and without what was lost', async () => {
  await read(database.sql, town())
  const { before } = await churnOf(database.sql, 'demo', span(30))
  const { before: after } = await churnOf(database.sql, 'demo', { from: now, to: now })
  const { fresh, returned } = await gainedIn(database.sql, 'demo', span(30))
  const lost = (await lostIn(database.sql, 'demo', span(30))).filter(({ paid }) => paid)
  expect(after).toBe(5)
  expect(before + fresh + returned - lost.reduce((sum, { count }) => sum + count, 0)).toBe(after)
})

/** Walks the table of states by chance, a minute a step; money and free days are steps of it too. */
function walk(steps: readonly { readonly of: string; readonly action: SubscriptionAction | 'trial' }[]): FeedItem[] {
  const states = new Map<string, { state: SubscriptionState; renews: boolean; periods: number }>()
  return steps.flatMap(({ of, action }, index) => {
    const before = states.get(of) ?? { state: 'incomplete' as const, renews: true, periods: 0 }
    const renews = action === 'cancel' ? false : action === 'resume' || action === 'pay' ? true : before.renews
    const state = nextSubscriptionState(before.state, action === 'trial' ? 'pay' : action, { renews })
    if (!state) return []
    const periods = before.periods + (action === 'pay' ? 1 : 0)
    states.set(of, { state, renews, periods })
    const about = { of, at: noon + index * minute, is: { state, renews } }
    if (action === 'pay') return [begun(periods, about)]
    if (action === 'trial') return [extended('trial', noon + day, about)]
    if (action === 'refund') return [refunded(periods, about)]
    return [changed(action, before.state, about)]
  })
}

test('whatever happens, what was gained and lost between two moments is the difference of who pays at them', async () => {
  const actions = ['pay', 'trial', 'give_up', 'cancel', 'resume', 'lapse', 'expire', 'revoke', 'refund', 'flag', 'unflag'] as const // prettier-ignore
  const step = fc.record({ of: fc.constantFrom('a', 'b', 'c'), action: fc.constantFrom(...actions) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(40), fc.nat(40), async (steps, one, other) => {
      await forgetAll(database.sql)
      await read(database.sql, walk(steps))
      const [from, to] = [Math.min(one, other), Math.max(one, other)].map((n) => new Date(noon + n * minute + 1))
      const within = { from: from!, to: to! }
      const payersAt = async (at: Date) => (await churnOf(database.sql, 'demo', { from: at, to: at })).before
      const gained = await gainedIn(database.sql, 'demo', within)
      const lost = (await lostIn(database.sql, 'demo', within)).filter(({ paid }) => paid)
      const difference = gained.fresh + gained.returned - lost.reduce((total, { count }) => total + count, 0)
      expect((await payersAt(within.from)) + difference).toBe(await payersAt(within.to))

      // The rows say the same as the steps do.
      const { active, trial, cancelled, grace, flagged } = await standingAt(database.sql, 'demo', now)
      const [alive] = await database.sql`SELECT count(*)::int AS n FROM subscription_lives WHERE ended_at IS NULL`
      expect(active + trial + cancelled + grace + flagged).toBe(alive?.['n'])
    }),
    { numRuns: 60 },
  )
})

test('revenue in 30 days by the prices sold, then and now; nothing of trials, of the cancelled, or of the flagged', async () => {
  await read(database.sql, town())
  // stays and back 90 000 in 30 days, new 120 000 a month, convinced 90 000 in 10 days.
  expect(await monthlyRevenueAt(database.sql, 'demo', now)).toEqual([
    { currency: 'UZS', amount: 9000000n * 2n + 11826544n + 27000000n, count: 4 },
  ])
  // stays, unpaid and back; the cancelled one no longer.
  expect(await monthlyRevenueAt(database.sql, 'demo', new Date(ago(30)))).toEqual([
    { currency: 'UZS', amount: 27000000n, count: 3 },
  ])
})

test('cohorts by the month of the first payment, in the zone of the business', async () => {
  const month = (iso: string) => Date.parse(iso)
  await read(database.sql, [
    // 1 September 00:30 in Tashkent is 31 August in UTC.
    begun(1, { of: 'a', at: month('2026-08-31T19:30:00Z') }),
    begun(1, { of: 'b', at: month('2026-09-10T10:00:00Z') }),
    begun(1, { of: 'c', at: month('2026-09-20T10:00:00Z') }),
    changed('expire', 'active', { of: 'b', at: month('2026-10-13T10:00:00Z'), is: expired }),
    begun(1, { of: 'd', at: month('2026-11-01T10:00:00Z') }),
    refunded(1, { of: 'd', at: month('2026-11-02T10:00:00Z') }),
    changed('expire', 'active', { of: 'c', at: month('2026-11-20T10:00:00Z'), is: expired }),
    begun(1, { of: 'e', at: month('2026-11-20T11:00:00Z') }),
    begun(1, { of: 'before', at: month('2026-05-31T18:00:00Z') }),
  ])
  expect(await cohortsOf(database.sql, 'demo', { zone: 'Asia/Tashkent', now, months: 6 })).toEqual([
    { month: '2026-09', size: 3, kept: [3, 2, 1] },
    { month: '2026-11', size: 2, kept: [1] },
  ])
})

test('money of periods counts as money, in the currency of the subscription', async () => {
  const of = { is: {} }
  await read(database.sql, [
    subscriptionFact('payment_opened', { ...of, fields: { payment_id: 'sub1.1', kind: 'period', amount: '9000000' } }),
    subscriptionFact('payment_opened', {
      of: 'sub2',
      fields: { payment_id: 'sub2.1', kind: 'period', amount: '7000000' },
    }),
    subscriptionFact('payment_performed', { fields: periodMoved() }),
    subscriptionFact('payment_performed', {
      of: 'sub3',
      fields: periodMoved({
        payment_id: 'sub3.1',
        provider: 'stars',
        provider_amount: '300',
        provider_currency: 'XTR',
      }),
    }),
    subscriptionFact('refund_requested', { fields: periodMoved({ reason: 'asked' }) }),
    subscriptionFact('refund_requested', {
      of: 'sub3',
      fields: periodMoved({ payment_id: 'sub3.1', reason: 'asked' }),
    }),
    subscriptionFact('refund_completed', { fields: periodMoved({ reason: 'asked' }) }),
  ])
  const today = { from: new Date(noon - hour), to: new Date(noon + hour) }
  expect(await moneyReceived(database.sql, 'demo', today)).toEqual([
    { provider: 'payme', currency: 'UZS', amount: 9000000n, payments: 1, providerCurrency: 'UZS', providerAmount: 9000000n }, // prettier-ignore
    {
      provider: 'stars',
      currency: 'UZS',
      amount: 9000000n,
      payments: 1,
      providerCurrency: 'XTR',
      providerAmount: 300n,
    },
  ])
  expect(await moneyReturned(database.sql, 'demo', today)).toEqual([{ currency: 'UZS', count: 1, amount: 9000000n }])
  expect(await refundsWaiting(database.sql, 'demo', 'subscriptions')).toEqual([
    { currency: 'UZS', count: 1, amount: 9000000n },
  ])
  expect(await refundsWaiting(database.sql, 'demo', 'orders')).toEqual([])
  expect(await periodsDue(database.sql, 'demo')).toEqual([{ currency: 'UZS', count: 1, amount: 7000000n }])
})

describe('at the doors', () => {
  const club = { chat_id: '-1001' }
  const ended = { ...club, expired_at: null, renew_supported: true }
  const granted = (of: string, at: number, reason = 'paid') =>
    subscriptionFact('access_granted', { of, at, fields: { ...club, reason } })
  const joined = (of: string, at: number) => subscriptionFact('member_joined', { of, at, fields: club })
  const paid = (of: string, at: number) =>
    subscriptionFact('payment_performed', { of, at, fields: periodMoved({ payment_id: `${of}.1` }) })

  test('from paying to being in: the first joining after the payment that opened the door', async () => {
    await read(database.sql, [
      granted('a', noon - 10 * minute),
      paid('a', noon - 10 * minute),
      joined('a', noon - 9 * minute),
      // Went out and came back: not a wait for access.
      subscriptionFact('member_left', { of: 'a', at: noon - 8 * minute, fields: club }),
      joined('a', noon - 2 * minute),
      granted('b', noon - 5 * minute),
      paid('b', noon - 5 * minute),
      joined('b', noon - 2 * minute),
      granted('c', noon - 4 * minute),
      paid('c', noon - 4 * minute),
      joined('c', noon - 2 * minute),
      // Let in by a trial, and paid later.
      granted('d', noon - 5 * hour, 'trial'),
      joined('d', noon - 4 * hour),
      paid('d', noon - 3 * hour),
      // Another day.
      granted('e', noon - 3 * day),
      paid('e', noon - 3 * day),
      joined('e', noon - 2 * day),
    ])
    expect(await joinTimes(database.sql, 'demo', span(1))).toEqual({ count: 3, medianMs: 120_000, p95Ms: 174_000 })
    expect(await joinTimes(database.sql, 'demo', span(7))).toMatchObject({ count: 4 })
    expect(await joinTimes(database.sql, 'other', span(7))).toEqual({ count: 0, medianMs: null, p95Ms: null })
  })

  test('a joining that Telegram tells in whole seconds did not come before its payment', async () => {
    await read(database.sql, [granted('a', noon - 300), paid('a', noon - 300), joined('a', noon - 1000)])
    expect(await joinTimes(database.sql, 'demo', span(1))).toEqual({ count: 1, medianMs: 0, p95Ms: 0 })
  })

  test('what happened at each channel, and the newest denials', async () => {
    const denied = (of: string, reason: string, at = noon) =>
      subscriptionFact('access_denied', { of, at, fields: { ...ended, deny_reason: reason, asked_by: 'telegram:7' } })
    await read(database.sql, [
      granted('a', noon),
      granted('b', noon),
      subscriptionFact('access_expired', { fields: { ...ended, reason: 'expired' } }),
      subscriptionFact('access_revoked', { fields: { ...ended, reason: 'refund' } }),
      denied('a', 'stranger', noon - hour),
      denied('b', 'ended'),
      denied('b', 'ended', noon - 2 * day),
    ])
    expect(await accessCounts(database.sql, 'demo', span(1))).toEqual([
      { type: 'access_granted', chatId: '-1001', title: null, reason: null, count: 2 },
      { type: 'access_denied', chatId: '-1001', title: null, reason: 'ended', count: 1 },
      { type: 'access_denied', chatId: '-1001', title: null, reason: 'stranger', count: 1 },
      { type: 'access_expired', chatId: '-1001', title: null, reason: null, count: 1 },
      { type: 'access_revoked', chatId: '-1001', title: null, reason: 'refund', count: 1 },
    ])
    expect(await newestDenials(database.sql, 'demo', span(1), 1)).toEqual([
      { subscriptionId: 'b', number: 2001, chatId: '-1001', reason: 'ended', askedBy: 'telegram:7', at: now },
    ])
  })
})
