import { demoBusiness } from '../db/demo-shop'
import type { Db } from '../db/types'
import { demoChannels } from '../domain/demo-people'
import type { SubscriptionState } from '../domain/subscription-states'

export const club = demoChannels[0].id
const businessId = demoBusiness.id

export interface SubscriberWish {
  readonly user: number
  readonly state: SubscriptionState
  readonly paidUntil: Date
  /** What became of the right to be in the club; absent: Telegram does not agree with it yet. */
  readonly outcome?: 'link' | 'member' | 'removed' | 'gone'
  readonly decidedAt?: Date
}

/** Subscribers as the book has them after some time, without the way there. Ids of their subscriptions: `sub<user>`. */
export async function writeSubscribers(sql: Db, wishes: readonly SubscriberWish[]): Promise<void> {
  const [plan] = await sql<{ names: object }[]>`SELECT names FROM plans WHERE id = 'club'`
  const terms = {
    planId: 'club',
    names: plan!.names,
    period: { unit: 'day', count: 30 },
    price: '9000000',
    prices: {},
    starPrice: 300,
    channels: [String(club)],
  }
  const at = new Date(Date.now() - 40 * 86_400_000)
  const users = wishes.map(({ user }) => user)
  await sql`
    INSERT INTO buyers (business_id, id, external_id, name)
    SELECT ${businessId}, 'telegram:' || u, u, 'Buyer ' || u FROM unnest(${users.map(String)}::text[]) AS u
    ON CONFLICT DO NOTHING`
  const subscriptions = wishes.map(({ user, state, paidUntil }) => ({
    business_id: businessId,
    id: `sub${user}`,
    number: user,
    buyer_id: `telegram:${user}`,
    plan_id: 'club',
    terms: sql.json(terms as never),
    currency: 'UZS',
    state,
    renews: state === 'active',
    paid_until: paidUntil,
    anchor_at: paidUntil,
    consent_version: '1',
    consented_at: at,
    created_at: at,
    changed_at: at,
  }))
  for (const rows of inHundreds(subscriptions)) await sql`INSERT INTO subscriptions ${sql(rows as never[])}`
  const payments = wishes.flatMap(({ user, paidUntil }) => {
    const of = {
      business_id: businessId,
      subscription_id: `sub${user}`,
      kind: 'period',
      amount: '9000000',
      currency: 'UZS',
    }
    return [
      {
        ...of,
        id: `sub${user}.1`,
        ref: `${user}P1`,
        position: 1,
        state: 'paid',
        period_starts_at: at,
        period_ends_at: paidUntil,
      },
      {
        ...of,
        id: `sub${user}.2`,
        ref: `${user}P2`,
        position: 2,
        state: 'scheduled',
        period_starts_at: null,
        period_ends_at: null,
      },
    ]
  })
  for (const rows of inHundreds(payments)) await sql`INSERT INTO payments ${sql(rows as never[])}`
  const grants = wishes.map(({ user, state, outcome, decidedAt = at }) => ({
    business_id: businessId,
    subscription_id: `sub${user}`,
    chat_id: String(club),
    is_open: state === 'active' || state === 'cancelled' || state === 'grace',
    reason: 'paid',
    decided_at: decidedAt,
    settled_at: outcome ? decidedAt : null,
    outcome: outcome ?? null,
  }))
  for (const rows of inHundreds(grants)) await sql`INSERT INTO access_grants ${sql(rows as never[])}`
}

const inHundreds = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / 100) }, (_, page) => rows.slice(page * 100, page * 100 + 100))
