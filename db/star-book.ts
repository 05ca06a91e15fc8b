import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

/** `received` and `spent`: what has nothing to do with invoices, such as gifts and withdrawals. */
export type StarKind = 'charge' | 'return' | 'unnamed_debit' | 'received' | 'spent'

/** A movement of the bot's Stars, as Telegram told it. */
export interface StarMovement {
  readonly id: string
  readonly kind: StarKind
  /** Whole Stars. */
  readonly amount: number
  readonly payload: string | null
  /** Who paid, by their id at Telegram. */
  readonly payer: string | null
  /** One of the charges of a subscription that Telegram renews by itself. */
  readonly recurring: boolean
  readonly at: Date
}

export interface StarBookPosition {
  /** How many movements were read; the next one is the offset of the next page. */
  readonly readTo: number
  readonly lastId: string | null
  /** When its end was last reached; null: never. */
  readonly readAt: Date | null
}

export async function starBookOf(sql: Db, businessId: BusinessId): Promise<StarBookPosition> {
  const [row] = await sql<StarBookPosition[]>`
    SELECT read_to AS "readTo", last_id AS "lastId", read_at AS "readAt" FROM star_books WHERE business_id = ${businessId}`
  return row ?? { readTo: 0, lastId: null, readAt: null }
}

/** Writes down a page that begins at `from`. A page that was written before changes nothing. */
export function noteStarPage(
  sql: Db,
  businessId: BusinessId,
  { from, movements, isLast, at }: { from: number; movements: readonly StarMovement[]; isLast: boolean; at: number },
): Promise<void> {
  return sql.begin(async (tx) => {
    if (movements.length > 0) {
      const rows = movements.map(({ at: happened_at, ...movement }) => ({
        business_id: businessId,
        ...movement,
        happened_at,
      }))
      await tx`
        INSERT INTO star_transactions ${tx(rows, 'business_id', 'id', 'kind', 'amount', 'payload', 'payer', 'recurring', 'happened_at')}
        ON CONFLICT (business_id, id, kind) DO NOTHING`
    }
    const lastId = movements.at(-1)?.id ?? null
    await tx`
      INSERT INTO star_books (business_id, read_to, last_id, read_at)
      VALUES (${businessId}, ${from + movements.length}, ${lastId}, ${isLast ? new Date(at) : null})
      ON CONFLICT (business_id) DO UPDATE SET read_to = greatest(star_books.read_to, excluded.read_to),
        last_id = CASE WHEN excluded.read_to > star_books.read_to THEN excluded.last_id ELSE star_books.last_id END,
        read_at = coalesce(excluded.read_at, star_books.read_at)`
  })
}

/** What stands at the place we had read to is something else now: the book is read from its beginning. */
export async function readStarsAnew(sql: Db, businessId: BusinessId): Promise<void> {
  await sql`UPDATE star_books SET read_to = 0, last_id = NULL WHERE business_id = ${businessId}`
}
