import type { Room } from '../../state/rooms'
import { activeRoom, type Call, type Method } from '../call'
import { badRequest } from '../errors'
import { inviteLinkFor, type InviteLink, type LinkTerms } from '../invite-links'

const longestName = 32
const largestLimit = 99_999

const createChatInviteLink: Method = (call) => {
  const room = linkRoom(call, { checkFirst: true })
  const { telegram, world, desk } = call
  const terms = linkTerms(call)
  return inviteLinkFor(
    world,
    desk.bot.id,
    telegram.invites.create({ chatId: room.chatId, creatorId: desk.bot.id, terms }),
  )
}

/** Replaces everything: what is left out is reset, as the real server does. */
const editChatInviteLink: Method = (call) => {
  const room = linkRoom(call, { checkFirst: false })
  refuseLimitWithRequests(call)
  const link = ownLink(call, room)
  if (link.isPrimary) throw badRequest('CHAT_INVITE_PERMANENT')
  link.terms = linkTerms(call)
  return inviteLinkFor(call.world, call.desk.bot.id, link)
}

/** People who came through it stay, and requests that wait can still be answered. */
const revokeChatInviteLink: Method = (call) => {
  const room = linkRoom(call, { checkFirst: false })
  const link = ownLink(call, room)
  link.revoked = true
  if (link.isPrimary) call.telegram.invites.renewPrimary(room.chatId, call.desk.bot.id)
  return inviteLinkFor(call.world, call.desk.bot.id, link)
}

const exportChatInviteLink: Method = (call) => {
  const room = linkRoom(call, { checkFirst: false })
  return call.telegram.invites.renewPrimary(room.chatId, call.desk.bot.id).link
}

const answerRequest =
  (approve: boolean): Method =>
  (call) => {
    const { telegram, desk, params } = call
    const userId = params.userId()
    const room = activeRoom(call)
    if (room.kind === 'private') throw badRequest("The chat can't have join requests")
    if (!telegram.members.may(room, desk.bot.id, 'can_invite_users')) {
      throw badRequest('Not enough rights to manage chat join requests')
    }
    const fault = telegram.requests.settle(room, userId, { by: desk.bot.id, approve })
    if (fault !== undefined) throw badRequest(fault)
    return true
  }

export const inviteMethods = {
  createChatInviteLink,
  editChatInviteLink,
  revokeChatInviteLink,
  exportChatInviteLink,
  approveChatJoinRequest: answerRequest(true),
  declineChatJoinRequest: answerRequest(false),
}

/** The chat, where the bot may manage links. Creating checks its parameters before the rights, editing after. */
function linkRoom(call: Call, { checkFirst }: { checkFirst: boolean }): Room {
  const room = activeRoom(call)
  if (checkFirst) refuseLimitWithRequests(call)
  if (room.kind === 'private') throw badRequest("Can't invite members to a private chat")
  if (!call.telegram.members.may(room, call.desk.bot.id, 'can_invite_users')) {
    throw badRequest('Not enough rights to manage chat invite link')
  }
  return room
}

function refuseLimitWithRequests({ params }: Call): void {
  if (params.boolean('creates_join_request') && params.integer('member_limit', { min: 0 }) > 0) {
    throw badRequest("Member limit can't be specified for links requiring administrator approval")
  }
}

/** A name that is too long is cut, not refused, as tdlib does (clean_name). */
function linkTerms({ params, world }: Call): LinkTerms {
  const name = Array.from(params.string('name').replace(/\s+/g, ' ').trim()).slice(0, longestName).join('')
  const expireDate = params.integer('expire_date', { min: 0 })
  const memberLimit = params.integer('member_limit', { min: 0, max: 100_000 })
  if (expireDate !== 0 && expireDate <= world.seconds()) throw badRequest('EXPIRE_DATE_INVALID')
  if (memberLimit > largestLimit) throw badRequest('USAGE_LIMIT_INVALID')
  return { name, expireDate, memberLimit, createsJoinRequest: params.boolean('creates_join_request') }
}

/** The link of `invite_link`, if this bot made it and it is not revoked. */
function ownLink({ telegram, desk, params }: Call, room: Room): InviteLink {
  const text = params.string('invite_link')
  if (text === '') throw badRequest('Invite link must be non-empty')
  const link = telegram.invites.find(text)
  if (!link || link.chatId !== room.chatId || link.creatorId !== desk.bot.id || link.revoked) {
    throw badRequest('INVITE_HASH_EXPIRED')
  }
  return link
}
