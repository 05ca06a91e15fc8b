import type { Room } from '../state/rooms'
import { isInside, seatNow, type AdminRights, type Seat, type SharedKind } from '../state/seats'
import type { InviteLink } from '../telegram/invite-links'
import { userOf } from '../telegram/render'
import type { Telegram } from '../telegram/telegram'

/** A group or channel as whoever operates the sandbox sees it. */
export interface SharedChatView {
  readonly chatId: number
  readonly kind: SharedKind
  readonly title: string
  readonly memberCount: number
  readonly deleted: boolean
  readonly migratedTo: number | null
  readonly bots: readonly {
    readonly username: string
    readonly status: Seat['status']
    readonly rights?: AdminRights
  }[]
  readonly requests: readonly JoinRequestView[]
}

export interface JoinRequestView {
  readonly userId: number
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** None when they asked without a link. */
  readonly link: string | null
}

export interface MemberView {
  readonly id: number
  readonly name: string
  readonly isBot: boolean
  readonly status: Seat['status']
  /** Unix seconds; 0 is for ever, null where nothing ends. */
  readonly untilDate: number | null
}

/** What a person sees of a chat before they press "Join". */
export interface InviteView {
  readonly chatId: number
  readonly kind: SharedKind
  readonly title: string
  readonly memberCount: number
  readonly needsApproval: boolean
  readonly state: 'open' | 'member' | 'requested' | 'expired' | 'banned'
}

export function sharedChatView({ world, requests }: Telegram, room: Room): SharedChatView {
  const bots = [...room.seats].flatMap(([id]) => {
    const bot = world.botById(id)
    const seat = world.seatOf(room, id)
    if (!bot) return []
    const rights = seat.status === 'administrator' ? { rights: seat.rights } : {}
    return [{ username: bot.username, status: seat.status, ...rights }]
  })
  return {
    chatId: room.chatId,
    kind: room.kind as SharedKind,
    title: room.title ?? '',
    memberCount: room.memberIds.size + room.botIds.length,
    deleted: room.deleted ?? false,
    migratedTo: room.migratedTo ?? null,
    bots,
    requests: requests.of(room.chatId).map(({ userId, at, link }) => ({
      userId,
      name: nameOf(userOf(world, userId)),
      at,
      link: link ?? null,
    })),
  }
}

const order: readonly Seat['status'][] = ['creator', 'administrator', 'restricted', 'member', 'kicked', 'left']

/** Those who are in it and those who were banned, the creator and administrators first. */
export function memberViews({ world }: Telegram, room: Room, page: { offset: number; limit: number }): MemberView[] {
  const seconds = world.seconds()
  const seats = [...room.seats]
    .map(([id, seat]) => ({ id, seat: seatNow(seat, seconds) }))
    .filter(({ seat }) => isInside(seat) || seat.status === 'kicked')
    .toSorted((one, other) => order.indexOf(one.seat.status) - order.indexOf(other.seat.status))
  return seats.slice(page.offset, page.offset + page.limit).map(({ id, seat }) => {
    const user = userOf(world, id)
    const untilDate = 'untilDate' in seat ? (seat.untilDate ?? null) : null
    return { id, name: nameOf(user), isBot: user.is_bot, status: seat.status, untilDate }
  })
}

/** Undefined when nothing was ever behind the link. */
export function inviteView(telegram: Telegram, userId: number, link: InviteLink): InviteView | undefined {
  const { world, requests } = telegram
  const room = world.group(link.chatId)
  if (!room || room.deleted || room.migratedTo !== undefined) return undefined
  const seat = world.seatOf(room, userId)
  const state = isInside(seat)
    ? 'member'
    : seat.status === 'kicked'
      ? 'banned'
      : requests.find(room.chatId, userId)?.link === link.link
        ? 'requested'
        : requests.isOpen(link)
          ? 'open'
          : 'expired'
  return {
    chatId: room.chatId,
    kind: room.kind as SharedKind,
    title: room.title ?? '',
    memberCount: room.memberIds.size + room.botIds.length,
    needsApproval: link.terms.createsJoinRequest,
    state,
  }
}

const nameOf = (user: { first_name: string; last_name?: string }) =>
  [user.first_name, user.last_name].filter(Boolean).join(' ')
