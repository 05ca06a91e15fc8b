import type { WorkerOptions } from '@temporalio/worker'

/** How Temporal groups the builds of our worker; a build is addressed as `orderly` and its id. */
export const deploymentName = 'orderly'

/**
 * With a build id, every run stays on the build that began it, and so do the children that it starts; without one, any
 * worker takes up any run. Both queues of one process carry the id: what an old run says is worded by old code.
 *
 * The behaviour is the worker's, not written at the workflows (`setWorkflowOptions`): Temporal refuses each step of a
 * workflow that has one from a worker without a build id.
 */
export function deployedAs(buildId: string | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === undefined) return {}
  return {
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  }
}
