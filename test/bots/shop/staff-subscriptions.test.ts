import { noteMember } from '../../../db/memberships'
import { grantSettled } from '../../../db/access-work'
import { extendSubscription, stepSubscription, switchVip } from '../../../db/subscription-steps'
import { giveTime } from '../../../db/subscriptions'
import { mayStaff, type StaffPermission } from '../../../domain/staff'
import { people } from '../../activities/notices/shop'
import { bought, seedPlans, seedSubscription } from './seeded-subscriptions'
import { buttonsOf, group, heardFrom, messageFrom, nbsp, openBot, pressFrom, type BotForTests } from './shop-bot'

let bot: BotForTests
const { owner, manager, florist, buyer, stranger } = people
const accountant = '904'
const businessId = 'demo'
const day = 86_400_000
const sub = (id: string) => ({ businessId, subscriptionId: id })

beforeAll(async () => {
  bot = await openBot()
  const { sql } = bot.database
  await sql`INSERT INTO staff (business_id, external_id, role, name, lang) VALUES
    ('demo', ${accountant}, 'accountant', 'Aziz', 'ru')`
  await seedPlans(sql)
  await seedSubscription(sql, { id: 'paid' })
  await seedSubscription(sql, { id: 'due', due: true })
  await seedSubscription(sql, { id: 'gone', buyer: stranger })
  await stepSubscription(
    sql,
    sub('gone'),
    { action: 'revoke', actor: 'staff:900', reason: 'Sold <the> link' },
    bought + day,
  )
})
afterAll(() => bot.close())
beforeEach(() => bot.forget())

const { sent, edited, toasts } = heardFrom(() => bot)
const textOf = (call: Record<string, unknown> | undefined) => String(call?.['text'])
/** Replies to the last question that the bot has asked. */
async function reply(from: string, text: string): Promise<void> {
  const [asked] = await bot.database.sql<{ id: bigint }[]>`
    SELECT message_id AS id FROM outbound_messages WHERE question IS NOT NULL ORDER BY message_id DESC LIMIT 1`
  await bot.text(from, text, {
    reply_to_message: {
      message_id: Number(asked?.id),
      date: 1,
      chat: { id: Number(from), type: 'private' },
      from: { id: 1 },
    },
  })
}

describe('the page of subscriptions', () => {
  test('counts them by state and leads to each list, to plans and to channels', async () => {
    await bot.press(owner, 'sm:subscriptions')
    expect(textOf(edited()[0])).toBe('⭐ <b>Подписки</b>\nСейчас доступ есть у 1 человека.')
    expect(buttonsOf(edited()[0]).slice(0, 9)).toEqual([
      'все · 3 -> zl:all:0',
      'действует · 1 -> zl:active:0',
      'продление не оплачено · 0 -> zl:grace:0',
      'не будет продлеваться · 0 -> zl:cancelled:0',
      'проверяется · 0 -> zl:flagged:0',
      'ещё не оплачена · 1 -> zl:incomplete:0',
      '🔎 Найти -> zf',
      '🏷 Тарифы -> sm:plans',
      '📢 Каналы -> sm:channels',
    ])
  })

  test('who may not edit plans is not led to them', async () => {
    await bot.press(accountant, 'sm:subscriptions')
    expect(buttonsOf(edited()[0]).filter((button) => /sm:(plans|channels)/.test(button))).toEqual([])
    await bot.press(accountant, 'sm:plans')
    await bot.press(florist, 'sm:subscriptions')
    expect(toasts()).toEqual([
      undefined,
      'Это делает коллега с другой ролью. Если нужно вам, спросите владельца.',
      expect.stringMatching(/hamkasb/) as string,
    ])
    expect(edited()).toHaveLength(1)
  })

  test('a list is pressed through, the newest first', async () => {
    const { sql } = bot.database
    for (let each = 1; each <= 8; each++) await seedSubscription(sql, { id: `more${each}`, buyer: stranger, due: true })
    await bot.press(owner, 'zl:incomplete:0')
    const first = buttonsOf(edited()[0])
    expect(textOf(edited()[0])).toBe('⭐ <b>Подписки</b>: ещё не оплачена, сначала новые')
    expect(first[0]).toMatch(/^№1011 · ещё не оплачена · Stranger -> z:more8$/)
    expect(first.slice(8)).toEqual(['Старее → -> zl:incomplete:8', '⭐ Подписки -> sm:subscriptions'])
    await bot.press(owner, 'zl:incomplete:8')
    expect(buttonsOf(edited()[1])).toEqual([
      '№1002 · ещё не оплачена · Dilnoza <3 -> z:due',
      '← Новее -> zl:incomplete:0',
      '⭐ Подписки -> sm:subscriptions',
    ])
    await bot.press(owner, 'zl:flagged:0')
    expect(textOf(edited()[2])).toBe('⭐ <b>Подписки</b>: проверяется. Таких нет.')
  })
})

describe('looking for a subscriber', () => {
  test.each([
    ['№1001', 'z:paid'],
    ['1001', 'z:paid'],
    ['@noza', ['z:due', 'z:paid']],
    ['42', ['z:due', 'z:paid']],
  ])('%s is found', async (text, found) => {
    await bot.press(owner, 'zf')
    bot.forget()
    await reply(owner, text)
    const [answer] = sent()
    if (typeof found === 'string') expect(textOf(answer)).toContain('подписка №1001: действует')
    else expect(buttonsOf(answer).map((button) => button.split(' -> ')[1])).toEqual([...found, 'sm:subscriptions'])
  })

  test.each(['nobody', '%', '_', '\\', '999999999999', '@'])(
    '%s finds nobody, and the answer asks again',
    async (text) => {
      await bot.press(owner, 'zf')
      bot.forget()
      await reply(owner, text)
      expect(textOf(sent()[0])).toMatch(/никого нет/)
      await reply(owner, '1001')
      expect(textOf(sent()[1])).toContain('подписка №1001: действует')
    },
  )

  test('whose role may not see subscribers gets no answer by a reply', async () => {
    await bot.press(owner, 'zf')
    bot.forget()
    await reply(florist, 'Dilnoza')
    expect(textOf(sent()[0])).not.toContain('1001')
  })

  test('what is written next is an answer too, once and not for long', async () => {
    await bot.press(owner, 'zf')
    await bot.text(owner, '1001')
    expect(textOf(sent()[1])).toContain('подписка №1001: действует')
    await bot.text(owner, '1001')
    expect(textOf(sent()[2])).not.toContain('подписка №1001')
    await bot.press(owner, 'zf')
    await bot.database
      .sql`UPDATE outbound_messages SET sent_at = now() - interval '11 minutes' WHERE question IS NOT NULL`
    await bot.text(owner, '1001')
    expect(textOf(sent().at(-1))).not.toContain('подписка №1001')
  })

  test('a command is no answer', async () => {
    await bot.press(owner, 'zf')
    await bot.text(owner, '/orders')
    await bot.text(owner, '/unheard')
    expect(textOf(sent().at(-1))).not.toContain('никого нет')
  })

  test('nothing of a subscriber is shown in a group', async () => {
    await bot.handle(messageFrom(owner, '/staff', { chat: group }))
    expect(buttonsOf(sent()[0]).filter((button) => button.includes('sm:subscriptions'))).toEqual([])
    for (const data of ['sm:subscriptions', 'zl:all:0', 'zf', 'z:paid', 'ze:paid:7', 'zv:paid:1', 'tp:club', 'tn']) {
      bot.forget()
      await bot.press(owner, data, { chat: group })
      expect([toasts(), sent(), edited(), bot.lifecycles.calls]).toEqual([
        ['Это работает в личном чате с ботом.'],
        [],
        [],
        [],
      ])
    }
  })
})

describe('the card of a subscriber', () => {
  test('says how it stands, where the buyer is, what was paid and what happened', async () => {
    const { sql } = bot.database
    const decided = { chatId: '-1001', isOpen: true, decidedAt: new Date(bought) }
    await grantSettled(sql, sub('paid'), decided as never, { outcome: 'link', at: bought })
    await noteMember(sql, businessId, {
      chatId: '-1001',
      userId: buyer,
      status: 'member',
      link: null,
      at: bought + 60_000,
    })
    const gift = { id: 'q1', kind: 'comp', ms: 7 * day, actor: 'staff:903', reason: 'staff' } as const
    await sql.begin((tx) => giveTime(tx, sub('paid'), gift, bought + 120_000))
    await switchVip(sql, sub('paid'), { vip: true, actor: 'staff:900' }, bought + 180_000)
    await bot.press(owner, 'z:paid')
    expect(textOf(edited()[0])).toBe(
      nbsp(
        [
          '⭐ <b>Клуб</b>, подписка №1001: действует',
          '<a href="tg://user?id=42">Dilnoza &lt;3</a> · <code>42</code>',
          '90_000_soʻm за 30 дней',
          'Оплачена до <b>28 декабря, 13:00</b>.',
          'Перед окончанием попросим оплатить.',
          '👑 VIP: конец оплаченного времени ничего не закрывает.',
          '',
          '<b>Каналы</b>',
          'Bloom: в канале, есть ссылка',
          '',
          '<b>Платежи</b>',
          '1001P1 · 90_000_soʻm · оплачен',
          '',
          '<b>Что было</b>',
          '21 ноября, 13:00 — подписка оформлена',
          '21 ноября, 13:00 — выставлен счёт 90_000_soʻm',
          '21 ноября, 13:00 — период 1, до 21 декабря, 13:00',
          '21 ноября, 13:00 — открыт доступ: Bloom',
          '21 ноября, 13:00 — получили 90_000_soʻm (наличные)',
          '21 ноября, 13:01 — зашёл в канал: Bloom',
          '21 ноября, 13:02 — время в подарок, до 28 декабря, 13:00 · Madina',
          '21 ноября, 13:03 — VIP · Rustam',
        ].join('\n'),
      ),
    )
    expect(buttonsOf(edited()[0])).toEqual([
      '🎁 +1 день -> ze:paid:1',
      '🎁 +7 дней -> ze:paid:7',
      '🎁 +30 дней -> ze:paid:30',
      '🔑 Выслать ссылки -> zk:paid',
      '⏸ Пауза -> zp:paid:1',
      '👑 Убрать VIP -> zv:paid:0',
      '↩️ Возврат -> zr:paid',
      '🚩 На проверку -> zj:paid:flag',
      '⛔ Закрыть доступ -> zj:paid:revoke',
      '⭐ Подписки -> sm:subscriptions',
    ])
  })

  test('one that was ended says why, in the words of who ended it', async () => {
    await bot.press(owner, 'z:gone')
    const text = textOf(edited()[0])
    expect(text).toContain('⛔ Завершена: Sold &lt;the&gt; link')
    expect(text).toContain('Была оплачена до 22 ноября, 13:00.')
    expect(text).toContain('Bloom: не в канале, доступ меняется')
    expect(text).toContain('22 ноября, 13:00 — закрыта магазином · Rustam: Sold &lt;the&gt; link')
    expect(buttonsOf(edited()[0]).map((button) => button.split(' -> ')[1])).toEqual([
      'ze:gone:1',
      'ze:gone:7',
      'ze:gone:30',
      'zr:gone',
      'sm:subscriptions',
    ])
  })

  test('each role sees what it may press', async () => {
    const codes = async (who: string, id: string) => {
      bot.forget()
      await bot.press(who, `z:${id}`)
      return buttonsOf(edited()[0]).map((button) => button.replace(/^.* -> (\w+).*$/, '$1'))
    }
    expect(await codes(manager, 'paid')).toEqual(['ze', 'ze', 'ze', 'zk', 'zp', 'sm'])
    expect(await codes(accountant, 'paid')).toEqual(['sm'])
    expect(await codes(accountant, 'due')).toEqual(['cr', 'sm'])
  })

  test('a subscription of another business, or none, is unknown', async () => {
    await bot.press(owner, 'z:nothing')
    await bot.press(owner, 'ze:nothing:7')
    expect(toasts()).toEqual(['Такой подписки в этом магазине нет.', 'Такой подписки в этом магазине нет.'])
    expect([edited(), bot.lifecycles.calls]).toEqual([[], []])
  })
})

describe('serving and judging', () => {
  const staff = { by: 'staff', staffId: owner }
  const at = sub('paid')

  test.each([
    ['zk:paid', ['resendLinks', at, staff], 'Новые ссылки уже в пути, старые больше не работают.'],
    [
      'zp:paid:1',
      ['pauseSubscription', at, staff, { paused: true, reason: 'staff' }],
      'На паузе. Остаток времени сохраняется.',
    ],
    ['zp:paid:0', ['pauseSubscription', at, staff, { paused: false, reason: 'staff' }], 'Подписка снова идёт.'],
    ['zv:paid:1', ['switchVip', at, staff, true], 'VIP: больше ничего не закончится.'],
    ['zv:paid:0', ['switchVip', at, staff, false], 'Больше не VIP.'],
    ['fl:paid', ['liftFlag', at, staff, 'staff'], 'Отметка снята.'],
    ['zjj:paid:flag', ['flagFraud', at, staff, 'staff'], 'Отмечено: новых ссылок не будет.'],
    ['zjj:paid:revoke', ['revokeAccess', at, staff, 'staff'], 'Закрыто. Покупатель теряет доступ, мы ему напишем.'],
  ])('%s is said to the lifecycle, and the message becomes the card', async (data, call, words) => {
    await bot.press(owner, data)
    expect(bot.lifecycles.calls).toEqual([call])
    expect(toasts()).toEqual([words])
    expect(edited()).toMatchObject([{ message_id: 55 }])
    expect(textOf(edited()[0])).toContain('подписка №1001')
  })

  test('days are a gift of one press, however often it is handed over', async () => {
    const press = pressFrom(owner, 'ze:paid:7')
    await bot.handle(press)
    await bot.handle(press, { attempt: 2 })
    const gift = { days: 7, reason: 'staff', pressId: press.callback_query.id }
    const told = ['extendSubscription', at, staff, gift]
    expect(bot.lifecycles.calls).toEqual([told, told])
    expect(toasts()).toEqual(['Подарено: 7 дней. Покупателю напишем.'])
  })

  test('a gift that is given twice under one id is given once', async () => {
    const { sql } = bot.database
    const gift = { id: 'once', kind: 'comp', ms: day, actor: 'staff:900', reason: 'staff' } as const
    const until = async () => {
      const [row] = await sql<{ at: Date }[]>`SELECT paid_until AS at FROM subscriptions WHERE id = 'paid'`
      return row!.at.getTime()
    }
    const before = await until()
    const given = [
      await extendSubscription(sql, at, gift, bought + 300_000),
      await extendSubscription(sql, at, gift, bought + 400_000),
    ]
    expect(given.map(({ done }) => done)).toEqual([true, true])
    expect(await until()).toBe(before + day)
  })

  test('what cannot be done now is said, and the card shows how it stands', async () => {
    bot.lifecycles.next('pauseSubscription', () => ({ ok: false, state: 'expired', refusal: 'not_now' }))
    await bot.press(owner, 'zp:paid:1')
    expect(toasts()).toEqual(['Сейчас этого сделать нельзя: подписка изменилась.'])
    expect(edited()).toHaveLength(1)
  })

  test('money goes back after one more question', async () => {
    await bot.press(owner, 'zr:paid')
    expect(bot.lifecycles.calls).toEqual([])
    expect(textOf(edited()[0])).toContain(nbsp('↩️ Вернуть 90_000_soʻm за последний период подписки №1001 «Клуб»'))
    expect(buttonsOf(edited()[0])).toEqual(['↩️ Вернуть деньги -> fr:paid', '← Подписка №1001 -> z:paid'])
    bot.lifecycles.next('askRefund', () => 'given')
    await bot.press(owner, 'fr:paid')
    expect(bot.lifecycles.calls).toEqual([['askRefund', at, staff, 'cancelled_by_staff']])
    expect(toasts().at(-1)).toBe('Деньги возвращаются, покупателю напишем.')
    expect(textOf(edited()[1])).toContain('подписка №1001')
  })

  test('there is nothing to return of what was never paid', async () => {
    await bot.press(owner, 'zr:due')
    expect(toasts()).toEqual(['Возвращать нечего: платежа нет.'])
    expect([edited(), bot.lifecycles.calls]).toEqual([[], []])
  })

  test('access is ended with the reason of a reply', async () => {
    await bot.press(owner, 'zj:paid:revoke')
    expect(buttonsOf(sent()[0])).toEqual(['⛔ Закрыть без причины -> zjj:paid:revoke', '← Подписка №1001 -> z:paid'])
    await reply(manager, 'Because')
    expect(bot.lifecycles.calls).toEqual([])
    await reply(owner, '  Sold\nthe link ')
    await reply(owner, 'spam')
    expect(bot.lifecycles.calls).toEqual([
      ['revokeAccess', at, staff, 'Sold the link'],
      ['revokeAccess', at, staff, 'spam.'],
    ])
    expect(textOf(sent().at(-1))).toContain('подписка №1001')
  })

  test('what is only written next ends nobody’s access', async () => {
    await bot.press(owner, 'zf')
    await bot.press(owner, 'zj:paid:revoke')
    await bot.text(owner, 'Sold the link')
    expect(bot.lifecycles.calls).toEqual([])
  })

  test('a flag is put with the reason of a reply', async () => {
    await bot.press(owner, 'zj:paid:flag')
    await reply(owner, 'Three accounts')
    expect(bot.lifecycles.calls).toEqual([['flagFraud', at, staff, 'Three accounts']])
  })

  test('what the state does not allow is not asked about', async () => {
    await bot.press(owner, 'zj:gone:revoke')
    expect(toasts()).toEqual(['Сейчас этого сделать нельзя: подписка изменилась.'])
    expect(sent()).toEqual([])
  })
})

describe('who may press what', () => {
  const gates: readonly [StaffPermission, readonly string[]][] = [
    ['see_subscriptions', ['sm:subscriptions', 'zl:all:0', 'zf', 'z:paid']],
    ['serve_subscriber', ['ze:paid:1', 'zk:paid', 'zp:paid:1']],
    [
      'judge_subscriber',
      ['zv:paid:1', 'zr:paid', 'fr:paid', 'fl:paid', 'zj:paid:flag', 'zjj:paid:flag', 'zjj:paid:revoke'],
    ],
    [
      'edit_plans',
      [
        'sm:plans',
        'sm:channels',
        'tp:club',
        'tq:club:texts',
        'ta:club:1',
        'tt:club:price',
        'td:club:d30',
        'tc:club:-1001:1',
        'tn',
        'tu:-1009',
      ],
    ],
  ]
  const roles = { owner, manager, florist, accountant } as const
  const table = gates.flatMap(([permission, presses]) =>
    (Object.keys(roles) as (keyof typeof roles)[]).map((role) => ({ permission, role, presses })),
  )

  test.each(table)('$permission by $role', async ({ permission, role, presses }) => {
    const may = mayStaff(role, permission)
    for (const data of presses) {
      bot.forget()
      await bot.press(roles[role], data)
      const refused = toasts().some((text) => /коллега|hamkasb|colleague/.test(String(text)))
      expect({ data, refused }).toEqual({ data, refused: !may })
      if (!may) expect([bot.lifecycles.calls, sent(), edited()]).toEqual([[], [], []])
    }
  })

  test.each(gates.flatMap(([, presses]) => presses))('a buyer who forges %s is refused', async (data) => {
    await bot.press(buyer, data)
    expect(toasts()).toEqual(['Это кнопка для сотрудников магазина.'])
    expect([bot.lifecycles.calls, sent(), edited()]).toEqual([[], [], []])
  })

  test('none of it has changed a plan', async () => {
    expect(await bot.database.sql`SELECT field FROM plan_changes`).toEqual([])
  })
})
