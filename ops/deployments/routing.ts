import { isGrpcServiceError, type Client } from '@temporalio/client'
import { Refused } from '../commands/command'
import { deploymentName } from '../worker-deployment'
import { onceKnown } from './once-known'

const refusals = { notFound: 5, failedPrecondition: 9 } as const

/** From now on new runs begin on this build, and runs that go with the newest go on under it. Null: workers without a BUILD_ID. */
export async function setCurrent(client: Client, buildId: string | null, by: string): Promise<void> {
  const request = { ...addressed(client, by), buildId: buildId ?? '' }
  await unlessRefused(buildId, () => client.workflowService.setWorkerDeploymentCurrentVersion(request))
}

/** A part of what is new, `percent` of 100, begins on this build; 0 takes that back. */
export async function ramp(client: Client, buildId: string, percent: number, by: string): Promise<void> {
  const request = { ...addressed(client, by), buildId: percent === 0 ? '' : buildId, percentage: percent }
  await unlessRefused(buildId, () => client.workflowService.setWorkerDeploymentRampingVersion(request))
}

const addressed = (client: Client, identity: string) => ({
  namespace: client.options.namespace,
  deploymentName,
  identity,
})

async function unlessRefused(buildId: string | null, ask: () => Promise<unknown>): Promise<void> {
  try {
    await onceKnown(ask)
  } catch (error) {
    if (!isGrpcServiceError(error) || !Object.values<number>(refusals).includes(error.code)) throw error
    throw new Refused(
      `Temporal does not route to ${buildId ?? 'workers without a BUILD_ID'}: ${error.details}. Are its workers running?`,
    )
  }
}
