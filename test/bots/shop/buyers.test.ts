import { orderIdOf } from '../../../bots/shop/order-id'
import { createPayLinks } from '../../../domain/pay-links'
import { LifecycleEnded, Unanswered } from '../../../workflows/callers'
import { people, seedOrder } from '../../activities/notices/shop'
import { buttonsOf, group, messageFrom, openBot, person, pressFrom, type BotForTests } from './shop-bot'

let bot: BotForTests
const { buyer, stranger, florist } = people

beforeAll(async () => {
  bot = await openBot({ settings: { providers: ['payme', 'click', 'stars', 'manual'], minorPerStar: '125000' } })
  const { sql } = bot.database
  await seedOrder(sql, {
    plan: 'deposit_balance',
    stages: [
      { kind: 'deposit', amount: 4_500_000n, state: 'due' },
      { kind: 'balance', amount: 10_500_000n, state: 'scheduled' },
    ],
  })
  await seedOrder(sql, {
    id: 'done',
    number: 1050,
    state: 'delivered',
    stages: [{ kind: 'full', amount: 5_000_000n, state: 'paid' }],
    quantity: 1,
  })
})
afterAll(() => bot.close())
beforeEach(async () => {
  bot.forget()
  await bot.database.sql`UPDATE payments SET state = 'due' WHERE id = 'order1.d'`
})

const sent = () => bot.api.of('sendMessage')
const edited = () => bot.api.of('editMessageText')
const toasts = () => bot.api.of('answerCallbackQuery').map(({ text }) => text)
const nbsp = (text: string) => text.replaceAll('_', '\u00a0')

describe('the first contact', () => {
  test('makes a buyer in the language of the app, and later words keep the choice', async () => {
    const { sql } = bot.database
    await bot.handle(messageFrom('77', '/start', { from: person('77', 'uz-UZ') }))
    expect(String(sent()[0]?.['text'])).toContain('Assalomu alaykum, Person77! Bu <b>Gulzor</b>')
    const read = () => sql`SELECT lang, name, nudges_on FROM buyers WHERE id = 'telegram:77'`
    expect([...(await read())]).toEqual([{ lang: 'uz', name: 'Person77', nudges_on: true }])
    await bot.press('77', 'l:en')
    await bot.handle(messageFrom('77', '/start', { from: { ...person('77', 'uz'), first_name: 'Аня' } }))
    expect([...(await read())]).toEqual([{ lang: 'en', name: 'Аня', nudges_on: true }])
    expect(toasts()).toEqual(['English it is!'])
  })

  test('a hostile name stays a name', async () => {
    const from = { ...person('78', 'en'), first_name: '<a href="x">', last_name: '&amp;' }
    await bot.handle(messageFrom('78', '/start', { from }))
    expect(String(sent()[0]?.['text'])).toContain('Hello, &lt;a href="x"&gt; &amp;amp;!')
  })

  test('somebody who writes can be reached again', async () => {
    const { sql } = bot.database
    await sql`UPDATE buyers SET unreachable_at = now() WHERE external_id = ${buyer}`
    await bot.text(buyer, '/help')
    expect(await sql`SELECT 1 FROM buyers WHERE unreachable_at IS NOT NULL`).toHaveLength(0)
  })

  test('somebody who blocks the bot is noted', async () => {
    const { sql } = bot.database
    const chat = { id: Number(stranger), type: 'private' }
    const member = { user: { id: 1 }, status: 'kicked' }
    await bot.handle({ my_chat_member: { chat, from: person(stranger), date: 1, new_chat_member: member } })
    expect(await sql`SELECT 1 FROM buyers WHERE external_id = ${stranger} AND unreachable_at IS NOT NULL`).toHaveLength(
      1,
    )
  })
})

describe('the catalog', () => {
  test('lists what is for sale, with prices and what can only be preordered', async () => {
    await bot.text(buyer, '/catalog')
    expect(buttonsOf(sent()[0])).toEqual([
      nbsp('🌹 Роза · 50_000_soʻm -> p:rose'),
      nbsp('🌸 Пион · 150_000_soʻm · предзаказ -> p:peony'),
      '📋 Мои заказы -> os',
    ])
  })

  test('turns its own pages and leaves other messages to be read', async () => {
    await bot.press(buyer, 'c', { keyboard: ['q:rose:1', 'c'] })
    expect([sent().length, edited().length]).toEqual([0, 1])
    bot.forget()
    await bot.press(buyer, 'c', { keyboard: ['o:order1'] })
    expect([sent().length, edited().length]).toEqual([1, 0])
  })

  test('a card shows the exact sums of each plan', async () => {
    await bot.press(buyer, 'q:rose:3')
    expect(edited()[0]?.['text']).toBe(
      nbsp(
        '🌹 <b>Роза</b>\nКрасная\n\nЦена: 50_000_soʻm\n\nИтого за 3 шт.: <b>150_000_soʻm</b>\n\n• Сразу: 150_000_soʻm\n• С предоплатой: 45_000_soʻm сейчас, 105_000_soʻm перед доставкой',
      ),
    )
    const buttons = buttonsOf(edited()[0])
    expect(buttons.slice(0, 3)).toEqual(['➖ -> q:rose:2', '3 шт. -> q:rose:3', '➕ -> q:rose:4'])
    expect(buttons[3]).toMatch(/^✅ Оплатить сразу · 150.000.soʻm -> co:[\w-]{8}:rose:3:f$/)
    expect(buttons[4]).toMatch(/^🤝 Предоплата · 45.000.soʻm -> co:[\w-]{8}:rose:3:d$/)
  })

  test('a preorder says the day and both sums', async () => {
    await bot.press(buyer, 'p:peony')
    expect(String(edited()[0]?.['text'])).toContain(
      nbsp('• Предзаказ: 45_000_soʻm сейчас, 105_000_soʻm — когда цветы приедут (1 декабря)'),
    )
    expect(buttonsOf(edited()[0]).filter((button) => button.includes('co:'))).toHaveLength(1)
  })

  test('more than there is cannot be chosen, and what is gone says so', async () => {
    await bot.press(buyer, 'q:rose:99')
    expect(buttonsOf(edited()[0])[1]).toBe('10 шт. -> q:rose:10')
    await bot.press(buyer, 'p:nothing')
    expect(toasts().at(-1)).toBe('Этого уже нет в продаже. Откройте /catalog и выберите другое.')
  })
})

describe('checkout', () => {
  test('places the order that belongs to the screen, so a second press places the same', async () => {
    await bot.press(buyer, 'co:draft123:rose:3:d')
    await bot.press(buyer, 'co:draft123:rose:3:f')
    const orderId = orderIdOf('demo', 'telegram:42', 'draft123')
    expect(orderId).toMatch(/^[a-z0-9]{16}$/)
    expect(bot.lifecycles.calls.map(([name, address]) => [name, address])).toEqual([
      ['placeOrder', { businessId: 'demo', orderId }],
      ['placeOrder', { businessId: 'demo', orderId }],
    ])
    expect(bot.lifecycles.calls[0]?.[2]).toEqual({
      buyerId: 'telegram:42',
      lines: [{ productId: 'rose', quantity: 3 }],
      plan: 'deposit_balance',
    })
    expect(edited()[0]?.['text']).toBe(
      nbsp('🛍 Оформляем: Роза × 3\nСумма заказа: 150_000_soʻm\n\nСейчас пришлю счёт с кнопками оплаты 👇'),
    )
  })

  test('another buyer’s order from the same draft is another order', () => {
    expect(orderIdOf('demo', 'telegram:1', 'd')).not.toBe(orderIdOf('demo', 'telegram:2', 'd'))
    expect(orderIdOf('demo', 'telegram:1', 'd')).not.toBe(orderIdOf('other', 'telegram:1', 'd'))
  })

  test.each([
    ['more than there is', 'co:draft123:rose:11:f', 'Столько нет, осталось 10 шт. Выберите меньше или другой букет.'],
    [
      'a plan that is not for this product',
      'co:draft123:rose:1:p',
      'Этого уже нет в продаже. Откройте /catalog и выберите другое.',
    ],
    [
      'a preorder paid in full',
      'co:draft123:peony:1:f',
      'Этого уже нет в продаже. Откройте /catalog и выберите другое.',
    ],
  ])('%s places nothing', async (_, data, words) => {
    await bot.press(buyer, data)
    expect(bot.lifecycles.calls).toEqual([])
    expect(toasts()).toEqual([words])
  })

  test('when nobody answers the buyer is told that it will be tried again, and it is', async () => {
    bot.lifecycles.next('placeOrder', () => {
      throw new Unanswered('order', null)
    })
    await expect(bot.press(buyer, 'co:draft123:rose:1:f')).rejects.toThrow(Unanswered)
    expect(toasts()).toEqual([
      'Не получилось с первого раза, я сейчас повторю сам. Если через минуту ничего не изменится, нажмите ещё раз.',
    ])
  })
})

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
    expect(bot.lifecycles.calls).toEqual([
      ['extend', { businessId: 'demo', orderId: 'order1', paymentId: 'order1.d' }, 'buyer'],
    ])
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

  test('a rating goes to the order; a low one asks what was wrong', async () => {
    await bot.press(buyer, 'r:done:2')
    expect(bot.lifecycles.calls).toEqual([['rate', { businessId: 'demo', orderId: 'done' }, 2]])
    expect(buttonsOf(edited()[0])).toEqual(['💬 Написать нам -> https://t.me/gulzor_help'])
  })
})

describe('what the bot does not understand', () => {
  test.each([
    ['a text', { text: 'привет' }],
    ['a command of another bot', { text: '/nonsense', entities: [{ type: 'bot_command', offset: 0, length: 9 }] }],
    ['a picture', { text: undefined, photo: [{ file_id: 'x' }] }],
    ['a voice', { text: undefined, voice: { file_id: 'x' } }],
  ])('%s is answered with what it can do', async (_, more) => {
    await bot.handle(messageFrom(buyer, '', more))
    expect(String(sent()[0]?.['text'])).toContain('Я понимаю только кнопки и команды')
    expect(buttonsOf(sent()[0])).toContain('🌷 Каталог -> c')
  })

  test.each(['old', 'co:1:2', 'o:order1:x', "o:'; DROP TABLE orders", 'fa:', 'x'.repeat(64)])(
    'the button %j is answered with where to look',
    async (data) => {
      await bot.press(buyer, data)
      expect(toasts()).toEqual(['Эта кнопка устарела. Откройте /orders или /catalog, там всё свежее.'])
    },
  )

  test('chatter in a group is left alone; a command leads to the private chat', async () => {
    await bot.text(florist, 'кто сегодня работает?', { chat: group })
    expect(bot.api.calls).toEqual([])
    await bot.text(florist, '/orders@shop_bot', { chat: group })
    expect(sent()).toMatchObject([{ chat_id: -5 }])
    expect(await bot.database.sql`SELECT 1 FROM buyers WHERE external_id = ${florist}`).toHaveLength(0)
  })

  test.each(['/terms', '/support', '/paysupport', '/help', '/lang'])('%s is answered', async (command) => {
    await bot.text(buyer, command)
    expect(sent()).toHaveLength(1)
  })

  test('the shop’s own terms are shown as they are, without being read as markup', async () => {
    const { sql } = bot.database
    await sql`UPDATE businesses SET terms = '{"ru": "Цветы < 24 ч. & точка"}' WHERE id = 'demo'`
    await bot.text(buyer, '/terms')
    expect(sent()[0]?.['text']).toBe('Цветы &lt; 24 ч. &amp; точка')
  })
})

describe('troubles', () => {
  test('a press is always answered, also when the handler fails', async () => {
    bot.api.next('sendMessage', { code: 500, description: 'Internal' })
    await expect(bot.press(buyer, 'o:order1')).rejects.toThrow('sendMessage was refused: 500')
    expect(bot.api.of('answerCallbackQuery')).toHaveLength(1)
  })

  test('a second try does not answer the press again, and says in the chat what it has to say', async () => {
    await bot.handle(pressFrom(stranger, 'o:order1'), { attempt: 2 })
    expect(sent()).toMatchObject([{ text: 'Такого заказа у вас нет. Ваши заказы — /orders' }])
  })

  test('a press that Telegram has forgotten is still done', async () => {
    bot.api.next('answerCallbackQuery', { code: 400, description: 'Bad Request: query is too old' })
    await bot.press(buyer, 'mt:order1.d')
    expect(bot.lifecycles.calls).toHaveLength(1)
  })

  test('a message that cannot be edited is sent anew; one that would not change is left', async () => {
    bot.api.next(
      'editMessageText',
      { code: 400, description: "Bad Request: message can't be edited" },
      { code: 400, description: 'Bad Request: message is not modified' },
    )
    await bot.press(buyer, 'p:rose')
    expect(sent()).toHaveLength(1)
    await bot.press(buyer, 'p:rose')
    expect(sent()).toHaveLength(1)
  })

  test('a buyer who blocked the bot in the middle is noted, and nothing is tried again', async () => {
    bot.api.next('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' })
    await bot.text(buyer, '/help')
    const { sql } = bot.database
    expect(await sql`SELECT 1 FROM buyers WHERE external_id = ${buyer} AND unreachable_at IS NOT NULL`).toHaveLength(1)
  })

  test('thirty presses a minute are enough: then one polite line, and silence', async () => {
    for (let count = 0; count < 33; count++) await bot.press(buyer, 'h')
    expect(sent()).toHaveLength(30)
    expect(toasts().filter(Boolean)).toEqual(['Слишком быстро 🙂 Подождите минуту и нажмите снова.'])
    expect(bot.api.of('answerCallbackQuery')).toHaveLength(33)
  })
})
