import type { ProviderTransaction, TransactionState } from './ledger'
import { mayStillLand, type Provider } from './providers'

/** A provider's transaction as its own statement has it. Times are Unix ms. */
export interface StatementLine {
  readonly provider: Provider
  readonly externalId: string
  /** The account that the payer named, `1042D`. */
  readonly paymentRef: string
  /** Minor units of the shop's currency. */
  readonly amount: bigint
  readonly state: TransactionState
  /** The provider's time of creation. */
  readonly time: number
  /** When it last changed. */
  readonly changedAt: number
}

export const statementDifferences = [
  /** The buyer was debited, and we wait for the money. */
  'performed_there',
  /** The provider gave it up, and we keep the payment for it. */
  'given_up_there',
  /** The money went back, and we think that we have it. */
  'returned_there',
  /** The buyer was debited, and we never heard of it. */
  'unknown_here',
  /** The buyer was debited for what we have ended, or given back in our book only. */
  'kept_there',
  /** We gave the goods, or the time, for money that the provider does not have. */
  'not_paid_there',
  'amount_differs',
] as const
export type StatementDifference = (typeof statementDifferences)[number]

/** The message to the payment's lifecycle that puts it right. */
export type Mending = 'perform' | 'release' | 'refund'

export interface MoneyDifference {
  readonly kind: StatementDifference
  readonly there: StatementLine | null
  readonly here: ProviderTransaction | null
  /** Null: a person has to settle it. */
  readonly mending: Mending | null
}

type Found = Pick<MoneyDifference, 'kind' | 'mending'> | null

/** How the two sides of one transaction differ; null: they agree. Absent here and ended there is agreement: no money moved. */
export function differenceBetween(there: StatementLine | undefined, here: ProviderTransaction | undefined): Found {
  if (there && here && BigInt(here.money.amount) !== there.amount) return { kind: 'amount_differs', mending: null }
  switch (there?.state) {
    case 'performed':
      if (!here) return { kind: 'unknown_here', mending: null }
      if (here.state === 'performed') return null
      if (here.state === 'held' || (here.state === 'released' && mayStillLand(here))) {
        return { kind: 'performed_there', mending: 'perform' }
      }
      return { kind: 'kept_there', mending: null }
    case 'refunded':
      return here?.state === 'performed' ? { kind: 'returned_there', mending: 'refund' } : null
    case 'released':
      if (here?.state === 'held') return { kind: 'given_up_there', mending: 'release' }
      return here?.state === 'performed' ? { kind: 'not_paid_there', mending: null } : null
    case 'held':
    case undefined:
      return here?.state === 'performed' ? { kind: 'not_paid_there', mending: null } : null
  }
}

/**
 * What a statement and the book disagree about, in the order of the statement, then of the book. What the statement cannot
 * know is not judged: what is before its first line, and what our side did after its last change.
 */
export function compareStatement(
  statement: readonly StatementLine[],
  book: readonly ProviderTransaction[],
): MoneyDifference[] {
  if (statement.length === 0) return []
  const from = Math.min(...statement.map(({ time }) => time))
  const until = Math.max(...statement.map(({ time, changedAt }) => Math.max(time, changedAt)))
  const isAfter = (line: ProviderTransaction) => Math.max(line.heldAt, line.performedAt ?? 0, line.endedAt ?? 0) > until
  const ours = new Map(book.map((line) => [line.externalId, line]))
  const named = new Set(statement.map(({ externalId }) => externalId))
  const pairs: [StatementLine | undefined, ProviderTransaction | undefined][] = [
    ...statement.map((there): [StatementLine, ProviderTransaction | undefined] => [there, ours.get(there.externalId)]),
    ...book
      .filter((line) => !named.has(line.externalId) && line.providerTime >= from && line.providerTime <= until)
      .map((line): [undefined, ProviderTransaction] => [undefined, line]),
  ]
  return pairs.flatMap(([there, here]) => {
    const found = differenceBetween(there, here)
    // Money that is there and not here stays a difference, whatever we did since.
    const isEarly = here !== undefined && isAfter(here) && there?.state !== 'performed'
    return found && !isEarly ? [{ ...found, there: there ?? null, here: here ?? null }] : []
  })
}
