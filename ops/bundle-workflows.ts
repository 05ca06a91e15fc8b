import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleWorkflows } from './workflow-bundle'

/**
 * Bundles the built workflows once, beside the worker that runs them, with the version of the SDK that made the bundle:
 * the worker refuses one that another version made.
 */
async function main() {
  const { code } = await bundleWorkflows()
  const { version } = require('@temporalio/worker/package.json') as { version: string }
  writeFileSync(join(__dirname, 'workflows.bundle.js'), code)
  writeFileSync(join(__dirname, 'workflows.bundle.json'), `${JSON.stringify({ sdk: version, bytes: code.length })}\n`)
  console.log(`workflows bundled with SDK ${version}: ${Math.round(code.length / 1024)} KiB`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
