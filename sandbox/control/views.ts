import type { BotCommand, InlineKeyboardButton, MenuButton, MessageEntity } from '@grammyjs/types'
import type { SandboxPerson } from '../people'
import type { ChatMessage, Room } from '../state/rooms'
import type { Seat } from '../state/seats'
import type { World } from '../state/world'
import { userOf } from '../telegram/render'
import type { Telegram } from '../telegram/telegram'

/** A message as the page and the client see it. */
export interface MessageView {
  readonly id: number
  /** Grows with every change anywhere; `waitFor` counts with it. */
  readonly seq: number
  readonly chat: string
  readonly from: { readonly id: number; readonly name: string; readonly isBot: boolean }
  /** Written by the person who looks. */
  readonly mine: boolean
  /** Unix seconds. */
  readonly date: number
  readonly edited: boolean
  /** The text, or the caption of a photo; empty for invoices and service messages. */
  readonly text: string
  readonly entities: readonly MessageEntity[]
  readonly photo?: { readonly url: string; readonly width: number; readonly height: number }
  readonly invoice?: {
    readonly title: string
    readonly description: string
    readonly currency: string
    /** In the currency's smallest unit. */
    readonly total: number
    readonly payload: string
    readonly paid: boolean
  }
  readonly payment?: {
    readonly currency: string
    readonly total: number
    readonly chargeId: string
    readonly recurring: boolean
  }
  /** A line about the chat itself. */
  readonly note?: string
  readonly refund?: { readonly currency: string; readonly total: number; readonly chargeId: string }
  readonly replyTo?: { readonly id: number; readonly name: string; readonly text: string }
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[]
}

/** A chat in a person's list. */
export interface ChatView {
  /** How the chat is addressed: a bot's username, or a group's id. */
  readonly chat: string
  readonly kind: Room['kind']
  readonly title: string
  readonly unread: number
  readonly started: boolean
  readonly blocked: boolean
  /** Groups and channels: what the person is in it, whether they may write, and how many are in it. */
  readonly role?: Seat['status']
  readonly mayWrite: boolean
  readonly memberCount?: number
  readonly last?: { readonly text: string; readonly from: string; readonly mine: boolean; readonly date: number }
}

/** One opened chat. */
export interface OpenChatView extends ChatView {
  readonly messages: readonly MessageView[]
  readonly commands: readonly BotCommand[]
  readonly menuButton?: MenuButton
  readonly keyboard: readonly (readonly { readonly text: string }[])[]
  /** The names of the first of them. */
  readonly members: readonly string[]
}

export interface PersonView {
  readonly id: number
  readonly role: SandboxPerson['role']
  readonly name: string
  readonly language: string
  readonly stars: number
  readonly unread: number
}

export const nameOfPerson = (person: Pick<SandboxPerson, 'firstName' | 'lastName'>) =>
  [person.firstName, person.lastName].filter(Boolean).join(' ')

export function personView(world: World, person: SandboxPerson): PersonView {
  return {
    id: person.id,
    role: person.role,
    name: nameOfPerson(person),
    language: person.language,
    stars: world.starsOf(person.id),
    unread: world.unreadOf(person.id),
  }
}

export function messageView(world: World, room: Room, message: ChatMessage, viewerId: number): MessageView {
  const answered = room.messages.find((other) => other.id === message.replyToId)
  const { invoice, successfulPayment: payment, refundedPayment: refund, photo } = message
  return {
    id: message.id,
    seq: message.seq,
    chat: world.nameOf(room),
    from: authorOf(world, room, message),
    mine: isMine(room, message, viewerId),
    date: message.date,
    edited: message.editDate !== undefined,
    text: message.text ?? '',
    entities: message.entities ?? [],
    ...(photo && { photo: { url: `/photo/${photo.fileId}`, width: photo.width, height: photo.height } }),
    ...(invoice && {
      invoice: {
        title: invoice.title,
        description: invoice.description,
        currency: invoice.currency,
        total: invoice.total,
        payload: invoice.payload,
        paid: message.paidBy !== undefined,
      },
    }),
    ...(payment && {
      payment: {
        currency: payment.currency,
        total: payment.total_amount,
        chargeId: payment.telegram_payment_charge_id,
        recurring: payment.is_recurring === true && payment.is_first_recurring !== true,
      },
    }),
    ...(message.migrateToChatId !== undefined && { note: 'The group became a supergroup' }),
    ...(message.migrateFromChatId !== undefined && { note: 'This supergroup was a group before' }),
    ...(refund && {
      refund: { currency: refund.currency, total: refund.total_amount, chargeId: refund.telegram_payment_charge_id },
    }),
    ...(answered && {
      replyTo: { id: answered.id, name: authorOf(world, room, answered).name, text: summary(answered) },
    }),
    keyboard: message.markup?.inline_keyboard ?? [],
  }
}

export function chatView(world: World, room: Room, viewerId: number): ChatView {
  const last = room.messages.at(-1)
  const seat = room.kind === 'private' ? undefined : world.seatOf(room, viewerId)
  return {
    chat: world.nameOf(room),
    kind: room.kind,
    title: room.title ?? (room.botId === undefined ? '' : (world.botById(room.botId)?.name ?? '')),
    unread: world.unread(room, viewerId),
    started: room.started || room.kind !== 'private',
    blocked: room.blocked,
    mayWrite: mayWrite(room, seat),
    ...(seat && { role: seat.status, memberCount: room.memberIds.size + room.botIds.length }),
    ...(last && {
      last: {
        text: summary(last),
        from: authorOf(world, room, last).name,
        mine: isMine(room, last, viewerId),
        date: last.date,
      },
    }),
  }
}

export function openChatView(
  telegram: Telegram,
  room: Room,
  person: SandboxPerson,
  { limit, before }: { limit: number; before?: number | undefined },
): OpenChatView {
  const { world } = telegram
  const messages = room.messages.filter((message) => before === undefined || message.id < before).slice(-limit)
  const profile = room.botId === undefined ? undefined : telegram.desk(room.botId).profile
  const groupCommands = room.botIds.flatMap((id) =>
    telegram.desk(id).profile.commandsFor({ id: room.chatId, kind: room.kind }, person.id, person.language),
  )
  return {
    ...chatView(world, room, person.id),
    messages: messages.map((message) => messageView(world, room, message, person.id)),
    commands: groupCommands,
    ...(profile && { menuButton: profile.menuButton(room.chatId) }),
    keyboard: (room.keyboards[person.id]?.keyboard ?? []).map((row) =>
      row.map((button) => ({ text: typeof button === 'string' ? button : button.text })),
    ),
    members: room.kind === 'private' ? [] : firstNames(world, room),
  }
}

/** One line that stands for the message in lists. */
export function summary(message: ChatMessage): string {
  if (message.invoice) return `Invoice: ${message.invoice.title}`
  if (message.successfulPayment) return 'Payment made'
  if (message.refundedPayment) return 'Payment refunded'
  if (message.migrateToChatId ?? message.migrateFromChatId) return 'The group became a supergroup'
  const text = (message.text ?? '').replace(/\s+/g, ' ').slice(0, 120)
  return message.photo ? `Photo${text && `: ${text}`}` : text
}

/** People write in groups; in a channel only its creator and the administrators who may post. */
export function mayWrite(room: Room, seat: Seat | undefined): boolean {
  if (room.kind !== 'channel') return seat?.status !== 'restricted'
  return seat?.status === 'creator' || (seat?.status === 'administrator' && seat.rights.can_post_messages)
}

const shownNames = 50

function firstNames(world: World, room: Room): string[] {
  const names: string[] = []
  for (const ids of [room.memberIds, room.botIds]) {
    for (const id of ids) if (names.length < shownNames) names.push(sender(world, id).name)
  }
  return names
}

const isMine = (room: Room, message: ChatMessage, viewerId: number) =>
  room.kind !== 'channel' && message.fromId === viewerId

/** A channel speaks for itself. */
function authorOf(world: World, room: Room, message: ChatMessage): MessageView['from'] {
  if (room.kind === 'channel') return { id: room.chatId, name: room.title ?? '', isBot: false }
  return sender(world, message.fromId)
}

function sender(world: World, id: number): MessageView['from'] {
  const user = userOf(world, id)
  return { id, name: [user.first_name, user.last_name].filter(Boolean).join(' '), isBot: user.is_bot }
}
