import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types'
import { encodeButton, type Button } from '../domain/buttons'
import type { Html } from '../locales/html'

/**
 * A button of a screen: a press that comes back to us, or a link that leaves Telegram. `data`: a press of a bot that
 * has words of its own, encoded already.
 */
export type ScreenButton =
  | { readonly label: string; readonly press: Button }
  | { readonly label: string; readonly url: string }
  | { readonly label: string; readonly data: string }

/** What one message shows: a text and rows of buttons under it. */
export interface Screen {
  readonly text: Html
  readonly rows: readonly (readonly ScreenButton[])[]
}

/** Telegram allows 64 characters or so to be seen on a button; longer labels are cut by the app anyway. */
const labelLimit = 64
/** Characters of a message after its markup is parsed. */
const textLimit = 4096

function drawn(button: ScreenButton): InlineKeyboardButton {
  const text = button.label.length > labelLimit ? `${button.label.slice(0, labelLimit - 1)}…` : button.label
  if ('url' in button) return { text, url: button.url }
  return { text, callback_data: 'data' in button ? button.data : encodeButton(button.press) }
}

export const keyboardOf = (rows: Screen['rows']): InlineKeyboardMarkup => ({
  inline_keyboard: rows.filter((row) => row.length > 0).map((row) => row.map(drawn)),
})

/** The fields that `sendMessage` and `editMessageText` share. A screen without buttons removes those it replaces. */
export function messageOf(screen: Screen) {
  if (screen.text.value.length > 4 * textLimit) throw new RangeError('a screen of more than four messages of text')
  return {
    text: screen.text.value,
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    reply_markup: keyboardOf(screen.rows),
  }
}
