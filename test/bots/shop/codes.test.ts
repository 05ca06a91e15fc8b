import { makeCode, type NewCode } from '../../../db/code-cards'
import { idOfDraft } from '../../../bots/shop/drafts'
import { placeSubscription } from '../../../db/subscriptions'
import { people } from '../../activities/notices/shop'
import { buttonsOf, heardFrom, nbsp, openBot, type BotForTests } from './shop-bot'

const { owner, manager, buyer, stranger } = people
const businessId = 'demo'
let bot: BotForTests
let made = 0

beforeAll(async () => {
  bot = await openBot({ settings: { providers: ['stars', 'manual'], minorPerStar: '25000' } })
  const { sql } = bot.database
  await sql`INSERT INTO plans (business_id, id, names, texts, period_unit, period_count, price, star_price, position) VALUES
    (${businessId}, 'club', '{"ru": "Клуб", "uz": "Klub", "en": "Club"}', '{"ru": "", "uz": "", "en": ""}', 'day', 30, 9000000, 300, 1),
    (${businessId}, 'pro', '{"ru": "Про", "uz": "Pro", "en": "Pro"}', '{"ru": "", "uz": "", "en": ""}', 'day', 30, 19000000, 650, 2)`
})
afterAll(() => bot.close())
beforeEach(async () => {
  bot.forget()
  await bot.database.sql`DELETE FROM wrong_codes`
})

const { sent, edited, toasts } = heardFrom(() => bot)

async function code(terms: Partial<NewCode> = {}) {
  const text = `CODE${++made}`
  const offer = { kind: 'percent', percent: 20 } as const
  const created = { businessId, code: text, offer, useLimit: null, expiresAt: null, createdBy: `staff:${owner}` }
  await makeCode(bot.database.sql, { ...created, ...terms }, Date.now())
  return text
}

/** Presses "I have a code" on the card of a plan, and answers the question with a reply. */
async function answer(text: string, { plan = 'club', from = buyer } = {}) {
  await bot.press(from, `sp:${plan}`)
  const button = buttonsOf(edited().at(-1)).find((label) => label.includes('У меня есть код'))
  await bot.press(from, button!.split(' -> ')[1]!)
  expect(sent().at(-1)?.['reply_markup']).toEqual({ force_reply: true })
  await replyTo(await lastAsked(), text, from)
}

const lastAsked = async () => {
  const [row] = await bot.database.sql<{ id: bigint }[]>`
    SELECT message_id AS id FROM outbound_messages WHERE question IS NOT NULL ORDER BY message_id DESC LIMIT 1`
  return Number(row!.id)
}
const replyTo = (messageId: number, text: string, from = buyer) =>
  bot.text(from, text, {
    reply_to_message: { message_id: messageId, date: 1, chat: { id: Number(from), type: 'private' }, from: { id: 1 } },
  })
const textOf = (call: Record<string, unknown> | undefined) => String(call?.['text'])
const dataOf = (call: Record<string, unknown> | undefined, label: string) =>
  buttonsOf(call)
    .find((each) => each.startsWith(label))!
    .split(' -> ')[1]!

describe('a buyer with a code', () => {
  test('asked on the card of a plan, it makes the first payment cheaper, and goes with the subscription', async () => {
    const text = await code()
    await answer(text.toLowerCase())
    expect(textOf(sent().at(-1))).toBe(
      nbsp(`🏷 С кодом <b>${text}</b> (−20 %) первые 30 дней стоят <b>72_000_soʻm</b> вместо 90_000_soʻm.`),
    )
    const consent = dataOf(sent().at(-1), '✅ Клуб')
    await bot.press(buyer, consent)
    expect(textOf(edited().at(-1))).toContain(nbsp(`стоят <b>72_000_soʻm</b> вместо 90_000_soʻm.\n\nПеред`))
    expect(bot.lifecycles.calls).toEqual([])
    await bot.press(buyer, dataOf(edited().at(-1), '✅ Согл'))
    const subscriptionId = idOfDraft(businessId, `telegram:${buyer}`, consent.split(':')[1]!)
    const [call] = bot.lifecycles.calls
    expect(call).toEqual([
      'subscribe',
      { businessId, subscriptionId },
      {
        buyerId: `telegram:${buyer}`,
        planId: 'club',
        consentVersion: expect.any(String) as string,
        offersOk: false,
        code: text,
      },
    ])
  })

  test('a gift says that there is nothing to pay', async () => {
    const text = await code({ offer: { kind: 'gift', days: 10 } })
    await answer(text)
    expect(textOf(sent().at(-1))).toBe(
      `🎁 С кодом <b>${text}</b> вы получаете 10 дней бесплатно. Сейчас платить не нужно.`,
    )
  })

  test('a code from a link, for one plan, leads to that plan', async () => {
    const text = await code({ planId: 'pro' })
    await bot.text(buyer, `/start code_${text}`)
    expect(textOf(sent()[0])).toContain(nbsp('<b>152_000_soʻm</b> вместо 190_000_soʻm'))
    expect(buttonsOf(sent()[0])).toEqual([expect.stringMatching(/^✅ Про -> sc:[\w-]{8}:pro:0$/) as string])
  })

  test('/code with a code for any plan: each plan has a screen of its own with it', async () => {
    const text = await code()
    await bot.text(buyer, `/code ${text}`)
    expect(textOf(sent()[0])).toBe(`🏷 Код <b>${text}</b> подходит. Для какой подписки? 👇`)
    const [club, pro] = buttonsOf(sent()[0])
    expect([club, pro]).toEqual([
      expect.stringMatching(/^✅ Клуб -> sc:[\w-]{8}:club:0$/) as string,
      expect.stringMatching(/^✅ Про -> sc:[\w-]{8}:pro:0$/) as string,
    ])
    expect(club!.split(':')[1]).not.toBe(pro!.split(':')[1])
    await bot.press(buyer, pro!.split(' -> ')[1]!)
    expect(textOf(edited().at(-1))).toContain(nbsp('<b>152_000_soʻm</b> вместо 190_000_soʻm'))
  })

  test('/code alone asks for it', async () => {
    await bot.text(buyer, '/code')
    await replyTo(await lastAsked(), await code())
    expect(textOf(sent().at(-1))).toContain('Для какой подписки?')
  })
})

describe('a code that gives nothing', () => {
  const refused = async (text: string, words: string, plan = 'club') => {
    await answer(text, { plan })
    expect(textOf(sent().at(-1))).toBe(words)
    const { sql } = bot.database
    expect([...(await sql`SELECT 1 FROM draft_codes WHERE code = ${text}`), ...bot.lifecycles.calls]).toEqual([])
  }

  test('is unknown', () => refused('NOSUCH', '🏷 Такого кода нет. Проверьте буквы и попробуйте ещё раз.'))
  test('has ended', async () =>
    refused(await code({ expiresAt: new Date(Date.now() - 1) }), '🏷 Этот код больше не действует.'))
  test('is for another plan', async () => refused(await code({ planId: 'pro' }), '🏷 Этот код для другой подписки.'))
  test('was used up by somebody', async () => {
    const text = await code({ useLimit: 1 })
    const wish = { buyerId: `telegram:${stranger}`, planId: 'pro', consentVersion: '1', code: text }
    await placeSubscription(bot.database.sql, { businessId, subscriptionId: 'theirs' }, wish, Date.now())
    await refused(text, '🏷 Этот код уже использовали столько раз, сколько можно.')
  })

  test('is not asked for any more after ten wrong ones', async () => {
    for (let round = 0; round < 10; round++) await bot.text(buyer, `/code WRONG${round}`)
    await bot.text(buyer, `/code ${await code()}`)
    expect(textOf(sent().at(-1))).toContain('Слишком много неверных кодов.')
  })

  test('that ended after the screen was drawn: the terms are not shown, and the reason is', async () => {
    const text = await code()
    await answer(text)
    await bot.database.sql`UPDATE codes SET active = false WHERE code = ${text}`
    await bot.press(buyer, dataOf(sent().at(-1), '✅ Клуб'))
    expect(textOf(edited().at(-1))).toBe('🏷 Этот код больше не действует.')
    expect(buttonsOf(edited().at(-1))).toEqual(['← Клуб -> sp:club'])
  })

  test('a picture as a reply is no code, and somebody else’s draft has none', async () => {
    await bot.text(buyer, '/code')
    const asked = await lastAsked()
    await bot.handle({
      message: {
        message_id: 9,
        date: 1,
        chat: { id: Number(buyer), type: 'private' },
        from: { id: Number(buyer), is_bot: false, first_name: 'D', language_code: 'ru' },
        photo: [],
        reply_to_message: { message_id: asked, date: 1, chat: { id: Number(buyer), type: 'private' } },
      },
    })
    expect(textOf(sent().at(-1))).toContain('Такого кода нет.')
    const text = await code()
    await answer(text)
    const consent = dataOf(sent().at(-1), '✅ Клуб')
    await bot.press(stranger, consent)
    expect(textOf(edited().at(-1))).not.toContain(text)
  })
})

describe('the first payment with a percent code', () => {
  beforeAll(async () => {
    const wish = { buyerId: `telegram:${buyer}`, planId: 'club', consentVersion: '1', code: await code() }
    await placeSubscription(bot.database.sql, { businessId, subscriptionId: 'mine' }, wish, Date.now())
    await bot.database.sql`
      UPDATE payments SET state = 'due', opened_at = now(), expires_at = now() + interval '1 day' WHERE id = 'mine.1'`
  })

  test('is offered in Stars once only, and says why it is cheaper', async () => {
    await bot.press(buyer, 'pay:mine.1')
    expect(textOf(sent()[0])).toContain(nbsp('К оплате: <b>72_000_soʻm</b>'))
    expect(textOf(sent()[0])).toContain('🏷 Ваш код снизил этот платёж на 20 %.')
    expect(buttonsOf(sent()[0]).filter((label) => label.includes('⭐'))).toEqual([
      nbsp('⭐ Stars · 240_⭐ -> ps:mine.1'),
    ])
  })

  test('is not billed every month, though the button is forged', async () => {
    await bot.press(buyer, 'pr:mine.1')
    expect(toasts()).toEqual([
      'С кодом звёздами платят только один раз: иначе Telegram и дальше списывал бы сниженную цену.',
    ])
    expect(bot.api.of('createInvoiceLink')).toEqual([])
  })

  test('the card of the subscription names the price that is asked', async () => {
    await bot.press(buyer, 's:mine')
    expect(textOf(edited()[0])).toContain(nbsp('72_000_soʻm'))
    expect(buttonsOf(edited()[0])[0]).toContain(nbsp('72_000_soʻm'))
  })
})

describe('the page of codes', () => {
  test('a new code is put together by buttons, and a second press makes no second one', async () => {
    await bot.press(owner, 'kd:longdraft1:p20:10:7:*')
    expect(buttonsOf(edited()[0])).toEqual([
      '−10 % -> kd:longdraft1:p10:10:7:*',
      '● −20 % -> kd:longdraft1:p20:10:7:*',
      '−50 % -> kd:longdraft1:p50:10:7:*',
      '🎁 один период -> kd:longdraft1:gift:10:7:*',
      '1 раз -> kd:longdraft1:p20:1:7:*',
      '● 10 раз -> kd:longdraft1:p20:10:7:*',
      '100 раз -> kd:longdraft1:p20:100:7:*',
      '∞ -> kd:longdraft1:p20:0:7:*',
      '1 день -> kd:longdraft1:p20:10:1:*',
      '● 1 неделя -> kd:longdraft1:p20:10:7:*',
      '1 месяц -> kd:longdraft1:p20:10:30:*',
      'всегда -> kd:longdraft1:p20:10:0:*',
      '● любая подписка -> kd:longdraft1:p20:10:7:*',
      'Клуб -> kd:longdraft1:p20:10:7:club',
      'Про -> kd:longdraft1:p20:10:7:pro',
      '✅ Создать -> km:longdraft1:p20:10:7:*',
      '🏷 Коды -> sm:codes',
    ])
    const { sql } = bot.database
    const count = async () => (await sql`SELECT 1 FROM codes`).length
    const before = await count()
    await bot.press(owner, 'km:longdraft1:gift:1:0:*')
    await bot.press(owner, 'km:longdraft1:gift:1:0:*')
    expect(await count()).toBe(before + 1)
    const [row] = await sql`SELECT * FROM codes ORDER BY created_at DESC LIMIT 1`
    expect(row).toMatchObject({
      code: expect.stringMatching(/^[A-HJKMNP-Z2-9]{8}$/) as string,
      kind: 'gift',
      gift_days: null,
      use_limit: 1,
      per_person: 1,
      expires_at: null,
      active: true,
      created_by: `staff:${owner}`,
    })
    expect(textOf(edited().at(-1))).toBe(
      `🏷 <code>${row!['code']}</code>: 🎁 один период\nПодписка: любая\nИспользован: 0 из 1; одним человеком 1\nДействует до: всегда\nСоздал: Rustam`,
    )
  })

  test('a code for one plan names it; a plan that is not there makes none', async () => {
    const { sql } = bot.database
    await bot.press(owner, 'km:longdraft3:p10:0:1:pro')
    const [row] =
      await sql`SELECT plan_id, use_limit, expires_at > now() AS ahead FROM codes ORDER BY created_at DESC LIMIT 1`
    expect(row).toEqual({ plan_id: 'pro', use_limit: null, ahead: true })
    expect(textOf(edited().at(-1))).toContain('Подписка: Про\nИспользован: 0 из ∞')
    const before = await sql`SELECT 1 FROM codes`
    await bot.press(owner, 'km:longdraft4:p10:0:1:nosuch')
    expect(toasts().at(-1)).toContain('больше не продаётся')
    expect(await sql`SELECT 1 FROM codes`).toHaveLength(before.length)
  })

  test('lists codes with uses and limit; one can be switched off', async () => {
    const text = await code({ useLimit: 10 })
    await bot.press(owner, 'sm:codes')
    expect(buttonsOf(edited()[0])).toContain(`${text} · −20 % · 0/10 -> kc:${text}`)
    await bot.press(owner, `kc:${text}`)
    await bot.press(owner, dataOf(edited().at(-1), '✖️ Выключить'))
    expect(textOf(edited().at(-1))).toContain('✖️ Выключен.')
    const [row] = await bot.database.sql`SELECT active, switched_off_by FROM codes WHERE code = ${text}`
    expect(row).toEqual({ active: false, switched_off_by: `staff:${owner}` })
  })

  test.each(['sm:codes', 'km:longdraft2:p50:0:0:*', 'kc:SOMECODE', 'kx:SOMECODE'])(
    '%s is not for managers, nor for buyers, and changes nothing',
    async (data) => {
      const { sql } = bot.database
      await makeCode(
        sql,
        {
          businessId,
          code: 'SOMECODE',
          offer: { kind: 'percent', percent: 10 },
          useLimit: 1,
          expiresAt: null,
          createdBy: `staff:${owner}`,
        },
        Date.now(),
      )
      const all = () => sql`SELECT * FROM codes ORDER BY code`.then((rows) => JSON.stringify(rows))
      const before = await all()
      await bot.press(manager, data)
      await bot.press(buyer, data)
      expect(toasts()).toEqual([expect.stringContaining('colleague') as string, 'Это кнопка для сотрудников магазина.'])
      expect([edited(), await all()]).toEqual([[], before])
    },
  )
})
