/** What an administrator may do (Bot API: ChatAdministratorRights). Those of one kind of chat are false in the others. */
export const rightNames = [
  'can_manage_chat',
  'can_change_info',
  'can_post_messages',
  'can_edit_messages',
  'can_delete_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_pin_messages',
  'can_manage_topics',
  'can_promote_members',
  'can_manage_video_chats',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_manage_direct_messages',
] as const
export type RightName = (typeof rightNames)[number]
export type AdminRights = Readonly<Record<RightName, boolean>>

/** What somebody is in a group or channel. Times are Unix seconds; 0 is "for ever". */
export type Seat =
  | { readonly status: 'creator' }
  | { readonly status: 'administrator'; readonly rights: AdminRights }
  /** `untilDate`: the end of a membership that was paid for through a subscription link. */
  | { readonly status: 'member'; readonly untilDate?: number }
  | { readonly status: 'restricted'; readonly isMember: boolean; readonly untilDate: number }
  | { readonly status: 'left' }
  | { readonly status: 'kicked'; readonly untilDate: number }

export type SharedKind = 'group' | 'supergroup' | 'channel'

const onlyInChannels = new Set<RightName>(['can_post_messages', 'can_edit_messages', 'can_manage_direct_messages'])
const onlyInGroups = new Set<RightName>(['can_pin_messages', 'can_manage_topics'])

/** Everything an administrator can be given here, but the right to make other administrators. */
export function fullRights(kind: SharedKind): AdminRights {
  const absent = kind === 'channel' ? onlyInGroups : onlyInChannels
  const given = rightNames.map((name) => [name, name !== 'can_promote_members' && !absent.has(name)])
  return Object.fromEntries(given) as unknown as AdminRights
}

export const isInside = (seat: Seat): boolean =>
  seat.status === 'creator' ||
  seat.status === 'administrator' ||
  seat.status === 'member' ||
  (seat.status === 'restricted' && seat.isMember)

/** The seat as it is now: bans and restrictions end by themselves. */
export function seatNow(seat: Seat | undefined, seconds: number): Seat {
  if (!seat) return { status: 'left' }
  const isOver =
    'untilDate' in seat && seat.untilDate !== undefined && seat.untilDate !== 0 && seat.untilDate <= seconds
  if (!isOver) return seat
  if (seat.status === 'kicked' || seat.status === 'member') return { status: 'left' }
  return seat.status === 'restricted' && seat.isMember ? { status: 'member' } : { status: 'left' }
}

export const sameSeat = (one: Seat, other: Seat): boolean => JSON.stringify(one) === JSON.stringify(other)
