import type { AccessOutcome } from './access-work'
import type { MemberStatus } from './memberships'
import type { SubscriptionKey } from './subscriptions'
import type { Db, Tx } from './types'

/** A channel of a subscription: the right to be in it, and whether the buyer is. */
export interface SubscriptionPlace {
  readonly title: string
  /** Null: there was never a right. */
  readonly isOpen: boolean | null
  /** What became of the right in Telegram; null: that is still being done. */
  readonly outcome: AccessOutcome | null
  /** As far as Telegram has told us; null: nothing. */
  readonly member: MemberStatus | null
  readonly trouble: string | null
}

/** The channels that a subscription opens or has opened. */
export function placesOf(sql: Db | Tx, { businessId, subscriptionId }: SubscriptionKey): Promise<SubscriptionPlace[]> {
  return sql<SubscriptionPlace[]>`
    SELECT c.title, g.is_open AS "isOpen", g.outcome, m.status AS member, c.trouble
    FROM subscriptions s
    JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
    JOIN channels c ON c.business_id = s.business_id
    LEFT JOIN access_grants g ON g.business_id = s.business_id AND g.subscription_id = s.id AND g.chat_id = c.chat_id
    LEFT JOIN chat_members m ON m.business_id = s.business_id AND m.chat_id = c.chat_id AND m.user_id = b.external_id
    WHERE s.business_id = ${businessId} AND s.id = ${subscriptionId}
      AND (g.chat_id IS NOT NULL OR s.terms -> 'channels' ? c.chat_id)
    ORDER BY c.title, c.chat_id`
}
