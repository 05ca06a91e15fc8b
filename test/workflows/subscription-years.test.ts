import { subscriptionWorkflowId } from '../../domain/ids'
import { openClub, owner, type Club } from './club'
import { day, hour } from './shop'

let club: Club
beforeAll(async () => {
  club = await openClub()
  await club.settle()
}, 120_000)
afterAll(() => club.close())

const buyer = { by: 'buyer' } as const

test('thirty-six periods: paid in time, late, early, after a failure, one refunded, and the code changes under way', async () => {
  const planId = await club.plan({ starPrice: 300 })
  const subscriber = await club.subscribe({ planId })
  const runs = new Set<string>()
  const ways = ['in time', 'in grace', 'early', 'in time', 'after a failure'] as const
  let expected = 0
  let end = 0

  /** The book agrees with what was paid, and the buyer is in the channel. */
  const check = async () => {
    expect(Math.round((await subscriber.row())!.until!.getTime() / hour)).toBe(Math.round(end / hour))
    await subscriber.settled()
    if (!subscriber.isIn()) subscriber.enters()
    runs.add(await subscriber.run())
  }
  const until = async (moment: number) => {
    const ms = moment - (await club.env.currentTimeMs())
    if (ms > 0) await club.env.sleep(ms)
  }

  let failures = 0
  /** Telegram could not charge for the next period. */
  const fails = async () => {
    await subscriber.starNews('failed')
    await subscriber.untilTold('star_renewal_failed', ++failures)
  }

  await subscriber.stars('the-first', 300, { recurring: 'first' })
  await subscriber.inState('active')
  await fails()
  end = (await subscriber.row())!.until!.getTime()
  expected = 1
  await check()
  for (let period = 2; period <= 36; period++) {
    const way = period === 20 ? 'refunded' : ways[period % ways.length]!
    const before = await subscriber.run()
    switch (way) {
      case 'in time':
        await until(end - 12 * hour)
        await subscriber.pay(period)
        break
      case 'early':
        await until(end - 20 * day)
        await club.lifecycles.renewNow(subscriber.address, buyer)
        await subscriber.pay(period)
        break
      case 'in grace':
        await until(end + day)
        await subscriber.inState('grace')
        await subscriber.pay(period)
        break
      case 'after a failure':
        await until(end + hour)
        await subscriber.inState('grace')
        await fails()
        await subscriber.pay(period)
        break
      case 'refunded':
        // The money of the period that runs goes back, and all is over. A release later staff give a day to think it over.
        expect(await club.lifecycles.askRefund(subscriber.address, owner, 'asked')).toBe('given')
        await club.confirmRefund(subscriber.period(period - 1), `${subscriber.id}.${period - 1}`)
        expect(await subscriber.ended()).toEqual({ state: 'refunded' })
        expect(subscriber.isIn()).toBe(false)
        await club.shop.deploy(require.resolve('./next-release'))
        end = (await club.env.currentTimeMs()) + day
        await subscriber.isGiven(day)
        await club.lifecycles.renewNow(subscriber.address, buyer)
        await subscriber.pay(period)
        break
    }
    end += 30 * day
    expected++
    await subscriber.untilDays(end - 30 * day, 30)
    await subscriber.nextRun(before)
    await check()
  }

  expect(await subscriber.facts('subscription_period_begun', 0)).toHaveLength(expected)
  expect(runs.size).toBe(36)
  const [book] = await club.sql<{ paid: number; refunded: number; doubled: number }[]>`
    SELECT count(*) FILTER (WHERE state = 'paid')::int AS paid, count(*) FILTER (WHERE state = 'refunded')::int AS refunded,
           (SELECT count(*)::int FROM refunds r WHERE r.payment_id LIKE ${`${subscriber.id}.%`} AND r.reason = 'paid_twice') AS doubled
    FROM payments WHERE subscription_id = ${subscriber.id}`
  expect(book).toEqual({ paid: 35, refunded: 1, doubled: 0 })
  // No gap but the one that the refund made.
  expect(await subscriber.facts('access_granted', 0)).toHaveLength(2)
  expect(await subscriber.facts('access_revoked', 0)).toHaveLength(1)
  expect(await subscriber.facts('access_expired', 0)).toEqual([])
  const handle = club.env.client.workflow.getHandle(
    subscriptionWorkflowId(subscriber.address.businessId, subscriber.id),
  )
  const { events = [] } = await handle.fetchHistory()
  expect(events?.some(({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_patch')).toBe(true)
  expect(events!.length).toBeLessThan(150)
}, 240_000)
