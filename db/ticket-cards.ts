import type { BusinessId } from '../domain/ids'
import type { TicketState } from '../domain/tickets'
import { buyerColumns, buyerOf, type BuyerCard, type BuyerRow } from './buyers'
import type { TicketKey } from './tickets'
import type { Db } from './types'

/** A ticket as people see it. */
export interface TicketCard {
  readonly number: number
  readonly state: TicketState
  readonly openedAt: Date
  readonly changedAt: Date
  /** Numbers of what the buyer had last when it was opened. */
  readonly subscription: number | null
  readonly order: number | null
  readonly buyer: BuyerCard
}

interface Row extends Omit<TicketCard, 'buyer'>, BuyerRow {}

const columns = (sql: Db) => sql`
  t.number, t.state, t.opened_at AS "openedAt", t.changed_at AS "changedAt", s.number AS subscription, o.number AS "order",
  ${buyerColumns(sql)}
  FROM support_tickets t JOIN buyers b ON b.business_id = t.business_id AND b.id = t.buyer_id
  LEFT JOIN subscriptions s ON s.business_id = t.business_id AND s.id = t.subscription_id
  LEFT JOIN orders o ON o.business_id = t.business_id AND o.id = t.order_id`

const cardOf = ({ number, state, openedAt, changedAt, subscription, order, ...row }: Row): TicketCard => ({
  number,
  state,
  openedAt,
  changedAt,
  subscription,
  order,
  buyer: buyerOf(row),
})

export async function ticketCard(sql: Db, { businessId, ticket }: TicketKey): Promise<TicketCard | null> {
  const [row] = await sql<Row[]>`SELECT ${columns(sql)} WHERE t.business_id = ${businessId} AND t.number = ${ticket}`
  return row ? cardOf(row) : null
}

/** The tickets that are not closed: those that wait for the shop first, the oldest of them at the top. */
export async function ticketsGoingOn(
  sql: Db,
  { businessId, limit }: { businessId: BusinessId; limit: number },
): Promise<TicketCard[]> {
  const rows = await sql<Row[]>`
    SELECT ${columns(sql)} WHERE t.business_id = ${businessId} AND t.state <> 'closed'
    ORDER BY t.state = 'answered', t.changed_at, t.number LIMIT ${limit}`
  return rows.map(cardOf)
}

export interface TicketMessage {
  readonly author: string
  readonly text: string
  readonly saidAt: Date
}

/** The last words of a ticket, the oldest of them first. */
export async function lastWords(sql: Db, { businessId, ticket }: TicketKey, limit: number): Promise<TicketMessage[]> {
  const rows = await sql<TicketMessage[]>`
    SELECT author, text, said_at AS "saidAt" FROM ticket_messages
    WHERE business_id = ${businessId} AND ticket = ${ticket} ORDER BY id DESC LIMIT ${limit}`
  return rows.toReversed()
}
