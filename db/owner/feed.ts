import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { BusinessId } from '../../domain/ids'
import type { Db, Tx } from '../types'
import { changesOf, type FeedEvent, type Meaning, type OrderChange, type ReadEvent } from './projection'
import { sourceAnswered, sourceBehind } from './sources'
import { applyToSubscriptions } from './subscription-rows'

/** The migrations of the owner-bot's database, for `migrate(sql, ownerMigrations)`. */
export const ownerMigrations = join(__dirname, 'migrations')

/** Something on the feed that is not an event: kept, so that an operator can see it, and passed over. */
export interface FeedReject {
  readonly problem: string
  readonly body: string
}

export interface FeedPage {
  /** The cursor this page was asked with; null: from the beginning. */
  readonly asked: string | null
  readonly next: string | null
  readonly hasMore: boolean
  readonly events: readonly ReadEvent[]
  readonly rejects: readonly FeedReject[]
}

/** Where the reader stands; null before the first page. */
export async function feedCursor(sql: Db, businessId: BusinessId): Promise<string | null> {
  const [row] = await sql<{ cursor: string | null }[]>`SELECT cursor FROM feeds WHERE business_id = ${businessId}`
  return row?.cursor ?? null
}

/**
 * Takes a page of the feed: events, projection, cursor and freshness in one transaction, so that a crash between them
 * cannot count an event twice or lose one. Events that are here already change nothing.
 * `overtaken`: another reader has moved the cursor since this page was asked for; nothing is taken then.
 */
export function takePage(
  sql: Db,
  businessId: BusinessId,
  page: FeedPage,
  now: Date,
): Promise<{ outcome: 'taken'; fresh: number } | { outcome: 'overtaken' }> {
  return sql.begin(async (tx) => {
    await tx`INSERT INTO feeds (business_id) VALUES (${businessId}) ON CONFLICT DO NOTHING`
    const [feed] = await tx<{ cursor: string | null }[]>`
      SELECT cursor FROM feeds WHERE business_id = ${businessId} FOR UPDATE`
    if ((feed?.cursor ?? null) !== page.asked) return { outcome: 'overtaken' as const }

    const fresh = await keepEvents(tx, businessId, page.events)
    await applyChanges(tx, businessId, changesOf(fresh))
    await applyToSubscriptions(tx, businessId, fresh)
    await keepRejects(tx, businessId, page.rejects, now)
    await tx`UPDATE feeds SET cursor = ${page.next} WHERE business_id = ${businessId}`
    await sourceAnswered(tx, businessId, 'events', { at: now, current: !page.hasMore })
    return { outcome: 'taken' as const, fresh: fresh.length }
  })
}

/**
 * Stores the events that are new, in the order given, and returns those; with them the ones that were stored without
 * their subscription before.
 */
async function keepEvents(tx: Tx, businessId: BusinessId, events: readonly ReadEvent[]): Promise<ReadEvent[]> {
  const seen = new Set<string>()
  const distinct = events.filter(({ eventId }) => !seen.has(eventId) && seen.add(eventId))
  if (distinct.length === 0) return []
  const rows = distinct.map((event) => ({
    business_id: businessId,
    event_id: event.eventId,
    cursor: event.cursor,
    type: event.type,
    version: event.version,
    user_id: event.userId,
    order_id: event.orderId,
    subscription_id: event.subscriptionId,
    occurred_at: event.occurredAt,
    dedupe_key: event.dedupeKey,
    payload: tx.json(event.payload as never),
    understood: event.understood,
  }))
  const kept = await tx<{ event_id: string }[]>`
    INSERT INTO events ${tx(rows)}
    ON CONFLICT (business_id, event_id) DO UPDATE SET subscription_id = excluded.subscription_id
    WHERE events.subscription_id IS NULL AND excluded.subscription_id IS NOT NULL
    RETURNING event_id`
  const ids = new Set(kept.map((row) => row.event_id))
  return distinct.filter((event) => ids.has(event.eventId))
}

async function applyChanges(tx: Tx, businessId: BusinessId, changes: readonly OrderChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ orderId, order, firstAt, lastAt, revivedAt }) => ({
    business_id: businessId,
    order_id: orderId,
    number: order.number,
    plan: order.plan,
    state: order.state,
    stage: order.stage,
    currency: order.currency,
    total: order.total,
    paid: order.paid,
    due_now: order.due_now,
    remaining_due: order.remaining_due,
    due_at: order.due_at === null ? null : new Date(order.due_at),
    created_at: firstAt,
    started_at: revivedAt ?? firstAt,
    last_event_at: lastAt,
  }))
  const revived = changes.filter((change) => change.revivedAt).map((change) => change.orderId)
  await tx`
    INSERT INTO orders_seen ${tx(rows)}
    ON CONFLICT (business_id, order_id) DO UPDATE SET
      number = excluded.number, plan = excluded.plan, state = excluded.state, stage = excluded.stage,
      currency = excluded.currency, total = excluded.total, paid = excluded.paid, due_now = excluded.due_now,
      remaining_due = excluded.remaining_due, due_at = excluded.due_at, last_event_at = excluded.last_event_at,
      started_at = CASE WHEN orders_seen.order_id = ANY(${revived}) THEN excluded.started_at ELSE orders_seen.started_at END`
}

async function keepRejects(tx: Tx, businessId: BusinessId, rejects: readonly FeedReject[], now: Date): Promise<void> {
  for (const { problem, body } of rejects) {
    const digest = createHash('sha256').update(body).digest('hex')
    await tx`
      INSERT INTO feed_rejects (business_id, digest, problem, body, seen_at)
      VALUES (${businessId}, ${digest}, ${problem}, ${body}, ${now})
      ON CONFLICT (business_id, digest) DO NOTHING`
  }
}

/**
 * Reads again what an earlier release did not understand. When anything of it makes sense now, the projections are made
 * anew from the stored events, because a late-understood event may stand before ones that were applied.
 * Returns how many events became understood.
 */
export function readAgain(sql: Db, businessId: BusinessId, meaningOf: (event: FeedEvent) => Meaning): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`SELECT 1 FROM feeds WHERE business_id = ${businessId} FOR UPDATE`
    await fetchSubscriptions(tx, businessId)
    const puzzling = await tx<EventRow[]>`
      SELECT * FROM events WHERE business_id = ${businessId} AND NOT understood ORDER BY position`
    const solved = puzzling.filter((row) => meaningOf(fromRow(row)).understood).map((row) => row.event_id)
    if (solved.length === 0) return 0
    await tx`
      UPDATE events SET understood = true WHERE business_id = ${businessId} AND event_id = ANY(${solved}::uuid[])`
    await forgetProjections(tx, businessId)
    for (let after = 0n; ;) {
      const rows = await tx<(EventRow & { position: bigint })[]>`
        SELECT * FROM events WHERE business_id = ${businessId} AND position > ${after.toString()}
        ORDER BY position LIMIT 500`
      const last = rows.at(-1)
      if (!last) return solved.length
      const events = rows.map(fromRow).map((event) => ({ ...event, ...meaningOf(event) }))
      await applyChanges(tx, businessId, changesOf(events))
      await applyToSubscriptions(tx, businessId, events)
      after = last.position
    }
  })
}

/**
 * A release before subscriptions stored their events without saying whose they are. Where there are such, the feed is
 * read from its beginning once more: what is there already is known by its id, and only gains its subscription.
 */
async function fetchSubscriptions(tx: Tx, businessId: BusinessId): Promise<void> {
  const [asks] = await tx`
    UPDATE feeds SET keeps_subscriptions = true WHERE business_id = ${businessId} AND NOT keeps_subscriptions
    RETURNING EXISTS (SELECT FROM events e WHERE e.business_id = feeds.business_id AND e.subscription_id IS NULL
                      AND e.payload ? 'subscription') AS incomplete`
  if (!asks?.['incomplete']) return
  await tx`UPDATE feeds SET cursor = NULL WHERE business_id = ${businessId}`
  await sourceBehind(tx, businessId, 'events')
}

async function forgetProjections(tx: Tx, businessId: BusinessId): Promise<void> {
  await tx`DELETE FROM orders_seen WHERE business_id = ${businessId}`
  await tx`DELETE FROM subscriptions_seen WHERE business_id = ${businessId}`
}

/**
 * The shop says that it has begun its feed anew: our cursor leads nowhere. What the old feed told is set aside, and the
 * reader starts from the beginning. Does nothing when the cursor is no longer `asked`. Returns whether it did.
 */
export function beginAnew(sql: Db, businessId: BusinessId, asked: string, now: Date): Promise<boolean> {
  return sql.begin(async (tx) => {
    const moved = await tx`
      UPDATE feeds SET cursor = NULL WHERE business_id = ${businessId} AND cursor = ${asked} RETURNING 1`
    if (moved.length === 0) return false
    await tx`
      INSERT INTO events_set_aside (business_id, set_aside_at, event)
      SELECT business_id, ${now}, to_jsonb(e) FROM events e WHERE business_id = ${businessId} ORDER BY position`
    await tx`DELETE FROM events WHERE business_id = ${businessId}`
    await forgetProjections(tx, businessId)
    return true
  })
}

/** How many stored events this release does not understand: the owner-bot is older than the shop. */
export async function puzzlingEvents(sql: Db, businessId: BusinessId): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM events WHERE business_id = ${businessId} AND NOT understood`
  return row?.count ?? 0
}

export interface EventRow {
  event_id: string
  cursor: string
  type: string
  version: number
  user_id: string | null
  order_id: string | null
  subscription_id: string | null
  occurred_at: Date
  dedupe_key: string
  payload: Record<string, unknown>
}

export const fromRow = (row: EventRow): FeedEvent => ({
  eventId: row.event_id,
  cursor: row.cursor,
  type: row.type,
  version: row.version,
  userId: row.user_id,
  orderId: row.order_id,
  subscriptionId: row.subscription_id,
  occurredAt: row.occurred_at,
  dedupeKey: row.dedupe_key,
  payload: row.payload,
})
