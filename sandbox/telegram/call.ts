import type { Room, ChatMessage } from '../state/rooms'
import { isInside } from '../state/seats'
import type { World } from '../state/world'
import { badRequest, BotApiError, forbidden, tooManyRequests } from './errors'
import type { Params } from './params'
import type { Desk, Telegram } from './telegram'

/** One Bot API call of one bot. */
export interface Call {
  readonly telegram: Telegram
  readonly world: World
  readonly desk: Desk
  readonly params: Params
  /** Fires when the caller hangs up. */
  readonly signal: AbortSignal
}

export type Method = (call: Call) => unknown

/**
 * The room of `chat_id`, if this bot may know it. Throws 400 as the real server does, and 403 for a chat that the bot is
 * no longer in.
 */
export function roomOf({ world, desk, params }: Call, name = 'chat_id'): Room {
  const text = params.string(name)
  if (text === '') throw badRequest(`${name} is empty`)
  const room = /^-?\d+$/.test(text) ? world.roomOfBot(desk.bot.id, Number(text)) : undefined
  if (!room) throw badRequest('chat not found')
  if (room.kind !== 'private') refuseOutsider(world, room, desk.bot.id)
  return room
}

/**
 * The room of a call about members or links. A basic group that migrated can be read, and nothing more: 400 with
 * `migrate_to_chat_id`.
 */
export function activeRoom(call: Call): Room {
  const room = roomOf(call)
  refuseDeactivated(room)
  return room
}

/** The room of `chat_id`, where the bot may write now. Throws 403 before /start and after a block. */
export function writableRoom(call: Call): Room {
  const { telegram, desk } = call
  const room = roomOf(call)
  if (room.kind !== 'private') {
    refuseDeactivated(room)
    if (room.kind === 'channel' && !telegram.members.may(room, desk.bot.id, 'can_post_messages')) {
      throw badRequest('Need administrator rights in the channel chat')
    }
    return room
  }
  if (room.blocked) throw forbidden('bot was blocked by the user')
  if (!room.started && !telegram.requests.mayWrite(desk.bot.id, room.chatId)) {
    throw forbidden("bot can't initiate conversation with a user")
  }
  return room
}

/** What the real server says of a chat the bot was removed from, has left, or that was deleted (Client.cpp, check_chat_access). */
function refuseOutsider(world: World, room: Room, botId: number): void {
  // A basic group that is gone can still be looked at.
  if (room.kind === 'group' && (room.deleted || room.migratedTo !== undefined)) return
  const seat = world.seatOf(room, botId)
  if (room.deleted || seat.status === 'kicked') throw forbidden(`bot was kicked from the ${room.kind} chat`)
  if (!isInside(seat)) throw forbidden(`bot is not a member of the ${room.kind} chat`)
}

function refuseDeactivated(room: Room): void {
  if (room.migratedTo !== undefined) {
    const parameters = { migrate_to_chat_id: room.migratedTo }
    throw new BotApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters)
  }
  if (room.deleted) throw forbidden('the group chat was deleted')
}

/** Counts one message against the sending limits. Throws 429 with `retry_after`. */
export function countSend({ telegram, desk }: Call, room: Room): void {
  const wait = telegram.limiter.take(desk.bot.id, room)
  if (wait > 0) throw tooManyRequests(wait)
}

/** The message of `message_id` in the room. `what`: "message to edit", for the error. */
export function messageOf({ params }: Call, room: Room, what: string): ChatMessage {
  const id = params.integer('message_id')
  const message = room.messages.find((candidate) => candidate.id === id)
  if (!message) throw badRequest(`${what} not found`)
  return message
}

/** The message that a new one answers; `undefined` when it answers none or may go without. */
export function repliedTo({ params }: Call, room: Room): number | undefined {
  const given = params.json('reply_parameters', "Can't parse reply parameters JSON object")
  const parameters =
    typeof given === 'object' && given !== null
      ? (given as { message_id?: unknown; allow_sending_without_reply?: unknown })
      : {
          message_id: params.integer('reply_to_message_id'),
          allow_sending_without_reply: params.boolean('allow_sending_without_reply'),
        }
  const id = Number(parameters.message_id ?? 0)
  if (id === 0) return undefined
  if (room.messages.some((message) => message.id === id)) return id
  if (parameters.allow_sending_without_reply === true) return undefined
  throw badRequest('message to be replied not found')
}
