import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { processTree } from '../ops/process-tree'

/** Whose processor time is told apart. */
export interface Consumers {
  readonly worker: () => number[]
  readonly server: () => number[]
  readonly database: () => number[]
}
export type ProcessorMs = Readonly<Record<keyof Consumers, number>>

/** Answers what each has used since: milliseconds on any core, of all threads. Linux only: NaN elsewhere. */
export function stopwatchFor(consumers: Consumers): () => ProcessorMs {
  const read = () => ({
    worker: used(consumers.worker()),
    server: used(consumers.server()),
    database: used(consumers.database()),
  })
  const before = read()
  return () => {
    const after = read()
    return {
      worker: after.worker - before.worker,
      server: after.server - before.server,
      database: after.database - before.database,
    }
  }
}

export const treeOf = (pid: number) => () => processTree(pid)

/** What the process holds in memory now, MiB. */
export function residentMiB(pids: readonly number[]): number {
  const kib = pids.map((pid) => Number(/^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0))
  return Math.round(kib.reduce((sum, value) => sum + value, 0) / 1024)
}

/** With that of children which have ended and were waited for: backends of Postgres come and go. */
function used(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const stat = readProc(pid, 'stat')
    // The name of a program may hold blanks and brackets: fields are counted from behind it. 14 to 17 of proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0)
  })
  return (ticks.reduce((sum, value) => sum + value, 0) * 1000) / ticksPerSecond()
}

function readProc(pid: number, file: 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // Ended since the tree was read.
    return ''
  }
}

let known: number | undefined
function ticksPerSecond(): number {
  known ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return known
}
