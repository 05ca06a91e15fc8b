import { historyFromJSON } from '@temporalio/common/lib/proto-utils'
import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker } from '@temporalio/worker'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../../ops/histories/paths'
import { bundleWorkflows } from '../../ops/workflow-bundle'
import { bundledWorkflows, quietRuntime } from '../setup/temporal'

const folder = join(__dirname, '..', 'histories')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')
const pathOf = (file: string) => file.split('.')[0] ?? ''

interface Event {
  eventType: string
  workflowExecutionStartedEventAttributes?: { workflowId: string }
  timerStartedEventAttributes?: { timerId: string; startToFireTimeout: string }
  activityTaskScheduledEventAttributes?: { activityType: { name: string } }
}

const eventsOf = (text: string) => (JSON.parse(text) as { events: Event[] }).events

/** Replays histories and answers the error of each, by name. */
async function replay(
  bundle: Parameters<typeof Worker.runReplayHistories>[0],
  histories: readonly { readonly name: string; readonly text: string }[],
): Promise<Map<string, Error | undefined>> {
  const outcomes = new Map<string, Error | undefined>()
  for (const { name, text } of histories) {
    const workflowId = eventsOf(text)[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? name
    const history = historyFromJSON(JSON.parse(text))
    for await (const { error } of Worker.runReplayHistories(bundle, [{ workflowId, history }])) {
      outcomes.set(name, error)
    }
  }
  return outcomes
}

beforeAll(quietRuntime)

test('every path that shipped is recorded, and nothing else is', () => {
  expect([...new Set(files.map(pathOf))]).toEqual(Object.keys(paths).sort())
  for (const path of Object.keys(paths)) {
    const [begun = ''] = ['subscription', 'backup', 'order'].filter((type) => path.startsWith(type) || type === 'order')
    expect(files).toContain(`${path}.${begun}.json`)
  }
  expect(files.filter((file) => /\.payment(-\d)?\.json$/.test(file)).length).toBeGreaterThanOrEqual(16)
  expect(files.filter((file) => /\.refund(-\d)?\.json$/.test(file)).length).toBeGreaterThanOrEqual(6)
})

test('every recorded history replays on the workflows of today', async () => {
  const outcomes = await replay(
    bundledWorkflows(),
    files.map((name) => ({ name, text: textOf(name) })),
  )
  expect([...outcomes].filter(([, error]) => error)).toEqual([])
  expect(outcomes.size).toBe(files.length)
})

test('the histories name no machine, no process and no person', () => {
  for (const file of files) {
    const payloads = [...textOf(file).matchAll(/"data":"([^"]+)"/g)].map(([, data]) =>
      Buffer.from(data ?? '', 'base64').toString(),
    )
    const everything = [textOf(file), ...payloads].join('\n')
    const identities = [...everything.matchAll(/"identity":"([^"]*)"/g)].map(([, identity]) => identity)
    expect(identities.filter((identity) => !['worker', 'caller', 'history-service'].includes(identity ?? ''))).toEqual(
      [],
    )
    expect(everything).not.toMatch(/\/(home|root|Users|work|tmp)\/|\d@|node_modules|\+998|Dilnoza|Gulzor/)
  }
})

test('a payment that waits before it opens is caught: every recorded payment refuses it', async () => {
  const changed = await bundleWorkflows({ workflowsPath: require.resolve('./changed-payment'), logLevel: 'ERROR' })
  const payments = files.filter((file) => file.includes('.payment.'))
  const orders = files.filter((file) => file.includes('.order.')).slice(0, 2)
  const outcomes = await replay(
    { workflowBundle: changed },
    [...payments, ...orders].map((name) => ({ name, text: textOf(name) })),
  )
  for (const file of payments) expect(outcomes.get(file)).toBeInstanceOf(DeterminismViolationError)
  for (const file of orders) expect(outcomes.get(file)).toBeUndefined()
})

test('a history whose steps are in another order is caught', async () => {
  const name = 'deposit-then-balance.order.json'
  const text = textOf(name).replace('"activityType":{"name":"tell"}', '"activityType":{"name":"retireButtons"}')
  expect(text).not.toBe(textOf(name))
  const outcomes = await replay(bundledWorkflows(), [{ name, text }])
  expect(outcomes.get(name)).toBeInstanceOf(DeterminismViolationError)
})
