import { idOfDraft } from '../../../bots/shop/drafts'
import { Unanswered } from '../../../workflows/callers'
import { people, seedOrder } from '../../activities/notices/shop'
import { buttonsOf, heardFrom, messageFrom, nbsp, openBuyersBot, person, pressFrom, type BotForTests } from './shop-bot'

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
    const orderId = idOfDraft('demo', 'telegram:42', 'draft123')
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

  test('pressed again after it has taken the last goods shows the order that it placed', async () => {
    const { sql } = bot.database
    const id = idOfDraft('demo', 'telegram:42', 'thelast1')
    await seedOrder(sql, {
      id,
      number: 1060,
      quantity: 10,
      stages: [{ kind: 'full', amount: 50_000_000n, state: 'due' }],
    })
    await sql`UPDATE products SET stock = 0 WHERE id = 'rose'`
    await bot.handle(pressFrom(buyer, 'co:thelast1:rose:10:f'), { attempt: 2 })
    await sql`UPDATE products SET stock = 10 WHERE id = 'rose'`
    expect(edited().map(({ text }) => text)).toEqual([
      nbsp('🛍 Оформляем: Роза × 10\nСумма заказа: 500_000_soʻm\n\nСейчас пришлю счёт с кнопками оплаты 👇'),
    ])
    expect([sent(), bot.lifecycles.calls]).toEqual([[], []])
  })

  test('pressed again after the order was rejected says how many there are', async () => {
    const id = idOfDraft('demo', 'telegram:42', 'toomany1')
    await seedOrder(bot.database.sql, { id, number: 1061, state: 'cancelled', quantity: 11, stages: [] })
    await bot.press(buyer, 'co:toomany1:rose:11:f')
    expect(toasts()).toEqual(['Столько нет, осталось 10 шт. Выберите меньше или другой букет.'])
  })

  test('another buyer’s order from the same draft is another order', () => {
    expect(idOfDraft('demo', 'telegram:1', 'd')).not.toBe(idOfDraft('demo', 'telegram:2', 'd'))
    expect(idOfDraft('demo', 'telegram:1', 'd')).not.toBe(idOfDraft('other', 'telegram:1', 'd'))
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
