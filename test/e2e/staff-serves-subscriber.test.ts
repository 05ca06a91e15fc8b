import { demoChannels } from '../../domain/demo-people'
import { textsIn } from '../../locales/texts'
import { unsent } from './order-book'
import { dilnoza, ivan, manager, openTown, owner, shopBot, until, type Town } from './town'

const [club, pro] = demoChannels
const t = textsIn('ru')
const day = 86_400_000

let town: Town
beforeEach(async () => {
  town = await openTown()
})
afterEach(() => town.close())

const subscriptionOf = async (buyer: number) => {
  const [row] = await town.sql<
    { id: string; number: number; state: string; until: Date; paused: boolean; reason: string | null }[]
  >`
    SELECT id, number, state, paid_until AS until, paused_at IS NOT NULL AS paused, end_reason AS reason FROM subscriptions
    WHERE buyer_id = ${`telegram:${buyer}`} ORDER BY created_at DESC LIMIT 1`
  return row
}
const isIn = async (userId: number) => {
  const members = await town.sandbox.chats.members(club.id)
  return members.some(({ id, status }) => id === userId && status === 'member')
}
const untilIn = (userId: number, wanted: boolean) =>
  until(`${userId} is ${wanted ? 'in' : 'out'}`, async () => ((await isIn(userId)) === wanted ? true : undefined))

/** Subscribes with Stars and comes into the channel. */
async function subscribed(): Promise<string> {
  const buyer = town.sandbox.as(dilnoza)
  const uz = textsIn('uz')
  await buyer.send(shopBot, '/start')
  await buyer.send(shopBot, '/plans')
  await buyer.press(shopBot, { data: 'sp:club' })
  await buyer.press(shopBot, uz.plain('btn-subscribe'))
  await buyer.press(shopBot, uz.plain('btn-agree'))
  await buyer.waitFor(shopBot, /Toʻlov: 90\s000/)
  const { id } = (await subscriptionOf(dilnoza))!
  await buyer.press(shopBot, { data: `pr:${id}.1` })
  const link = await buyer.linkOf(shopBot, uz.plain('btn-pay-invoice', { stars: '300\u00a0⭐' }))
  expect(await buyer.payInvoiceLink(shopBot, link)).toMatchObject({ outcome: 'paid' })
  await comeIn()
  return id
}

/** The newest link lets the buyer in. */
async function comeIn(): Promise<void> {
  const buyer = town.sandbox.as(dilnoza)
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/)
  const door = await buyer.linkOf(shopBot, textsIn('uz').plain('btn-join', { title: club.title }))
  await buyer.join(door)
  await untilIn(dilnoza, true)
}

test('a manager finds a subscriber and gives time; the owner pauses, ends access and returns the money', async () => {
  const id = await subscribed()
  const { number, until: paidUntil } = (await subscriptionOf(dilnoza))!
  const desk = town.sandbox.as(manager)
  await desk.send(shopBot, '/staff')
  await desk.press(shopBot, t.plain('btn-page-subscriptions'))
  await desk.press(shopBot, t.plain('btn-find-subscriber'))
  const asked = await desk.waitFor(shopBot, /Кого ищем/)
  await desk.send(shopBot, 'dilnoza', asked.id)
  await desk.waitFor(shopBot, new RegExp(`подписка №${number}: действует`))
  await desk.press(shopBot, { data: `ze:${id}:7` })
  await desk.waitFor(shopBot, /время в подарок, .* · Мадина/)
  expect((await subscriptionOf(dilnoza))!.until.getTime()).toBe(paidUntil.getTime() + 7 * day)
  expect(await town.sql`SELECT kind, given_by FROM time_grants`).toEqual([
    { kind: 'comp', given_by: `staff:${manager}` },
  ])

  const boss = town.sandbox.as(owner)
  await boss.send(shopBot, '/staff')
  await boss.press(shopBot, t.plain('btn-page-subscriptions'))
  await boss.press(shopBot, { data: 'zl:active:0' })
  await boss.press(shopBot, { data: `z:${id}` })
  await boss.waitFor(shopBot, /Bloom Club: в канале/)
  await boss.press(shopBot, { data: `zp:${id}:1` })
  await untilIn(dilnoza, false)
  const before = await town.sandbox.as(dilnoza).messages(shopBot)
  await boss.press(shopBot, { data: `zp:${id}:0` })
  await town.sandbox.as(dilnoza).waitFor(shopBot, /Eshik siz uchun ochiq/, { after: before.at(-1)!.seq })
  await comeIn()

  await boss.press(shopBot, { data: `zj:${id}:revoke` })
  const why = await boss.waitFor(shopBot, /прямо сейчас/)
  await boss.send(shopBot, 'Передала ссылку', why.id)
  await boss.waitFor(shopBot, /Завершена: Передала ссылку/)
  await untilIn(dilnoza, false)
  expect(await subscriptionOf(dilnoza)).toMatchObject({ state: 'expired', reason: 'Передала ссылку', paused: false })

  await boss.press(shopBot, { data: `zr:${id}` })
  await boss.press(shopBot, { data: `fr:${id}` })
  await until('the Stars are back', async () => {
    const [refund] = await town.sql`SELECT state, requested_by FROM refunds`
    return refund?.['state'] === 'completed' ? refund : undefined
  })
  expect((await subscriptionOf(dilnoza))!.state).toBe('refunded')
  expect(await unsent(town)).toEqual([])
}, 120_000)

test('the owner puts the bot into a channel, makes a plan for it, and a buyer finds it on sale', async () => {
  const boss = town.sandbox.as(owner)
  await town.sql`DELETE FROM plan_channels WHERE chat_id = ${String(pro.id)}`
  await town.sql`DELETE FROM channels WHERE chat_id = ${String(pro.id)}`
  await boss.send(shopBot, '/start')
  await town.sandbox.chats.removeBot(pro.id, shopBot)
  await town.sandbox.chats.botRights(pro.id, shopBot, {})
  await boss.waitFor(shopBot, /Теперь я администратор «Bloom Pro»/)
  await boss.press(shopBot, t.plain('btn-use-channel'))
  await boss.press(shopBot, t.plain('btn-page-plans'))
  await boss.press(shopBot, t.plain('btn-plan-new'))
  const named = await boss.waitFor(shopBot, /Как называется новый тариф/)
  await boss.send(shopBot, 'Записи', named.id)
  await boss.waitFor(shopBot, /Записи: не продаётся/)
  const [{ id }] = (await town.sql`SELECT id FROM plans WHERE price = 0`) as unknown as [{ id: string }]
  await boss.press(shopBot, { data: `tt:${id}:price` })
  const priced = await boss.waitFor(shopBot, /Сколько стоит/)
  await boss.send(shopBot, '150 000', priced.id)
  await boss.waitFor(shopBot, /Цена: 150\s000/)
  await boss.press(shopBot, { data: `tq:${id}:channels` })
  await boss.press(shopBot, { data: `tc:${id}:${pro.id}:1` })
  await boss.press(shopBot, { data: `tp:${id}` })
  await boss.press(shopBot, { data: `ta:${id}:1` })
  await boss.waitFor(shopBot, /Записи: в продаже/)

  const buyer = town.sandbox.as(ivan)
  await buyer.send(shopBot, '/plans')
  await buyer.press(shopBot, { data: `sp:${id}` })
  await buyer.waitFor(shopBot, /Bloom Pro/)
  const changes = await town.sql`SELECT field, changed_by FROM plan_changes ORDER BY id`
  expect(changes.map(({ field }) => String(field))).toEqual(['made', 'price', 'channels', 'active'])
  expect(new Set(changes.map((row) => String(row['changed_by'])))).toEqual(new Set([`staff:${owner}`]))
}, 120_000)
