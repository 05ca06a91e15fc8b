import { randomBytes } from 'node:crypto'
import type { ChatInviteLink } from '@grammyjs/types'
import type { World } from '../state/world'
import { userOf } from './render'

/** What a link lets people do, and until when. */
export interface LinkTerms {
  readonly name: string
  /** Unix seconds; 0 is never. */
  readonly expireDate: number
  /** How many may be members through it at once; 0 is any number. */
  readonly memberLimit: number
  readonly createsJoinRequest: boolean
}

export interface InviteLink {
  readonly link: string
  readonly chatId: number
  /** The bot that made it. */
  readonly creatorId: number
  readonly isPrimary: boolean
  terms: LinkTerms
  revoked: boolean
  /** Members who came through it and are still in. */
  insideCount: number
  pendingCount: number
}

export interface InviteLinksSnapshot {
  readonly links: readonly InviteLink[]
  readonly cameThrough: readonly (readonly [string, string])[]
}

/** Every invite link of every chat, and through which one each member came. */
export class InviteLinks {
  private readonly links = new Map<string, InviteLink>()
  private readonly primary = new Map<string, InviteLink>()
  private readonly cameThrough = new Map<string, InviteLink>()

  create(link: Pick<InviteLink, 'chatId' | 'creatorId' | 'terms'>, { isPrimary = false } = {}): InviteLink {
    const made: InviteLink = {
      ...link,
      link: `https://t.me/+${randomBytes(12).toString('base64url')}`,
      isPrimary,
      revoked: false,
      insideCount: 0,
      pendingCount: 0,
    }
    this.keep(made)
    return made
  }

  /** A new primary link of this administrator; the old one is revoked. */
  renewPrimary(chatId: number, creatorId: number): InviteLink {
    const old = this.primary.get(primaryKey(chatId, creatorId))
    if (old) old.revoked = true
    return this.create({ chatId, creatorId, terms: openTerms }, { isPrimary: true })
  }

  /** By what people write: with or without https, `t.me/+hash` or `t.me/joinchat/hash`. */
  find(link: string): InviteLink | undefined {
    const hash = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(?:\+|joinchat\/)([\w-]+)$/i.exec(link.trim())?.[1]
    return hash === undefined ? undefined : this.links.get(`https://t.me/+${hash}`)
  }

  of(chatId: number): InviteLink[] {
    return [...this.links.values()].filter((link) => link.chatId === chatId)
  }

  /** Remembers that this member came through the link, until they leave. */
  entered(link: InviteLink, userId: number): void {
    this.left(link.chatId, userId)
    this.cameThrough.set(memberKey(link.chatId, userId), link)
    link.insideCount++
  }

  left(chatId: number, userId: number): void {
    const link = this.cameThrough.get(memberKey(chatId, userId))
    if (!link) return
    link.insideCount--
    this.cameThrough.delete(memberKey(chatId, userId))
  }

  snapshot(): InviteLinksSnapshot {
    return {
      links: [...this.links.values()],
      cameThrough: [...this.cameThrough].map(([member, { link }]) => [member, link]),
    }
  }

  restore(snapshot: InviteLinksSnapshot): void {
    for (const link of snapshot.links) this.keep({ ...link })
    for (const [member, link] of snapshot.cameThrough) {
      const known = this.links.get(link)
      if (known) this.cameThrough.set(member, known)
    }
  }

  reset(): void {
    this.links.clear()
    this.primary.clear()
    this.cameThrough.clear()
  }

  private keep(link: InviteLink): void {
    this.links.set(link.link, link)
    if (link.isPrimary && !link.revoked) this.primary.set(primaryKey(link.chatId, link.creatorId), link)
  }
}

const openTerms: LinkTerms = { name: '', expireDate: 0, memberLimit: 0, createsJoinRequest: false }
const primaryKey = (chatId: number, creatorId: number) => `${chatId}/${creatorId}`
const memberKey = (chatId: number, userId: number) => `${chatId}/${userId}`

/** The link as the Bot API gives it. A bot sees only the beginning of links that another administrator made. */
export function inviteLinkFor(world: World, botId: number, link: InviteLink): ChatInviteLink {
  const { name, expireDate, memberLimit, createsJoinRequest } = link.terms
  const isOwn = link.creatorId === botId
  return {
    invite_link: isOwn ? link.link : `${link.link.slice(0, link.link.length - 8)}...`,
    ...(name !== '' && { name }),
    creator: userOf(world, link.creatorId),
    ...(expireDate !== 0 && { expire_date: expireDate }),
    ...(memberLimit !== 0 && { member_limit: memberLimit }),
    ...(link.pendingCount !== 0 && { pending_join_request_count: link.pendingCount }),
    creates_join_request: createsJoinRequest,
    is_primary: link.isPrimary,
    is_revoked: link.revoked,
  }
}
