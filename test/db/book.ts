import type { Db as Sql } from '../../db/types'
import { holdPayment, performPayment, refundTransaction, releasePayment } from '../../db/ledger'
import { endOrder } from '../../db/order-ends'
import { stepOrder, type OrderStep } from '../../db/orders'
import { expirePayment, extendPayment, openPayment, withdrawPayment } from '../../db/payment-stages'
import { placeOrder } from '../../db/placing'
import { eventCatalog, eventSchema, type EventType } from '../../domain/events'
import type { LedgerAnswer } from '../../domain/ledger'
import { paymentIdOf, type PaymentKind, type PaymentPlan } from '../../domain/payment-plan'
import { holdLimitMs, type Provider } from '../../domain/providers'
import { freshDatabase } from '../setup/database'

export const hour = 3_600_000
export const businessId = 'demo'
/** 1 000 000 soʻm. */
export const price = 100_000_000n

export type Book = Awaited<ReturnType<typeof openBook>>

/** A business with goods, on a database of its own; `clock.now` is the workflow's time, moved by the tests alone. */
export async function openBook({ settings = {} }: { settings?: Record<string, unknown> } = {}) {
  const database = await freshDatabase()
  const { sql } = database
  await sql`INSERT INTO businesses (id, name, currency, zone, settings)
    VALUES (${businessId}, 'Demo', 'UZS', 'Asia/Tashkent', ${sql.json(settings as never)})`
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, 'telegram:42', '42', 'Dilnoza')`
  const start = Date.UTC(2026, 10, 21, 8, 0, 0)
  const clock = { now: start }
  let made = 0

  /** Goods of their own for a test, so that nobody else holds them. */
  async function product({ stock = 100, arrives = false } = {}): Promise<string> {
    const id = `flower${++made}`
    await sql`INSERT INTO products (business_id, id, names, texts, price, stock, arrives_on)
      VALUES (${businessId}, ${id}, '{"en": "Flower"}', '{"en": ""}', ${price.toString()}, ${stock},
              ${arrives ? '2026-12-05' : null})`
    return id
  }

  const place = (productId: string, { plan = 'full' as PaymentPlan, orderId = `order${++made}`, quantity = 1 } = {}) =>
    placeOn(sql, { orderId, productId, plan, quantity }).then((placement) => ({ ...keysOf(orderId), placement }))

  const placeOn = (
    connection: Sql,
    {
      orderId,
      productId,
      plan = 'full',
      quantity = 1,
    }: { orderId: string; productId: string; plan?: PaymentPlan; quantity?: number },
  ) =>
    placeOrder(
      connection,
      { businessId, orderId },
      { buyerId: 'telegram:42', lines: [{ productId, quantity }], plan },
      clock.now,
    )

  /** A placed order with its first stage open. */
  async function order({ plan = 'full', stock = 100 }: { plan?: PaymentPlan; stock?: number } = {}) {
    const productId = await product({ stock, arrives: plan === 'preorder' })
    const placed = await place(productId, { plan })
    const first = plan === 'full' ? placed.full : placed.deposit
    await openPayment(sql, first, clock.now)
    return { ...placed, ...first, productId, first, amount: plan === 'full' ? price : (price * 3n) / 10n }
  }

  return {
    sql,
    database,
    clock,
    start,
    product,
    place,
    placeOn,
    order,
    open: (key: PaymentKey) => openPayment(sql, key, clock.now),
    extend: (key: PaymentKey) => extendPayment(sql, key, 'buyer', clock.now),
    expire: async (key: PaymentKey) => (await expirePayment(sql, key, clock.now)).state,
    withdraw: async (key: PaymentKey) => (await withdrawPayment(sql, key, 'timer', clock.now)).state,
    hold: (key: PaymentKey, provider: Provider, externalId: string, amount: bigint, by: Sql = sql) =>
      holdPayment(by, key, { provider, externalId, money: uzs(amount), providerTime: clock.now }, clock.now),
    perform: (key: PaymentKey, provider: Provider, externalId: string, by: Sql = sql) =>
      performPayment(by, key, { provider, externalId }, clock.now),
    /** Money that came without a hold: Telegram's successful_payment, cash. */
    land: (key: PaymentKey, provider: Provider, externalId: string, amount: bigint, by: Sql = sql) =>
      performPayment(
        by,
        key,
        { provider, externalId, landed: { money: uzs(amount), providerTime: clock.now } },
        clock.now,
      ),
    release: (key: PaymentKey, provider: Provider, externalId: string, reason = 3, by: Sql = sql) =>
      releasePayment(by, key, { provider, externalId, reason }, clock.now),
    refund: (key: PaymentKey, provider: Provider, externalId: string, mayRefuse = true, by: Sql = sql) =>
      refundTransaction(
        by,
        key,
        { provider, externalId, reason: 5, actor: `provider:${provider}`, mayRefuse },
        clock.now,
      ),
    end: (orderId: string, action: 'cancel' | 'expire', actor = 'buyer', by: Sql = sql) =>
      endOrder(by, { businessId, orderId }, { action, actor, reason: 'test' }, clock.now),
    step: (orderId: string, action: OrderStep['action'], staffId?: string, step = '0', by: Sql = sql) =>
      stepOrder(
        by,
        { businessId, orderId },
        {
          action,
          actor: staffId ? `staff:${staffId}` : 'timer',
          step: `${step}/${staffId ?? ''}`,
          ...(staffId && { staffId }),
          ...(action === 'offer' && { fields: { round: 1 } }),
        },
        clock.now,
      ),
    /** Runs what must be refused, and shows that it changed nothing. */
    async unchanged<T>(orderId: string, refused: () => Promise<T>): Promise<T> {
      const before = await everything(sql, orderId)
      const answer = await refused()
      expect(await everything(sql, orderId)).toBe(before)
      return answer
    },
    newId: () => `t${++made}`,
    close: () => database.drop(),
  }
}

export interface PaymentKey {
  readonly businessId: string
  readonly paymentId: string
}

const keyOf = (orderId: string, kind: PaymentKind): PaymentKey => ({
  businessId,
  paymentId: paymentIdOf(orderId, kind),
})
const keysOf = (orderId: string) => ({
  orderId,
  full: keyOf(orderId, 'full'),
  deposit: keyOf(orderId, 'deposit'),
  balance: keyOf(orderId, 'balance'),
})

export const uzs = (amount: bigint) => ({ amount: amount.toString(), currency: 'UZS' as const })
export const overdue = (provider: Provider) => holdLimitMs[provider]

/** An answer in a word: `due` and its like when granted, else the refusal. */
export const said = (answer: LedgerAnswer) => (answer.ok ? answer.payment : answer.refusal)

/** `kind provider amount`, in the order in which they were appended. */
export async function entriesOf(sql: Sql, { paymentId }: Pick<PaymentKey, 'paymentId'>): Promise<string[]> {
  const rows = await sql<{ entry: string }[]>`
    SELECT concat_ws(' ', kind, provider, amount) AS entry FROM payment_entries WHERE payment_id = ${paymentId} ORDER BY id`
  return rows.map(({ entry }) => entry)
}

export async function stateOf(sql: Sql, { paymentId }: Pick<PaymentKey, 'paymentId'>): Promise<string> {
  const [row] = await sql<{ state: string }[]>`SELECT state FROM payments WHERE id = ${paymentId}`
  return row!.state
}

export async function orderStateOf(sql: Sql, orderId: string): Promise<string> {
  const [row] = await sql<{ state: string }[]>`SELECT state FROM orders WHERE id = ${orderId}`
  return row!.state
}

/** `provider reason state` of each. */
export async function refundsOf(sql: Sql, { paymentId }: Pick<PaymentKey, 'paymentId'>): Promise<string[]> {
  const rows = await sql<{ refund: string }[]>`
    SELECT concat_ws(' ', provider, reason, state) AS refund FROM refunds
    WHERE payment_id = ${paymentId} ORDER BY requested_at, external_id`
  return rows.map(({ refund }) => refund)
}

export async function stockOf(sql: Sql, productId: string): Promise<number> {
  const [row] = await sql<{ stock: number }[]>`SELECT stock FROM products WHERE id = ${productId}`
  return row!.stock
}

export async function factsOf(sql: Sql, orderId: string): Promise<string[]> {
  const rows = await sql<{ type: string }[]>`SELECT type FROM business_events WHERE order_id = ${orderId} ORDER BY seq`
  return rows.map(({ type }) => type)
}

/** Everything that can change, to show that nothing did. */
export async function everything(sql: Sql, orderId: string): Promise<string> {
  const rows = await Promise.all([
    sql`SELECT * FROM orders WHERE id = ${orderId}`,
    sql`SELECT * FROM payments WHERE order_id = ${orderId} ORDER BY id`,
    sql`SELECT * FROM provider_transactions WHERE payment_id LIKE ${`${orderId}.%`} ORDER BY our_id`,
    sql`SELECT * FROM payment_entries WHERE payment_id LIKE ${`${orderId}.%`} ORDER BY id`,
    sql`SELECT * FROM refunds WHERE payment_id LIKE ${`${orderId}.%`} ORDER BY external_id`,
    sql`SELECT * FROM stock_holds WHERE order_id = ${orderId}`,
    sql`SELECT seq FROM business_events WHERE order_id = ${orderId} ORDER BY seq`,
  ])
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

/** Events whose payload does not keep to the catalog, with what is wrong. */
export async function brokenEvents(sql: Sql, orderId: string): Promise<string[]> {
  const rows = await sql<{ type: EventType; payload: unknown; dedupe_key: string }[]>`
    SELECT type, payload, dedupe_key FROM business_events WHERE order_id = ${orderId} ORDER BY seq`
  return rows.flatMap(({ type, payload, dedupe_key: key }) => {
    const schema = eventCatalog[type] ?? eventSchema
    const read = schema.safeParse(payload)
    return read.success ? [] : [`${key}: ${read.error.message}`]
  })
}
