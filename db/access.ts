import { givesAccess, renews, type SubscriptionState } from '../domain/subscription-states'
import { tellOfSubscription } from './events'
import type { SubscriptionKey } from './subscriptions'
import type { Tx } from './types'

/** Why a right began or ended. */
export type AccessReason =
  | 'paid'
  | 'trial'
  | 'gift'
  | 'comp'
  | 'resumed'
  | 'plan_changed'
  | 'expired'
  | 'refund'
  | 'revoked'
  | 'cancelled'
  | 'paused'

interface Decision {
  readonly reason: AccessReason
  readonly actor: string
  readonly at: number
}

/**
 * Brings the rights of a subscription in line with how it stands, in the transaction that changed it, and tells each
 * right that began or ended. Telegram is made to agree by the subscription's lifecycle.
 */
export async function decideAccess(tx: Tx, key: SubscriptionKey, { reason, actor, at }: Decision): Promise<void> {
  const { businessId, subscriptionId } = key
  const [subscription] = await tx<
    { state: SubscriptionState; paused: boolean; channels: string[]; paidUntil: Date | null }[]
  >`
    SELECT state, paused_at IS NOT NULL AS paused, paid_until AS "paidUntil",
           ARRAY(SELECT jsonb_array_elements_text(terms -> 'channels')) AS channels
    FROM subscriptions WHERE business_id = ${businessId} AND id = ${subscriptionId}`
  if (!subscription) throw new Error(`no subscription ${subscriptionId} in ${businessId}`)
  const mayEnter = givesAccess(subscription.state) && !subscription.paused
  const wanted = mayEnter ? subscription.channels : []
  const opened = await tx<{ chatId: string }[]>`
    INSERT INTO access_grants (business_id, subscription_id, chat_id, is_open, reason, decided_at)
    SELECT ${businessId}, ${subscriptionId}, chat_id, true, ${reason}, ${new Date(at)} FROM unnest(${wanted}::text[]) AS chat_id
    ON CONFLICT (business_id, subscription_id, chat_id) DO UPDATE
      SET is_open = true, reason = excluded.reason, decided_at = excluded.decided_at, settled_at = NULL, outcome = NULL
      WHERE NOT access_grants.is_open
    RETURNING chat_id AS "chatId"`
  const closed = await tx<{ chatId: string }[]>`
    UPDATE access_grants SET is_open = false, reason = ${reason}, decided_at = ${new Date(at)}, settled_at = NULL, outcome = NULL
    WHERE business_id = ${businessId} AND subscription_id = ${subscriptionId} AND is_open AND NOT chat_id = ANY(${wanted})
    RETURNING chat_id AS "chatId"`
  const tell = (type: 'access_granted' | 'access_expired' | 'access_revoked', chatId: string, fields: object) =>
    tellOfSubscription(tx, {
      ...key,
      type,
      dedupeKey: `${subscriptionId}/${type}/${chatId}/${at}`,
      actor,
      at,
      fields: { chat_id: chatId, reason, ...fields },
    })
  for (const { chatId } of opened) await tell('access_granted', chatId, {})
  const ended = {
    expired_at: subscription.paidUntil?.toISOString() ?? null,
    renew_supported: renewSupported(subscription.state),
  }
  for (const { chatId } of closed) {
    await tell(reason === 'expired' ? 'access_expired' : 'access_revoked', chatId, ended)
  }
}

/** Whether paying again would give access. */
export const renewSupported = (state: SubscriptionState) =>
  renews(state) || state === 'cancelled' || state === 'expired' || state === 'refunded'
