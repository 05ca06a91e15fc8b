import type { Room } from '../../state/rooms'
import { isInside, seatNow, type Seat } from '../../state/seats'
import { activeRoom, type Call, type Method } from '../call'
import { chatMember } from '../chat-members'
import { badRequest } from '../errors'

/** A ban shorter or longer than this is for ever. */
const shortestBanSeconds = 30
const longestBanSeconds = 366 * 86_400
const mostAdministrators = 100

const getChatMember: Method = (call) => {
  const { world, desk, params } = call
  const userId = params.userId()
  const room = activeRoom(call)
  if (room.kind === 'private') {
    if (userId !== desk.bot.id && userId !== room.userId) throw badRequest('Member not found')
    return chatMember(world, room, userId, { status: 'member' })
  }
  refuseUnknown(call, userId)
  if (userId !== desk.bot.id) refuseWithoutMemberList(call, room)
  return chatMember(world, room, userId, world.seatOf(room, userId))
}

const getChatMemberCount: Method = (call) => {
  const room = activeRoom(call)
  return room.kind === 'private' ? 2 : room.memberIds.size + room.botIds.length
}

/** The creator, the administrators and the bot itself; other bots are left out. */
const getChatAdministrators: Method = (call) => {
  const { world, desk } = call
  const room = activeRoom(call)
  if (room.kind === 'private') throw badRequest('there are no administrators in the private chat')
  refuseWithoutMemberList(call, room)
  const seconds = world.seconds()
  const listed = []
  for (const [userId, kept] of room.seats) {
    const seat = seatNow(kept, seconds)
    const isAdministrator = seat.status === 'creator' || seat.status === 'administrator'
    const isOtherBot = userId !== desk.bot.id && world.botById(userId) !== undefined
    if (isAdministrator && !isOtherBot) listed.push(chatMember(world, room, userId, seat))
    if (listed.length === mostAdministrators) break
  }
  return listed
}

const banChatMember: Method = (call) => {
  const { telegram, world, desk, params } = call
  const userId = params.userId()
  const room = activeRoom(call)
  if (room.kind === 'private') throw badRequest("Can't ban members in private chats")
  refuseUnknown(call, userId)
  const old = world.seatOf(room, userId)
  const banned: Seat = { status: 'kicked', untilDate: banEnd(params.integer('until_date'), world.seconds()) }
  // A basic group has no list of the banned: whoever is removed has left.
  const next: Seat = room.kind === 'group' ? { status: 'left' } : banned
  if (room.kind === 'group' && !isInside(old)) throw badRequest('USER_NOT_PARTICIPANT')
  refuseRemoval(call, room, { userId, old })
  telegram.requests.withdraw(room.chatId, userId)
  telegram.members.change(room, userId, next, { by: desk.bot.id })
  return true
}

/** Without `only_if_banned` a member is removed: banned for a minute and let go again, which bots see as two changes. */
const unbanChatMember: Method = (call) => {
  const { telegram, world, desk, params } = call
  const userId = params.userId()
  const room = activeRoom(call)
  if (room.kind === 'private' || room.kind === 'group') {
    throw badRequest('method is available for supergroup and channel chats only')
  }
  refuseUnknown(call, userId)
  const old = world.seatOf(room, userId)
  if (params.boolean('only_if_banned') && old.status !== 'kicked') return true
  if (old.status === 'left') return true
  refuseRemoval(call, room, { userId, old })
  const how = { by: desk.bot.id }
  if (isInside(old)) {
    telegram.members.change(room, userId, { status: 'kicked', untilDate: world.seconds() + 60 }, how)
  }
  telegram.members.change(room, userId, { status: 'left' }, how)
  return true
}

export const memberMethods = {
  getChatMember,
  getChatMemberCount,
  getChatAdministrators,
  banChatMember,
  unbanChatMember,
}

function banEnd(untilDate: number, now: number): number {
  const isShort = untilDate < now + shortestBanSeconds
  return isShort || untilDate > now + longestBanSeconds ? 0 : untilDate
}

/** In the order of the real client and server (DialogParticipantManager.cpp): who it is, then what the bot may. */
function refuseRemoval({ telegram, desk }: Call, room: Room, { userId, old }: { userId: number; old: Seat }): void {
  if (old.status === 'creator') throw badRequest("Can't remove chat owner")
  if (userId === desk.bot.id) throw badRequest("Can't restrict self")
  if (!telegram.members.may(room, desk.bot.id, 'can_restrict_members')) {
    throw badRequest('Not enough rights to restrict/unrestrict chat member')
  }
  if (old.status === 'administrator') throw badRequest('user is an administrator of the chat')
}

function refuseUnknown({ world }: Call, userId: number): void {
  if (!world.people.has(userId) && !world.botById(userId)) throw badRequest('Member not found')
}

/** In a channel only administrators see who else is in it. */
function refuseWithoutMemberList({ world, desk }: Call, room: Room): void {
  if (room.kind === 'channel' && world.seatOf(room, desk.bot.id).status !== 'administrator') {
    throw badRequest('Member list is inaccessible')
  }
}
