import { noteQuestion } from '../../../db/questions'
import { keepBuyersWords } from '../../../db/tickets'
import type { Button } from '../../../domain/buttons'
import { readTicketText, ticketTextLimit } from '../../../domain/tickets'
import type { Said } from '../tickets'
import type { Scene } from '../scene'
import { passOn, ticketOf } from '../tickets'

/** "Write to us": the next thing is a reply with what the buyer wants to say. */
export async function askForWords(scene: Scene): Promise<void> {
  const { t, who } = scene
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  await scene.ask(
    { text: t.html('ticket-ask', { limit: String(ticketTextLimit) }), rows: [] },
    { about: 'ticket', reopens: null },
  )
}

/** The buyer goes on with a ticket of theirs, also with a closed one. */
export async function goOnWithTicket(
  scene: Scene,
  { ticket: number }: Extract<Button, { verb: 'ticket_reopen' }>,
): Promise<void> {
  const { t, who } = scene
  const ticket = await ticketOf(scene, number)
  if (!ticket || ticket.buyer.id !== who.buyer?.id) {
    return scene.toast(t.plain('toast-ticket-unknown'), { alert: true })
  }
  await scene.ask(
    { text: t.html('ticket-ask-again', { number: String(number) }), rows: [] },
    { about: 'ticket', reopens: number },
  )
}

/** Kept first, then passed on: what a buyer wrote is never lost on the way. */
export async function writeToShop(scene: Scene, reopens: number | null, reply: Said): Promise<void> {
  const { t, who, shop, chat } = scene
  const { sql, businessId } = shop
  if (!who.buyer) return
  const read = readTicketText(reply.text)
  if (!read.ok) return scene.toast(t.plain(`toast-ticket-${read.why}`, { limit: String(ticketTextLimit) }))
  const words = { businessId, buyerId: who.buyer.id, text: read.text, source: reply.source, reopens }
  const kept = await keepBuyersWords(sql, words, shop.now())
  if (!kept.kept) return scene.toast(t.plain('toast-ticket-too-many'))
  shop.log.info({ businessId, ticket: kept.ticket }, 'a buyer wrote to the shop')
  const ticket = await ticketOf(scene, kept.ticket)
  if (ticket) await passOn(scene, ticket, reply.source)
  const messageId = await scene.say(t.html('ticket-kept', { number: String(kept.ticket) }))
  const question = { about: 'ticket', reopens: kept.ticket } as const
  await noteQuestion(sql, { businessId, chatId: String(chat.id), messageId, question })
}
