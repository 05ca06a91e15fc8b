import { people } from '../../activities/notices/shop'
import { buttonsOf, group, heardFrom, messageFrom, openBuyersBot, pressFrom, type BotForTests } from './shop-bot'

let bot: BotForTests
const { buyer, stranger, florist } = people

beforeAll(async () => {
  bot = await openBuyersBot()
})
afterAll(() => bot.close())
beforeEach(async () => {
  bot.forget()
  await bot.database.sql`UPDATE payments SET state = 'due' WHERE id = 'order1.d'`
})

const { sent, toasts } = heardFrom(() => bot)

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
