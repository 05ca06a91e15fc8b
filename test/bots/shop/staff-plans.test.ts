import { people } from '../../activities/notices/shop'
import { bought, seedPlans, seedSubscription } from './seeded-subscriptions'
import { buttonsOf, heardFrom, nbsp, openBot, person, type BotForTests } from './shop-bot'

let bot: BotForTests
const { owner, manager, buyer } = people

beforeEach(async () => {
  bot = await openBot({ settings: { providers: ['payme', 'stars', 'manual'], minorPerStar: '25000' } })
  await seedPlans(bot.database.sql)
})
afterEach(() => bot.close())

const { sent, edited, toasts } = heardFrom(() => bot)
const textOf = (call: Record<string, unknown> | undefined) => String(call?.['text'])
let replied = 100
async function reply(from: string, text: string): Promise<void> {
  const [asked] = await bot.database.sql<{ id: bigint }[]>`
    SELECT message_id AS id FROM outbound_messages WHERE question IS NOT NULL ORDER BY message_id DESC LIMIT 1`
  await bot.text(from, text, {
    message_id: ++replied,
    reply_to_message: {
      message_id: Number(asked?.id),
      date: 1,
      chat: { id: Number(from), type: 'private' },
      from: { id: 1 },
    },
  })
}
const plan = async (id = 'club') => {
  const [row] = await bot.database.sql`
    SELECT names -> 'ru' AS name, price, star_price AS stars, trial_days AS trial, seats, active,
           period_count || ' ' || period_unit AS period,
           ARRAY(SELECT chat_id FROM plan_channels WHERE plan_id = id ORDER BY chat_id) AS channels
    FROM plans WHERE id = ${id}`
  return row
}
const changes = () => bot.database.sql`SELECT plan_id, field, changed_by FROM plan_changes ORDER BY id`

test('the list says what is on sale and how many have access by it', async () => {
  const { sql } = bot.database
  await seedSubscription(sql, { id: 'one' })
  await seedSubscription(sql, { id: 'two', due: true })
  await seedPlans(sql, { id: 'old', names: { ru: 'Старый', uz: 'Eski', en: 'Old' }, active: false, position: 2 })
  await bot.press(owner, 'sm:plans')
  expect(textOf(edited()[0])).toContain('🏷 <b>Тарифы</b>')
  expect(buttonsOf(edited()[0]).slice(0, 3)).toEqual([
    '✅ Клуб · 1 -> tp:club',
    '▫️ Старый · 0 -> tp:old',
    '➕ Новый тариф -> tn',
  ])
})

test('a plan shows everything that is sold, and the ways to change it', async () => {
  await seedPlans(bot.database.sql, { prices: { click: '9500000' }, trialDays: 7, seats: 20 })
  await bot.press(owner, 'tp:club')
  expect(textOf(edited()[0])).toBe(
    nbsp(
      [
        '🏷 <b>Клуб</b>: в продаже',
        'Разборы',
        '',
        'Цена: 90_000_soʻm за 30 дней',
        'Click: 95_000_soʻm',
        'Звёзды: 360_⭐, Telegram может продлевать сам',
        'Сначала бесплатно: 7 дней',
        'Места: занято 0 из 20',
        'Открывает: Bloom',
        'Сейчас доступ есть у 0',
        '',
        'Изменения действуют для новых подписок. Проданные остаются такими, какими их купили.',
      ].join('\n'),
    ),
  )
  expect(buttonsOf(edited()[0])).toEqual([
    '⏹ Снять с продажи -> ta:club:0',
    '💵 Цена -> tt:club:price',
    '⭐ Цена в звёздах -> tt:club:stars',
    '💳 Цены по способам оплаты -> tq:club:prices',
    '🗓 Период -> tq:club:period',
    '🎁 Бесплатные дни -> tt:club:trial',
    '📢 Каналы -> tq:club:channels',
    '💺 Места -> tt:club:seats',
    '📝 Название и описание -> tq:club:texts',
    '🏷 Тарифы -> sm:plans',
  ])
})

test.each([
  ['price', '120 000', { price: 12_000_000n }, 'Цена: 120_000_soʻm за 30 дней'],
  ['stars', '300', { stars: 300 }, 'Звёзды: 300_⭐, Telegram может продлевать сам'],
  ['trial', '3', { trial: 3 }, 'Сначала бесплатно: 3 дня'],
  ['seats', '5', { seats: 5 }, 'Места: занято 0 из 5'],
  ['name_ru', 'Гильдия', { name: 'Гильдия' }, 'Русский: <b>Гильдия</b>\nРазборы'],
  ['text_ru', 'Ещё <разборы>', {}, 'Русский: <b>Клуб</b>\nЕщё &lt;разборы&gt;'],
])('%s is changed by a reply, and the plan is shown as it stands then', async (field, text, changed, words) => {
  const before = await plan()
  await bot.press(owner, `tt:club:${field}`)
  expect([textOf(sent()[0]).includes('«Клуб»'), await changes()]).toEqual([true, []])
  await reply(owner, text)
  expect(await plan()).toEqual({ ...before, ...changed })
  expect(textOf(sent().at(-1))).toContain(nbsp(words))
  expect(await changes()).toMatchObject([{ plan_id: 'club', changed_by: `staff:${owner}` }])
})

test.each([
  ['price', 'дёшево', 'Это не сумма.'],
  ['price', '5', 'Платёжные системы не берут меньше 1_000_soʻm.'],
  ['stars', '99999', 'Это не целое число'],
  ['name_ru', 'x'.repeat(101), 'Слишком длинно.'],
])('%s as %s is refused with what to do, and the next reply is taken', async (field, text, words) => {
  const before = await plan()
  await bot.press(owner, `tt:club:${field}`)
  await reply(owner, text)
  expect(textOf(sent()[1])).toContain(nbsp(words))
  expect([await plan(), await changes()]).toEqual([before, []])
  await reply(owner, field === 'name_ru' ? 'Гильдия' : '7000')
  expect(await changes()).toHaveLength(1)
})

test('a way to pay is given a price of its own, and loses it again', async () => {
  await seedPlans(bot.database.sql, { prices: { click: '9500000' } })
  await bot.press(owner, 'tq:club:prices')
  expect(textOf(edited()[0])).toBe(
    nbsp('💳 «Клуб» стоит 90_000_soʻm, а где ниже указана другая цена — столько. Нажмите, чтобы изменить.'),
  )
  expect(buttonsOf(edited()[0])).toEqual([
    'Payme: та же -> tt:club:price_payme',
    `${nbsp('Click: 95_000_soʻm')} -> tt:club:price_click`,
    'карта в Telegram: та же -> tt:club:price_telegram_fiat',
    'наличные: та же -> tt:club:price_manual',
    '← К тарифу -> tp:club',
  ])
  const prices = async () =>
    (await bot.database.sql`SELECT prices FROM plans WHERE id = 'club'`)[0]?.['prices'] as unknown
  await bot.press(owner, 'tt:club:price_manual')
  await reply(owner, '80 000')
  expect(await prices()).toEqual({ click: '9500000', manual: '8000000' })
  expect(buttonsOf(sent().at(-1))).toContain(`${nbsp('наличные: 80_000_soʻm')} -> tt:club:price_manual`)
  await bot.press(owner, 'tt:club:price_click')
  await reply(owner, '0')
  expect(await prices()).toEqual({ manual: '8000000' })
  expect((await changes()).map(({ field }) => field)).toEqual(['prices', 'prices'])
})

test('the new value may simply be written next', async () => {
  await bot.press(owner, 'tt:club:price')
  await bot.text(owner, '70 000')
  expect(await plan()).toMatchObject({ price: 7_000_000n })
})

test('a reply of somebody who may not edit plans changes nothing', async () => {
  const before = await plan()
  await bot.press(owner, 'tt:club:price')
  await reply(manager, '1000')
  await reply(buyer, '1000')
  expect([await plan(), await changes()]).toEqual([before, []])
})

test('period and channels are chosen by buttons, and the last changes are told', async () => {
  const { sql } = bot.database
  await sql`INSERT INTO channels (business_id, chat_id, title) VALUES ('demo', '-1002', 'Pro')`
  await bot.press(owner, 'tq:club:period')
  expect(buttonsOf(edited()[0])).toEqual([
    '7 дней -> td:club:d7',
    '✅ 30 дней -> td:club:d30',
    '90 дней -> td:club:d90',
    '1 месяц -> td:club:m1',
    '3 месяца -> td:club:m3',
    '12 месяцев -> td:club:m12',
    '← К тарифу -> tp:club',
  ])
  await bot.press(owner, 'td:club:m3')
  expect(buttonsOf(edited()[1])[4]).toBe('✅ 3 месяца -> td:club:m3')
  await bot.press(owner, 'tq:club:channels')
  expect(buttonsOf(edited()[2]).slice(0, 2)).toEqual(['✅ Bloom -> tc:club:-1001:0', '▫️ Pro -> tc:club:-1002:1'])
  await bot.press(owner, 'tc:club:-1002:1')
  await bot.press(owner, 'tc:club:-1001:0')
  await bot.press(owner, 'tc:club:-1002:0')
  expect(toasts().at(-1)).toBe('Нужен хотя бы один канал. Чтобы убрать последний, сначала снимите тариф с продажи.')
  expect(await plan()).toMatchObject({ period: '3 month', channels: ['-1002'], active: true })
  await bot.press(owner, 'tc:club:-9:1')
  expect(toasts().at(-1)).toBe('Меня в этом канале больше нет. Добавьте ещё раз.')
  await bot.press(owner, 'tp:club')
  expect(textOf(edited().at(-1))).toMatch(
    /<b>Последние изменения<\/b>\n.* — каналы · Rustam\n.* — каналы · Rustam\n.* — период · Rustam/,
  )
  expect(textOf(edited().at(-1))).toContain('каждый раз вручную; сам Telegram продлевает только 30 дней')
})

test('a new plan is not sold until it has a price and a channel', async () => {
  await bot.press(owner, 'tn')
  await reply(owner, 'Мастер-классы')
  const [{ id }] = (await bot.database.sql`SELECT id FROM plans WHERE id <> 'club'`) as unknown as [{ id: string }]
  expect(textOf(sent()[1])).toContain('🏷 <b>Мастер-классы</b>: не продаётся\n—')
  expect(textOf(sent()[1])).toContain('Цена: не указана за 30 дней')
  await bot.press(owner, `ta:${id}:1`)
  expect(toasts().at(-1)).toBe('Сначала нужна цена.')
  await bot.press(owner, `tt:${id}:price`)
  await reply(owner, '50000')
  await bot.press(owner, `ta:${id}:1`)
  expect(toasts().at(-1)).toBe('Нужен хотя бы один канал. Чтобы убрать последний, сначала снимите тариф с продажи.')
  await bot.press(owner, `tc:${id}:-1001:1`)
  bot.forget()
  await bot.text(buyer, '/plans')
  expect(buttonsOf(sent()[0]).filter((button) => button.includes(id))).toEqual([])
  await bot.press(owner, `ta:${id}:1`)
  bot.forget()
  await bot.text(buyer, '/plans')
  expect(buttonsOf(sent()[0]).filter((button) => button.includes(id))).toEqual([
    nbsp(`Мастер-классы · 50_000_soʻm / 30 дней -> sp:${id}`),
  ])
  expect((await changes()).map(({ field }) => String(field))).toEqual(['made', 'price', 'channels', 'active'])
})

describe('channels', () => {
  const putIn = (by: string, { place = {}, chat = {} }: { place?: object; chat?: object } = {}) =>
    bot.handle({
      my_chat_member: {
        chat: { id: -1009, type: 'channel', title: 'New <one>', ...chat },
        from: person(by),
        date: bought / 1000,
        old_chat_member: { status: 'left', user: { id: 1 } },
        new_chat_member: {
          status: 'administrator',
          user: { id: 1, is_bot: true, first_name: 'Shop' },
          can_invite_users: true,
          can_restrict_members: true,
          ...place,
        },
      },
    })
  const known = async () =>
    (await bot.database.sql`SELECT chat_id, title, added_by FROM channels WHERE chat_id <> '-1001'`).map((row) => ({
      ...row,
    }))

  test('whoever put the bot into a channel, and may, uses it for subscriptions', async () => {
    await putIn(owner)
    expect(sent()).toMatchObject([{ chat_id: Number(owner) }])
    expect(textOf(sent()[0])).toBe('📢 Теперь я администратор «New &lt;one&gt;». Открывать его по подписке?')
    expect(buttonsOf(sent()[0])).toEqual(['✅ Открывать по подписке -> tu:-1009'])
    expect(await known()).toEqual([])
    await bot.press(manager, 'tu:-1009')
    expect(await known()).toEqual([])
    await bot.press(owner, 'tu:-1009')
    await bot.press(owner, 'tu:-1009')
    expect(await known()).toEqual([{ chat_id: '-1009', title: 'New <one>', added_by: `staff:${owner}` }])
    expect(textOf(edited()[0])).toContain('✅ Теперь «New &lt;one&gt;» можно открывать по подписке.')
    expect(edited()).toHaveLength(2)
  })

  test('nobody else is written to, and a channel that was not offered is not used', async () => {
    await putIn(manager)
    await putIn(buyer)
    await bot.press(owner, 'tu:-1009')
    expect(toasts()).toEqual(['Меня в этом канале больше нет. Добавьте ещё раз.'])
    expect([sent(), await known()]).toEqual([[], []])
  })

  test.each([
    ['without the rights', { place: { can_invite_users: false } }, /мне нужны права/],
    ['that is public', { chat: { username: 'open_one' } }, /открытый канал/],
  ])('one %s is explained and not offered', async (_, how, words) => {
    await putIn(owner, how)
    expect(textOf(sent()[0])).toMatch(words)
    expect(buttonsOf(sent()[0])).toEqual([])
    await bot.press(owner, 'tu:-1009')
    expect(await known()).toEqual([])
  })

  test('a working group where the bot is an ordinary administrator is left in peace', async () => {
    await putIn(owner, { chat: { type: 'supergroup' }, place: { can_restrict_members: false } })
    await putIn(owner, { chat: { type: 'group' } })
    const chats = { florists: '-1009', couriers: null, managers: null }
    await bot.database.sql`
      UPDATE businesses SET settings = settings || ${bot.database.sql.json({ chats })} WHERE id = 'demo'`
    await putIn(owner, { chat: { type: 'supergroup' } })
    expect(sent()).toEqual([])
  })

  test('an offer ends when the bot is taken out', async () => {
    await putIn(owner)
    await putIn(owner, { place: { status: 'left' } })
    await bot.press(owner, 'tu:-1009')
    expect(await known()).toEqual([])
  })

  test('whoever never wrote to the bot cannot be asked; the update is not tried for ever', async () => {
    bot.api.next('sendMessage', {
      code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    })
    await putIn(owner)
    await bot.press(owner, 'tu:-1009')
    expect(await known()).toHaveLength(1)
  })

  test('the page says what is wrong, since when, and what to do', async () => {
    const { sql } = bot.database
    await sql`INSERT INTO channels (business_id, chat_id, title, trouble, trouble_since) VALUES
      ('demo', '-1002', 'Pro', 'no_rights', ${new Date(bought)}), ('demo', '-1003', 'Talk', 'not_there', ${new Date(bought)})`
    await bot.press(owner, 'sm:channels')
    expect(textOf(edited()[0])).toBe(
      [
        '📢 <b>Каналы, которые открывают подписки</b>',
        '',
        '✅ Bloom',
        '⚠️ Pro: боту не хватает прав с 21 ноября, 13:00.',
        'Откройте канал → Администраторы → наш бот и включите «Приглашение» и «Блокировку» пользователей.',
        '⚠️ Talk: бота там нет с 21 ноября, 13:00.',
        'Добавьте его администратором с правами «Приглашение» и «Блокировка» пользователей.',
        '',
        'Чтобы добавить канал, сделайте этого бота администратором своего закрытого канала с правами «Приглашение» и «Блокировка» пользователей. Он сразу вам напишет.',
      ].join('\n'),
    )
  })
})
