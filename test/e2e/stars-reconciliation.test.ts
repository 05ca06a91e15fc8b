import { textsIn } from '../../locales/texts'
import { club } from '../../bench/subscribers'
import { dilnoza, openTown, owner, shopBot, until, type Town } from './town'

const uz = textsIn('uz')
const ru = textsIn('ru')
let town: Town
beforeEach(async () => {
  town = await openTown()
  await town.sql`UPDATE businesses SET settings = jsonb_set(settings, '{subscriptions,reconcileGraceMs}', '0')`
  await town.sandbox.as(owner).send(shopBot, '/start')
})
afterEach(() => town.close())

/** Subscribes with Stars. */
async function pay(): Promise<void> {
  const buyer = town.sandbox.as(dilnoza)
  await buyer.send(shopBot, '/start')
  await buyer.send(shopBot, '/plans')
  await buyer.press(shopBot, { data: 'sp:club' })
  await buyer.press(shopBot, uz.plain('btn-subscribe'))
  await buyer.press(shopBot, uz.plain('btn-agree'))
  await buyer.waitFor(shopBot, /Toʻlov: 90\s000/, { timeoutMs: 30_000 })
  const [row] = await town.sql<{ id: string }[]>`SELECT id FROM subscriptions`
  await buyer.press(shopBot, { data: `pr:${row!.id}.1` })
  const invoice = await buyer.linkOf(shopBot, uz.plain('btn-pay-invoice', { stars: '300\u00a0⭐' }))
  expect(await buyer.payInvoiceLink(shopBot, invoice)).toMatchObject({ outcome: 'paid' })
}

/** Subscribes and joins; answers the charge. */
async function subscribed(): Promise<string> {
  await pay()
  await join()
  const { entries } = await town.sandbox.stars.book(shopBot)
  return entries[0]!.id
}

async function join(): Promise<void> {
  const buyer = town.sandbox.as(dilnoza)
  await buyer.join(await buyer.linkOf(shopBot, uz.plain('btn-join', { title: 'Bloom Club' })))
  await until('the buyer is in', async () => ((await isIn()) ? true : undefined))
}
const isIn = async () =>
  (await town.sandbox.chats.members(club)).some(({ id, status }) => id === dilnoza && status === 'member')
const state = async () => (await town.sql<{ state: string }[]>`SELECT state FROM subscriptions`)[0]?.state
const differences = async () => [
  ...(await town.sql`
    SELECT kind, remedy, told_at IS NOT NULL AS told, resolved_at IS NOT NULL AS resolved
    FROM reconciliation_differences ORDER BY number`),
]
/** The owner has the books compared; answers once that is done. */
async function compare(): Promise<void> {
  const read = async () => (await town.sql<{ at: Date }[]>`SELECT read_at AS at FROM star_books`)[0]?.at.getTime() ?? 0
  const before = await read()
  await town.sandbox.as(owner).send(shopBot, '/audit')
  await town.sandbox.as(owner).press(shopBot, ru.plain('btn-audit-now'))
  await until('the books are compared', async () => ((await read()) > before ? true : undefined))
  const handle = town.temporal.client.workflow.getHandle('stars-reconciliation/buxoro/by-hand')
  await handle.result()
}

test('a chargeback, of which no update tells, ends the time that it paid for', async () => {
  const charge = await subscribed()
  await compare()
  expect(await differences()).toEqual([])
  await town.sandbox.stars.chargeback(charge)
  await compare()
  await until('access has ended', async () => ((await isIn()) ? undefined : true))
  expect(await state()).toBe('refunded')
  expect(await differences()).toEqual([{ kind: 'chargeback', remedy: 'recorded', told: true, resolved: false }])
  expect([...(await town.sql`SELECT reason, state, completed_by FROM refunds`)]).toEqual([
    { reason: 'chargeback', state: 'completed', completed_by: 'provider:stars' },
  ])
  await town.sandbox
    .as(owner)
    .waitFor(shopBot, /забрал 300 ⭐ обратно \(чарджбэк\)[\s\S]*Записано/, { after: 0, timeoutMs: 30_000 })
  const toBuyer = (await town.sandbox.as(dilnoza).messages(shopBot)).map(({ text }) => text ?? '')
  expect(toBuyer.filter((text) => text.includes('qaytardik'))).toEqual([])

  await compare()
  expect(await differences()).toEqual([{ kind: 'chargeback', remedy: 'recorded', told: true, resolved: true }])
  expect([...(await town.sql`SELECT count(*)::int AS n FROM payment_entries WHERE kind = 'refund'`)]).toEqual([
    { n: 1 },
  ])
}, 120_000)

test('Stars that went without a name are for the owner to settle; a withdrawal is none of these', async () => {
  const charge = await subscribed()
  await town.sandbox.stars.chargeback(charge, { unnamed: true })
  await compare()
  const boss = town.sandbox.as(owner)
  await boss.waitFor(shopBot, /не сказал, чья это оплата/, { after: 0, timeoutMs: 30_000 })
  expect(await differences()).toEqual([{ kind: 'unnamed_debit', remedy: 'find_payer', told: true, resolved: false }])
  expect(await state()).toBe('active')
  await boss.send(shopBot, '/audit')
  await boss.press(shopBot, ru.plain('btn-difference-settled', { amount: '300' }))
  await boss.waitFor(shopBot, /Stars сходятся/, { timeoutMs: 30_000 })
  await compare()
  expect(await differences()).toEqual([{ kind: 'unnamed_debit', remedy: 'find_payer', told: true, resolved: true }])
}, 120_000)

/** Telegram's messages about money are stored as if they had been acted on. */
const loseMoney = () =>
  town.sql.unsafe(`
    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.handled_at = now(); RETURN NEW; END $$;
    CREATE TRIGGER lose_money BEFORE INSERT ON inbound_updates FOR EACH ROW
      WHEN (NEW.body #> '{message,successful_payment}' IS NOT NULL) EXECUTE FUNCTION lose()`)
const untilLost = (count: number) =>
  until('the message is lost', async () => {
    const rows = await town.sql`SELECT 1 FROM inbound_updates WHERE body #> '{message,successful_payment}' IS NOT NULL`
    return rows.length === count ? true : undefined
  })

test('a payment whose message was lost is booked as if it had come, once, and its buyer is let in', async () => {
  await loseMoney()
  await pay()
  await untilLost(1)
  expect(await state()).toBe('incomplete')
  // What a provider waits for goes before what timers have set off.
  const [payment] = await town.sql<{ id: string }[]>`SELECT id FROM payments WHERE state IN ('due', 'held')`
  const lifecycle = await town.temporal.client.workflow.getHandle(`payment/buxoro/${payment!.id}`).describe()
  expect(lifecycle.raw.workflowExecutionInfo?.priority?.priorityKey).toBe(1)
  await compare()
  await join()
  expect(await state()).toBe('active')
  expect(await differences()).toEqual([{ kind: 'charge_not_booked', remedy: 'booked', told: true, resolved: false }])
  await town.sandbox
    .as(owner)
    .waitFor(shopBot, /такой оплаты в книге нет[\s\S]*покупатель получил оплаченное/, { after: 0, timeoutMs: 30_000 })
  // Telegram charges for it by itself, as it would have if the message had come.
  expect([...(await town.sql`SELECT renewal FROM star_subscriptions`)]).toEqual([{ renewal: 'on' }])

  await compare()
  expect(await differences()).toEqual([{ kind: 'charge_not_booked', remedy: 'booked', told: true, resolved: true }])
  expect([...(await town.sql`SELECT count(*)::int AS n FROM payment_entries WHERE kind = 'perform'`)]).toEqual([
    { n: 1 },
  ])
  expect([...(await town.sql`SELECT 1 FROM refunds`)]).toEqual([])
}, 120_000)

test('a renewal whose message was lost begins the next period, though its first payment has long ended', async () => {
  const charge = await subscribed()
  const paidUntil = async () =>
    (await town.sql<{ at: Date }[]>`SELECT paid_until AS at FROM subscriptions`)[0]!.at.getTime()
  const before = await paidUntil()
  await loseMoney()
  expect(await town.sandbox.subscriptions.renew(charge)).toMatchObject({ outcome: 'paid' })
  await untilLost(2)
  expect(await paidUntil()).toBe(before)
  await compare()
  await until('the next period has begun', async () => ((await paidUntil()) > before ? true : undefined))
  expect((await paidUntil()) - before).toBe(180_000)
  expect([...(await town.sql`SELECT state, count(*)::int AS n FROM payments GROUP BY state ORDER BY state`)]).toEqual([
    { state: 'paid', n: 2 },
    { state: 'scheduled', n: 1 },
  ])
}, 120_000)
