import { demoChannels } from '../../domain/demo-people'
import { subscriptionWorkflowId } from '../../domain/ids'
import { textsIn } from '../../locales/texts'
import { unsent } from './order-book'
import { dilnoza, openTown, owner, shopBot, until, type Town } from './town'

const club = String(demoChannels[0].id)
let town: Town
afterEach(() => town.close())

/** The newest subscription of a buyer as the database has it. */
const subscriptionOf = async (buyer: number) => {
  const [row] = await town.sql<
    { id: string; state: string; until: Date | null; renews: boolean; star: string | null }[]
  >`
    SELECT id, state, paid_until AS until, renews, star_renewal AS star FROM subscriptions
    WHERE buyer_id = ${`telegram:${buyer}`} ORDER BY created_at DESC LIMIT 1`
  return row
}
const untilState = (buyer: number, state: string) =>
  until(`the subscription of ${buyer} is ${state}`, async () => {
    const row = await subscriptionOf(buyer)
    return row?.state === state ? row : undefined
  })
const isIn = async (userId: number) => {
  const members = await town.sandbox.chats.members(Number(club))
  return members.some(({ id, status }) => id === userId && status === 'member')
}

test('subscribed with Stars, joined, renewed by Telegram, cancelled, and taken out when the paid time ends', async () => {
  town = await openTown({ settings: {} })
  const t = textsIn('uz')
  const buyer = town.sandbox.as(dilnoza)
  await buyer.send(shopBot, '/start')
  await buyer.send(shopBot, '/plans')
  await buyer.press(shopBot, { data: 'sp:club' })
  await buyer.press(shopBot, t.plain('btn-subscribe'))
  await buyer.press(shopBot, t.plain('btn-agree'))
  await buyer.waitFor(shopBot, /Toʻlov: 90\s000/)
  const { id } = (await subscriptionOf(dilnoza))!
  await buyer.press(shopBot, { data: `pr:${id}.1` })
  const link = await buyer.linkOf(shopBot, t.plain('btn-pay-invoice', { stars: '300\u00a0⭐' }))
  expect(await buyer.payInvoiceLink(shopBot, link)).toMatchObject({ outcome: 'paid' })
  await untilState(dilnoza, 'active')
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/)
  const door = await buyer.linkOf(shopBot, t.plain('btn-join', { title: 'Bloom Club' }))
  await buyer.join(door)
  await until('the buyer is in the channel', async () => ((await isIn(dilnoza)) ? true : undefined))
  expect(owner).toBeGreaterThan(0)
  expect(await unsent(town)).toEqual([])
  const handle = town.temporal.client.workflow.getHandle(subscriptionWorkflowId('buxoro', id))
  expect((await handle.describe()).status.name).toBe('RUNNING')
}, 120_000)
