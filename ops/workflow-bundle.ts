import {
  bundleWorkflowCode,
  DefaultLogger,
  type BundleOptions,
  type LogLevel,
  type WorkflowBundle,
} from '@temporalio/worker'

const preloadModules = [require.resolve('../workflows/preloaded')]
const interceptorModules = [require.resolve('../workflows/interceptors')]

const ourWorkflows = require.resolve('../workflows')

/** One bundle of the workflows, ours or those of `workflowsPath`, for any number of workers. */
export function bundleWorkflows({ workflowsPath = ourWorkflows, logLevel = 'WARN' as LogLevel } = {}): Promise<
  WorkflowBundle & { readonly code: string }
> {
  return bundleWorkflowCode({
    ...rest,
    workflowsPath,
    preloadModules,
    workflowInterceptorModules: interceptorModules,
    logger: new DefaultLogger(logLevel),
  })
}
