import type { Business } from '../../db/businesses'
import type { BuyerCard } from '../../db/buyers'
import type { StaffMember } from '../../db/staff'
import { audienceOf, type Audience, type Notice } from '../../domain/notices'
import type { StaffRole } from '../../domain/staff'
import type { Lang } from '../../locales/texts'

export interface Recipient {
  readonly chatId: string
  readonly lang: Lang
}

/** Where a notice goes first, and who is told privately when that place cannot be reached. */
export interface Recipients {
  readonly first: readonly Recipient[]
  readonly otherwise: readonly Recipient[]
}

type StaffAudience = Exclude<Audience, 'buyer'>

/** Whoever of these roles works here is told; the owner when nobody does, so that work is never announced to no one. */
const rolesOf: Readonly<Record<StaffAudience, readonly StaffRole[]>> = {
  florists: ['florist'],
  couriers: ['courier'],
  managers: ['manager', 'admin'],
  owner: ['owner'],
}

export function recipientsOf(
  notice: Notice,
  { business, buyer, staff }: { business: Business; buyer: BuyerCard; staff: readonly StaffMember[] },
): Recipients {
  const audience = audienceOf[notice.kind]
  if (audience === 'buyer') {
    return { first: [{ chatId: buyer.externalId, lang: buyer.lang }], otherwise: [] }
  }
  const privately = privatelyTo(audience, staff)
  const group = audience === 'owner' ? null : business.settings.chats[audience]
  if (group === null) return { first: privately, otherwise: [] }
  // A group reads one language: the owner's.
  const lang = staff.find(({ role }) => role === 'owner')?.lang ?? 'ru'
  return { first: [{ chatId: group, lang }], otherwise: privately }
}

function privatelyTo(audience: StaffAudience, staff: readonly StaffMember[]): Recipient[] {
  const ofRole = staff.filter(({ role }) => rolesOf[audience].includes(role))
  const chosen = ofRole.length > 0 ? ofRole : staff.filter(({ role }) => role === 'owner')
  return chosen.map(({ externalId, lang }) => ({ chatId: externalId, lang }))
}
