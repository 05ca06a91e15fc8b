import { createNotices, type Notices } from '../../../activities/notices'
import type { Notice } from '../../../domain/notices'
import { createGateway } from '../../../telegram/gateway'
import { freshDatabase, type FreshDatabase } from '../../setup/database'
import { BotApiForTests } from '../../telegram/bot-api'
import { businessId, links, people, seedOrder, seedRefund, seedShop, silent } from './shop'

let database: FreshDatabase
let api: BotApiForTests
let notices: Notices

beforeAll(async () => {
  ;[database, api] = await Promise.all([freshDatabase(), BotApiForTests.start()])
  const gateway = createGateway({ token: '1:token', apiRoot: api.root })
  notices = createNotices({ sql: database.sql, telegramFor: () => gateway, links, log: silent })
  await seedShop(database.sql)
  await seedOrder(database.sql, { stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
  await seedOrder(database.sql, {
    id: 'order2',
    number: 1043,
    plan: 'deposit_balance',
    stages: [
      { kind: 'deposit', amount: 4_500_000n, state: 'due' },
      { kind: 'balance', amount: 10_500_000n, state: 'scheduled' },
    ],
  })
  await seedOrder(database.sql, {
    id: 'order3',
    number: 1044,
    plan: 'preorder',
    state: 'awaiting_goods',
    product: 'peony',
    quantity: 1,
    stages: [
      { kind: 'deposit', amount: 4_500_000n, state: 'paid' },
      { kind: 'balance', amount: 10_500_000n, state: 'due', extended: true },
    ],
  })
  await seedOrder(database.sql, {
    id: 'order4',
    number: 1045,
    state: 'cancelled',
    stages: [{ kind: 'full', amount: 15_000_000n, state: 'paid' }],
  })
  await seedOrder(database.sql, {
    id: 'order5',
    number: 1046,
    state: 'out_for_delivery',
    stages: [{ kind: 'full', amount: 15_000_000n, state: 'paid' }],
  })
  const { sql } = database
  await sql`UPDATE orders SET courier_id = ${people.courier} WHERE id = 'order5'`
  await seedRefund(sql, { paymentId: 'order3.d', provider: 'click', externalId: '777', amount: 4_500_000n })
  await seedRefund(sql, { paymentId: 'order1.f', provider: 'stars', externalId: 'c', amount: 120n, currency: 'XTR' })
  await seedRefund(sql, {
    paymentId: 'order2.d',
    provider: 'manual',
    externalId: 'p',
    amount: 4_500_000n,
    reason: 'late_money',
  })
})
afterAll(() => Promise.all([database.drop(), api.close()]))
beforeEach(() => api.forget())

let serial = 0
type Told<K extends Notice['kind']> = Omit<Extract<Notice, { kind: K }>, 'businessId' | 'dedupeKey' | 'kind'>

async function said<K extends Notice['kind']>(kind: K, of: Told<K>, lang?: 'ru' | 'uz' | 'en') {
  if (lang) await database.sql`UPDATE buyers SET lang = ${lang} WHERE external_id = ${people.buyer}`
  const notice = { businessId, dedupeKey: `k${++serial}`, kind, ...of } as unknown as Notice
  expect(await notices.tell(notice)).toBe('sent')
  const [call] = api.of('sendMessage')
  expect(call).toMatchObject({ parse_mode: 'HTML' })
  return { to: call?.['chat_id'], text: call?.['text'], buttons: drawn(call?.['reply_markup']) }
}

const drawn = (markup: unknown) =>
  (markup as { inline_keyboard: { text: string; url?: string; callback_data?: string }[][] }).inline_keyboard.map(
    (row) => row.map(({ text, url, callback_data: data }) => `${text} -> ${url ?? data ?? ''}`),
  )

const full = { orderId: 'order1', paymentId: 'order1.f' }
const deposit = { orderId: 'order2', paymentId: 'order2.d' }
const balance = { orderId: 'order3', paymentId: 'order3.b' }
const nbsp = '\u00a0'
const money = (text: string) => text.replaceAll('_', nbsp)

describe('a payment that is due', () => {
  test('in Russian: what, how much, until when, and every way to pay that really works', async () => {
    const message = await said('payment_due', full, 'ru')
    expect(message.to).toBe(people.buyer)
    expect(message.text).toBe(
      money(
        '🧾 <b>Заказ №1042</b>\nРоза × 3\n\nК оплате: <b>150_000_soʻm</b>\nОплатите до 21 ноября, 18:00\n\nКак вам удобно заплатить? 👇',
      ),
    )
    const parameters = Buffer.from('m=merchant1;ac.payment=1042F;a=15000000;l=ru').toString('base64')
    expect(message.buttons).toEqual([
      [
        `💳 Payme -> https://checkout.paycom.uz/${parameters}`,
        '💳 Click -> https://my.click.uz/services/pay?service_id=1001&merchant_id=77&amount=150000.00&transaction_param=1042F',
      ],
      ['💵 Наличными -> pm:order1.f'],
      ['⏳ Нужно время -> mt:order1.f', '✖️ Отменить заказ -> x:order1'],
    ])
  })

  test('a deposit in Uzbek says what remains and when', async () => {
    const message = await said('payment_due', deposit, 'uz')
    expect(message.text).toBe(
      money(
        '🧾 <b>Buyurtma №1043</b>\nAtirgul × 3\n\nOldindan toʻlov: <b>45_000_soʻm</b> (jami 150_000_soʻm)\nMuddat: 21-noyabr, 18:00 gacha\nQolgan 105_000_soʻm — yetkazib berishdan oldin, eslatib qoʻyamiz.\n\nQanday toʻlash qulay? 👇',
      ),
    )
  })

  test('the balance of a preorder in English says that the flowers have come; more time is not offered twice', async () => {
    const message = await said('payment_due', balance, 'en')
    expect(message.text).toBe(
      money(
        '🧾 <b>Order #1044</b>\nPeony\n\nYour flowers have arrived! Balance: <b>105_000_soʻm</b> of 150_000_soʻm\nPlease pay by 21 November, 18:00\n\nHow would you like to pay? 👇',
      ),
    )
    expect(message.buttons.at(-1)).toEqual(['✖️ Cancel order -> x:order3'])
  })

  test('Stars cost what the shop’s rate says, and a fiat provider without a token is not offered', async () => {
    const { sql } = database
    const settings = { providers: ['stars', 'telegram_fiat', 'manual'], minorPerStar: '125001' }
    await sql`UPDATE businesses SET settings = ${sql.json(settings)} WHERE id = ${businessId}`
    const message = await said('payment_due', full, 'ru')
    expect(message.buttons[0]).toEqual([money('⭐ Stars · 120_⭐ -> ps:order1.f'), '💵 Наличными -> pm:order1.f'])
    await sql`UPDATE businesses SET settings = '{}' WHERE id = ${businessId}`
  })

  test('a nudge can be silenced', async () => {
    const message = await said('payment_nudge', { ...deposit, nudge: 1 }, 'ru')
    expect(message.text).toBe(
      money(
        '🔔 Заказ №1043 ждёт предоплаты\nРоза × 3\n\nПредоплата: <b>45_000_soʻm</b>\nОплатите до 21 ноября, 18:00, потом заказ отменится и цветы вернутся на витрину.\n\nКак вам удобно заплатить? 👇',
      ),
    )
    expect(message.buttons.at(-1)).toEqual(['🔕 Не напоминать -> sn:order2'])
  })
})

describe('what the buyer hears', () => {
  test.each([
    [
      'ru',
      '✅ Получили предоплату 45_000_soʻm за заказ №1043, спасибо!\nЦветы за вами. Остался ещё платёж: 105_000_soʻm.',
    ],
    [
      'uz',
      '✅ Buyurtma №1043 uchun 45_000_soʻm oldindan toʻlovni oldik, rahmat!\nGullar siz uchun band qilindi. Yana bitta toʻlov qoldi: 105_000_soʻm.',
    ],
    [
      'en',
      '✅ We received the deposit of 45_000_soʻm for order #1043, thank you!\nThe flowers are yours. One payment is left: 105_000_soʻm.',
    ],
  ] as const)('a deposit received, in %s', async (lang, text) => {
    expect((await said('payment_received', deposit, lang)).text).toBe(money(text))
  })

  test('a preorder is kept until its day', async () => {
    const { text } = await said('goods_awaited', { orderId: 'order3' }, 'ru')
    expect(text).toBe(
      money(
        '📦 Предзаказ №1044 за вами\nПион\n\nЖдём поставку 1 декабря. Как только цветы приедут, напишем и попросим остаток 105_000_soʻm.',
      ),
    )
  })

  test.each([
    ['keep', 'Предоплата 45_000_soʻm по правилам магазина не возвращается.'],
    ['refund', 'Предоплату 45_000_soʻm вернём и сразу напишем.'],
    ['asked', 'Что будет с предоплатой 45_000_soʻm, решит магазин. Если её вернут, мы напишем.'],
  ])('a balance that expired says what becomes of the deposit: %s', async (fate, sentence) => {
    await database.sql`UPDATE orders SET deposit_fate = ${fate} WHERE id = 'order3'`
    const { text } = await said('payment_expired', balance, 'ru')
    expect(text).toBe(
      `⌛ Остаток за заказ №1044 не поступил вовремя, заказ закрыт.\n${money(sentence)}\nВопросы — /support`,
    )
  })

  test('a cancelled order without money, and with money and a reason that staff gave', async () => {
    expect((await said('order_cancelled', { orderId: 'order1' }, 'en')).text).toBe(
      '✖️ Order #1042 is cancelled.\nYou were not charged. We hope to see you again 🌷',
    )
    api.forget()
    await database.sql`UPDATE orders SET ended_by = 'staff', end_reason = 'Розы <замёрзли>' WHERE id = 'order3'`
    expect((await said('order_cancelled', { orderId: 'order3' }, 'en')).text).toBe(
      money(
        '✖️ Order #1044 is cancelled.\nWe are returning 45_000_soʻm and will write about it separately.\nReason: Розы &lt;замёрзли&gt;',
      ),
    )
  })

  test('Stars that go back are counted in Stars', async () => {
    const { text } = await said('refund_started', { ...full, provider: 'stars', externalId: 'c' }, 'ru')
    expect(text).toBe(
      money(
        '↩️ Возвращаем 120_⭐ за заказ №1042.\nЗвёзды вернутся на ваш баланс в Telegram.\nНапишем, когда всё готово. Вопросы — /paysupport',
      ),
    )
  })

  test('a rating is one press', async () => {
    const { buttons } = await said('rating_ask', { orderId: 'order1' }, 'ru')
    expect(buttons).toEqual([
      ['1 ⭐ -> r:order1:1', '2 ⭐ -> r:order1:2', '3 ⭐ -> r:order1:3', '4 ⭐ -> r:order1:4', '5 ⭐ -> r:order1:5'],
    ])
  })

  test.each(['paid', 'accepted', 'assembled', 'out_for_delivery', 'delivered'] as const)(
    'progress: %s leads to the order',
    async (step) => {
      const { text, buttons } = await said('order_progress', { orderId: 'order1', step }, 'uz')
      expect(text).toMatch(/№1042/)
      expect(buttons).toEqual([['📦 Buyurtma №1042 -> o:order1']])
    },
  )
})

describe('what staff hear', () => {
  test('a florist is offered the work in her own language', async () => {
    const message = await said('offer', { orderId: 'order1', round: 1 })
    expect(message.to).toBe(people.florist)
    expect(message.text).toBe(
      money(
        '🆕 <b>Yangi buyurtma №1042</b>\nAtirgul × 3\n\nSumma: 150_000_soʻm. Kim yasaydi? «Olaman» tugmasini bosing.',
      ),
    )
    expect(message.buttons).toEqual([['🙋 Olaman -> fa:order1']])
  })

  test('a second round says that nobody took it', async () => {
    expect((await said('offer', { orderId: 'order1', round: 2 })).text).toContain('hali ham floristsiz')
  })

  test('a courier sees whom to bring it to, with the name made harmless', async () => {
    const message = await said('courier_offer', { orderId: 'order1' })
    expect(message.to).toBe(people.courier)
    expect(message.text).toBe(
      '🚚 <b>Заказ №1042 готов к доставке</b>\nРоза × 3\n\nПокупатель: <a href="tg://user?id=42">Dilnoza &lt;3</a>. Заберёте? Жмите «Забрал».',
    )
    expect(message.buttons).toEqual([['🚚 Забрал -> ch:order1']])
  })

  test.each([
    ['ru', '✖️ Заказ №1045 закрыт: отменён. Везти его не нужно; если он у вас, верните его в магазин.'],
    ['uz', '✖️ Buyurtma №1045 yopildi: bekor qilindi. Uni eltish kerak emas; sizda boʻlsa, doʻkonga qaytaring.'],
    ['en', '✖️ Order #1045 is over: cancelled. Do not deliver it; if you have it, bring it back to the shop.'],
  ])('a courier hears in %s that the order is over, and what to do with the bouquet', async (lang, text) => {
    await database.sql`UPDATE staff SET lang = ${lang} WHERE external_id = ${people.courier}`
    const message = await said('order_ended_for_couriers', { orderId: 'order4' })
    await database.sql`UPDATE staff SET lang = 'ru' WHERE external_id = ${people.courier}`
    expect(message).toEqual({ to: people.courier, text, buttons: [] })
  })

  test.each([
    ['ru', '⏰ Заказ №1046 забрали, но до сих пор не доставили. Забрал: Jasur. Спросите, где он;'],
    ['uz', '⏰ Buyurtma №1046 olib ketilgan, lekin hali yetkazilmadi. Olib ketgan: Jasur. Qayerdaligini soʻrang;'],
    ['en', '⏰ Order #1046 was picked up, but it is still not delivered. Picked up by: Jasur. Please ask where it is;'],
  ])('managers hear in %s who has picked up an order that does not arrive', async (lang, text) => {
    await database.sql`UPDATE staff SET lang = ${lang} WHERE external_id = ${people.manager}`
    const message = await said('order_late', { orderId: 'order5', waitingFor: 'delivery' })
    await database.sql`UPDATE staff SET lang = 'en' WHERE external_id = ${people.manager}`
    expect(message.to).toBe(people.manager)
    expect(message.text).toContain(text)
  })

  test.each(['florist', 'assembly', 'courier', 'delivery'] as const)(
    'managers hear that an order waits for %s',
    async (waitingFor) => {
      const message = await said('order_late', { orderId: 'order1', waitingFor })
      expect(message.to).toBe(people.manager)
      expect(message.buttons).toEqual([['🔎 Open the order -> so:order1']])
    },
  )

  test('the buyer is told that the deposit stays with the shop, and whom to write to', async () => {
    const message = await said('deposit_kept', { orderId: 'order3' })
    expect(message.to).toBe(people.buyer)
    expect(message.text).toContain(money('Oldindan toʻlov 45_000_soʻm doʻkonda qoladi.'))
    expect(message.text).toContain('/support')
  })

  test('the owner decides about a deposit by two buttons', async () => {
    const message = await said('deposit_fate', { orderId: 'order3', fate: 'ask_owner' })
    expect(message.to).toBe(people.owner)
    expect(message.text).toContain(money('Что сделать с предоплатой 45_000_soʻm?'))
    expect(message.buttons[0]).toEqual([
      '🏪 Оставить магазину -> df:order3:keep',
      '↩️ Вернуть покупателю -> df:order3:refund',
    ])
  })

  test('the owner is told how to return money through Click, and may say that it is done', async () => {
    const message = await said('refund_todo', {
      ...balance,
      paymentId: 'order3.d',
      provider: 'click',
      externalId: '777',
      reminder: 0,
    })
    expect(message.text).toBe(
      money(
        '↩️ <b>Верните 45_000_soʻm</b>\nЗаказ №1044, покупатель <a href="tg://user?id=42">Dilnoza &lt;3</a>\nПричина: покупатель отменил заказ\n\nОткройте merchant.click.uz → «Платежи», найдите платёж <code>777</code> (счёт 1044D) и сделайте возврат. Потом нажмите «Вернул».',
      ),
    )
    expect(message.buttons).toEqual([['✅ Вернул -> rf:1', '🔎 Открыть заказ -> so:order3']])
  })

  test('a reminder of cash to return says that it is one', async () => {
    const { text } = await said('refund_todo', { ...deposit, provider: 'manual', externalId: 'p', reminder: 1 })
    expect(text).toContain(money('⏰ <b>Всё ещё не возвращено: 45_000_soʻm</b>'))
    expect(text).toContain('Причина: деньги пришли после закрытия заказа')
    expect(text).toContain('Отдайте покупателю наличные')
  })
})
