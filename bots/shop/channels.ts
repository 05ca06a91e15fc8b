import { z } from 'zod'
import { unsettledIn } from '../../db/access-work'
import { channelMigrated, channelOf, noteTrouble, troubleOver } from '../../db/channels'
import { subscriptionAtDoor } from '../../db/invite-links'
import { langOfBuyer } from '../../db/buyers'
import { noteMember, type MemberStatus } from '../../db/memberships'
import type { DenyReason } from '../../domain/events'
import { buyerIdOf, paidFor } from '../../domain/ids'
import { langOf, textsIn } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import { messageOf } from '../../telegram/screen'
import { newPlace, placeSchema } from './channel-offer'
import type { ShopDeps } from './deps'
import { decodePayload } from '../../domain/invoice-payload'

/** What Telegram tells of the private channels that subscriptions open. */

const person = z.object({ id: z.number().int(), language_code: z.string().optional() })
const chat = z.object({ id: z.number().int(), type: z.string() })
const invite = z.object({ invite_link: z.string() })

const joinRequestSchema = z.object({
  chat,
  from: person,
  user_chat_id: z.number().int(),
  invite_link: invite.optional(),
})

/**
 * `chat_join_request`: only the buyer who paid may in. Somebody with no link of ours and no subscription is left to the
 * channel's administrators.
 */
export async function answerAtDoor(shop: ShopDeps, body: unknown): Promise<void> {
  const asked = joinRequestSchema.parse(body)
  const request = {
    chatId: String(asked.chat.id),
    userId: String(asked.from.id),
    link: asked.invite_link?.invite_link ?? null,
  }
  const subscriptionId = await subscriptionAtDoor(shop.sql, shop.businessId, request)
  if (subscriptionId === null) return
  const answer = await shop.lifecycles.requestJoin({ businessId: shop.businessId, subscriptionId }, request)
  const door = { chat_id: asked.chat.id, user_id: asked.from.id }
  if (answer.approve) return settled(() => shop.gateway.approveChatJoinRequest(door))
  // Telegram lets us write to a stranger only until the request is answered.
  await explain(shop, asked, answer.reason)
  await settled(() => shop.gateway.declineChatJoinRequest(door))
}

async function explain(shop: ShopDeps, asked: z.infer<typeof joinRequestSchema>, reason: DenyReason): Promise<void> {
  const known = await langOfBuyer(shop.sql, shop.businessId, buyerIdOf('telegram', asked.from.id))
  const t = textsIn(known ?? langOf(asked.from.language_code))
  const key = reason === 'stranger' || reason === 'ended' ? (`join-denied-${reason}` as const) : 'join-denied-other'
  try {
    await shop.gateway.sendMessage({ chat_id: asked.user_chat_id, ...messageOf({ text: t.html(key), rows: [] }) })
  } catch (error) {
    if (!(error instanceof TelegramRefused) || !error.permanent) throw error
  }
}

/** The request was withdrawn, or an administrator was quicker. */
async function settled(answer: () => Promise<unknown>): Promise<void> {
  try {
    await answer()
  } catch (error) {
    const isOver =
      error instanceof TelegramRefused &&
      /HIDE_REQUESTER_MISSING|USER_ALREADY_PARTICIPANT/.test(error.answer.description)
    if (!isOver) throw error
  }
}

const memberSchema = z.object({
  chat,
  date: z.number().int(),
  new_chat_member: z.object({
    user: person,
    status: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']),
    is_member: z.boolean().optional(),
  }),
  invite_link: invite.optional(),
})

/** `chat_member`: noted as it is told. Whoever came by a link that was made for somebody else is sent away again. */
export async function memberChanged(shop: ShopDeps, body: unknown): Promise<void> {
  const change = memberSchema.parse(body)
  const { user, status, is_member: isMember } = change.new_chat_member
  const told: MemberStatus = status === 'restricted' ? (isMember ? 'member' : 'left') : status
  const request = {
    chatId: String(change.chat.id),
    userId: String(user.id),
    link: change.invite_link?.invite_link ?? null,
  }
  await noteMember(shop.sql, shop.businessId, { ...request, status: told, at: change.date * 1000 })
  if (told !== 'member' || request.link === null) return
  const subscriptionId = await subscriptionAtDoor(shop.sql, shop.businessId, request)
  if (subscriptionId === null) return
  const answer = await shop.lifecycles.requestJoin({ businessId: shop.businessId, subscriptionId }, request)
  // Who was let in before a flag or a new link is in for the time that was paid.
  if (answer.approve || (answer.reason !== 'stranger' && answer.reason !== 'ended')) return
  const door = { chat_id: change.chat.id, user_id: user.id }
  shop.log.warn({ businessId: shop.businessId, subscriptionId, reason: answer.reason }, 'somebody came in who may not')
  await shop.gateway.banChatMember(door)
  await shop.gateway.unbanChatMember({ ...door, only_if_banned: true })
}

/** `my_chat_member` in a channel: what the bot may do there. The owner hears of trouble when it stands in the way. */
export async function botsPlaceChanged(shop: ShopDeps, body: unknown): Promise<void> {
  const told = placeSchema.parse(body)
  const { chat: where, date, new_chat_member: place } = told
  const channel = await channelOf(shop.sql, shop.businessId, String(where.id))
  if (!channel) return newPlace(shop, told)
  const { businessId } = shop
  const { chatId } = channel
  const trouble =
    place.status === 'left' || place.status === 'kicked'
      ? 'not_there'
      : place.can_invite_users && place.can_restrict_members
        ? null
        : 'no_rights'
  if (trouble === null) await goOnIn(shop, chatId)
  else await noteTrouble(shop.sql, { businessId, chatId, trouble, at: date * 1000 })
  shop.log.warn({ businessId, chatId, trouble }, 'the place of the bot in a channel has changed')
}

/** The bot can do its work again: whoever waits to be let in need not wait until it is tried again. */
async function goOnIn({ sql, businessId, lifecycles }: ShopDeps, chatId: string): Promise<void> {
  if (!(await troubleOver(sql, businessId, chatId))) return
  for (const subscriptionId of await unsettledIn(sql, { businessId, chatId, limit: 100 })) {
    await lifecycles.subscriptionChanged({ businessId, subscriptionId })
  }
}

/** A basic group has become a supergroup. */
export const groupMigrated = (shop: ShopDeps, ids: { readonly from: string; readonly to: string }): Promise<void> =>
  channelMigrated(shop.sql, shop.businessId, ids)

const renewalSchema = z.object({
  subscription: z.object({
    user: person,
    invoice_payload: z.string(),
    state: z.enum(['active', 'canceled', 'failed']),
  }),
})
const renewals = { active: 'on', canceled: 'off', failed: 'failed' } as const

/** `subscription`: Telegram's word on its own renewals. It names the invoice of the first charge (telegram.md 3.2). */
export async function renewalChanged(shop: ShopDeps, update: unknown): Promise<void> {
  const { subscription } = renewalSchema.parse(update)
  const payload = decodePayload(subscription.invoice_payload)
  const paymentId = payload?.paymentId
  const subscriptionId = paymentId && paidFor(paymentId).subscriptionId
  if (payload?.businessId !== shop.businessId || !subscriptionId) {
    shop.log.error({ payload: subscription.invoice_payload }, 'Telegram speaks of a subscription that is not ours')
    return
  }
  const address = { businessId: shop.businessId, subscriptionId }
  await shop.lifecycles.starRenewal(address, { paymentId, renewal: renewals[subscription.state] })
}
