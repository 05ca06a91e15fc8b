import type { SeatWish } from './bodies'
import type { Room } from '../state/rooms'
import { fullRights, isInside, type AdminRights, type RightName, type Seat } from '../state/seats'
import type { World } from '../state/world'
import type { ChatMembers } from '../telegram/chat-members'
import type { JoinRequests } from '../telegram/join-requests'
import type { Telegram } from '../telegram/telegram'

/** Supergroups that were basic groups get ids from here on. */
const migratedIds = -1002100000000

/** What a chat's creator does to it in their own client. A string says why it cannot be done. */
export class ChatOperator {
  private readonly world: World
  private readonly members: ChatMembers
  private readonly requests: JoinRequests

  constructor(private readonly telegram: Telegram) {
    this.world = telegram.world
    this.members = telegram.members
    this.requests = telegram.requests
  }

  /** Makes somebody a member, an administrator, restricted or banned, or takes them out. */
  seat(room: Room, userId: number, wish: SeatWish): string | undefined {
    if (this.world.seatOf(room, userId).status === 'creator') return 'the creator keeps their place'
    const seat = seatOf(room, wish)
    if (isInside(seat) || seat.status === 'kicked') this.requests.withdraw(room.chatId, userId)
    this.members.change(room, userId, seat, { by: wish.status === 'left' ? userId : (this.creatorOf(room) ?? userId) })
    return undefined
  }

  /** Changes a bot's rights, or puts it into the chat as an administrator. Rights that are not named stay. */
  botRights(room: Room, botId: number, rights: { readonly [name in RightName]?: boolean | undefined }): AdminRights {
    const old = this.world.seatOf(room, botId)
    const base = old.status === 'administrator' ? old.rights : fullRights(kindOf(room))
    const given = { ...base, ...rights } as AdminRights
    this.members.change(room, botId, { status: 'administrator', rights: given }, { by: this.creatorOf(room) ?? botId })
    return given
  }

  /** `kicked`: the owner removed it. `left`: it was dismissed, or left by itself. */
  removeBot(room: Room, botId: number, how: 'kicked' | 'left'): void {
    const seat: Seat = how === 'left' ? { status: 'left' } : { status: 'kicked', untilDate: 0 }
    this.members.change(room, botId, seat, { by: this.creatorOf(room) ?? botId })
  }

  /** Bots are not told: they see it when a call is refused. */
  remove(room: Room): void {
    this.world.closeShared(room, { deleted: true })
  }

  /** A basic group becomes a supergroup under a new id; the last message of the old one says which. */
  migrate(room: Room): Room | string {
    if (room.kind !== 'group') return 'only a basic group becomes a supergroup'
    let chatId = migratedIds
    while (this.world.group(chatId)) chatId--
    const grown = this.world.addShared({ kind: 'supergroup', chatId, title: room.title ?? '' })
    const fromId = this.creatorOf(room) ?? room.chatId
    // People see the new one in the place of the old one; only bots are told by a last message.
    this.world.closeShared(room, { migratedTo: chatId })
    for (const [userId, seat] of room.seats) this.world.setSeat(grown, userId, seat)
    this.telegram.deliver(room, this.world.post(room, { fromId, migrateToChatId: chatId }))
    this.telegram.deliver(grown, this.world.post(grown, { fromId, migrateFromChatId: room.chatId }))
    return grown
  }

  private creatorOf(room: Room): number | undefined {
    for (const [userId, seat] of room.seats) if (seat.status === 'creator') return userId
    return undefined
  }
}

function seatOf(room: Room, wish: SeatWish): Seat {
  switch (wish.status) {
    case 'administrator':
      return { status: 'administrator', rights: { ...fullRights(kindOf(room)), ...wish.rights } as AdminRights }
    case 'restricted':
      return { ...wish, isMember: true }
    case 'member':
      return { status: 'member', ...(wish.untilDate !== undefined && { untilDate: wish.untilDate }) }
    case 'left':
    case 'kicked':
      return wish
  }
}

const kindOf = (room: Room) => (room.kind === 'private' ? 'supergroup' : room.kind)
