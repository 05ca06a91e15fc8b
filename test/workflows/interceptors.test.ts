import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundle } from '@temporalio/worker'
import { setTimeout as pause } from 'node:timers/promises'
import { bundleWorkflows } from '../../ops/workflow-bundle'
import { timeSkipping } from '../setup/temporal'

const workflowsPath = require.resolve('./two-at-once')
let env: TestWorkflowEnvironment
beforeAll(async () => {
  env = await timeSkipping()
}, 60_000)
afterAll(() => env.teardown())

/** Runs the workflow and replays what was recorded; the reason why it does not replay, or null. */
async function replayed(name: string, workflowBundle: WorkflowBundle): Promise<string | null> {
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: name,
    workflowBundle,
    activities: { step: () => pause(20) },
  })
  const handle = await worker.runUntil(async () => {
    const started = await env.client.workflow.start('twoAtOnce', { taskQueue: name, workflowId: name })
    await started.result()
    return started
  })
  return Worker.runReplayHistory({ workflowBundle, replayName: name }, await handle.fetchHistory()).then(
    () => null,
    (error: unknown) => String(error),
  )
}

test('two steps of the book that are asked for at once are taken one after another, and replay', async () => {
  expect(await replayed('ours', await bundleWorkflows({ workflowsPath }))).toBeNull()
}, 60_000)

test('taken at the same time they would not', async () => {
  const bundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
  expect(await replayed('bare', bundle)).toContain('Nondeterminism')
}, 60_000)
