import type { BusinessId } from '../domain/ids'
import { remediesDoneByItself } from '../domain/reconciliation'
import { statesWithAccess, type SubscriptionState } from '../domain/subscription-states'
import type { Db } from './types'

/** Facts of one kind, counted. What stands in the fields has few values, whatever people write. */
export interface CountedFacts {
  readonly type: string
  readonly provider: string | null
  /** Of the payment. */
  readonly kind: string | null
  /** Why a checkout of Telegram was let go, `revived` or `refund` of late money, why a nudge was not sent, the action of a changed subscription, Telegram's word on a renewal, `again`. */
  readonly what: string | null
  /** Why a right began or ended. */
  readonly reason: string | null
  readonly count: number
}

export interface FactCounts {
  readonly facts: readonly CountedFacts[]
  /** Where to read on, a decimal string. */
  readonly to: string
}

/**
 * What has been told since `from`, by kind. Like the feed it reads only below the oldest open transaction, so that
 * nothing that commits late is passed over.
 */
export async function factsSince(sql: Db, businessId: BusinessId, from: string): Promise<FactCounts> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [end] = await tx<{ to: string }[]>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS to`
    const to = end!.to
    const facts = await tx<CountedFacts[]>`
      SELECT type, payload ->> 'provider' AS provider, payload ->> 'kind' AS kind,
             CASE type WHEN 'payment_released' THEN
                         CASE WHEN payload ->> 'provider' IN ('stars', 'telegram_fiat') THEN payload ->> 'reason' END
                       WHEN 'payment_landed_late' THEN payload ->> 'outcome'
                       WHEN 'nudge_skipped' THEN payload ->> 'reason'
                       WHEN 'subscription_changed' THEN payload ->> 'action'
                       WHEN 'star_renewal_changed' THEN payload ->> 'renewal'
                       WHEN 'subscription_period_begun' THEN CASE WHEN (payload ->> 'period')::int > 1 THEN 'again' END
             END AS what,
             CASE WHEN type LIKE 'access\\_%' THEN payload ->> 'reason' END AS reason, count(*)::int AS count
      FROM business_events
      WHERE type IN ('payment_opened', 'payment_held', 'payment_performed', 'payment_landed_late', 'payment_expired',
                     'payment_cancelled', 'payment_released', 'nudge_sent', 'nudge_skipped', 'subscription_changed',
                     'subscription_period_begun', 'star_renewal_changed', 'access_granted', 'access_expired',
                     'access_revoked')
        AND tx >= ${from}::xid8 AND tx < ${to}::xid8 AND business_id = ${businessId}
      GROUP BY 1, 2, 3, 4, 5`
    return { facts, to }
  })
}

export interface Standings {
  readonly subscriptions: readonly { readonly state: SubscriptionState; readonly count: number }[]
  readonly unsettled: readonly {
    readonly direction: 'open' | 'close'
    readonly count: number
    readonly oldestSeconds: number
  }[]
  /** That a person has to settle. */
  readonly differences: number
  /** What Telegram told us and nobody has acted on. */
  readonly updates: { readonly waiting: number; readonly oldestSeconds: number; readonly abandoned: number }
}

/** How everything stands at this moment. */
export async function standingsNow(sql: Db, businessId: BusinessId, now: number): Promise<Standings> {
  const at = new Date(now)
  const subscriptions = await sql<Standings['subscriptions'][number][]>`
    SELECT state, count(*)::int AS count FROM subscriptions
    WHERE business_id = ${businessId} AND state IN ${sql(statesWithAccess)} GROUP BY state`
  const unsettled = await sql<Standings['unsettled'][number][]>`
    SELECT CASE WHEN is_open THEN 'open' ELSE 'close' END AS direction, count(*)::int AS count,
           greatest(0, extract(epoch FROM ${at} - min(decided_at)))::float8 AS "oldestSeconds"
    FROM access_grants WHERE business_id = ${businessId} AND settled_at IS NULL GROUP BY is_open`
  const [differences] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM reconciliation_differences
    WHERE business_id = ${businessId} AND resolved_at IS NULL AND remedy NOT IN ${sql(remediesDoneByItself)}`
  const [updates] = await sql<Standings['updates'][]>`
    SELECT count(*)::int AS waiting,
           coalesce(greatest(0, extract(epoch FROM ${at} - min(received_at))), 0)::float8 AS "oldestSeconds",
           (SELECT count(*)::int FROM inbound_updates WHERE abandoned_at > ${new Date(now - 3_600_000)}) AS abandoned
    FROM inbound_updates WHERE handled_at IS NULL AND abandoned_at IS NULL`
  return { subscriptions, unsettled, differences: differences!.count, updates: updates! }
}
