import { lastWords, ticketsGoingOn, type TicketCard } from '../../../db/ticket-cards'
import { closeTicket, keepAnswer } from '../../../db/tickets'
import { staffOf } from '../../../db/staff'
import type { Button } from '../../../domain/buttons'
import { readTicketText, ticketTextLimit } from '../../../domain/tickets'
import { personLink, stacked } from '../../../locales/html'
import { moment } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Said } from '../tickets'
import type { Scene } from '../scene'
import { passOn, tellClosed, ticketButtons, ticketHead, ticketOf } from '../tickets'
import { allowed } from './work-card'

const shown = 20
/** Three of the longest fit a message of Telegram. */
const shownWords = 3

/** The page of the staff menu: what buyers have written. */
export async function ticketsPage({ shop, t }: Scene): Promise<Screen> {
  const tickets = await ticketsGoingOn(shop.sql, { businessId: shop.businessId, limit: shown })
  if (tickets.length === 0) return { text: t.html('staff-tickets-none'), rows: [] }
  return {
    text: t.html('staff-tickets'),
    rows: tickets.map(({ number, buyer, state }) => [
      {
        label: t.plain('btn-ticket-line', { number: String(number), buyer: buyer.name, state }),
        press: { verb: 'ticket', ticket: number },
      },
    ]),
  }
}

/** The ticket for staff; if there is none the press is answered, and null. */
async function staffsTicket(scene: Scene, number: number): Promise<TicketCard | null> {
  const ticket = await ticketOf(scene, number)
  if (!ticket) await scene.toast(scene.t.plain('toast-ticket-unknown'), { alert: true })
  return ticket
}

export async function openTicket(scene: Scene, { ticket }: Extract<Button, { verb: 'ticket' }>): Promise<void> {
  if (!(await allowed(scene, 'serve_subscriber'))) return
  const card = await staffsTicket(scene, ticket)
  if (card) await scene.redraw(await cardScreen(scene, card))
}

async function cardScreen({ t, shop, business }: Scene, card: TicketCard): Promise<Screen> {
  const { sql, businessId } = shop
  const words = await lastWords(sql, { businessId, ticket: card.number }, shownWords)
  const staff = await staffOf(sql, businessId)
  const nameOf = (author: string) =>
    author === 'buyer'
      ? card.buyer.name
      : (staff.find(({ externalId }) => author === `staff:${externalId}`)?.name ?? t.plain('plain-ticket-staff'))
  const said = words.map(({ author, text, saidAt }) =>
    t.html('staff-ticket-line', { name: nameOf(author), at: moment(t, saidAt, business.zone), text }),
  )
  const back: ScreenButton[] = [{ label: t.plain('btn-page-tickets'), press: { verb: 'staff_menu', page: 'tickets' } }]
  const closed = card.state === 'closed'
  return {
    text: stacked([ticketHead(t, card), ...said, closed ? t.html('staff-ticket-closed') : null], '\n\n'),
    rows: closed ? [back] : [ticketButtons(t, card), back],
  }
}

/** Asks for the answer: a reply to this message goes to the buyer. */
export async function askForAnswer(
  scene: Scene,
  { ticket }: Extract<Button, { verb: 'ticket_answer' }>,
): Promise<void> {
  if (!(await allowed(scene, 'serve_subscriber'))) return
  const card = await staffsTicket(scene, ticket)
  if (!card) return
  const { t } = scene
  if (card.state === 'closed') return scene.toast(t.plain('toast-ticket-closed'), { alert: true })
  const words = { number: String(ticket), buyer: personLink(card.buyer.name, card.buyer.externalId) }
  await scene.ask({ text: t.html('staff-ticket-ask', words), rows: [] }, { about: 'ticket_answer', ticket })
}

export async function answerTicket(scene: Scene, ticket: number, reply: Said): Promise<void> {
  if (!(await allowed(scene, 'serve_subscriber'))) return
  const { t, shop, who } = scene
  const { businessId } = shop
  const read = readTicketText(reply.text)
  if (!read.ok) return scene.toast(t.plain(`toast-ticket-${read.why}`, { limit: String(ticketTextLimit) }))
  const answer = { businessId, ticket, text: read.text, source: reply.source, staffId: who.externalId }
  if ((await keepAnswer(shop.sql, answer, shop.now())) === 'closed') {
    return scene.toast(t.plain('toast-ticket-closed'), { alert: true })
  }
  shop.log.info({ businessId, ticket, staffId: who.externalId }, 'a ticket was answered')
  const card = await staffsTicket(scene, ticket)
  if (!card) return
  const outcome = await passOn(scene, card, reply.source)
  const key = outcome === 'unreachable' || outcome === 'refused' ? 'staff-ticket-unreachable' : 'staff-ticket-answered'
  await scene.show({ text: t.html(key, { number: String(ticket) }), rows: [ticketButtons(t, card)] })
}

export async function closeByStaff(scene: Scene, { ticket }: Extract<Button, { verb: 'ticket_close' }>): Promise<void> {
  if (!(await allowed(scene, 'serve_subscriber'))) return
  const { t, shop, who } = scene
  const { sql, businessId } = shop
  if (!(await staffsTicket(scene, ticket))) return
  const isNow = await closeTicket(sql, { businessId, ticket }, who.externalId, shop.now())
  const card = await staffsTicket(scene, ticket)
  // Told under one key for each closing: an earlier try of this press may have closed it and told nobody.
  if (card?.state === 'closed') await tellClosed(scene, card)
  if (!isNow && scene.attempt === 1) return scene.toast(t.plain('toast-ticket-closed'), { alert: true })
  shop.log.info({ businessId, ticket, staffId: who.externalId }, 'a ticket was closed')
  const words = { number: String(ticket), name: who.staff?.name ?? who.name }
  await scene.redraw({ text: t.html('staff-ticket-closed-by', words), rows: [] })
}
