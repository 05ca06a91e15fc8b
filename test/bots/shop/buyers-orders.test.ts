import { createPayLinks } from '../../../domain/pay-links'
import { LifecycleEnded } from '../../../workflows/callers'
import { people, seedOrder } from '../../activities/notices/shop'
import { buttonsOf, heardFrom, nbsp, openBot, openBuyersBot, type BotForTests } from './shop-bot'

let bot: BotForTests
const { buyer, stranger } = people

beforeAll(async () => {
  bot = await openBuyersBot()
})
afterAll(() => bot.close())
beforeEach(async () => {
  bot.forget()
  await bot.database.sql`UPDATE payments SET state = 'due' WHERE id = 'order1.d'`
})

const { sent, edited, toasts } = heardFrom(() => bot)

describe('orders and paying', () => {
  test('/orders shows what is due, and the buttons for it', async () => {
    await bot.text(buyer, '/orders')
    expect(String(sent()[0]?.['text'])).toContain(
      nbsp('№1042 · Роза × 3\nждёт оплаты: <b>45_000_soʻm</b> до 21 ноября, 18:00'),
    )
    expect(buttonsOf(sent()[0])).toEqual(
      expect.arrayContaining(['📦 Заказ №1042 -> o:order1', nbsp('💳 Оплатить 45_000_soʻm -> pay:order1.d')]),
    )
  })

  test('the order in words: state, sums, next step, history', async () => {
    const { sql } = bot.database
    await sql`DELETE FROM business_events`
    const payload = { amount: '4500000', provider: 'payme' }
    await sql`INSERT INTO business_events (type, version, business_id, order_id, occurred_at, dedupe_key, payload) VALUES
      ('order_created', 1, 'demo', 'order1', '2026-11-20T13:00:00Z', 'a', '{}'),
      ('payment_held', 1, 'demo', 'order1', '2026-11-20T13:05:00Z', 'b', '{}'),
      ('payment_performed', 1, 'demo', 'order1', '2026-11-20T13:06:00Z', 'c', ${sql.json(payload)})`
    await bot.press(buyer, 'o:order1')
    expect(sent()[0]?.['text']).toBe(
      nbsp(
        '📦 <b>Заказ №1042</b> — ждёт оплаты\nРоза × 3\nСумма 150_000_soʻm, оплачено 0_soʻm\n\n👉 Оплатите 45_000_soʻm до 21 ноября, 18:00\n\n<b>Что было</b>\n20 ноября, 18:00 — заказ оформлен\n20 ноября, 18:06 — получили 45_000_soʻm (Payme)',
      ),
    )
  })

  test('the pay screen is a message of its own that is known, so that its buttons can be taken away', async () => {
    await bot.press(buyer, 'pay:order1.d')
    expect(buttonsOf(sent()[0]).map((button) => button.replace(/ -> .*/, ''))).toEqual([
      '💳 Payme',
      '💳 Click',
      nbsp('⭐ Stars · 36_⭐'),
      '💵 Наличными',
      '⏳ Нужно время',
      '✖️ Отменить заказ',
    ])
    const rows = await bot.database.sql`SELECT chat_id, payment_id, has_buttons, state FROM outbound_messages`
    expect([...rows]).toEqual([{ chat_id: buyer, payment_id: 'order1.d', has_buttons: true, state: 'sent' }])
  })

  test.each([
    ['paid', 'Уже оплачено, спасибо! Подробности — в /orders'],
    ['held', 'Оплата уже идёт. Если прервали её, подождите немного и попробуйте снова.'],
    ['expired', 'Время оплаты вышло. Закажите заново: /catalog'],
    ['cancelled', 'Этот заказ отменён, платить не нужно.'],
  ])('every button of a payment that is %s says so', async (state, words) => {
    await bot.database.sql`UPDATE payments SET state = ${state} WHERE id = 'order1.d'`
    for (const data of ['pay:order1.d', 'mt:order1.d', 'ps:order1.d', 'pm:order1.d']) await bot.press(buyer, data)
    expect(toasts()).toEqual([words, words, words, words])
    expect([bot.lifecycles.calls, sent(), bot.api.of('sendInvoice')]).toEqual([[], [], []])
  })

  test('a foreign order is no order: nothing is shown, said or done', async () => {
    const foreign = ['o:order1', 'pay:order1.d', 'ps:order1.d', 'pm:order1.d', 'mt:order1.d', 'sn:order1', 'x:order1']
    for (const data of [...foreign, 'xx:order1', 'r:order1:5', 'o:nothing']) await bot.press(stranger, data)
    expect(new Set(toasts())).toEqual(new Set(['Такого заказа у вас нет. Ваши заказы — /orders']))
    expect([bot.lifecycles.calls, sent(), edited()]).toEqual([[], [], []])
  })

  test('more time moves the deadline once, and the screen with it', async () => {
    await bot.press(buyer, 'mt:order1.d')
    expect(bot.lifecycles.calls).toEqual([['extend', { businessId: 'demo', paymentId: 'order1.d' }, 'buyer']])
    expect(toasts()).toEqual(['Хорошо, ждём оплату до 22 ноября, 18:00'])
    expect(buttonsOf(edited()[0]).join()).not.toContain('mt:')
    bot.forget()
    bot.lifecycles.next('extend', () => ({ ok: false, refusal: 'extended_before' }))
    await bot.press(buyer, 'mt:order1.d')
    expect(toasts()).toEqual(['Срок уже продлевали один раз. Если не успеваете, напишите нам: /support'])
  })

  test('Stars: one invoice in Stars, bound to the payment and its buyer', async () => {
    await bot.press(buyer, 'ps:order1.d')
    expect(bot.api.of('sendInvoice')).toEqual([
      {
        chat_id: 42,
        title: 'Заказ №1042, предоплата',
        description: 'Роза × 3',
        payload: 'demo:order1.d:telegram:42',
        currency: 'XTR',
        provider_token: '',
        prices: [{ label: 'Заказ №1042, предоплата', amount: 36 }],
        start_parameter: 'orders',
      },
    ])
  })

  test('a way that the shop does not take is refused kindly; so is what Telegram refuses', async () => {
    await bot.press(buyer, 'pc:order1.d')
    bot.api.next('sendInvoice', { code: 400, description: 'Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID' })
    await bot.press(buyer, 'ps:order1.d')
    expect(toasts()).toEqual([
      'Этот способ сейчас не работает. Выберите другой в /orders',
      'Telegram не принял этот счёт. Выберите другой способ в /orders',
    ])
  })

  test('a card in Telegram carries the provider’s token and the sum in tiyin', async () => {
    const withCard = await openBot({
      settings: { providers: ['telegram_fiat'] },
      links: createPayLinks(() => ({ telegramFiat: { providerToken: 'provider:token' } })),
    })
    await seedOrder(withCard.database.sql, { stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
    await withCard.press(buyer, 'pc:order1.f')
    expect(withCard.api.of('sendInvoice')).toMatchObject([
      { currency: 'UZS', provider_token: 'provider:token', prices: [{ amount: 15_000_000 }] },
    ])
    await withCard.close()
  })

  test('cash: the buyer learns how, the managers learn that somebody comes, once', async () => {
    await bot.press(buyer, 'pm:order1.d')
    await bot.press(buyer, 'pm:order1.d')
    const [toManager, ...toBuyer] = sent()
    expect(toManager).toMatchObject({ chat_id: people.manager })
    expect(buttonsOf(toManager)).toEqual([nbsp('💵 I have 45_000_soʻm -> cr:order1.d')])
    expect(toBuyer.map(({ chat_id: chat }) => chat)).toEqual([42, 42])
    expect(String(toBuyer[0]?.['text'])).toContain(nbsp('💵 К оплате наличными: <b>45_000_soʻm</b>'))
  })

  test('cancelling asks first and says what happens to the money', async () => {
    await bot.press(buyer, 'x:order1')
    expect(sent()[0]?.['text']).toBe(
      'Отменить заказ №1042?\nРоза × 3\n\nДеньги ещё не списаны. Цветы вернутся на витрину.',
    )
    expect(bot.lifecycles.calls).toEqual([])
    await bot.press(buyer, 'xx:order1')
    expect(bot.lifecycles.calls).toEqual([
      ['cancel', { businessId: 'demo', orderId: 'order1' }, { by: 'buyer' }, 'cancelled_by_buyer'],
    ])
  })

  test('cancelling too late, or what is over, says so', async () => {
    await bot.press(buyer, 'x:done')
    bot.lifecycles.next('cancel', () => ({ ok: false, state: 'awaiting_payment', refusal: 'not_now' }))
    await bot.press(buyer, 'xx:order1')
    bot.lifecycles.next('cancel', () => {
      throw new LifecycleEnded('order/demo/order1')
    })
    await bot.press(buyer, 'xx:order1')
    const late = 'Отменить уже нельзя: заказ в работе или идёт оплата. Напишите нам: /support'
    expect(toasts()).toEqual([late, late, 'Этот заказ уже закрыт. Посмотрите /orders'])
  })

  test('reminders stop for an order by button, for all by command', async () => {
    await bot.press(buyer, 'sn:order1')
    expect(bot.lifecycles.calls).toEqual([
      ['switchNudges', { businessId: 'demo', orderId: 'order1' }, { by: 'buyer' }, false],
    ])
    const nudgesOn = async () =>
      (await bot.database.sql`SELECT nudges_on FROM buyers WHERE external_id = ${buyer}`)[0]?.['nudges_on'] as boolean
    await bot.text(buyer, '/reminders')
    expect(await nudgesOn()).toBe(false)
    await bot.text(buyer, '/reminders')
    expect(await nudgesOn()).toBe(true)
  })

  test('presses that can do nothing reach no lifecycle, which answers only so many messages in its life', async () => {
    const { sql } = bot.database
    await sql`UPDATE orders SET nudges_on = false WHERE id = 'order1'`
    await sql`UPDATE payments SET extended_at = now() WHERE id = 'order1.d'`
    for (const data of ['sn:order1', 'mt:order1.d', 'r:order1:5']) await bot.press(buyer, data)
    await sql`UPDATE payments SET state = 'held' WHERE id = 'order1.d'`
    await bot.press(buyer, 'xx:order1')
    await sql`UPDATE orders SET nudges_on = true WHERE id = 'order1'`
    await sql`UPDATE payments SET extended_at = NULL WHERE id = 'order1.d'`
    expect(bot.lifecycles.calls).toEqual([])
    expect(toasts()).toEqual([
      expect.stringContaining('№1042'),
      'Срок уже продлевали один раз. Если не успеваете, напишите нам: /support',
      expect.any(String),
      'Отменить уже нельзя: заказ в работе или идёт оплата. Напишите нам: /support',
    ])
  })

  test('a rating goes to the order; a low one asks what was wrong', async () => {
    await bot.press(buyer, 'r:done:2')
    expect(bot.lifecycles.calls).toEqual([['rate', { businessId: 'demo', orderId: 'done' }, 2]])
    expect(buttonsOf(edited()[0])).toEqual(['💬 Написать нам -> https://t.me/gulzor_help'])
  })
})
