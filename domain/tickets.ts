import { storableText } from './storable-text'

export type TicketState = 'open' | 'answered' | 'closed'

/** What one message of a ticket may hold; it fits a message of Telegram with what we put around it. */
export const ticketTextLimit = 1000

export type TicketText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: 'none' | 'long' }

/** What a person wrote; null: a picture, a sticker. */
export function readTicketText(written: string | null): TicketText {
  const text = storableText(written ?? '').trim()
  if (text === '') return { ok: false, why: 'none' }
  return text.length > ticketTextLimit ? { ok: false, why: 'long' } : { ok: true, text }
}
