import type { BusinessId, BuyerId } from '../domain/ids'
import type { TicketState } from '../domain/tickets'
import { nextNumber } from './numbers'
import type { Db, Tx } from './types'

/** What one buyer may write in an hour. */
export const ticketMessagesAnHour = 20
const hour = 3_600_000

export interface TicketKey {
  readonly businessId: BusinessId
  readonly ticket: number
}

interface Said {
  readonly businessId: BusinessId
  readonly text: string
  /** Names the message it was said in; the same one brought again is said once. */
  readonly source: string
}

export interface BuyersWords extends Said {
  readonly buyerId: BuyerId
  /** A closed ticket to go on with; null: a new one, unless one is going on. */
  readonly reopens: number | null
}

export type BuyersWordsKept =
  { readonly kept: true; readonly ticket: number } | { readonly kept: false; readonly reason: 'too_many' }

/** Keeps what a buyer wrote, in the ticket that is going on, in the closed one it is about, or in a new one. */
export function keepBuyersWords(sql: Db, words: BuyersWords, now: number): Promise<BuyersWordsKept> {
  const { businessId, buyerId } = words
  return sql.begin(async (tx): Promise<BuyersWordsKept> => {
    // Two messages at the same time take turns, or each would open a ticket.
    await tx`SELECT 1 FROM buyers WHERE business_id = ${businessId} AND id = ${buyerId} FOR NO KEY UPDATE`
    const earlier = await ticketOfSource(tx, words)
    if (earlier !== null) return { kept: true, ticket: earlier }
    if ((await writtenSince(tx, { businessId, buyerId }, now - hour)) >= ticketMessagesAnHour) {
      return { kept: false, reason: 'too_many' }
    }
    const ticket = (await goingOn(tx, words)) ?? (await openTicket(tx, words, now))
    await keepMessage(tx, { ...words, ticket, author: 'buyer' }, now)
    await setState(tx, { businessId, ticket }, 'open', now)
    return { kept: true, ticket }
  })
}

async function ticketOfSource(tx: Tx, { businessId, source }: Pick<Said, 'businessId' | 'source'>) {
  const [row] = await tx<{ ticket: number }[]>`
    SELECT ticket FROM ticket_messages WHERE business_id = ${businessId} AND source = ${source}`
  return row?.ticket ?? null
}

async function writtenSince(
  tx: Tx,
  { businessId, buyerId }: { businessId: BusinessId; buyerId: BuyerId },
  since: number,
): Promise<number> {
  const [row] = await tx<{ written: number }[]>`
    SELECT count(*)::int AS written
    FROM ticket_messages m JOIN support_tickets t ON t.business_id = m.business_id AND t.number = m.ticket
    WHERE t.business_id = ${businessId} AND t.buyer_id = ${buyerId} AND m.author = 'buyer' AND m.said_at > ${new Date(since)}`
  return row!.written
}

/** The ticket that is not closed, else the closed one that the buyer goes on with. */
async function goingOn(tx: Tx, { businessId, buyerId, reopens }: BuyersWords): Promise<number | null> {
  const [row] = await tx<{ number: number }[]>`
    SELECT number FROM support_tickets
    WHERE business_id = ${businessId} AND buyer_id = ${buyerId} AND (state <> 'closed' OR number = ${reopens ?? 0})
    ORDER BY state = 'closed' LIMIT 1 FOR UPDATE`
  return row?.number ?? null
}

async function openTicket(tx: Tx, { businessId, buyerId }: BuyersWords, now: number): Promise<number> {
  const number = await nextNumber(tx, businessId)
  await tx`
    INSERT INTO support_tickets (business_id, number, buyer_id, subscription_id, order_id, state, opened_at, changed_at)
    VALUES (${businessId}, ${number}, ${buyerId},
            (SELECT id FROM subscriptions WHERE business_id = ${businessId} AND buyer_id = ${buyerId}
             ORDER BY created_at DESC LIMIT 1),
            (SELECT id FROM orders WHERE business_id = ${businessId} AND buyer_id = ${buyerId}
             ORDER BY number DESC LIMIT 1),
            'open', ${new Date(now)}, ${new Date(now)})`
  return number
}

async function keepMessage(
  tx: Tx,
  { businessId, ticket, author, text, source }: Said & { readonly ticket: number; readonly author: string },
  now: number,
): Promise<void> {
  await tx`
    INSERT INTO ticket_messages (business_id, ticket, author, text, source, said_at)
    VALUES (${businessId}, ${ticket}, ${author}, ${text}, ${source}, ${new Date(now)})`
}

async function setState(
  tx: Tx,
  { businessId, ticket }: TicketKey,
  state: TicketState,
  now: number,
  closedBy: string | null = null,
): Promise<void> {
  await tx`
    UPDATE support_tickets SET state = ${state}, changed_at = ${new Date(now)}, closed_by = ${closedBy}
    WHERE business_id = ${businessId} AND number = ${ticket}`
}

/** Keeps what staff answered. `closed`: the ticket is closed, or there is none; nothing is kept. */
export function keepAnswer(
  sql: Db,
  answer: Said & { readonly ticket: number; readonly staffId: string },
  now: number,
): Promise<'kept' | 'closed'> {
  return sql.begin(async (tx) => {
    const { businessId, ticket, staffId } = answer
    const [row] = await tx<{ state: TicketState }[]>`
      SELECT state FROM support_tickets WHERE business_id = ${businessId} AND number = ${ticket} FOR UPDATE`
    if ((await ticketOfSource(tx, answer)) !== null) return 'kept'
    if (!row || row.state === 'closed') return 'closed'
    await keepMessage(tx, { ...answer, author: `staff:${staffId}` }, now)
    await setState(tx, { businessId, ticket }, 'answered', now)
    return 'kept'
  })
}

/** Closes a ticket; one that is closed stays as it was. Answers whether it was closed now. */
export function closeTicket(sql: Db, key: TicketKey, staffId: string, now: number): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ state: TicketState }[]>`
      SELECT state FROM support_tickets WHERE business_id = ${key.businessId} AND number = ${key.ticket} FOR UPDATE`
    if (!row || row.state === 'closed') return false
    await setState(tx, key, 'closed', now, `staff:${staffId}`)
    return true
  })
}

export interface UnpassedMessage {
  readonly id: bigint
  readonly author: string
  readonly text: string
}

/**
 * What still has to be sent on in a ticket: the message of `source`, and those of earlier times whose sending was given
 * up. What is being sent at this moment by somebody else is left to them.
 */
export async function unpassedMessages(
  sql: Db,
  { businessId, ticket }: TicketKey,
  { source, now }: { readonly source: string; readonly now: number },
): Promise<UnpassedMessage[]> {
  const givenUpAt = new Date(now - 5 * 60_000)
  return sql<UnpassedMessage[]>`
    SELECT id, author, text FROM ticket_messages
    WHERE business_id = ${businessId} AND ticket = ${ticket} AND passed_at IS NULL
      AND (source = ${source} OR said_at < ${givenUpAt})
    ORDER BY id`
}

export async function notePassed(sql: Db, businessId: BusinessId, id: bigint, now: number): Promise<void> {
  await sql`
    UPDATE ticket_messages SET passed_at = ${new Date(now)} WHERE business_id = ${businessId} AND id = ${id.toString()}`
}
