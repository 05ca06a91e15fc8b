import { demoChannels } from '../../domain/demo-people'
import { textsIn } from '../../locales/texts'
import { unsent } from './order-book'
import { door, isIn, openSubscriptionTown, type SubscriptionTown } from './subscription-steps'
import { dilnoza, ivan, owner, shopBot } from './town'

const [club] = demoChannels
let town: SubscriptionTown
beforeAll(async () => {
  town = await openSubscriptionTown()
  await town.sandbox.as(owner).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())

const t = textsIn('uz')

test('subscribed with Stars, joined, renewed by Telegram, cancelled, and taken out when the paid time ends', async () => {
  const buyer = town.sandbox.as(dilnoza)
  await town.subscribe(dilnoza, 'club')
  const { id } = await town.subscriptionOf(dilnoza)
  const chargeId = await town.payMonthly(dilnoza)
  await town.untilState(dilnoza, 'active')
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/)
  expect(await buyer.join(await door(town, dilnoza, 'Bloom Club'))).toMatchObject({ outcome: 'requested' })
  await town.eventually('the buyer is in the channel', () => isIn(town, club.id, dilnoza))

  await town.timePasses(dilnoza, 116_000)
  await buyer.waitFor(shopBot, /oʻzi uzayadi/)
  expect(await town.sandbox.subscriptions.renew(chargeId)).toMatchObject({ outcome: 'paid' })
  await town.eventually('the second period is paid', async () => (await town.paymentState(`${id}.2`)) === 'paid')
  await town.eventually('the renewal is confirmed', async () => {
    const thanks = (await buyer.messages(shopBot)).filter(({ text }) => text.includes('oldik, rahmat'))
    return thanks.length === 2
  })

  await buyer.send(shopBot, '/cancel')
  await buyer.press(shopBot, t.plain('btn-cancel-renewal-sure'))
  await town.untilState(dilnoza, 'cancelled')
  await buyer.waitFor(shopBot, /obunasi uzaytirilmaydi/)
  await town.eventually('Telegram charges no more', async () => {
    const [subscription] = await town.sandbox.as(dilnoza).subscriptions()
    return subscription?.state === 'canceled'
  })
  expect(await isIn(town, club.id, dilnoza)).toBe(true)

  await buyer.press(shopBot, t.plain('btn-resume-renewal'))
  await town.untilState(dilnoza, 'active')
  await town.eventually('Telegram lets the buyer switch it on again', () =>
    town.sandbox.subscriptions.resume(chargeId).then(
      () => true,
      () => false,
    ),
  )
  await town.eventually('the book knows', async () => {
    const [renewal] = await town.sql`SELECT 1 FROM star_subscriptions WHERE subscription_id = ${id} AND renewal = 'on'`
    return renewal !== undefined
  })
  await town.sandbox.subscriptions.cancel(chargeId)
  await town.untilState(dilnoza, 'cancelled')

  await town.timePasses(dilnoza, 400_000)
  await town.untilState(dilnoza, 'expired')
  await town.eventually('the buyer is out', async () => !(await isIn(town, club.id, dilnoza)))
  await buyer.waitFor(shopBot, /obunasi tugadi, kirish ham yopildi/)
  expect(await town.subscriptionEnded(id)).toEqual({ state: 'expired' })
  expect(await town.subscriptionEvents(id)).toEqual([
    'subscription_created',
    'payment_opened',
    'payment_held',
    'payment_released',
    'subscription_period_begun',
    'access_granted',
    'payment_performed',
    'member_joined',
    'subscription_period_begun',
    'payment_performed',
    'subscription_changed',
    'star_renewal_changed',
    'subscription_changed',
    'star_renewal_changed',
    'star_renewal_changed',
    'subscription_changed',
    'subscription_changed',
    'access_expired',
    'member_left',
  ])
  expect(await unsent(town)).toEqual([])
})

test('a stranger with the link is refused with an explanation, the owner hears of it, the buyer gets a new link', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const stranger = town.sandbox.as(ivan)
  await stranger.send(shopBot, '/start')
  await town.subscribe(dilnoza, 'club')
  await town.payOnce(dilnoza)
  await town.untilState(dilnoza, 'active')
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/)
  const link = await door(town, dilnoza, 'Bloom Club')
  expect(await stranger.join(link)).toMatchObject({ outcome: 'requested' })
  await stranger.waitFor(shopBot, /Эта ссылка сделана для другого человека/)
  await town.eventually(
    'nobody waits at the door',
    async () => (await town.sandbox.chats.get(club.id)).requests.length === 0,
  )
  expect(await isIn(town, club.id, ivan)).toBe(false)
  await town.sandbox.as(owner).waitFor(shopBot, /пришёл кто-то другой/)
  const again = await town.newDoor(dilnoza, 'Bloom Club', link)
  await town.eventually('the old link opens nothing', async () => (await stranger.invite(link)).state === 'expired')
  expect(await buyer.join(again)).toMatchObject({ outcome: 'requested' })
  await town.eventually('the buyer is in', () => isIn(town, club.id, dilnoza))
})

test('a channel that takes the bot’s rights away: paid, told, and let in as soon as the rights are back', async () => {
  const buyer = town.sandbox.as(ivan)
  await town.sandbox.chats.botRights(club.id, shopBot, { can_invite_users: false })
  await town.subscribe(ivan, 'club')
  await town.payOnce(ivan)
  await town.untilState(ivan, 'active')
  await buyer.waitFor(shopBot, /Подписка №\d+ «Клуб флористов» оплачена до/)
  await town.sandbox.as(owner).waitFor(shopBot, /боту не хватает прав/)
  await town.sandbox.chats.botRights(club.id, shopBot, { can_invite_users: true })
  await buyer.waitFor(shopBot, /Вход открыт: Bloom Club/, { timeoutMs: 30_000 })
  await buyer.join(await door(town, ivan, 'Bloom Club'))
  await town.eventually('the buyer is in', () => isIn(town, club.id, ivan))
  const told = await town.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outbound_messages WHERE dedupe_key LIKE 'channel/%'`
  expect(told[0]).toEqual({ count: 1 })
})

test('Stars given back by the shop: access ends with them', async () => {
  const { id } = await town.subscriptionOf(ivan)
  const asked = await town.lifecycles.askRefund(
    { businessId: town.businessId, subscriptionId: id },
    { by: 'staff', staffId: String(owner) },
    'cancelled_by_staff',
  )
  expect(asked).toBe('given')
  await town.untilState(ivan, 'refunded')
  await town.eventually('the buyer is out', async () => !(await isIn(town, club.id, ivan)))
  await town.sandbox.as(ivan).waitFor(shopBot, /Деньги за подписку №\d+ «Клуб флористов» возвращены/)
})
