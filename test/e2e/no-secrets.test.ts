import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { askOf, deliver, askToCancelAsStaff, payDeposit, placeOrder } from './steps'
import { openSubscriptionTown, type SubscriptionTown } from './subscription-steps'
import { dilnoza, ivan, manager, shopBot, townSecrets, until } from './town'

// Temporal keeps what it was told for weeks and shows it to every operator: no secret, and no number of a person.

const phones = ['+998901112233', '901112233', '90 111-22-33']
const written = 'Ring me: +998 90 111-22-33, or +998901112233'

/** Every string of a value, payloads in clear. */
function wordsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    return key === 'data' ? [value, Buffer.from(value, 'base64').toString('utf8')] : [value]
  }
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [name, ...wordsOf(member, name)])
}

const found = (words: readonly string[], secrets: readonly string[]): string[] =>
  secrets.filter((secret) => words.some((word) => word.includes(secret)))

/** Whatever Temporal keeps of all workflows: history with its summaries, memo, search attributes, details. */
async function allThatTemporalKeeps({ temporal }: SubscriptionTown): Promise<Map<string, string[]>> {
  const { client } = temporal
  const kept = new Map<string, string[]>()
  for await (const { workflowId, runId } of client.workflow.list()) {
    const handle = client.workflow.getHandle(workflowId, runId)
    const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as unknown
    const { raw } = await handle.describe()
    kept.set(`${workflowId} ${runId}`, [workflowId, ...wordsOf(history), ...wordsOf(raw)])
  }
  for await (const schedule of client.schedule.list()) {
    const { raw } = await client.schedule.getHandle(schedule.scheduleId).describe()
    kept.set(schedule.scheduleId, wordsOf(raw))
  }
  return kept
}

describe('what Temporal keeps of a town', () => {
  let town: SubscriptionTown
  beforeAll(async () => {
    town = await openSubscriptionTown({ settings: { nudgesMs: [], ratingAskMs: 1_000 } })
  }, 120_000)
  afterAll(() => town.close())

  test('holds no token, no key and no phone', async () => {
    const order = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
    await payDeposit(town, dilnoza)
    const balance = await askOf(town, order.payments[1]!.id)
    await town.sandbox.as(dilnoza).payClick(shopBot, '💳 Click', 'pay', balance)
    await deliver(town, dilnoza, order.id)
    await town.ended(order.id)

    const given = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
    await askToCancelAsStaff(town, given.id)
    const question = await town.sandbox.as(manager).waitFor(shopBot, new RegExp(`№${given.number}`))
    await town.sandbox.as(manager).send(shopBot, written, question.id)
    await town.untilOrder(dilnoza, 'cancelled')
    const [told] = await town.sql<{ reason: string }[]>`SELECT end_reason AS reason FROM orders WHERE id = ${given.id}`
    expect(told?.reason).toBe('Ring me: …, or …')

    await town.subscribe(ivan, 'club')
    await town.payMonthly(ivan)
    await town.untilState(ivan, 'active')
    const { id } = await town.subscriptionOf(ivan)

    const workflows = [`order/${town.businessId}/${order.id}`, `subscription/${town.businessId}/${id}`]
    const kept = await until('the workflows are visible', async () => {
      const all = await allThatTemporalKeeps(town)
      const ids = [...all.keys()]
      return workflows.every((workflow) => ids.some((each) => each.startsWith(workflow))) ? all : undefined
    })
    // The payloads are in clear, or nothing could be found in them.
    expect([...kept.values()].some((words) => words.some((word) => word.includes('Ring me')))).toBe(true)
    const leaks = [...kept].flatMap(([of, words]) =>
      found(words, [...townSecrets, ...phones]).map((secret) => `${of}: ${secret}`),
    )
    expect(leaks).toEqual([])
    const events = await town.sql<{ payload: unknown }[]>`SELECT payload FROM business_events`
    expect(
      found(
        events.flatMap(({ payload }) => wordsOf(payload)),
        [...townSecrets, ...phones],
      ),
    ).toEqual([])
  }, 120_000)
})

test('the recorded histories hold no token, no address with a password, and no phone', () => {
  const folder = join(__dirname, '..', 'histories')
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  expect(files.length).toBeGreaterThan(20)
  const leaks = files.flatMap((file) => {
    const words = wordsOf(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    return words.flatMap((word) => secretsIn(word).map((secret) => `${file}: ${secret}`))
  })
  expect(leaks).toEqual([])
})

/** What looks like a secret or a number of a person, whoever it belongs to. */
const secretsIn = (text: string): string[] =>
  [/\b\d{6,16}:[\w-]{20,}/, /:\/\/[^:/\s"@]+:[^@/\s"]+@/, /\+998[\d\s()-]{9,}/, /BEGIN [A-Z ]*PRIVATE KEY/].flatMap(
    (pattern) => pattern.exec(text)?.[0] ?? [],
  )
