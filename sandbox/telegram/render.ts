import type { Chat, Message, User } from '@grammyjs/types'
import type { SandboxPerson } from '../people'
import type { ChatMessage, PhotoSize, Room } from '../state/rooms'
import type { Bot, World } from '../state/world'

export const personAsUser = (person: SandboxPerson): User => ({
  id: person.id,
  is_bot: false,
  first_name: person.firstName,
  ...(person.lastName !== undefined && { last_name: person.lastName }),
  ...(person.username !== undefined && { username: person.username }),
  language_code: person.language,
})

export const botAsUser = (bot: Bot): User => ({
  id: bot.id,
  is_bot: true,
  first_name: bot.name,
  username: bot.username,
})

export function userOf(world: World, id: number): User {
  const person = world.people.get(id)
  if (person) return personAsUser(person)
  const bot = world.botById(id)
  return bot ? botAsUser(bot) : { id, is_bot: false, first_name: 'Deleted Account' }
}

export function chatOf(world: World, room: Room): Chat {
  if (room.userId === undefined) {
    const type = room.kind === 'private' ? 'supergroup' : room.kind
    return { id: room.chatId, type, title: room.title ?? '' } as Chat
  }
  const user = userOf(world, room.userId)
  return {
    id: room.chatId,
    type: 'private',
    first_name: user.first_name,
    ...(user.last_name !== undefined && { last_name: user.last_name }),
    ...(user.username !== undefined && { username: user.username }),
  }
}

/** The message as the Bot API gives it. A reply carries the message it answers, one level deep. */
export function botMessage(world: World, room: Room, message: ChatMessage, depth = 0): Message {
  const answered =
    depth === 0 && message.replyToId !== undefined
      ? room.messages.find((other) => other.id === message.replyToId)
      : undefined
  const entities = message.entities ?? []
  const rendered = {
    message_id: message.id,
    // A channel speaks for itself: its posts have no author.
    ...(room.kind === 'channel' ? { sender_chat: chatOf(world, room) } : { from: userOf(world, message.fromId) }),
    chat: chatOf(world, room),
    date: message.date,
    ...(message.editDate !== undefined && { edit_date: message.editDate }),
    ...(answered && { reply_to_message: botMessage(world, room, answered, 1) }),
    ...(message.photo
      ? {
          photo: [photoOf(message.photo)],
          ...(message.text !== undefined && { caption: message.text }),
          ...(entities.length > 0 && { caption_entities: entities }),
        }
      : {
          ...(message.text !== undefined && { text: message.text }),
          ...(entities.length > 0 && { entities }),
        }),
    ...(message.invoice && {
      invoice: {
        title: message.invoice.title,
        description: message.invoice.description,
        start_parameter: message.invoice.startParameter,
        currency: message.invoice.currency,
        total_amount: message.invoice.total,
      },
    }),
    ...(message.migrateToChatId !== undefined && { migrate_to_chat_id: message.migrateToChatId }),
    ...(message.migrateFromChatId !== undefined && { migrate_from_chat_id: message.migrateFromChatId }),
    ...(message.successfulPayment && { successful_payment: message.successfulPayment }),
    ...(message.refundedPayment && { refunded_payment: message.refundedPayment }),
    ...(message.markup && { reply_markup: message.markup }),
  }
  // Message is a union of one shape per content; the record above holds exactly one content.
  return rendered as unknown as Message
}

const photoOf = (photo: PhotoSize) => ({
  file_id: photo.fileId,
  file_unique_id: photo.fileId.slice(-12),
  width: photo.width,
  height: photo.height,
  file_size: photo.bytes,
})
