import { keepBuiltWorkflows } from './built-workflows'
import { bundleWorkflows } from './workflow-bundle'

/** Bundles the built workflows once, beside the worker that runs them. */
async function main() {
  const { code } = await bundleWorkflows()
  const { sdk, fingerprint } = keepBuiltWorkflows(code)
  console.log(`workflows ${fingerprint} bundled with SDK ${sdk}: ${Math.round(code.length / 1024)} KiB`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
