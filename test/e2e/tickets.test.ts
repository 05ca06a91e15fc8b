import { textsIn } from '../../locales/texts'
import { unsent } from './order-book'
import { dilnoza, manager, managers, openTown, shopBot, until, type Town } from './town'

let town: Town
afterEach(() => town.close())

const stateOf = async () => {
  const [row] = await town.sql<{ state: string; words: number }[]>`
    SELECT state, (SELECT count(*)::int FROM ticket_messages) AS words FROM support_tickets`
  return row && `${row.state} ${row.words}`
}
const untilState = (state: string) =>
  until(`the ticket is ${state}`, async () => ((await stateOf()) === state ? true : undefined))

test('a buyer writes, the managers’ group answers and closes, the buyer opens it again', async () => {
  town = await openTown()
  const uz = textsIn('uz')
  const ru = textsIn('ru')
  const buyer = town.sandbox.as(dilnoza)
  const staff = town.sandbox.as(manager)

  await buyer.send(shopBot, '/start')
  await buyer.send(shopBot, '/support')
  await buyer.press(shopBot, uz.plain('btn-write-here'))
  const question = await buyer.waitFor(shopBot, /Nima boʻlganini/)
  await buyer.send(shopBot, 'Kanalga kira olmayapman', question.id)
  await buyer.waitFor(shopBot, /savol bizda/)

  await staff.waitFor(managers, /Kanalga kira olmayapman/, { button: ru.plain('btn-ticket-answer') })
  await staff.press(managers, ru.plain('btn-ticket-answer'))
  const ask = await until('the group is asked for the answer', async () =>
    (await staff.messages(managers)).findLast(({ text }) => text?.startsWith('✍️')),
  )
  await staff.send(managers, 'Hozir yuboramiz', ask.id)
  await buyer.waitFor(shopBot, /savolga javob berdi:\s*Hozir yuboramiz/)
  await untilState('answered 2')

  await staff.press(managers, ru.plain('btn-ticket-close'))
  await buyer.waitFor(shopBot, /savol yopildi/)
  await untilState('closed 2')

  await buyer.press(shopBot, uz.plain('btn-ticket-reopen'))
  const again = await buyer.waitFor(shopBot, /savolga nima qoʻshamiz/)
  await buyer.send(shopBot, 'Hali ham kira olmayapman', again.id)
  await staff.waitFor(managers, /Hali ham kira olmayapman/)
  await untilState('open 3')
  expect(await town.sql`SELECT 1 FROM support_tickets`).toHaveLength(1)
  await until('every word was noted as passed on', async () => {
    const left = await town.sql`SELECT 1 FROM ticket_messages WHERE passed_at IS NULL`
    return left.length === 0 ? true : undefined
  })
  expect(await unsent(town)).toEqual([])
}, 120_000)
