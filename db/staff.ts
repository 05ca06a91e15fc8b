import type { BusinessId } from '../domain/ids'
import type { StaffRole } from '../domain/staff'
import type { Db, Tx } from './types'

export interface StaffMember {
  readonly externalId: string
  readonly role: StaffRole
  readonly name: string
  readonly lang: 'ru' | 'uz' | 'en'
}

/** Everybody who works for a business. */
export async function staffOf(sql: Db | Tx, businessId: BusinessId): Promise<StaffMember[]> {
  const rows = await sql<{ external_id: string; role: StaffRole; name: string; lang: StaffMember['lang'] }[]>`
    SELECT external_id, role, name, lang FROM staff WHERE business_id = ${businessId} ORDER BY role, external_id`
  return rows.map(({ external_id: externalId, ...member }) => ({ externalId, ...member }))
}

/** The member of staff of this business with this Telegram id; null for everybody else. */
export async function staffMember(
  sql: Db | Tx,
  { businessId, externalId }: { businessId: BusinessId; externalId: string },
): Promise<StaffMember | null> {
  const [row] = await sql<{ role: StaffRole; name: string; lang: StaffMember['lang'] }[]>`
    SELECT role, name, lang FROM staff WHERE business_id = ${businessId} AND external_id = ${externalId}`
  return row ? { externalId, ...row } : null
}

/** Remembers the language a member of staff chose. */
export async function setStaffLang(
  sql: Db | Tx,
  { businessId, externalId, lang }: { businessId: BusinessId; externalId: string; lang: StaffMember['lang'] },
): Promise<void> {
  await sql`UPDATE staff SET lang = ${lang} WHERE business_id = ${businessId} AND external_id = ${externalId}`
}
