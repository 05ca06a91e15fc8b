import type { User } from '@grammyjs/types'
import { buyerWhoWrote, type Buyer } from '../../db/buyers'
import type { OrderCard } from '../../db/order-cards'
import { staffMember, type StaffMember } from '../../db/staff'
import type { PaidThing } from '../../db/paid-things'
import type { SubscriptionCard } from '../../db/subscription-cards'
import type { Db } from '../../db/types'
import type { BusinessId } from '../../domain/ids'
import { mayStaff, type StaffPermission } from '../../domain/staff'
import { langOf, type Lang } from '../../locales/texts'

/** Who speaks to the bot of a business, and as what. Every question of the kind "may they?" is answered in this file. */
export interface Who {
  readonly externalId: string
  readonly name: string
  readonly lang: Lang
  /** Null in groups: nobody buys there. */
  readonly buyer: (Buyer & { readonly isNew: boolean }) | null
  /** Null for everybody who does not work for this business. */
  readonly staff: StaffMember | null
}

export async function whoSpeaks(
  sql: Db,
  { businessId, user, inPrivate }: { businessId: BusinessId; user: User; inPrivate: boolean },
): Promise<Who> {
  const externalId = String(user.id)
  const name = nameOf(user)
  const staff = await staffMember(sql, { businessId, externalId })
  const lang = langOf(user.language_code)
  const buyer = inPrivate ? await buyerWhoWrote(sql, { businessId, externalId, name, lang }) : null
  return { externalId, name, lang: staff?.lang ?? buyer?.lang ?? lang, buyer, staff }
}

/** The tenant is checked where the order is read, by the business of the bot; this is whether it is this buyer's. */
export const ownsOrder = (who: Who, order: Pick<OrderCard, 'buyer'>): boolean => who.buyer?.id === order.buyer.id

export const ownsSubscription = (who: Who, { buyer }: Pick<SubscriptionCard, 'buyer'>): boolean =>
  who.buyer?.id === buyer.id

/** Whether what is paid for is this buyer's. */
export const ownsPaid = (who: Who, { order, subscription }: PaidThing): boolean =>
  order ? ownsOrder(who, order) : ownsSubscription(who, subscription)

export const mayAsStaff = (who: Who, permission: StaffPermission): boolean =>
  who.staff !== null && mayStaff(who.staff.role, permission)

/** What people call themselves has no limit of ours in Telegram, and may be empty to the eye. */
function nameOf(user: User): string {
  const full = [user.first_name, user.last_name].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim()
  return full.slice(0, 100) || String(user.id)
}
