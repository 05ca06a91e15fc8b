import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { entriesOf, entry, eventsOf, stagesOf } from './order-book'
import { askOf, deliver, payDeposit, placeOrder } from './steps'
import { openSubscriptionTown, type SubscriptionTown } from './subscription-steps'
import { dilnoza, ivan, shopBot, until } from './town'

const root = join(__dirname, '..', '..')
let town: SubscriptionTown
let worker: ChildProcess
beforeAll(async () => {
  town = await openSubscriptionTown({ withoutWorkers: true, settings: { nudgesMs: [], ratingAskMs: 1_000 } })
  worker = await startWorker()
}, 120_000)
afterAll(async () => {
  if (worker.exitCode === null && worker.signalCode === null) {
    worker.kill('SIGTERM')
    await once(worker, 'exit')
  }
  await town.close()
})

/** ops/worker.ts as a process of its own, which ends with this one. Resolves when it takes work. */
async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join('ops', 'worker.ts')], {
    cwd: root,
    env: { ...process.env, ...town.workerEnvironment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-10_000)
    })
  }
  await until('the worker takes work', () => {
    if (child.exitCode !== null) throw new Error(`the worker ended: ${said}`)
    return Promise.resolve(said.includes('"started"') || undefined)
  })
  return child
}

type Interruption = (transaction: { id: string; paymentId: string }) => Promise<void>

/** One order from its placing to its rating. `interrupt` happens while its balance is held and not yet performed. */
async function walk(buyerId: number, interrupt?: Interruption) {
  const buyer = town.sandbox.as(buyerId)
  const { id, payments } = await placeOrder(town, buyerId, { product: 'bahor', plan: 'deposit' })
  const paymeId = await payDeposit(town, buyerId)
  const balanceId = payments[1]!.id
  const balance = await buyer.payPayme(shopBot, '💳 Payme', 'disconnect', await askOf(town, balanceId))
  expect(balance).toMatchObject({ state: 1, outcome: 'waiting', faults: [] })
  await interrupt?.({ id: balance.id, paymentId: balanceId })
  // Payme asks again until it is answered.
  await until('Payme hears that the balance is paid', async () => {
    const { outcome } = await town.sandbox.payme.perform(balance.id)
    return outcome === 'paid' || undefined
  })
  const order = await deliver(town, buyerId, id)
  const result = await town.ended(id)

  const nameless = (text: string) =>
    text
      .replaceAll(id, 'ORDER')
      .replaceAll(paymeId, 'PAYME-1')
      .replaceAll(balance.id, 'PAYME-2')
      .replace(/\/due\/\d+/, '/due')
  const messages = await town.sql<{ key: string; state: string; chat: string; messageId: bigint }[]>`
    SELECT dedupe_key AS key, state, chat_id AS chat, message_id AS "messageId" FROM outbound_messages
    WHERE order_id = ${id} ORDER BY dedupe_key`
  return {
    messages,
    summary: {
      result,
      state: order.state,
      paid: order.paid,
      stages: stagesOf(order),
      entries: await entriesOf(town, id),
      messages: messages.map(({ key, state }) => `${nameless(key)} ${state}`).toSorted(),
      events: await eventsOf(town, id),
    },
  }
}

/** Kills the worker at the moment in which it waits for the database to write down that the money came. */
const killWhilePerforming: Interruption = async ({ id, paymentId }) => {
  let answered: Promise<unknown> = Promise.resolve()
  await town.sql.begin(async (tx) => {
    await tx`SELECT 1 FROM payments WHERE id = ${paymentId} FOR UPDATE`
    answered = town.sandbox.payme.perform(id)
    await until('the worker waits for the payment', async () => {
      const [waiting] = await town.sql`
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'orderly-worker' AND wait_event_type = 'Lock'`
      return waiting && true
    })
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  })
  expect(worker.signalCode).toBe('SIGKILL')
  expect((await town.sql`SELECT state FROM payments WHERE id = ${paymentId}`)[0]).toEqual({ state: 'held' })
  worker = await startWorker()
  await answered
}

test('a worker killed while money lands loses nothing and says nothing twice', async () => {
  const usual = await walk(dilnoza)
  expect(usual.summary).toMatchObject({
    result: { state: 'closed' },
    state: 'closed',
    paid: 15_000_000n,
    entries: [
      entry('deposit', 'hold', 'payme', 4_500_000n),
      entry('deposit', 'perform', 'payme', 4_500_000n),
      entry('balance', 'hold', 'payme', 10_500_000n),
      entry('balance', 'perform', 'payme', 10_500_000n),
    ],
  })
  const interrupted = await walk(ivan, killWhilePerforming)
  expect(interrupted.summary).toEqual(usual.summary)

  const sent = (await town.sandbox.calls({ method: 'sendMessage', limit: 500 })).filter(({ status }) => status === 200)
  const told = sent.map(({ params }) => `${String(params['chat_id'])}: ${String(params['text'])}`)
  expect(told).toEqual([...new Set(told)])
  const arrived = new Set(sent.map(({ params, messageId }) => `${String(params['chat_id'])}/${messageId}`))
  const missing = [...usual.messages, ...interrupted.messages].filter(
    ({ chat, messageId }) => !arrived.has(`${chat}/${messageId}`),
  )
  expect(missing).toEqual([])
}, 180_000)

test('a worker killed between the money and the access: the link comes, once', async () => {
  const buyer = town.sandbox.as(dilnoza)
  await town.subscribe(dilnoza, 'club')
  await town.sandbox.breakCalls({ kind: 'timeout', method: 'createChatInviteLink', times: 1 })
  expect(await buyer.payPayme(shopBot, '💳 Payme', 'pay')).toMatchObject({ outcome: 'paid' })
  const { id } = await town.untilState(dilnoza, 'active')
  await until('the worker waits for Telegram', async () => {
    const calls = await town.sandbox.calls({ method: 'getChatMember' })
    return calls.length > 0 || undefined
  })
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  worker = await startWorker()
  await until('the link is there', async () => {
    const links = await town.sql`SELECT 1 FROM invite_links WHERE subscription_id = ${id}`
    return links.length > 0 || undefined
  })
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/, { timeoutMs: 20_000 })
  const granted = (await town.subscriptionEvents(id)).filter((type) => type === 'access_granted')
  expect(granted).toHaveLength(1)
  const told = (await buyer.messages(shopBot)).filter(({ text }) => text.includes('Eshik siz uchun ochiq'))
  expect(told).toHaveLength(1)
}, 120_000)
