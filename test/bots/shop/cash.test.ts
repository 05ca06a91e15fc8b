import { people, seedRefund } from '../../activities/notices/shop'
import { seedPlans, seedSubscription } from './seeded-subscriptions'
import { buttonsOf, heardFrom, nbsp, openBot, pressFrom, type BotForTests } from './shop-bot'

let bot: BotForTests
const { courier, manager, buyer } = people

beforeAll(async () => {
  bot = await openBot({ settings: { providers: ['manual'] } })
  await seedPlans(bot.database.sql, { prices: { manual: '8000000' } })
  await seedSubscription(bot.database.sql, { id: 'sub1', due: true })
})
afterAll(() => bot.close())
beforeEach(() => bot.forget())

const { sent, edited, toasts } = heardFrom(() => bot)

describe('a period that costs another price in cash', () => {
  test('the buyer and who takes the cash are told that price', async () => {
    await bot.press(buyer, 'pm:sub1.1')
    const [toManager, toBuyer] = sent()
    expect(buttonsOf(toManager)).toEqual([nbsp('💵 I have 80_000_soʻm -> cr:sub1.1')])
    expect(String(toManager?.['text'])).toContain(nbsp('<b>80_000_soʻm</b>'))
    expect(String(toBuyer?.['text'])).toContain(nbsp('💵 К оплате наличными: <b>80_000_soʻm</b>'))
    await bot.press(manager, 'z:sub1')
    expect(buttonsOf(edited()[0])).toContain(nbsp('💵 I have 80_000_soʻm -> cr:sub1.1'))
    await bot.press(courier, 'cr:sub1.1')
    expect(edited()[1]?.['text']).toBe(nbsp('💵 Принято 80_000_soʻm по заказу №1001. Принял(а): Jasur'))
  })
})

describe('a press whose first answer was lost', () => {
  beforeAll(async () => {
    await seedSubscription(bot.database.sql, { id: 'sub2', due: true })
    await bot.database.sql`UPDATE payments SET state = 'paid' WHERE id = 'sub2.1'`
  })

  test('is told that the cash is taken, as the first would have been', async () => {
    const pressed = pressFrom(courier, 'cr:sub2.1')
    await bot.database.sql`
      INSERT INTO provider_transactions (business_id, provider, external_id, payment_id, amount, currency, state,
                                         provider_time, held_at, performed_at)
      VALUES ('demo', 'manual', ${pressed.callback_query.id}, 'sub2.1', 8000000, 'UZS', 'performed', now(), now(), now())`
    await bot.handle(pressed, { attempt: 2 })
    expect(sent().map(({ text }) => text)).toEqual(['Оплата принята.'])
    expect(edited()[0]?.['text']).toBe(nbsp('💵 Принято 80_000_soʻm по заказу №1002. Принял(а): Jasur'))
    const said = { provider: 'manual', externalId: pressed.callback_query.id, step: 'perform' }
    expect(bot.lifecycles.calls).toEqual([['saidAgain', { businessId: 'demo', paymentId: 'sub2.1' }, said]])
  })

  test('another press for the same payment is told not to take the money twice', async () => {
    await bot.press(courier, 'cr:sub2.1')
    expect(toasts()).toEqual(['Уже оплачено. Второй раз деньги не берите.'])
    expect([edited(), bot.lifecycles.calls]).toEqual([[], []])
  })
})

describe('cash that did not pay its bill', () => {
  const goesBack = nbsp(
    '80_000_soʻm отмечены, но счёт не оплатили: его срок вышел или изменилась цена. Деньги нужно вернуть покупателю.',
  )

  test.each(['due', 'expired'])('is not called taken when the payment is %s after it', async (payment) => {
    bot.lifecycles.next('markPaidByHand', () => ({ ok: true, payment }))
    await bot.press(courier, 'cr:sub1.1')
    expect(toasts()).toEqual([goesBack])
    expect(edited()).toEqual([])
  })

  test('nor when other money has paid it since', async () => {
    const { sql } = bot.database
    const pressed = pressFrom(courier, 'cr:sub1.1')
    const { id: externalId } = pressed.callback_query
    await seedRefund(sql, {
      paymentId: 'sub1.1',
      provider: 'manual',
      externalId,
      amount: 8_000_000n,
      reason: 'wrong_amount',
    })
    await bot.handle(pressed)
    expect(toasts()).toEqual([goesBack])
    expect(edited()).toEqual([])
  })
})
