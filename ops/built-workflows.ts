import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './process'

const bundle = join(__dirname, 'workflows.bundle')
const record = z.object({ sdk: z.string(), fingerprint: z.string() })

export interface BuiltWorkflows {
  readonly workflowBundle: { readonly codePath: string }
  /** The same for the same workflow code. */
  readonly fingerprint: string
}

/**
 * The bundle that `npm run build` left beside the compiled processes; undefined in a checkout, where the worker bundles at
 * its start. Throws {@link CannotStart} when another version of the SDK made it.
 */
export function builtWorkflows(): BuiltWorkflows | undefined {
  if (!existsSync(`${bundle}.js`)) return undefined
  const { sdk, fingerprint } = record.parse(JSON.parse(readFileSync(`${bundle}.json`, 'utf8')))
  const version = sdkVersion()
  if (sdk !== version) {
    throw new CannotStart(`The workflow bundle was made by SDK ${sdk}, this is ${version}: run "npm run build" again.`)
  }
  return { workflowBundle: { codePath: `${bundle}.js` }, fingerprint }
}

/** Keeps a bundle beside this file, with the SDK that made it and its fingerprint. */
export function keepBuiltWorkflows(code: string): z.output<typeof record> {
  const kept = { sdk: sdkVersion(), fingerprint: createHash('sha256').update(code).digest('hex').slice(0, 12) }
  writeFileSync(`${bundle}.js`, code)
  writeFileSync(`${bundle}.json`, `${JSON.stringify(kept)}\n`)
  return kept
}

/** What BUILD_ID means: a name, or `bundle` for the fingerprint of what was built. */
export function buildIdOf(buildId: string | undefined, built: BuiltWorkflows | undefined): string | undefined {
  if (buildId !== 'bundle') return buildId
  if (!built) throw new CannotStart('BUILD_ID=bundle needs the bundle that "npm run build" makes, and there is none.')
  return built.fingerprint
}

const sdkVersion = () => (require('@temporalio/worker/package.json') as { version: string }).version
