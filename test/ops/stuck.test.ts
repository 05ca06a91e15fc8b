import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common'
import { Client } from '@temporalio/client'
import { demoBusiness } from '../../db/demo-shop'
import { orderWorkflowId } from '../../domain/ids'
import { stuckKinds, type StuckThing } from '../../domain/stuck'
import type { OpsPlace } from '../../ops/commands/place'
import { reconcile } from '../../ops/commands/reconcile'
import { stuck } from '../../ops/commands/stuck'
import { abandoned } from '../../ops/stuck/abandoned-updates'
import { unservedSince } from '../../ops/deployments/pollers'
import { disagreeing } from '../../ops/stuck/disagreeing'
import { failingTasks } from '../../ops/stuck/failing-tasks'
import { findStuck, stuckSources } from '../../ops/stuck/find-stuck'
import { retryingSteps } from '../../ops/stuck/retrying-steps'
import type { StuckPlace } from '../../ops/stuck/source'
import { unservedQueues } from '../../ops/stuck/unserved-queues'
import { unsent } from '../../ops/stuck/unsent-messages'
import { differingBooks, waitingRefunds } from '../../ops/stuck/unsettled-money'
import { createLifecycles, Unanswered } from '../../workflows/callers'
import { cancelAsStaff, payDeposit, placeOrder } from '../e2e/steps'
import { devServer } from '../setup/temporal'
import { dilnoza, ivan, openTown, owner, shopBot, until, type Town } from '../e2e/town'

const businessId = demoBusiness.id
let town: Town
let place: StuckPlace
beforeAll(async () => {
  town = await openTown({ settings: { nudgesMs: [], depositExpiryMs: 600_000, balanceExpiryMs: 600_000 } })
  place = { sql: town.sql, client: town.temporal.client, businessId }
  for (const person of [dilnoza, ivan, owner]) await town.sandbox.as(person).send(shopBot, '/start')
}, 120_000)
afterAll(() => town.close())

const keyword = (name: string, value: string) => ({
  key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
  value,
})
const orders = disagreeing('order', { quietMs: 0, recheckMs: 300 })
/** Asks until it answers so many; the list of workflows follows them by a moment. */
const untilFound = (source: { find(at: StuckPlace): Promise<StuckThing[]> }, count: number) =>
  until(`${count} are found`, async () => {
    const found = await source.find(place)
    return found.length === count ? found : undefined
  })
const terminated = (id: string) =>
  town.temporal.client.workflow.getHandle(orderWorkflowId(businessId, id)).terminate('by the test')

/** As if all that has happened so far had happened long ago. */
async function age(): Promise<void> {
  await town.sql`UPDATE orders SET changed_at = changed_at - interval '1 hour'`
  await town.sql`UPDATE payments SET opened_at = opened_at - interval '1 hour', settled_at = settled_at - interval '1 hour'`
}

test('a shop in which nothing is stuck lists nothing while it is busy', async () => {
  await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  await payDeposit(town, dilnoza)
  await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
  await until('the list has followed them', async () => ((await orders.find(place)).length === 0 ? true : undefined))
  await age()
  let isOver = false
  const looking = (async () => {
    const found: StuckThing[] = []
    while (!isOver) found.push(...(await findStuck(place)))
    return found
  })()
  await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  await payDeposit(town, dilnoza)
  const { id } = await placeOrder(town, ivan, { product: 'bahor', plan: 'deposit' })
  await cancelAsStaff(town, id)
  await town.untilOrder(ivan, 'cancelled')
  await town.ended(id)
  isOver = true
  expect(await looking).toEqual([])
}, 90_000)

test('queues that no worker serves are listed; of a worker that went away it says since when', async () => {
  const nobody = await devServer()
  const found = await unservedQueues.find({ ...place, client: nobody.client })
  expect(found.map(({ subject, since }) => [subject, since])).toEqual([
    ['orderly/workflows', null],
    ['orderly/activities', null],
    ['telegram/activities', null],
  ])
  await nobody.close()

  expect(await unservedQueues.find(place)).toEqual([])
  const queue = { queue: 'telegram', of: 'activities' } as const
  const later = Date.now() + 3 * 60_000
  const { since } = (await unservedSince(place.client, queue, later)) ?? {}
  expect(since?.getTime()).toBeLessThanOrEqual(Date.now())
}, 60_000)

test('an order that was delivered, and may still be rated, is not stuck', async () => {
  const placed = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
  const lifecycles = createLifecycles(town.temporal.client)
  const order = { businessId, orderId: placed.id }
  const payment = { businessId, paymentId: placed.payments[0]!.id }
  await lifecycles.markPaidByHand(payment, { staffId: String(owner), pressId: 'p-delivered' })
  await town.untilOrder(ivan, 'offered')
  const staff = { by: 'staff' as const, staffId: String(owner) }
  for (const step of ['accept', 'assembled', 'handOver', 'delivered'] as const) {
    expect(await lifecycles[step](order, staff)).toMatchObject({ ok: true })
  }
  await age()
  expect(await untilFound(orders, 0)).toEqual([])
  await terminated(placed.id)
  expect(await untilFound(orders, 1)).toMatchObject([
    { kind: 'lifecycle_missing', reason: 'the book has it as delivered, and no lifecycle runs' },
  ])
  await town.sql`UPDATE orders SET state = 'closed' WHERE id = ${placed.id}`
}, 60_000)

test('an order that waits for its first step is not one to be ended', async () => {
  const ghost = orderWorkflowId(businessId, 'not-begun')
  await town.temporal.client.workflow.start('order', {
    workflowId: ghost,
    taskQueue: 'nobody-works-here',
    args: [{ businessId, orderId: 'not-begun' }],
    typedSearchAttributes: new TypedSearchAttributes([keyword('BusinessId', businessId)]),
  })
  expect((await untilFound(orders, 1))[0]!.remedy).toMatch(/^Start a worker: .+Do not end it\.$/)
  await terminated('not-begun')
}, 60_000)

test('an order whose lifecycle is gone, one that was ended beside it, and one of another stage are told apart', async () => {
  const gone = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  const closed = await placeOrder(town, ivan, { product: 'bahor', plan: 'deposit' })
  const other = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  await untilFound(orders, 0)
  await terminated(gone.id)
  await town.sql`UPDATE orders SET state = 'closed' WHERE id = ${closed.id}`
  await town.sql`UPDATE orders SET state = 'assembled' WHERE id = ${other.id}`
  // It has taken its first steps, for an order that stands under another id.
  await town.temporal.client.workflow.start('order', {
    workflowId: orderWorkflowId(businessId, 'ghost'),
    taskQueue: 'orderly',
    args: [{ businessId, orderId: gone.id }],
    typedSearchAttributes: new TypedSearchAttributes([keyword('BusinessId', businessId)]),
  })
  const found = await untilFound(orders, 4)
  expect(found.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    {
      kind: 'lifecycle_left_over',
      subject: `order/${businessId}/ghost`,
      reason: 'a lifecycle runs for no order of the book',
      since: null,
      blocks: {},
      remedy: expect.stringMatching(/^temporal workflow terminate --workflow-id order\/buxoro\/ghost /),
    },
    {
      kind: 'lifecycle_left_over',
      subject: `order/${businessId}/${closed.id}`,
      reason: 'it has ended as delivered, and its lifecycle runs on',
      since: expect.any(Date),
      blocks: { order: closed.number, amount: '150\u00a0000\u00a0soʻm' },
      remedy: 'npm run ops -- reconcile',
    },
    expect.objectContaining({
      kind: 'lifecycle_missing',
      reason: 'the book has it as deposit_due, and no lifecycle runs',
      blocks: { order: gone.number, amount: '150\u00a0000\u00a0soʻm' },
    }),
    expect.objectContaining({
      kind: 'stage_differs',
      reason: 'the book has it as fulfilling, its lifecycle shows pending',
      blocks: { order: other.number, amount: '150\u00a0000\u00a0soʻm' },
    }),
  ])
  const inLists = await disagreeing('order', { quietMs: 0, recheckMs: 0, singly: 3 }).find(place)
  expect(inLists.map(({ kind, subject }) => `${kind} ${subject}`).toSorted((a, b) => a.localeCompare(b))).toEqual(
    found.map(({ kind, subject }) => `${kind} ${subject}`).toSorted((a, b) => a.localeCompare(b)),
  )
  // What changed a moment ago is still on its way.
  expect(await disagreeing('order', { recheckMs: 0 }).find(place)).toEqual([])
  for (const id of [closed.id, other.id, 'ghost']) await terminated(id)
  await town.sql`UPDATE orders SET state = 'closed' WHERE id IN (${gone.id}, ${other.id})`
}, 90_000)

test('a subscription whose lifecycle is gone is listed with its number', async () => {
  await town.sql`INSERT INTO subscriptions (business_id, id, number, buyer_id, plan_id, terms, currency, state,
      consent_version, consented_at, created_at, changed_at)
    VALUES (${businessId}, 'gone', 4242, ${`telegram:${ivan}`}, 'club', '{"price":"9000000"}', 'UZS', 'active', '1', now(),
            now() - interval '1 hour', now() - interval '1 hour')`
  expect(await disagreeing('subscription', { recheckMs: 0 }).find(place)).toMatchObject([
    {
      kind: 'lifecycle_missing',
      subject: `subscription/${businessId}/gone`,
      blocks: { subscription: 4242, amount: '90\u00a0000\u00a0soʻm' },
    },
  ])
  await town.sql`DELETE FROM subscriptions WHERE id = 'gone'`
})

test('a lifecycle whose code fails is listed with the first line of the failure, and not when it goes on', async () => {
  const { id, number } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
  const workflowId = `refund/${businessId}/${id}.f/payme:none`
  const handle = await town.temporal.client.workflow.start('refund', {
    workflowId,
    taskQueue: 'orderly',
    args: [],
    typedSearchAttributes: new TypedSearchAttributes([keyword('BusinessId', businessId)]),
  })
  const found = await untilFound(failingTasks, 1)
  expect(found).toEqual([
    {
      kind: 'workflow_task_failing',
      subject: workflowId,
      reason: expect.stringMatching(/^its code fails: Cannot destructure property 'businessId' of .+$/),
      since: expect.any(Date),
      blocks: { order: number, amount: '150\u00a0000\u00a0soʻm' },
      remedy: expect.stringMatching(
        `npm run ops -- replay ${workflowId} .+ npm run ops -- reset ${workflowId} --to last-good`,
      ),
    },
  ])
  // Whoever speaks to it is told that it does not answer, and that changes nothing about since when it fails.
  const refund = { businessId, paymentId: `${id}.f`, provider: 'payme', externalId: 'none' } as const
  const lifecycles = createLifecycles(town.temporal.client, { answerWithinMs: 3_000 })
  for (let press = 0; press < 3; press++) {
    await expect(lifecycles.confirmRefund(refund, '2001')).rejects.toBeInstanceOf(Unanswered)
  }
  expect(await failingTasks.find(place)).toMatchObject([{ since: found[0]!.since }])
  await handle.terminate('by the test')
  await untilFound(failingTasks, 0)
}, 60_000)

test('steps that are tried more than five times are listed, local ones too, until they succeed', async () => {
  await town.sandbox.breakCalls({ kind: '429', method: 'sendMessage', chatId: ivan, times: 1_000, retryAfter: 1 })
  const { id, payments } = await placeUnsaid()
  await town.sql.unsafe(`
    CREATE FUNCTION refuse_money() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room for %', NEW.state; END $$;
    CREATE TRIGGER refuse_money BEFORE UPDATE ON payments FOR EACH ROW WHEN (NEW.id = '${payments[0]!.id}') EXECUTE FUNCTION refuse_money()`)
  const paymentId = payments[0]!.id
  const landed = {
    money: { amount: payments[0]!.amount.toString(), currency: 'UZS' as const },
    providerTime: Date.now(),
  }
  const money = { provider: 'telegram_fiat' as const, externalId: 'charge-1', landed }
  await createLifecycles(town.temporal.client).moneyLanded({ businessId, paymentId }, money)
  const found = await until('both are found with their errors', async () => {
    const things = await retryingSteps.find(place)
    return things.length === 2 && things.every(({ reason }) => !reason.includes('no try')) ? things : undefined
  })
  const told = found.map(({ subject, reason }) => `${subject}: ${reason}`).toSorted((a, b) => a.localeCompare(b))
  expect(told).toEqual([
    expect.stringMatching(`^payment/buxoro/${id}.f performPayment: performPayment was tried \\d+ times: no room for`),
    expect.stringMatching(`^payment/buxoro/${id}.f tell: tell was tried \\d+ times: .*Too Many Requests`),
  ])
  expect(found[0]!.blocks.order).toBe((await town.orderOf(ivan)).number)
  await town.sql`DROP TRIGGER refuse_money ON payments`
  await town.sandbox.clearFaults()
  await untilFound(retryingSteps, 0)
  expect([...(await town.sql`SELECT 1 FROM retried_steps`)]).toEqual([])
  expect((await town.orderOf(ivan)).paid).toBe(payments[0]!.amount)
}, 90_000)

/** An order of Ivan, whom Telegram lets nobody write to. */
async function placeUnsaid() {
  const lines = [{ productId: 'bahor', quantity: 1 }]
  const order = { businessId, orderId: 'unsaid' }
  await createLifecycles(town.temporal.client).placeOrder(order, { buyerId: `telegram:${ivan}`, lines, plan: 'full' })
  return until('its payment is due', async () => {
    const view = await town.orderOf(ivan)
    return view.id === 'unsaid' && view.payments[0]?.state === 'due' ? view : undefined
  })
}

test('a message that Telegram refuses, and one that was given up, name the order that they are about', async () => {
  const { id, number } = await town.orderOf(ivan)
  await town.sql`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, order_id, state, error, notice, created_at)
    VALUES (${businessId}, 'a/refused', '1', ${id}, 'refused', 'sendMessage: 400 chat 998901234567 not found', '{}', now()),
           (${businessId}, 'a/given-up', '1', NULL, 'sending', NULL, NULL, now() - interval '25 hours'),
           (${businessId}, 'a/tried', '1', NULL, 'sending', NULL, NULL, now() - interval '23 hours'),
           (${businessId}, 'a/blocked', '1', NULL, 'unreachable', 'blocked', NULL, now())`
  expect(await unsent.find(place)).toEqual([
    expect.objectContaining({
      kind: 'message_given_up',
      subject: 'a/given-up',
      blocks: {},
      remedy: expect.stringMatching(/^npm run ops -- dismiss message a\/given-up /),
    }),
    expect.objectContaining({
      kind: 'message_refused',
      subject: 'a/refused',
      reason: 'Telegram refuses it: sendMessage: 400 chat <number> not found',
      blocks: { order: number, amount: '150\u00a0000\u00a0soʻm' },
      remedy: expect.stringMatching(/^npm run ops -- resend a\/refused /),
    }),
  ])
})

test('a request for money that was given up is not missed once the money has come or gone', async () => {
  const { payments } = await town.orderOf(ivan)
  const paymentId = payments[0]!.id
  const [before] = await town.sql<{ state: string }[]>`SELECT state FROM payments WHERE id = ${paymentId}`
  await town.sql`
    INSERT INTO outbound_messages (business_id, dedupe_key, chat_id, payment_id, state, has_buttons, notice, created_at)
    VALUES (${businessId}, 'a/asked', '1', ${paymentId}, 'sending', true, '{}', now() - interval '25 hours')`
  const isListed = async (state: string) => {
    await town.sql`UPDATE payments SET state = ${state} WHERE id = ${paymentId}`
    return (await unsent.find(place)).some(({ subject }) => subject === 'a/asked')
  }
  expect([await isListed('due'), await isListed('held'), await isListed('expired')]).toEqual([true, true, false])
  await town.sql`UPDATE payments SET state = ${before!.state} WHERE id = ${paymentId}`
  await town.sql`DELETE FROM outbound_messages WHERE dedupe_key = 'a/asked'`
})

test('updates that were given up are listed; money among them as money, with its charge', async () => {
  const money = { message: { successful_payment: { telegram_payment_charge_id: 'stx123' } } }
  const back = { message: { refunded_payment: { telegram_payment_charge_id: 'stx124' } } }
  await town.sql`
    INSERT INTO inbound_updates (bot_id, update_id, queue, body, error, abandoned_at)
    VALUES ('b', 1, 'q', '{}', 'no such button', now() - interval '2 hours'),
           ('b', 2, 'q', ${town.sql.json(money)}, 'charge stx123 is for no payment of buxoro', now()),
           ('b', 3, 'q', '{}', 'being tried', NULL),
           ('b', 4, 'q', ${town.sql.json(back)}, 'the book says unknown_transaction', now())`
  expect((await abandoned.find(place)).map(({ kind, subject, reason }) => [kind, subject, reason])).toEqual([
    ['update_abandoned', 'b 1', 'it could not be acted on: no such button'],
    ['money_unmatched', 'b 2', 'charge stx123 is booked nowhere: charge stx123 is for no payment of buxoro'],
    ['money_unmatched', 'b 4', 'the return of charge stx124 is booked nowhere: the book says unknown_transaction'],
  ])
  expect((await abandoned.find(place))[2]!.remedy).toMatch(/^The money has gone back already: .+ dismiss update b 4$/)
  await town.sql`DELETE FROM inbound_updates WHERE update_id = 4`
})

test('differences that need a person and refunds of more than a day are listed with their sums', async () => {
  await town.sql`
    INSERT INTO reconciliation_differences (business_id, provider, kind, external_id, amount, book_amount, since, remedy)
    VALUES (${businessId}, 'stars', 'amount_differs', 'c1', 300, 200, now(), 'look_into_log'),
           (${businessId}, 'stars', 'chargeback', 'c2', 300, 300, now(), 'recorded')`
  expect(await differingBooks.find(place)).toMatchObject([
    { kind: 'books_differ', subject: 'stars c1', reason: 'amount differs: 300\u00a0⭐, in the book 200\u00a0⭐' },
  ])
  await payDepositAndCancel()
  expect(await waitingRefunds.find(place)).toEqual([])
  await town.sql`UPDATE refunds SET requested_at = now() - interval '25 hours'`
  expect(await waitingRefunds.find(place)).toMatchObject([
    {
      kind: 'refund_waiting',
      reason: expect.stringMatching(/^45\s000\ssoʻm of \d+D should go back through payme: awaiting staff$/),
      blocks: { order: (await town.orderOf(dilnoza)).number },
    },
  ])
}, 60_000)

test('a deposit that the owner has to decide about, and a refund, whose lifecycles are gone are begun again', async () => {
  const args = ['--apply', '--by', 'Karim', '--why', 'the server was lost']
  const mended = () => reconcile.run({ args, place: place as OpsPlace, say: () => undefined })
  const undecided = await placeOrder(town, ivan, { product: 'bahor', plan: 'deposit' })
  await payDeposit(town, ivan)
  await town.sql`UPDATE payments SET expires_at = now() WHERE order_id = ${undecided.id} AND state = 'due'`
  await createLifecycles(town.temporal.client).orderChanged({ businessId, orderId: undecided.id })
  await terminated(undecided.id)
  await town.sql`UPDATE payments SET state = 'expired', settled_at = now() WHERE order_id = ${undecided.id} AND state = 'due'`
  await town.sql`UPDATE orders SET state = 'expired', deposit_fate = 'asked' WHERE id = ${undecided.id}`
  await age()
  expect(await untilFound(orders, 1)).toMatchObject([
    { kind: 'lifecycle_missing', blocks: { order: undecided.number } },
  ])

  const refundOf = town.temporal.client.workflow.list({
    query: `WorkflowType = 'refund' AND ExecutionStatus = 'Running'`,
  })
  for await (const { workflowId } of refundOf)
    await town.temporal.client.workflow.getHandle(workflowId).terminate('by the test')
  expect(await untilFound(waitingRefunds, 1)).toMatchObject([
    {
      kind: 'lifecycle_missing',
      reason: expect.stringContaining('has to go back through payme, and no lifecycle runs'),
      remedy: 'npm run ops -- reconcile',
    },
  ])
  expect(await mended()).toBe(0)
  await untilFound(orders, 0)
  await untilFound(waitingRefunds, 1)
}, 60_000)

async function payDepositAndCancel() {
  const { id } = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
  await payDeposit(town, dilnoza)
  await cancelAsStaff(town, id)
  await until('the refund waits for staff', async () => {
    const [row] = await town.sql`SELECT 1 FROM refunds WHERE state = 'awaiting_staff'`
    return row
  })
}

test('the command says what is stuck in lines or as JSON, and answers 1', async () => {
  const run = async (...args: string[]) => {
    const said: string[] = []
    const code = await stuck.run({ args, place: place as OpsPlace, say: (line) => said.push(line) })
    return { code, text: said.join('\n') }
  }
  const lines = await run()
  expect(lines.code).toBe(1)
  expect(lines.text).toMatch(/^\d+ stuck:\n/)
  expect(lines.text).toMatch(
    /\nmessage_refused {2}a\/refused {2}since \S+\n {2}Telegram refuses it: .+\n {2}blocks order \d+, 150\s000\ssoʻm\n {2}-> npm run ops -- resend a\/refused /,
  )
  const { stuck: things, count } = JSON.parse((await run('--json')).text) as { stuck: StuckThing[]; count: number }
  expect(things).toHaveLength(count)
  expect(things).toContainEqual(expect.objectContaining({ kind: 'update_abandoned', subject: 'b 1', blocks: {} }))
}, 60_000)

test('whatever can be stuck is looked for somewhere', () => {
  const found = new Set(stuckSources.flatMap(({ kinds }) => kinds))
  expect(stuckKinds.filter((kind) => !found.has(kind))).toEqual(['not_looked_at'])
})

test('where it cannot be looked is listed too, and what others find is not hidden by it', async () => {
  const nobody = new Client({ connection: town.temporal.connection, namespace: 'nowhere' })
  const found = await findStuck({ ...place, client: nobody }, [failingTasks, orders, abandoned])
  expect(found.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['not_looked_at', 'failing workflow tasks'],
    ['not_looked_at', 'orders in the book beside their lifecycles'],
    ['update_abandoned', 'b 1'],
    ['money_unmatched', 'b 2'],
  ])
  expect(found[0]!.reason).toMatch(/^could not look at failing workflow tasks: .+/)
  expect(found.map(({ hides }) => hides)).toEqual([failingTasks.kinds, orders.kinds, undefined, undefined])
}, 60_000)
