import type { Update } from '@grammyjs/types'
import { startRecorder, until, type Recorded } from './recorder'
import { dilnoza, ivan, openSandbox } from './sandbox-for-tests'

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let hook: Awaited<ReturnType<typeof startRecorder>>

afterEach(async () => {
  await sandbox.close()
  await hook.close()
})

const textOf = (asked: Recorded) => (JSON.parse(asked.body) as Update).message?.text
const retryUnit = 20

async function open(reply: Parameters<typeof startRecorder>[0]) {
  hook = await startRecorder(reply)
  sandbox = await openSandbox({ timings: { webhookRetryUnitMs: retryUnit, webhookTimeoutMs: 300 } })
  await sandbox.bot('setWebhook', { url: `${hook.url}/hook`, secret_token: 'se-cret_1' })
}

describe('webhook delivery', () => {
  it('posts the update as JSON with the secret token', async () => {
    await open(() => ({}))
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'Salom')
    await until(() => hook.requests.length === 1, 'one request')
    const [request] = hook.requests
    expect(request).toMatchObject({ method: 'POST', path: '/hook' })
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 'se-cret_1',
    })
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ update_id: expect.any(Number), message: { text: 'Salom' } })
    const info = await sandbox.bot('getWebhookInfo')
    expect(info.body.result).toMatchObject({ url: `${hook.url}/hook`, pending_update_count: 0, max_connections: 40 })
  })

  it('tries again at once, then after 2, 4 and 8 units, and tells the bot of the failure', async () => {
    await open((_, count) => ({ status: count < 5 ? 500 : 200 }))
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'a')
    await until(() => hook.requests.length === 5, 'five attempts')
    const gaps = hook.requests.slice(1).map((request, index) => request.at - (hook.requests[index]?.at ?? 0))
    // A busy machine makes each of them longer, and none of them shorter.
    expect(gaps[0]).toBeLessThan(gaps[3] ?? 0)
    for (const [index, units] of [2, 4, 8].entries()) {
      expect(gaps[index + 1]).toBeGreaterThanOrEqual(units * retryUnit - 2)
    }
    expect(new Set(hook.requests.map((request) => request.body)).size).toBe(1)
    const info = await sandbox.bot('getWebhookInfo')
    expect(info.body.result).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    })
  })

  it('holds back the rest of a chat behind a failing update, and no other chat', async () => {
    let broken = true
    await open((asked) => ({ status: broken && textOf(asked) === 'first' ? 503 : 200 }))
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'first')
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'second')
    await sandbox.client.as(ivan).send('demo_shop_bot', 'other chat')
    await until(() => hook.requests.some((request) => textOf(request) === 'other chat'), 'the other chat')
    await until(() => hook.requests.length >= 4, 'some retries')
    expect(hook.requests.map(textOf)).not.toContain('second')
    broken = false
    await until(() => hook.requests.some((request) => textOf(request) === 'second'), 'the second message')
    expect(textOf(hook.requests.at(-1) as Recorded)).toBe('second')
  })

  it('obeys Retry-After', async () => {
    await open((_, count) => (count === 1 ? { status: 503, headers: { 'retry-after': '10' } } : {}))
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'a')
    await until(() => hook.requests.length === 2, 'the retry')
    expect((hook.requests[1]?.at ?? 0) - (hook.requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(10 * retryUnit - 2)
  })

  it('tries again when the webhook hangs', async () => {
    await open((_, count) => ({ hang: count === 1 }))
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'a')
    await until(() => hook.requests.length === 2, 'the retry')
    await until(async () => {
      const updates = await sandbox.client.updates('demo_shop_bot')
      return updates[0]?.outcome === 'delivered'
    }, 'delivery')
  })

  it('carries out a call in the body of a 2xx answer', async () => {
    await open(() => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'sendMessage', chat_id: dilnoza, text: 'from the answer' }),
    }))
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'a')
    const answer = await sandbox.client.as(dilnoza).waitFor('demo_shop_bot', 'from the answer')
    expect(answer.from.isBot).toBe(true)
  })

  it('delivers what had waited, and drops it when asked', async () => {
    hook = await startRecorder(() => ({}))
    sandbox = await openSandbox()
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'dropped')
    await sandbox.bot('setWebhook', { url: hook.url, drop_pending_updates: true })
    await sandbox.bot('deleteWebhook')
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'waited')
    await sandbox.bot('setWebhook', { url: hook.url })
    await until(() => hook.requests.length === 1, 'the waiting update')
    expect(hook.requests.map(textOf)).toEqual(['waited'])
  })
})
