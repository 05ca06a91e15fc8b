import type {
  ForceReply,
  InlineKeyboardMarkup,
  LabeledPrice,
  MessageEntity,
  RefundedPayment,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  SuccessfulPayment,
} from '@grammyjs/types'
import type { Seat, SharedKind } from './seats'

export type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

/** An invoice as a bot wrote it; what is shown to the buyer and what pre_checkout carries back. */
export interface InvoiceTerms {
  readonly botId: number
  readonly title: string
  readonly description: string
  readonly payload: string
  readonly currency: string
  readonly prices: readonly LabeledPrice[]
  /** In the currency's smallest unit. */
  readonly total: number
  readonly providerToken: string
  readonly startParameter: string
  /** Seconds; only links sell subscriptions, and only for 2592000. */
  readonly subscriptionPeriod?: number
}

export interface PhotoSize {
  readonly fileId: string
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** One message as the sandbox keeps it. Bots and people are shown renderings of it, never the record itself. */
export interface ChatMessage {
  readonly id: number
  /** Grows with every change anywhere, so that a reader can ask "what is new since". */
  seq: number
  readonly fromId: number
  /** Unix seconds. */
  readonly date: number
  editDate?: number
  text?: string
  entities?: MessageEntity[]
  photo?: PhotoSize
  invoice?: InvoiceTerms
  /** Set once the invoice of this message has been paid: its button then says "Receipt". */
  paidBy?: number
  successfulPayment?: SuccessfulPayment
  refundedPayment?: RefundedPayment
  /** A basic group became a supergroup: the last message of the old one and the first of the new one. */
  migrateToChatId?: number
  migrateFromChatId?: number
  replyToId?: number
  markup?: InlineKeyboardMarkup
}

/** A conversation: a person's private chat with one bot, or a group or channel that many share. */
export interface Room {
  readonly key: string
  readonly kind: 'private' | SharedKind
  /** The chat id that bots see. For a private chat it is the person's id, the same with every bot. */
  readonly chatId: number
  readonly botId?: number
  readonly userId?: number
  readonly title?: string
  /** Who is, was or may not be in a shared chat, bots too. Changed by `World.setSeat` only. */
  readonly seats: Map<number, Seat>
  /** The people who are in it, and the bots. They follow from the seats. */
  readonly memberIds: Set<number>
  botIds: number[]
  /** The chat was deleted by its owner. */
  deleted?: boolean
  /** The supergroup that this basic group became. */
  migratedTo?: number
  messages: ChatMessage[]
  /** The person has written to the bot at least once: before that, the bot may not write. */
  started: boolean
  blocked: boolean
  nextMessageId: number
  /** The reply keyboard that each person sees below the input field. */
  keyboards: Record<string, ReplyKeyboardMarkup>
  /** The id of the newest message each person has seen. */
  readUpTo: Record<string, number>
}

/** A room as JSON holds it. */
export type RoomSnapshot = Omit<Room, 'seats' | 'memberIds'> & {
  readonly seats?: readonly (readonly [number, Seat])[]
}

export const emptyRoom = () => ({
  seats: new Map<number, Seat>(),
  messages: [],
  started: false,
  blocked: false,
  nextMessageId: 1,
  keyboards: {},
  readUpTo: {},
})

/** What a bot or person adds to a room; the room gives it its id, time and place. */
export type MessageDraft = Omit<ChatMessage, 'id' | 'seq' | 'date' | 'editDate'>

export const privateKey = (botId: number, userId: number) => `${botId}:${userId}`
export const groupKey = (chatId: number) => `group:${chatId}`
