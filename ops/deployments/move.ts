import { WorkflowNotFoundError, type Client } from '@temporalio/client'
import { temporal } from '@temporalio/proto'
import { setTimeout as pause } from 'node:timers/promises'
import { bookChanged as orderChanged } from '../../workflows/order/messages'
import { bookChanged as paymentChanged } from '../../workflows/payment/messages'
import { bookChanged as subscriptionChanged } from '../../workflows/subscription/messages'
import { Refused } from '../commands/command'
import { deploymentName } from '../worker-deployment'
import { onceKnown } from './once-known'
import { ourBuild } from './pollers'

const { VersioningBehavior } = temporal.api.enums.v1
const { PinnedOverrideBehavior } = temporal.api.workflow.v1.VersioningOverride
const lookAgainMs = 250

export interface Placed {
  readonly workflowId: string
  readonly runId: string
  readonly type: string
  /** The build that it stays on; undefined when it has none. */
  readonly buildId: string | undefined
  /** Where an operator has sent it. */
  readonly sentTo: string | undefined
}

/** Throws {@link Refused} for a workflow that is not open, or that no build holds. */
export async function whereIs(client: Client, workflowId: string): Promise<Placed> {
  const described = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) throw new Refused(`There is no workflow ${workflowId}.`)
      throw error
    })
  if (described.status.name !== 'RUNNING') {
    throw new Refused(`${workflowId} is ${described.status.name.toLowerCase()}: only open workflows can be moved.`)
  }
  const info = described.raw.workflowExecutionInfo?.versioningInfo
  const override = info?.versioningOverride
  if (!override && info?.behavior !== VersioningBehavior.VERSIONING_BEHAVIOR_PINNED) {
    throw new Refused(`${workflowId} stays on no build: it goes on under the current one by itself.`)
  }
  return {
    workflowId,
    runId: described.runId,
    type: described.type,
    buildId: ourBuild(info?.deploymentVersion),
    sentTo: ourBuild(override?.pinned?.version),
  }
}

/**
 * An open run goes on under another build. False when it has not taken a step there within `patienceMs`: it will at its
 * next one. What sent it there is taken back once it has arrived, or the runs after it would be held there, too.
 */
export async function moveTo(
  client: Client,
  { workflowId, runId, type }: Placed,
  buildId: string,
  patienceMs = 10_000,
): Promise<boolean> {
  const version = { deploymentName, buildId }
  const pinned = { behavior: PinnedOverrideBehavior.PINNED_OVERRIDE_BEHAVIOR_PINNED, version }
  await onceKnown(() => override(client, workflowId, runId, { pinned }))
  await rouse(client, workflowId, type)
  for (const giveUp = Date.now() + patienceMs; Date.now() < giveUp; await pause(lookAgainMs)) {
    const described = await client.workflow.getHandle(workflowId, runId).describe()
    if (ourBuild(described.raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion) !== buildId) continue
    if (described.status.name === 'RUNNING') await override(client, workflowId, runId, null)
    return true
  }
  return false
}

/** Has it look at the book, which is a step of its own. A refund takes its next step when it is answered. */
async function rouse(client: Client, workflowId: string, type: string): Promise<void> {
  const news = { order: orderChanged, payment: paymentChanged, subscription: subscriptionChanged }[type]
  if (news) await client.workflow.getHandle(workflowId).signal(news)
}

async function override(
  client: Client,
  workflowId: string,
  runId: string,
  versioningOverride: temporal.api.workflow.v1.IVersioningOverride | null,
): Promise<void> {
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    workflowExecutionOptions: { versioningOverride },
    updateMask: { paths: ['versioning_override'] },
  })
}
