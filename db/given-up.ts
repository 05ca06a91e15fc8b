import type { BusinessId } from '../domain/ids'
import { holdLimitMs, type Provider } from '../domain/providers'
import type { Db, Tx } from './types'

interface Named {
  readonly businessId: BusinessId
  readonly provider: Provider
  readonly externalId: string
}

/**
 * Writes down that a provider has cancelled a transaction which is not in the book: a hold for it that comes later is
 * refused. One that was taken a moment before is in the book when this returns. `now` in Unix ms.
 */
export function giveUp(sql: Db, named: Named, now: number): Promise<void> {
  const { businessId, provider, externalId } = named
  return sql.begin(async (tx) => {
    await alone(tx, named)
    // After as long as a hold may last the call is refused by its age.
    await tx`
      DELETE FROM given_up_transactions WHERE provider = ${provider} AND given_up_at < ${new Date(now - 2 * holdLimitMs[provider])}`
    await tx`
      INSERT INTO given_up_transactions (business_id, provider, external_id, given_up_at)
      VALUES (${businessId}, ${provider}, ${externalId}, ${new Date(now)})
      ON CONFLICT DO NOTHING`
  })
}

/** Whether the provider has cancelled it already. Whoever asks may write it down as held within `tx`: nobody gives it up meanwhile. */
export async function isGivenUp(tx: Tx, named: Named): Promise<boolean> {
  const [, found] = await Promise.all([
    alone(tx, named),
    tx`SELECT 1 FROM given_up_transactions
       WHERE business_id = ${named.businessId} AND provider = ${named.provider} AND external_id = ${named.externalId}`,
  ])
  return found.length > 0
}

const alone = (tx: Tx, { businessId, provider, externalId }: Named) =>
  tx`SELECT pg_advisory_xact_lock(hashtextextended(${`${provider}:${businessId}:${externalId}`}, 0))`
