import type { BusinessEvent, EventType } from '../domain/events'
import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

/**
 * A place in the feed: the last event that was read. Events are ordered by the transaction that told them and then by
 * `seq`, because `seq` alone is drawn before the commit: an event with a smaller `seq` may commit later, and a reader
 * following `seq` would have passed it over.
 */
export interface FeedPlace {
  readonly tx: bigint
  readonly seq: bigint
}

export const feedStart: FeedPlace = { tx: 0n, seq: 0n }

export const writeCursor = ({ tx, seq }: FeedPlace) => `${tx}-${seq}`

/** The place a cursor names; null for anything that `writeCursor` never wrote. */
export function readCursor(cursor: string): FeedPlace | null {
  const match = /^(0|[1-9]\d{0,18})-(0|[1-9]\d{0,18})$/.exec(cursor)
  if (!match) return null
  const place = { tx: BigInt(match[1]!), seq: BigInt(match[2]!) }
  return place.tx < 1n << 63n && place.seq < 1n << 63n ? place : null
}

export interface FeedPage {
  readonly events: BusinessEvent[]
  /** Where to go on; the place asked for when there was nothing. */
  readonly next: FeedPlace
  readonly hasMore: boolean
}

/**
 * The events after a place, oldest first. Only transactions older than every open one are read: what is below that
 * line has committed or never will, so nothing can appear behind a reader's back. An open transaction holds the line
 * for at most `idle_in_transaction_session_timeout`. Ordered by the column: a bare `tx` would be the text of the answer, in
 * which 1000 comes before 999, and pages would pass events over.
 */
export async function eventsAfter(
  sql: Db,
  businessId: BusinessId,
  { after, limit }: { after: FeedPlace; limit: number },
): Promise<FeedPage> {
  const rows = await sql<EventRow[]>`
    SELECT tx::text AS tx, seq, event_id, type, version, business_id, user_id, order_id, subscription_id, occurred_at, dedupe_key, payload
    FROM business_events
    WHERE business_id = ${businessId}
      AND (tx, seq) > (${after.tx.toString()}::xid8, ${after.seq.toString()}::bigint)
      AND tx < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY business_events.tx, seq
    LIMIT ${limit + 1}`
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    events: page.map(fromRow),
    next: last ? placeOf(last) : after,
    hasMore: rows.length > limit,
  }
}

/**
 * Whether a place is none of this feed: every cursor names an event, and events are never removed. Then the reader knows
 * another database, one that was begun anew or put back to a backup: it would wait for events that it must not miss, or
 * go on with some in mind that have never happened here.
 */
export async function isOfAnotherFeed(sql: Db, businessId: BusinessId, place: FeedPlace): Promise<boolean> {
  if (place.tx === feedStart.tx && place.seq === feedStart.seq) return false
  const known = await sql`
    SELECT 1 FROM business_events
    WHERE business_id = ${businessId} AND tx = ${place.tx.toString()}::xid8 AND seq = ${place.seq.toString()}::bigint`
  return known.length === 0
}

interface EventRow {
  tx: string
  seq: bigint
  event_id: string
  type: EventType
  version: BusinessEvent['version']
  business_id: string
  user_id: string | null
  order_id: string | null
  subscription_id: string | null
  occurred_at: Date
  dedupe_key: string
  payload: Record<string, unknown>
}

const placeOf = (row: Pick<EventRow, 'tx' | 'seq'>): FeedPlace => ({ tx: BigInt(row.tx), seq: row.seq })

const fromRow = (row: EventRow): BusinessEvent => ({
  event_id: row.event_id,
  cursor: writeCursor(placeOf(row)),
  type: row.type,
  version: row.version,
  business_id: row.business_id,
  user_id: row.user_id,
  order_id: row.order_id,
  subscription_id: row.subscription_id,
  occurred_at: row.occurred_at.toISOString(),
  dedupe_key: row.dedupe_key,
  payload: row.payload,
})
