import pino from 'pino'
import type { Db } from '../../../db/types'
import type { BusinessId } from '../../../domain/ids'
import { createPayLinks } from '../../../domain/pay-links'
import { paymentIdOf, paymentRefOf, type PaymentKind, type PaymentPlan } from '../../../domain/payment-plan'
import type { PaymentState } from '../../../domain/payment-states'
import type { OrderState } from '../../../domain/order-states'

export const businessId: BusinessId = 'demo'
export const silent = pino({ level: 'silent' })

export const links = createPayLinks((id) =>
  id === businessId
    ? { payme: { merchantId: 'merchant1' }, click: { serviceId: '1001', merchantId: '77' } }
    : undefined,
)

export const people = { owner: '900', florist: '901', courier: '902', manager: '903', buyer: '42', stranger: '43' }

/** A business with staff, two products and one buyer: what a seeded shop has. */
export async function seedShop(sql: Db, settings: object = {}): Promise<void> {
  await sql`INSERT INTO businesses (id, name, currency, zone, settings, support_url) VALUES
    (${businessId}, 'Gulzor', 'UZS', 'Asia/Tashkent', ${sql.json(settings as never)}, 'https://t.me/gulzor_help'),
    ('other', 'Other', 'UZS', 'Asia/Tashkent', '{}', NULL)`
  await sql`INSERT INTO staff (business_id, external_id, role, name, lang) VALUES
    (${businessId}, ${people.owner}, 'owner', 'Rustam', 'ru'),
    (${businessId}, ${people.florist}, 'florist', 'Gulnora', 'uz'),
    (${businessId}, ${people.courier}, 'courier', 'Jasur', 'ru'),
    (${businessId}, ${people.manager}, 'manager', 'Madina', 'en'),
    ('other', ${people.stranger}, 'owner', 'Stranger', 'ru')`
  await sql`INSERT INTO buyers (business_id, id, external_id, name, lang) VALUES
    (${businessId}, ${`telegram:${people.buyer}`}, ${people.buyer}, 'Dilnoza <3', 'ru'),
    (${businessId}, ${`telegram:${people.stranger}`}, ${people.stranger}, 'Stranger', 'ru')`
  await sql`INSERT INTO products (business_id, id, names, texts, price, stock, arrives_on, emoji, position) VALUES
    (${businessId}, 'rose', '{"ru": "Роза", "uz": "Atirgul", "en": "Rose"}',
     '{"ru": "Красная", "uz": "Qizil", "en": "Red"}', 5000000, 10, NULL, '🌹', 1),
    (${businessId}, 'peony', '{"ru": "Пион", "uz": "Pion", "en": "Peony"}',
     '{"ru": "Розовый", "uz": "Pushti", "en": "Pink"}', 15000000, 5, '2026-12-01', '🌸', 2)`
}

export interface SeededOrder {
  readonly id?: string
  readonly number?: number
  readonly plan?: PaymentPlan
  readonly state?: OrderState
  readonly buyer?: string
  readonly product?: 'rose' | 'peony'
  readonly quantity?: number
  readonly unitPrice?: bigint
  readonly stages: readonly {
    readonly kind: PaymentKind
    readonly amount: bigint
    readonly state: PaymentState
    readonly expiresAt?: string
    readonly extended?: boolean
  }[]
}

/** An order as the ledger would have left it, without its lifecycle. */
export async function seedOrder(sql: Db, order: SeededOrder): Promise<string> {
  const { id = 'order1', number = 1042, plan = 'full', state = 'awaiting_payment', buyer = people.buyer } = order
  const { product = 'rose', quantity = 3, unitPrice = 5_000_000n } = order
  const total = order.stages.reduce((sum, { amount }) => sum + amount, 0n)
  await sql`INSERT INTO orders (business_id, id, number, buyer_id, plan, state, currency, total) VALUES
    (${businessId}, ${id}, ${number}, ${`telegram:${buyer}`}, ${plan}, ${state}, 'UZS', ${total})`
  await sql`INSERT INTO order_lines (business_id, order_id, product_id, names, quantity, unit_price)
    SELECT business_id, ${id}, id, names, ${quantity}, ${unitPrice} FROM products
    WHERE business_id = ${businessId} AND id = ${product}`
  for (const [position, stage] of order.stages.entries()) {
    const { kind, amount, state: paymentState, expiresAt = '2026-11-21T13:00:00Z', extended = false } = stage
    await sql`INSERT INTO payments (business_id, id, order_id, ref, position, kind, amount, currency, state, opened_at,
                                    expires_at, extended_at) VALUES
      (${businessId}, ${paymentIdOf(id, kind)}, ${id}, ${paymentRefOf(number, kind)}, ${position}, ${kind}, ${amount},
       'UZS', ${paymentState}, '2026-11-20T13:00:00Z', ${expiresAt}, ${extended ? '2026-11-20T14:00:00Z' : null})`
  }
  return id
}

/** A transaction of a provider that was performed, and the refund of it that is under way. */
export async function seedRefund(
  sql: Db,
  refund: {
    paymentId: string
    provider: string
    externalId: string
    amount: bigint
    currency?: string
    reason?: string
    state?: string
  },
): Promise<void> {
  const { paymentId, provider, externalId, amount, currency = 'UZS', reason = 'cancelled_by_buyer' } = refund
  await sql`INSERT INTO provider_transactions (business_id, provider, external_id, payment_id, amount, currency, state,
                                               provider_time, held_at, performed_at) VALUES
    (${businessId}, ${provider}, ${externalId}, ${paymentId}, ${amount}, ${currency}, 'performed', now(), now(), now())`
  await sql`INSERT INTO refunds (business_id, payment_id, provider, external_id, reason, state, requested_by, requested_at)
    VALUES (${businessId}, ${paymentId}, ${provider}, ${externalId}, ${reason}, ${refund.state ?? 'awaiting_staff'},
            'buyer', now())`
}
