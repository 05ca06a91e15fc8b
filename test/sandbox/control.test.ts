import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SandboxRefused } from '../../sandbox/client'
import { completeOptions } from '../../sandbox/options'
import { dilnoza, florist, florists, openSandbox } from './sandbox-for-tests'

const bot = 'demo_shop_bot'
let sandbox: Awaited<ReturnType<typeof openSandbox>>

beforeEach(async () => {
  sandbox = await openSandbox()
})
afterEach(() => sandbox.close())

const say = (text: string, more: object = {}) => sandbox.bot('sendMessage', { chat_id: dilnoza, text, ...more })

describe('waiting for messages', () => {
  it('counts only what came after the last thing the person did', async () => {
    const person = sandbox.client.as(dilnoza)
    await person.send(bot, '/start')
    await say('Welcome')
    await person.send(bot, 'again')
    await expect(person.waitFor(bot, 'Welcome', { timeoutMs: 100 })).rejects.toMatchObject({ status: 408 })
    const waiting = person.waitFor(bot, /^welcome back$/i)
    await say('Welcome back')
    expect(await waiting).toMatchObject({ text: 'Welcome back', from: { isBot: true } })
    expect((await person.waitFor(bot, 'Welcome', { after: 0 })).text).toBe('Welcome back')
  })

  it('sees edits, buttons and invoices', async () => {
    const person = sandbox.client.as(dilnoza)
    await person.send(bot, '/start')
    const sent = await say('one')
    const { message_id } = sent.body.result as unknown as { message_id: number }
    const waiting = person.waitFor(bot, 'two', { button: 'Go' })
    await sandbox.bot('editMessageText', {
      chat_id: dilnoza,
      message_id,
      text: 'two',
      reply_markup: { inline_keyboard: [[{ text: 'Go', url: 'https://a.uz' }]] },
    })
    expect(await waiting).toMatchObject({ id: message_id, edited: true })
    expect(await person.press(bot, 'Go')).toEqual({ kind: 'url', messageId: message_id, value: 'https://a.uz/' })
    const invoice = {
      title: 'Order 7',
      description: 'd',
      payload: 'p',
      currency: 'XTR',
      prices: [{ label: 'x', amount: 1 }],
    }
    await sandbox.bot('sendInvoice', { chat_id: dilnoza, ...invoice })
    expect((await person.waitFor(bot, 'Order 7')).invoice).toMatchObject({ total: 1, currency: 'XTR', paid: false })
  })

  it('presses a key of the reply keyboard, which goes when it is for one time', async () => {
    const person = sandbox.client.as(dilnoza)
    await person.send(bot, '/start')
    await say('Choose', { reply_markup: { keyboard: [['Catalog']], one_time_keyboard: true } })
    expect((await person.chat(bot)).keyboard).toEqual([[{ text: 'Catalog' }]])
    expect(await person.press(bot, 'Catalog')).toMatchObject({ kind: 'sent' })
    expect((await person.messages(bot)).at(-1)).toMatchObject({ text: 'Catalog', mine: true })
    expect((await person.chat(bot)).keyboard).toEqual([])
    await expect(person.press(bot, 'Nothing', { timeoutMs: 0 })).rejects.toMatchObject({ status: 404 })
  })

  it('counts unread messages until the person writes or reads', async () => {
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await say('one')
    await say('two')
    const unread = async () => (await sandbox.client.as(dilnoza).chats()).find((chat) => chat.chat === bot)?.unread
    expect(await unread()).toBe(2)
    await fetch(`${sandbox.url}/control/people/${dilnoza}/chats/${bot}/read`, { method: 'POST' })
    expect(await unread()).toBe(0)
  })
})

describe('faults on purpose', () => {
  beforeEach(() => sandbox.client.as(dilnoza).send(bot, '/start'))
  const texts = async () => (await sandbox.client.as(dilnoza).messages(bot)).map((message) => message.text)

  it('answers 429 and 500 as often as told, and does nothing', async () => {
    await sandbox.client.breakCalls({ kind: '429', method: 'sendMessage', times: 2, retryAfter: 7 })
    expect((await say('a')).body).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
    expect((await say('a')).status).toBe(429)
    await sandbox.client.breakCalls({ kind: '500', chatId: dilnoza })
    expect((await say('a')).body).toEqual({ ok: false, error_code: 500, description: 'Internal Server Error' })
    expect(await texts()).toEqual(['/start'])
    expect((await say('a')).status).toBe(200)
    expect(await sandbox.client.faults()).toEqual([])
  })

  it('does the call and cuts the connection before the answer', async () => {
    await sandbox.client.breakCalls({ kind: 'cut', method: 'sendMessage' })
    await expect(say('done, unknown')).rejects.toThrow('fetch failed')
    expect(await texts()).toEqual(['/start', 'done, unknown'])
    expect(
      (await sandbox.client.calls({ method: 'sendMessage' })).map((call) => [call.status, call.messageId]),
    ).toEqual([[0, 2]])
  })

  it('never answers, and does nothing', async () => {
    await sandbox.client.breakCalls({ kind: 'timeout', method: 'sendMessage' })
    const response = fetch(`${sandbox.url}/bot7000001:shop-secret/sendMessage?chat_id=${dilnoza}&text=x`, {
      signal: AbortSignal.timeout(150),
    })
    await expect(response).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await texts()).toEqual(['/start'])
  })

  it('hits only the bot and method it names', async () => {
    await sandbox.client.breakCalls({ kind: '500', bot: 'demo_owner_bot' })
    await sandbox.client.breakCalls({ kind: '500', method: 'sendPhoto' })
    expect((await say('a')).status).toBe(200)
    await sandbox.client.clearFaults()
    expect(await sandbox.client.faults()).toEqual([])
  })
})

describe('the log of calls', () => {
  it('keeps what was asked and answered, without secrets', async () => {
    await sandbox.bot('setWebhook', { url: 'http://127.0.0.1:9/', secret_token: 'very-secret' })
    await say('refused')
    const calls = await sandbox.client.calls({ bot })
    expect(calls).toMatchObject([
      { method: 'setWebhook', status: 200, params: { secret_token: '***' } },
      { method: 'sendMessage', status: 403, fault: "Forbidden: bot can't initiate conversation with a user" },
    ])
    expect(JSON.stringify(calls)).not.toContain('very-secret')
  })
})

describe('who may use the sandbox', () => {
  const status = (options: { method?: string; path: string; headers: Record<string, string> }) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { method = 'GET', path, headers } = options
      request({ host: '127.0.0.1', port: sandbox.port, path, method, headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end(method === 'POST' ? '{}' : undefined)
    })

  it('refuses another host name, another site, and forms', async () => {
    const post = { method: 'POST', path: '/control/reset' }
    const host = `127.0.0.1:${sandbox.port}`
    const json = { 'content-type': 'application/json' }
    expect(await status({ path: '/control/people', headers: { host: 'evil.example' } })).toBe(403)
    expect(await status({ ...post, headers: { host, ...json, origin: 'https://evil.example' } })).toBe(403)
    expect(await status({ ...post, headers: { host, 'content-type': 'text/plain' } })).toBe(415)
    expect(await status({ ...post, headers: { host, ...json, origin: `http://${host}` } })).toBe(200)
  })

  it('answers what it cannot do with a sentence', async () => {
    const nobody = sandbox.client.as(5)
    await expect(nobody.send(bot, 'x')).rejects.toThrow('nobody here has the id 5')
    await expect(sandbox.client.as(dilnoza).send(String(florists), 'x')).rejects.toThrow(SandboxRefused)
    await sandbox.client.as(dilnoza).block(bot)
    await expect(sandbox.client.as(dilnoza).send(bot, 'x')).rejects.toThrow('the bot is blocked; unblock it first')
    await expect(sandbox.client.payme.pay('nonsense!')).rejects.toThrow('the link is not base64')
  })

  it('refuses options that contradict each other', () => {
    const good = {
      apiUrl: '',
      businessId: '',
      payme: { key: '' },
      click: { serviceId: '', merchantId: '', secretKey: '' },
    }
    const bots = [{ token: 'nonsense', username: 'a', name: 'a' }]
    expect(() => completeOptions({ ...good, bots })).toThrow('the token of @a must look like 123456:ABC-def')
    const twins = ['1:a', '1:b'].map((token) => ({ token, username: token.slice(2), name: 'x' }))
    expect(() => completeOptions({ ...good, bots: twins })).toThrow('two bots share the id 1')
  })
})

describe('between starts', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('keeps chats, queues, Stars and commands, and goes on counting', async () => {
    const stateFile = join(folder, 'state.json')
    const first = await openSandbox({ stateFile })
    await first.client.as(dilnoza).send(bot, '/start')
    await first.bot('sendMessage', { chat_id: dilnoza, text: 'kept' })
    await first.bot('setMyCommands', { commands: [{ command: 'orders', description: 'Orders' }] })
    await first.client.as(florist).send(String(florists), 'hi')
    await first.close()
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600)

    const second = await openSandbox({ stateFile })
    const chat = await second.client.as(dilnoza).chat(bot)
    expect(chat.messages.map((message) => message.text)).toEqual(['/start', 'kept'])
    expect(chat.commands).toEqual([{ command: 'orders', description: 'Orders' }])
    const updates = await second.bot('getUpdates')
    expect(updates.body.result).toHaveLength(2)
    const next = await second.bot('sendMessage', { chat_id: dilnoza, text: 'new' })
    expect(next.body.result).toMatchObject({ message_id: 3 })
    await second.close()
  })

  it('puts a file aside that it cannot read, and begins anew', async () => {
    const stateFile = join(folder, 'state.json')
    await writeFile(stateFile, '{"version":99')
    const opened = await openSandbox({ stateFile })
    expect(await opened.client.as(dilnoza).messages(bot)).toEqual([])
    expect(await readFile(`${stateFile}.unreadable`, 'utf8')).toBe('{"version":99')
    await opened.close()
  })

  it('empties everything on reset and never gives an id twice', async () => {
    const person = sandbox.client.as(dilnoza)
    await person.send(bot, '/start')
    await say('one')
    await sandbox.client.reset()
    expect(await person.messages(bot)).toEqual([])
    expect((await sandbox.bot('getUpdates')).body.result).toEqual([])
    expect((await say('x')).status).toBe(403)
    expect((await person.send(bot, '/start')).id).toBe(3)
  })
})
