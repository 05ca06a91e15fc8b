import { readCode } from '../domain/codes'
import type { BusinessId, BuyerId } from '../domain/ids'
import { offerOfCode, type CodeAnswer, type CodeWish } from './codes'
import type { Db, Tx } from './types'

/** Whoever guesses may do so this often in an hour. */
export const wrongCodesAnHour = 10
const hour = 3_600_000

export type CodeTry =
  | (Extract<CodeAnswer, { good: true }> & { readonly code: string })
  | Extract<CodeAnswer, { good: false }>
  | { readonly good: false; readonly reason: 'code_too_many_tries' }

/**
 * A buyer tries what may be a code. Codes that do not exist are counted, and after too many of them none is looked at,
 * so that nobody finds codes by trying.
 */
export function tryCode(
  sql: Db,
  { text, ...wish }: Omit<CodeWish, 'code'> & { readonly text: string },
  now: number,
): Promise<CodeTry> {
  return sql.begin(async (tx): Promise<CodeTry> => {
    // Tries at the same time take turns, or together they would be more than are allowed.
    await tx`
      SELECT 1 FROM buyers WHERE business_id = ${wish.businessId} AND id = ${wish.buyerId} FOR NO KEY UPDATE`
    if ((await wrongSince(tx, wish, now - hour)) >= wrongCodesAnHour) {
      return { good: false, reason: 'code_too_many_tries' }
    }
    const code = readCode(text)
    const answer = code === null ? null : await offerOfCode(tx, { ...wish, code }, now)
    if (code !== null && answer?.good) return { ...answer, code }
    const reason = answer && !answer.good ? answer.reason : 'code_unknown'
    if (reason === 'code_unknown') await noteWrong(tx, wish, now)
    return { good: false, reason }
  })
}

type Trier = Pick<CodeWish, 'businessId' | 'buyerId'>

async function wrongSince(tx: Tx, { businessId, buyerId }: Trier, since: number): Promise<number> {
  const [row] = await tx<{ wrong: number }[]>`
    SELECT count(*)::int AS wrong FROM wrong_codes
    WHERE business_id = ${businessId} AND buyer_id = ${buyerId} AND tried_at > ${new Date(since)}`
  return row!.wrong
}

async function noteWrong(tx: Tx, { businessId, buyerId }: Trier, now: number): Promise<void> {
  await tx`
    DELETE FROM wrong_codes
    WHERE business_id = ${businessId} AND buyer_id = ${buyerId} AND tried_at <= ${new Date(now - hour)}`
  await tx`
    INSERT INTO wrong_codes (business_id, buyer_id, tried_at) VALUES (${businessId}, ${buyerId}, ${new Date(now)})`
}

interface DraftKey {
  readonly businessId: BusinessId
  readonly buyerId: BuyerId
  readonly draft: string
}

/** The code goes with what this drawn screen buys. */
export async function noteDraftCode(
  sql: Db,
  { businessId, buyerId, draft }: DraftKey,
  code: string,
  now: number,
): Promise<void> {
  await sql`
    INSERT INTO draft_codes (business_id, buyer_id, draft, code, noted_at)
    VALUES (${businessId}, ${buyerId}, ${draft}, ${code}, ${new Date(now)})
    ON CONFLICT (business_id, buyer_id, draft) DO UPDATE SET code = excluded.code, noted_at = excluded.noted_at`
}

export async function codeOfDraft(sql: Db, { businessId, buyerId, draft }: DraftKey): Promise<string | null> {
  const [row] = await sql<{ code: string }[]>`
    SELECT code FROM draft_codes WHERE business_id = ${businessId} AND buyer_id = ${buyerId} AND draft = ${draft}`
  return row?.code ?? null
}
