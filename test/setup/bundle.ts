import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleWorkflows } from '../../ops/workflow-bundle'

const root = join(__dirname, '..', '..')
const entry = join(root, 'workflows', 'index.ts')

/**
 * Bundles the workflows once for all test files and keeps the bundle until the code that may be in it changes.
 * Done before the tests: jest's fake timers break bundling. Returns the file, or undefined while there is no entry yet.
 */
export async function bundleForTests(): Promise<string | undefined> {
  if (!existsSync(entry)) return undefined
  const folder = join(root, 'node_modules', '.cache', 'orderly')
  const file = join(folder, `workflows-${digestOfSources()}.js`)
  if (existsSync(file)) return file
  const { code } = await bundleWorkflows()
  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder)) if (old.startsWith('workflows-')) rmSync(join(folder, old))
  writeFileSync(`${file}.${process.pid}`, code)
  renameSync(`${file}.${process.pid}`, file)
  return file
}

function digestOfSources(): string {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of ['workflows', 'domain']) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    for (const name of names.sort()) digest.update(name).update(readFileSync(join(root, folder, name)))
  }
  digest.update(readFileSync(join(root, 'ops', 'workflow-bundle.ts')))
  return digest.digest('hex').slice(0, 16)
}
