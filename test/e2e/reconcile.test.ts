import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoBusiness } from '../../db/demo-shop'
import { orderWorkflowId } from '../../domain/ids'
import type { OpsPlace } from '../../ops/commands/place'
import { reconcile } from '../../ops/commands/reconcile'
import { createLifecycles } from '../../workflows/callers'
import { askOf, placeOrder } from './steps'
import { dilnoza, ivan, openTown, shopBot, until, type OrderView, type Town } from './town'

const businessId = demoBusiness.id
const deed = ['--apply', '--by', 'Karim', '--why', 'the bank asked']
let town: Town
let folder: string
beforeAll(async () => {
  town = await openTown({ settings: { nudgesMs: [] } })
  folder = await mkdtemp(join(tmpdir(), 'orderly-statement-'))
  await town.sql`UPDATE businesses SET settings = jsonb_set(settings, '{subscriptions,reconcileGraceMs}', '0')`
}, 120_000)
afterAll(async () => {
  await town.close()
  await rm(folder, { recursive: true, force: true })
})

const config = () => ({
  CLICK_API_URL: town.clickMerchant.apiUrl,
  CLICK_SERVICE_ID: town.clickMerchant.serviceId,
  CLICK_SECRET_KEY: town.clickMerchant.secretKey,
  CLICK_MERCHANT_USER_ID: town.clickMerchant.merchantUserId,
})
const run = (...args: string[]) => runWith(config(), ...args)

async function runWith(
  configured: Partial<Record<keyof ReturnType<typeof config>, string | undefined>>,
  ...args: string[]
) {
  const said: string[] = []
  const place = { sql: town.sql, client: town.temporal.client, businessId, config: configured } as OpsPlace
  const code = await reconcile.run({ args, place, say: (line) => said.push(...line.split('\n')) })
  return { code, said }
}

interface PaymeBook {
  transactions: { id: string; time: number; amount: number; account: object; state: number; cancel_time: number }[]
}
const bookOf = async <Book>(provider: 'payme' | 'click') =>
  (await (await fetch(`${town.sandboxUrl}/${provider}/cabinet/statement.json`)).json()) as Book

async function saved(content: unknown): Promise<string> {
  const file = join(folder, 'statement.json')
  await writeFile(file, JSON.stringify(content))
  return file
}

/** An order of one payment, and that as far as the buyer went with it. */
async function ordered(buyer: number, provider: 'payme' | 'click', mode: 'pay' | 'decline' | 'disconnect') {
  const { id, payments } = await placeOrder(town, buyer, { product: 'bahor', plan: 'full' })
  const ask = await askOf(town, payments[0]!.id)
  const person = town.sandbox.as(buyer)
  const paid =
    provider === 'payme'
      ? await person.payPayme(shopBot, '💳 Payme', mode, ask)
      : await person.payClick(shopBot, '💳 Click', mode, ask)
  return { order: id, transaction: paid.id, ask }
}
const stateOf = async (order: string) =>
  (await town.sql<{ state: string }[]>`SELECT state FROM orders WHERE id = ${order}`)[0]?.state
const paymentOf = async (order: string) =>
  (await town.sql<{ state: string }[]>`SELECT state FROM payments WHERE order_id = ${order}`)[0]?.state
const untilState = (order: string, state: string) =>
  until(`${order} is ${state}`, async () => ((await stateOf(order)) === state ? true : undefined))

test('a statement without lines agrees with nothing', async () => {
  const file = await saved({ transactions: [] })
  await expect(run('--provider', 'payme', '--statement', file)).rejects.toThrow('has no lines')
})

test('Payme: what both books have agrees; each planted difference is told, and mended or left as it should be', async () => {
  await town.sandbox.as(dilnoza).send(shopBot, '/start')
  const paid = await ordered(dilnoza, 'payme', 'pay')
  const landed = await ordered(dilnoza, 'payme', 'disconnect')
  const givenUp = await ordered(dilnoza, 'payme', 'disconnect')
  const returned = await ordered(dilnoza, 'payme', 'pay')
  const unheard = await ordered(dilnoza, 'payme', 'pay')
  await untilState(returned.order, 'offered')
  const statement = await bookOf<PaymeBook>('payme')
  const args = ['--provider', 'payme', '--statement']
  expect(await run(...args, await saved(statement))).toEqual({
    code: 0,
    said: ['5 transactions in the statement of payme.', 'They agree.'],
  })

  const now = Date.now()
  const line = (id: string) => statement.transactions.find((one) => one.id === id)!
  line(landed.transaction).state = 2
  Object.assign(line(givenUp.transaction), { state: -1, cancel_time: now })
  Object.assign(line(returned.transaction), { state: -2, cancel_time: now })
  line(paid.transaction).amount += 100
  statement.transactions.splice(statement.transactions.indexOf(line(unheard.transaction)), 1, {
    ...line(unheard.transaction),
    id: 'f'.repeat(24),
  })
  const file = await saved({ result: statement })
  const told = await run(...args, file)
  expect(told.code).toBe(1)
  const kinds = (said: readonly string[]) =>
    said.filter((one) => /^[a-z_]+ {2}/.test(one)).map((one) => one.replace(/ {2}\d+F {2}payme/, ''))
  expect(kinds(told.said)).toEqual([
    `amount_differs ${paid.transaction}`,
    `performed_there ${landed.transaction}`,
    `given_up_there ${givenUp.transaction}`,
    `returned_there ${returned.transaction}`,
    `unknown_here ${'f'.repeat(24)}`,
    `not_paid_there ${unheard.transaction}`,
  ])
  expect(told.said).toContain('  payme: performed 150\u00a0000\u00a0soʻm; the book: held 150\u00a0000\u00a0soʻm')
  expect(told.said.slice(-2)).toEqual([
    '3 of 6 would be mended.',
    'Nothing was changed. To do it, add: --apply --by <your name> --why "<reason>"',
  ])
  expect([await paymentOf(landed.order), await paymentOf(givenUp.order)]).toEqual(['held', 'held'])

  const mended = await run(...args, file, ...deed)
  expect([mended.code, mended.said.at(-1)]).toEqual([1, '3 left for people.'])
  expect([await paymentOf(landed.order), await paymentOf(givenUp.order)]).toEqual(['paid', 'due'])
  await untilState(landed.order, 'offered')
  await untilState(returned.order, 'refunded')
  expect(kinds((await run(...args, file)).said)).toEqual([
    `amount_differs ${paid.transaction}`,
    `unknown_here ${'f'.repeat(24)}`,
    `not_paid_there ${unheard.transaction}`,
  ])
  expect([...(await town.sql`SELECT action, target, done_by, reason, error FROM operator_actions`)]).toEqual([
    { action: 'reconcile', target: 'payme', done_by: 'Karim', reason: 'the bank asked', error: null },
  ])
}, 120_000)

test('Click is asked how its payments stand: money whose last call never came is booked, and nothing is taken back on its word', async () => {
  const none = await run('--provider', 'click')
  expect([none.code, none.said]).toEqual([
    0,
    ['Payments of the last 3 days that Click was asked about: 0.', 'They agree.'],
  ])
  await town.sandbox.as(ivan).send(shopBot, '/start')
  const declined = await ordered(ivan, 'click', 'decline')
  const { id: second } = await town.sandbox.as(ivan).payClick(shopBot, '💳 Click', 'pay', declined.ask)
  await untilState(declined.order, 'offered')
  const open = await ordered(ivan, 'click', 'disconnect')
  const agreed = await run('--provider', 'click', '--days', '1')
  expect([agreed.code, agreed.said.at(-1)]).toEqual([0, 'They agree.'])

  const debited = await ordered(ivan, 'click', 'disconnect')
  town.connectProviders(false)
  await town.sandbox.click.complete(debited.transaction)
  town.connectProviders(true)
  await town.sandbox.click.reverse(second)
  const told = await run('--provider', 'click')
  expect(told.code).toBe(1)
  expect(told.said).toEqual([
    'Payments of the last 3 days that Click was asked about: 3.',
    expect.stringMatching(
      new RegExp(`^not known: \\d+F: Click answers status -1, and the book has .*${second} performed$`),
    ),
    "  -> look at it in Click's cabinet",
    expect.stringMatching(new RegExp(`^performed_there {2}\\d+F {2}click ${debited.transaction}$`)),
    '  click: performed 150\u00a0000\u00a0soʻm; the book: held 150\u00a0000\u00a0soʻm',
    expect.stringContaining('--apply'),
    '1 of 1 would be mended.',
    'Nothing was changed. To do it, add: --apply --by <your name> --why "<reason>"',
  ])
  const mended = await run('--provider', 'click', ...deed)
  expect([mended.code, mended.said.at(-1)]).toEqual([1, 'All of it is mended.'])
  await untilState(debited.order, 'offered')
  expect([await paymentOf(open.order), await paymentOf(declined.order)]).toEqual(['held', 'paid'])
}, 90_000)

test.each([
  ['no number of the merchant', { CLICK_MERCHANT_USER_ID: undefined }, 'To ask Click, set'],
  ['another secret', { CLICK_SECRET_KEY: 'another-secret' }, 'Click does not let us in'],
])('with %s Click is not asked, and what to look at is said', async (_, changed, why) => {
  await expect(runWith({ ...config(), ...changed }, '--provider', 'click')).rejects.toThrow(why)
})

test.each([
  [['--provider', 'click', '--days', '0']],
  [['--provider', 'click', '--days', '32']],
  [['--provider', 'stars', '--days', '2']],
])('%j is no way to ask', async (args) => {
  await expect(run(...args)).rejects.toThrow('--days is')
})

test('Click: money that was confirmed while we wait is booked; one taken back in its cabinet is recorded', async () => {
  await town.sandbox.as(ivan).send(shopBot, '/start')
  const waiting = await ordered(ivan, 'click', 'disconnect')
  const reversed = await ordered(ivan, 'click', 'pay')
  await untilState(reversed.order, 'offered')
  await town.sandbox.click.reverse(reversed.transaction)
  const statement = await bookOf<{ payments: { click_trans_id: string; status: string; changed_at?: string }[] }>(
    'click',
  )
  const of = (id: string) => statement.payments.find((one) => one.click_trans_id === id)!
  expect(of(reversed.transaction).status).toBe('reversed')
  of(waiting.transaction).status = 'confirmed'
  of(reversed.transaction).changed_at = new Date().toISOString()
  const args = ['--provider', 'click', '--statement', await saved(statement)]
  const mended = await run(...args, ...deed)
  expect([mended.code, mended.said.at(-1)]).toEqual([0, 'All of it is mended.'])
  await untilState(waiting.order, 'offered')
  await untilState(reversed.order, 'refunded')
  expect((await run(...args)).said.at(-1)).toBe('They agree.')
}, 90_000)

test.each([
  ['no JSON', 'x', /is no JSON/],
  ['of another form', '{"transactions":[{"id":1}]}', /is no statement of payme:\n {2}.*transactions/],
])('a statement that is %s is refused with what is wrong', async (_, content, why) => {
  const file = join(folder, 'bad.json')
  await writeFile(file, content)
  await expect(run('--provider', 'payme', '--statement', file)).rejects.toThrow(why)
})

test('an order whose lifecycle is gone is begun again where the book has it, and goes its way', async () => {
  const placed: OrderView = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
  await town.temporal.client.workflow.getHandle(orderWorkflowId(businessId, placed.id)).terminate('by the test')
  await town.sql`UPDATE orders SET changed_at = now() - interval '5 minutes' WHERE id = ${placed.id}`
  await town.sql`UPDATE payments SET opened_at = now() - interval '5 minutes' WHERE order_id = ${placed.id}`
  const told = await until('it is missed', async () => {
    const answer = await run()
    return answer.code === 1 ? answer : undefined
  })
  expect(told.said.slice(0, 2)).toEqual([
    `lifecycle_missing  ${orderWorkflowId(businessId, placed.id)}`,
    '  the book: pending; running: no',
  ])
  expect((await run(...deed)).said.at(-1)).toBe('All of it is mended.')
  const { paymentId, businessId: of } = { businessId, paymentId: placed.payments[0]!.id }
  await until('it is collected again', async () => {
    const { status } = await town.temporal.client.workflow.getHandle(`payment/${of}/${paymentId}`).describe()
    return status.name === 'RUNNING' ? true : undefined
  })
  await createLifecycles(town.temporal.client).markPaidByHand(
    { businessId, paymentId },
    { staffId: '2001', pressId: 'p' },
  )
  await town.untilOrder(ivan, 'offered')
  expect((await run()).said).toEqual(['They agree.'])
}, 90_000)

test('Stars: the books are compared now, and what a person has to settle is named', async () => {
  const { payments } = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
  const buyer = town.sandbox.as(ivan)
  await buyer.press(shopBot, { data: `ps:${payments[0]!.id}` })
  await until('the invoice is there', async () =>
    (await buyer.messages(shopBot)).find(({ invoice }) => invoice && !invoice.paid),
  )
  const { chargeId } = (await buyer.payInvoice(shopBot)) as { chargeId: string }
  await town.untilOrder(ivan, 'offered')
  const told = await run('--provider', 'stars')
  expect([told.code, told.said[0]]).toEqual([0, "Telegram's book was last read to its end never."])
  await town.sandbox.stars.chargeback(chargeId, { unnamed: true })
  const compared = await run('--provider', 'stars', ...deed)
  expect(compared.code).toBe(1)
  expect(compared.said.slice(-3)).toEqual([
    expect.stringMatching(/^unnamed_debit {2}/),
    '  Telegram: 600\u00a0⭐; the book: nothing',
    '  -> find out whose they were, then press Settled in /audit of the shop bot',
  ])
}, 90_000)
