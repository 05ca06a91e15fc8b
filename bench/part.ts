import type { Ground } from './ground'

/** How much of everything: the figures that are kept, a look within minutes, or a test of the benchmark itself. */
export const sizes = {
  full: {
    repetitions: 3,
    lifecycles: 100,
    warmUp: 40,
    lanes: 8,
    updatesPerSecond: 20,
    latencySamples: 600,
    openOrders: [1_000, 3_000, 10_000],
    growthLifecycles: 60,
    nudges: 2_000,
    expiries: 5_000,
    /** Whether they take their steps within five minutes, as in a real shop, or all at once. */
    spreadEnds: true,
  },
  quick: {
    repetitions: 2,
    lifecycles: 30,
    warmUp: 10,
    lanes: 8,
    updatesPerSecond: 20,
    latencySamples: 100,
    openOrders: [50, 150, 500],
    growthLifecycles: 20,
    nudges: 200,
    expiries: 200,
    spreadEnds: false,
  },
  smoke: {
    repetitions: 1,
    lifecycles: 2,
    warmUp: 1,
    lanes: 2,
    updatesPerSecond: 10,
    latencySamples: 4,
    openOrders: [2, 4],
    growthLifecycles: 2,
    nudges: 5,
    expiries: 5,
    spreadEnds: false,
  },
} as const
export type Size = (typeof sizes)[keyof typeof sizes]

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Sentences under it: what to know to read it. */
  readonly notes?: readonly string[]
}

/** What one part of the benchmark found. */
export interface Findings {
  /** For machines; kept as JSON. */
  readonly figures: object
  readonly tables: readonly Table[]
  /** SVGs by their file names, which notes refer to; docs/pictures gets them with the tables. */
  readonly pictures?: Readonly<Record<string, string>>
}

export type Part = (ground: Ground, size: Size) => Promise<Findings>
