import { dilnoza, florist, florists, openSandbox, ownerToken, botCaller } from './sandbox-for-tests'
import type { Update } from '@grammyjs/types'

let sandbox: Awaited<ReturnType<typeof openSandbox>>

beforeEach(async () => {
  sandbox = await openSandbox()
})
afterEach(() => sandbox.close())

const poll = async (params: object = {}) => {
  const answer = await sandbox.bot('getUpdates', params)
  return answer.body.result as unknown as Update[]
}

describe('getUpdates', () => {
  it('gives updates in order, with ids that count up, until an offset confirms them', async () => {
    const person = sandbox.client.as(dilnoza)
    await person.send('demo_shop_bot', '/start')
    await person.send('demo_shop_bot', 'Salom')
    const first = await poll()
    expect(first.map((update) => update.message?.text)).toEqual(['/start', 'Salom'])
    const ids = first.map((update) => update.update_id)
    expect(ids[1]).toBe((ids[0] ?? 0) + 1)
    expect(first[0]?.message).toMatchObject({
      from: { id: dilnoza, is_bot: false, first_name: 'Dilnoza', language_code: 'uz' },
      chat: { id: dilnoza, type: 'private' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    })
    expect(await poll()).toEqual(first)
    expect(await poll({ offset: ids[1] })).toEqual([first[1]])
    expect(await poll({ offset: (ids[1] ?? 0) + 1 })).toEqual([])
    expect(await poll()).toEqual([])
  })

  it('keeps only the newest with a negative offset', async () => {
    const person = sandbox.client.as(dilnoza)
    for (const text of ['a', 'b', 'c']) await person.send('demo_shop_bot', text)
    expect((await poll({ offset: -1 })).map((update) => update.message?.text)).toEqual(['c'])
    expect((await poll()).map((update) => update.message?.text)).toEqual(['c'])
  })

  it('holds a long poll until something happens', async () => {
    const waiting = poll({ timeout: 20 })
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'late')
    expect((await waiting).map((update) => update.message?.text)).toEqual(['late'])
  })

  it('ends the earlier of two pollers with 409', async () => {
    const earlier = sandbox.bot('getUpdates', { timeout: 20 })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const later = poll({ timeout: 20 })
    expect(await earlier).toEqual({
      status: 409,
      body: {
        ok: false,
        error_code: 409,
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
    })
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'for the later one')
    expect(await later).toHaveLength(1)
  })

  it('answers 409 while a webhook is set', async () => {
    await sandbox.bot('setWebhook', { url: 'http://127.0.0.1:9/hook' })
    expect((await sandbox.bot('getUpdates')).body.description).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await sandbox.bot('deleteWebhook')
    expect(await poll()).toEqual([])
  })

  it('sends only the types a bot allows, and remembers the choice', async () => {
    await poll({ allowed_updates: ['callback_query'] })
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'unseen')
    expect(await poll()).toEqual([])
    await poll({ allowed_updates: [] })
    await sandbox.client.as(dilnoza).send('demo_shop_bot', 'seen')
    expect((await poll()).map((update) => update.message?.text)).toEqual(['seen'])
  })

  it('tells a group message to the bots of the group and to no other', async () => {
    await sandbox.client.as(florist).send(String(florists), 'Роз нет')
    expect((await poll()).map((update) => update.message?.chat.id)).toEqual([florists])
    const other = await botCaller(sandbox.url, ownerToken)('getUpdates')
    expect(other.body.result).toEqual([])
  })

  it('gives two bots the same update ids, which only the pair of bot and id can tell apart', async () => {
    await sandbox.client.as(dilnoza).send('demo_shop_bot', '/start')
    await sandbox.client.as(dilnoza).send('demo_owner_bot', '/start')
    const other = await botCaller(sandbox.url, ownerToken)('getUpdates')
    const [theirs] = other.body.result as unknown as Update[]
    expect(Math.abs((theirs?.update_id ?? 0) - ((await poll())[0]?.update_id ?? 0))).toBeLessThanOrEqual(1)
  })
})

describe('inline buttons', () => {
  it('carries a press to the bot and the answer back to the person', async () => {
    const person = sandbox.client.as(dilnoza)
    await person.send('demo_shop_bot', '/start')
    await sandbox.bot('sendMessage', {
      chat_id: dilnoza,
      text: 'Choose',
      reply_markup: { inline_keyboard: [[{ text: 'Roses', callback_data: 'p:1' }]] },
    })
    const pressed = person.press('demo_shop_bot', 'Roses')
    const [, press] = await poll({ timeout: 5, offset: 0 }).then(async (first) =>
      first.length > 1
        ? first
        : poll({ timeout: 5, offset: (first[0]?.update_id ?? 0) + 1 }).then((next) => [first[0], ...next]),
    )
    expect(press?.callback_query).toMatchObject({ data: 'p:1', from: { id: dilnoza }, message: { text: 'Choose' } })
    const id = press?.callback_query?.id
    await sandbox.bot('answerCallbackQuery', { callback_query_id: id, text: 'In your cart', show_alert: true })
    expect(await pressed).toMatchObject({
      kind: 'callback',
      answered: true,
      answer: { text: 'In your cart', showAlert: true },
    })
  })

  it('is too late for a query after its time', async () => {
    await sandbox.close()
    sandbox = await openSandbox({ timings: { callbackMs: 30 } })
    const person = sandbox.client.as(dilnoza)
    await person.send('demo_shop_bot', '/start')
    await sandbox.bot('sendMessage', {
      chat_id: dilnoza,
      text: 'Choose',
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] },
    })
    expect(await person.press('demo_shop_bot', 'x', { answerMs: 60 })).toMatchObject({ answered: false })
    const press = (await poll()).find((update) => update.callback_query)
    const answer = await sandbox.bot('answerCallbackQuery', { callback_query_id: press?.callback_query?.id })
    expect(answer.body.description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    )
  })
})
