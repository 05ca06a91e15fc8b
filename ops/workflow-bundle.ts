import {
  bundleWorkflowCode,
  DefaultLogger,
  type BundleOptions,
  type LogLevel,
  type WorkflowBundle,
} from '@temporalio/worker'

const ourWorkflows = require.resolve('../workflows')
const preloadModules = [require.resolve('../workflows/preloaded')]
const workflowInterceptorModules = [require.resolve('../workflows/interceptors')]

interface BundleWishes extends Pick<BundleOptions, 'webpackConfigHook'> {
  /** Others than ours. */
  readonly workflowsPath?: string
  readonly logLevel?: LogLevel
}

/** One bundle of the workflows for any number of workers. */
export function bundleWorkflows(wishes: BundleWishes = {}): Promise<WorkflowBundle & { readonly code: string }> {
  const { workflowsPath = ourWorkflows, logLevel = 'WARN', ...rest } = wishes
  const logger = new DefaultLogger(logLevel)
  return bundleWorkflowCode({ ...rest, workflowsPath, preloadModules, workflowInterceptorModules, logger })
}
