import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { faultsOf, sourceFolders } from './import-rules'

/** `npm run check:imports`: prints every import that points the wrong way, and every name that says nothing. */
const root = join(__dirname, '..')
const files = sourceFolders
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') || name.endsWith('.cjs'))
      .map((name) => `${folder}/${name.split(sep).join('/')}`),
  )
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const faults = faultsOf(files)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
