import { max, median, min, quantileSorted } from 'simple-statistics'

/** One figure of several repetitions. */
export interface Figure {
  readonly median: number
  readonly min: number
  readonly max: number
}

export const figureOf = (values: readonly number[]): Figure => ({
  median: median([...values]),
  min: min([...values]),
  max: max([...values]),
})

export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly count: number
}

/** Of delays in ms. Throws when there are none, for a percentile of nothing would look like a good one. */
export function percentilesOf(delays: readonly number[]): Percentiles {
  if (delays.length === 0) throw new RangeError('no delays were measured')
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (p: number) => quantileSorted(sorted, p)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length }
}

/** Three figures, as the tables show them. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (value === 0 || Math.abs(value) >= 100) return String(Math.round(value))
  return String(Number(value.toPrecision(3)))
}
export const shown = ({ median: middle, min: least, max: most }: Figure) =>
  `${rounded(middle)} (${rounded(least)} to ${rounded(most)})`
