import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { Registry } from 'prom-client'
import { createApi, type ApiDeps } from '../../api/app'
import { createApiServer } from '../../api/server'
import { clickSignature, type ClickRequest, type ClickStep } from '../../api/webhooks/click-request'
import type { MoneyMessages } from '../../api/webhooks/payable'
import type { Db } from '../../db/types'
import { holdPayment, performPayment, refundTransaction, releasePayment } from '../../db/ledger'
import { placeOrder } from '../../db/placing'
import { openPayment } from '../../db/payment-stages'
import { paymentIdOf, paymentRefOf, type PaymentKind, type PaymentPlan } from '../../domain/payment-plan'
import { freshDatabase } from '../setup/database'

export const paymeKey = 'Payme&Key=42%long enough'
export const click = { serviceId: '1001', secretKey: 'TESTSECRET' }
export const eventsToken = 'events-token-of-demo'
/** 1 000 000 soʻm. */
export const price = 100_000_000n
export const hour = 3_600_000

export type Shop = Awaited<ReturnType<typeof openShop>>

/**
 * A business with one product, on a real database of its own, and the API before it. The lifecycles are those that the
 * ledger itself makes: every message is carried out at once, by the same functions the workflows call.
 */
export async function openShop(overrides: Partial<ApiDeps> = {}) {
  const database = await freshDatabase()
  const { sql } = database
  await sql`INSERT INTO businesses (id, name, currency, zone, last_order_number) VALUES
    ('demo', 'Demo', 'UZS', 'Asia/Tashkent', 1000), ('other', 'Other', 'UZS', 'Asia/Tashkent', 900000)`
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES
    ('demo', 'telegram:42', '42', 'Dilnoza'), ('other', 'telegram:42', '42', 'Dilnoza')`
  await sql`INSERT INTO products (business_id, id, names, texts, price, stock) VALUES
    ('demo', 'roses', '{"en": "Roses"}', '{"en": ""}', ${price.toString()}, 1000),
    ('other', 'roses', '{"en": "Roses"}', '{"en": ""}', ${price.toString()}, 1000)`

  const clock = { now: Date.UTC(2026, 10, 21, 8, 0, 0) }
  const sent: string[] = []
  const lifecycles = ledgerLifecycles(sql, clock, sent)
  const registry = new Registry()
  const logged: Record<string, unknown>[] = []
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  )
  const app = createApi({
    sql,
    lifecycles,
    credentialsOf: (businessId) =>
      businessId === 'demo' ? { payme: { key: paymeKey }, click } : businessId === 'keyless' ? {} : null,
    eventReaders: [
      { businessId: 'demo', token: eventsToken },
      { businessId: 'other', token: 'events-token-of-other' },
    ],
    log,
    registry,
    now: () => clock.now,
    failedAuthPerMinute: 10_000,
    ...overrides,
  })
  const server = createApiServer(app)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  let orders = 0
  /** Places an order and opens its first stage. Returns what the payer sees. */
  async function order({ plan = 'full', businessId = 'demo' }: { plan?: PaymentPlan; businessId?: string } = {}) {
    const orderId = `order${++orders}`
    const lines = [{ productId: 'roses', quantity: 1 }]
    await placeOrder(sql, { businessId, orderId }, { buyerId: 'telegram:42', lines, plan }, clock.now)
    const [row] = await sql<{ number: number }[]>`
      SELECT number FROM orders WHERE business_id = ${businessId} AND id = ${orderId}`
    const stage = (kind: PaymentKind) => ({
      paymentId: paymentIdOf(orderId, kind),
      ref: paymentRefOf(row!.number, kind),
    })
    const first = stage(plan === 'full' ? 'full' : 'deposit')
    await openPayment(sql, { businessId, paymentId: first.paymentId }, clock.now)
    const amount = plan === 'full' ? price : (price * 3n) / 10n
    return { orderId, ...first, amount, tiyin: Number(amount), soum: `${amount / 100n}.00`, stage }
  }

  async function payme(
    method: string,
    params: unknown,
    { key = paymeKey, authorization = basic(`Paycom:${key}`), type = 'text/json; charset=UTF-8', id = 2032 } = {},
  ) {
    return call<PaymeBody>('/webhooks/payme/demo', {
      method: 'POST',
      headers: { 'content-type': type, authorization },
      body: JSON.stringify({ method, params, id }),
    })
  }

  async function call<Body>(path: string, init: RequestInit = {}) {
    const response = await fetch(url + path, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Body }
  }

  /** Sends a signed message of Click; `changes` are made before signing, `after` behind Click's back. */
  async function clickCall(step: ClickStep, changes: Partial<ClickRequest>, after: Record<string, string> = {}) {
    return call<ClickBody>(`/webhooks/click/demo/${step}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...signedClick(step, changes), ...after }).toString(),
    })
  }

  /** Everything that money can change, to show that nothing did. */
  async function book() {
    const [payments, transactions, entries, refunds, events, holds] = await Promise.all([
      sql`SELECT id, state, settled_at FROM payments ORDER BY business_id, id`,
      sql`SELECT * FROM provider_transactions ORDER BY our_id`,
      sql`SELECT * FROM payment_entries ORDER BY id`,
      sql`SELECT * FROM refunds ORDER BY external_id`,
      sql`SELECT seq, type FROM business_events ORDER BY seq`,
      sql`SELECT * FROM stock_holds ORDER BY business_id, order_id`,
    ])
    const text = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
    return JSON.stringify({ payments, transactions, entries, refunds, events, holds }, text)
  }

  async function close() {
    // Clients keep connections open for their next call; nobody calls any more.
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await database.drop()
  }

  return {
    sql,
    database,
    clock,
    sent,
    logged,
    registry,
    lifecycles,
    url,
    order,
    payme,
    click: clickCall,
    call,
    book,
    close,
  }
}

export const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`

export interface PaymeBody {
  readonly result?: {
    readonly allow?: boolean
    readonly transaction?: string
    readonly create_time?: number
    readonly state?: number
    readonly transactions?: Record<string, unknown>[]
  }
  readonly error?: { readonly code: number; readonly message: unknown; readonly data: unknown }
  readonly id: number | null
}

export interface ClickBody {
  readonly error: number
  readonly error_note: string
  readonly merchant_prepare_id?: number | null
}

/** Every field of a message of Click, with its signature. */
export function signedClick(step: ClickStep, changes: Partial<ClickRequest>): Record<string, string> {
  const request: ClickRequest = {
    click_trans_id: '12345678',
    service_id: click.serviceId,
    click_paydoc_id: '987654321',
    merchant_trans_id: '1001F',
    ...(step === 'complete' && { merchant_prepare_id: '1' }),
    amount: '1000000.00',
    action: step === 'prepare' ? '0' : '1',
    error: '0',
    error_note: 'Success',
    sign_time: '2026-11-21 13:00:00',
    sign_string: '',
    ...changes,
  }
  return Object.fromEntries(
    Object.entries({ ...request, sign_string: clickSignature(request, click.secretKey, step) }).filter(
      (field): field is [string, string] => field[1] !== undefined,
    ),
  )
}

/** The lifecycles without Temporal: what their update handlers do to the book, done directly. */
export function ledgerLifecycles(sql: Db, clock: { readonly now: number }, sent: string[] = []): MoneyMessages {
  return {
    hold(address, request) {
      sent.push(`hold ${request.externalId}`)
      return holdPayment(sql, address, request, clock.now)
    },
    async perform(address, request) {
      sent.push(`perform ${request.externalId}`)
      return (await performPayment(sql, address, request, clock.now)).answer
    },
    saidAgain(_, { externalId, step }) {
      sent.push(`${step} ${externalId} again`)
      return Promise.resolve()
    },
    noteReturned({ externalId }) {
      sent.push(`return ${externalId} again`)
      return Promise.resolve(true)
    },
    release(address, request) {
      sent.push(`release ${request.externalId} ${request.reason}`)
      return releasePayment(sql, address, request, clock.now)
    },
    refundByProvider(start, { provider, externalId, reason }) {
      sent.push(`refund ${externalId} ${reason}`)
      const refund = { provider, externalId, reason, actor: `provider:${start.provider}`, mayRefuse: true }
      return refundTransaction(sql, start, refund, clock.now)
    },
  }
}
