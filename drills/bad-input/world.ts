import { setTimeout as pause } from 'node:timers/promises'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { openPayment } from '../../db/payment-stages'
import { placeOrder } from '../../db/placing'
import { applyShopFile } from '../../db/shop-file'
import { periodPaymentId, placeSubscription } from '../../db/subscriptions'
import type { Db } from '../../db/types'
import { settingsSchema } from '../../domain/settings'
import { crowd, type Facts, type PaymentFact, type Secrets, type Things } from './facts'
import { clickForm, payme } from './providers'
import { pressBy, telegramRoute } from './telegram-shots'

const { id: businessId } = demoBusiness
const other = 'other'
const theirBuyer = 'telegram:330000'
const buyer = 1001
const day = 86_400_000

/** Two businesses in one database. Nothing of ours may fall due while the drill runs. */
export async function writeShops(sql: Db): Promise<void> {
  await seedDemoShop(sql)
  const settings = settingsSchema.parse({
    nudgesOn: false,
    depositExpiryMs: 30 * day,
    balanceExpiryMs: 30 * day,
    offerTimeoutMs: day,
    fulfilmentSlaMs: 7 * day,
    minorPerStar: '25000',
    providers: ['payme', 'click', 'stars', 'telegram_fiat', 'manual'],
    subscriptions: { auditMs: 30 * day, reconcileMs: 30 * day },
  })
  await sql`UPDATE businesses SET settings = ${sql.json(settings as never)} WHERE id = ${businessId}`
  await sql`UPDATE plans SET period_unit = 'day', period_count = 30`
  await writeTheirs(sql)
  await sql`
    INSERT INTO staff (business_id, external_id, role, name, lang)
    SELECT ${businessId}, u, 'admin', 'Person ' || u, 'ru' FROM unnest(${crowd.admins.map(String)}::text[]) AS u`
  const known = [...crowd.pressers, ...crowd.others, ...crowd.admins]
  await sql`
    INSERT INTO buyers (business_id, id, external_id, name, lang)
    SELECT ${businessId}, 'telegram:' || u, u, 'Person ' || u, 'ru' FROM unnest(${known.map(String)}::text[]) AS u`
}

/** A whole shop with an order and a subscription; no process serves it. */
async function writeTheirs(sql: Db): Promise<void> {
  const words = { ru: 'Чужое', uz: 'Begona', en: 'Theirs' }
  await applyShopFile(sql, {
    business: { id: other, name: 'Other', currency: 'UZS', zone: 'Asia/Tashkent', supportUrl: null, terms: words },
    settings: settingsSchema.parse({}),
    staff: crowd.others.map((id, index) => ({
      telegramId: String(id),
      role:
        index === 0
          ? ('owner' as const)
          : (['admin', 'manager', 'florist', 'courier', 'accountant'] as const)[index % 5]!,
      name: `Staff ${id}`,
      lang: 'ru' as const,
    })),
    channels: [{ chatId: '-1009009', title: 'Theirs' }],
    plans: [
      {
        id: 'theirclub',
        names: words,
        texts: words,
        period: { unit: 'day', count: 30 },
        price: '45000',
        prices: {},
        starPrice: null,
        channels: ['-1009009'],
        trialDays: 0,
        seats: null,
        active: true,
      },
    ],
    products: [
      {
        id: 'theirs',
        emoji: '🌵',
        names: words,
        texts: words,
        price: '150000',
        stock: 9,
        arrivesOn: null,
        active: true,
      },
    ],
  })
  // Numbers are each business's own: with ours among them, a reference of theirs would name a payment of ours.
  await sql`UPDATE businesses SET last_order_number = 500000 WHERE id = ${other}`
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${other}, ${theirBuyer}, '330000', 'Theirs')`
  const now = Date.now()
  const order = { businessId: other, orderId: 'theirorder' }
  await placeOrder(
    sql,
    order,
    { buyerId: theirBuyer, lines: [{ productId: 'theirs', quantity: 1 }], plan: 'full' },
    now,
  )
  await openPayment(sql, { businessId: other, paymentId: 'theirorder.f' }, now)
  const subscription = { businessId: other, subscriptionId: 'theirsub' }
  await placeSubscription(sql, subscription, { buyerId: theirBuyer, planId: 'theirclub', consentVersion: '1' }, now)
  await openPayment(sql, { businessId: other, paymentId: periodPaymentId('theirsub', 1) }, now)
}

export interface Life {
  readonly sql: Db
  readonly ports: { readonly api: number; readonly bots: number }
  readonly secrets: Secrets
  readonly click: Facts['click']
}

/**
 * Orders and a subscription that really run, bought through the bot and paid through the webhooks: one is due, one is
 * held by Payme, one prepared by Click, one paid.
 */
export async function liveALittle(life: Life): Promise<Facts> {
  const [due, held, prepared, paid] = [
    await buy(life, 1),
    await buy(life, 2),
    await buy(life, 3),
    await buy(life, 4),
  ] as const
  const heldBy = '5f00000000000000000000a1'
  const paidBy = '5f00000000000000000000a2'
  await create(life, held, heldBy)
  await create(life, paid, paidBy)
  await payme(life, 'PerformTransaction', { id: paidBy })
  const answer = await clickForm(life, prepared)
  const subscription = await subscribe(life)
  const paidFor = '5f00000000000000000000a3'
  await create(life, subscription, paidFor)
  await payme(life, 'PerformTransaction', { id: paidFor })
  return {
    businessId,
    botId: life.secrets.botToken.split(':')[0] ?? '',
    secrets: life.secrets,
    click: life.click,
    ours: await thingsOf(life.sql, businessId),
    theirs: { ...(await thingsOf(life.sql, other)), businessId: other },
    due,
    held: { ...held, transaction: heldBy },
    prepared: { ...prepared, transaction: answer.transaction, prepareId: answer.prepareId },
    paid: { ...paid, transaction: paidBy },
  }
}

const create = (life: Life, { amount, ref }: PaymentFact, id: string) =>
  payme(life, 'CreateTransaction', { id, time: Date.now(), amount, account: { payment: ref } })

async function buy(life: Life, nth: number): Promise<PaymentFact> {
  await press(life, `co:draft${nth}:bahor:1:f`, nth)
  return untilDue(life.sql, nth, 'order_id')
}

async function subscribe(life: Life): Promise<PaymentFact> {
  await press(life, 'sb:draft9:club:0', 9)
  return untilDue(life.sql, 1, 'subscription_id')
}

async function press(life: Life, data: string, updateId: number): Promise<void> {
  const { botToken, webhookSecret } = life.secrets
  const path = telegramRoute.replace(/^POST /, '').replace(':botId', botToken.split(':')[0] ?? '')
  const answer = await fetch(`http://127.0.0.1:${life.ports.bots}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret },
    body: JSON.stringify(pressBy(buyer, data, updateId)),
  })
  if (answer.status !== 200) throw new Error(`the bot did not take ${data}: ${answer.status}`)
}

/** The newest payment of the `nth` purchase, once it may be paid. */
async function untilDue(sql: Db, nth: number, of: 'order_id' | 'subscription_id'): Promise<PaymentFact> {
  for (const giveUp = Date.now() + 60_000; Date.now() < giveUp; await pause(50)) {
    const due = await sql<{ paymentId: string; ref: string; amount: bigint; state: string }[]>`
      SELECT id AS "paymentId", ref, amount, state FROM payments
      WHERE business_id = ${businessId} AND ${sql(of)} IS NOT NULL AND state <> 'scheduled'
      ORDER BY length(ref), ref`
    const newest = due.at(-1)
    if (due.length >= nth && newest?.state === 'due') {
      return { paymentId: newest.paymentId, ref: newest.ref, amount: Number(newest.amount) }
    }
  }
  throw new Error(`purchase ${nth} never became due`)
}

async function thingsOf(sql: Db, of: string): Promise<Things> {
  const [row] = await sql<Things[]>`
    SELECT (SELECT min(id) FROM orders WHERE business_id = ${of}) AS "orderId",
           (SELECT min(id) FROM subscriptions WHERE business_id = ${of}) AS "subscriptionId",
           (SELECT array_agg(id ORDER BY id) FROM payments WHERE business_id = ${of}) AS "paymentIds",
           (SELECT array_agg(ref ORDER BY ref) FROM payments WHERE business_id = ${of}) AS refs,
           (SELECT min(id) FROM products WHERE business_id = ${of} AND active) AS "productId",
           (SELECT min(id) FROM plans WHERE business_id = ${of}) AS "planId",
           (SELECT min(chat_id) FROM channels WHERE business_id = ${of}) AS "chatId"`
  if (!row) throw new Error(`${of} has nothing`)
  return row
}
