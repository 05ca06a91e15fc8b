import { textsIn } from '../../locales/texts'
import { entriesOf, entry, eventsOf, paymentEnded, stagesOf, unsent } from './order-book'
import { deliver, placeOrder } from './steps'
import { dilnoza, florist, ivan, manager, managers, openTown, owner, shopBot, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { ratingAskMs: 1_000 } })
}, 120_000)
afterAll(() => town.close())

const price = 15_000_000n

test('a buyer chooses cash, a manager marks it received, and the order goes its way to the end', async () => {
  const buyer = town.sandbox.as(dilnoza)
  const desk = town.sandbox.as(manager)
  const placed = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  const paymentId = placed.payments[0]!.id
  await buyer.press(shopBot, '💵 Naqd pul')
  await buyer.waitFor(shopBot, `${placed.number}F`)
  await buyer.press(shopBot, '💵 Naqd pul')

  await desk.waitFor(managers, new RegExp(`Заказ №${placed.number}, счёт ${placed.number}F: 150\\s000\\ssoʻm`))
  const announced = (await desk.messages(managers)).filter(({ text }) => text.includes(`№${placed.number},`))
  expect(announced).toHaveLength(1)
  expect(await entriesOf(town, placed.id)).toEqual([])

  // The manager and the owner press at the same moment, the manager twice: there was cash once.
  const data = `cr:${paymentId}`
  const pressed = await Promise.all(
    [desk, town.sandbox.as(owner), desk].map((person) => person.press(managers, { data }, { forged: true })),
  )
  const words = textsIn('ru')
  const told = pressed.map((outcome) => (outcome.kind === 'callback' ? outcome.answer?.text : undefined))
  expect(told.filter((text) => text === words.plain('toast-cash-done'))).toHaveLength(1)
  expect(told.filter((text) => text === words.plain('toast-cash-paid'))).toHaveLength(2)
  const paid = await town.untilOrder(dilnoza, 'offered')
  expect(paid).toMatchObject({ paid: price, dueNow: 0n })
  await buyer.waitFor(shopBot, /^✅ 150\s000\ssoʻm oldik\. Buyurtma №\d+ toʻliq toʻlandi/)
  await desk.waitFor(managers, /^💵 Принято 150\s000\ssoʻm по заказу №\d+\. Принял\(а\): (Мадина|Рустам)/)

  const closed = await deliver(town, dilnoza, paid.id)
  expect(await town.ended(paid.id)).toEqual({ state: 'closed' })
  expect(await paymentEnded(town, paymentId)).toEqual({ state: 'paid' })
  expect(stagesOf(closed)).toEqual([['full', 'paid', price]])
  expect(await entriesOf(town, paid.id)).toEqual([
    entry('full', 'perform', 'manual', price, expect.stringMatching(/^staff:200[12]$/) as string),
  ])
  expect(await eventsOf(town, paid.id)).toEqual([
    'order_created',
    'payment_opened',
    'payment_performed',
    'order_offered',
    'order_accepted',
    'order_assembled',
    'order_handed_over',
    'order_delivered',
    'order_rated',
    'order_closed',
  ])
  expect(await unsent(town)).toEqual([])
})

test('a buyer and a florist who press a forged "cash received" are refused, and nothing changes', async () => {
  const placed = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
  const data = `cr:${placed.payments[0]!.id}`
  const events = await eventsOf(town, placed.id)
  for (const [id, refusal] of [
    [ivan, textsIn('ru').plain('toast-staff-only')],
    [florist, textsIn('uz').plain('toast-not-your-role')],
  ] as const) {
    const cheat = town.sandbox.as(id)
    await cheat.send(shopBot, '/start')
    await cheat.waitFor(shopBot, 'Gulzor')
    expect(await cheat.press(shopBot, { data }, { forged: true })).toMatchObject({
      answered: true,
      answer: { text: refusal, showAlert: true },
    })
  }
  expect(await entriesOf(town, placed.id)).toEqual([])
  expect(await eventsOf(town, placed.id)).toEqual(events)
  expect(await town.orderOf(ivan)).toEqual(placed)
  expect(await unsent(town)).toEqual([])
})
