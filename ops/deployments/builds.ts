import { isGrpcServiceError, type Client } from '@temporalio/client'
import { temporal } from '@temporalio/proto'
import { deploymentName } from '../worker-deployment'
import { buildsAtWork, msOf, ourBuild } from './pollers'

const { VersionDrainageStatus } = temporal.api.enums.v1
const grpcNotFound = 5

export interface Build {
  readonly buildId: string
  /**
   * `current`: new runs begin on it. `ramping`: a part of them. `draining`: nothing new, and runs are open on it.
   * `drained`: none are. `waiting`: it has never been current.
   */
  readonly state: 'current' | 'ramping' | 'draining' | 'drained' | 'waiting'
  /** Of new runs, 0 to 100, while it is ramping. */
  readonly percent: number
  /** When it came to be in that state. */
  readonly since: Date
  /** Its workers take tasks now. */
  readonly isAtWork: boolean
  /** Open runs that stay on it. */
  readonly open: number
}

/** The builds that Temporal knows of, newest first; none as long as no worker had a BUILD_ID. */
export async function listBuilds(client: Client, now = Date.now()): Promise<Build[]> {
  const info = await describe(client)
  if (!info) return []
  const atWork = await buildsAtWork(client, now)
  const { routingConfig } = info
  const current = ourBuild(routingConfig?.currentDeploymentVersion)
  const ramping = ourBuild(routingConfig?.rampingDeploymentVersion)
  const newestFirst = [...(info.versionSummaries ?? [])].sort((a, b) => msOf(b.createTime) - msOf(a.createTime))
  const found = newestFirst.flatMap((version) => {
    const buildId = ourBuild(version.deploymentVersion)
    return buildId === undefined ? [] : [{ buildId, version }]
  })
  return await Promise.all(
    found.map(async ({ buildId, version }) => ({
      buildId,
      state: stateOf(version, { isCurrent: buildId === current, isRamping: buildId === ramping }),
      percent: buildId === ramping ? (routingConfig?.rampingVersionPercentage ?? 0) : 0,
      since: new Date(msOf(version.routingUpdateTime) || msOf(version.createTime)),
      isAtWork: atWork.has(buildId),
      open: (await client.workflow.count(openOn(buildId))).count,
    })),
  )
}

/** Visibility's question for the open runs that stay on a build. Its answer is some moments old. */
export const openOn = (buildId: string) =>
  `ExecutionStatus = "Running" AND TemporalWorkflowVersioningBehavior = "Pinned" AND TemporalWorkerDeploymentVersion = "${deploymentName}:${buildId}"`

type Summary = temporal.api.deployment.v1.WorkerDeploymentInfo.IWorkerDeploymentVersionSummary

function stateOf(
  version: Summary,
  { isCurrent, isRamping }: { isCurrent: boolean; isRamping: boolean },
): Build['state'] {
  if (isCurrent) return 'current'
  if (isRamping) return 'ramping'
  const status = version.drainageInfo?.status
  if (status === VersionDrainageStatus.VERSION_DRAINAGE_STATUS_DRAINING) return 'draining'
  return status === VersionDrainageStatus.VERSION_DRAINAGE_STATUS_DRAINED ? 'drained' : 'waiting'
}

async function describe(client: Client) {
  try {
    const request = { namespace: client.options.namespace, deploymentName }
    return (await client.workflowService.describeWorkerDeployment(request)).workerDeploymentInfo
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === grpcNotFound) return undefined
    throw error
  }
}
