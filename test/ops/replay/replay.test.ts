import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoBusiness } from '../../../db/demo-shop'
import { orderWorkflowId, paymentWorkflowId } from '../../../domain/ids'
import { Misused, opsExit, Refused } from '../../../ops/commands/command'
import type { OpsPlace } from '../../../ops/commands/place'
import { replayCommand } from '../../../ops/commands/replay'
import type { WorkflowCode } from '../../../ops/replay/replaying'
import { bundleWorkflows } from '../../../ops/workflow-bundle'
import * as workflows from '../../../workflows'
import { bundledWorkflows } from '../../setup/temporal'
import { openShop, type PlacedOrder, type Shop } from '../../workflows/shop'

const businessId = demoBusiness.id
let shop: Shop
let placed: PlacedOrder
const today: WorkflowCode = { ...bundledWorkflows(), types: Object.keys(workflows) }
let changed: WorkflowCode
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-replay-'))
  const workflowsPath = require.resolve('../../workflows/changed-payment')
  changed = { types: today.types, workflowBundle: await bundleWorkflows({ workflowsPath, logLevel: 'ERROR' }) }
  shop = await openShop({ time: 'is real' })
  placed = await shop.place('deposit_balance')
}, 60_000)
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true, force: true })
})

/** What the command says of the workflows of a bundle, what it shows of its progress, and its exit code. */
async function ops(args: readonly string[], code: WorkflowCode = today, { isTTY = true } = {}) {
  const lines: string[] = []
  let shown = ''
  const progress = {
    isTTY,
    write(text: string) {
      shown += text
      return true
    },
  }
  const place = { sql: shop.sql, client: shop.env.client, businessId } as unknown as OpsPlace
  const command = replayCommand({ code: () => Promise.resolve(code), progress })
  const exitCode = await command.run({ args, place, say: (line) => lines.push(line) })
  return { code: exitCode, said: lines.join('\n'), shown }
}

const orderId = () => orderWorkflowId(businessId, placed.order.orderId)
const paymentId = () => paymentWorkflowId(businessId, placed.address('deposit').paymentId)
const listed = (count: number) =>
  shop.book(async () => {
    const found = await shop.env.client.workflow.count('ExecutionStatus = "Running"')
    return found.count === count ? true : undefined
  }, `${count} open workflows are listed`)

test('a workflow is replayed, the run that is asked for or its last one', async () => {
  const { runId } = await shop.env.client.workflow.getHandle(paymentId()).describe()
  for (const args of [[paymentId()], [paymentId(), '--run', runId]]) {
    const { code, said } = await ops(args)
    expect(said).toMatch(new RegExp(`^${paymentId()} replays on this code: \\d+ events of payment, run ${runId}\\.$`))
    expect(code).toBe(opsExit.done)
  }
})

test('what does not replay is named with its run, its type, the reason and what to do', async () => {
  const { code, said } = await ops([paymentId()], changed)
  expect(code).toBe(opsExit.left)
  expect(said.split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^${paymentId()} {2}run [0-9a-f-]{36} {2}payment {2}DOES NOT REPLAY$`)),
    expect.stringMatching(/^ {4}\[TMPRL1100\] Nondeterminism error: .*/),
    '    Put the change behind patched(), or deploy it under a new BUILD_ID: docs/runbooks/deploy.md',
  ])
})

test('before a deploy every open workflow is replayed, and one that nobody has taken up yet is no mismatch', async () => {
  const { client } = shop.env
  const lonely = await client.workflow.start('order', { workflowId: 'lonely', taskQueue: 'nobody', args: [{}] })
  const foreign = await client.workflow.start('bouquet', {
    workflowId: 'foreign',
    taskQueue: 'nobody',
    args: [],
  })
  await listed(4)

  const now = await ops(['--all-open', '--at-once', '2'])
  expect(now.said).toMatch(
    /^foreign {2}run \S+ {2}bouquet {2}DOES NOT REPLAY\n {4}This code knows no workflow type bouquet/,
  )
  expect(now.said).toMatch(/\n4 open workflows replayed in \d+ s, 1 do not replay on this code\.$/)
  expect(now.code).toBe(opsExit.left)
  await foreign.terminate()
  await listed(3)

  expect(await ops(['--all-open'])).toMatchObject({ code: opsExit.done })
  const tomorrow = await ops(['--all-open', '--at-once', '2'], changed)
  expect(tomorrow.said.match(/^\S+ {2}run/gm)).toEqual([`${paymentId()}  run`])
  expect(tomorrow.said).toMatch(/3 open workflows replayed in \d+ s, 1 do not replay/)
  expect(tomorrow.code).toBe(opsExit.left)
  expect(tomorrow.shown).toContain('of 3 open workflows')
  await lonely.terminate()
})

test('a file from the UI is replayed, however its enums are written', async () => {
  const recorded = join(__dirname, '..', '..', 'histories', 'full-in-cash.order.json')
  expect((await ops([recorded])).said).toMatch(/replays on this code: \d+ events of order/)

  const text = await readFile(recorded, 'utf8')
  const pascal = (text_: string, prefix: string) =>
    text_.replaceAll(new RegExp(`"${prefix}_([A-Z_]+)"`, 'g'), (_, name: string) =>
      JSON.stringify(
        name.toLowerCase().replaceAll(/(^|_)([a-z])/g, (_all, _gap, letter: string) => letter.toUpperCase()),
      ),
    )
  const old = ['EVENT_TYPE', 'TASK_QUEUE_KIND', 'PARENT_CLOSE_POLICY', 'WORKFLOW_ID_REUSE_POLICY'].reduce(pascal, text)
  expect(old).toContain('"WorkflowExecutionStarted"')
  const forms = { pascal: old, wrapped: `{"history":${text}}`, bare: JSON.stringify(JSON.parse(text).events) }
  for (const [name, content] of Object.entries(forms)) {
    const file = join(folder, `${name}.json`)
    await writeFile(file, content)
    expect([name, (await ops([file])).code]).toEqual([name, opsExit.done])
  }
  const payment = join(__dirname, '..', '..', 'histories', 'full-in-cash.payment.json')
  expect((await ops([payment], changed)).code).toBe(opsExit.left)
})

test.each([
  ['not JSON', 'hello', /is not JSON/],
  ['no history', '{"orders":[]}', /it has no events/],
  [
    'the middle of one',
    '{"events":[{"eventId":"5","eventType":"TimerStarted","timerStartedEventAttributes":{}}]}',
    /does not begin/,
  ],
  [
    'decoded',
    '{"events":[{"eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":{"input":[{"orderId":"a"}]}}]}',
    /download it again without decoding/,
  ],
])('a file that is %s is refused with words', async (name, content, words) => {
  const file = join(folder, `${name}.json`)
  await writeFile(file, content)
  await expect(ops([file])).rejects.toThrow(words)
  await expect(ops([file])).rejects.toBeInstanceOf(Refused)
})

test('what is not there is said', async () => {
  await expect(ops(['order/buxoro/none'])).rejects.toThrow('There is no workflow order/buxoro/none in the namespace')
  await expect(ops([orderId(), '--run', '00000000-0000-4000-8000-000000000000'])).rejects.toBeInstanceOf(Refused)
  await expect(ops(['none.json'])).rejects.toThrow('none.json cannot be read')
})

test.each([[[]], [['a', 'b']], [['a', '--all-open']], [['--all-open', '--at-once', '0']]])(
  'what it does not understand is answered with its usage: %j',
  async (args) => {
    await expect(ops(args)).rejects.toBeInstanceOf(Misused)
  },
)
