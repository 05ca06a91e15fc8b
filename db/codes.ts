import type { BusinessId, BuyerId, SubscriptionId } from '../domain/ids'
import type { CodeOffer, CodeRefusal } from '../domain/codes'
import type { Db, Tx } from './types'

export interface CodeWish {
  readonly businessId: BusinessId
  readonly buyerId: BuyerId
  /** As `readCode` gives it. */
  readonly code: string
  /** Null: the plan is not chosen yet, and any will do. */
  readonly planId: string | null
}

export type CodeAnswer =
  | { readonly good: true; readonly offer: CodeOffer; /** The one plan it is for. */ readonly planId: string | null }
  | { readonly good: false; readonly reason: CodeRefusal }

interface CodeRow {
  readonly kind: CodeOffer['kind']
  readonly percent: number | null
  readonly giftDays: number | null
  readonly planId: string | null
  readonly useLimit: number | null
  readonly perPerson: number
  readonly expiresAt: Date | null
  readonly active: boolean
}

const columns = (sql: Db | Tx) => sql`
  kind, percent, gift_days AS "giftDays", plan_id AS "planId", use_limit AS "useLimit", per_person AS "perPerson",
  expires_at AS "expiresAt", active`

const refused = (reason: CodeRefusal): CodeAnswer => ({ good: false, reason })

/** What the code would give now. Promises nothing: uses are counted when the subscription is placed. */
export async function offerOfCode(sql: Db | Tx, wish: CodeWish, now: number): Promise<CodeAnswer> {
  const [row] = await sql<CodeRow[]>`
    SELECT ${columns(sql)} FROM codes WHERE business_id = ${wish.businessId} AND code = ${wish.code}`
  return judged(sql, row, wish, now)
}

/** The same with the code locked until the transaction ends, so that its last use is given once. */
export async function lockCode(tx: Tx, wish: CodeWish, now: number): Promise<CodeAnswer> {
  const [row] = await tx<CodeRow[]>`
    SELECT ${columns(tx)} FROM codes WHERE business_id = ${wish.businessId} AND code = ${wish.code} FOR UPDATE`
  return judged(tx, row, wish, now)
}

async function judged(sql: Db | Tx, row: CodeRow | undefined, wish: CodeWish, now: number): Promise<CodeAnswer> {
  if (!row) return refused('code_unknown')
  if (!row.active || (row.expiresAt !== null && row.expiresAt.getTime() <= now)) return refused('code_expired')
  if (row.planId !== null && wish.planId !== null && row.planId !== wish.planId) return refused('code_other_plan')
  const uses = await usesOf(sql, wish)
  if (uses.own >= row.perPerson) return refused('code_yours_used')
  if (row.useLimit !== null && uses.all >= row.useLimit && uses.givenUp === null) return refused('code_used_up')
  const offer: CodeOffer =
    row.kind === 'gift' ? { kind: 'gift', days: row.giftDays } : { kind: 'percent', percent: row.percent ?? 0 }
  return { good: true, offer, planId: row.planId }
}

interface Uses {
  readonly all: number
  /** By this buyer, without those that came to nothing. */
  readonly own: number
  /** A subscription of this buyer that was never paid for: its use may be taken again. */
  readonly givenUp: SubscriptionId | null
}

async function usesOf(sql: Db | Tx, { businessId, buyerId, code }: Omit<CodeWish, 'planId'>): Promise<Uses> {
  const [row] = await sql<Uses[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE u.buyer_id = ${buyerId} AND NOT g.given_up))::int AS own,
           min(s.id) FILTER (WHERE u.buyer_id = ${buyerId} AND g.given_up) AS "givenUp"
    FROM code_uses u
    JOIN subscriptions s ON s.business_id = u.business_id AND s.id = u.subscription_id
    CROSS JOIN LATERAL (SELECT s.state = 'expired' AND s.paid_until IS NULL AS given_up) g
    WHERE u.business_id = ${businessId} AND u.code = ${code}`
  return row!
}

/**
 * Counts a use of a locked code. Where an earlier use of this buyer came to nothing it is that one, so that nobody uses
 * a limited code up by subscribing and never paying.
 */
export async function noteUse(
  tx: Tx,
  { subscriptionId, ...wish }: Omit<CodeWish, 'planId'> & { readonly subscriptionId: SubscriptionId },
  now: number,
): Promise<void> {
  const { businessId, buyerId, code } = wish
  const { givenUp } = await usesOf(tx, wish)
  if (givenUp !== null) {
    await tx`
      UPDATE code_uses SET subscription_id = ${subscriptionId}, used_at = ${new Date(now)}
      WHERE business_id = ${businessId} AND subscription_id = ${givenUp}`
    return
  }
  await tx`
    INSERT INTO code_uses (business_id, subscription_id, code, buyer_id, used_at)
    VALUES (${businessId}, ${subscriptionId}, ${code}, ${buyerId}, ${new Date(now)})`
}

/** What the code of a subscription takes off its first payment when that buys this plan. */
export async function percentOffFirst(
  tx: Tx,
  { businessId, subscriptionId, planId }: { businessId: BusinessId; subscriptionId: SubscriptionId; planId: string },
): Promise<number> {
  const [row] = await tx<{ percent: number }[]>`
    SELECT c.percent FROM code_uses u JOIN codes c ON c.business_id = u.business_id AND c.code = u.code
    WHERE u.business_id = ${businessId} AND u.subscription_id = ${subscriptionId} AND c.percent IS NOT NULL
      AND (c.plan_id IS NULL OR c.plan_id = ${planId})`
  return row?.percent ?? 0
}
