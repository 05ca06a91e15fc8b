import type { DenyReason } from '../domain/events'
import type { BusinessId, SubscriptionId } from '../domain/ids'
import { givesAccess, type SubscriptionState } from '../domain/subscription-states'
import { renewSupported } from './access'
import { businessOf } from './businesses'
import { channelOf } from './channels'
import { tellOfSubscription } from './events'
import { lockSubscription, periodsBegun, type SubscriptionKey } from './subscriptions'
import type { Db, Tx } from './types'

export interface InviteLink {
  readonly link: string
  readonly chatId: string
  readonly title: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

export async function linkIssued(
  sql: Db,
  { businessId, subscriptionId }: SubscriptionKey,
  issued: {
    readonly link: string
    readonly chatId: string
    readonly period: number
    readonly at: number
    readonly expiresAt: number
  },
): Promise<void> {
  await sql`
    INSERT INTO invite_links (business_id, link, subscription_id, chat_id, period, issued_at, expires_at)
    VALUES (${businessId}, ${issued.link}, ${subscriptionId}, ${issued.chatId}, ${issued.period}, ${new Date(issued.at)},
            ${new Date(issued.expiresAt)})
    ON CONFLICT (business_id, link) DO NOTHING`
}

/** The links by which the buyer gets in now, the newest of each channel. */
export function openLinksOf(
  sql: Db | Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  now: number,
): Promise<InviteLink[]> {
  return sql<InviteLink[]>`
    SELECT DISTINCT ON (l.chat_id) l.link, l.chat_id AS "chatId", c.title, l.issued_at AS "issuedAt", l.expires_at AS "expiresAt"
    FROM invite_links l JOIN channels c ON c.business_id = l.business_id AND c.chat_id = l.chat_id
    JOIN access_grants g ON g.business_id = l.business_id AND g.subscription_id = l.subscription_id AND g.chat_id = l.chat_id
    WHERE l.business_id = ${businessId} AND l.subscription_id = ${subscriptionId} AND l.closed_at IS NULL
      AND l.expires_at > ${new Date(now)} AND g.is_open
    ORDER BY l.chat_id, l.issued_at DESC`
}

/** Closes the links of a channel of a subscription; Telegram is told by its lifecycle. */
export async function closeLinks(
  sql: Db | Tx,
  { businessId, subscriptionId }: SubscriptionKey,
  { chatId, at }: { readonly chatId: string; readonly at: number },
): Promise<void> {
  await sql`
    UPDATE invite_links SET closed_at = ${new Date(at)}
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND chat_id = ${chatId} AND closed_at IS NULL`
}

export async function linkRevoked(sql: Db, businessId: BusinessId, link: string, at: number): Promise<void> {
  await sql`UPDATE invite_links SET revoked_at = ${new Date(at)} WHERE business_id = ${businessId} AND link = ${link}`
}

export type LinkWish = { readonly granted: true } | { readonly granted: false; readonly refusal: DenyReason }

/**
 * The buyer wants new links: the old ones are closed, and the rights are to be settled again. Limited within a period,
 * so that a subscription cannot be made into a turnstile.
 */
export function wishLinks(sql: Db, key: SubscriptionKey, actor: string, now: number): Promise<LinkWish> {
  return sql.begin(async (tx): Promise<LinkWish> => {
    const { state, pausedAt, paidUntil } = await lockSubscription(tx, key)
    const { settings } = await businessOf(tx, key.businessId)
    const [issued] = await tx<{ most: number }[]>`
      SELECT coalesce(max(count), 0)::int AS most FROM (
        SELECT count(*) FROM subscriptions s
        JOIN invite_links l ON l.business_id = s.business_id AND l.subscription_id = s.id AND l.period = ${periodsBegun(tx)}
        WHERE s.business_id = ${key.businessId} AND s.id = ${key.subscriptionId}
        GROUP BY l.chat_id) AS of_chat`
    const tooMany = !actor.startsWith('staff:') && (issued?.most ?? 0) >= settings.subscriptions.linksPerPeriod
    const refusal = whyNot(state, pausedAt !== null) ?? (tooMany ? 'too_many_links' : null)
    if (refusal) {
      const chatIds = await tx<{ chatId: string }[]>`
        SELECT chat_id AS "chatId" FROM access_grants
        WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId} ORDER BY chat_id LIMIT 1`
      for (const { chatId } of chatIds) {
        await tellDenied(tx, key, {
          chatId,
          reason: refusal,
          askedBy: actor,
          state,
          paidUntil,
          at: now,
          again: String(now),
        })
      }
      return { granted: false, refusal }
    }
    await tx`
      UPDATE invite_links SET closed_at = ${new Date(now)}
      WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId} AND closed_at IS NULL`
    await tx`
      UPDATE access_grants SET settled_at = NULL, outcome = NULL
      WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId} AND is_open`
    return { granted: true }
  })
}

function whyNot(state: SubscriptionState, paused: boolean): DenyReason | null {
  if (!givesAccess(state)) return 'ended'
  if (state === 'flagged') return 'flagged'
  return paused ? 'paused' : null
}

export interface JoinRequest {
  /** As Telegram names it now. */
  readonly chatId: string
  readonly userId: string
  readonly link: string | null
}

/** `stranger`: the link is somebody else's, who has to hear of it; it is closed. */
export type Judgement =
  | { readonly approve: true }
  | { readonly approve: false; readonly reason: DenyReason; readonly isNew: boolean; readonly flaggedNow: boolean }

/** Whose subscription a person at the door of a channel comes with; null when it is none of ours. */
export async function subscriptionAtDoor(
  sql: Db,
  businessId: BusinessId,
  { chatId, userId, link }: JoinRequest,
): Promise<SubscriptionId | null> {
  const channel = await channelOf(sql, businessId, chatId)
  if (!channel) return null
  const [row] = await sql<{ id: SubscriptionId }[]>`
    SELECT s.id FROM subscriptions s
    JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
    LEFT JOIN access_grants g ON g.business_id = s.business_id AND g.subscription_id = s.id AND g.chat_id = ${channel.chatId}
    LEFT JOIN invite_links l ON l.business_id = s.business_id AND l.subscription_id = s.id AND l.link = ${link}
    WHERE s.business_id = ${businessId} AND (l.link IS NOT NULL OR (b.external_id = ${userId} AND g.chat_id IS NOT NULL))
    ORDER BY (b.external_id = ${userId} AND coalesce(g.is_open, false)) DESC, l.link IS NOT NULL DESC, s.created_at DESC
    LIMIT 1`
  return row?.id ?? null
}

/** May this person in? Only the buyer who paid may, for as long as the right lasts. Judging again answers the same. */
export function judgeJoin(sql: Db, key: SubscriptionKey, request: JoinRequest, now: number): Promise<Judgement> {
  return sql.begin(async (tx): Promise<Judgement> => {
    const { state, pausedAt, paidUntil } = await lockSubscription(tx, key)
    const channel = await channelOf(tx, key.businessId, request.chatId)
    const chatId = channel?.chatId ?? request.chatId
    const [facts] = await tx<{ isBuyer: boolean; isOpen: boolean; isAllowed: boolean }[]>`
      SELECT b.external_id = ${request.userId} AS "isBuyer",
             EXISTS (SELECT 1 FROM access_grants g WHERE g.business_id = s.business_id AND g.subscription_id = s.id
                     AND g.chat_id = ${chatId} AND g.is_open) AS "isOpen",
             EXISTS (SELECT 1 FROM allowed_people a WHERE a.business_id = s.business_id AND a.chat_id = ${chatId}
                     AND a.user_id = ${request.userId}) AS "isAllowed"
      FROM subscriptions s JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
      WHERE s.business_id = ${key.businessId} AND s.id = ${key.subscriptionId}`
    if (facts?.isAllowed) return { approve: true }
    const about = { chatId, askedBy: `telegram:${request.userId}`, state, paidUntil, at: now }
    if (!facts?.isBuyer) return turnAway(tx, key, request, about)
    const reason = whyNot(state, pausedAt !== null) ?? (facts.isOpen ? null : 'ended')
    if (reason === null) return { approve: true }
    await tellDenied(tx, key, { ...about, reason, again: `${request.link ?? ''}/${state}` })
    return { approve: false, reason, isNew: false, flaggedNow: false }
  })
}

/** A stranger at a link: the link is closed, and so many of them flag the subscription that it was made for. */
async function turnAway(
  tx: Tx,
  key: SubscriptionKey,
  { link, userId }: JoinRequest,
  about: Omit<Denial, 'reason' | 'again'>,
): Promise<Judgement> {
  const { settings } = await businessOf(tx, key.businessId)
  const noted = await tx<{ seenAt: Date }[]>`
    INSERT INTO link_strangers AS s (business_id, link, user_id, subscription_id, seen_at)
    VALUES (${key.businessId}, ${link ?? ''}, ${userId}, ${key.subscriptionId}, ${new Date(about.at)})
    ON CONFLICT (business_id, link, user_id) DO UPDATE SET seen_at = s.seen_at RETURNING seen_at AS "seenAt"`
  // The same moment is the same step, run again after its answer was lost: nobody was told yet.
  const isNew = noted[0]?.seenAt.getTime() === about.at
  if (!isNew) return { approve: false, reason: 'stranger', isNew, flaggedNow: false }
  await closeLinks(tx, key, about)
  await tx`
    UPDATE access_grants SET settled_at = NULL, outcome = NULL
    WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId} AND is_open AND outcome = 'link'`
  await tellDenied(tx, key, { ...about, reason: 'stranger', again: link ?? '' })
  const [strangers] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM link_strangers
    WHERE business_id = ${key.businessId} AND subscription_id = ${key.subscriptionId}`
  const flaggedNow =
    (strangers?.count ?? 0) >= settings.subscriptions.strangersToFlag &&
    about.state !== 'flagged' &&
    givesAccess(about.state)
  return { approve: false, reason: 'stranger', isNew, flaggedNow }
}

interface Denial {
  readonly chatId: string
  readonly reason: DenyReason
  readonly askedBy: string
  readonly state: SubscriptionState
  readonly paidUntil: Date | null
  readonly at: number
  /** Tells one refusal of the same person from another. */
  readonly again: string
}

const tellDenied = (tx: Tx, key: SubscriptionKey, { chatId, reason, askedBy, state, paidUntil, at, again }: Denial) =>
  tellOfSubscription(tx, {
    ...key,
    type: 'access_denied',
    dedupeKey: `${key.subscriptionId}/denied/${chatId}/${askedBy}/${reason}/${again}`,
    actor: askedBy,
    at,
    fields: {
      chat_id: chatId,
      deny_reason: reason,
      asked_by: askedBy,
      expired_at: paidUntil?.toISOString() ?? null,
      renew_supported: renewSupported(state),
    },
  })
