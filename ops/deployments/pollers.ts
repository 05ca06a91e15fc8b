import { isGrpcServiceError, type Client } from '@temporalio/client'
import { temporal } from '@temporalio/proto'
import { taskQueues } from '../../workflows/task-queues'
import { deploymentName } from '../worker-deployment'

const { TaskQueueType, WorkerStatus } = temporal.api.enums.v1
/** A poll is held open for a minute; one that is older belongs to a worker that is gone. */
const pollMs = 90_000
const grpcUnimplemented = 12

export interface Polled {
  readonly queue: string
  readonly of: 'workflows' | 'activities'
}

/** Who asked a queue for tasks within the last minutes. */
async function pollersOf(client: Client, { queue, of }: Polled) {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType: of === 'workflows' ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
  })
  return pollers
}

const isPolling = (lastPolledAt: number, now: number) => lastPolledAt > now - pollMs

/** When a queue was asked for tasks last, if nobody asks for them at `now` (Unix ms); `null`: not within memory. */
export async function unservedSince(
  client: Client,
  queue: Polled,
  now: number,
): Promise<{ readonly since: Date | null } | undefined> {
  const polled = (await pollersOf(client, queue)).map(({ lastAccessTime }) => msOf(lastAccessTime))
  if (polled.some((at) => isPolling(at, now))) return undefined
  return { since: polled.length > 0 ? new Date(Math.max(...polled)) : null }
}

interface Version {
  readonly deploymentName?: string | null
  readonly buildId?: string | null
}

/**
 * The builds whose workers take workflow tasks at `now` (Unix ms). A worker that was stopped has said so; one that was
 * killed is missed after 90 s.
 */
export async function buildsAtWork(client: Client, now: number): Promise<ReadonlySet<string>> {
  const pollers = await pollersOf(client, { queue: taskQueues.orderly, of: 'workflows' })
  const stoppedAt = await stops(client)
  const builds = new Set<string>()
  for (const { identity, lastAccessTime, deploymentOptions } of pollers) {
    const buildId = ourBuild(deploymentOptions)
    const at = msOf(lastAccessTime)
    const isThere = isPolling(at, now) && at > (stoppedAt.get(`${identity} ${buildId}`) ?? 0)
    if (buildId !== undefined && isThere) builds.add(buildId)
  }
  return builds
}

/** When workers have said that they stop, by identity and build. A server that is older does not tell. */
async function stops(client: Client): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  try {
    let nextPageToken: Uint8Array | undefined
    do {
      const page = await client.workflowService.listWorkers({
        namespace: client.options.namespace,
        pageSize: 500,
        ...(nextPageToken && { nextPageToken }),
      })
      for (const { workerHeartbeat } of page.workersInfo ?? []) {
        const { status, workerIdentity, taskQueue, heartbeatTime, deploymentVersion } = workerHeartbeat ?? {}
        const isStopped =
          status === WorkerStatus.WORKER_STATUS_SHUTTING_DOWN || status === WorkerStatus.WORKER_STATUS_SHUTDOWN
        const buildId = ourBuild(deploymentVersion)
        if (!isStopped || taskQueue !== taskQueues.orderly || buildId === undefined) continue
        found.set(`${workerIdentity} ${buildId}`, msOf(heartbeatTime))
      }
      nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined
    } while (nextPageToken)
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== grpcUnimplemented) throw error
  }
  return found
}

export const ourBuild = (version: Version | null | undefined): string | undefined =>
  version?.deploymentName === deploymentName ? version.buildId || undefined : undefined

/** Unix ms; 0 for a time that is not set. */
export const msOf = (time: { seconds?: unknown; nanos?: number | null } | null | undefined): number =>
  Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1_000_000
