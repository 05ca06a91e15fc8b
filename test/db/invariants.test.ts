import fc from 'fast-check'
import { releaseOverdueHold } from '../../db/ledger'
import type { Db as Sql } from '../../db/types'
import type { Provider } from '../../domain/providers'
import { brokenEvents, hour, openBook, type Book, type PaymentKey } from './book'

/**
 * Whatever is said to the book of three orders that want the same last piece of stock, by several providers, repeated, out
 * of order and with the clock jumping: money is neither lost nor taken twice, and no piece is promised twice.
 */
let book: Book
let sql: Sql
beforeAll(async () => {
  book = await openBook()
  sql = book.sql
})
afterAll(() => book.close())

const pieces = 1
const providers: readonly Provider[] = ['payme', 'click', 'telegram_fiat', 'manual']
const stages = ['deposit', 'balance'] as const
type Target = { readonly order: 0 | 1 | 2; readonly stage: (typeof stages)[number] }
type Step =
  | (Target & {
      readonly say: 'hold' | 'perform' | 'land' | 'short' | 'release' | 'refund'
      readonly provider: Provider
      readonly transaction: 0 | 1 | 'latest'
    })
  | (Target & { readonly say: 'open' | 'extend' | 'expire' | 'overdue' | 'lapse' })
  | { readonly say: 'end'; readonly order: 0 | 1 | 2; readonly action: 'cancel' | 'expire'; readonly actor: string }
  | { readonly say: 'step'; readonly order: 0 | 1 | 2; readonly action: 'offer' | 'accept' | 'give_back' | 'assemble' }
  | { readonly say: 'rush'; readonly order: 0 | 1 | 2 }
  | { readonly say: 'wait'; readonly ms: number }

const order = fc.constantFrom(0 as const, 0 as const, 1 as const, 2 as const)
const stage = fc.constantFrom(...stages)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      say: fc.constantFrom('hold', 'hold', 'perform', 'perform', 'land', 'short', 'release', 'refund'),
      order,
      stage,
      provider: fc.constantFrom(...providers),
      transaction: fc.constantFrom(0 as const, 1 as const, 'latest' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ say: fc.constantFrom('open', 'extend', 'expire', 'overdue'), order, stage }) },
  {
    weight: 2,
    arbitrary: fc.record({
      say: fc.constant('end' as const),
      order,
      action: fc.constantFrom('cancel', 'expire'),
      actor: fc.constantFrom('buyer', 'staff:2002'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      say: fc.constant('step' as const),
      order,
      action: fc.constantFrom('offer', 'accept', 'give_back', 'assemble'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ say: fc.constant('lapse' as const), order, stage }) },
  // What is paid and accepted at once; by single steps few orders would get that far.
  { weight: 1, arbitrary: fc.record({ say: fc.constant('rush' as const), order }) },
  {
    weight: 2,
    arbitrary: fc.record({
      say: fc.constant('wait' as const),
      ms: fc.constantFrom(1000, hour / 2, 12 * hour, 24 * hour, 72 * hour),
    }),
  },
)

interface Placed {
  readonly orderId: string
  readonly deposit: PaymentKey
  readonly balance: PaymentKey
}

let rounds = 0
let asked = 0

test(
  'no sequence of messages breaks the book of money or the stock',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 28 }), async (steps) => {
        book.clock.now = book.start
        const round = ++rounds
        const productId = await book.product({ stock: pieces })
        const orders: Placed[] = []
        for (let index = 0; index < 3; index++) {
          const placed = await book.place(productId, { plan: 'deposit_balance', orderId: `r${round}x${index}` })
          if (placed.placement.placed) await book.open(placed.deposit)
          orders.push(placed)
        }
        for (const next of steps) {
          if (next.say === 'wait') book.clock.now += next.ms
          else {
            if ('order' in next && next.order === 2) await comeAgain(orders, round, productId)
            await take(next, orders[next.order]!, round)
          }
          for (const { orderId } of orders) await moneyHolds(orderId)
          await stockHolds(productId)
        }
        for (const { orderId } of orders) expect(await brokenEvents(sql, orderId)).toEqual([])
        const [doubled] = await sql<{ doubled: number }[]>`
        SELECT count(*)::int - count(DISTINCT dedupe_key)::int AS doubled FROM business_events`
        expect(doubled).toEqual({ doubled: 0 })
      }),
      { numRuns: 150, seed: 20261121, endOnFailure: false },
    ),
  300_000,
)

test('the sequences above led through everything that can become of money', async () => {
  const rows = await sql<{ fact: string }[]>`
    SELECT DISTINCT concat_ws(' ', type, coalesce(payload ->> 'outcome', payload ->> 'reason')) AS fact
    FROM business_events WHERE type IN ('payment_landed_late', 'payment_doubled', 'refund_requested', 'order_expired',
      'order_revived', 'payment_extended', 'order_accepted', 'order_given_back', 'order_rejected', 'refund_completed')
    ORDER BY 1`
  expect(rows.map(({ fact }) => fact)).toEqual([
    'order_accepted',
    'order_expired',
    'order_given_back',
    'order_rejected sold_out',
    'order_revived',
    'payment_doubled',
    'payment_extended',
    'payment_landed_late refund',
    'payment_landed_late revived',
    'refund_completed 5',
    'refund_requested cancelled_by_buyer',
    'refund_requested cancelled_by_staff',
    'refund_requested late_money',
    'refund_requested paid_twice',
    'refund_requested wrong_amount',
  ])
})

/** Buyers who found the piece sold ask anew, as a new order, for what may be free by now. */
async function comeAgain(orders: Placed[], round: number, productId: string): Promise<void> {
  for (const [index, { orderId }] of orders.entries()) {
    const [known] = await sql`SELECT 1 FROM payments WHERE order_id = ${orderId}`
    if (known) continue
    const placed = await book.place(productId, { plan: 'deposit_balance', orderId: `r${round}x${index}n${++asked}` })
    if (placed.placement.placed) await book.open(placed.deposit)
    orders[index] = placed
  }
}

async function take(next: Exclude<Step, { say: 'wait' }>, placed: Placed, round: number): Promise<void> {
  const { orderId } = placed
  if (next.say === 'end') return void (await book.end(orderId, next.action, next.actor))
  if (next.say === 'rush') {
    const [exists] = await sql`SELECT 1 FROM payments WHERE order_id = ${orderId}`
    if (!exists) return
    for (const stage of stages) {
      await take({ say: 'open', order: next.order, stage }, placed, round)
      await book.land(placed[stage], 'manual', `rush.${orderId}.${stage}`, prices[stage])
    }
    await take({ say: 'step', order: next.order, action: 'offer' }, placed, round)
    return take({ say: 'step', order: next.order, action: 'accept' }, placed, round)
  }
  // The lifecycle offers an order only when all its stages are paid.
  if (next.say === 'step') {
    const [unpaid] = await sql`SELECT 1 FROM payments WHERE order_id = ${orderId} AND state <> 'paid'`
    if (next.action === 'offer' && unpaid) return
    return void (await book.step(orderId, next.action, undefined, String(++asked)))
  }
  const key = placed[next.stage]
  const [exists] = await sql`SELECT 1 FROM payments WHERE id = ${key.paymentId}`
  if (!exists) return
  switch (next.say) {
    case 'open':
      // The balance opens when the deposit has been paid, as its order does it.
      if (await isPaid(placed.deposit)) await book.open(key)
      return
    case 'extend':
      return void (await book.extend(key))
    case 'expire':
      return void (await book.expire(key))
    case 'lapse':
      book.clock.now += 72 * hour
      await book.expire(key)
      return void (await book.end(orderId, 'expire', 'timer'))
    case 'overdue':
      return void (await releaseOverdueHold(sql, key, book.clock.now))
    case 'hold':
    case 'perform':
    case 'land':
    case 'short':
    case 'release':
    case 'refund':
      return speak(next, key, await transactionOf(next, placed, round))
  }
}

type Speech = Extract<Step, { readonly transaction: unknown }>
type Named = { readonly provider: Provider; readonly id: string }

async function speak({ say, stage, order }: Speech, key: PaymentKey, { provider, id }: Named): Promise<void> {
  if (say === 'hold') await book.hold(key, provider, id, prices[stage])
  else if (say === 'perform') await book.perform(key, provider, id)
  else if (say === 'land') await book.land(key, provider, id, prices[stage])
  else if (say === 'short') await book.land(key, provider, id, prices[stage] - 1n)
  else if (say === 'release') await book.release(key, provider, id)
  else await book.refund(key, provider, id, order === 0)
}

const prices = { deposit: 30_000_000n, balance: 70_000_000n }

/**
 * The order's latest transaction, or one of two ids of a provider. An id is the same for both stages: a transaction of
 * one is also tried on the other.
 */
async function transactionOf({ provider, transaction }: Speech, { orderId }: Placed, round: number): Promise<Named> {
  if (transaction !== 'latest') return { provider, id: `${round}.${orderId}.${provider}.${transaction}` }
  const [latest] = await sql<Named[]>`
    SELECT provider, external_id AS id FROM provider_transactions
    WHERE payment_id LIKE ${`${orderId}.%`} ORDER BY our_id DESC LIMIT 1`
  return latest ?? { provider, id: `${round}.${orderId}.${provider}.0` }
}

async function isPaid({ paymentId }: PaymentKey): Promise<boolean> {
  const [row] = await sql`SELECT 1 FROM payments WHERE id = ${paymentId} AND state = 'paid'`
  return row !== undefined
}

/** One look at each stage of an order: its state, and what the entries, transactions and refunds say of it. */
async function moneyHolds(orderId: string): Promise<void> {
  const rows = await sql<
    {
      state: string
      amount: bigint
      order_state: string
      received: bigint
      taken: bigint
      negative: number
      held: number
      kept: number
      kept_sum: bigint
    }[]
  >`
    SELECT p.state, p.amount, o.state AS order_state, b.received,
      (SELECT coalesce(sum(t.amount), 0)::bigint FROM provider_transactions t
       WHERE t.payment_id = p.id AND t.state = 'performed') AS taken,
      (SELECT count(*)::int FROM (
        SELECT sum(CASE e.kind WHEN 'perform' THEN e.amount WHEN 'refund' THEN -e.amount ELSE 0 END)
                 OVER (ORDER BY e.id) AS so_far
        FROM payment_entries e WHERE e.payment_id = p.id) running WHERE so_far < 0) AS negative,
      (SELECT count(*)::int FROM provider_transactions t WHERE t.payment_id = p.id AND t.state = 'held') AS held,
      (SELECT count(*)::int FROM provider_transactions t WHERE t.payment_id = p.id AND t.state = 'performed'
       AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.provider = t.provider AND r.external_id = t.external_id)) AS kept,
      (SELECT coalesce(sum(t.amount), 0)::bigint FROM provider_transactions t
       WHERE t.payment_id = p.id AND t.state = 'performed'
       AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.provider = t.provider AND r.external_id = t.external_id)) AS kept_sum
    FROM payments p
    JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    JOIN payment_balances b ON b.business_id = p.business_id AND b.payment_id = p.id
    WHERE p.order_id = ${orderId} ORDER BY p.position`
  for (const row of rows) {
    // The entries, the balance and the transactions tell the same, and never less than nothing.
    expect(row.received).toBe(row.taken)
    expect(row.negative).toBe(0)
    expect(row.held).toBe(row.state === 'held' ? 1 : 0)
    // What is kept is exactly one price of a paid stage, until its order is cancelled; all else is put down for refund.
    const keeps = row.state === 'paid' && row.order_state !== 'cancelled'
    expect([row.state, row.kept, row.kept_sum]).toEqual([row.state, keeps ? 1 : 0, keeps ? row.amount : 0n])
    if (['offered', 'accepted', 'assembled'].includes(row.order_state)) {
      expect(['paid', 'refunded']).toContain(row.state)
    }
  }
}

/** No more is promised or taken than there ever was. */
async function stockHolds(productId: string): Promise<void> {
  const [row] = await sql<{ stock: number; promised: number; used: number }[]>`
    SELECT p.stock,
      (SELECT coalesce(sum(quantity), 0)::int FROM stock_holds h WHERE h.product_id = p.id AND h.released_at IS NULL
       AND h.used_at IS NULL AND h.expires_at > ${new Date(book.clock.now)}) AS promised,
      (SELECT coalesce(sum(quantity), 0)::int FROM stock_holds h WHERE h.product_id = p.id AND h.used_at IS NOT NULL
       AND h.released_at IS NULL) AS used
    FROM products p WHERE p.id = ${productId}`
  const { stock, promised, used } = row!
  expect(stock).toBeGreaterThanOrEqual(0)
  expect(promised).toBeLessThanOrEqual(stock)
  expect(stock + used).toBeLessThanOrEqual(pieces)
}
