import type { Cohort } from '../../../db/owner/cohorts'
import type { Texts } from '../../../locales/texts'
import { percent } from '../subscription-words'

/**
 * Cohorts as lines of one width for a monospaced block: month, how many first paid in it, and what percents of them
 * were there at the end of that month and of each after it.
 */
export function cohortTable(t: Texts, cohorts: readonly Cohort[], months: number): string {
  const head = [
    t.plain('plain-owner-cohort-head'),
    t.plain('plain-owner-cohort-size'),
    ...Array.from({ length: months }, (_, index) => String(index)),
  ]
  const rows = cohorts.map(({ month, size, kept }) => [
    monthShort(month),
    String(size),
    ...Array.from({ length: months }, (_, index) => share(kept[index], size)),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)))
  return [head, ...rows]
    .map((cells) =>
      cells
        .map((cell, at) => cell.padStart(widths[at] ?? 0))
        .join(' ')
        .trimEnd(),
    )
    .join('\n')
}

/** `2026-11` as `11.26`. */
export const monthShort = (month: string) => `${month.slice(5, 7)}.${month.slice(2, 4)}`

const share = (kept: number | undefined, size: number) => (kept === undefined ? '' : String(percent(kept, size)))
