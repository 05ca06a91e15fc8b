import { demoBusiness } from '../../../db/demo-shop'
import { newestOperatorActions } from '../../../db/operator-actions'
import { orderWorkflowId, paymentWorkflowId } from '../../../domain/ids'
import { Misused, Refused } from '../../../ops/commands/command'
import type { OpsPlace } from '../../../ops/commands/place'
import { resetCommand } from '../../../ops/commands/reset'
import { bundleWorkflows } from '../../../ops/workflow-bundle'
import * as workflows from '../../../workflows'
import { bundledWorkflows } from '../../setup/temporal'
import { buyer, courier, florist, openShop, type PlacedOrder, type Shop } from '../../workflows/shop'

const { id: businessId } = demoBusiness
const fixed = { ...bundledWorkflows(), types: Object.keys(workflows) }
let shop: Shop
beforeAll(async () => {
  shop = await openShop({ time: 'is real', workers: false })
  await shop.settle()
}, 60_000)
afterAll(() => shop.close())

async function ops(...args: string[]) {
  const lines: string[] = []
  const place = { sql: shop.sql, client: shop.env.client, businessId } as unknown as OpsPlace
  await resetCommand(() => Promise.resolve(fixed)).run({ args, place, say: (line) => lines.push(line) })
  return lines.join('\n')
}
const applied = ['--apply', '--by', 'Karim', '--why', 'a bug']

const idOf = ({ order }: PlacedOrder) => orderWorkflowId(businessId, order.orderId)
const runOf = async (placed: PlacedOrder) => (await shop.env.client.workflow.getHandle(idOf(placed)).describe()).runId

/** Workers of a release, while `during` happens. */
async function under<T>(release: string | null, during: () => Promise<T>): Promise<T> {
  const code = release
    ? { workflowBundle: await bundleWorkflows({ workflowsPath: require.resolve(release), logLevel: 'ERROR' }) }
    : bundledWorkflows()
  const stop = await shop.startBuild(undefined, code)
  try {
    return await during()
  } finally {
    await stop()
  }
}

/** How many times the buyer was sent a message that asks for money. */
async function requests({ order }: PlacedOrder): Promise<number> {
  const sent = await shop.sql`
    SELECT 1 FROM outbound_messages
    WHERE order_id = ${order.orderId} AND dedupe_key LIKE '%/due/%' AND message_id IS NOT NULL`
  return sent.length
}

/** A stage that is paid sooner than it is asked for is not asked for any more. */
const asked = (placed: PlacedOrder, times: number) =>
  shop.book(async () => ((await requests(placed)) === times ? true : undefined), `${times} stages are asked for`)

/** The order is paid for and delivered, and everything was written down and said once. */
async function endsWell(placed: PlacedOrder) {
  const { lifecycles, sql } = shop
  const { orderId } = placed.order
  await placed.opened('balance')
  await asked(placed, 2)
  await placed.pay('balance')
  await placed.inState('offered')
  await lifecycles.accept(placed.order, florist)
  await lifecycles.assembled(placed.order, florist)
  await lifecycles.handOver(placed.order, courier)
  await lifecycles.delivered(placed.order, courier)
  await lifecycles.rate(placed.order, 5)
  await placed.inState('closed')
  expect(await placed.ended()).toEqual({ state: 'closed' })

  const entries = await sql<{ entry: string }[]>`
    SELECT right(payment_id, 1) || ' ' || kind AS entry FROM payment_entries
    WHERE payment_id LIKE ${`${orderId}.%`} ORDER BY id`
  expect(entries.map(({ entry }) => entry)).toEqual(['d perform', 'b perform'])
  const facts = await sql<{ type: string }[]>`
    SELECT type FROM business_events WHERE order_id = ${orderId} AND type LIKE 'payment%' ORDER BY type, seq`
  expect(facts.map(({ type }) => type)).toEqual([
    'payment_opened',
    'payment_opened',
    'payment_performed',
    'payment_performed',
  ])
  expect(await requests(placed)).toBe(2)
}

test('a step that fails by a bug: nothing that succeeded is taken back, and the order goes on with fixed code', async () => {
  const placed = await under('../../workflows/failing-release', async () => {
    const order = await shop.place('deposit_balance')
    await asked(order, 1)
    await order.pay('deposit')
    await shop.book(async () => {
      const { events } = await shop.env.client.workflow.getHandle(idOf(order)).fetchHistory()
      return events?.some(({ workflowTaskFailedEventAttributes: failed }) => failed) || undefined
    }, 'the step fails')
    return order
  })
  const before = await runOf(placed)
  const plan = await ops(idOf(placed), '--to', 'last-good')
  expect(plan).toContain(`run ${before}, would go back to event `)
  expect(plan).toContain('the step that fails; what came before it stays')
  expect(plan).toContain('Nothing that was done since is done anew.')
  expect(plan).toContain('Nothing was changed.')
  expect(await runOf(placed)).toBe(before)

  await expect(ops(idOf(placed), '--to', '2')).rejects.toThrow('Event 2 of')
  expect(await ops(idOf(placed), '--to', 'last-good', ...applied)).toContain(`goes on as run ${await runOf(placed)}`)
  expect(await runOf(placed)).not.toBe(before)
  await under(null, () => endsWell(placed))
  await expect(ops(idOf(placed), '--to', 'last-good')).rejects.toThrow('has ended by itself')
}, 120_000)

test('a release that went another way: back to where it began to, its payment anew, and no message is lost', async () => {
  const placed = await under('../../workflows/straying-release', async () => {
    const order = await shop.place('deposit_balance')
    await asked(order, 1)
    await order.pay('deposit')
    await order.opened('balance')
    expect(await shop.lifecycles.switchNudges(order.order, buyer, false)).toMatchObject({ ok: true })
    return order
  })
  const balance = paymentWorkflowId(businessId, placed.address('balance').paymentId)
  const plan = await ops(idOf(placed), '--to', 'last-good')
  expect(plan).toContain('this code goes another way from here on: [TMPRL1100] Nondeterminism error')
  expect(plan).toContain('Timers set since are set anew: 1.')
  expect(plan).toContain('Signals and updates that came since are given to it again: 1.')
  expect(plan).toContain(`${balance} was started since: it is ended, started anew and reads the book.`)

  await ops(idOf(placed), '--to', 'last-good', ...applied)
  await under(null, () => endsWell(placed))
  const [row] = await shop.sql<{ on: boolean }[]>`
    SELECT nudges_on AS on FROM orders WHERE id = ${placed.order.orderId}`
  expect(row).toEqual({ on: false })
  const done = await newestOperatorActions(shop.sql, businessId, 5)
  expect(done.map(({ action, target, ended, error }) => ({ action, target, ended, error }))).toContainEqual({
    action: 'reset',
    target: idOf(placed),
    ended: true,
    error: null,
  })
}, 120_000)

test('what is well is left alone, and what is not there is said', async () => {
  await under(null, async () => {
    const placed = await shop.place('deposit_balance')
    await expect(ops(idOf(placed), '--to', 'last-good')).rejects.toThrow('there is nothing to go back from')
  })
  await expect(ops('order/buxoro/none', '--to', 'last-good')).rejects.toBeInstanceOf(Refused)
})

test.each([[[]], [['order/x/1']], [['order/x/1', '--to', 'yesterday']], [['a', 'b', '--to', '5']]])(
  'what it does not understand is answered with its usage: %j',
  async (args) => {
    await expect(ops(...args)).rejects.toBeInstanceOf(Misused)
  },
)
