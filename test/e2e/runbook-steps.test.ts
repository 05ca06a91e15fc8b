import { createLifecycles } from '../../workflows/callers'
import { demoBusiness } from '../../db/demo-shop'
import { textsIn } from '../../locales/texts'
import { club, writeSubscribers } from '../../bench/subscribers'
import { dilnoza, ivan, openTown, owner, shopBot, until, type Town } from './town'

const businessId = demoBusiness.id
const minute = 60_000
const ru = textsIn('ru')
let town: Town
beforeEach(async () => {
  town = await openTown()
})
afterEach(() => town.close())

const isIn = async (user: number) =>
  (await town.sandbox.chats.members(club)).some(({ id, status }) => id === user && status === 'member')
const untilIn = (user: number) => until(`${user} is in`, async () => ((await isIn(user)) ? true : undefined))
const untilOut = (user: number) => until(`${user} is out`, async () => ((await isIn(user)) ? undefined : true))
const stateOf = async (user: number) =>
  (await town.sql<{ state: string }[]>`SELECT state FROM subscriptions WHERE id = ${`sub${user}`}`)[0]?.state

test('mass expiry: who is spared by the query of the runbook is not removed when the timer rings, but when that is over', async () => {
  const ends = Date.now() + 4_000
  for (const user of [dilnoza, ivan]) await town.sandbox.chats.seat(club, user, { status: 'member' })
  await town.sql`UPDATE businesses SET settings = jsonb_set(settings, '{subscriptions,graceMs}', '0')`
  await writeSubscribers(town.sql, [
    { user: dilnoza, state: 'active', paidUntil: new Date(ends), outcome: 'member' },
    { user: ivan, state: 'cancelled', paidUntil: new Date(ends), outcome: 'member' },
  ])
  const lifecycles = createLifecycles(town.temporal.client)
  for (const user of [dilnoza, ivan]) await lifecycles.subscriptionChanged({ businessId, subscriptionId: `sub${user}` })
  await town.sql`
    UPDATE subscriptions SET spared_until = ${new Date(ends + 6_000)}
    WHERE business_id = ${businessId} AND state IN ('active', 'grace') AND paid_until < now() + interval '1 day'`
  // He wanted no further period: nobody spares him.
  await untilOut(ivan)
  expect([await isIn(dilnoza), await stateOf(dilnoza)]).toEqual([true, 'active'])
  await untilOut(dilnoza)
  expect(Date.now()).toBeGreaterThan(ends + 5_900)
  expect(await stateOf(dilnoza)).toBe('expired')
}, 120_000)

test('paid, no access: a right that nobody settles is taken up by the audit', async () => {
  const decidedAt = new Date(Date.now() - 15 * minute)
  await town.sandbox.as(dilnoza).send(shopBot, '/start')
  await town.sandbox.chats.seat(club, ivan, { status: 'member' })
  const far = new Date(Date.now() + 1e9)
  await writeSubscribers(town.sql, [
    { user: dilnoza, state: 'active', paidUntil: far, decidedAt },
    { user: ivan, state: 'expired', paidUntil: decidedAt, decidedAt },
  ])
  const boss = town.sandbox.as(owner)
  await boss.send(shopBot, '/audit')
  await boss.waitFor(shopBot, /Удалены за сутки: 0 из 1\nЖдут входа: 1/, { timeoutMs: 30_000 })
  await boss.press(shopBot, ru.plain('btn-audit-now'))
  await untilOut(ivan)
  await town.sandbox
    .as(dilnoza)
    .join(await town.sandbox.as(dilnoza).linkOf(shopBot, textsIn('uz').plain('btn-join', { title: 'Bloom Club' })))
  await untilIn(dilnoza)
  await boss.press(shopBot, ru.plain('btn-refresh'))
  await boss.waitFor(shopBot, /Удалены за сутки: 1 из 1\nЖдут входа: 0/, { timeoutMs: 30_000 })
}, 120_000)

test('paid, no access: a channel that has taken the bot’s rights away lets the buyer in when they are given back', async () => {
  await town.sql`UPDATE businesses SET settings = jsonb_set(settings, '{subscriptions,channelRetryMs}', '1000')`
  const buyer = town.sandbox.as(dilnoza)
  await buyer.send(shopBot, '/start')
  await town.sandbox.as(owner).send(shopBot, '/start')
  await town.sandbox.chats.botRights(club, shopBot, { can_invite_users: false })
  await writeSubscribers(town.sql, [{ user: dilnoza, state: 'active', paidUntil: new Date(Date.now() + 1e9) }])
  const lifecycles = createLifecycles(town.temporal.client)
  await lifecycles.subscriptionChanged({ businessId, subscriptionId: `sub${dilnoza}` })
  await town.sandbox.as(owner).waitFor(shopBot, /Bloom Club/, { after: 0, timeoutMs: 30_000 })
  expect([...(await town.sql`SELECT trouble FROM channels WHERE chat_id = ${String(club)}`)]).toEqual([
    { trouble: 'no_rights' },
  ])
  await town.sandbox.chats.botRights(club, shopBot, { can_invite_users: true })
  await buyer.join(await buyer.linkOf(shopBot, textsIn('uz').plain('btn-join', { title: 'Bloom Club' })))
  await untilIn(dilnoza)
  expect([...(await town.sql`SELECT trouble FROM channels WHERE chat_id = ${String(club)}`)]).toEqual([
    { trouble: null },
  ])
}, 120_000)
