import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isAlive } from '../cache'

/**
 * Two stacks on one state folder would take each other's Postgres away. Throws an Error that names the running one;
 * otherwise notes this process and returns what takes the note away.
 */
export function requireOnlyOne(noteFile: string): () => void {
  const pid = Number(readNote(noteFile))
  if (pid && pid !== process.pid && isAlive(pid) && isStack(pid)) {
    throw new Error(`npm start is already running here (process ${pid}): use that one, or stop it with "kill ${pid}".`)
  }
  mkdirSync(dirname(noteFile), { recursive: true })
  writeFileSync(noteFile, String(process.pid))
  return () => rmSync(noteFile, { force: true })
}

function readNote(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** A pid is given to another program when its owner has died. */
function isStack(pid: number): boolean {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes('start.cjs')
  } catch {
    return false
  }
}
