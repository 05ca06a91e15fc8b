import { setTimeout as sleep } from 'node:timers/promises'
import { openClub, owner, type Club } from './club'

/** What happens to a subscription from several sides at once, on the real server. */
let club: Club
beforeAll(async () => {
  club = await openClub({ time: 'is real' })
}, 120_000)
afterAll(() => club.close())
beforeEach(async () => {
  club.room.members.clear()
  await club.settle()
})

const buyer = { by: 'buyer' } as const

test('money that comes after its time was up is taken, and the subscription runs again', async () => {
  await club.settle({ depositExpiryMs: 1_000 })
  const subscriber = await club.subscribe()
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  await subscriber.lands(1, 'late-1')
  await subscriber.inState('active')
  await subscriber.settled()
  await subscriber.untilTold('late_money', 1)
  await subscriber.untilTold('access_opened', 1)
  expect(await subscriber.events()).toContain('access_granted')
})

test('the same money told twice, and by two copies of the bot, is one period', async () => {
  const subscriber = await club.subscribe()
  await subscriber.paymentIn(1, 'due')
  await Promise.all([1, 2, 3].map(() => subscriber.lands(1, 'same-charge')))
  await subscriber.inState('active')
  await subscriber.settled()
  const [row] =
    await club.sql`SELECT count(*)::int AS count FROM payments WHERE subscription_id = ${subscriber.id} AND state = 'paid'`
  expect(row).toEqual({ count: 1 })
})

test('two renewals that Telegram tells of together are two periods', async () => {
  const planId = await club.plan({ starPrice: 300 })
  const subscriber = await club.subscribe({ planId })
  await subscriber.paymentIn(1, 'due')
  await subscriber.stars('first', 300, { recurring: 'first' })
  await subscriber.inState('active')
  await Promise.all(['second', 'third'].map((charge) => subscriber.stars(charge, 300, { recurring: 'renewal' })))
  await subscriber.paymentIn(3, 'paid')
  const [row] = await club.sql<{ days: number }[]>`
    SELECT extract(day FROM paid_until - created_at)::int AS days FROM subscriptions WHERE id = ${subscriber.id}`
  expect([row!.days >= 89 && row!.days <= 90, await club.refundsOf(subscriber)]).toEqual([true, []])
})

test('cancelled and paid in the same moment: what was paid for is there, whatever came first', async () => {
  for (let round = 0; round < 3; round++) {
    const subscriber = await club.subscribe()
    await subscriber.pay(1)
    await subscriber.inState('active')
    await club.lifecycles.renewNow(subscriber.address, buyer)
    await subscriber.paymentIn(2, 'due')
    await Promise.all([
      subscriber.lands(2, `crossing-${round}`),
      club.lifecycles.cancelRenewal(subscriber.address, buyer),
    ])
    await subscriber.paymentIn(2, 'paid')
    const { until } = (await subscriber.row())!
    expect(Math.round((until!.getTime() - Date.now()) / 86_400_000)).toBe(60)
    expect(['active', 'cancelled']).toContain(await subscriber.state())
  }
})

test('a plan that is not sold any more, or full: told to the buyer, and nothing is written', async () => {
  const planId = await club.plan({ seats: 1 })
  const first = await club.subscribe({ planId })
  const second = await club.subscribe({ planId, unplaced: true })
  expect(await second.ended()).toEqual({ state: 'expired' })
  expect(await second.row()).toBeUndefined()
  expect(club.shop.told.filter(({ kind }) => kind === 'subscription_rejected')).toHaveLength(1)
  expect(await first.state()).toBe('incomplete')
})

test('a message about what was never sold is refused at once, and nothing is left waiting', async () => {
  const nothing = { businessId: (await club.subscribe()).address.businessId, subscriptionId: 'never' }
  await expect(club.lifecycles.cancelRenewal(nothing, buyer)).rejects.toMatchObject({
    cause: { type: 'SubscriptionNeverSold' },
  })
  const handle = club.env.client.workflow.getHandle(`subscription/${nothing.businessId}/never`)
  expect(await handle.result()).toEqual({ state: 'expired' })
})

test('a second Star subscription for one invoice: its money goes back, and it charges no more; the first one does', async () => {
  const subscriber = await club.subscribe({ planId: await club.plan({ starPrice: 300 }) })
  await subscriber.stars('the-one', 300, { recurring: 'first' })
  await subscriber.inState('active')
  await subscriber.stars('one-too-many', 300, { recurring: 'first' })
  const renewals = () => club.sql<{ renewal: string }[]>`
    SELECT charge_id || ' ' || renewal AS renewal FROM star_subscriptions
    WHERE subscription_id = ${subscriber.id} ORDER BY charge_id DESC`
  await club.shop.book(async () => {
    const stopped = (await renewals()).map(({ renewal }) => renewal)
    return stopped.join() === 'the-one on,one-too-many off' ? true : undefined
  }, 'Telegram is told to charge no more for the second')
  expect(await club.refundsOf(subscriber)).toEqual(['stars paid_twice'])
})

test('another plan at once while the old price is asked for: the new one is asked for, however soon it is wanted', async () => {
  const dear = await club.plan({ price: '18000000' })
  const subscriber = await club.subscribe()
  await subscriber.untilTold('payment_due', 1)
  await subscriber.pay(1)
  await subscriber.inState('active')
  await club.lifecycles.renewNow(subscriber.address, buyer)
  await subscriber.untilTold('payment_due', 2)
  await club.lifecycles.changePlan(subscriber.address, buyer, { planId: dear, atOnce: true })
  await club.lifecycles.renewNow(subscriber.address, buyer)
  await subscriber.untilTold('payment_due', 3)
  await subscriber.paymentIn(2, 'due')
  expect([...(await club.sql`SELECT amount FROM payments WHERE id = ${subscriber.period(2).paymentId}`)]).toEqual([
    { amount: 18_000_000n },
  ])
})

test('a second press of the same screen starts nothing', async () => {
  const subscriber = await club.subscribe()
  const request = { buyerId: 'telegram:42', planId: await club.plan(), consentVersion: 'v2', offersOk: true }
  expect(await club.lifecycles.subscribe(subscriber.address, request)).toBe(false)
})

test('given up before it was paid: the request is taken back and the subscription is over', async () => {
  const subscriber = await club.subscribe()
  await subscriber.paymentIn(1, 'due')
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'expired' })
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.paymentState(1)).toBe('cancelled')
  expect(await club.lifecycles.renewNow(subscriber.address, buyer)).toEqual({ ok: false, state: 'expired' })
})

test('an old button cancels what has ended: answered, and money that comes later still gives access', async () => {
  await club.settle({ depositExpiryMs: 1_000 })
  const subscriber = await club.subscribe()
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({
    ok: false,
    state: 'expired',
    refusal: 'not_now',
  })
  await subscriber.lands(1, 'late-after-button')
  await subscriber.inState('active')
  await subscriber.settled()
})

test('the money went back while Telegram is away: the lifecycle waits with its last words, and does not spin', async () => {
  const subscriber = await club.subscribe()
  await subscriber.pay(1)
  await subscriber.inState('active')
  await subscriber.settled()
  subscriber.enters()
  club.room.trouble = new Error('ECONNRESET')
  expect(await club.lifecycles.askRefund(subscriber.address, owner, 'asked')).toBe('given')
  await club.confirmRefund(subscriber.period(1), `${subscriber.id}.1`)
  await subscriber.inState('refunded')
  const handle = club.env.client.workflow.getHandle(`subscription/${subscriber.address.businessId}/${subscriber.id}`)
  await sleep(3_000)
  club.room.trouble = null
  expect(await subscriber.ended()).toEqual({ state: 'refunded' })
  // Temporal counts what was done without waiting only once it has waited.
  expect((await handle.describe()).historyLength).toBeLessThan(150)
})
