import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '..')

/** What production runs, built into a folder of its own for as long as it is used: inside the project, where it finds the dependencies. */
export async function withBuild<T>(use: (build: string) => Promise<T>): Promise<T> {
  const home = join(root, '.orderly')
  mkdirSync(home, { recursive: true })
  const build = mkdtempSync(join(home, 'drill-build-'))
  try {
    execFileSync(process.execPath, [join(root, 'ops', 'build.cjs'), build], { stdio: ['ignore', 'ignore', 'inherit'] })
    return await use(build)
  } finally {
    rmSync(build, { recursive: true, force: true })
  }
}
