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
