import { mayAsStaff, type Who } from '../../../bots/shop/who'
import { staffMay, type StaffPermission, type StaffRole } from '../../../domain/staff'
import { LifecycleEnded } from '../../../workflows/callers'
import { people, seedOrder, seedRefund } from '../../activities/notices/shop'
import { seedPlans, seedSubscription } from './seeded-subscriptions'
import { buttonsOf, group, messageFrom, openBot, person, type BotForTests } from './shop-bot'

let bot: BotForTests
const { owner, manager, florist, courier, buyer, stranger } = people

beforeAll(async () => {
  bot = await openBot()
  const { sql } = bot.database
  await sql`INSERT INTO staff (business_id, external_id, role, name, lang) VALUES
    ('demo', '904', 'accountant', 'Aziz', 'ru'), ('demo', '905', 'admin', 'Adel', 'ru')`
  await seedOrder(sql, { state: 'offered', stages: [{ kind: 'full', amount: 15_000_000n, state: 'paid' }] })
  await seedOrder(sql, { id: 'unpaid', number: 1043, stages: [{ kind: 'full', amount: 15_000_000n, state: 'due' }] })
  await seedOrder(sql, {
    id: 'pre',
    number: 1044,
    plan: 'preorder',
    state: 'awaiting_goods',
    product: 'peony',
    quantity: 2,
    unitPrice: 15_000_000n,
    stages: [
      { kind: 'deposit', amount: 9_000_000n, state: 'paid' },
      { kind: 'balance', amount: 21_000_000n, state: 'scheduled' },
    ],
  })
  await seedRefund(sql, { paymentId: 'order1.f', provider: 'click', externalId: '777', amount: 15_000_000n })
  await seedPlans(sql)
  await seedSubscription(sql, { id: 'sub1' })
})
afterAll(() => bot.close())
beforeEach(() => bot.forget())

const sent = () => bot.api.of('sendMessage')
const edited = () => bot.api.of('editMessageText')
const toasts = () => bot.api.of('answerCallbackQuery').map(({ text }) => text)
const nbsp = (text: string) => text.replaceAll('_', '\u00a0')

const roles: Record<StaffRole, string> = { owner, admin: '905', manager, florist, courier, accountant: '904' }

describe('who may do what', () => {
  const gates: Record<StaffPermission, string> = {
    see_orders: 'so:order1',
    make_order: 'fa:order1',
    hand_over: 'ch:order1',
    deliver: 'cd:order1',
    cancel_order: 'sxx:order1',
    nudge: 'sng:unpaid',
    switch_all_nudges: 'sna:1',
    receive_cash: 'cr:unpaid.f',
    goods_arrived: 'ga:pre',
    confirm_refund: 'rf:1',
    decide_deposit: 'df:order1:keep',
    see_subscriptions: 'z:sub1',
    serve_subscriber: 'ze:sub1:7',
    judge_subscriber: 'zv:sub1:1',
    edit_plans: 'tp:club',
    read_business: '',
  }
  const table = (Object.keys(gates) as StaffPermission[])
    .filter((permission) => gates[permission] !== '')
    .flatMap((permission) => (Object.keys(roles) as StaffRole[]).map((role) => ({ permission, role })))

  test.each(table)('$permission by $role', async ({ permission, role }) => {
    const allowed = (staffMay[permission] as readonly StaffRole[]).includes(role)
    await bot.press(roles[role], gates[permission])
    const refused = toasts().some((text) => /коллега|hamkasb|colleague/.test(String(text)))
    expect({ allowed, refused }).toEqual({ allowed, refused: !allowed })
    if (!allowed) expect([bot.lifecycles.calls, sent(), edited()]).toEqual([[], [], []])
  })

  test.each(Object.values(gates).filter((data) => data !== ''))('a buyer who forges %s is refused', async (data) => {
    await bot.press(buyer, data)
    expect(toasts()).toEqual(['Это кнопка для сотрудников магазина.'])
    expect([bot.lifecycles.calls, sent(), edited()]).toEqual([[], [], []])
  })

  test('staff of another business are strangers here', async () => {
    await bot.press(stranger, 'so:order1')
    await bot.text(stranger, '/staff')
    expect(toasts()).toEqual(['Это кнопка для сотрудников магазина.'])
    expect(sent()).toMatchObject([{ text: 'Это кнопка для сотрудников магазина.' }])
  })

  test('somebody who is no staff may nothing', () => {
    const who: Who = { externalId: '1', name: 'x', lang: 'ru', buyer: null, staff: null }
    expect((Object.keys(staffMay) as StaffPermission[]).filter((each) => mayAsStaff(who, each))).toEqual([])
  })
})

describe('the work on an order', () => {
  test('a florist takes it in the group; the offer becomes the order, without the buttons of money', async () => {
    await bot.database.sql`UPDATE orders SET state = 'accepted', florist_id = ${florist} WHERE id = 'order1'`
    await bot.press(florist, 'fa:order1', { chat: group })
    expect(bot.lifecycles.calls).toEqual([
      ['accept', { businessId: 'demo', orderId: 'order1' }, { by: 'staff', staffId: florist }],
    ])
    expect(toasts()).toEqual(['Buyurtma sizniki. Yasang va «Tayyor» tugmasini bosing.'])
    expect(edited()[0]).toMatchObject({ chat_id: -5, message_id: 55 })
    expect(String(edited()[0]?.['text'])).toContain('Florist: Gulnora')
    expect(buttonsOf(edited()[0])).toEqual(['🎀 Tayyor -> fd:order1', '↩️ Boshqaga berish -> fg:order1'])
  })

  test.each([
    ['taken', 'Bu buyurtmani boshqa kishi oldi.'],
    ['not_now', 'Hozir buni qilib boʻlmaydi: buyurtma holati oʻzgargan.'],
    ['not_yours', 'Bu buyurtma boshqa floristda.'],
  ] as const)(
    'a step refused as %s is explained, and the message shows how the order stands',
    async (refusal, words) => {
      bot.lifecycles.next('assembled', () => ({ ok: false, state: 'accepted', refusal }))
      await bot.press(florist, 'fd:order1')
      expect(toasts()).toEqual([words])
      expect(edited()).toHaveLength(1)
    },
  )

  test('a florist whose first answer was lost has the order all the same', async () => {
    bot.lifecycles.next('accept', () => ({ ok: false, state: 'accepted', refusal: 'taken' }))
    await bot.press(florist, 'fa:order1')
    bot.lifecycles.next('accept', () => ({ ok: false, state: 'accepted', refusal: 'taken' }))
    await bot.press(owner, 'fa:order1')
    expect(toasts()).toEqual(['Buyurtma sizniki. Yasang va «Tayyor» tugmasini bosing.', 'Этот заказ уже взял другой.'])
  })

  test('an order that has ended says so', async () => {
    bot.lifecycles.next('delivered', () => {
      throw new LifecycleEnded('order/demo/order1')
    })
    await bot.press(courier, 'cd:order1')
    expect(toasts()).toEqual(['Этот заказ уже закрыт. Посмотрите /orders'])
  })

  test('privately each role sees what it may press', async () => {
    const verbs = async (role: StaffRole) => {
      bot.forget()
      await bot.press(roles[role], 'so:unpaid')
      return buttonsOf(sent()[0]).map((button) => button.replace(/^.* -> (\w+).*$/, '$1'))
    }
    expect(await verbs('owner')).toEqual(['cr', 'sng', 'sno', 'sx', 'sm'])
    expect(await verbs('manager')).toEqual(['cr', 'sng', 'sno', 'sx', 'sm'])
    expect(await verbs('courier')).toEqual(['cr', 'sm'])
    expect(await verbs('florist')).toEqual(['sm'])
  })

  test('cancelling asks why; a reply gives the reason, other replies give nothing', async () => {
    await bot.press(manager, 'sx:unpaid')
    const text = String(sent()[0]?.['text'])
    expect(text).toContain('Cancel order #1043?')
    const [asked] = await bot.database.sql<{ message_id: bigint }[]>`
      SELECT message_id FROM outbound_messages WHERE dedupe_key LIKE 'question/%'`
    const reply = (messageId: number, by = manager) =>
      bot.handle(
        messageFrom(by, 'Out of <roses>', {
          reply_to_message: {
            message_id: messageId,
            date: 1,
            chat: { id: Number(by), type: 'private' },
            from: { id: 1 },
          },
        }),
      )
    await reply(1)
    expect(bot.lifecycles.calls).toEqual([])
    await reply(Number(asked?.message_id))
    expect(bot.lifecycles.calls).toEqual([
      ['cancel', { businessId: 'demo', orderId: 'unpaid' }, { by: 'staff', staffId: manager }, 'Out of <roses>'],
    ])
  })
})

describe('a question that was asked before there were others', () => {
  test('is still about the order it was asked for', async () => {
    await bot.database.sql`
      INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, order_id, message_id, state)
      VALUES ('demo', ${`cancel-reason/${manager}/9001`}, ${manager}, 'unpaid', 9001, 'sent')`
    await bot.text(manager, 'No vases left', {
      reply_to_message: { message_id: 9001, date: 1, chat: { id: Number(manager), type: 'private' }, from: { id: 1 } },
    })
    expect(bot.lifecycles.calls).toEqual([
      ['cancel', { businessId: 'demo', orderId: 'unpaid' }, { by: 'staff', staffId: manager }, 'No vases left'],
    ])
  })
})

describe('money in staff’s hands', () => {
  test('cash is taken once for one press', async () => {
    await bot.press(courier, 'cr:unpaid.f')
    expect(bot.lifecycles.calls).toEqual([
      [
        'markPaidByHand',
        { businessId: 'demo', paymentId: 'unpaid.f' },
        { staffId: courier, pressId: expect.stringMatching(/^query\d+$/) as string },
      ],
    ])
    expect(edited()[0]?.['text']).toBe(nbsp('💵 Принято 150_000_soʻm по заказу №1043. Принял(а): Jasur'))
  })

  test.each([
    ['paid', 'Уже оплачено. Второй раз деньги не берите.'],
    ['expired', 'Срок этого счёта вышел. Не берите деньги, оформите новый заказ.'],
    ['cancelled', 'Заказ отменён. Не берите деньги.'],
  ])('cash for a payment that is %s is refused before it changes hands', async (state, words) => {
    const { sql } = bot.database
    await sql`UPDATE payments SET state = ${state} WHERE id = 'unpaid.f'`
    await bot.press(courier, 'cr:unpaid.f')
    await sql`UPDATE payments SET state = 'due' WHERE id = 'unpaid.f'`
    expect(toasts()).toEqual([words])
    expect(bot.lifecycles.calls).toEqual([])
  })

  test('a refund done by hand is confirmed for its own transaction', async () => {
    await bot.press('904', 'rf:1')
    expect(bot.lifecycles.calls).toEqual([
      ['confirmRefund', { businessId: 'demo', paymentId: 'order1.f', provider: 'click', externalId: '777' }, '904'],
    ])
    expect(edited()[0]?.['text']).toBe(nbsp('↩️ Возврат 150_000_soʻm по заказу №1042 отмечен. Отметил(а): Aziz'))
  })

  test('a refund that was confirmed before says so', async () => {
    const { sql } = bot.database
    await sql`UPDATE refunds SET state = 'completed'`
    await bot.press(owner, 'rf:1')
    await sql`UPDATE refunds SET state = 'awaiting_staff'`
    expect(toasts()).toEqual(['Этот возврат уже отмечен.'])
    expect(bot.lifecycles.calls).toEqual([])
  })

  test('the owner decides about a deposit', async () => {
    await bot.press(owner, 'df:order1:refund')
    expect(bot.lifecycles.calls).toEqual([
      ['decideDeposit', { businessId: 'demo', orderId: 'order1' }, { by: 'staff', staffId: owner }, 'refund'],
    ])
  })
})

describe('the staff menu', () => {
  test('shows open orders and the pages of the role', async () => {
    await bot.text(owner, '/staff')
    expect(String(sent()[0]?.['text'])).toBe('📋 В работе 3 заказа')
    expect(buttonsOf(sent()[0])).toEqual([
      '№1042 · собирается -> so:order1',
      '№1043 · ждёт оплаты -> so:unpaid',
      '№1044 · ждёт поставки -> so:pre',
      '📋 Заказы -> sm:open',
      '🗓 Поставки -> sm:preorders',
      '↩️ Возвраты -> sm:refunds',
      '🔔 Напоминания -> sm:nudges',
      '⭐ Подписки -> sm:subscriptions',
      '💬 Вопросы -> sm:tickets',
      '🏷 Коды -> sm:codes',
    ])
    bot.forget()
    await bot.text(florist, '/staff')
    expect(buttonsOf(sent()[0]).filter((button) => button.includes('sm:'))).toEqual(['📋 Buyurtmalar -> sm:open'])
  })

  test('goods arrive for one order, or for a whole product', async () => {
    await bot.press(owner, 'sm:preorders')
    expect(edited()[0]?.['text']).toBe('🗓 <b>Ждут поставки</b>\n\nПион — 2 шт., ждём 1 декабря\nЗаказы: №1044')
    await bot.press(owner, 'ga:pre')
    await bot.press(owner, 'gp:peony')
    const arrived = ['goodsArrived', { businessId: 'demo', orderId: 'pre' }, { by: 'staff', staffId: owner }]
    expect(bot.lifecycles.calls).toEqual([arrived, arrived])
    expect(toasts().at(-1)).toBe('Пион: отмечено заказов — 1. Попросим остаток у покупателей.')
  })

  test('refunds that wait for a person', async () => {
    await bot.press(owner, 'sm:refunds')
    expect(edited()[0]?.['text']).toBe(
      nbsp(
        '↩️ <b>Нужно вернуть</b>\n\n№1042 · 150_000_soʻm · Click\nPerson42, покупатель отменил заказ\nПлатёж <code>777</code>',
      ),
    )
    expect(buttonsOf(edited()[0])[0]).toBe(nbsp('✅ Вернул 150_000_soʻm, №1042 -> rf:1'))
  })

  test('reminders: now, of one order, of the business', async () => {
    await bot.press(manager, 'sng:unpaid')
    await bot.press(manager, 'sno:unpaid:0')
    expect(bot.lifecycles.calls).toEqual([
      ['nudgeNow', { businessId: 'demo', paymentId: 'unpaid.f' }, `staff:${manager}`],
      ['switchNudges', { businessId: 'demo', orderId: 'unpaid' }, { by: 'staff', staffId: manager }, false],
    ])
    await bot.press(owner, 'sna:0')
    const [business] = await bot.database.sql`SELECT settings FROM businesses WHERE id = 'demo'`
    expect(business?.['settings']).toEqual({ nudgesOn: false })
    expect(edited().at(-1)?.['text']).toBe('🔕 Напоминания об оплате выключены для всего магазина.')
    await bot.press(owner, 'sna:1')
  })

  test('nobody is reminded who asked for silence', async () => {
    const { sql } = bot.database
    await sql`UPDATE buyers SET nudges_on = false WHERE external_id = ${buyer}`
    await bot.press(owner, 'sng:unpaid')
    await sql`UPDATE buyers SET nudges_on = true WHERE external_id = ${buyer}`
    expect(toasts()).toEqual(['Напоминания по этому заказу выключены.'])
    expect(bot.lifecycles.calls).toEqual([])
  })

  test('a language is chosen for staff’s messages too', async () => {
    const { sql } = bot.database
    await bot.handle({ ...messageFrom(courier, '/lang', { from: person(courier) }) })
    await bot.press(courier, 'l:uz')
    const [member] = await sql`SELECT lang FROM staff WHERE external_id = ${courier}`
    expect(member?.['lang']).toBe('uz')
    await sql`UPDATE staff SET lang = 'ru' WHERE external_id = ${courier}`
  })
})
