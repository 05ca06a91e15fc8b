import { demoChannels } from '../../domain/demo-people'
import { unsent } from './order-book'
import { door, isIn, openSubscriptionTown, type SubscriptionTown } from './subscription-steps'
import { dilnoza, shopBot } from './town'

const [club, pro] = demoChannels
let town: SubscriptionTown
beforeAll(async () => {
  town = await openSubscriptionTown()
}, 120_000)
afterAll(() => town.close())

test('a period by Payme, the next one by Click before its time, and another plan at once', async () => {
  const buyer = town.sandbox.as(dilnoza)
  await town.subscribe(dilnoza, 'club')
  const { id, number } = await town.subscriptionOf(dilnoza)
  const first = await buyer.payPayme(shopBot, '💳 Payme', 'pay')
  expect(first).toMatchObject({ outcome: 'paid', faults: [] })
  const active = await town.untilState(dilnoza, 'active')
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/)
  await buyer.join(await door(town, dilnoza, 'Bloom Club'))
  await town.eventually('the buyer is in', () => isIn(town, club.id, dilnoza))

  await buyer.send(shopBot, '/status')
  await buyer.press(shopBot, { data: `sr:${id}` })
  await town.eventually('the next period is due', async () => (await town.paymentState(`${id}.2`)) === 'due')
  await buyer.waitFor(shopBot, new RegExp(`№${number} obunani uzaytirish vaqti`))
  const second = await buyer.payClick(shopBot, '💳 Click', 'pay')
  expect(second).toMatchObject({ outcome: 'paid', faults: [] })
  await town.eventually('the next period is paid', async () => (await town.paymentState(`${id}.2`)) === 'paid')
  const after = await town.subscriptionOf(dilnoza)
  expect(after.until!.getTime() - active.until!.getTime()).toBe(180_000)

  await buyer.send(shopBot, '/status')
  await buyer.press(shopBot, { data: `sq:${id}` })
  await buyer.press(shopBot, { data: `sqq:${id}:pro:1` })
  await town.eventually('the other plan is due', async () => (await town.paymentState(`${id}.3`)) === 'due')
  await buyer.waitFor(shopBot, /190\s000/)
  expect(await buyer.payPayme(shopBot, '💳 Payme', 'pay')).toMatchObject({ outcome: 'paid', faults: [] })
  await town.eventually('the other plan runs', async () => (await town.paymentState(`${id}.3`)) === 'paid')
  await town.eventually('there is a link to the second channel', async () => {
    const link = await door(town, dilnoza, 'Bloom Pro').catch(() => undefined)
    return link !== undefined
  })
  await buyer.join(await door(town, dilnoza, 'Bloom Pro'))
  await town.eventually('the buyer is in both', async () => {
    return (await isIn(town, club.id, dilnoza)) && (await isIn(town, pro.id, dilnoza))
  })
  const events = await town.subscriptionEvents(id)
  expect(events.filter((type) => type === 'subscription_period_begun')).toHaveLength(3)
  expect(events.filter((type) => type === 'access_granted')).toHaveLength(2)
  expect(events.filter((type) => type === 'access_revoked' || type === 'access_expired')).toEqual([])
  expect(await unsent(town)).toEqual([])
})
