import { noteQuestion } from '../../db/questions'
import { markUnreachable } from '../../db/buyers'
import { ticketCard, type TicketCard } from '../../db/ticket-cards'
import { notePassed, unpassedMessages, type UnpassedMessage } from '../../db/tickets'
import { personLink, stacked, type Html } from '../../locales/html'
import { textsIn, type Texts } from '../../locales/texts'
import type { Screen, ScreenButton } from '../../telegram/screen'
import type { Scene } from './scene'
import { sendOnce, type SendOutcome } from './send-once'
import { desks } from './staff/desks'

/**
 * Sends on what was kept in a ticket and not sent yet, once: the buyer's words to those who look after buyers, theirs to
 * the buyer. Answers what became of the last message; null when there was none to send.
 */
/** What a person wrote in answer to us. */
export interface Said {
  /** Null: a picture, a sticker. */
  readonly text: string | null
  /** Names the message it was said in. */
  readonly source: string
}

export async function passOn(scene: Scene, ticket: TicketCard, source: string): Promise<SendOutcome['state'] | null> {
  const { sql, businessId, now } = scene.shop
  let outcome: SendOutcome['state'] | null = null
  for (const message of await unpassedMessages(sql, { businessId, ticket: ticket.number }, { source, now: now() })) {
    outcome = message.author === 'buyer' ? await toDesk(scene, ticket, message) : await toBuyer(scene, ticket, message)
    await notePassed(sql, businessId, message.id, now())
  }
  return outcome
}

const keyOf = ({ shop }: Scene, dedupeKey: string, chatId: string) => ({
  businessId: shop.businessId,
  dedupeKey,
  chatId,
  orderId: null,
  paymentId: null,
})

async function toDesk(scene: Scene, ticket: TicketCard, { id, text }: UnpassedMessage): Promise<SendOutcome['state']> {
  for (const tier of await desks(scene)) {
    let heard = false
    for (const { chatId, lang } of tier) {
      const key = keyOf(scene, `ticket/${ticket.number}/${id}@${chatId}`, chatId)
      const { state } = await sendOnce(scene.shop, key, deskScreen(textsIn(lang), ticket, text))
      heard ||= state === 'sent'
    }
    if (heard) return 'sent'
  }
  scene.shop.log.error({ ticket: ticket.number }, 'nobody heard what a buyer wrote; it is in the list of tickets')
  return 'refused'
}

const deskScreen = (t: Texts, ticket: TicketCard, text: string): Screen => ({
  text: stacked([ticketHead(t, ticket), t.html('staff-ticket-words', { text })], '\n\n'),
  rows: [ticketButtons(t, ticket)],
})

/** Which ticket it is, whose, and what they had last. */
export function ticketHead(t: Texts, { number, buyer, subscription, order }: TicketCard): Html {
  const about = [
    subscription === null ? null : t.plain('plain-ticket-subscription', { number: String(subscription) }),
    order === null ? null : t.plain('plain-ticket-order', { number: String(order) }),
  ].filter((each) => each !== null)
  return stacked([
    t.html('staff-ticket', { number: String(number), buyer: personLink(buyer.name, buyer.externalId) }),
    about.length > 0 ? t.html('staff-ticket-about', { about: about.join(' · ') }) : null,
  ])
}

export const ticketButtons = (t: Texts, { number }: Pick<TicketCard, 'number'>): ScreenButton[] => [
  { label: t.plain('btn-ticket-answer'), press: { verb: 'ticket_answer', ticket: number } },
  { label: t.plain('btn-ticket-close'), press: { verb: 'ticket_close', ticket: number } },
]

function toBuyer(scene: Scene, ticket: TicketCard, { id, text }: UnpassedMessage): Promise<SendOutcome['state']> {
  const t = textsIn(ticket.buyer.lang)
  const words = { shop: scene.business.name, number: String(ticket.number), text }
  const reply: ScreenButton = {
    label: t.plain('btn-ticket-reply'),
    press: { verb: 'ticket_reopen', ticket: ticket.number },
  }
  return tellBuyer(scene, ticket, String(id), { text: t.html('ticket-answer', words), rows: [[reply]] })
}

/** The shop is done with it; whoever is not can go on. */
export async function tellClosed(scene: Scene, ticket: TicketCard): Promise<void> {
  const t = textsIn(ticket.buyer.lang)
  const again: ScreenButton = {
    label: t.plain('btn-ticket-reopen'),
    press: { verb: 'ticket_reopen', ticket: ticket.number },
  }
  const screen = { text: t.html('ticket-closed', { number: String(ticket.number) }), rows: [[again]] }
  await tellBuyer(scene, ticket, `closed/${ticket.changedAt.getTime()}`, screen)
}

/** A reply to what the buyer is told goes on with the ticket. */
async function tellBuyer(
  scene: Scene,
  { number, buyer }: TicketCard,
  what: string,
  screen: Screen,
): Promise<SendOutcome['state']> {
  const { sql, businessId, now } = scene.shop
  const chatId = buyer.externalId
  const sent = await sendOnce(scene.shop, keyOf(scene, `ticket/${number}/${what}`, chatId), screen)
  if (sent.state === 'unreachable') {
    await markUnreachable(sql, { businessId, buyerId: buyer.id, reason: 'blocked_bot', at: now() })
  }
  if (sent.state === 'sent' && sent.messageId !== null) {
    await noteQuestion(sql, {
      businessId,
      chatId,
      messageId: sent.messageId,
      question: { about: 'ticket', reopens: number },
    })
  }
  return sent.state
}

export const ticketOf = ({ shop }: Scene, ticket: number): Promise<TicketCard | null> =>
  ticketCard(shop.sql, { businessId: shop.businessId, ticket })
