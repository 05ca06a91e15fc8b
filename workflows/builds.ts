import { makeContinueAsNewFunc, type Workflow } from '@temporalio/workflow'

/**
 * A run stays with the build of the worker that began it (`ops/worker-deployment.ts`); the next run of the same workflow
 * begins on the newest. Without this it would inherit the build of the run before. Of no effect where workers have no BUILD_ID.
 */
export const continueOnNewestBuild = <F extends Workflow>(...args: Parameters<F>): Promise<never> =>
  makeContinueAsNewFunc<F>({ initialVersioningBehavior: 'AUTO_UPGRADE' })(...args)
