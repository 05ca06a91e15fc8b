import type { Business } from '../../db/businesses'
import type { BuyerCard } from '../../db/buyers'
import type { OrderCard } from '../../db/order-cards'
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

interface People {
  readonly business: Business
  readonly buyer: BuyerCard
  readonly order: OrderCard | null
  readonly staff: readonly StaffMember[]
}

export function recipientsOf(notice: Notice, { business, buyer, order, staff }: People): Recipients {
  const audience = audienceOf[notice.kind]
  if (audience === 'buyer') {
    return { first: [{ chatId: buyer.externalId, lang: buyer.lang }], otherwise: [] }
  }
  const privately = privatelyTo(audience, staff)
  const group = audience === 'owner' ? null : business.settings.chats[audience]
  // A group reads one language: the owner's.
  const lang = staff.find(({ role }) => role === 'owner')?.lang ?? 'ru'
  const inGroup = group === null ? [] : [{ chatId: group, lang }]
  const itsOwn = notice.kind === 'order_ended_for_couriers' ? courierOf(order, staff) : []
  const [first = [], otherwise = []] = [itsOwn, inGroup, privately].filter((place) => place.length > 0)
  return { first, otherwise }
}

/** The courier who took the order. Anybody else who pressed *Picked up* did it for a courier, who is in the group. */
function courierOf(order: OrderCard | null, staff: readonly StaffMember[]): Recipient[] {
  return staff.filter(({ role, externalId }) => role === 'courier' && externalId === order?.courierId).map(asRecipient)
}

function privatelyTo(audience: StaffAudience, staff: readonly StaffMember[]): Recipient[] {
  const ofRole = staff.filter(({ role }) => rolesOf[audience].includes(role))
  const chosen = ofRole.length > 0 ? ofRole : staff.filter(({ role }) => role === 'owner')
  return chosen.map(asRecipient)
}

const asRecipient = ({ externalId, lang }: StaffMember): Recipient => ({ chatId: externalId, lang })
