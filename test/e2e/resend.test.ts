import { demoBusiness } from '../../db/demo-shop'
import { Refused, type OpsCommand } from '../../ops/commands/command'
import type { OpsPlace } from '../../ops/commands/place'
import { resend } from '../../ops/commands/resend'
import { dismiss, retryUpdate } from '../../ops/commands/updates'
import { createLifecycles } from '../../workflows/callers'
import { placeOrder } from './steps'
import { dilnoza, openTown, shopBot, until, type Town } from './town'

const businessId = demoBusiness.id
const deed = ['--apply', '--by', 'Karim', '--why', 'the buyer asked']
let town: Town
beforeAll(async () => {
  town = await openTown({ settings: { nudgesMs: [] } })
  await town.sandbox.as(dilnoza).send(shopBot, '/start')
  // Its answer must not run into what is broken later.
  await town.sandbox.as(dilnoza).waitFor(shopBot, /./, { after: 0 })
}, 120_000)
afterAll(() => town.close())

async function run(command: OpsCommand, ...args: string[]) {
  const said: string[] = []
  const place = { sql: town.sql, client: town.temporal.client, businessId } as OpsPlace
  const code = await command.run({ args, place, say: (line) => said.push(line) })
  return { code, said }
}
const messageOf = async (dedupeKey: string) =>
  (
    await town.sql<{ state: string; error: string | null }[]>`
      SELECT state, error FROM outbound_messages WHERE dedupe_key = ${dedupeKey}`
  )[0]
const asksToPay = async () =>
  (await town.sandbox.as(dilnoza).messages(shopBot)).filter(({ keyboard }) =>
    keyboard.flat().some((key) => 'text' in key && key.text.includes('Payme')),
  ).length

/** The message that asks for the money is refused for good; answers its key. */
async function refusedAsk(): Promise<string> {
  const lines = [{ productId: 'bahor', quantity: 1 }]
  await town.sandbox.breakCalls({
    kind: 'refuse',
    method: 'sendMessage',
    description: 'Bad Request: message is strange',
  })
  const order = { businessId, orderId: 'refused' }
  await createLifecycles(town.temporal.client).placeOrder(order, {
    buyerId: `telegram:${dilnoza}`,
    lines,
    plan: 'full',
  })
  return until('the message is refused', async () => {
    const [row] = await town.sql<{ key: string }[]>`
      SELECT dedupe_key AS key FROM outbound_messages WHERE order_id = 'refused' AND state = 'refused'`
    return row?.key
  })
}

test('a message that Telegram refused is told first, then sent once by an operator, and never twice', async () => {
  const key = await refusedAsk()
  expect(await asksToPay()).toBe(0)
  const told = await run(resend, key)
  expect(told).toEqual({
    code: 0,
    said: [
      expect.stringMatching(/^payment_due, refused since .+: .*message is strange/),
      'It would be worded as things stand now, and sent once; what has lost its point is not sent.',
      expect.stringMatching(/^Nothing was changed/),
    ],
  })
  expect([await messageOf(key), await asksToPay()]).toEqual([{ state: 'refused', error: expect.any(String) }, 0])

  const sent = await run(resend, key, ...deed)
  expect([sent.code, sent.said.at(-1)]).toEqual([0, 'Telegram has taken it.'])
  expect([await messageOf(key), await asksToPay()]).toEqual([{ state: 'sent', error: null }, 1])
  await expect(run(resend, key, ...deed)).rejects.toThrow('It was sent. Nothing is sent twice.')
  // Its buttons are the payment's: they go when it is paid.
  const paid = await town.sandbox.as(dilnoza).payPayme(shopBot, '💳 Payme', 'pay')
  expect(paid).toMatchObject({ outcome: 'paid' })
  await until('the buttons are gone', async () => ((await asksToPay()) === 0 ? true : undefined))
  expect([...(await town.sql`SELECT action, target, done_by, reason, error FROM operator_actions`)]).toEqual([
    { action: 'resend', target: key, done_by: 'Karim', reason: 'the buyer asked', error: null },
  ])
}, 90_000)

test('two operators who resend one message at the same time send it once', async () => {
  const { id } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  const [row] = await town.sql<{ key: string }[]>`
    UPDATE outbound_messages SET state = 'sending', message_id = NULL, created_at = now() - interval '2 days'
    WHERE order_id = ${id} AND state = 'sent' RETURNING dedupe_key AS key`
  const before = await asksToPay()
  const both = await Promise.allSettled([run(resend, row!.key, ...deed), run(resend, row!.key, ...deed)])
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
  await until('it is sent', async () => ((await messageOf(row!.key))?.state === 'sent' ? true : undefined))
  expect(await asksToPay()).toBe(before + 1)
}, 60_000)

test('what is said to others now is not counted as sent, and does not wait for ever', async () => {
  const { id } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  // The chat that it was for is nobody's any more.
  const [row] = await town.sql<{ key: string }[]>`
    UPDATE outbound_messages SET state = 'refused', message_id = NULL, dedupe_key = dedupe_key || '@-100'
    WHERE order_id = ${id} AND state = 'sent' RETURNING dedupe_key AS key`
  const { code, said } = await run(resend, row!.key, ...deed)
  expect([code, said.at(-1)]).toEqual([1, expect.stringMatching(/^It was said, but to others/)])
  expect(await messageOf(row!.key)).toEqual({ state: 'refused', error: 'it is addressed to others now' })
  expect((await run(dismiss, 'message', row!.key, ...deed)).code).toBe(0)
}, 60_000)

test('what has lost its point is not sent', async () => {
  const { id, payments } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  const [row] = await town.sql<{ key: string }[]>`
    UPDATE outbound_messages SET state = 'refused', message_id = NULL
    WHERE order_id = ${id} AND state = 'sent' RETURNING dedupe_key AS key`
  await town.sql`UPDATE payments SET state = 'expired' WHERE id = ${payments[0]!.id}`
  const before = await asksToPay()
  const { code, said } = await run(resend, row!.key, ...deed)
  expect([code, said.at(-1)]).toEqual([0, 'It has lost its point meanwhile, so nothing was sent.'])
  expect(await asksToPay()).toBe(before)
}, 60_000)

test.each([
  ['is being tried', { state: 'sending', notice: { kind: 'payment_due' } }, /^It is being tried since/],
  ['was said by the bot', { state: 'refused', notice: null }, /cannot be said again/],
])('a message that %s is not resent', async (_, { state, notice }, why) => {
  await town.sql`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, state, notice)
    VALUES (${businessId}, ${`a/${state}`}, '1', ${state}, ${notice && town.sql.json(notice)})`
  await expect(run(resend, `a/${state}`, ...deed)).rejects.toThrow(why)
  expect((await messageOf(`a/${state}`))?.state).toBe(state)
})

test('a press that was given up is acted on again once its cause is gone', async () => {
  const botId = '7000001'
  const [kept] = await town.sql<{ id: string }[]>`
    UPDATE inbound_updates SET handled_at = NULL, abandoned_at = now(), error = 'the shop was closed', attempts = 4
    WHERE update_id = (SELECT max(update_id) FROM inbound_updates WHERE body #>> '{message,text}' = '/catalog')
    RETURNING update_id::text AS id`
  const told = await run(retryUpdate, botId, kept!.id)
  expect(told.said[0]).toMatch(/tried 4 times: the shop was closed$/)
  const { code, said } = await run(retryUpdate, botId, kept!.id, ...deed)
  expect([code, said.at(-1)]).toEqual([0, 'It has been acted on.'])
  await expect(run(retryUpdate, botId, kept!.id, ...deed)).rejects.toBeInstanceOf(Refused)
})

test('what nobody is going to mend is taken off the list, and stays as it is', async () => {
  await town.sql`
    INSERT INTO inbound_updates (bot_id, update_id, queue, body, error, abandoned_at) VALUES ('b', 1, 'q', '{}', 'no', now())`
  await expect(run(dismiss, 'message', 'a/sending', ...deed)).rejects.toThrow('It is not on the list.')
  await expect(run(dismiss, 'message', 'nonsense')).rejects.toThrow('It is not on the list.')
  expect((await run(dismiss, 'update', 'b', '1')).code).toBe(0)
  expect((await run(dismiss, 'update', 'b', '1', ...deed)).code).toBe(0)
  expect((await run(dismiss, 'message', 'a/refused', ...deed)).code).toBe(0)
  await expect(run(dismiss, 'update', 'b', '1', ...deed)).rejects.toThrow('It is not on the list.')
  const [update] = await town.sql`
    SELECT abandoned_at IS NOT NULL AS abandoned, dismissed_at IS NOT NULL AS dismissed FROM inbound_updates WHERE bot_id = 'b'`
  expect(update).toEqual({ abandoned: true, dismissed: true })
  expect((await messageOf('a/refused'))?.state).toBe('refused')
})
