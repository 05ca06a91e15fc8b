import { mkdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Tells the person at the terminal what is being done, in one line. */
export type Progress = (line: string) => void

/** What is downloaded or built once per user, never in the checkout. */
export function cacheFolder(): string {
  const folder =
    process.env['ORDERLY_CACHE'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'orderly')
  mkdirSync(folder, { recursive: true })
  return folder
}

/**
 * Returns `<cache>/<name>`, made by `make(target)` if it is not there yet. What `make` leaves at `target` appears
 * under its name at once or not at all, and two processes never make the same thing at the same time.
 */
export async function obtainOnce(
  name: string,
  make: (target: string) => Promise<void>,
  progress: Progress = () => undefined,
): Promise<string> {
  const path = join(cacheFolder(), name)
  if (exists(path)) return path
  return await withLock(`${path}.lock`, progress, async () => {
    if (exists(path)) return path
    const target = `${path}.${process.pid}.new`
    try {
      await make(target)
      await rename(target, path)
    } finally {
      await rm(target, { recursive: true, force: true })
    }
    return path
  })
}

export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** A lock folder naming its owner: a lock whose process has died is taken over. */
async function withLock<T>(lock: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited++) {
    try {
      await mkdir(lock)
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (await abandoned(lock)) {
        await rm(lock, { recursive: true, force: true })
        continue
      }
      if (waited === 0) progress('another process is already at it; waiting for it to finish')
      await pause(500)
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  try {
    await writeFile(join(lock, 'pid'), String(process.pid))
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

async function abandoned(lock: string): Promise<boolean> {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''))
  if (pid) return !isAlive(pid)
  // Made, but its owner had no time to sign it: leave it a few seconds to do so.
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  return made !== undefined && Date.now() - made > 5_000
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
