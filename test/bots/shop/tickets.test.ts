import { people, seedOrder } from '../../activities/notices/shop'
import { buttonsOf, group, heardFrom, openBot, person, type BotForTests } from './shop-bot'

const { owner, manager, florist, buyer, stranger } = people
let bot: BotForTests

beforeAll(async () => {
  bot = await openBot({ settings: { chats: { florists: null, couriers: null, managers: '-5' } } })
  await seedOrder(bot.database.sql, { stages: [{ kind: 'full', amount: 5_000_000n, state: 'due' }] })
})
afterAll(() => bot.close())
beforeEach(async () => {
  bot.forget()
  const { sql } = bot.database
  await sql`DELETE FROM ticket_messages`
  await sql`DELETE FROM support_tickets`
  await sql`DELETE FROM outbound_messages WHERE question IS NOT NULL`
  await sql`DELETE FROM outbound_messages`
  await sql`UPDATE buyers SET unreachable_at = NULL`
})

const { sent, edited, toasts } = heardFrom(() => bot)
const textOf = (call: Record<string, unknown> | undefined) => String(call?.['text'])
const sentTo = (chatId: string) =>
  sent().filter((call) => call['chat_id'] === chatId || call['chat_id'] === Number(chatId))
const yes = { from: { id: 1, is_bot: true } }

const lastAsked = async (kind: string) => {
  const [row] = await bot.database.sql<{ id: bigint }[]>`
    SELECT message_id AS id FROM outbound_messages WHERE question ->> 'about' = ${kind}
    ORDER BY sent_at DESC, message_id DESC LIMIT 1`
  return Number(row!.id)
}
let messageId = 1000
const reply = (from: string, to: number, text: string, more: object = {}) => {
  const id = ++messageId
  return bot.text(from, text, { message_id: id, reply_to_message: { message_id: to, date: 1, ...yes }, ...more })
}
/** The buyer presses "write" and answers with a reply. */
async function write(text: string, from = buyer) {
  await bot.press(from, 'hw')
  await reply(from, await lastAsked('ticket'), text)
}
const ticketsNow = () =>
  bot.database.sql<{ number: number; state: string; words: number }[]>`
    SELECT t.number, t.state, (SELECT count(*)::int FROM ticket_messages m WHERE m.ticket = t.number) AS words
    FROM support_tickets t ORDER BY number`.then((rows) => rows.map((row) => ({ ...row })))
const numberNow = async () => (await ticketsNow())[0]!.number
const inGroup = { chat: group }

describe('a buyer writes to the shop', () => {
  test('/support and /paysupport offer it beside the link', async () => {
    await bot.text(buyer, '/support')
    await bot.text(buyer, '/paysupport')
    for (const call of sent()) {
      expect(buttonsOf(call)).toEqual([
        '✍️ Написать здесь -> hw',
        '💬 Написать нам -> https://t.me/gulzor_help',
        '📋 Мои заказы -> os',
      ])
    }
  })

  test('kept, then passed on to the managers’ group with who it is, and confirmed', async () => {
    await write('Где мой букет? <b>')
    const number = await numberNow()
    expect(await ticketsNow()).toEqual([{ number, state: 'open', words: 1 }])
    const [desk] = sentTo('-5')
    expect(textOf(desk)).toBe(
      `💬 Вопрос №${number}, <a href="tg://user?id=42">Person42</a>\nПоследнее: заказ №1042\n\n<blockquote>Где мой букет? &lt;b&gt;</blockquote>`,
    )
    expect(buttonsOf(desk)).toEqual([`✍️ Ответить -> h2:${number}`, `✅ Закрыть -> h3:${number}`])
    expect(textOf(sentTo(buyer).at(-1))).toBe(
      `✅ Вопрос №${number} у нас. Ответим здесь.\nЧтобы что-то добавить, ответьте на это сообщение.`,
    )
  })

  test('a reply to the confirmation adds to it', async () => {
    await write('One')
    await reply(buyer, await lastAsked('ticket'), 'Two')
    expect(await ticketsNow()).toEqual([{ number: await numberNow(), state: 'open', words: 2 }])
    expect(sentTo('-5').map((call) => textOf(call).split('\n\n')[1])).toEqual([
      '<blockquote>One</blockquote>',
      '<blockquote>Two</blockquote>',
    ])
  })

  test('the same update again sends nothing again', async () => {
    await bot.press(buyer, 'hw')
    const asked = await lastAsked('ticket')
    await reply(buyer, asked, 'Once', { message_id: 77 })
    await reply(buyer, asked, 'Once', { message_id: 77 })
    expect(await ticketsNow()).toMatchObject([{ words: 1 }])
    expect(sentTo('-5')).toHaveLength(1)
  })

  test('Telegram is away: the words are kept, and the next try passes them on', async () => {
    await bot.press(buyer, 'hw')
    const asked = await lastAsked('ticket')
    bot.api.next('sendMessage', { code: 500, description: 'Internal Server Error' })
    await expect(reply(buyer, asked, 'Hello', { message_id: 78 })).rejects.toThrow('Internal Server Error')
    expect(await ticketsNow()).toMatchObject([{ state: 'open', words: 1 }])
    bot.api.forget()
    await reply(buyer, asked, 'Hello', { message_id: 78 })
    expect(sentTo('-5')).toHaveLength(1)
    expect(await ticketsNow()).toMatchObject([{ words: 1 }])
  })

  test('the group is closed to the bot: every manager hears it; then the owner', async () => {
    bot.api.next('sendMessage', { result: { message_id: 300, date: 1, chat: { id: 42, type: 'private' } } })
    bot.api.next('sendMessage', { code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' })
    bot.api.next('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' })
    await write('Anybody?')
    expect(sent().map((call) => String(call['chat_id']))).toEqual([buyer, '-5', manager, owner, buyer])
  })

  test.each([
    ['', 'Передать могу только текст. Напишите его ответом, не больше 1000 знаков.'],
    ['а'.repeat(1001), 'Слишком длинно: не больше 1000 знаков. Разделите на два сообщения.'],
  ])('%# what cannot be passed on is said so, and not kept', async (text, words) => {
    await bot.press(buyer, 'hw')
    const asked = await lastAsked('ticket')
    bot.api.forget()
    await reply(buyer, asked, text)
    expect(sent().map(textOf)).toEqual([words])
    expect(await ticketsNow()).toEqual([])
  })

  test('a picture is not kept', async () => {
    await bot.press(buyer, 'hw')
    const to = await lastAsked('ticket')
    const chat = { id: Number(buyer), type: 'private' }
    const photo = {
      message_id: 5,
      date: 1,
      chat,
      from: person(buyer),
      photo: [],
      reply_to_message: { message_id: to, date: 1, chat },
    }
    await bot.handle({ message: photo })
    expect(textOf(sent().at(-1))).toContain('Передать могу только текст.')
    expect(await ticketsNow()).toEqual([])
  })

  test('twenty in an hour, and the next is refused', async () => {
    await write('1')
    const asked = await lastAsked('ticket')
    const { sql } = bot.database
    await sql`
      INSERT INTO ticket_messages (business_id, ticket, author, text, source, said_at)
      SELECT 'demo', ${await numberNow()}, 'buyer', 'x', 'old' || n, now() FROM generate_series(2, 20) n`
    bot.api.forget()
    await reply(buyer, asked, '21')
    expect(sent().map(textOf)).toEqual([
      'За последний час вы написали много. Мы всё прочтём; подождите немного, прежде чем писать ещё.',
    ])
    expect(await ticketsNow()).toMatchObject([{ words: 20 }])
  })
})

describe('staff answer', () => {
  test('by a reply in the group: it goes to the buyer once, who may go on by a reply', async () => {
    await write('Help')
    const number = await numberNow()
    await bot.press(manager, `h2:${number}`, inGroup)
    expect(textOf(sent().at(-1))).toBe(
      `✍️ Your reply to this message goes to <a href="tg://user?id=42">Person42</a> as the answer to question #${number}.`,
    )
    const asked = await lastAsked('ticket_answer')
    bot.api.forget()
    await reply(manager, asked, 'On its way', { ...inGroup, message_id: 80 })
    await reply(manager, asked, 'On its way', { ...inGroup, message_id: 80 })
    expect(sentTo(buyer).map(textOf)).toEqual([
      `💬 Gulzor отвечает на вопрос №${number}:\n<blockquote>On its way</blockquote>`,
    ])
    expect(buttonsOf(sentTo(buyer)[0])).toEqual([`✍️ Ответить -> tr:${number}`])
    expect(await ticketsNow()).toEqual([{ number, state: 'answered', words: 2 }])
    expect(textOf(sentTo('-5')[0])).toBe(`✅ The answer to question #${number} has been sent.`)
    await reply(buyer, await lastAsked('ticket'), 'Thank you')
    expect(await ticketsNow()).toEqual([{ number, state: 'open', words: 3 }])
  })

  test('a buyer who blocked the bot: the answer is kept, and staff are told', async () => {
    await write('Help')
    const number = await numberNow()
    await bot.press(manager, `h2:${number}`)
    const asked = await lastAsked('ticket_answer')
    bot.api.forget()
    bot.api.next('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' })
    await reply(manager, asked, 'Here you are')
    expect(textOf(sent().at(-1))).toContain('could not be sent: the buyer has blocked the bot.')
    expect(await ticketsNow()).toMatchObject([{ state: 'answered', words: 2 }])
    expect(await bot.database.sql`SELECT 1 FROM buyers WHERE unreachable_at IS NOT NULL`).toHaveLength(1)
  })

  test('closing tells the buyer once; the buyer goes on with it, and it is open again', async () => {
    await write('Help')
    const number = await numberNow()
    bot.api.forget()
    await bot.press(manager, `h3:${number}`, inGroup)
    expect(textOf(edited()[0])).toBe(`✅ Question #${number} was closed by Madina. The buyer has been told.`)
    expect(sentTo(buyer).map(textOf)).toEqual([
      `✅ Вопрос №${number} закрыт. Если он не решён, напишите, и мы откроем его снова.`,
    ])
    await bot.press(owner, `h3:${number}`)
    await bot.press(owner, `h2:${number}`)
    expect(toasts().slice(-2)).toEqual(['Этот вопрос закрыт.', 'Этот вопрос закрыт.'])
    expect(sentTo(buyer)).toHaveLength(1)
    await bot.press(buyer, `tr:${number}`)
    await reply(buyer, await lastAsked('ticket'), 'No, it is not')
    expect(await ticketsNow()).toEqual([{ number, state: 'open', words: 2 }])
    expect(textOf(sentTo('-5').at(-1))).toContain('No, it is not')
    // Closed anew, it is told anew.
    await bot.press(manager, `h3:${number}`, inGroup)
    expect(sentTo(buyer).filter((call) => textOf(call).includes('закрыт.'))).toHaveLength(2)
  })

  test('an answer to a ticket that was closed meanwhile goes nowhere', async () => {
    await write('Help')
    const number = await numberNow()
    await bot.press(manager, `h2:${number}`)
    const asked = await lastAsked('ticket_answer')
    await bot.press(owner, `h3:${number}`)
    bot.api.forget()
    await reply(manager, asked, 'Too late')
    expect(sent().map(textOf)).toEqual(['This question is closed.'])
    expect(await ticketsNow()).toEqual([{ number, state: 'closed', words: 1 }])
  })

  test('the page lists what goes on; the card shows the last words', async () => {
    await write('Первое')
    const number = await numberNow()
    await bot.press(manager, `h2:${number}`)
    await reply(manager, await lastAsked('ticket_answer'), 'An answer')
    bot.forget()
    await bot.press(manager, 'sm:tickets')
    expect(buttonsOf(edited()[0])[0]).toBe(`⚪ #${number} · Person42 -> h1:${number}`)
    await bot.press(manager, `h1:${number}`)
    const card = textOf(edited()[1])
    expect(card).toMatch(/<b>Person42<\/b>, .*\n<blockquote>Первое<\/blockquote>/)
    expect(card).toMatch(/<b>Madina<\/b>, .*\n<blockquote>An answer<\/blockquote>/)
    expect(buttonsOf(edited()[1])).toEqual([
      `✍️ Answer -> h2:${number}`,
      `✅ Close -> h3:${number}`,
      '💬 Questions -> sm:tickets',
    ])
  })
})

describe('who may not', () => {
  test.each(['h2', 'h3', 'h1'])(
    '%s is refused to a florist, to the buyer and to others, and changes nothing',
    async (code) => {
      await write('Help')
      const number = await numberNow()
      const before = await ticketsNow()
      bot.forget()
      for (const from of [florist, buyer, stranger]) await bot.press(from, `${code}:${number}`)
      expect(toasts()).toEqual([
        'Buni boshqa roldagi hamkasb qiladi. Sizga kerak boʻlsa, doʻkon egasidan soʻrang.',
        'Это кнопка для сотрудников магазина.',
        'Это кнопка для сотрудников магазина.',
      ])
      expect([sent(), edited(), await ticketsNow()]).toEqual([[], [], before])
    },
  )

  test('a florist’s reply in the group is not the shop’s answer', async () => {
    await write('Help')
    await bot.press(manager, `h2:${await numberNow()}`, inGroup)
    const asked = await lastAsked('ticket_answer')
    bot.api.forget()
    await reply(florist, asked, 'Ha-ha', inGroup)
    expect(sentTo(buyer)).toEqual([])
    expect(await ticketsNow()).toMatchObject([{ state: 'open', words: 1 }])
  })

  test('a buyer cannot go on with somebody else’s ticket, nor with one that is not there', async () => {
    await write('Help')
    const number = await numberNow()
    bot.forget()
    await bot.press(stranger, `tr:${number}`)
    await bot.press(buyer, 'tr:999999')
    expect(toasts()).toEqual(Array(2).fill('Такого вопроса нет. Написать нам: /support'))
    expect(sent()).toEqual([])
  })
})
