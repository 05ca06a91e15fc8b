import { makeCode } from '../../db/code-cards'
import { demoBusiness } from '../../db/demo-shop'
import { codePattern } from '../../domain/codes'
import { textsIn } from '../../locales/texts'
import { unsent } from './order-book'
import { dilnoza, ivan, openTown, owner, shopBot, until, type Town } from './town'

let town: Town
afterEach(() => town.close())

const subscriptionOf = async (buyer: number) => {
  const [row] = await town.sql<{ id: string; state: string; until: Date | null }[]>`
    SELECT id, state, paid_until AS until FROM subscriptions
    WHERE buyer_id = ${`telegram:${buyer}`} ORDER BY created_at DESC LIMIT 1`
  return row
}
const untilState = (buyer: number, state: string) =>
  until(`the subscription of ${buyer} is ${state}`, async () => {
    const row = await subscriptionOf(buyer)
    return row?.state === state ? row : undefined
  })

test('a code made by the owner: less for the first payment by Stars, then used up; a gift lets in at once', async () => {
  town = await openTown()
  const ru = textsIn('ru')
  const uz = textsIn('uz')

  const boss = town.sandbox.as(owner)
  await boss.send(shopBot, '/start')
  await boss.send(shopBot, '/staff')
  await boss.press(shopBot, ru.plain('btn-page-codes'))
  await boss.press(shopBot, ru.plain('btn-code-new'))
  await boss.press(shopBot, ru.plain('btn-code-limit', { limit: 1 }))
  await boss.press(shopBot, ru.plain('btn-code-make'))
  await boss.waitFor(shopBot, /−20 %/)
  const [made] = await town.sql<{ code: string }[]>`SELECT code FROM codes`
  expect(made!.code).toMatch(codePattern)

  // The buyer answers the question of the bot with a reply.
  const buyer = town.sandbox.as(dilnoza)
  await buyer.send(shopBot, '/start')
  await buyer.send(shopBot, '/plans')
  await buyer.press(shopBot, { data: 'sp:club' })
  await buyer.press(shopBot, uz.plain('btn-have-code'))
  const question = await buyer.waitFor(shopBot, /promokodni shu xabarga/)
  await buyer.send(shopBot, made!.code.toLowerCase(), question.id)
  await buyer.waitFor(shopBot, /72\s000/)
  await buyer.press(shopBot, uz.plain('btn-use-code', { name: 'Floristlar klubi' }))
  await buyer.press(shopBot, uz.plain('btn-agree'))
  const ways = await buyer.waitFor(shopBot, /Toʻlov: 72\s000/)
  const { id } = (await subscriptionOf(dilnoza))!
  const data = ways.keyboard.flat().map((key) => ('callback_data' in key ? key.callback_data : ''))
  expect([data.includes(`ps:${id}.1`), data.includes(`pr:${id}.1`)]).toEqual([true, false])
  await buyer.press(shopBot, { data: `ps:${id}.1` })
  await buyer.waitFor(shopBot, /Obuna №/)
  expect(await buyer.payInvoice(shopBot)).toMatchObject({ outcome: 'paid' })
  await untilState(dilnoza, 'active')
  const [paid] = await town.sql`SELECT amount, provider_amount AS stars FROM payment_entries WHERE kind = 'perform'`
  expect(paid).toEqual({ amount: 7_200_000n, stars: 240n })

  // Somebody else comes too late with it, and has a gift instead.
  const other = town.sandbox.as(ivan)
  await other.send(shopBot, '/start')
  await other.send(shopBot, `/code ${made!.code}`)
  await other.waitFor(shopBot, /столько раз, сколько можно/)
  expect(await subscriptionOf(ivan)).toBeUndefined()
  const gift = { code: 'PRESENT1', offer: { kind: 'gift', days: 3 } as const, planId: 'club', createdBy: 'test' }
  await makeCode(town.sql, { ...gift, businessId: demoBusiness.id, useLimit: 1, expiresAt: null }, Date.now())
  await other.send(shopBot, '/start code_PRESENT1')
  const offered = await other.waitFor(shopBot, /3 дня бесплатно/)
  const [go] = offered.keyboard.flat()
  await other.press(shopBot, { data: 'callback_data' in go! ? go.callback_data : '' })
  await other.press(shopBot, ru.plain('btn-agree'))
  await other.waitFor(shopBot, /ваша до/)
  await other.waitFor(shopBot, /Вход открыт/)
  const { until: end } = await untilState(ivan, 'active')
  const days = (end!.getTime() - Date.now()) / 86_400_000
  expect(days > 2.99 && days <= 3).toBe(true)
  expect(
    await town.sql`SELECT 1 FROM payments WHERE id LIKE ${`${(await subscriptionOf(ivan))!.id}.%`} AND state <> 'scheduled'`,
  ).toHaveLength(0)
  expect(await unsent(town)).toEqual([])
}, 120_000)

test('a code that ends between the terms and the press: nothing is sold, and the buyer is told why', async () => {
  town = await openTown()
  const ru = textsIn('ru')
  const once = { code: 'ONEUSE', offer: { kind: 'percent', percent: 50 } as const, planId: 'club', createdBy: 'test' }
  await makeCode(town.sql, { ...once, businessId: demoBusiness.id, useLimit: null, expiresAt: null }, Date.now())
  const buyer = town.sandbox.as(ivan)
  await buyer.send(shopBot, '/start code_ONEUSE')
  const offered = await buyer.waitFor(shopBot, /45\s000/)
  const [go] = offered.keyboard.flat()
  await buyer.press(shopBot, { data: 'callback_data' in go! ? go.callback_data : '' })
  await buyer.waitFor(shopBot, /Перед подпиской/)
  await town.sql`UPDATE codes SET active = false`
  await buyer.press(shopBot, ru.plain('btn-agree'))
  await buyer.waitFor(shopBot, /больше не действует\. Подписка не оформлена/)
  expect(await town.sql`SELECT 1 FROM subscriptions`).toHaveLength(0)
  expect(await town.sql`SELECT 1 FROM payments`).toHaveLength(0)
}, 120_000)
