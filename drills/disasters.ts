import { setTimeout as pause } from 'node:timers/promises'
import { wordsOf, type Disaster, type Planned } from './schedule'
import type { DrillTown } from './town/town'

/** Lets everything happen as planned; resolves when the last is over and every process and server runs again. */
export async function unleash(town: DrillTown, plan: readonly Planned[], say: (line: string) => void): Promise<void> {
  const began = Date.now()
  const going: Promise<void>[] = []
  // One after another for each process and server: what is down cannot be killed.
  const lines = new Map<string, Promise<void>>()
  for (const planned of plan) {
    await pause(Math.max(0, began + planned.at - Date.now()))
    say(wordsOf(planned))
    const line = lineOf(planned.disaster)
    const done = (lines.get(line) ?? Promise.resolve()).then(() => strike(town, planned.disaster))
    lines.set(line, done)
    going.push(done)
  }
  await Promise.all(going)
  town.wire.clear()
  await town.sandbox.clearFaults()
  const { worker, bots, apis } = town.processes
  await Promise.all([worker, bots, ...apis].map((child) => child.untilReady()))
}

/** Postgres and Temporal share a line, as one of them may keep its data in the other. */
function lineOf(disaster: Disaster): string {
  if (disaster.what === 'kill') return disaster.process
  return disaster.what === 'stop' || disaster.what === 'cut_connections' ? 'servers' : 'outside'
}

async function strike(town: DrillTown, disaster: Disaster): Promise<void> {
  switch (disaster.what) {
    case 'kill': {
      const { worker, bots, apis } = town.processes
      const victim = [worker, bots, ...apis].find(({ name }) => name === disaster.process)!
      await victim.kill()
      await pause(disaster.awayMs)
      victim.start()
      return
    }
    case 'stop':
      return town[disaster.server].restart(disaster.awayMs)
    case 'cut_connections':
      await town.cutConnections()
      return
    case 'telegram':
      await town.sandbox.breakCalls({ kind: disaster.kind, times: disaster.calls, retryAfter: 1 })
      return
    case 'providers':
      town.wire.disturb(disaster.faults)
  }
}
