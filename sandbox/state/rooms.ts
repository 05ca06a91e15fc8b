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
  replyToId?: number
  markup?: InlineKeyboardMarkup
}

/** A conversation: a person's private chat with one bot, or a group or channel that many share. */
export interface Room {
  readonly key: string
  readonly kind: 'private' | 'supergroup' | 'channel'
  /** The chat id that bots see. For a private chat it is the person's id, the same with every bot. */
  readonly chatId: number
  readonly botId?: number
  readonly userId?: number
  readonly title?: string
  memberIds: number[]
  botIds: number[]
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

/** What a bot or person adds to a room; the room gives it its id, time and place. */
export type MessageDraft = Omit<ChatMessage, 'id' | 'seq' | 'date' | 'editDate'>

export const privateKey = (botId: number, userId: number) => `${botId}:${userId}`
export const groupKey = (chatId: number) => `group:${chatId}`
