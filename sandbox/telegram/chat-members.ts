import type { ChatMember, ChatMemberUpdated } from '@grammyjs/types'
import type { Room } from '../state/rooms'
import { isInside, rightNames, sameSeat, type AdminRights, type RightName, type Seat } from '../state/seats'
import type { World } from '../state/world'
import { inviteLinkFor, type InviteLink, type InviteLinks } from './invite-links'
import { chatOf, userOf } from './render'
import type { UpdateFeed } from './update-feed'

interface Parts {
  readonly world: World
  readonly links: InviteLinks
  readonly feedOf: (botId: number) => UpdateFeed
}

export interface SeatChange {
  /** Who did it: the person themselves, an administrator, or a bot. */
  readonly by: number
  readonly link?: InviteLink | undefined
  /** They asked to join without a link, and an administrator agreed. */
  readonly viaJoinRequest?: boolean
}

/** Who is what in groups and channels, and the updates that tell bots of it. */
export class ChatMembers {
  constructor(private readonly parts: Parts) {}

  /**
   * Changes a seat: `my_chat_member` to the bot whose seat it is, `chat_member` to the bots that are administrators
   * (and asked for it in `allowed_updates`). Does nothing and returns false when the seat is the same.
   */
  change(room: Room, userId: number, seat: Seat, how: SeatChange): boolean {
    const { world, links, feedOf } = this.parts
    const old = world.seatOf(room, userId)
    if (sameSeat(old, seat)) return false
    world.setSeat(room, userId, seat)
    if (isInside(seat) && how.link) links.entered(how.link, userId)
    else if (!isInside(seat)) links.left(room.chatId, userId)
    const told = { ...how, room, userId, old, seat }
    if (world.botById(userId)) {
      feedOf(userId).add('my_chat_member', this.update(userId, told), { queue: `my_chat_member/${room.chatId}` })
    }
    for (const botId of this.administratingBots(room)) {
      if (botId === userId || !feedOf(botId).wants('chat_member')) continue
      // Join requests of a person share this queue on the real server (Client.cpp, add_update_chat_join_request).
      feedOf(botId).add('chat_member', this.update(botId, told), { queue: `member/${userId}` })
    }
    return true
  }

  /** The bots that are administrators here, with this right when one is named. */
  administratingBots(room: Room, right?: RightName): number[] {
    return room.botIds.filter((botId) => {
      const seat = this.parts.world.seatOf(room, botId)
      return seat.status === 'administrator' && (right === undefined || seat.rights[right])
    })
  }

  /** Whether this bot or person may do this here. */
  may(room: Room, userId: number, right: RightName): boolean {
    const seat = this.parts.world.seatOf(room, userId)
    return seat.status === 'creator' || (seat.status === 'administrator' && seat.rights[right])
  }

  private update(botId: number, told: SeatChange & { room: Room; userId: number; old: Seat; seat: Seat }) {
    const { world } = this.parts
    const { room, userId, old, seat, by, link, viaJoinRequest } = told
    return {
      chat: chatOf(world, room),
      from: userOf(world, by),
      date: world.seconds(),
      old_chat_member: chatMember(world, room, userId, old),
      new_chat_member: chatMember(world, room, userId, seat),
      ...(link && { invite_link: inviteLinkFor(world, botId, link) }),
      ...(viaJoinRequest && { via_join_request: true }),
    } as ChatMemberUpdated
  }
}

/** The seat as the Bot API gives it. */
export function chatMember(world: World, room: Room, userId: number, seat: Seat): ChatMember {
  const user = userOf(world, userId)
  const described = {
    user,
    status: seat.status,
    ...(seat.status === 'creator' && { is_anonymous: false }),
    ...(seat.status === 'administrator' && {
      can_be_edited: false,
      ...rightsOf(room, seat.rights),
      is_anonymous: false,
    }),
    ...(seat.status === 'member' && seat.untilDate !== undefined && { until_date: seat.untilDate }),
    ...(seat.status === 'restricted' && {
      until_date: seat.untilDate,
      ...silenced,
      is_member: seat.isMember,
    }),
    ...(seat.status === 'kicked' && { until_date: seat.untilDate }),
  }
  return described as ChatMember
}

/** The rights that exist in this kind of chat. */
function rightsOf(room: Room, rights: AdminRights): Partial<AdminRights> {
  const absent =
    room.kind === 'channel'
      ? ['can_pin_messages', 'can_manage_topics']
      : ['can_post_messages', 'can_edit_messages', 'can_manage_direct_messages']
  return Object.fromEntries(rightNames.filter((name) => !absent.includes(name)).map((name) => [name, rights[name]]))
}

const silenced = Object.fromEntries(
  [
    'can_send_messages',
    'can_send_audios',
    'can_send_documents',
    'can_send_photos',
    'can_send_videos',
    'can_send_video_notes',
    'can_send_voice_notes',
    'can_send_polls',
    'can_send_other_messages',
    'can_add_web_page_previews',
    'can_change_info',
    'can_invite_users',
    'can_pin_messages',
    'can_manage_topics',
  ].map((name) => [name, false]),
)
