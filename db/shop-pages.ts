import type { BusinessId } from '../domain/ids'
import type { Names } from './order-cards'
import type { Db, Tx } from './types'

/** The shop's own terms of sale, by language; a language without a text is missing. */
export async function termsOf(sql: Db | Tx, businessId: BusinessId): Promise<Partial<Names>> {
  const [row] = await sql<{ terms: Partial<Names> }[]>`SELECT terms FROM businesses WHERE id = ${businessId}`
  return row?.terms ?? {}
}

/** Switches the reminders of the whole business. */
export async function switchBusinessNudges(sql: Db | Tx, businessId: BusinessId, on: boolean): Promise<void> {
  await sql`
    UPDATE businesses SET settings = settings || ${sql.json({ nudgesOn: on })} WHERE id = ${businessId}`
}
