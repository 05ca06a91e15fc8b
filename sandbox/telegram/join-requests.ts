import type { Room } from '../state/rooms'
import { isInside } from '../state/seats'
import type { World } from '../state/world'
import type { ChatMembers } from './chat-members'
import { inviteLinkFor, type InviteLink, type InviteLinks } from './invite-links'
import { chatOf, userOf } from './render'
import type { UpdateFeed } from './update-feed'

export interface JoinRequest {
  readonly chatId: number
  readonly userId: number
  readonly link?: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** What a person sees after they pressed "Join" or "Request to join". */
export type JoinOutcome =
  | { readonly outcome: 'joined' | 'requested' | 'already_member' | 'already_requested' }
  /** No such link, revoked, out of date, or all its places are taken: Telegram does not say which. */
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'banned' }

interface Parts {
  readonly world: World
  readonly members: ChatMembers
  readonly links: InviteLinks
  readonly feedOf: (botId: number) => UpdateFeed
}

/** For this long a bot may write to somebody who has asked to join, though they have never started it. */
const mayWriteMs = 300_000

/** People in front of the door: invite links that are opened, and requests that wait for an answer. */
export class JoinRequests {
  private readonly waiting = new Map<number, Map<number, JoinRequest>>()

  constructor(private readonly parts: Parts) {}

  /** Whether the link lets anybody in now. */
  isOpen(link: InviteLink): boolean {
    const { world } = this.parts
    const { expireDate, memberLimit } = link.terms
    if (link.revoked || (expireDate !== 0 && expireDate <= world.seconds())) return false
    return memberLimit === 0 || link.insideCount < memberLimit
  }

  /** The person follows the link to its end: they are in, or their request waits. */
  follow(userId: number, link: InviteLink): JoinOutcome {
    const { world, members } = this.parts
    const room = world.group(link.chatId)
    if (!room || room.deleted || room.migratedTo !== undefined) return { outcome: 'expired' }
    const seat = world.seatOf(room, userId)
    if (isInside(seat)) return { outcome: 'already_member' }
    if (seat.status === 'kicked') return { outcome: 'banned' }
    const waiting = this.find(room.chatId, userId)
    if (waiting?.link === link.link) return { outcome: 'already_requested' }
    if (!this.isOpen(link)) return { outcome: 'expired' }
    if (link.terms.createsJoinRequest) return this.ask(userId, room, link)
    if (waiting) this.forget(waiting)
    members.change(room, userId, { status: 'member' }, { by: userId, link })
    return { outcome: 'joined' }
  }

  /** Asks to join; without a link, as people do who found a chat that lets everybody ask. */
  ask(userId: number, room: Room, link?: InviteLink): JoinOutcome {
    const { world, members, feedOf } = this.parts
    const seat = world.seatOf(room, userId)
    if (isInside(seat)) return { outcome: 'already_member' }
    if (seat.status === 'kicked') return { outcome: 'banned' }
    const waiting = this.find(room.chatId, userId)
    if (waiting && waiting.link === link?.link) return { outcome: 'already_requested' }
    if (waiting) this.forget(waiting)
    const request = { chatId: room.chatId, userId, at: world.now(), ...(link && { link: link.link }) }
    this.keep(request)
    for (const botId of members.administratingBots(room, 'can_invite_users')) {
      feedOf(botId).add(
        'chat_join_request',
        {
          chat: chatOf(world, room) as never,
          from: userOf(world, userId),
          user_chat_id: userId,
          date: world.seconds(),
          ...(link && { invite_link: inviteLinkFor(world, botId, link) }),
        },
        { queue: `member/${userId}` },
      )
    }
    world.roomTouched(room)
    return { outcome: 'requested' }
  }

  /** Approves or declines. A string is the real server's constant for why not, and nothing has changed. */
  settle(room: Room, userId: number, { by, approve }: { by: number; approve: boolean }): string | undefined {
    const { world, members, links } = this.parts
    if (!world.people.has(userId)) return 'USER_ID_INVALID'
    if (isInside(world.seatOf(room, userId))) return 'USER_ALREADY_PARTICIPANT'
    const request = this.find(room.chatId, userId)
    if (!request) return 'HIDE_REQUESTER_MISSING'
    this.forget(request)
    if (approve) {
      const link = request.link === undefined ? undefined : links.find(request.link)
      members.change(room, userId, { status: 'member' }, { by, link, viaJoinRequest: request.link === undefined })
    } else world.setSeat(room, userId, world.seatOf(room, userId))
    return undefined
  }

  find(chatId: number, userId: number): JoinRequest | undefined {
    return this.waiting.get(userId)?.get(chatId)
  }

  of(chatId: number): JoinRequest[] {
    return [...this.waiting.values()].flatMap((theirs) => theirs.get(chatId) ?? [])
  }

  /** Withdrawn by the person, or made pointless: they were banned, or are in by another way. */
  withdraw(chatId: number, userId: number): void {
    const request = this.find(chatId, userId)
    if (request) this.forget(request)
  }

  /** The bot may write to this person, whose request it can answer, though they never pressed /start. */
  mayWrite(botId: number, userId: number): boolean {
    const { world, members } = this.parts
    for (const request of this.waiting.get(userId)?.values() ?? []) {
      const room = world.group(request.chatId)
      if (!room || world.now() - request.at > mayWriteMs) continue
      if (members.administratingBots(room, 'can_invite_users').includes(botId)) return true
    }
    return false
  }

  snapshot(): readonly JoinRequest[] {
    return [...this.waiting.values()].flatMap((theirs) => [...theirs.values()])
  }

  restore(requests: readonly JoinRequest[]): void {
    for (const request of requests) this.remember(request)
  }

  reset(): void {
    this.waiting.clear()
  }

  private keep(request: JoinRequest): void {
    this.remember(request)
    this.count(request, 1)
  }

  private remember(request: JoinRequest): void {
    const theirs = this.waiting.get(request.userId) ?? new Map<number, JoinRequest>()
    theirs.set(request.chatId, request)
    this.waiting.set(request.userId, theirs)
  }

  private forget(request: JoinRequest): void {
    const theirs = this.waiting.get(request.userId)
    theirs?.delete(request.chatId)
    if (theirs?.size === 0) this.waiting.delete(request.userId)
    this.count(request, -1)
  }

  private count({ link }: JoinRequest, by: number): void {
    const known = link === undefined ? undefined : this.parts.links.find(link)
    if (known) known.pendingCount += by
  }
}
