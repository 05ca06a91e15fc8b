import type { BusinessId, SubscriptionId } from '../domain/ids'
import type { Settings } from '../domain/settings'
import { businessOf } from './businesses'
import { periodsBegun, type SubscriptionKey } from './subscriptions'
import type { Db } from './types'

/** A right that Telegram does not agree with yet. */
export interface UnsettledGrant {
  readonly chatId: string
  readonly currentChatId: string
  readonly isOpen: boolean
  readonly decidedAt: Date
}

/** A link that must not let anybody in any more. */
export interface ClosedLink {
  readonly link: string
  readonly chatId: string
  readonly currentChatId: string
}

/** What has to be done in Telegram so that it agrees with the book. */
export interface AccessWork {
  readonly number: number
  readonly buyerExternalId: string
  readonly period: number
  readonly settings: Settings['subscriptions']
  readonly flagged: boolean
  readonly grants: readonly UnsettledGrant[]
}

export async function accessWorkOf(sql: Db, { businessId, subscriptionId }: SubscriptionKey): Promise<AccessWork> {
  const { settings } = await businessOf(sql, businessId)
  const [subscription] = await sql<{ number: number; buyerExternalId: string; flagged: boolean; period: number }[]>`
    SELECT s.number, b.external_id AS "buyerExternalId", s.state = 'flagged' AS flagged,
           ${periodsBegun(sql)} AS period
    FROM subscriptions s JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
    WHERE s.business_id = ${businessId} AND s.id = ${subscriptionId}`
  if (!subscription) throw new Error(`no subscription ${subscriptionId} in ${businessId}`)
  const grants = await sql<UnsettledGrant[]>`
    SELECT g.chat_id AS "chatId", coalesce(c.current_chat_id, c.chat_id) AS "currentChatId", g.is_open AS "isOpen",
           g.decided_at AS "decidedAt"
    FROM access_grants g
    JOIN channels c ON c.business_id = g.business_id AND c.chat_id = g.chat_id
    WHERE g.business_id = ${businessId} AND g.subscription_id = ${subscriptionId} AND g.settled_at IS NULL
    ORDER BY g.chat_id`
  return { ...subscription, settings: settings.subscriptions, grants }
}

/** Whose rights in a channel Telegram does not agree with yet: those who are to be let in first, the longest waiting first. */
export async function unsettledIn(
  sql: Db,
  { businessId, chatId, limit }: { businessId: BusinessId; chatId: string; limit: number },
): Promise<SubscriptionId[]> {
  const rows = await sql<{ id: SubscriptionId }[]>`
    SELECT subscription_id AS id FROM access_grants
    WHERE business_id = ${businessId} AND chat_id = ${chatId} AND settled_at IS NULL
    ORDER BY is_open DESC, decided_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/** The closed links that Telegram still has to revoke, oldest first. */
export function closedLinksOf(sql: Db, { businessId, subscriptionId }: SubscriptionKey): Promise<ClosedLink[]> {
  return sql<ClosedLink[]>`
    SELECT l.link, l.chat_id AS "chatId", coalesce(c.current_chat_id, c.chat_id) AS "currentChatId"
    FROM invite_links l JOIN channels c ON c.business_id = l.business_id AND c.chat_id = l.chat_id
    WHERE l.business_id = ${businessId} AND l.subscription_id = ${subscriptionId}
      AND l.closed_at IS NOT NULL AND l.revoked_at IS NULL
    ORDER BY l.issued_at`
}

/** Whether somebody else than this subscription lets its buyer stay in a chat: another one, staff, the list of allowed people. */
export async function isKeptByOther(
  sql: Db,
  { businessId, subscriptionId }: SubscriptionKey,
  chatId: string,
): Promise<boolean> {
  const [row] = await sql<{ kept: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM access_grants o
                   JOIN subscriptions os ON os.business_id = o.business_id AND os.id = o.subscription_id
                   WHERE o.business_id = s.business_id AND o.chat_id = ${chatId} AND o.is_open
                     AND o.subscription_id <> s.id AND os.buyer_id = s.buyer_id)
        OR EXISTS (SELECT 1 FROM allowed_people a WHERE a.business_id = s.business_id AND a.chat_id = ${chatId}
                   AND a.user_id = b.external_id)
        OR EXISTS (SELECT 1 FROM staff m WHERE m.business_id = s.business_id AND m.external_id = b.external_id) AS kept
    FROM subscriptions s JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
    WHERE s.business_id = ${businessId} AND s.id = ${subscriptionId}`
  return row?.kept === true
}

/**
 * The buyer was just taken out, while another subscription of theirs found them in and had nothing to do: its right is to
 * be settled again. Answers whose.
 */
export async function reopenForOthers(
  sql: Db,
  { businessId, subscriptionId }: SubscriptionKey,
  chatId: string,
): Promise<SubscriptionId[]> {
  const rows = await sql<{ id: SubscriptionId }[]>`
    UPDATE access_grants o SET settled_at = NULL, outcome = NULL
    FROM subscriptions s JOIN subscriptions os ON os.business_id = s.business_id AND os.buyer_id = s.buyer_id AND os.id <> s.id
    WHERE s.business_id = ${businessId} AND s.id = ${subscriptionId}
      AND o.business_id = os.business_id AND o.subscription_id = os.id AND o.chat_id = ${chatId}
      AND o.is_open AND o.outcome = 'member'
    RETURNING o.subscription_id AS id`
  return rows.map(({ id }) => id)
}

/** What became of a right in Telegram. `exempt`: a creator or administrator, whom no bot can remove. */
export type AccessOutcome = 'link' | 'member' | 'kept' | 'gone' | 'removed' | 'exempt' | 'flagged'

/** Telegram agrees with this decision now. One that was overtaken by another stays to be done. */
export async function grantSettled(
  sql: Db,
  { businessId, subscriptionId }: SubscriptionKey,
  { chatId, isOpen, decidedAt }: UnsettledGrant,
  { outcome, at }: { readonly outcome: AccessOutcome; readonly at: number },
): Promise<void> {
  await sql`
    UPDATE access_grants SET settled_at = ${new Date(at)}, outcome = ${outcome}
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND chat_id = ${chatId}
      AND is_open = ${isOpen} AND decided_at = ${decidedAt}`
}
