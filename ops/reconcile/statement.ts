import { transactionsBetween, transactionsNamed } from '../../db/transactions'
import type { LedgerAnswer } from '../../domain/ledger'
import { formatMoney } from '../../domain/money'
import { endReasons } from '../../domain/providers'
import {
  compareStatement,
  type MoneyDifference,
  type StatementDifference,
  type StatementLine,
} from '../../domain/statement'
import type { Lifecycles } from '../../workflows/callers'
import { Refused } from '../commands/command'
import type { OpsPlace } from '../commands/place'
import { patientLifecycles } from '../patient-lifecycles'

/** As Payme's own GetStatement: what would be cut short is refused. */
const mostLines = 10_000

/** What a provider's statement and the book disagree about. */
export async function differencesWith(
  { sql, businessId }: Pick<OpsPlace, 'sql' | 'businessId'>,
  statement: readonly StatementLine[],
): Promise<MoneyDifference[]> {
  const [first] = statement
  if (!first) return []
  if (statement.length > mostLines) throw new Refused(`More than ${mostLines} lines: compare day by day.`)
  const { provider } = first
  const from = Math.min(...statement.map(({ time }) => time))
  const to = Math.max(...statement.map(({ changedAt }) => changedAt))
  const within = await transactionsBetween(sql, businessId, { provider, from, to, limit: mostLines + 1 })
  if (within.length > mostLines)
    throw new Refused(`The book has more than ${mostLines} in this time: compare day by day.`)
  const ids = statement.map(({ externalId }) => externalId)
  const named = await transactionsNamed(sql, businessId, { provider, ids })
  const book = new Map([...within, ...named].map((line) => [line.externalId, line]))
  return compareStatement(statement, [...book.values()])
}

/** What it is, with both sides. */
export function inWords({ kind, there, here }: MoneyDifference): string {
  const { externalId, paymentRef, provider } = (there ?? here)!
  const thereSide = there ? `${there.state} ${sum(there.amount)}` : 'nothing'
  const hereSide = here ? `${here.state} ${sum(BigInt(here.money.amount))}` : 'nothing'
  return `${kind}  ${paymentRef}  ${provider} ${externalId}\n  ${provider}: ${thereSide}; the book: ${hereSide}`
}

const sum = (amount: bigint) => formatMoney({ amount, currency: 'UZS' })

export const remedies: Readonly<Record<StatementDifference, string>> = {
  performed_there: '--apply: its payment is told that the money came, as the provider would have told it',
  given_up_there: '--apply: its payment is let go, and can be paid anew',
  returned_there: '--apply: the return is recorded, and ends what the money paid for, unless the goods have left',
  unknown_here:
    'give it back in the cabinet of the provider, or have the provider repeat its calls; see docs/runbooks/provider-says-paid-and-we-do-not.md',
  kept_there: 'give it back in the cabinet of the provider: here it has ended',
  not_paid_there: 'ask the provider: here it counts as paid, and what it paid for goes on',
  amount_differs: 'ask the provider which of the two sums was debited',
}

/** Tells the payment's lifecycle what the provider would have told it. Null: it is mended; otherwise why it is not. */
export async function mend({ client }: Pick<OpsPlace, 'client'>, difference: MoneyDifference): Promise<string | null> {
  const answer = await tell(patientLifecycles(client), difference)
  return answer.ok ? null : answer.refusal.replaceAll('_', ' ')
}

async function tell(lifecycles: Lifecycles, { mending, here, there }: MoneyDifference): Promise<LedgerAnswer> {
  if (!mending || !here) throw new Error('a difference for a person cannot be mended')
  const { provider, externalId } = here
  const address = { businessId: here.businessId, paymentId: here.paymentId }
  const transaction = { provider, externalId }
  switch (mending) {
    case 'perform':
      return lifecycles.perform(address, transaction)
    case 'release':
      return lifecycles.release(address, { ...transaction, reason: endReasons.timeout })
    case 'refund':
      return lifecycles.refundByProvider(
        { ...address, ...transaction },
        { ...transaction, reason: endReasons.refund, providerTime: there?.changedAt ?? here.providerTime },
      )
  }
}
