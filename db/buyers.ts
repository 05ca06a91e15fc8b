import { buyerIdOf, type BusinessId, type BuyerId } from '../domain/ids'
import { tellUnreachable } from './events'
import type { Db, Tx } from './types'

type Lang = 'ru' | 'uz' | 'en'

export interface Buyer {
  readonly id: BuyerId
  readonly externalId: string
  readonly name: string
  readonly lang: Lang
  readonly nudgesOn: boolean
}

interface BuyerKey {
  readonly businessId: BusinessId
  readonly buyerId: BuyerId
}

/**
 * The buyer who just wrote: made on the first contact with `lang`, later with a fresh name only, because the language
 * is the buyer's own choice. Whoever writes can be written to again.
 */
export async function buyerWhoWrote(
  sql: Db | Tx,
  { businessId, externalId, name, lang }: { businessId: BusinessId; externalId: string; name: string; lang: Lang },
): Promise<Buyer & { readonly isNew: boolean }> {
  const id = buyerIdOf('telegram', externalId)
  const [row] = await sql<{ name: string; lang: Lang; nudges_on: boolean; is_new: boolean }[]>`
    INSERT INTO buyers (business_id, id, external_id, name, lang)
    VALUES (${businessId}, ${id}, ${externalId}, ${name}, ${lang})
    ON CONFLICT (business_id, id) DO UPDATE SET name = excluded.name, unreachable_at = NULL
    RETURNING name, lang, nudges_on, xmax = 0 AS is_new`
  if (!row) throw new Error(`no row for buyer ${id}`)
  return { id, externalId, name: row.name, lang: row.lang, nudgesOn: row.nudges_on, isNew: row.is_new }
}

/** Somebody of whom only the id is left; the name comes with the next word they write. */
export async function keepBuyer(sql: Db | Tx, { businessId, buyerId }: BuyerKey): Promise<void> {
  const externalId = buyerId.slice(buyerId.indexOf(':') + 1)
  await sql`
    INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, ${buyerId}, ${externalId}, ${externalId})
    ON CONFLICT (business_id, id) DO NOTHING`
}

/** The language a buyer chose; null for somebody who never wrote. */
export async function langOfBuyer(sql: Db | Tx, businessId: BusinessId, buyerId: BuyerId): Promise<Lang | null> {
  const [row] = await sql<{ lang: Lang }[]>`
    SELECT lang FROM buyers WHERE business_id = ${businessId} AND id = ${buyerId}`
  return row?.lang ?? null
}

export async function setBuyerLang(sql: Db | Tx, { businessId, buyerId }: BuyerKey, lang: Lang): Promise<void> {
  await sql`UPDATE buyers SET lang = ${lang} WHERE business_id = ${businessId} AND id = ${buyerId}`
}

/** Whether the buyer wants reminders at all. */
export async function setBuyerNudges(sql: Db | Tx, { businessId, buyerId }: BuyerKey, on: boolean): Promise<void> {
  await sql`UPDATE buyers SET nudges_on = ${on} WHERE business_id = ${businessId} AND id = ${buyerId}`
}

/** Marks the buyer unreachable and tells it once, until the buyer writes again. */
export async function markUnreachable(
  sql: Db,
  { businessId, buyerId, reason, at }: BuyerKey & { readonly reason: string; readonly at: number },
): Promise<void> {
  await sql.begin(async (tx) => {
    const marked = await tx`
      UPDATE buyers SET unreachable_at = ${new Date(at)}
      WHERE business_id = ${businessId} AND id = ${buyerId} AND unreachable_at IS NULL`
    if (marked.count > 0) await tellUnreachable(tx, { businessId, buyerId, reason, at })
  })
}

/** A buyer as screens and messages need one. */
export interface BuyerCard extends Buyer {
  readonly unreachable: boolean
}

export interface BuyerRow {
  buyer_id: BuyerId
  buyer_external_id: string
  buyer_name: string
  buyer_lang: Lang
  buyer_nudges_on: boolean
  buyer_unreachable: boolean
}

/** The columns of `buyers b` that {@link buyerOf} reads. */
export const buyerColumns = (sql: Db | Tx) => sql`
  b.id AS buyer_id, b.external_id AS buyer_external_id, b.name AS buyer_name, b.lang AS buyer_lang,
  b.nudges_on AS buyer_nudges_on, b.unreachable_at IS NOT NULL AS buyer_unreachable`

export const buyerOf = (row: BuyerRow): BuyerCard => ({
  id: row.buyer_id,
  externalId: row.buyer_external_id,
  name: row.buyer_name,
  lang: row.buyer_lang,
  nudgesOn: row.buyer_nudges_on,
  unreachable: row.buyer_unreachable,
})

export async function buyerCard(sql: Db | Tx, { businessId, buyerId }: BuyerKey): Promise<BuyerCard | null> {
  const [row] = await sql<BuyerRow[]>`
    SELECT ${buyerColumns(sql)} FROM buyers b WHERE b.business_id = ${businessId} AND b.id = ${buyerId}`
  return row ? buyerOf(row) : null
}
