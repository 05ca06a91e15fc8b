import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

export interface AccessBacklog {
  /** Rights that ended within the last day, and how many of them Telegram agrees with. */
  readonly ended: number
  readonly removed: number
  /** Buyers who wait for their link. */
  readonly waiting: number
  /** Since when the oldest of all that is unsettled is. */
  readonly oldest: Date | null
}

/** How far Telegram is behind the book. */
export async function accessBacklog(sql: Db, businessId: BusinessId, now: number): Promise<AccessBacklog> {
  const [row] = await sql<AccessBacklog[]>`
    SELECT count(*) FILTER (WHERE NOT is_open)::int AS ended,
           count(*) FILTER (WHERE NOT is_open AND settled_at IS NOT NULL)::int AS removed,
           (SELECT count(*)::int FROM access_grants
            WHERE business_id = ${businessId} AND settled_at IS NULL AND is_open) AS waiting,
           (SELECT min(decided_at) FROM access_grants WHERE business_id = ${businessId} AND settled_at IS NULL) AS oldest
    FROM access_grants
    WHERE business_id = ${businessId} AND decided_at > ${new Date(now - 86_400_000)}`
  return row!
}
