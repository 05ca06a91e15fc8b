import {
  compareStars,
  differencesTold,
  openDifferences,
  settleDifference,
  untoldDifferences,
} from '../../db/reconciliation'
import { noteStarPage, type StarKind } from '../../db/star-book'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { writeSubscribers } from '../../bench/subscribers'
import { freshDatabase, type FreshDatabase } from '../setup/database'

const businessId = demoBusiness.id
const minute = 60_000
const now = Date.UTC(2026, 10, 21, 12)
const old = now - 60 * minute
const young = now - minute
const before = now - 10 * minute

let database: FreshDatabase
let sql: FreshDatabase['sql']
beforeEach(async () => {
  database = await freshDatabase()
  sql = database.sql
  await seedDemoShop(sql)
  await writeSubscribers(sql, [{ user: 501, state: 'active', paidUntil: new Date(now + 1e9), outcome: 'member' }])
})
afterEach(() => database.drop())

const booked = (id: string, { amount = 300, state = 'performed', at = old } = {}) => sql`
  INSERT INTO provider_transactions (business_id, provider, external_id, payment_id, amount, currency, state, provider_time,
                                     held_at, performed_at, ended_at)
  VALUES (${businessId}, 'stars', ${id}, 'sub501.1', ${amount}, 'XTR', ${state}, ${new Date(at)}, ${new Date(at)}, ${new Date(at)},
          ${state === 'refunded' ? new Date(at) : null})`
type Told = readonly [id: string, kind: StarKind, amount?: number, at?: number]
const told = (...movements: readonly Told[]) =>
  noteStarPage(sql, businessId, {
    from: 0,
    movements: movements.map(([id, kind, amount = 300, at = old]) => ({
      id,
      kind,
      amount,
      payload: null,
      payer: null,
      recurring: false,
      at: new Date(at),
    })),
    isLast: true,
    at: now,
  })
const compare = () => compareStars(sql, businessId, { before, now })
const listed = async () =>
  (await openDifferences(sql, businessId, { limit: 50 })).map(({ kind, externalId, amount, bookAmount, remedy }) =>
    [kind, externalId, String(amount), bookAmount === null ? '-' : String(bookAmount), remedy].join(' '),
  )

test('books that agree have no differences; withdrawals, gifts and what is on its way are none', async () => {
  await booked('paid')
  await booked('returned', { state: 'refunded' })
  await booked('just paid', { at: young })
  await booked('just returned', { state: 'refunded', at: young })
  await booked('a checkout', { state: 'released' })
  await told(
    ['paid', 'charge'],
    ['returned', 'charge'],
    ['returned', 'return'],
    ['just returned', 'charge'],
    ['a withdrawal', 'spent'],
    ['a gift', 'received'],
    ['coming', 'charge', 300, young],
    ['leaving', 'unnamed_debit', 300, young],
    // Never booked, but it went back: nobody has lost anything.
    ['came and went', 'charge'],
    ['came and went', 'return'],
  )
  expect(await compare()).toEqual({ returned: [], missed: [], open: 0 })
  expect(await listed()).toEqual([])
})

test('each difference is listed with what puts it right', async () => {
  await booked('unknown there')
  await booked('other sum', { amount: 250 })
  await booked('taken back')
  await booked('given back')
  await booked('not given back', { state: 'refunded' })
  await sql`
    INSERT INTO inbound_updates (bot_id, update_id, queue, body)
    VALUES ('7000001', 1, 'x', ${sql.json({ message: { refunded_payment: { telegram_payment_charge_id: 'given back' } } })})`
  await told(
    ['unbooked', 'charge'],
    ['other sum', 'charge'],
    ['taken back', 'charge'],
    ['taken back', 'return'],
    ['given back', 'charge'],
    ['given back', 'return'],
    ['not given back', 'charge'],
    ['stx1', 'unnamed_debit', 650],
  )
  expect(await compare()).toEqual({
    open: 7,
    missed: [],
    returned: [
      { kind: 'chargeback', externalId: 'taken back', paymentId: 'sub501.1' },
      { kind: 'refund_not_booked', externalId: 'given back', paymentId: 'sub501.1' },
    ],
  })
  expect((await listed()).sort()).toEqual([
    'amount_differs other sum 300 250 look_into_log',
    'charge_not_at_telegram unknown there 300 300 look_into_log',
    'charge_not_booked unbooked 300 - take_update',
    'chargeback taken back 300 300 recorded',
    'refund_not_at_telegram not given back 300 300 return_stars',
    'refund_not_booked given back 300 300 recorded',
    'unnamed_debit stx1 650 - find_payer',
  ])
  // Only the chargeback has no other place where its reason could be kept.
  expect([...(await sql`SELECT external_id, reason, state FROM refunds`)]).toEqual([
    { external_id: 'taken back', reason: 'chargeback', state: 'requested' },
  ])
})

test('a difference that no longer shows is resolved, and one that shows again is told again', async () => {
  await told(['late', 'charge'])
  await compare()
  const [first] = await untoldDifferences(sql, businessId, { limit: 10 })
  await differencesTold(sql, businessId, { numbers: [first!.number], at: now })
  await compare()
  expect(await untoldDifferences(sql, businessId, { limit: 10 })).toEqual([])
  await booked('late')
  expect(await compare()).toEqual({ returned: [], missed: [], open: 0 })
  expect(await listed()).toEqual([])
  await sql`DELETE FROM provider_transactions`
  await compareStars(sql, businessId, { before, now: now + minute })
  expect(await untoldDifferences(sql, businessId, { limit: 10 })).toEqual([{ ...first, since: new Date(now + minute) }])
})

test('what a person has settled stays settled, and what is recorded by itself is not theirs to settle', async () => {
  await booked('taken back')
  await told(['taken back', 'charge'], ['taken back', 'return'], ['stx1', 'unnamed_debit'])
  await compare()
  const numbers = Object.fromEntries(
    (await openDifferences(sql, businessId, { limit: 9 })).map(({ kind, number }) => [kind, number]),
  )
  const settle = (number: string) => settleDifference(sql, businessId, { number, by: 'staff:2001', at: now })
  expect(await settle(numbers['unnamed_debit']!)).toBe(true)
  expect(await settle(numbers['unnamed_debit']!)).toBe(false)
  expect(await settle(numbers['chargeback']!)).toBe(false)
  await compare()
  expect(await listed()).toEqual(['chargeback taken back 300 300 recorded'])
})

test('a charge that names a payment of its payer is to be booked; one of somebody else, or for nothing of ours, is not', async () => {
  const invoice = (payment: string, buyer = '501', business = businessId) => `${business}:${payment}:telegram:${buyer}`
  const charge = (id: string, payload: string, { recurring = false, at = old } = {}) => ({
    id,
    kind: 'charge' as const,
    amount: 300,
    payload,
    payer: '501',
    recurring,
    at: new Date(at),
  })
  const movements = [
    charge('ours', invoice('sub501.2')),
    charge('the first', invoice('sub501.1'), { recurring: true }),
    charge('a second one in the same second', invoice('sub501.1'), { recurring: true }),
    charge('of another', invoice('sub501.2', '502')),
    charge('of another shop', invoice('sub501.2', '501', 'samarqand' as typeof businessId)),
    charge('for nothing', invoice('sub999.1')),
    charge('of somebody else', 'whatever'),
  ]
  await noteStarPage(sql, businessId, { from: 0, movements, isLast: true, at: now })
  const { missed } = await compare()
  expect(
    missed.map(({ externalId, paymentId, recurring }) => `${externalId}: ${paymentId} ${recurring}`).sort(),
  ).toEqual(['a second one in the same second: sub501.1 renewal', 'ours: sub501.2 null', 'the first: sub501.1 first'])
  expect((await listed()).filter((line) => line.endsWith('booked'))).toHaveLength(3)
  expect((await listed()).filter((line) => line.endsWith('take_update'))).toHaveLength(4)
})
