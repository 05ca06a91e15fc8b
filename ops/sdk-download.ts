import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const downloadHost = 'https://temporal.download'

/**
 * Lets the SDK download one of Temporal's servers and puts the executable at `target`. The SDK itself would wait for
 * minutes on a machine without internet, so reachability is asked first, with a limit of 5 s, and the download runs in
 * a process of its own that can be stopped.
 */
export async function downloadWithSdk(server: 'dev-server' | 'time-skipping', version: string, target: string) {
  if (process.env['ORDERLY_OFFLINE']) throw new Error('not tried, as ORDERLY_OFFLINE is set')
  await fetch(downloadHost, { method: 'HEAD', signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
    throw new Error(`${downloadHost} is not reachable`, { cause: error })
  })
  const folder = await mkdtemp(`${target}.download-`)
  try {
    const script = `
      const { TestWorkflowEnvironment } = require('@temporalio/testing')
      const [server, version, downloadDir] = process.argv.slice(1)
      const options = { server: { executable: { type: 'cached-download', version, downloadDir } } }
      const start = server === 'dev-server' ? 'createLocal' : 'createTimeSkipping'
      TestWorkflowEnvironment[start](options).then((env) => env.teardown()).catch((error) => {
        console.error(error.message)
        process.exit(1)
      })`
    await run(process.execPath, ['-e', script, server, version, folder], { cwd: dirname(__dirname), timeout: 300_000 })
    const [name] = await readdir(folder)
    if (!name) throw new Error('the SDK left no executable behind')
    await rename(join(folder, name), target)
    await chmod(target, 0o755)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
