import { lastWords, ticketCard, ticketsGoingOn } from '../../db/ticket-cards'
import {
  closeTicket,
  keepAnswer,
  keepBuyersWords,
  notePassed,
  ticketMessagesAnHour,
  unpassedMessages,
  type BuyersWords,
} from '../../db/tickets'
import type { Db as Sql } from '../../db/types'
import { businessId, hour, openBook, type Book } from './book'

let book: Book
let sql: Sql
let made = 0
beforeAll(async () => {
  book = await openBook()
  sql = book.sql
})
afterAll(() => book.close())

async function newBuyer(): Promise<string> {
  const externalId = String(1000 + ++made)
  const id = `telegram:${externalId}`
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, ${id}, ${externalId}, 'Dilnoza')`
  return id
}
const write = (
  buyerId: string,
  text = 'Help',
  { at = book.start, by = sql, ...more }: Partial<BuyersWords> & { at?: number; by?: Sql } = {},
) => keepBuyersWords(by, { businessId, buyerId, text, source: `m${++made}`, reopens: null, ...more }, at)

async function opened(buyerId: string): Promise<number> {
  const kept = await write(buyerId)
  if (!kept.kept) throw new Error('the first words were refused')
  return kept.ticket
}
const answer = (ticket: number, { at = book.start, source = `m${++made}` } = {}) =>
  keepAnswer(sql, { businessId, ticket, text: 'An answer', source, staffId: '903' }, at)
const stateOf = async (ticket: number) => (await ticketCard(sql, { businessId, ticket }))?.state
const wordsOf = async (ticket: number) =>
  (await lastWords(sql, { businessId, ticket }, 100)).map(({ author, text }) => `${author}: ${text}`)
const ticketsOf = async (buyerId: string) =>
  (await sql<{ number: number }[]>`SELECT number FROM support_tickets WHERE buyer_id = ${buyerId} ORDER BY number`).map(
    ({ number }) => number,
  )

test('what a buyer writes goes into one ticket until it is closed, then into a new one', async () => {
  const buyer = await newBuyer()
  const first = await opened(buyer)
  expect(await write(buyer, 'More')).toEqual({ kept: true, ticket: first })
  expect(await answer(first)).toBe('kept')
  expect(await stateOf(first)).toBe('answered')
  expect(await write(buyer, 'Not yet')).toEqual({ kept: true, ticket: first })
  expect(await stateOf(first)).toBe('open')
  expect(await wordsOf(first)).toEqual(['buyer: Help', 'buyer: More', 'staff:903: An answer', 'buyer: Not yet'])
  expect(await closeTicket(sql, { businessId, ticket: first }, '903', book.start)).toBe(true)
  const second = await opened(buyer)
  expect(second).not.toBe(first)
  expect([await stateOf(first), await stateOf(second)]).toEqual(['closed', 'open'])
})

test('a closed ticket is gone on with by its own buyer, unless another one is going on', async () => {
  const [buyer, other] = [await newBuyer(), await newBuyer()]
  const ticket = await opened(buyer)
  await closeTicket(sql, { businessId, ticket }, '903', book.start)
  const theirs = await write(other, 'Let me in', { reopens: ticket })
  expect(theirs.kept && theirs.ticket !== ticket).toBe(true)
  expect(await stateOf(ticket)).toBe('closed')
  expect(await write(buyer, 'Still broken', { reopens: ticket })).toEqual({ kept: true, ticket })
  expect(await stateOf(ticket)).toBe('open')
  await closeTicket(sql, { businessId, ticket }, '903', book.start)
  const next = await opened(buyer)
  expect(await write(buyer, 'And this', { reopens: ticket })).toEqual({ kept: true, ticket: next })
  expect(await stateOf(ticket)).toBe('closed')
})

test('the same message brought again is kept once, by buyer and by staff', async () => {
  const buyer = await newBuyer()
  const ticket = await opened(buyer)
  const again = { source: 'the same' }
  expect([await write(buyer, 'Once', again), await write(buyer, 'Once', again)]).toEqual([
    { kept: true, ticket },
    { kept: true, ticket },
  ])
  expect([await answer(ticket, { source: 'its answer' }), await answer(ticket, { source: 'its answer' })]).toEqual([
    'kept',
    'kept',
  ])
  expect(await wordsOf(ticket)).toEqual(['buyer: Help', 'buyer: Once', 'staff:903: An answer'])
})

test('a closed or unknown ticket is not answered, and nothing is kept', async () => {
  const ticket = await opened(await newBuyer())
  await closeTicket(sql, { businessId, ticket }, '903', book.start)
  expect([await answer(ticket), await answer(999_999)]).toEqual(['closed', 'closed'])
  expect(await wordsOf(ticket)).toEqual(['buyer: Help'])
})

test('closed once, and who closed it is kept', async () => {
  const ticket = await opened(await newBuyer())
  const close = (staffId: string, at: number) => closeTicket(sql, { businessId, ticket }, staffId, at)
  expect([await close('903', book.start), await close('904', book.start + 1)]).toEqual([true, false])
  const [row] = await sql`SELECT closed_by, changed_at FROM support_tickets WHERE number = ${ticket}`
  expect(row).toEqual({ closed_by: 'staff:903', changed_at: new Date(book.start) })
  expect(await closeTicket(sql, { businessId, ticket: 999_999 }, '903', book.start)).toBe(false)
})

test('twenty messages in an hour; the next are refused and not kept, an hour later they are taken', async () => {
  const buyer = await newBuyer()
  for (let round = 0; round < ticketMessagesAnHour; round++) {
    expect((await write(buyer, `${round}`, { source: `limit${round}` })).kept).toBe(true)
  }
  const [ticket] = await ticketsOf(buyer)
  expect(await write(buyer, 'too much')).toEqual({ kept: false, reason: 'too_many' })
  expect(await write(buyer, '3', { source: 'limit3' })).toEqual({ kept: true, ticket })
  expect(await wordsOf(ticket!)).toHaveLength(ticketMessagesAnHour)
  // What staff say is not counted against the buyer.
  await answer(ticket!, { at: book.start + hour })
  expect((await write(buyer, 'later', { at: book.start + hour })).kept).toBe(true)
})

test('two messages at once open one ticket, and are not more than the limit', async () => {
  const one = book.database.connectAgain({ max: 1 })
  const two = book.database.connectAgain({ max: 1 })
  await Promise.all([one`SELECT 1`, two`SELECT 1`])
  for (let round = 0; round < 10; round++) {
    const buyer = await newBuyer()
    await Promise.all([write(buyer, 'one', { by: one }), write(buyer, 'two', { by: two })])
    const tickets = await ticketsOf(buyer)
    expect(tickets).toHaveLength(1)
    expect((await wordsOf(tickets[0]!)).toSorted()).toEqual(['buyer: one', 'buyer: two'])
  }
  const buyer = await newBuyer()
  await Promise.all(Array.from({ length: 30 }, (_, n) => write(buyer, `${n}`, { by: n % 2 ? one : two })))
  expect(await wordsOf((await ticketsOf(buyer))[0]!)).toHaveLength(ticketMessagesAnHour)
})

test('what is sent on is the message itself, and earlier ones whose sending was given up', async () => {
  const buyer = await newBuyer()
  const minute = 60_000
  const kept = await write(buyer, 'lost', { source: 'lost' })
  const ticket = kept.kept ? kept.ticket : 0
  await write(buyer, 'under way', { source: 'under way', at: book.start + 6 * minute })
  await write(buyer, 'now', { source: 'now', at: book.start + 7 * minute })
  const open = (source: string) =>
    unpassedMessages(sql, { businessId, ticket }, { source, now: book.start + 7 * minute })
  const before = await open('now')
  expect(before.map(({ text }) => text)).toEqual(['lost', 'now'])
  for (const { id } of before) await notePassed(sql, businessId, id, book.start)
  expect(await open('now')).toEqual([])
  expect((await open('under way')).map(({ text }) => text)).toEqual(['under way'])
})

test('the list has those that wait for the shop first, the oldest at the top, and only those of the business', async () => {
  await sql`UPDATE support_tickets SET state = 'closed'`
  const [a, b, c, d] = [
    await opened(await newBuyer()),
    await opened(await newBuyer()),
    await opened(await newBuyer()),
    await opened(await newBuyer()),
  ]
  await answer(a, { at: book.start + 1 })
  await sql`UPDATE support_tickets SET changed_at = changed_at - interval '1 hour' WHERE number = ${c}`
  await closeTicket(sql, { businessId, ticket: d }, '903', book.start)
  const listed = await ticketsGoingOn(sql, { businessId, limit: 10 })
  expect(listed.map(({ number, state }) => [number, state])).toEqual([
    [c, 'open'],
    [b, 'open'],
    [a, 'answered'],
  ])
  expect(await ticketsGoingOn(sql, { businessId: 'other', limit: 10 })).toEqual([])
  expect(await ticketCard(sql, { businessId: 'other', ticket: a })).toBeNull()
})
