import { DateTime } from 'luxon'
import { performPayment, releaseOverdueHold } from '../../db/ledger'
import { paymentByRef } from '../../db/transactions'
import { noteStarRenewal, noteStarSettled, unsettledStarsOf } from '../../db/star-subscriptions'
import { progressOfSubscription } from '../../db/subscription-progress'
import { refundPeriod } from '../../db/subscription-refunds'
import { changePlan, extendSubscription, pauseSubscription, stepSubscription } from '../../db/subscription-steps'
import { placeSubscription, type SubscriptionWish } from '../../db/subscriptions'
import type { Db as Sql } from '../../db/types'
import { eventCatalog, type EventType } from '../../domain/events'
import { businessId, entriesOf, hour, openBook, refundsOf, said, stateOf, type Book } from './book'

const day = 24 * hour
/** 90 000 soʻm. */
const price = 9_000_000n

let book: Book
let sql: Sql
let made = 0
beforeAll(async () => {
  book = await openBook({ settings: { minorPerStar: '25000' } })
  sql = book.sql
  await sql`INSERT INTO channels (business_id, chat_id, title) VALUES (${businessId}, '-1001', 'Club')`
})
afterAll(() => book.close())
beforeEach(() => {
  book.clock.now = book.start
})

async function plan({ unit = 'day', count = 30, starPrice = null as number | null, active = true } = {}) {
  const id = `plan${++made}`
  await sql`
    INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, star_price, active)
    VALUES (${businessId}, ${id}, '{"en": "Club"}', '{"en": ""}', ${unit}, ${count}, ${price.toString()}, ${starPrice}, ${active})`
  await sql`INSERT INTO plan_channels (business_id, plan_id, chat_id) VALUES (${businessId}, ${id}, '-1001')`
  return id
}

const wishFor = (planId: string): SubscriptionWish => ({ buyerId: 'telegram:42', planId, consentVersion: '1' })
const place = (subscriptionId: string, planId: string) =>
  placeSubscription(sql, { businessId, subscriptionId }, wishFor(planId), book.clock.now)

/** A subscription whose first period is due. */
async function subscribed(terms: Parameters<typeof plan>[0] = {}) {
  const id = `sub${++made}`
  const planId = await plan(terms)
  await place(id, planId)
  const period = (number: number) => ({ businessId, paymentId: `${id}.${number}` })
  await book.open(period(1))
  return {
    id,
    planId,
    period,
    /** Pays a period in cash. */
    pay: async (number: number) => {
      await book.open(period(number))
      return book.land(period(number), 'manual', `${id}-cash-${number}`, price)
    },
    stands: async () => {
      const [row] = await sql<{ state: string; until: Date | null }[]>`
        SELECT state, paid_until AS until FROM subscriptions WHERE id = ${id}`
      return [row!.state, row!.until === null ? null : (row!.until.getTime() - book.start) / day]
    },
  }
}

const eventsOf = (id: string) =>
  sql<{ type: EventType; payload: unknown }[]>`
    SELECT type, payload FROM business_events WHERE subscription_id = ${id} ORDER BY seq`

test('agreed to, and paid by Payme: the period begins in the transaction of the money', async () => {
  const { id, period, stands } = await subscribed()
  expect(await stands()).toEqual(['incomplete', null])
  expect(said(await book.hold(period(1), 'payme', 'a'.repeat(24), price))).toBe('held')
  expect((await book.perform(period(1), 'payme', 'a'.repeat(24))).landing).toBe('paid')
  expect(await stands()).toEqual(['active', 30])
  expect([await stateOf(sql, period(1)), await stateOf(sql, period(2))]).toEqual(['paid', 'scheduled'])
  const events = await eventsOf(id)
  expect(events.map(({ type }) => type)).toEqual([
    'subscription_created',
    'payment_opened',
    'payment_held',
    'subscription_period_begun',
    'access_granted',
    'payment_performed',
  ])
  for (const { type, payload } of events) expect(eventCatalog[type].safeParse(payload).error).toBeUndefined()
})

test('placed again it is the same; a plan that is not sold, or never was, is refused and nothing is written', async () => {
  const planId = await plan()
  expect(await place('twice', planId)).toEqual({ placed: true, paymentId: 'twice.1' })
  expect(await place('twice', planId)).toEqual({ placed: true, paymentId: 'twice.1' })
  const refused = { placed: false, reason: 'not_for_sale' }
  expect([await place('no1', await plan({ active: false })), await place('no2', 'nothing')]).toEqual([refused, refused])
  const rows = await sql`SELECT id FROM subscriptions WHERE id IN ('twice', 'no1', 'no2')`
  expect([...rows]).toEqual([{ id: 'twice' }])
})

test('what was sold stays as it was sold, though the plan changes', async () => {
  const { planId, pay, stands, period } = await subscribed()
  await sql`UPDATE plans SET price = 1, period_count = 1 WHERE id = ${planId}`
  await pay(1)
  expect(await stands()).toEqual(['active', 30])
  const [next] = await sql`SELECT amount FROM payments WHERE id = ${period(2).paymentId}`
  expect(next).toEqual({ amount: price })
})

test.each([
  ['while the time runs', 10, 60],
  ['in the days of grace', 31, 60],
])('paid for again %s, on day %s: the next period begins where the paid time ends, on day 30', async (_, on, until) => {
  const { id, pay, stands } = await subscribed()
  await pay(1)
  book.clock.now += on * day
  if (on > 30) await sql`UPDATE subscriptions SET state = 'grace' WHERE id = ${id}`
  await pay(2)
  expect(await stands()).toEqual(['active', until])
})

test('paid for again after its end: the period begins now', async () => {
  const { id, pay, stands } = await subscribed()
  await pay(1)
  book.clock.now += 45 * day
  await sql`UPDATE subscriptions SET state = 'expired' WHERE id = ${id}`
  await pay(2)
  expect(await stands()).toEqual(['active', 75])
})

test('months end on the day they began, as far as the month has it', async () => {
  book.clock.now = DateTime.fromISO('2026-01-31T12:00', { zone: 'Asia/Tashkent' }).toMillis()
  const { id, pay } = await subscribed({ unit: 'month', count: 1 })
  const ends: string[] = []
  for (const number of [1, 2, 3]) {
    await pay(number)
    const [row] = await sql<{ until: Date }[]>`SELECT paid_until AS until FROM subscriptions WHERE id = ${id}`
    ends.push(DateTime.fromJSDate(row!.until, { zone: 'Asia/Tashkent' }).toFormat('MM-dd HH:mm'))
  }
  expect(ends).toEqual(['02-28 12:00', '03-31 12:00', '04-30 12:00'])
})

test('a plan with a price in Stars takes that price, and not the rate', async () => {
  const { period } = await subscribed({ starPrice: 250 })
  const stars = (amount: string, externalId: string) => ({
    provider: 'stars' as const,
    externalId,
    landed: { money: { amount, currency: 'XTR' as const }, providerTime: book.start },
  })
  expect((await performPayment(sql, period(1), stars('360', 'by-rate'), book.start)).landing).toBe('wrong_amount')
  expect((await performPayment(sql, period(1), stars('250', 'by-plan'), book.start)).landing).toBe('paid')
  expect(await refundsOf(sql, period(1))).toEqual(['stars wrong_amount requested'])
})

test('a provider that costs another price is asked and paid that price, and no other', async () => {
  const { id, period, stands } = await subscribed()
  await sql`UPDATE payments SET prices = '{"click": "9500000"}' WHERE id = ${period(1).paymentId}`
  const [row] = await sql<{ ref: string }[]>`SELECT ref FROM payments WHERE id = ${period(1).paymentId}`
  const priceAt = async (provider: 'payme' | 'click') =>
    (await paymentByRef(sql, businessId, { ref: row!.ref, provider }))?.amount
  expect([await priceAt('payme'), await priceAt('click')]).toEqual([price, 9_500_000n])
  expect(said(await book.hold(period(1), 'click', `${id}-wrong`, price))).toBe('wrong_amount')
  expect(said(await book.hold(period(1), 'click', `${id}-right`, 9_500_000n))).toBe('held')
  expect((await book.perform(period(1), 'click', `${id}-right`)).landing).toBe('paid')
  expect(await stands()).toEqual(['active', 30])
})

test('money that comes after the first payment has expired gives its time all the same', async () => {
  const { period, stands } = await subscribed()
  book.clock.now += 2 * day
  expect(await book.expire(period(1))).toBe('expired')
  const late = () => book.land(period(1), 'telegram_fiat', `late-${period(1).paymentId}`, price)
  expect((await late()).landing).toBe('revived')
  expect(await stands()).toEqual(['active', 32])
  expect((await late()).landing).toBe('revived')
  expect(await stands()).toEqual(['active', 32])
})

test('paid twice: one period begins, and the second money goes back', async () => {
  const { period, stands, pay } = await subscribed()
  await pay(1)
  expect((await book.land(period(1), 'telegram_fiat', 'again', price)).landing).toBe('paid_twice')
  expect(await stands()).toEqual(['active', 30])
  expect(await refundsOf(sql, period(1))).toEqual(['telegram_fiat paid_twice requested'])
})

test('money that goes back ends the paid time at that moment, and a new payment begins it anew', async () => {
  const { id, period, stands, pay } = await subscribed()
  await pay(1)
  book.clock.now += 3 * day
  expect(said(await book.refund(period(1), 'manual', `${id}-cash-1`, false))).toBe('refunded')
  expect(await stands()).toEqual(['refunded', 3])
  expect((await entriesOf(sql, period(1))).at(-1)).toBe('refund manual 9000000')
  await pay(2)
  expect(await stands()).toEqual(['active', 33])
})

test('a refund of an earlier period takes what is left of its time, and the later one moves up', async () => {
  const { id, period, stands, pay } = await subscribed()
  await pay(1)
  await pay(2)
  book.clock.now += 10 * day
  await book.refund(period(1), 'manual', `${id}-cash-1`, false)
  expect(await stands()).toEqual(['active', 40])
  book.clock.now += 5 * day
  await book.refund(period(2), 'manual', `${id}-cash-2`, false)
  expect(await stands()).toEqual(['refunded', 15])
})

test('one period paid by two at once begins once', async () => {
  const { period, stands } = await subscribed()
  const [one, two] = [book.database.connectAgain({ max: 1 }), book.database.connectAgain({ max: 1 })]
  const landings = await Promise.all([
    book.land(period(1), 'manual', `${period(1).paymentId}-a`, price, one),
    book.land(period(1), 'telegram_fiat', `${period(1).paymentId}-b`, price, two),
  ])
  expect(landings.map(({ landing }) => landing)).toContain('paid')
  expect(await stands()).toEqual(['active', 30])
})

test('a worker that dies after it has put a refund down: asked again, the refund is taken up', async () => {
  const { id, pay, period } = await subscribed()
  await pay(1)
  const wish = { actor: 'buyer', reason: 'cancelled_by_buyer', isStaff: false }
  const ask = () => refundPeriod(sql, { businessId, subscriptionId: id }, wish, book.clock.now)
  const wanted = {
    asksOwner: false,
    paymentId: `${id}.1`,
    transactions: [{ provider: 'manual', externalId: `${id}-cash-1`, paymentId: `${id}.1` }],
  }
  expect([await ask(), await ask()]).toEqual([wanted, wanted])
  expect(await refundsOf(sql, period(1))).toEqual(['manual cancelled_by_buyer requested'])
})

describe('renewals by Telegram', () => {
  /** A subscription whose first period Telegram charged for, and will again. */
  async function renewed() {
    const subscriber = await subscribed({ starPrice: 250 })
    const { id } = subscriber
    const key = { businessId, subscriptionId: id }
    const invoice = (number: number) => subscriber.period(number).paymentId
    const charged = (externalId: string, recurring: 'first' | 'renewal', of = 1) => {
      const landed = { money: { amount: '250', currency: 'XTR' as const }, providerTime: book.start, recurring }
      const charge = { provider: 'stars' as const, externalId: `${id}-${externalId}`, landed }
      return performPayment(sql, subscriber.period(of), charge, book.clock.now++)
    }
    await charged('first', 'first')
    return {
      ...subscriber,
      charged,
      step: (action: 'cancel' | 'resume' | 'revoke' | 'flag') =>
        stepSubscription(sql, key, { action, actor: 'buyer', reason: 'test' }, book.clock.now),
      change: (planId: string, atOnce: boolean) =>
        changePlan(sql, key, { planId, atOnce, actor: 'buyer' }, book.clock.now),
      said: (renewal: 'on' | 'off' | 'failed', of = 1) =>
        noteStarRenewal(sql, key, { paymentId: invoice(of), renewal }, ++book.clock.now),
      /** What Telegram has to be told, and is. */
      settled: async () => {
        const unsettled = await unsettledStarsOf(sql, key)
        for (const one of unsettled) await noteStarSettled(sql, key, one, ++book.clock.now)
        expect((await progressOfSubscription(sql, key))?.starsUnsettled).toBe(false)
        return unsettled.map(({ chargeId, stop }) => `${stop ? 'stop' : 'allow'} ${chargeId.slice(id.length + 1)}`)
      },
      now: async () => (await progressOfSubscription(sql, key))?.starRenewal,
    }
  }

  test('once more after the buyer has cancelled: the time is given, and no more is wanted', async () => {
    const { charged, step, stands, settled, now } = await renewed()
    expect([await settled(), await now()]).toEqual([[], 'on'])
    expect((await step('cancel')).state).toBe('cancelled')
    expect((await charged('second', 'renewal')).landing).toBe('paid')
    expect(await stands()).toEqual(['cancelled', 60])
    expect([await settled(), await now()]).toEqual([['stop first'], 'off'])
  })

  test('stopped by us, and wanted again: the buyer is allowed to switch them on', async () => {
    const { step, said, settled, now } = await renewed()
    await step('cancel')
    expect(await settled()).toEqual(['stop first'])
    await step('resume')
    expect([await settled(), await now()]).toEqual([['allow first'], 'off'])
    expect([await said('on'), await settled(), await now()]).toEqual([{ counts: true }, [], 'on'])
  })

  test('stopped by the buyer in Telegram: nothing is ours to allow', async () => {
    const { step, said, settled } = await renewed()
    expect(await said('off')).toEqual({ counts: true })
    await step('cancel')
    await step('resume')
    expect(await settled()).toEqual([])
  })

  test('begun anew after a failure, then the old ones switched on again: only the new ones may charge', async () => {
    const { charged, said, settled, now } = await renewed()
    await said('failed')
    expect(await settled()).toEqual([])
    expect((await charged('anew', 'first', 2)).landing).toBe('paid')
    // Telegram may yet charge for the ones that failed.
    expect([await settled(), await now()]).toEqual([['stop first'], 'on'])
    expect([await said('on'), await now()]).toEqual([{ counts: false }, 'on'])
    expect(await settled()).toEqual(['stop first'])
    expect(await said('off')).toEqual({ counts: false })
    expect([await said('off', 2), await now()]).toEqual([{ counts: true }, 'off'])
  })

  test('a first charge that goes straight back: it is stopped, and the ones that stood go on', async () => {
    const { charged, settled, now } = await renewed()
    expect((await charged('doubled', 'first')).landing).toBe('paid_twice')
    expect([await settled(), await now()]).toEqual([['stop doubled'], 'on'])
  })

  test('for a subscription that has ended, and whose seat is taken: the money goes back', async () => {
    const { id, planId, charged, step, stands } = await renewed()
    await sql`UPDATE plans SET seats = 1 WHERE id = ${planId}`
    await step('revoke')
    await place(`sub${++made}`, planId)
    expect((await charged('late', 'renewal')).landing).toBe('late_money')
    expect((await stands())[0]).toBe('expired')
    expect(await refundsOf(sql, { paymentId: `${id}.2` })).toEqual(['stars late_money requested'])
  })

  test('another plan has another price: they are stopped for good', async () => {
    const { change, pay, settled } = await renewed()
    const dear = await subscribed({ starPrice: 500 })
    await change(dear.planId, true)
    expect(await settled()).toEqual(['stop first'])
    await pay(2)
    expect(await settled()).toEqual([])
  })

  test('a failed one whose buyer cancels: it must not be charged when there are Stars again', async () => {
    const { said, step, settled, now } = await renewed()
    await said('failed')
    await step('cancel')
    expect([await settled(), await now()]).toEqual([['stop first'], 'off'])
  })

  test('the same plan again at another price: the old renewals stay stopped', async () => {
    const { id, change, pay, settled } = await renewed()
    const other = await subscribed({ starPrice: 500 })
    const [{ planId } = { planId: '' }] = await sql<
      { planId: string }[]
    >`SELECT plan_id AS "planId" FROM subscriptions WHERE id = ${id}`
    await change(other.planId, true)
    await pay(2)
    await sql`UPDATE plans SET star_price = 300 WHERE id = ${planId}`
    await change(planId, true)
    await pay(3)
    expect(await settled()).toEqual(['stop first'])
    expect(await settled()).toEqual([])
  })

  test('under review they go on, until the buyer cancels', async () => {
    const { step, settled } = await renewed()
    expect([(await step('flag')).state, await settled()]).toEqual(['flagged', []])
    expect([(await step('cancel')).state, await settled()]).toEqual(['flagged', ['stop first']])
  })

  test('ended by staff: nothing is charged for any more', async () => {
    const { step, settled } = await renewed()
    await step('revoke')
    expect(await settled()).toEqual(['stop first'])
  })
})

test('a full plan cannot be changed to', async () => {
  const full = await subscribed()
  await sql`UPDATE plans SET seats = 1 WHERE id = ${full.planId}`
  const { id, pay } = await subscribed()
  await pay(1)
  const change = { planId: full.planId, atOnce: true, actor: 'buyer' }
  const answer = await changePlan(sql, { businessId, subscriptionId: id }, change, book.clock.now)
  expect(answer).toEqual({ done: false, state: 'active', refusal: 'not_for_sale' })
})

test('what got no link while the flag was up is settled again when it is lifted', async () => {
  const { id, pay } = await subscribed()
  await pay(1)
  const key = { businessId, subscriptionId: id }
  const step = (action: 'flag' | 'unflag') =>
    stepSubscription(sql, key, { action, actor: 'staff:1', reason: 'test' }, book.clock.now)
  await step('flag')
  await sql`UPDATE access_grants SET settled_at = now(), outcome = 'flagged' WHERE subscription_id = ${id}`
  await step('unflag')
  expect((await progressOfSubscription(sql, key))?.accessUnsettled).toBe('open')
})

describe('in a pause that began on day 10 of 30 and ends on day 41', () => {
  const paused = async () => {
    const subscriber = await subscribed()
    await subscriber.pay(1)
    const key = { businessId, subscriptionId: subscriber.id }
    const pause = (to: boolean) =>
      pauseSubscription(sql, key, { paused: to, actor: 'staff:1', reason: 'test' }, book.clock.now)
    book.clock.now += 10 * day
    await pause(true)
    book.clock.now += 30 * day
    const goOn = async () => {
      book.clock.now += day
      await pause(false)
      return subscriber.stands()
    }
    return { ...subscriber, key, goOn }
  }

  test('another period is paid for: what was left and what is new, not a day more', async () => {
    const { pay, goOn } = await paused()
    await pay(2)
    expect(await goOn()).toEqual(['active', 41 + 20 + 30])
  })

  test('time is given: what was left and what is new', async () => {
    const { key, goOn } = await paused()
    const grant = {
      id: `${key.subscriptionId}/comp`,
      kind: 'comp',
      ms: 5 * day,
      actor: 'staff:1',
      reason: 'test',
    } as const
    await extendSubscription(sql, key, grant, book.clock.now)
    expect(await goOn()).toEqual(['active', 41 + 20 + 5])
  })

  test('another plan is paid for at once: the money of the days that are left is not lost', async () => {
    const { key, pay, goOn } = await paused()
    await changePlan(sql, key, { planId: await plan(), atOnce: true, actor: 'buyer' }, book.clock.now)
    await pay(2)
    expect(await goOn()).toEqual(['active', 41 + 20 + 30])
  })
})

test('money of a hold that ended before another plan was chosen is not that plan’s price: it goes back', async () => {
  const { id, period, stands, pay } = await subscribed()
  await pay(1)
  const dear = await plan({ count: 90 })
  await sql`UPDATE plans SET price = price * 3 WHERE id = ${dear}`
  await book.open(period(2))
  await book.hold(period(2), 'click', `${id}-prepared`, price)
  book.clock.now += hour
  await releaseOverdueHold(sql, period(2), book.clock.now)
  const key = { businessId, subscriptionId: id }
  await changePlan(sql, key, { planId: dear, atOnce: false, actor: 'buyer' }, book.clock.now)
  expect((await book.perform(period(2), 'click', `${id}-prepared`)).landing).toBe('wrong_amount')
  expect(await stands()).toEqual(['active', 30])
  expect(await refundsOf(sql, period(2))).toEqual(['click wrong_amount requested'])
})

describe('a pause', () => {
  const pause = (id: string, paused: boolean) => {
    const key = { businessId, subscriptionId: id }
    return pauseSubscription(sql, key, { paused, actor: 'staff:2002', reason: 'test' }, book.clock.now)
  }

  test('a refund within it takes all that was left when it began', async () => {
    const { id, stands, pay, period } = await subscribed()
    await pay(1)
    await pay(2)
    book.clock.now += 10 * day
    await pause(id, true)
    book.clock.now += 40 * day
    await book.refund(period(1), 'manual', `${id}-cash-1`, false)
    await pause(id, false)
    expect(await stands()).toEqual(['active', 80])
  })

  test('what is paid within it follows what was left when it began', async () => {
    const { id, stands, pay } = await subscribed()
    await pay(1)
    book.clock.now += 10 * day
    await pause(id, true)
    book.clock.now += 40 * day
    await pay(2)
    await pause(id, false)
    expect(await stands()).toEqual(['active', 100])
  })

  test('it ends with the subscription: who pays again is let in', async () => {
    const { id, stands, pay, period } = await subscribed()
    await pay(1)
    await pause(id, true)
    book.clock.now += 5 * day
    await book.refund(period(1), 'manual', `${id}-cash-1`, false)
    await pay(2)
    expect(await stands()).toEqual(['active', 35])
    const [right] = await sql`SELECT is_open AS "isOpen" FROM access_grants WHERE subscription_id = ${id}`
    expect(right).toEqual({ isOpen: true })
  })

  test('a day of the paused period buys as much of another plan as before', async () => {
    const { id, stands, pay } = await subscribed()
    const other = await plan({ count: 30 })
    await pay(1)
    book.clock.now += 10 * day
    await pause(id, true)
    book.clock.now += 10 * day
    await pause(id, false)
    const key = { businessId, subscriptionId: id }
    await changePlan(sql, key, { planId: other, atOnce: true, actor: 'buyer' }, book.clock.now)
    await pay(2)
    expect(await stands()).toEqual(['active', 70])
  })
})

test('what a revoked period had left is not taken from the one after it', async () => {
  const { id, period, stands, pay } = await subscribed()
  await pay(1)
  book.clock.now += 10 * day
  const key = { businessId, subscriptionId: id }
  await stepSubscription(sql, key, { action: 'revoke', actor: 'staff:2002', reason: 'test' }, book.clock.now)
  await pay(2)
  await book.refund(period(1), 'manual', `${id}-cash-1`, false)
  expect(await stands()).toEqual(['active', 40])
})

describe('on day 10 of 30 another plan of the same price is taken at once', () => {
  const changed = async () => {
    const subscriber = await subscribed()
    const key = { businessId, subscriptionId: subscriber.id }
    const takes = async (number: number) => {
      await changePlan(sql, key, { planId: await plan(), atOnce: true, actor: 'buyer' }, book.clock.now)
      await subscriber.pay(number)
    }
    await subscriber.pay(1)
    book.clock.now += 10 * day
    await takes(2)
    const goesBack = (number: number) =>
      book.refund(subscriber.period(number), 'manual', `${subscriber.id}-cash-${number}`, false)
    return { ...subscriber, takes, goesBack }
  }

  test('the money of the first goes back: with it go the days that it had bought, and no others', async () => {
    const { stands, goesBack } = await changed()
    expect(await stands()).toEqual(['active', 10 + 30 + 20])
    await goesBack(1)
    expect(await stands()).toEqual(['active', 10 + 30])
  })

  test('the money of the second goes back: what the first had bought stays', async () => {
    const { stands, goesBack } = await changed()
    await goesBack(2)
    expect(await stands()).toEqual(['active', 10 + 20])
    await goesBack(1)
    expect((await stands())[0]).toBe('refunded')
  })

  test('a third plan at once: no money that was paid is lost, and none counts twice', async () => {
    const { stands, takes, goesBack } = await changed()
    await takes(3)
    expect(await stands()).toEqual(['active', 10 + 30 + 30 + 20])
    book.clock.now += 45 * day
    await takes(4)
    expect(await stands()).toEqual(['active', 55 + 30 + 15 + 20])
    await goesBack(1)
    expect(await stands()).toEqual(['active', 55 + 30 + 15])
  })
})
