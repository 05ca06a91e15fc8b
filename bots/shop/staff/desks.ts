import { staffOf } from '../../../db/staff'
import type { Lang } from '../../../locales/texts'
import type { Scene } from '../scene'

export interface Desk {
  readonly chatId: string
  readonly lang: Lang
}

/**
 * Who looks after buyers, in the order in which they are told until somebody hears it: the managers' group, every
 * manager and admin, the owner.
 */
export async function desks({ shop, business }: Scene): Promise<Desk[][]> {
  const staff = await staffOf(shop.sql, shop.businessId)
  const deskOf = ({ externalId, lang }: (typeof staff)[number]): Desk => ({ chatId: externalId, lang })
  const owner = staff.filter(({ role }) => role === 'owner').map(deskOf)
  const managers = staff.filter(({ role }) => role === 'manager' || role === 'admin').map(deskOf)
  const group = business.settings.chats.managers
  const groups = group === null ? [] : [{ chatId: group, lang: owner[0]?.lang ?? 'ru' }]
  return [groups, managers, owner].filter((desk) => desk.length > 0)
}
