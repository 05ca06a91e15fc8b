import { bundleWorkflowCode, DefaultLogger, type LogLevel, type WorkflowBundle } from '@temporalio/worker'

const preloadModules = [require.resolve('../workflows/preloaded')]
const interceptorModules = [require.resolve('../workflows/interceptors')]

/** The workflows as `Worker.create` takes them when it bundles by itself. */
export const workflowSource = {
  workflowsPath: require.resolve('../workflows'),
  bundlerOptions: { preloadModules },
  interceptors: { workflowModules: interceptorModules },
}

/** One bundle of the workflows, ours or those of `workflowsPath`, for any number of workers. */
export function bundleWorkflows({
  workflowsPath = workflowSource.workflowsPath,
  logLevel = 'WARN' as LogLevel,
} = {}): Promise<WorkflowBundle & { readonly code: string }> {
  return bundleWorkflowCode({
    workflowsPath,
    preloadModules,
    workflowInterceptorModules: interceptorModules,
    logger: new DefaultLogger(logLevel),
  })
}
