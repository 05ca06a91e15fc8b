import { dilnoza, florists, openSandbox, owner, shopToken } from './sandbox-for-tests'

let sandbox: Awaited<ReturnType<typeof openSandbox>>

beforeAll(async () => {
  sandbox = await openSandbox()
  await sandbox.client.as(dilnoza).send('demo_shop_bot', '/start')
})
afterAll(() => sandbox.close())

const starsInvoice = {
  chat_id: dilnoza,
  title: 'Order',
  description: 'Roses',
  payload: 'p1',
  currency: 'XTR',
  prices: [{ label: 'Roses', amount: 10 }],
}
const keyboard = (button: object) => ({ inline_keyboard: [[button]] })
const message = (more: object) => ({ chat_id: dilnoza, text: 'hi', ...more })

describe('the Bot API refuses what Telegram refuses, in its words', () => {
  const cases: [name: string, method: string, params: object, code: number, description: string][] = [
    ['no text', 'sendMessage', { chat_id: dilnoza }, 400, 'Bad Request: message text is empty'],
    ['only spaces', 'sendMessage', message({ text: ' \n ' }), 400, 'Bad Request: message text is empty'],
    ['4097 characters', 'sendMessage', message({ text: 'я'.repeat(4097) }), 400, 'Bad Request: message is too long'],
    [
      'broken HTML',
      'sendMessage',
      message({ text: '<b>x', parse_mode: 'HTML' }),
      400,
      `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
    ],
    ['a strange parse mode', 'sendMessage', message({ parse_mode: 'XML' }), 400, 'Bad Request: unsupported parse_mode'],
    ['no chat', 'sendMessage', { text: 'hi' }, 400, 'Bad Request: chat_id is empty'],
    ['an unknown chat', 'sendMessage', { chat_id: 999, text: 'hi' }, 400, 'Bad Request: chat not found'],
    ['an unknown channel', 'sendMessage', { chat_id: '@nowhere', text: 'hi' }, 400, 'Bad Request: chat not found'],
    [
      'a person before /start',
      'sendMessage',
      { chat_id: owner, text: 'hi' },
      403,
      "Forbidden: bot can't initiate conversation with a user",
    ],
    [
      '65 bytes of callback data',
      'sendMessage',
      message({ reply_markup: keyboard({ text: 'x', callback_data: 'a'.repeat(65) }) }),
      400,
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      '33 Cyrillic letters of callback data',
      'sendMessage',
      message({ reply_markup: keyboard({ text: 'x', callback_data: 'я'.repeat(33) }) }),
      400,
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'a button that does nothing',
      'sendMessage',
      message({ reply_markup: keyboard({ text: 'x' }) }),
      400,
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a button without text',
      'sendMessage',
      message({ reply_markup: keyboard({ callback_data: 'x' }) }),
      400,
      `Bad Request: can't parse inline keyboard button: Can't find field "text"`,
    ],
    [
      'a localhost link',
      'sendMessage',
      message({ reply_markup: keyboard({ text: 'x', url: 'http://localhost:8081/a' }) }),
      400,
      "Bad Request: inline keyboard button URL 'http://localhost:8081/a' is invalid: Wrong HTTP URL",
    ],
    [
      'a pay button outside an invoice',
      'sendMessage',
      message({ reply_markup: keyboard({ text: 'Pay', pay: true }) }),
      400,
      'Bad Request: BUTTON_TYPE_INVALID',
    ],
    [
      'a broken keyboard',
      'sendMessage',
      message({ reply_markup: '{' }),
      400,
      "Bad Request: can't parse reply keyboard markup JSON object",
    ],
    [
      'rows that are no rows',
      'sendMessage',
      message({ reply_markup: { inline_keyboard: [{}] } }),
      400,
      'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ],
    [
      'a reply to nothing',
      'sendMessage',
      message({ reply_parameters: { message_id: 9999 } }),
      400,
      'Bad Request: message to be replied not found',
    ],
    [
      'editing nothing',
      'editMessageText',
      message({ message_id: 9999 }),
      400,
      'Bad Request: message to edit not found',
    ],
    [
      "editing a person's message",
      'editMessageText',
      message({ message_id: 1 }),
      400,
      "Bad Request: message can't be edited",
    ],
    [
      'deleting nothing',
      'deleteMessage',
      { chat_id: dilnoza, message_id: 9999 },
      400,
      'Bad Request: message to delete not found',
    ],
    [
      'a photo from nowhere',
      'sendPhoto',
      { chat_id: dilnoza, photo: 'AgACnowhere' },
      400,
      'Bad Request: wrong file identifier/HTTP URL specified',
    ],
    ['no photo', 'sendPhoto', { chat_id: dilnoza }, 400, 'Bad Request: there is no photo in the request'],
    [
      'a caption of 1025',
      'sendPhoto',
      { chat_id: dilnoza, photo: 'x', caption: 'a'.repeat(1025) },
      400,
      'Bad Request: message caption is too long',
    ],
    [
      'an unknown callback query',
      'answerCallbackQuery',
      { callback_query_id: '1' },
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'an unknown pre_checkout',
      'answerPreCheckoutQuery',
      { pre_checkout_query_id: '1', ok: true },
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'a refusal without a reason',
      'answerPreCheckoutQuery',
      { pre_checkout_query_id: '1', ok: false },
      400,
      'Bad Request: parameter "error_message" is required',
    ],
    [
      'an invoice without a title',
      'sendInvoice',
      { ...starsInvoice, title: '' },
      400,
      'Bad Request: parameter "title" is required',
    ],
    [
      'a title of 33',
      'sendInvoice',
      { ...starsInvoice, title: 'я'.repeat(33) },
      400,
      'Bad Request: INVOICE_TITLE_INVALID',
    ],
    [
      'a description of 256',
      'sendInvoice',
      { ...starsInvoice, description: 'я'.repeat(256) },
      400,
      'Bad Request: INVOICE_DESCRIPTION_INVALID',
    ],
    [
      'a payload of 129 bytes',
      'sendInvoice',
      { ...starsInvoice, payload: 'a'.repeat(129) },
      400,
      'Bad Request: INVOICE_PAYLOAD_INVALID',
    ],
    [
      'two prices in Stars',
      'sendInvoice',
      { ...starsInvoice, prices: [...starsInvoice.prices, ...starsInvoice.prices] },
      400,
      'Bad Request: STARS_INVOICE_INVALID',
    ],
    [
      'Stars with a provider token',
      'sendInvoice',
      { ...starsInvoice, provider_token: '1:TEST:x' },
      400,
      'Bad Request: PAYMENT_PROVIDER_INVALID',
    ],
    [
      'fiat without a provider token',
      'sendInvoice',
      { ...starsInvoice, currency: 'UZS' },
      400,
      'Bad Request: PAYMENT_PROVIDER_INVALID',
    ],
    ['no price', 'sendInvoice', { ...starsInvoice, prices: [] }, 400, 'Bad Request: there must be at least one price'],
    [
      'a price of nothing',
      'sendInvoice',
      { ...starsInvoice, prices: [{ label: 'x', amount: 0 }] },
      400,
      'Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID',
    ],
    [
      'a fraction of a Star',
      'sendInvoice',
      { ...starsInvoice, prices: [{ label: 'x', amount: 1.5 }] },
      400,
      `Bad Request: can't parse labeled price: Field "amount" must be of type Number`,
    ],
    [
      'a keyboard without Pay first',
      'sendInvoice',
      { ...starsInvoice, reply_markup: keyboard({ text: 'x', callback_data: 'x' }) },
      400,
      'Bad Request: BUTTON_TYPE_INVALID',
    ],
    [
      'a subscription in a message',
      'sendInvoice',
      { ...starsInvoice, subscription_period: 2_592_000 },
      400,
      'Bad Request: SUBSCRIPTION_PERIOD_INVALID',
    ],
    [
      'a subscription of a week',
      'createInvoiceLink',
      { ...starsInvoice, subscription_period: 604_800 },
      400,
      'Bad Request: SUBSCRIPTION_PERIOD_INVALID',
    ],
    [
      'a subscription of 10001 Stars',
      'createInvoiceLink',
      { ...starsInvoice, subscription_period: 2_592_000, prices: [{ label: 'x', amount: 10_001 }] },
      400,
      'Bad Request: STARS_AMOUNT_INVALID',
    ],
    [
      'refunding nothing',
      'refundStarPayment',
      { user_id: dilnoza, telegram_payment_charge_id: 'x' },
      400,
      'Bad Request: CHARGE_ID_INVALID',
    ],
    [
      'refunding nobody',
      'refundStarPayment',
      { telegram_payment_charge_id: 'x' },
      400,
      'Bad Request: invalid user_id specified',
    ],
    [
      'a command in capitals',
      'setMyCommands',
      { commands: [{ command: 'Start', description: 'x' }] },
      400,
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    [
      'a strange action',
      'sendChatAction',
      { chat_id: dilnoza, action: 'dancing' },
      400,
      'Bad Request: wrong parameter action in request',
    ],
    [
      'a webhook by plain HTTP',
      'setWebhook',
      { url: 'http://shop.example.uz/hook' },
      400,
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
    [
      'a webhook on port 5000',
      'setWebhook',
      { url: 'https://shop.example.uz:5000/hook' },
      400,
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
    [
      'a secret with spaces',
      'setWebhook',
      { url: 'http://127.0.0.1:1/', secret_token: 'a b' },
      400,
      'Bad Request: secret token contains unallowed characters',
    ],
    ['a method nobody serves', 'sendDice', { chat_id: dilnoza }, 404, 'Not Found: method not found'],
  ]

  it.each(cases)('%s', async (_name, method, params, code, description) => {
    const before = await sandbox.client.as(dilnoza).messages('demo_shop_bot')
    const answer = await sandbox.bot(method, params)
    expect(answer).toEqual({ status: code, body: { ok: false, error_code: code, description } })
    expect(await sandbox.client.as(dilnoza).messages('demo_shop_bot')).toEqual(before)
  })

  it('answers a wrong token with 401 and nothing else', async () => {
    const response = await fetch(`${sandbox.url}/bot7000001:wrong/getMe`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  })
})

describe('the Bot API takes what Telegram takes', () => {
  it('accepts the longest text, counted after the markup', async () => {
    const answer = await sandbox.bot('sendMessage', message({ text: `<b>${'я'.repeat(4096)}</b>`, parse_mode: 'HTML' }))
    expect(answer.status).toBe(200)
  })

  it('accepts 64 bytes of callback data', async () => {
    const reply_markup = keyboard({ text: 'x', callback_data: 'я'.repeat(32) })
    expect((await sandbox.bot('sendMessage', message({ reply_markup }))).status).toBe(200)
  })

  it('says "not modified" to an edit that changes nothing, and takes one that does', async () => {
    const sent = await sandbox.bot('sendMessage', message({ text: 'one' }))
    const { message_id } = sent.body.result as unknown as { message_id: number }
    const same = await sandbox.bot('editMessageText', message({ message_id, text: 'one' }))
    expect(same.body.description).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
        'current content and reply markup of the message',
    )
    const edited = await sandbox.bot('editMessageText', message({ message_id, text: 'two' }))
    expect(edited.body.result).toMatchObject({ message_id, text: 'two', edit_date: expect.any(Number) })
  })

  it.each(['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'query'])(
    'reads parameters from %s',
    async (form) => {
      const url = `${sandbox.url}/bot${shopToken}/SENDMESSAGE`
      const fields = {
        chat_id: String(dilnoza),
        text: 'по форме',
        reply_markup: JSON.stringify(keyboard({ text: 'x', callback_data: 'y' })),
      }
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      const response = await (form === 'query'
        ? fetch(`${url}?${new URLSearchParams(fields).toString()}`)
        : form === 'multipart/form-data'
          ? fetch(url, { method: 'POST', body })
          : form === 'application/json'
            ? fetch(url, { method: 'POST', headers: { 'content-type': form }, body: JSON.stringify(fields) })
            : fetch(url, { method: 'POST', body: new URLSearchParams(fields) }))
      expect(await response.json()).toMatchObject({
        ok: true,
        result: { text: 'по форме', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'y' }]] } },
      })
    },
  )

  it('keeps an uploaded photo and sends it again by its file_id', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const form = new FormData()
    form.set('chat_id', String(dilnoza))
    form.set('caption', '<i>gul</i>')
    form.set('parse_mode', 'HTML')
    form.set('photo', 'attach://picture')
    form.set('picture', new Blob([png]), 'gul.png')
    const response = await fetch(`${sandbox.url}/bot${shopToken}/sendPhoto`, { method: 'POST', body: form })
    const { result } = (await response.json()) as { result: { photo: { file_id: string }[]; caption: string } }
    expect(result).toMatchObject({ caption: 'gul', photo: [{ width: 1, height: 1, file_size: png.length }] })
    const fileId = result.photo[0]?.file_id ?? ''
    expect((await sandbox.bot('sendPhoto', { chat_id: dilnoza, photo: fileId })).status).toBe(200)
    const picture = await fetch(`${sandbox.url}/photo/${fileId}`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(png)
  })

  it('answers 403 to a bot that was blocked, and lets it write after the unblock', async () => {
    const person = sandbox.client.as(1002)
    await person.send('demo_shop_bot', '/start')
    await person.block('demo_shop_bot')
    expect(await sandbox.bot('sendMessage', { chat_id: 1002, text: 'hi' })).toEqual({
      status: 403,
      body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    })
    await person.unblock('demo_shop_bot')
    expect((await sandbox.bot('sendMessage', { chat_id: 1002, text: 'hi' })).status).toBe(200)
    const statuses = (await sandbox.client.updates('demo_shop_bot'))
      .map(({ update }) => update.my_chat_member?.new_chat_member.status)
      .filter(Boolean)
    expect(statuses).toEqual(['kicked', 'member'])
  })

  it('tells who is in a group, and refuses a bot that is not there', async () => {
    const member = await sandbox.bot('getChatMember', { chat_id: florists, user_id: 2003 })
    expect(member.body.result).toMatchObject({ status: 'member', user: { id: 2003, first_name: 'Gulnora' } })
    const creator = await sandbox.bot('getChatMember', { chat_id: florists, user_id: owner })
    expect(creator.body.result).toMatchObject({ status: 'creator' })
    const stranger = await sandbox.bot('getChatMember', { chat_id: florists, user_id: dilnoza })
    expect(stranger.body.result).toMatchObject({ status: 'left' })
  })
})
