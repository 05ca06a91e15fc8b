import { dilnoza, florists, openSandbox } from './sandbox-for-tests'

let now = Date.parse('2026-11-21T10:00:00Z')
let sandbox: Awaited<ReturnType<typeof openSandbox>>

beforeAll(async () => {
  sandbox = await openSandbox({ limits: {}, clock: () => now })
  await sandbox.client.as(dilnoza).send('demo_shop_bot', '/start')
})
afterAll(() => sandbox.close())

const send = (chat_id: number) => sandbox.bot('sendMessage', { chat_id, text: 'hi' })
const statuses = async (chat: number, times: number) => {
  const got: number[] = []
  for (let i = 0; i < times; i++) got.push((await send(chat)).status)
  return got
}

describe('sending limits', () => {
  it('lets a small burst through, then answers 429 with retry_after, and counts nothing that was refused', async () => {
    now += 60_000
    expect(await statuses(dilnoza, 5)).toEqual([200, 200, 200, 200, 200])
    expect(await send(dilnoza)).toEqual({
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 1',
        parameters: { retry_after: 1 },
      },
    })
    now += 999
    expect((await send(dilnoza)).status).toBe(429)
    now += 1
    expect((await send(dilnoza)).status).toBe(200)
    expect((await send(dilnoza)).status).toBe(429)
  })

  it('lets 20 messages a minute into a group, whatever their pace', async () => {
    now += 120_000
    for (let i = 0; i < 20; i++) {
      expect((await send(florists)).status).toBe(200)
      now += 1000
    }
    const refused = await send(florists)
    expect(refused.body.parameters).toEqual({ retry_after: 40 })
    now += 40_001
    expect((await send(florists)).status).toBe(200)
  })

  it('gives retry_after in the Retry-After header too, as the real server does', async () => {
    now += 120_000
    await statuses(dilnoza, 5)
    const response = await fetch(`${sandbox.url}/bot7000001:shop-secret/sendMessage?chat_id=${dilnoza}&text=hi`)
    expect(response.headers.get('retry-after')).toBe('1')
  })

  it('does not count edits, answers and chat actions', async () => {
    now += 120_000
    const sent = await send(dilnoza)
    const { message_id } = sent.body.result as unknown as { message_id: number }
    for (let i = 0; i < 10; i++) {
      const edit = await sandbox.bot('editMessageText', { chat_id: dilnoza, message_id, text: `text ${i}` })
      expect(edit.status).toBe(200)
      expect((await sandbox.bot('sendChatAction', { chat_id: dilnoza, action: 'typing' })).status).toBe(200)
    }
  })
})
