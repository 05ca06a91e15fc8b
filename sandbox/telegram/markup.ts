import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from '@grammyjs/types'
import type { ReplyMarkup, Room } from '../state/rooms'
import { badRequest } from './errors'
import { checkedLink, isLoopback } from './links'
import type { Params } from './params'

/** Telegram's own numbers for one keyboard. */
const mostButtons = 100
const longestCallbackData = 64
const longestCopyText = 256
/** Telegram answers REPLY_MARKUP_TOO_LONG somewhere near this size of the serialised keyboard. */
const longestMarkup = 10_240

interface Place {
  readonly room: Room
  /** Only an invoice may carry a Pay button. */
  readonly isInvoice?: boolean
}

/** Reads and checks `reply_markup`. `undefined` when there is none or it is empty. Throws BotApiError 400. */
export function replyMarkup(params: Params, place: Place): ReplyMarkup | undefined {
  const value = params.json('reply_markup', "Can't parse reply keyboard markup JSON object")
  if (value === undefined) return undefined
  if (!isRecord(value)) throw badRequest('Object expected as reply markup')
  if (JSON.stringify(value).length > longestMarkup) throw badRequest('reply markup is too long')
  if (Array.isArray(value['keyboard']) && value['keyboard'].length > 0) return replyKeyboard(value)
  if (Array.isArray(value['inline_keyboard']) && value['inline_keyboard'].length > 0) {
    return inlineKeyboard(value['inline_keyboard'], place)
  }
  if (value['remove_keyboard'] === true) return { remove_keyboard: true } satisfies ReplyKeyboardRemove
  if (value['force_reply'] === true) return { force_reply: true } satisfies ForceReply
  return undefined
}

/** For edits and invoices, where only an inline keyboard is possible. */
export function inlineMarkup(params: Params, place: Place): InlineKeyboardMarkup | undefined {
  const markup = replyMarkup(params, place)
  if (markup === undefined) return undefined
  if (!('inline_keyboard' in markup)) throw badRequest('Inline keyboard expected')
  return markup
}

function inlineKeyboard(rows: readonly unknown[], place: Place): InlineKeyboardMarkup | undefined {
  const keyboard = rows.map((row, rowIndex) => {
    if (!Array.isArray(row)) {
      throw badRequest('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    }
    return row.map((button: unknown, index) =>
      inlineButton(button, { ...place, isFirst: rowIndex === 0 && index === 0 }),
    )
  })
  const filled = keyboard.filter((row) => row.length > 0)
  checkCount(filled.flat().length)
  return filled.length > 0 ? { inline_keyboard: filled } : undefined
}

function inlineButton(value: unknown, place: Place & { isFirst: boolean }): InlineKeyboardButton {
  if (!isRecord(value)) throw unparsed('InlineKeyboardButton must be an Object')
  const text = textOf(value, unparsed)
  if (text.trim() === '') throw badRequest('Inline keyboard button text must be non-empty')
  const { url, callback_data: data, web_app: webApp, copy_text: copyText } = value
  const optional = (field: unknown, name: string): field is string => {
    if (field === undefined || field === null || field === '') return false
    if (typeof field === 'string') return true
    throw unparsed(`Field "${name}" must be of type String`)
  }
  if (optional(url, 'url')) {
    const checked = checkedLink(url)
    if (!checked.ok) throw badRequest(`Inline keyboard button URL '${url}' is invalid: ${checked.fault}`)
    return { text, url: checked.link }
  }
  if (optional(data, 'callback_data')) {
    if (Buffer.byteLength(data) > longestCallbackData) throw badRequest('BUTTON_DATA_INVALID')
    return { text, callback_data: data }
  }
  if ('pay' in value) {
    if (!place.isInvoice || !place.isFirst) throw badRequest('BUTTON_TYPE_INVALID')
    return { text, pay: true }
  }
  if (isRecord(webApp)) {
    if (place.room.kind !== 'private') throw badRequest('BUTTON_TYPE_INVALID')
    return { text, web_app: { url: webAppUrl(webApp['url'], 'Inline keyboard button Web App') } }
  }
  if (isRecord(copyText)) {
    const copied = copyText['text']
    if (typeof copied !== 'string' || copied === '' || copied.length > longestCopyText) {
      throw badRequest('BUTTON_COPY_TEXT_INVALID')
    }
    return { text, copy_text: { text: copied } }
  }
  throw unparsed('Text buttons are unallowed in the inline keyboard')
}

function replyKeyboard(value: Record<string, unknown>): ReplyKeyboardMarkup {
  const rows = value['keyboard'] as unknown[]
  const keyboard = rows.map((row) => {
    if (!Array.isArray(row)) throw badRequest('Field "keyboard" must be an Array of Arrays')
    return row.map((button: unknown): KeyboardButton => {
      if (typeof button === 'string') return keyboardButton({ text: button })
      if (!isRecord(button))
        throw badRequest("Can't parse keyboard button: KeyboardButton must be a String or an Object")
      return keyboardButton(button)
    })
  })
  checkCount(keyboard.flat().length)
  const placeholder = value['input_field_placeholder']
  return {
    keyboard,
    ...(value['resize_keyboard'] === true && { resize_keyboard: true }),
    ...(value['one_time_keyboard'] === true && { one_time_keyboard: true }),
    ...(value['is_persistent'] === true && { is_persistent: true }),
    ...(typeof placeholder === 'string' && { input_field_placeholder: placeholder }),
  }
}

function keyboardButton(button: Record<string, unknown>): KeyboardButton {
  const text = textOf(button, (fault) => badRequest(`Can't parse keyboard button: ${fault}`))
  if (text === '') throw badRequest('Keyboard button text must be non-empty')
  if (button['request_contact'] === true) return { text, request_contact: true }
  if (button['request_location'] === true) return { text, request_location: true }
  if (isRecord(button['web_app'])) {
    return { text, web_app: { url: webAppUrl(button['web_app']['url'], 'Keyboard button Web App') } }
  }
  return { text }
}

function webAppUrl(url: unknown, where: string): string {
  const checked = typeof url === 'string' ? checkedLink(url) : undefined
  if (!checked?.ok) throw badRequest(`${where} URL '${String(url)}' is invalid: ${checked?.fault ?? 'Wrong HTTP URL'}`)
  if (!checked.link.startsWith('https:') && !isLoopback(checked.link)) {
    throw badRequest(`${where} URL '${String(url)}' is invalid: Only HTTPS links are allowed`)
  }
  return checked.link
}

function textOf(button: Record<string, unknown>, fault: (text: string) => Error): string {
  const text = button['text']
  if (text === undefined) throw fault(`Can't find field "text"`)
  if (typeof text !== 'string') throw fault('Field "text" must be of type String')
  return text
}

function checkCount(buttons: number): void {
  if (buttons > mostButtons) throw badRequest('reply markup is too long')
}

const unparsed = (fault: string) => badRequest(`Can't parse inline keyboard button: ${fault}`)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
