import { z } from 'zod'
import { businessOf } from '../../db/businesses'
import { offerChannel, withdrawChannel } from '../../db/channels'
import { staffMember } from '../../db/staff'
import { mayStaff } from '../../domain/staff'
import { textsIn } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import { messageOf } from '../../telegram/screen'
import type { ShopDeps } from './deps'

/** Of a `my_chat_member`: where the bot is, who changed its place, and what it may do there. */
export const placeSchema = z.object({
  chat: z.object({
    id: z.number().int(),
    type: z.string(),
    title: z.string().default('—'),
    username: z.string().optional(),
  }),
  from: z.object({ id: z.number().int() }),
  date: z.number().int(),
  new_chat_member: z.object({
    status: z.string(),
    can_invite_users: z.boolean().optional(),
    can_restrict_members: z.boolean().optional(),
  }),
})

type Place = z.infer<typeof placeSchema>

/**
 * The bot was put into a channel that the business does not use. Whoever did it and may edit plans is asked whether
 * subscriptions shall open it; anybody may add a bot to a channel, and nobody else is written to.
 */
export async function newPlace(
  shop: ShopDeps,
  { chat: where, from, date, new_chat_member: place }: Place,
): Promise<void> {
  const { sql, businessId } = shop
  const chatId = String(where.id)
  if (place.status !== 'administrator') return withdrawChannel(sql, businessId, chatId)
  const member = await staffMember(sql, { businessId, externalId: String(from.id) })
  if (!member || !mayStaff(member.role, 'edit_plans')) return
  const { chats } = (await businessOf(sql, businessId)).settings
  const isWorkplace = Object.values(chats).includes(chatId)
  if (isWorkplace || (where.type !== 'channel' && where.type !== 'supergroup')) return
  const mayWork = place.can_invite_users === true && place.can_restrict_members === true
  // In a working group of the shop the bot needs no rights, so nothing is missing there.
  if (!mayWork && where.type !== 'channel') return
  const key = !mayWork ? 'channel-offer-no-rights' : where.username ? 'channel-offer-public' : 'channel-offer'
  const t = textsIn(member.lang)
  if (key === 'channel-offer') await offerChannel(sql, { businessId, chatId, title: where.title, at: date * 1000 })
  const rows =
    key === 'channel-offer'
      ? [[{ label: t.plain('btn-use-channel'), press: { verb: 'use_channel' as const, chatId } }]]
      : []
  try {
    await shop.gateway.sendMessage({
      chat_id: from.id,
      ...messageOf({ text: t.html(key, { title: where.title }), rows }),
    })
  } catch (error) {
    // They have not begun to talk to the bot; the channel can be added again.
    if (!(error instanceof TelegramRefused) || !error.permanent) throw error
    shop.log.warn({ businessId, chatId, err: error }, 'could not offer a channel to whoever added it')
  }
}
