import type { Chance } from './chance'
import type { WireFault } from './town/wire'

const telegramKinds = ['429', '500', 'timeout', 'cut'] as const

/** What goes wrong, in a form that can be printed and repeated. */
export type Disaster =
  | { readonly what: 'kill'; readonly process: 'worker' | 'bots' | 'api-1' | 'api-2'; readonly awayMs: number }
  | { readonly what: 'stop'; readonly server: 'temporal' | 'postgres'; readonly awayMs: number }
  | { readonly what: 'cut_connections' }
  | { readonly what: 'telegram'; readonly kind: (typeof telegramKinds)[number]; readonly calls: number }
  | { readonly what: 'providers'; readonly faults: readonly WireFault[] }

export interface Planned {
  /** Ms from the beginning. */
  readonly at: number
  readonly disaster: Disaster
}

export type DisasterWeights = Readonly<Record<Disaster['what'], number>>
const everyKind: DisasterWeights = {
  kill: 30,
  stop: 12,
  cut_connections: 10,
  telegram: 26,
  providers: 22,
}
const processes = { worker: 4, bots: 2, 'api-1': 2, 'api-2': 2 } as const
const wireFaults: Readonly<Record<WireFault, number>> = { double: 3, lose_answer: 3, refuse: 2, hold: 2 }

export interface DisasterSpan {
  readonly from: number
  readonly to: number
  /** On average. */
  readonly everyMs: number
  /** All of them if left out. */
  readonly kinds?: DisasterWeights
}

/** Every fault of a drill, from the seed alone: the first after `from` ms, the last before `to`. */
export function scheduleOf(chance: Chance, { from, to, everyMs, kinds = everyKind }: DisasterSpan): Planned[] {
  const planned: Planned[] = []
  for (let at = from; at < to; at += chance.between(everyMs / 2, everyMs * 1.5)) {
    planned.push({ at: Math.round(at), disaster: disasterOf(chance, kinds) })
  }
  return planned
}

function disasterOf(chance: Chance, kinds: DisasterWeights): Disaster {
  const awayMs = chance.between(0, 4_000)
  const what = chance.weighed(kinds)
  switch (what) {
    case 'kill':
      return { what, process: chance.weighed(processes), awayMs }
    case 'stop':
      return { what, server: chance.weighed({ temporal: 1, postgres: 1 }), awayMs }
    case 'cut_connections':
      return { what }
    case 'telegram':
      return { what, kind: chance.pick(telegramKinds), calls: chance.between(1, 12) }
    case 'providers':
      return { what, faults: Array.from({ length: chance.between(1, 6) }, () => chance.weighed(wireFaults)) }
  }
}

export function wordsOf({ at, disaster }: Planned): string {
  return `${(at / 1000).toFixed(1).padStart(6)} s  ${detailsOf(disaster)}`
}

function detailsOf(disaster: Disaster): string {
  switch (disaster.what) {
    case 'kill':
      return `SIGKILL ${disaster.process}, back after ${disaster.awayMs} ms`
    case 'stop':
      return `stop ${disaster.server}, start it again after ${disaster.awayMs} ms`
    case 'cut_connections':
      return 'cut every connection to Postgres'
    case 'telegram':
      return `Telegram: ${disaster.kind} to the next ${disaster.calls} calls`
    case 'providers':
      return `Payme and Click: ${disaster.faults.join(', ')}`
  }
}
