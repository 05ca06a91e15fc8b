import { performPayment } from '../../../db/ledger'
import { openPayment } from '../../../db/payment-stages'
import { savePlan, type PlanDraft } from '../../../db/plans'
import { periodPaymentId, placeSubscription } from '../../../db/subscriptions'
import type { Db } from '../../../db/types'
import { businessId, people } from '../../activities/notices/shop'

/** 21 November, 13:00 in Tashkent. */
export const bought = Date.UTC(2026, 10, 21, 8)
export const club: PlanDraft = {
  id: 'club',
  names: { ru: 'Клуб', uz: 'Klub', en: 'Club' },
  texts: { ru: 'Разборы', uz: 'Tahlillar', en: 'Reviews' },
  period: { unit: 'day', count: 30 },
  price: '9000000',
  prices: {},
  starPrice: null,
  channels: ['-1001'],
  trialDays: 0,
  seats: null,
  active: true,
  position: 1,
}

/** A channel that is used, and the plan `club` that opens it. */
export async function seedPlans(sql: Db, plan: Partial<PlanDraft> = {}): Promise<void> {
  await sql`INSERT INTO channels (business_id, chat_id, title) VALUES (${businessId}, '-1001', 'Bloom')
            ON CONFLICT DO NOTHING`
  await sql.begin((tx) => savePlan(tx, businessId, { ...club, ...plan }))
}

/** A subscription as the ledger leaves it, without its lifecycle; paid for in cash, unless it is to be `due`. */
export async function seedSubscription(
  sql: Db,
  {
    id,
    buyer = people.buyer,
    planId = 'club',
    due = false,
  }: { id: string; buyer?: string; planId?: string; due?: boolean },
): Promise<void> {
  const key = { businessId, subscriptionId: id }
  await placeSubscription(sql, key, { buyerId: `telegram:${buyer}`, planId, consentVersion: '1' }, bought)
  const payment = { businessId, paymentId: periodPaymentId(id, 1) }
  await openPayment(sql, payment, bought)
  if (due) return
  const landed = { money: { amount: '9000000', currency: 'UZS' as const }, providerTime: bought }
  await performPayment(sql, payment, { provider: 'manual', externalId: `cash-${id}`, landed }, bought)
}
