import type { DifferenceKind, Remedy } from '../domain/reconciliation'
import { stacked, type Html } from './html'
import type { Texts } from './texts'

/** Something that two books disagree about. Amounts are whole Stars. */
export interface Disagreement {
  readonly kind: DifferenceKind
  readonly externalId: string
  readonly amount: bigint
  readonly bookAmount: bigint | null
  readonly remedy: Remedy
}

/** What it is, and what puts it right. */
export function differenceIn(t: Texts, { kind, externalId, amount, bookAmount, remedy }: Disagreement): Html {
  const words = { amount: String(amount), charge: externalId }
  const what =
    kind === 'amount_differs'
      ? t.html('difference-amount_differs', { ...words, booked: String(bookAmount ?? 0) })
      : t.html(`difference-${kind}`, words)
  return stacked([what, t.html(`remedy-${remedy}`)])
}
