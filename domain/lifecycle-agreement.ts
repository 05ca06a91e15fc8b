import type { StuckKind } from './stuck'

/** What the book says of a lifecycle. */
export interface InTheBook {
  /** What the list of workflows should show of it. */
  readonly shows: string
  /**
   * `yes`: it is going on, so a lifecycle runs. `no`: it has ended and owes nothing. `may`: it has ended, and something may be
   * left to do: a refund, a decision, an offer.
   */
  readonly runs: 'yes' | 'no' | 'may'
}

/** A lifecycle that runs, and what the list of workflows shows of it; null: nothing yet. */
export interface Running {
  readonly shows: string | null
}

/** How book and lifecycle differ; null: they agree. `undefined`: there is none. */
export function disagreement(
  book: InTheBook | undefined,
  running: Running | undefined,
): Extract<StuckKind, 'lifecycle_missing' | 'lifecycle_left_over' | 'stage_differs'> | null {
  if (!running) return book?.runs === 'yes' ? 'lifecycle_missing' : null
  if (!book || book.runs === 'no') return 'lifecycle_left_over'
  return book.runs === 'yes' && running.shows !== book.shows ? 'stage_differs' : null
}
