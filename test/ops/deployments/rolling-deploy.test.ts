import { orderWorkflowId, paymentWorkflowId, subscriptionWorkflowId } from '../../../domain/ids'
import { newestOperatorActions } from '../../../db/operator-actions'
import { Misused, opsExit, Refused } from '../../../ops/commands/command'
import { deployments } from '../../../ops/commands/deployments'
import type { OpsPlace } from '../../../ops/commands/place'
import { listBuilds } from '../../../ops/deployments/builds'
import { whereIs } from '../../../ops/deployments/move'
import { unservedQueues } from '../../../ops/stuck/unserved-queues'
import { missingBuilds, openWorkOfMissingBuilds } from '../../../ops/stuck/missing-builds'
import { bundleWorkflows } from '../../../ops/workflow-bundle'
import { bundledWorkflows } from '../../setup/temporal'
import { openClub, type Club } from '../../workflows/club'
import { buyer, courier, florist, type PlacedOrder } from '../../workflows/shop'

let club: Club
const stops: (() => Promise<void>)[] = []
beforeAll(async () => {
  club = await openClub({ time: 'is real', workers: false })
  await club.settle()
}, 60_000)
afterAll(async () => {
  for (const stop of stops) await stop()
  await club.close()
})

const lines: string[] = []
/** What the command says, and its exit code. */
async function ops(...args: string[]) {
  lines.length = 0
  const { sql, env } = club
  const place = { sql, client: env.client, businessId: 'buxoro' } as unknown as OpsPlace
  const code = await deployments.run({ args, place, say: (line) => lines.push(line) })
  return { code, said: lines.join('\n') }
}
const applied = ['--apply', '--by', 'Karim', '--why', 'a release']

async function start(buildId: string, workflows: Parameters<Club['shop']['startBuild']>[1]) {
  const stop = await club.shop.startBuild(buildId, workflows)
  let running = true
  const stopOnce = async () => {
    if (running) await stop()
    running = false
  }
  stops.push(stopOnce)
  await build(buildId, ({ isAtWork }) => isAtWork)
  return stopOnce
}

const build = (buildId: string, is: (found: Awaited<ReturnType<typeof listBuilds>>[number]) => boolean) =>
  club.shop.book(async () => {
    const found = (await listBuilds(club.env.client)).find((one) => one.buildId === buildId)
    return found && is(found) ? found : undefined
  }, `build ${buildId} is as it should be`)

/** The builds that took the steps of a run, and what its code said of itself. */
async function tookSteps(workflowId: string, runId?: string) {
  const handle = club.env.client.workflow.getHandle(workflowId, runId)
  const { events } = await handle.fetchHistory()
  const builds = (events ?? []).flatMap(
    ({ workflowTaskCompletedEventAttributes: done }) => done?.deploymentVersion?.buildId ?? [],
  )
  return { builds: [...new Set(builds)], memo: (await handle.describe()).memo }
}

async function end(placed: PlacedOrder) {
  const { lifecycles } = club
  await placed.inState('offered')
  await lifecycles.accept(placed.order, florist)
  await lifecycles.assembled(placed.order, florist)
  await lifecycles.handOver(placed.order, courier)
  await lifecycles.delivered(placed.order, courier)
  await lifecycles.rate(placed.order, 5)
  expect(await placed.ended()).toEqual({ state: 'closed' })
}

const idOf = ({ order }: PlacedOrder) => orderWorkflowId(order.businessId, order.orderId)

test('a rolling deploy: what is open ends on its build, what is new begins on the next, and nothing is lost', async () => {
  const { shop, env } = club
  const next = await bundleWorkflows({
    workflowsPath: require.resolve('../../workflows/next-build'),
    logLevel: 'ERROR',
  })

  // An order that began before there were builds goes over to the first one.
  const stopUnversioned = await shop.startBuild(undefined, bundledWorkflows())
  const eldest = await shop.place('full')
  await stopUnversioned()
  expect(await ops()).toMatchObject({
    code: opsExit.done,
    said: expect.stringContaining('No worker has run') as string,
  })
  const stopOld = await start('one', bundledWorkflows())
  expect((await ops()).said).toContain('No build is current')
  await ops('set-current', 'one', ...applied)
  await eldest.pay('full')
  await end(eldest)
  expect((await tookSteps(idOf(eldest))).builds).toEqual(['one'])
  const ending = await shop.place('deposit_balance')
  const waiting = await shop.place('deposit_balance')
  const subscriber = await club.subscribe()
  await subscriber.pay(1)
  await subscriber.inState('active')

  // The new build is there; nothing goes to it before somebody says so.
  const stopNew = await start('two', { workflowBundle: next })
  expect((await build('two', () => true)).state).toBe('waiting')
  await expect(ops('set-current', 'three')).rejects.toThrow('Known: two, one')
  expect((await ops('set-current', 'two')).said).toContain('Nothing was changed')
  expect((await build('one', () => true)).state).toBe('current')
  await ops('set-current', 'two', '--ramp', '100', ...applied)
  expect(await build('two', () => true)).toMatchObject({ state: 'ramping', percent: 100 })
  expect(await tookSteps(idOf(await shop.place('full')))).toEqual({ builds: ['two'], memo: { build: 'next' } })
  await ops('set-current', 'two', ...applied)
  expect((await build('two', () => true)).state).toBe('current')
  expect((await build('one', () => true)).state).toBe('draining')

  // An order that was open ends where it began, and so do the payments that it starts from now on.
  await ending.pay('deposit')
  await ending.opened('balance')
  await ending.pay('balance')
  await end(ending)
  expect(await tookSteps(idOf(ending))).toEqual({ builds: ['one'], memo: {} })
  const balance = paymentWorkflowId(ending.order.businessId, ending.address('balance').paymentId)
  expect((await tookSteps(balance)).builds).toEqual(['one'])

  // A new one is the new build's.
  expect((await tookSteps(idOf(await shop.place('full')))).builds).toEqual(['two'])

  // The subscription moves with its next run.
  const before = await subscriber.run()
  await club.lifecycles.subscriptionChanged(subscriber.address)
  await subscriber.nextRun(before)
  const subscription = subscriptionWorkflowId(subscriber.address.businessId, subscriber.id)
  expect((await tookSteps(subscription, before)).builds).toEqual(['one'])
  await shop.book(async () => ((await tookSteps(subscription)).builds.length > 0 ? true : undefined), 'it took a step')
  expect(await tookSteps(subscription)).toMatchObject({ builds: ['two'], memo: { build: 'next' } })
  await club.lifecycles.renewNow(subscriber.address, buyer)
  await subscriber.pay(2)

  // The old build is taken away too early: its work is named, waits, and goes on when a worker of it is there again.
  expect(await openWorkOfMissingBuilds(env.client)).toEqual([])
  await stopOld()
  const work = await shop.book(async () => {
    const found = await openWorkOfMissingBuilds(env.client)
    return found.length === 2 ? found : undefined
  }, 'the work of the missing build is named')
  const { orderId, businessId } = waiting.order
  const deposit = paymentWorkflowId(businessId, waiting.address('deposit').paymentId)
  const since = expect.any(Date) as Date
  expect(work.toSorted((a, b) => (a.workflowId < b.workflowId ? -1 : 1))).toEqual([
    { workflowId: idOf(waiting), buildId: 'one', since, orderId },
    { workflowId: deposit, buildId: 'one', since, orderId },
  ])
  const stuck = await missingBuilds.find({ sql: club.sql, client: env.client, businessId })
  expect(stuck.map(({ subject }) => subject).toSorted()).toEqual([idOf(waiting), deposit].toSorted())
  expect(stuck[0]).toMatchObject({ kind: 'build_missing', blocks: { order: expect.any(Number) as number } })
  const report = await ops()
  expect(report.code).toBe(opsExit.left)
  expect(report.said).toContain(`${idOf(waiting)} waits for a worker of build one`)
  expect(report.said).toMatch(/^one {2}draining since \S+ {2}2 open {2}NO WORKERS$/m)

  // A part is taken back from a build that nobody serves, and none is given to it.
  expect((await ops('set-current', 'one', '--ramp', '0')).code).toBe(opsExit.done)
  await expect(ops('set-current', 'one', '--ramp', '10')).rejects.toThrow('has no workers')

  const stopAgain = await start('one', bundledWorkflows())
  await waiting.pay('deposit')
  await waiting.opened('balance')
  expect(await openWorkOfMissingBuilds(env.client)).toEqual([])
  await stopAgain()

  // Or it is moved to a build that can replay it.
  await start('three', bundledWorkflows())
  expect((await ops('move', idOf(waiting), '--to', 'three')).said).toContain('Nothing was changed')
  const moved = [idOf(waiting), paymentWorkflowId(businessId, waiting.address('balance').paymentId)]
  for (const workflowId of moved) {
    expect((await ops('move', workflowId, '--to', 'three', ...applied)).code).toBe(opsExit.done)
  }
  // Nothing holds it there any more: where a next run goes is not the operator's affair.
  expect(await whereIs(env.client, idOf(waiting))).toMatchObject({ buildId: 'three', sentTo: undefined })
  await waiting.pay('balance')
  await end(waiting)
  expect((await tookSteps(idOf(waiting))).builds).toEqual(['one', 'three'])
  await expect(ops('move', idOf(waiting), '--to', 'three')).rejects.toBeInstanceOf(Refused)
  await build('one', ({ open }) => open === 0)

  // Others serve the queues, but nobody what begins now.
  await stopNew()
  const unserved = await shop.book(async () => {
    const found = await unservedQueues.find({ sql: club.sql, client: env.client, businessId })
    return found.length > 0 ? found : undefined
  }, 'the build that is current is missed')
  expect(unserved.map(({ kind, subject }) => [kind, subject])).toEqual([['queue_unserved', 'build/two']])

  const done = await newestOperatorActions(club.sql, businessId, 10)
  expect(done.map(({ action, target }) => `${action} ${target}`).toReversed()).toEqual([
    'set-current one',
    'ramp two',
    'set-current two',
    ...moved.map((workflowId) => `move ${workflowId}`),
  ])
}, 120_000)

test.each([[['set-current']], [['move', 'order/x/1']], [['begin']], [['set-current', 'one', '--ramp', 'half']]])(
  'what it does not understand changes nothing: %j',
  async (args) => {
    await expect(ops(...args)).rejects.toBeInstanceOf(Misused)
  },
)
