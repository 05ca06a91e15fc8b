import { performPayment } from '../../db/ledger'
import { changePlan, pauseSubscription, stepSubscription, type SubscriptionStep } from '../../db/subscription-steps'
import { placeSubscription } from '../../db/subscriptions'
import type { Db as Sql } from '../../db/types'
import { businessId, hour, openBook, refundsOf, said, stateOf, type Book, type PaymentKey } from './book'

/** Two steps at once of one subscription, or of two that want one seat. Who is first is the machine's choice. */
let book: Book
let sql: Sql
let one: Sql
let two: Sql
let made = 0
beforeAll(async () => {
  book = await openBook()
  sql = book.sql
  one = book.database.connectAgain({ max: 1 })
  two = book.database.connectAgain({ max: 1 })
  await Promise.all([one`SELECT 1`, two`SELECT 1`])
  await sql`INSERT INTO channels (business_id, chat_id, title) VALUES (${businessId}, '-1001', 'Club')`
  await plan('club', { price })
  await plan('year', { price: price * 10n })
})
afterAll(() => book.close())
beforeEach(() => {
  book.clock.now = book.start
})

const day = 24 * hour
const price = 9_000_000n

async function plan(id: string, { price: cost, seats = null }: { price: bigint; seats?: number | null }) {
  await sql`
    INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, star_price, seats)
    VALUES (${businessId}, ${id}, '{"en": "Club"}', '{"en": ""}', 'day', 30, ${cost.toString()}, 360, ${seats})`
  await sql`INSERT INTO plan_channels (business_id, plan_id, chat_id) VALUES (${businessId}, ${id}, '-1001')`
}

async function often(race: (round: number) => Promise<void>) {
  for (let round = 0; round < 20; round++) {
    book.clock.now = book.start
    await race(round)
  }
}

const place = (subscriptionId: string, planId: string, by: Sql = sql) =>
  placeSubscription(
    by,
    { businessId, subscriptionId },
    { buyerId: 'telegram:42', planId, consentVersion: '1' },
    book.clock.now,
  )

/** Telegram charges for a further period, and names the first invoice. */
const renewBy = (key: PaymentKey, externalId: string, by: Sql) =>
  performPayment(
    by,
    key,
    {
      provider: 'stars',
      externalId,
      landed: { money: { amount: '360', currency: 'XTR' }, providerTime: book.clock.now, recurring: 'renewal' },
    },
    book.clock.now,
  )

/** A subscription with so many periods paid, the next one asked for. */
async function subscribed(periods: number, planId = 'club') {
  const id = `race${++made}`
  await place(id, planId)
  const period = (number: number) => ({ businessId, paymentId: `${id}.${number}` })
  const key = { businessId, subscriptionId: id }
  for (let number = 1; number <= periods; number++) {
    await book.open(period(number))
    await book.land(period(number), 'manual', `${id}-${number}`, price)
  }
  await book.open(period(periods + 1))
  return {
    id,
    key,
    period,
    step: (action: SubscriptionStep['action'], by: Sql = sql) =>
      stepSubscription(by, key, { action, actor: 'staff:2002', reason: 'test' }, book.clock.now),
    /** State, the day until which it is paid, and in how many channels the buyer may be. */
    stands: async () => {
      const [row] = await sql<{ state: string; until: Date; open: number }[]>`
        SELECT state, paid_until AS until, (SELECT count(*)::int FROM access_grants g
          WHERE g.subscription_id = s.id AND g.is_open) AS open FROM subscriptions s WHERE id = ${id}`
      return [row!.state, (row!.until.getTime() - book.start) / day, row!.open]
    },
  }
}

test('the money comes at the moment the subscription expires: its time runs from now, or from the paid days if it was first', () =>
  often(async (round) => {
    const { id, period, step, stands } = await subscribed(1)
    book.clock.now += 33 * day
    const expire = () => step('expire', one)
    const pay = () => book.land(period(2), 'telegram_fiat', `${id}-late`, price, two)
    const money = round % 2 ? pay() : undefined
    const [expired, { landing }] = await Promise.all([expire(), money ?? pay()])
    expect(landing).toBe('paid')
    expect(await stands()).toEqual(['active', expired.done ? 63 : 60, 1])
    expect(await refundsOf(sql, period(2))).toEqual([])
    expect(expired.state).toBe(expired.done ? 'expired' : 'active')
  }))

test('a period goes back while the next one is paid for: the next one keeps its whole time', () =>
  often(async () => {
    const { id, period, stands } = await subscribed(1)
    book.clock.now += 10 * day
    const [refunded, { landing }] = await Promise.all([
      book.refund(period(1), 'manual', `${id}-1`, false, one),
      book.land(period(2), 'telegram_fiat', `${id}-next`, price, two),
    ])
    expect([said(refunded), landing]).toEqual(['refunded', 'paid'])
    expect(await stands()).toEqual(['active', 40, 1])
  }))

test('two paid periods go back at once: no time is left, and none is lost to a deadlock', () =>
  often(async () => {
    const { id, period, stands } = await subscribed(2)
    book.clock.now += 10 * day
    const answers = await Promise.all([
      book.refund(period(1), 'manual', `${id}-1`, false, one),
      book.refund(period(2), 'manual', `${id}-2`, false, two),
    ])
    expect(answers.map(said)).toEqual(['refunded', 'refunded'])
    expect(await stands()).toEqual(['refunded', 10, 0])
  }))

test('a period goes back while a pause ends: only the time of the other period is left', () =>
  often(async () => {
    const { id, key, period, stands } = await subscribed(2)
    const pause = (paused: boolean, by: Sql) =>
      pauseSubscription(by, key, { paused, actor: 'staff:2002', reason: 'test' }, book.clock.now)
    book.clock.now += 10 * day
    await pause(true, sql)
    book.clock.now += 5 * day
    await Promise.all([pause(false, one), book.refund(period(1), 'manual', `${id}-1`, false, two)])
    expect(await stands()).toEqual(['active', 45, 1])
  }))

test('two renewals by Telegram at once pay for two periods', () =>
  often(async () => {
    const { id, period, stands } = await subscribed(1)
    const renew = (externalId: string, by: Sql) => renewBy(period(1), externalId, by)
    const answers = await Promise.allSettled([renew(`${id}-a`, one), renew(`${id}-b`, two)])
    // The one that waited may be asked to come again, and then finds the period after.
    for (const [index, { status }] of answers.entries()) {
      if (status === 'rejected') await renew(`${id}-${index === 0 ? 'a' : 'b'}`, sql)
    }
    expect(await stands()).toEqual(['active', 90, 1])
    expect(await Promise.all([1, 2, 3, 4].map((number) => stateOf(sql, period(number))))).toEqual([
      'paid',
      'paid',
      'paid',
      'scheduled',
    ])
  }))

test('one renewal told twice at once pays for one period', () =>
  often(async () => {
    const { id, period, stands } = await subscribed(1)
    const renew = (by: Sql) => renewBy(period(1), `${id}-once`, by)
    const answers = await Promise.allSettled([renew(one), renew(two)])
    if (answers.some(({ status }) => status === 'rejected')) await renew(sql)
    expect(await stands()).toEqual(['active', 60, 1])
    expect(await stateOf(sql, period(3))).toBe('scheduled')
  }))

test('the buyer cancels while the held money is performed: what was paid for is had', () =>
  often(async () => {
    const { id, period, step, stands } = await subscribed(1)
    await book.hold(period(2), 'payme', `${id}-hold`, price)
    const [cancelled, { landing }] = await Promise.all([
      step('cancel', one),
      book.perform(period(2), 'payme', `${id}-hold`, two),
    ])
    expect([cancelled, landing]).toEqual([{ done: true, state: 'cancelled' }, 'paid'])
    const [state, ...rest] = await stands()
    expect(rest).toEqual([60, 1])
    expect(['active', 'cancelled']).toContain(state)
  }))

test('two buyers want the last seat at once: one gets it', () =>
  often(async (round) => {
    await plan(`seat${round}`, { price, seats: 1 })
    const placements = await Promise.all([
      place(`s${round}a`, `seat${round}`, one),
      place(`s${round}b`, `seat${round}`, two),
    ])
    expect(placements.filter(({ placed }) => placed)).toHaveLength(1)
    expect(placements).toContainEqual({ placed: false, reason: 'no_seat' })
  }))

test('late money of two ended subscriptions wants the last seat at once: one goes on, the other’s money goes back', () =>
  often(async (round) => {
    const planId = `late${round}`
    await plan(planId, { price, seats: 1 })
    const ended = async () => {
      const subscriber = await subscribed(0, planId)
      book.clock.now += 2 * day
      await book.expire(subscriber.period(1))
      await subscriber.step('give_up')
      return subscriber
    }
    const [first, second] = [await ended(), await ended()]
    const landings = await Promise.all([
      book.land(first.period(1), 'telegram_fiat', `${first.id}-late`, price, one),
      book.land(second.period(1), 'telegram_fiat', `${second.id}-late`, price, two),
    ])
    expect(landings.map(({ landing }) => String(landing)).toSorted()).toEqual(['late_money', 'revived'])
  }))

test('another plan is chosen while a hold is taken: the period costs what the hold holds', () =>
  often(async () => {
    const { id, key, period } = await subscribed(1)
    const change = { planId: 'year', atOnce: false, actor: 'buyer' }
    const [changed, held] = await Promise.all([
      changePlan(one, key, change, book.clock.now),
      book.hold(period(2), 'payme', `${id}-hold`, price, two),
    ])
    const [row] = await sql<{ amount: bigint; next: string | null }[]>`
      SELECT amount, (SELECT next_plan_id FROM subscriptions WHERE id = ${id}) AS next
      FROM payments WHERE id = ${period(2).paymentId}`
    expect([changed.done, said(held), row]).toEqual(
      changed.done
        ? [true, 'wrong_amount', { amount: price * 10n, next: 'year' }]
        : [false, 'held', { amount: price, next: null }],
    )
  }))
