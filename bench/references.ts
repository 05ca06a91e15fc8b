import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { processTree } from '../ops/process-tree'
import { taskQueues } from '../workflows/task-queues'
import type { HistoryEvent } from './actions'
import { newOrderId } from './buyer'
import type { Ground, Shop } from './ground'
import { merchantId, sourceOf } from './processes'
import type { FloorStart, Shape } from './references/floor'
import type { ReferencePlan } from './references/worker'

/** A worker that serves a shop in another form than ours. */
export interface Reference {
  readonly pids: () => number[]
  /** Resolves when the run of this id takes messages; only the floor tells. */
  opened(workflowId: string): Promise<void>
  stop(): Promise<void>
}

export async function startReference(
  { engine }: Pick<Ground, 'engine'>,
  { form, shop, telegramUrl }: Pick<ReferencePlan, 'form' | 'telegramUrl'> & { readonly shop: Shop },
): Promise<Reference> {
  const { databaseUrl, name: namespace } = shop
  const plan: ReferencePlan = { form, address: engine.address, namespace, databaseUrl, telegramUrl, merchantId }
  const { command, args } = sourceOf(join('bench', 'references', 'worker.ts'))
  const child = spawn(command, [...args, JSON.stringify(plan)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waits = new Map<string, () => void>()
  const early = new Set<string>()
  await untilReady(child)
  child.on('message', ({ opened }: { opened?: string }) => {
    if (opened === undefined) return
    const wait = waits.get(opened)
    if (wait) wait()
    else early.add(opened)
    waits.delete(opened)
  })
  return {
    pids: () => processTree(child.pid ?? 0),
    opened: (workflowId) =>
      new Promise((resolve) => {
        if (early.delete(workflowId)) resolve()
        else waits.set(workflowId, resolve)
      }),
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('a reference worker did not start')
    }),
  ])
}

/** One lifecycle of the floor, driven as ours is: its start, and the updates of each payment once that is open. Answers its id. */
export async function runFloor(reference: Reference, { client }: Shop, start: FloorStart): Promise<string> {
  const workflowId = `floor/${newOrderId()}`
  const handle = await client.workflow.start('floor', { workflowId, taskQueue: taskQueues.orderly, args: [start] })
  for (const [index, { updates }] of start.children.entries()) {
    const child = `${workflowId}/${index}`
    await reference.opened(child)
    for (let done = 0; done < updates; done++) await client.workflow.getHandle(child).executeUpdate('step')
  }
  await handle.result()
  return workflowId
}

/** What a run asked of the engine. */
export function shapeOf(events: readonly HistoryEvent[]): Shape {
  const count = (type: string) => events.filter(({ eventType }) => eventType === `EVENT_TYPE_${type}`).length
  return {
    localActivities: count('MARKER_RECORDED'),
    updates: count('WORKFLOW_EXECUTION_UPDATE_ACCEPTED'),
    timers: count('TIMER_STARTED'),
    activities: count('ACTIVITY_TASK_SCHEDULED'),
    upserts: count('UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'),
  }
}
