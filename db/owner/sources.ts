import type { BusinessId } from '../../domain/ids'
import type { Db, Tx } from '../types'

export type SourceName = 'events' | 'temporal'

/** How fresh a source of numbers is. */
export interface SourceState {
  /** The last time it answered at all; null: never. */
  readonly answeredAt: Date | null
  /** The last time it had nothing newer than what we hold. */
  readonly currentAt: Date | null
  /** Since when it has not been answering; null while it does. */
  readonly failingSince: Date | null
  readonly failure: string | null
}

export const neverAnswered: SourceState = { answeredAt: null, currentAt: null, failingSince: null, failure: null }

export async function sourceState(sql: Db | Tx, businessId: BusinessId, name: SourceName): Promise<SourceState> {
  const [row] = await sql<SourceState[]>`
    SELECT answered_at AS "answeredAt", current_at AS "currentAt", failing_since AS "failingSince", failure
    FROM sources WHERE business_id = ${businessId} AND name = ${name}`
  return row ? { ...row } : neverAnswered
}

/** It answered. `current`: with nothing more to come, so that what we hold is what it holds. */
export async function sourceAnswered(
  sql: Db | Tx,
  businessId: BusinessId,
  name: SourceName,
  { at, current }: { at: Date; current: boolean },
): Promise<void> {
  await sql`
    INSERT INTO sources (business_id, name, answered_at, current_at)
    VALUES (${businessId}, ${name}, ${at}, ${current ? at : null})
    ON CONFLICT (business_id, name) DO UPDATE SET answered_at = excluded.answered_at,
      current_at = coalesce(excluded.current_at, sources.current_at), failing_since = NULL, failure = NULL`
}

/** What we hold of it is no longer the whole, until it says again that nothing more is to come. */
export async function sourceBehind(sql: Db | Tx, businessId: BusinessId, name: SourceName): Promise<void> {
  await sql`UPDATE sources SET current_at = NULL WHERE business_id = ${businessId} AND name = ${name}`
}

/** It did not answer, or not as agreed. The first failure of a row of them keeps its time. */
export async function sourceFailed(
  sql: Db | Tx,
  businessId: BusinessId,
  name: SourceName,
  { at, failure }: { at: Date; failure: string },
): Promise<void> {
  await sql`
    INSERT INTO sources (business_id, name, failing_since, failure)
    VALUES (${businessId}, ${name}, ${at}, ${failure})
    ON CONFLICT (business_id, name)
    DO UPDATE SET failing_since = coalesce(sources.failing_since, excluded.failing_since), failure = excluded.failure`
}
