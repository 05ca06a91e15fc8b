import type { Echo } from './fire'
import type { Secrets } from './facts'
import { plantedPhone } from './hostile'
import type { Memory, RunningProcess } from './processes'

export interface MemoryReading extends Memory {
  readonly name: string
}

/**
 * Resident memory may grow this much between the first and the last third: what the allocator keeps for itself. What
 * the program holds is the heap, which has to stay.
 */
export const memoryBounds = { rss: 64 * 1024 * 1024, heap: 16 * 1024 * 1024 } as const
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

/** Errors that are an answer to bad input: the update is kept for a person. */
const expectedErrors = /^(ZodError|StrangeMoney)$/

/**
 * What is wrong with an answer; null when nothing is. No status of 5xx is mandated by any protocol we speak: Payme and
 * Click are answered 200 with a code of theirs, and those codes for "try again" are an error of ours as well.
 */
export function faultOf({ shot, statuses, text, isEndless }: Echo, secrets: Secrets): string | null {
  if (isEndless) return 'the server neither answered nor closed the connection'
  const server = statuses.find((status) => status >= 500)
  if (server !== undefined) return `answered ${server}`
  if (shot.carriesAnother && statuses.length > 1) return `what was smuggled in was answered: ${statuses.join(', ')}`
  if (/"code":-32400\b/.test(text)) return 'Payme is told to try again: something failed'
  if (/"error":-7,"error_note":"Temporary failure/.test(text)) return 'Click is told to try again: something failed'
  if (/\bat \S+ \(?(?:file:\/\/)?\/\S+:\d+:\d+/.test(text)) return 'a stack is shown to the caller'
  const secret = secretIn(text, secrets)
  return secret && `the answer holds ${secret}`
}

/** What a process must not have said. */
export function faultsOfLogs({ name, log }: RunningProcess, secrets: Secrets): string[] {
  const faults = log.flatMap((line) => {
    const secret = secretIn(line, secrets) ?? (line.includes(plantedPhone) ? 'a phone that a stranger wrote' : null)
    return [...(secret ? [`holds ${secret}: ${wordsOf(line)}`] : []), ...unexpected(line)]
  })
  const counted = new Map<string, number>()
  for (const fault of faults) counted.set(fault, (counted.get(fault) ?? 0) + 1)
  return [...counted].map(([fault, times]) => `${times} lines of the log of ${name}: ${fault}`)
}

/** What kind of line it is; the line itself would tell the secret once more. */
function wordsOf(line: string): string {
  const said = line.startsWith('{') ? (JSON.parse(line) as { msg?: string }).msg : undefined
  return said ?? 'no JSON'
}

function unexpected(line: string): string[] {
  if (!line.startsWith('{')) return [`is no JSON: ${line.slice(0, 200)}`]
  const { level, msg, err } = JSON.parse(line) as {
    level: number
    msg?: string
    err?: { type?: string; message?: string }
  }
  if (!err || expectedErrors.test(err.type ?? '')) return []
  return [`level ${level}, ${msg}: ${err.type} ${err.message?.slice(0, 200)}`]
}

/** Whose value stands in a text; null when no secret does. */
function secretIn(text: string, secrets: Secrets): string | null {
  const found = Object.entries(secrets).find(([, value]: [string, string]) => value !== '' && text.includes(value))
  return found ? `the secret ${found[0]}` : null
}

/** Compares the last third with the first: before that a process is still warming up. */
export function faultsOfMemory(readings: readonly MemoryReading[]): string[] {
  const names = [...new Set(readings.map(({ name }) => name))]
  return names.flatMap((name) => {
    const own = readings.filter((reading) => reading.name === name)
    const [first, last] = [own[0], own.at(-1)]
    if (!first || !last) return [`the memory of ${name} was never read`]
    return (['rss', 'heap'] as const).flatMap((of) => {
      const grown = last[of] - first[of]
      return grown <= memoryBounds[of] ? [] : [`the ${of} of ${name} grew by ${megabytes(grown)}`]
    })
  })
}
