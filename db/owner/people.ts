import type { BusinessId } from '../../domain/ids'
import type { Db } from '../types'

export type ChosenLang = 'ru' | 'uz' | 'en'

/** The language somebody chose with /lang; null when they never did. */
export async function chosenLang(sql: Db, businessId: BusinessId, externalId: string): Promise<ChosenLang | null> {
  const [row] = await sql<{ lang: ChosenLang }[]>`
    SELECT lang FROM languages WHERE business_id = ${businessId} AND external_id = ${externalId}`
  return row?.lang ?? null
}

export async function chooseLang(
  sql: Db,
  businessId: BusinessId,
  { externalId, lang }: { externalId: string; lang: ChosenLang },
): Promise<void> {
  await sql`
    INSERT INTO languages (business_id, external_id, lang) VALUES (${businessId}, ${externalId}, ${lang})
    ON CONFLICT (business_id, external_id) DO UPDATE SET lang = excluded.lang`
}

/**
 * Whether a stranger may be told now that this bot is not for them; saying yes counts as telling. Two messages at once
 * get one yes: the row's lock decides. Old rows go, so the table stays as small as the last day's strangers.
 */
export async function mayTellStranger(
  sql: Db,
  businessId: BusinessId,
  { externalId, now, everyMs }: { externalId: string; now: Date; everyMs: number },
): Promise<boolean> {
  const before = new Date(now.getTime() - everyMs)
  const told = await sql`
    INSERT INTO strangers (business_id, external_id, told_at) VALUES (${businessId}, ${externalId}, ${now})
    ON CONFLICT (business_id, external_id) DO UPDATE SET told_at = excluded.told_at
    WHERE strangers.told_at <= ${before}
    RETURNING 1`
  if (told.length === 0) return false
  await sql`DELETE FROM strangers WHERE business_id = ${businessId} AND told_at < ${new Date(now.getTime() - 24 * everyMs)}`
  return true
}

export interface AuditRow {
  readonly at: Date
  readonly externalId: string
  readonly role: 'owner' | 'admin' | 'stranger'
  readonly action: string
  readonly detail: Readonly<Record<string, string | number>>
}

/** Writes down who did what. */
export async function writeAudit(sql: Db, businessId: BusinessId, row: AuditRow): Promise<void> {
  await sql`
    INSERT INTO audit (business_id, at, external_id, role, action, detail)
    VALUES (${businessId}, ${row.at}, ${row.externalId}, ${row.role}, ${row.action}, ${sql.json(row.detail)})`
}
