import type { Echo } from './fire'
import type { Place } from './volley'

export interface RouteFigures {
  readonly target: string
  readonly route: string
  readonly requests: number
  readonly kinds: Readonly<Record<string, number>>
  /** By the status of the first answer; `none`: closed without a word. */
  readonly statuses: Readonly<Record<string, number>>
  readonly slowest: { readonly ms: number; readonly number: number }
}

interface Counting {
  requests: number
  readonly kinds: Record<string, number>
  readonly statuses: Record<string, number>
  slowest: { ms: number; number: number }
}

/** What was sent where, and what came back. */
export class Tally {
  private readonly counts = new Map<string, Counting>()

  constructor(places: readonly Place[]) {
    for (const { target, route } of places) {
      this.counts.set(`${target} ${route.method} ${route.path}`, {
        requests: 0,
        kinds: {},
        statuses: {},
        slowest: { ms: 0, number: 0 },
      })
    }
  }

  add({ shot, statuses, ms }: Echo): void {
    const key = `${shot.target} ${shot.route}`
    const counting = this.counts.get(key)
    if (!counting) throw new Error(`${key} is no route of the processes`)
    const status = String(statuses[0] ?? 'none')
    counting.requests++
    counting.kinds[shot.kind] = (counting.kinds[shot.kind] ?? 0) + 1
    counting.statuses[status] = (counting.statuses[status] ?? 0) + 1
    // A stalled one is as slow as the server's limit by intention.
    if (!shot.stalls && ms > counting.slowest.ms) counting.slowest = { ms: Math.round(ms), number: shot.number }
  }

  figures(): RouteFigures[] {
    return [...this.counts].map(([key, counting]) => {
      const [target = '', ...route] = key.split(' ')
      return { target, route: route.join(' '), ...counting }
    })
  }

  routesNeverTried(): string[] {
    return [...this.counts].flatMap(([key, { requests }]) => (requests === 0 ? [key] : []))
  }
}
