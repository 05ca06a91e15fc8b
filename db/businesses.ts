import type { BusinessId } from '../domain/ids'
import type { Currency } from '../domain/money'
import { settingsSchema, type Settings } from '../domain/settings'
import type { Db, Tx } from './types'

export interface Business {
  readonly id: BusinessId
  readonly name: string
  readonly currency: Currency
  readonly zone: string
  readonly supportUrl: string | null
  readonly settings: Settings
}

/** A business with its settings, defaults filled in; null when there is none of this id. */
export async function findBusiness(sql: Db | Tx, businessId: BusinessId): Promise<Business | null> {
  const [row] = await sql<
    { id: string; name: string; currency: Currency; zone: string; support_url: string | null; settings: unknown }[]
  >`SELECT id, name, currency, zone, support_url, settings FROM businesses WHERE id = ${businessId}`
  if (!row) return null
  const { support_url: supportUrl, settings, ...business } = row
  return { ...business, supportUrl, settings: settingsSchema.parse(settings) }
}

/** Like {@link findBusiness}, for callers to whom a missing business is a bug or a forged id. */
export async function businessOf(sql: Db | Tx, businessId: BusinessId): Promise<Business> {
  const business = await findBusiness(sql, businessId)
  if (!business) throw new Error(`no business ${businessId}`)
  return business
}
