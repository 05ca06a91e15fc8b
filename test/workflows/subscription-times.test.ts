import { TelegramRefused } from '../../telegram/errors'
import { ended, openClub, owner, type Club } from './club'
import { day, hour, minute } from './shop'

/** Every timer of a subscription, with time that jumps. */
let club: Club
beforeAll(async () => {
  club = await openClub()
}, 120_000)
afterAll(() => club.close())
beforeEach(async () => {
  club.room.calls.length = 0
  await club.settle()
})

const now = () => club.env.currentTimeMs()
const buyer = { by: 'buyer' } as const
/** Without the first request, which money that comes at once may overtake. */
const asked = (days: readonly number[]) => days.filter((day) => day > 0)

/** A subscription whose first period is paid, with its buyer in the channel; and when that was. */
async function member(how: Parameters<Club['subscribe']>[0] = {}) {
  const subscriber = await club.subscribe(how)
  await subscriber.pay(1)
  await subscriber.settled()
  subscriber.enters()
  return { subscriber, start: await now() }
}

test('paid once and never again: reminded, asked, given days of grace, taken out, and offered to come back', async () => {
  const { subscriber, start } = await member({ offersOk: true })
  await club.env.sleep(29 * day + hour)
  await subscriber.paymentIn(2, 'due')
  await club.env.sleep(day)
  await subscriber.inState('grace')
  expect(subscriber.isIn()).toBe(true)
  await club.env.sleep(3 * day)
  await subscriber.inState('expired')
  await subscriber.settled()
  expect(subscriber.isIn()).toBe(false)
  await subscriber.paymentIn(2, 'expired')
  await club.env.sleep(15 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })

  expect(subscriber.told('renewal_reminder', start)).toEqual([27])
  expect(subscriber.told('payment_due', start)).toEqual([0, 29])
  expect(subscriber.told('subscription_grace', start)).toEqual([30])
  expect(subscriber.told('payment_nudge', start)).toEqual([32])
  expect(subscriber.told('access_ended', start)).toEqual([33])
  expect(subscriber.told('win_back', start)).toEqual([34, 36, 47])
  expect(await subscriber.facts('access_expired', start)).toEqual([33])
})

test('nobody who did not agree to it hears of offers', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(34 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(subscriber.told('win_back', start)).toEqual([])
})

test('paid on the day it was asked for: no days of grace, and the next run keeps the next dates', async () => {
  const { subscriber, start } = await member()
  const first = await subscriber.run()
  await club.env.sleep(29 * day + hour)
  await subscriber.pay(2)
  await subscriber.nextRun(first)
  await club.env.sleep(28 * day)
  expect(subscriber.told('renewal_reminder', start)).toEqual([27, 57])
  expect(subscriber.told('subscription_grace', start)).toEqual([])
  await club.env.sleep(2 * day)
  await subscriber.paymentIn(3, 'due')
  await club.env.sleep(5 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_expired', start)).toEqual([63])
  expect(subscriber.told('payment_due', start)).toEqual([0, 29, 59])
  expect(await subscriber.facts('access_granted', start)).toEqual([0])
})

test('renewed early by the buyer: the new time begins where the old one ends, and nothing is asked for before', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(5 * day)
  expect(await club.lifecycles.renewNow(subscriber.address, buyer)).toEqual({
    ok: true,
    paymentId: subscriber.period(2).paymentId,
  })
  await subscriber.pay(2)
  await subscriber.untilDays(start, 60)
  await club.env.sleep(53 * day)
  expect(subscriber.told('payment_due', start)).toEqual([0, 5])
  expect(subscriber.told('renewal_reminder', start)).toEqual([57])
  await ended(club, subscriber, 10 * day)
})

test('paid in the days of grace: access never stopped, and the next period begins where the paid time ended', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(31 * day)
  await subscriber.inState('grace')
  await subscriber.pay(2)
  await subscriber.inState('active')
  await subscriber.untilDays(start, 60)
  expect(await subscriber.facts('access_expired', start)).toEqual([])
  expect(subscriber.isIn()).toBe(true)
  await ended(club, subscriber, 40 * day)
})

test('cancelled: it takes effect at once, what is paid for stays, and access ends with it', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(10 * day)
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'cancelled' })
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'cancelled' })
  await club.env.sleep(19 * day)
  expect(subscriber.isIn()).toBe(true)
  await club.env.sleep(2 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(subscriber.isIn()).toBe(false)
  expect(subscriber.told('subscription_cancelled', start)).toEqual([10])
  expect(subscriber.told('renewal_reminder', start)).toEqual([27, 29])
  expect(subscriber.told('payment_due', start)).toEqual([0])
  expect(await subscriber.facts('access_expired', start)).toEqual([30])
})

test('cancelled while it is asked for money: the request is taken back; wanted again, it is asked for again', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(29 * day + hour)
  await subscriber.paymentIn(2, 'due')
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'cancelled' })
  await subscriber.paymentIn(2, 'cancelled')
  expect(await club.lifecycles.resumeRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'active' })
  // Half of the time that is left, and then the quiet hours.
  await club.env.sleep(22 * hour)
  await subscriber.pay(2)
  await subscriber.untilDays(start, 60)
  await ended(club, subscriber, 40 * day)
})

test('cancelled in the days of grace, it ends at once', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(31 * day)
  await subscriber.inState('grace')
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'expired' })
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_revoked', start)).toEqual([31])
  expect(subscriber.isIn()).toBe(false)
})

test('reminders and requests wait until the quiet hours are over; consequences do not', async () => {
  // Noon and eleven hours: 23:00 in the shop.
  const subscriber = await club.subscribe()
  await club.env.sleep(11 * hour)
  await subscriber.pay(1)
  const start = await now()
  await club.env.sleep(34 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  const atNine = (days: number) => Math.round((days + 10 / 24) * 100) / 100
  expect(subscriber.told('renewal_reminder', start)).toEqual([atNine(27)])
  expect(subscriber.told('payment_due', start).slice(1)).toEqual([atNine(29)])
  expect(await subscriber.facts('access_expired', start)).toEqual([33])
})

test('a VIP is never taken out; switched off, the days of grace begin then', async () => {
  const { subscriber, start } = await member()
  expect(await club.lifecycles.switchVip(subscriber.address, owner, true)).toEqual({ ok: true, state: 'active' })
  await club.env.sleep(100 * day)
  expect(await subscriber.state()).toBe('active')
  expect(subscriber.isIn()).toBe(true)
  expect(await club.lifecycles.switchVip(subscriber.address, owner, false)).toEqual({ ok: true, state: 'active' })
  await club.env.sleep(4 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_expired', start)).toEqual([103])
})

test('a pause keeps what is left of the time, and nobody is in meanwhile', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(10 * day)
  const pause = (paused: boolean) =>
    club.lifecycles.pauseSubscription(subscriber.address, owner, { paused, reason: 'on holiday' })
  expect(await pause(true)).toEqual({ ok: true, state: 'active' })
  await subscriber.settled()
  expect(subscriber.isIn()).toBe(false)
  await club.env.sleep(40 * day)
  expect(await pause(false)).toEqual({ ok: true, state: 'active' })
  await subscriber.untilDays(start, 70)
  await subscriber.settled()
  expect(club.room.links).toBeGreaterThan(1)
  expect(subscriber.told('subscription_paused', start)).toEqual([10, 50])
  expect(subscriber.told('subscription_grace', start)).toEqual([])
  await club.env.sleep(24 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_expired', start)).toEqual([73])
})

test('a flag stops links and requests for money, and is lifted by hand', async () => {
  const { subscriber, start } = await member()
  expect(await club.lifecycles.flagFraud(subscriber.address, owner, 'shared its links')).toEqual({
    ok: true,
    state: 'flagged',
  })
  expect(await club.lifecycles.resendLinks(subscriber.address, buyer)).toEqual({
    ok: false,
    state: 'flagged',
    refusal: 'flagged',
  })
  await club.env.sleep(29 * day + hour)
  expect(subscriber.told('payment_due', start)).toEqual([0])
  expect(await club.lifecycles.liftFlag(subscriber.address, owner, 'a misunderstanding')).toEqual({
    ok: true,
    state: 'active',
  })
  await subscriber.pay(2)
  await subscriber.untilDays(start, 60)
  await ended(club, subscriber, 40 * day)
})

test('staff give time: the same press gives it once, and the end moves', async () => {
  const { subscriber, start } = await member()
  const extend = () =>
    club.lifecycles.extendSubscription(subscriber.address, owner, { days: 7, reason: 'sorry', pressId: 'press-1' })
  expect([await extend(), await extend()]).toEqual([
    { ok: true, state: 'active' },
    { ok: true, state: 'active' },
  ])
  await subscriber.untilDays(start, 37)
  await club.env.sleep(41 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_expired', start)).toEqual([40])
})

test('staff take the access: it ends at once, with their reason', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(2 * day)
  expect(await club.lifecycles.revokeAccess(subscriber.address, owner, 'sold the recordings')).toEqual({
    ok: true,
    state: 'expired',
  })
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_revoked', start)).toEqual([2])
  expect(subscriber.isIn()).toBe(false)
})

test('a trial opens the channel at once and asks for money before it ends', async () => {
  const planId = await club.plan({ trialDays: 7 })
  const subscriber = await club.subscribe({ planId })
  const start = await now()
  await subscriber.settled()
  subscriber.enters()
  expect(await subscriber.state()).toBe('active')
  await club.env.sleep(6 * day + hour)
  await subscriber.pay(1)
  await subscriber.untilDays(start, 37)
  expect(subscriber.told('subscription_begun', start)).toEqual([0])
  expect(subscriber.told('payment_due', start)).toEqual([6])
  const second = await club.subscribe({ planId, userId: subscriber.userId })
  expect(await second.state()).toBe('incomplete')
  await club.env.sleep(45 * day)
  expect([await subscriber.ended(), await second.ended()]).toEqual([{ state: 'expired' }, { state: 'expired' }])
})

test('a trial that nobody pays for ends by itself', async () => {
  const subscriber = await club.subscribe({ planId: await club.plan({ trialDays: 7 }) })
  const start = await now()
  await club.env.sleep(11 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_expired', start)).toEqual([10])
})

test('the first money does not come: reminded, then given up, and nothing is opened', async () => {
  const subscriber = await club.subscribe()
  const start = await now()
  await club.env.sleep(25 * hour)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(subscriber.told('payment_nudge', start)).toEqual([0.04, 0.25])
  expect(subscriber.told('payment_expired', start)).toEqual([1])
  expect(await subscriber.events()).not.toContain('access_granted')
})

test('a place that somebody else has taken meanwhile is not sold twice: late money goes back', async () => {
  const planId = await club.plan({ seats: 1 })
  const first = await club.subscribe({ planId })
  await club.env.sleep(25 * hour)
  expect(await first.ended()).toEqual({ state: 'expired' })
  const second = await club.subscribe({ planId })
  await second.pay(1)
  await first.lands(1, 'late-2')
  await first.untilTold('late_money', 1)
  expect([await first.state(), await second.state()]).toEqual(['expired', 'active'])
  expect(await club.refundsOf(first)).toEqual(['telegram_fiat late_money'])
  await ended(club, second, 40 * day)
})

test('Telegram renews by itself: nothing is asked for, each charge is one period, and cancelling stops it there', async () => {
  const planId = await club.plan({ starPrice: 300 })
  const subscriber = await club.subscribe({ planId })
  await subscriber.stars('charge-1', 300, { recurring: 'first' })
  await subscriber.inState('active')
  const start = await now()
  const first = await subscriber.run()
  await club.env.sleep(30 * day + 5 * minute)
  await subscriber.stars('charge-2', 300, { recurring: 'renewal' })
  await subscriber.stars('charge-2', 300, { recurring: 'renewal' })
  await subscriber.untilDays(start, 60)
  await subscriber.inState('active')
  await subscriber.nextRun(first)
  await club.env.sleep(30 * day)
  await subscriber.stars('charge-3', 300, { recurring: 'renewal' })
  await subscriber.untilDays(start, 90)
  expect(asked(subscriber.told('payment_due', start))).toEqual([])
  expect(subscriber.told('subscription_grace', start)).toEqual([])
  expect(subscriber.told('renewal_reminder', start)).toEqual([27, 29, 57, 59])
  expect(await club.lifecycles.cancelRenewal(subscriber.address, buyer)).toEqual({ ok: true, state: 'cancelled' })
  await club.shop.book(
    () => Promise.resolve(club.room.calls.includes('editUserStarSubscription off') ? true : undefined),
    'Telegram is told to charge no more',
  )
  await ended(club, subscriber, 35 * day)
  expect(await subscriber.facts('access_expired', start)).toEqual([90])
  expect(await subscriber.facts('subscription_period_begun', start)).toEqual([0, 30, 60])
})

test('Telegram could not charge: the buyer hears it, has days of grace, and may pay in another way', async () => {
  const planId = await club.plan({ starPrice: 300 })
  const subscriber = await club.subscribe({ planId })
  await subscriber.stars('failing-1', 300, { recurring: 'first' })
  await subscriber.inState('active')
  const start = await now()
  await club.env.sleep(30 * day + hour)
  await subscriber.starNews('failed')
  await subscriber.untilTold('star_renewal_failed', 1)
  await club.env.sleep(2 * day)
  await subscriber.pay(2)
  await subscriber.untilDays(start, 60)
  expect(asked(subscriber.told('payment_due', start))).toEqual([32])
  await ended(club, subscriber, 40 * day)
})

test('cancelled in Telegram itself, it runs to the end of its paid time', async () => {
  const planId = await club.plan({ starPrice: 300 })
  const subscriber = await club.subscribe({ planId })
  await subscriber.stars('tg-1', 300, { recurring: 'first' })
  await subscriber.inState('active')
  const start = await now()
  await subscriber.starNews('off')
  await subscriber.inState('cancelled')
  await subscriber.untilTold('subscription_cancelled', 1)
  await subscriber.starNews('on')
  await subscriber.inState('active')
  await subscriber.starNews('off')
  await subscriber.inState('cancelled')
  await club.env.sleep(31 * day)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
  expect(await subscriber.facts('access_expired', start)).toEqual([30])
})

test('another plan later: the next period is one of it; at once: what is left becomes days of it', async () => {
  const dear = await club.plan({ price: '18000000' })
  const { subscriber, start } = await member()
  await club.env.sleep(10 * day)
  expect(await club.lifecycles.changePlan(subscriber.address, buyer, { planId: dear, atOnce: false })).toEqual({
    ok: true,
    state: 'active',
  })
  await club.env.sleep(19 * day + hour)
  await subscriber.paymentIn(2, 'due')
  expect(await subscriber.priceOf(2)).toBe(18_000_000n)
  await subscriber.pay(2)
  await subscriber.untilDays(start, 60)

  // Back to the cheap one at once: 30 of the 60 days are left, each worth two of the cheap ones.
  const cheap = await club.plan()
  await club.env.sleep(hour * 23)
  expect(await club.lifecycles.changePlan(subscriber.address, buyer, { planId: cheap, atOnce: true })).toEqual({
    ok: true,
    state: 'active',
  })
  expect(await club.lifecycles.renewNow(subscriber.address, buyer)).toMatchObject({ ok: true })
  await subscriber.pay(3)
  await subscriber.untilDays(start, 30 + 30 + 60)
  await ended(club, subscriber, 140 * day)
})

test('a channel that does not let us work holds up neither the next period nor news of its repair', async () => {
  const subscriber = await club.subscribe()
  const first = await subscriber.run()
  const answer = { code: 400, description: 'Bad Request: not enough rights', retryAfter: null, migratedTo: null }
  club.room.trouble = new TelegramRefused('createChatInviteLink', answer)
  await subscriber.pay(1)
  await subscriber.inState('active')
  expect(await club.lifecycles.renewNow(subscriber.address, buyer)).toMatchObject({ ok: true })
  await subscriber.pay(2)
  await subscriber.nextRun(first)
  club.room.trouble = null
  await club.lifecycles.subscriptionChanged(subscriber.address)
  await subscriber.settled()
  await subscriber.untilTold('access_opened', 1)
  await ended(club, subscriber, 70 * day)
})

test('a channel that does not let us work: tried until it does, and the owner hears of it once', async () => {
  // Of the same trouble within an hour the owner would hear no more.
  await club.sql`DELETE FROM outbound_messages WHERE dedupe_key LIKE 'channel/%'`
  const subscriber = await club.subscribe()
  const start = await now()
  const answer = { code: 400, description: 'Bad Request: not enough rights', retryAfter: null, migratedTo: null }
  club.room.trouble = new TelegramRefused('createChatInviteLink', answer)
  await subscriber.pay(1)
  await club.shop.book(async () => {
    const [row] = await club.sql`SELECT 1 FROM channels WHERE trouble = 'no_rights'`
    return row ? true : undefined
  }, 'the trouble is noted')
  club.room.trouble = null
  await club.env.sleep(10 * minute)
  await subscriber.settled()
  await subscriber.untilTold('access_opened', 1)
  expect(await club.sql`SELECT 1 FROM outbound_messages WHERE dedupe_key LIKE 'channel/%'`).toHaveLength(1)
  expect(await subscriber.facts('access_granted', start)).toEqual([0])
  await ended(club, subscriber, 40 * day)
})

test('two subscriptions that open one channel: the end of one leaves its buyer in', async () => {
  const { subscriber: one } = await member()
  const { subscriber: other } = await member({ userId: one.userId })
  await club.env.sleep(20 * day)
  await club.lifecycles.renewNow(other.address, buyer)
  await other.pay(2)
  await club.env.sleep(14 * day)
  expect(await one.ended()).toEqual({ state: 'expired' })
  await one.settled()
  expect(one.isIn()).toBe(true)
  await ended(club, other, 40 * day)
  expect(one.isIn()).toBe(false)
})

test('the money of a period goes back: access ends at that moment', async () => {
  const { subscriber, start } = await member()
  await club.env.sleep(3 * day)
  expect(await club.lifecycles.askRefund(subscriber.address, buyer, 'no time')).toBe('owner_asked')
  await subscriber.untilTold('refund_wanted', 1)
  expect(await club.lifecycles.askRefund(subscriber.address, owner, 'no time')).toBe('given')
  await club.confirmRefund(subscriber.period(1), `${subscriber.id}.1`)
  expect(await subscriber.ended()).toEqual({ state: 'refunded' })
  expect(await subscriber.facts('access_revoked', start)).toEqual([3])
  expect(subscriber.isIn()).toBe(false)
})

test('strangers at its links: each is refused, the link is made anew, and the third raises the flag', async () => {
  const { subscriber } = await member()
  club.room.members.clear()
  await club.lifecycles.resendLinks(subscriber.address, buyer)
  for (const [index, userId] of ['901', '902', '903'].entries()) {
    const link = await subscriber.link()
    const answer = await club.lifecycles.requestJoin(subscriber.address, { chatId: club.chat, userId, link })
    expect(answer).toEqual({ approve: false, reason: 'stranger' })
    if (index < 2) await subscriber.newLink(link)
  }
  await subscriber.inState('flagged')
  await subscriber.untilTold('stranger_at_link', 3)
  await subscriber.untilTold('subscription_flagged', 1)
  const mine = { chatId: club.chat, userId: String(subscriber.userId), link: null }
  expect(await club.lifecycles.requestJoin(subscriber.address, mine)).toEqual({ approve: false, reason: 'flagged' })
  await club.lifecycles.liftFlag(subscriber.address, owner, 'talked to them')
  expect(await club.lifecycles.requestJoin(subscriber.address, mine)).toEqual({ approve: true })
  await ended(club, subscriber, 40 * day)
  expect(await club.lifecycles.requestJoin(subscriber.address, mine)).toEqual({ approve: false, reason: 'ended' })
})

test('a VIP is asked for the money of the next period once, not every day', async () => {
  const { subscriber, start } = await member()
  await club.lifecycles.switchVip(subscriber.address, owner, true)
  await club.env.sleep(45 * day)
  expect(subscriber.told('payment_due', start)).toEqual([0, 29])
  await club.lifecycles.revokeAccess(subscriber.address, owner, 'the test is over')
  await ended(club, subscriber, 1)
})
