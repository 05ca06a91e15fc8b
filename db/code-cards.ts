import type { CodeOffer } from '../domain/codes'
import type { BusinessId } from '../domain/ids'
import type { Db, Tx } from './types'

/** A code as staff see it. */
export interface CodeCard {
  readonly code: string
  readonly offer: CodeOffer
  readonly planId: string | null
  readonly useLimit: number | null
  readonly perPerson: number
  readonly expiresAt: Date | null
  readonly active: boolean
  readonly createdBy: string
  readonly uses: number
}

interface Row extends Omit<CodeCard, 'offer'> {
  readonly kind: CodeOffer['kind']
  readonly percent: number | null
  readonly giftDays: number | null
}

const columns = (sql: Db | Tx) => sql`
  c.code, c.kind, c.percent, c.gift_days AS "giftDays", c.plan_id AS "planId", c.use_limit AS "useLimit",
  c.per_person AS "perPerson", c.expires_at AS "expiresAt", c.active, c.created_by AS "createdBy",
  (SELECT count(*)::int FROM code_uses u WHERE u.business_id = c.business_id AND u.code = c.code) AS uses
  FROM codes c`

/** The codes of a business: those that can be used first, then the newest. */
export async function codesOf(
  sql: Db,
  { businessId, limit }: { businessId: BusinessId; limit: number },
): Promise<CodeCard[]> {
  const rows = await sql<Row[]>`
    SELECT ${columns(sql)} WHERE c.business_id = ${businessId}
    ORDER BY c.active DESC, c.created_at DESC, c.code LIMIT ${limit}`
  return rows.map(cardOf)
}

export async function codeCard(
  sql: Db,
  { businessId, code }: { businessId: BusinessId; code: string },
): Promise<CodeCard | null> {
  const [row] = await sql<Row[]>`SELECT ${columns(sql)} WHERE c.business_id = ${businessId} AND c.code = ${code}`
  return row ? cardOf(row) : null
}

function cardOf({ kind, percent, giftDays, ...card }: Row): CodeCard {
  return { ...card, offer: kind === 'gift' ? { kind, days: giftDays } : { kind, percent: percent ?? 0 } }
}

export interface NewCode {
  readonly businessId: BusinessId
  readonly code: string
  readonly offer: CodeOffer
  readonly planId?: string | null
  readonly useLimit: number | null
  readonly perPerson?: number
  readonly expiresAt: Date | null
  readonly createdBy: string
}

/** Writes a code down; one that is there already stays as it is. Answers whether it was written now. */
export async function makeCode(sql: Db, made: NewCode, now: number): Promise<boolean> {
  const { offer } = made
  const written = await sql`
    INSERT INTO codes (business_id, code, kind, percent, gift_days, plan_id, use_limit, per_person, expires_at,
                       created_by, created_at)
    VALUES (${made.businessId}, ${made.code}, ${offer.kind}, ${offer.kind === 'percent' ? offer.percent : null},
            ${offer.kind === 'gift' ? offer.days : null}, ${made.planId ?? null}, ${made.useLimit},
            ${made.perPerson ?? 1}, ${made.expiresAt}, ${made.createdBy}, ${new Date(now)})
    ON CONFLICT (business_id, code) DO NOTHING`
  return written.count > 0
}

/** The code gives nothing any more; what was bought with it stays. */
export async function switchCodeOff(
  sql: Db,
  { businessId, code, staffId }: { businessId: BusinessId; code: string; staffId: string },
  now: number,
): Promise<void> {
  await sql`
    UPDATE codes SET active = false, switched_off_by = ${`staff:${staffId}`}, switched_off_at = ${new Date(now)}
    WHERE business_id = ${businessId} AND code = ${code} AND active`
}
