import type { BusinessId } from '../domain/ids'
import { tellOfSubscription } from './events'
import { channelOf } from './channels'
import type { Db } from './types'

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked'

export interface MemberChange {
  /** As Telegram names it now. */
  readonly chatId: string
  readonly userId: string
  readonly status: MemberStatus
  readonly link: string | null
  readonly at: number
}

const isIn = (status: MemberStatus) => status === 'creator' || status === 'administrator' || status === 'member'

/**
 * Somebody came into a channel or went. Appended as behaviour: nothing is decided here. Older news than what we know
 * is dropped. Told of every subscription of this person that opens the channel.
 */
export function noteMember(sql: Db, businessId: BusinessId, change: MemberChange): Promise<void> {
  return sql.begin(async (tx) => {
    const channel = await channelOf(tx, businessId, change.chatId)
    if (!channel) return
    const { chatId } = channel
    const [before] = await tx<{ status: MemberStatus; changedAt: Date }[]>`
      SELECT status, changed_at AS "changedAt" FROM chat_members
      WHERE business_id = ${businessId} AND chat_id = ${chatId} AND user_id = ${change.userId} FOR UPDATE`
    if (before && before.changedAt.getTime() > change.at) return
    await tx`
      INSERT INTO chat_members (business_id, chat_id, user_id, status, joined_by, changed_at)
      VALUES (${businessId}, ${chatId}, ${change.userId}, ${change.status}, ${change.link}, ${new Date(change.at)})
      ON CONFLICT (business_id, chat_id, user_id) DO UPDATE SET status = excluded.status, changed_at = excluded.changed_at,
        joined_by = coalesce(excluded.joined_by, chat_members.joined_by)`
    if (isIn(before?.status ?? 'left') === isIn(change.status)) return
    const type = isIn(change.status) ? 'member_joined' : 'member_left'
    const subscriptions = await tx<{ id: string }[]>`
      SELECT s.id FROM subscriptions s
      JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
      JOIN access_grants g ON g.business_id = s.business_id AND g.subscription_id = s.id AND g.chat_id = ${chatId}
      WHERE s.business_id = ${businessId} AND b.external_id = ${change.userId} ORDER BY g.is_open DESC, s.created_at DESC LIMIT 1`
    for (const { id: subscriptionId } of subscriptions) {
      await tellOfSubscription(tx, {
        businessId,
        subscriptionId,
        type,
        dedupeKey: `${subscriptionId}/${type}/${chatId}/${change.at}`,
        actor: `telegram:${change.userId}`,
        at: change.at,
        fields: { chat_id: chatId },
      })
    }
  })
}
