import { readdirSync, readFileSync } from 'node:fs'

/** A process and everything it has started, as far as it runs now. Linux only: empty elsewhere. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number[]>()
  for (const name of entriesOf('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(Number(name))
    if (parent !== undefined) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
  }
  const found = parents.size > 0 ? [root] : []
  for (const pid of found) found.push(...(parents.get(pid) ?? []))
  return found
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The name of a program may hold blanks and brackets, so what counts begins after its last bracket. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
