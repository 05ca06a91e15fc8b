import type { Ask } from './ask'
import type { SeatWishInput } from './control/bodies'
import type { MemberView, SharedChatView } from './control/chat-views'
import type { AdminRights, RightName } from './state/seats'
import type { InviteLink } from './telegram/invite-links'
import type { JoinOutcome } from './telegram/join-requests'

export type JoinResult = JoinOutcome & { readonly chatId: number | null }
export type ChatActions = ReturnType<typeof chatActions>

/** What the owner of a group or channel does in their own client, for tests. Ids are chat ids as bots see them. */
export const chatActions = (ask: Ask) => ({
  /** Groups and channels, with their bots' rights and the requests that wait. */
  list: () => ask<SharedChatView[]>('GET', '/chats'),
  get: (chatId: number) => ask<SharedChatView>('GET', `/chats/${chatId}`),
  /** The creator and administrators first, then members, then the banned. 200 at a time when no limit is given. */
  members: (chatId: number, { offset = 0, limit = 200 } = {}) =>
    ask<MemberView[]>('GET', `/chats/${chatId}/members?offset=${offset}&limit=${limit}`),
  /** Every invite link, with how many are in through it and how many wait. */
  links: (chatId: number) => ask<InviteLink[]>('GET', `/chats/${chatId}/links`),
  /** Gives a person another place: added by the owner, promoted, demoted, restricted, banned, taken out. */
  seat: (chatId: number, userId: number, wish: SeatWishInput) =>
    ask<unknown>('POST', `/chats/${chatId}/members/${userId}`, wish),
  /** Thousands at once; people the sandbox does not have are left out. */
  seatMany: (chatId: number, userIds: readonly number[], status: 'member' | 'left') =>
    ask<{ changed: number }>('POST', `/chats/${chatId}/members`, { userIds, status }),
  promote: (chatId: number, userId: number) =>
    ask<unknown>('POST', `/chats/${chatId}/members/${userId}`, { status: 'administrator' }),
  /** The owner answers a join request in their own client, before the bot does. */
  approve: (chatId: number, userId: number) => ask<unknown>('POST', `/chats/${chatId}/requests/${userId}/approve`),
  decline: (chatId: number, userId: number) => ask<unknown>('POST', `/chats/${chatId}/requests/${userId}/decline`),
  /** Changes the rights that are named. Puts a bot that is not there into the chat as an administrator. */
  botRights: (chatId: number, bot: string, rights: { readonly [name in RightName]?: boolean }) =>
    ask<AdminRights>('POST', `/chats/${chatId}/bots/${encodeURIComponent(bot)}/rights`, rights),
  removeBot: (chatId: number, bot: string, how: 'kicked' | 'left' = 'kicked') =>
    ask<unknown>('POST', `/chats/${chatId}/bots/${encodeURIComponent(bot)}/remove`, { how }),
  remove: (chatId: number) => ask<unknown>('POST', `/chats/${chatId}/delete`),
  /** A basic group becomes a supergroup; resolves with its new id. 409 for any other chat. */
  migrate: (chatId: number) => ask<{ chatId: number }>('POST', `/chats/${chatId}/migrate`),
})
