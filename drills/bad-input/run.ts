import { setTimeout as pause } from 'node:timers/promises'
import { atMost } from '../../ops/at-most'
import { changesBetween, faultsOfChanges, whenQuiet, type DatabaseChange } from './database'
import { fire, type Echo } from './fire'
import { faultOf, faultsOfLogs, faultsOfMemory, type MemoryReading } from './judgement'
import type { RunningProcess } from './processes'
import { Tally, type RouteFigures } from './tally'
import { startStack, type DrillGround, type Stack } from './stack'
import { placesUnderFire, shotOf } from './volley'

export interface BadInputOptions {
  readonly seed: number
  readonly requests: number
  /** This request alone, to look at it again. */
  readonly only?: number
  readonly ground: DrillGround
  readonly say: (line: string) => void
}

export interface BadInputReport {
  readonly seed: number
  readonly sent: number
  readonly seconds: number
  readonly routes: readonly RouteFigures[]
  readonly changes: readonly DatabaseChange[]
  readonly memory: readonly MemoryReading[]
  /** What must not be, in sentences that name the request; none when all is well. */
  readonly faults: readonly string[]
}

/** Requests under way at the same time; those that stall have places of their own. */
const lanes = 24
const thirds = 3
const toldFaults = 50

/**
 * Fires so many bad requests at api, bots and worker as they run in production, and looks at what they have done:
 * answers, processes, logs, memory, and every row of the database.
 */
export async function runBadInput(options: BadInputOptions): Promise<BadInputReport> {
  const { seed, requests, say } = options
  say(`seed ${seed}, ${requests} requests; repeat one by --seed ${seed} --only <its number>`)
  const stack = await startStack(options.ground)
  try {
    return await shoot(stack, options)
  } finally {
    await stack.stop()
  }
}

async function shoot(stack: Stack, { seed, requests, only, say }: BadInputOptions): Promise<BadInputReport> {
  const { sql, facts, processes } = stack
  const before = await whenQuiet(sql, pause)
  const startedAt = Date.now()
  const places = placesUnderFire()
  const tally = new Tally(places)
  const faults: string[] = []
  const note = (echo: Echo) => {
    tally.add(echo)
    const fault = faultOf(echo, facts.secrets)
    if (fault) faults.push(`--only ${echo.shot.number} (${echo.shot.route}, ${echo.shot.kind}): ${fault}`)
  }
  const send = async (number: number) => {
    const shot = shotOf(facts, { seed, number, places })
    const { port } = processOf(processes, shot.target)
    return { stalls: shot.stalls, over: fire(shot, port).then(note) }
  }

  const numbers = only === undefined ? Array.from({ length: requests }, (_, index) => index) : [only]
  const memory: MemoryReading[] = []
  const stalled: Promise<void>[] = []
  for (let third = 0; third < thirds; third++) {
    const from = Math.floor((numbers.length * third) / thirds)
    const to = Math.floor((numbers.length * (third + 1)) / thirds)
    stalled.push(...(await inLanes(numbers.slice(from, to), send)))
    await whenQuiet(sql, pause)
    memory.push(...(await Promise.all(processes.map(readingOf))))
    say(`${to} of ${numbers.length} sent, ${faults.length} faults`)
  }
  await Promise.all(stalled)
  const changes = changesBetween(before, await whenQuiet(sql, pause))
  return {
    seed,
    sent: numbers.length,
    seconds: Math.round((Date.now() - startedAt) / 1000),
    routes: tally.figures(),
    changes,
    memory,
    faults: [
      ...faults.slice(0, toldFaults),
      ...faultsOfChanges(changes, numbers.length),
      ...faultsOfMemory(memory),
      ...processes.flatMap((process) => faultsOfLogs(process, facts.secrets)),
      ...processes.flatMap((process) =>
        process.ended() === null ? [] : [`${process.name} has ended: ${process.ended()}`],
      ),
      ...(only === undefined ? tally.routesNeverTried().map((route) => `${route} was never tried`) : []),
    ],
  }
}

const readingOf = async (process: RunningProcess): Promise<MemoryReading> => ({
  name: process.name,
  ...(await process.settledMemory()),
})

function processOf(processes: readonly RunningProcess[], name: string): RunningProcess {
  const found = processes.find((process) => process.name === name)
  if (!found) throw new Error(`nobody runs ${name}`)
  return found
}

/** All of them, some at a time. Those that stall take no lane and are answered: the server ends them in its own time. */
async function inLanes(
  numbers: readonly number[],
  send: (number: number) => Promise<{ stalls: boolean; over: Promise<void> }>,
): Promise<Promise<void>[]> {
  const stalled: Promise<void>[] = []
  await atMost(lanes, numbers, async (number) => {
    const { stalls, over } = await send(number)
    if (stalls) stalled.push(over)
    else await over
  })
  return stalled
}
