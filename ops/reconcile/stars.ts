import { isGrpcDeadlineError } from '@temporalio/client'
import { starBookOf } from '../../db/star-book'
import { differencesForPeople } from '../../db/stuck'
import { formatMoney } from '../../domain/money'
import type { RemedyOfPeople } from '../../domain/reconciliation'
import { reconciliationWorkflowId } from '../../domain/ids'
import { createLifecycles } from '../../workflows/callers'
import { Refused } from '../commands/command'
import type { OpsPlace } from '../commands/place'

const remedies: Readonly<Record<RemedyOfPeople, string>> = {
  take_update: 'find its update among the abandoned (docs/runbooks/paid-no-access.md), or return the Stars',
  look_into_log: 'look into the log of worker at that time',
  return_stars: 'return the Stars: they are still with the shop',
  find_payer: 'find out whose they were, then press Settled in /audit of the shop bot',
}

/** The differences of Stars that the last comparison left for people, and when Telegram's book was last read to its end. */
export async function starDifferences({ sql, businessId }: OpsPlace) {
  const { readAt } = await starBookOf(sql, businessId)
  const open = await differencesForPeople(sql, businessId)
  const lines = open.map(({ kind, externalId, amount, bookAmount, remedy }) => {
    const stars = (sum: bigint | null) => (sum === null ? 'nothing' : formatMoney({ amount: sum, currency: 'XTR' }))
    const said = remedies[remedy]
    return `${kind}  ${externalId}\n  Telegram: ${stars(amount)}; the book: ${stars(bookAmount)}\n  -> ${said}`
  })
  return { readAt, lines }
}

const patienceMs = 5 * 60_000

/**
 * Reads on in Telegram's book and compares now, as the schedule does; answers when that is done. Throws {@link Refused} when
 * it takes too long.
 */
export async function compareStarsNow({ client, businessId }: OpsPlace): Promise<void> {
  await createLifecycles(client).compareStarsNow(businessId)
  const workflowId = reconciliationWorkflowId(businessId)
  try {
    const ended = () => client.workflow.getHandle(workflowId).result()
    await client.connection.withDeadline(Date.now() + patienceMs, ended)
  } catch (error) {
    if (!isGrpcDeadlineError(error)) throw error
    throw new Refused(`${workflowId} is not over yet, and goes on by itself. Is a worker running? Look again later.`)
  }
}
