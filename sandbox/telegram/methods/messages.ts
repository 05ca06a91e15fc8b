import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { ChatMessage, MessageDraft, ReplyMarkup, Room } from '../../state/rooms'
import { countSend, messageOf, repliedTo, roomOf, writableRoom, type Call, type Method } from '../call'
import { badRequest } from '../errors'
import { caption, messageText } from '../formatted-text'
import { invoiceTerms } from '../invoices'
import { inlineMarkup, replyMarkup } from '../markup'
import { botMessage } from '../render'

const deletableSeconds = 48 * 3600

const sendMessage: Method = (call) => {
  const { text, entities } = messageText(call.params)
  const room = writableRoom(call)
  const markup = replyMarkup(call.params, { room })
  return send(call, room, { fromId: call.desk.bot.id, text, entities }, markup)
}

const sendPhoto: Method = async (call) => {
  const { text, entities } = caption(call.params)
  const room = writableRoom(call)
  const markup = replyMarkup(call.params, { room })
  const photo = await call.telegram.photos.fromParams(call.params)
  return send(call, room, { fromId: call.desk.bot.id, photo, ...(text !== '' && { text, entities }) }, markup)
}

const sendInvoice: Method = (call) => {
  const { params, telegram, desk } = call
  const room = writableRoom(call)
  const invoice = invoiceTerms(params, {
    botId: desk.bot.id,
    isLink: false,
    providerTokens: telegram.setup.fiatProviderTokens,
  })
  const markup = inlineMarkup(params, { room, isInvoice: true })
  const first = markup?.inline_keyboard[0]?.[0]
  if (first && !('pay' in first)) throw badRequest('BUTTON_TYPE_INVALID')
  return send(call, room, { fromId: desk.bot.id, invoice }, markup)
}

const createInvoiceLink: Method = ({ params, telegram, desk }) =>
  telegram.links.create(
    invoiceTerms(params, {
      botId: desk.bot.id,
      isLink: true,
      providerTokens: telegram.setup.fiatProviderTokens,
    }),
  )

const editMessageText: Method = (call) => {
  const { text, entities } = messageText(call.params)
  const { room, message } = ownMessage(call)
  if (message.text === undefined || message.photo) throw badRequest('there is no text in the message to edit')
  return edit(call, room, message, { text, entities, markup: inlineMarkup(call.params, { room }) })
}

const editMessageReplyMarkup: Method = (call) => {
  const { room, message } = ownMessage(call)
  const isInvoice = message.invoice !== undefined
  return edit(call, room, message, { markup: inlineMarkup(call.params, { room, isInvoice }) })
}

const deleteMessage: Method = (call) => {
  const { world, params } = call
  const room = roomOf(call)
  if (params.integer('message_id') === 0) throw badRequest('Message identifier is not specified')
  const message = messageOf(call, room, 'message to delete')
  if (world.seconds() - message.date > deletableSeconds) throw badRequest("message can't be deleted")
  return world.remove(room, message.id)
}

const chatActions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

const sendChatAction: Method = (call) => {
  if (!chatActions.has(call.params.string('action'))) throw badRequest('Wrong parameter action in request')
  call.world.typing(writableRoom(call), call.desk.bot.id)
  return true
}

export const messageMethods = {
  sendMessage,
  sendPhoto,
  sendInvoice,
  createInvoiceLink,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  sendChatAction,
}

function send(call: Call, room: Room, draft: MessageDraft, markup: ReplyMarkup | undefined) {
  const replyToId = repliedTo(call, room)
  countSend(call, room)
  const message = call.world.post(room, {
    ...draft,
    ...(replyToId !== undefined && { replyToId }),
    ...(markup && 'inline_keyboard' in markup && { markup }),
  })
  if (markup && !('inline_keyboard' in markup)) changeKeyboards(call, room, markup)
  return botMessage(call.world, room, message)
}

function changeKeyboards({ world }: Call, room: Room, markup: Exclude<ReplyMarkup, InlineKeyboardMarkup>): void {
  for (const userId of room.memberIds) {
    if ('keyboard' in markup) room.keyboards[userId] = markup
    else if ('remove_keyboard' in markup) delete room.keyboards[userId]
  }
  world.roomTouched(room)
}

function ownMessage(call: Call): { room: Room; message: ChatMessage } {
  const room = roomOf(call)
  const message = messageOf(call, room, 'message to edit')
  if (message.fromId !== call.desk.bot.id) throw badRequest("message can't be edited")
  return { room, message }
}

interface Edit {
  readonly text?: string
  readonly entities?: NonNullable<ChatMessage['entities']>
  readonly markup: InlineKeyboardMarkup | undefined
}

function edit(call: Call, room: Room, message: ChatMessage, change: Edit) {
  const { text = message.text, entities = message.entities, markup } = change
  const same =
    text === message.text && sameJson(entities ?? [], message.entities ?? []) && sameJson(markup, message.markup)
  if (same) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
        'content and reply markup of the message',
    )
  }
  if (text !== undefined) message.text = text
  if (entities !== undefined) message.entities = entities
  if (markup) message.markup = markup
  else delete message.markup
  message.editDate = call.world.seconds()
  call.world.touched(room, message)
  return botMessage(call.world, room, message)
}

const sameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
