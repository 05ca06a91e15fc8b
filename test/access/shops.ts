import { performPayment } from '../../db/ledger'
import { openPayment } from '../../db/payment-stages'
import { placeOrder } from '../../db/placing'
import { applyShopFile } from '../../db/shop-file'
import { placeSubscription } from '../../db/subscriptions'
import type { Db } from '../../db/types'
import { settingsSchema } from '../../domain/settings'
import { roles, type Role, type ThingName } from './table'

/** Stands in every name of a business, so that a screen which tells of it gives itself away. */
export const markOf = (businessId: string) => `mark-of-${businessId}`

/** Who is what in a business. Strangers and buyers are in none but as buyers. */
export const personOf = (businessId: string, role: Role): number =>
  (businessId === 'demo' ? 900 : 950) + roles.indexOf(role)

export type Things = Readonly<Record<ThingName, string>>

/** A business with staff, goods, plans, and one of each thing that a button may be about, all of its buyer. */
export async function writeShop(sql: Db, businessId: string): Promise<Things> {
  const mark = markOf(businessId)
  const words = { ru: mark, uz: mark, en: mark }
  const plan = (id: string) => ({
    id,
    names: words,
    texts: words,
    period: { unit: 'day' as const, count: 30 },
    price: '90000',
    prices: {},
    starPrice: 300,
    channels: ['-1001'],
    trialDays: 0,
    seats: null,
    active: true,
  })
  const product = (id: string, arrivesOn: string | null) => ({
    id: `${businessId}${id}`,
    emoji: '🌹',
    names: words,
    texts: words,
    price: '150000',
    stock: 9,
    arrivesOn,
    active: true,
  })
  await applyShopFile(sql, {
    business: { id: businessId, name: 'Shop', currency: 'UZS', zone: 'Asia/Tashkent', supportUrl: null, terms: words },
    settings: settingsSchema.parse({
      minorPerStar: '125000',
      providers: ['payme', 'stars', 'telegram_fiat', 'manual'],
      chats: { florists: '-501', couriers: '-502', managers: '-503' },
    }),
    staff: roles.flatMap((role) =>
      role === 'stranger' || role === 'buyer' || role === 'other_buyer'
        ? []
        : [{ telegramId: String(personOf(businessId, role)), role, name: role, lang: 'ru' as const }],
    ),
    channels: [
      { chatId: '-1001', title: mark },
      { chatId: '-1004', title: mark },
    ],
    plans: ['club', 'pro', 'new'].map((id) => plan(`${businessId}${id}`)),
    products: [product('rose', null), product('peony', '2030-01-01')],
  })
  // Numbers of the two must not meet: a ticket of ours with the same number would be ours by right.
  if (businessId !== 'demo') await sql`UPDATE businesses SET last_order_number = 5000 WHERE id = ${businessId}`
  for (const role of roles) {
    const id = personOf(businessId, role)
    // They are known to our bot too, so that a press writes nothing but what it is for.
    await sql`INSERT INTO buyers (business_id, id, external_id, name, lang)
              SELECT id, ${`telegram:${id}`}, ${id}, ${`Person${id}`}, 'ru'
              FROM businesses WHERE id IN ('demo', ${businessId})`
  }
  return writeThings(sql, businessId)
}

async function writeThings(sql: Db, businessId: string): Promise<Things> {
  const now = Date.now()
  const buyerId = `telegram:${personOf(businessId, 'buyer')}`
  const id = (name: string) => `${businessId}${name}`
  const order = async (name: string, product: string, plan: 'full' | 'preorder') => {
    const wish = { buyerId, lines: [{ productId: id(product), quantity: 1 }], plan }
    await placeOrder(sql, { businessId, orderId: id(name) }, wish, now)
  }
  const pay = (paymentId: string, externalId: string, amount: string) =>
    performPayment(
      sql,
      { businessId, paymentId },
      { provider: 'manual', externalId, landed: { money: { amount, currency: 'UZS' }, providerTime: now } },
      now,
    )
  await order('order', 'rose', 'full')
  await openPayment(sql, { businessId, paymentId: `${id('order')}.f` }, now)
  await order('done', 'rose', 'full')
  await openPayment(sql, { businessId, paymentId: `${id('done')}.f` }, now)
  await pay(`${id('done')}.f`, `cash-done-${businessId}`, '15000000')
  await order('delivered', 'rose', 'full')
  await sql`UPDATE orders SET state = 'delivered' WHERE business_id = ${businessId} AND id = ${id('delivered')}`
  await order('preorder', 'peony', 'preorder')
  await sql`UPDATE orders SET state = 'awaiting_goods' WHERE business_id = ${businessId} AND id = ${id('preorder')}`

  for (const [name, planId] of [
    ['sub', id('club')],
    ['unpaid', id('pro')],
  ] as const) {
    const key = { businessId, subscriptionId: id(name) }
    await placeSubscription(sql, key, { buyerId, planId, consentVersion: '1' }, now)
    await openPayment(sql, { businessId, paymentId: `${id(name)}.1` }, now)
  }
  await pay(`${id('sub')}.1`, `cash-sub-${businessId}`, '9000000')
  await sql`UPDATE subscriptions SET offers_ok = true WHERE business_id = ${businessId}`

  const [transaction] = await sql<{ ourId: bigint }[]>`
    SELECT our_id AS "ourId" FROM provider_transactions WHERE external_id = ${`cash-done-${businessId}`}`
  await sql`
    INSERT INTO refunds (business_id, payment_id, provider, external_id, reason, state, requested_by, requested_at)
    VALUES (${businessId}, ${`${id('done')}.f`}, 'manual', ${`cash-done-${businessId}`}, 'cancelled_by_buyer', 'awaiting_staff',
            'buyer', now())`
  const [difference] = await sql<{ number: bigint }[]>`
    INSERT INTO reconciliation_differences (business_id, provider, kind, external_id, amount, since, remedy)
    VALUES (${businessId}, 'stars', 'unnamed_debit', ${id('charge')}, 300, now(), 'find_payer')
    RETURNING number`
  const code = `${businessId.toUpperCase()}20`
  await sql`INSERT INTO codes (business_id, code, kind, percent, created_by, created_at)
            VALUES (${businessId}, ${code}, 'percent', 20, 'staff:1', now())`
  const ticket = businessId === 'demo' ? 1 : 7
  await sql`INSERT INTO support_tickets (business_id, number, buyer_id, state, opened_at, changed_at)
            VALUES (${businessId}, ${ticket}, ${buyerId}, 'open', now(), now())`
  await sql`INSERT INTO ticket_messages (business_id, ticket, author, text, source, said_at)
            VALUES (${businessId}, ${ticket}, 'buyer', ${markOf(businessId)}, ${id('said')}, now())`
  const offered = businessId === 'demo' ? '-1002' : '-1003'
  await sql`INSERT INTO offered_channels (business_id, chat_id, title, offered_at)
            VALUES (${businessId}, ${offered}, ${markOf(businessId)}, now())`
  return {
    order: id('order'),
    delivered: id('delivered'),
    payment: `${id('order')}.f`,
    subscription: id('sub'),
    unpaid: `${id('unpaid')}.1`,
    plan: id('club'),
    product: id('rose'),
    awaited: id('peony'),
    code,
    ticket: String(ticket),
    transaction: String(transaction?.ourId),
    difference: String(difference?.number),
    channel: '-1001',
    offered,
    new_plan: id('new'),
    new_channel: '-1004',
  }
}
