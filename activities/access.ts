import { ApplicationFailure } from '@temporalio/activity'
import type { Logger } from 'pino'
import {
  accessWorkOf,
  closedLinksOf,
  grantSettled,
  isKeptByOther,
  reopenForOthers,
  type AccessOutcome,
  type AccessWork,
  type UnsettledGrant,
} from '../db/access-work'
import { channelMigrated, noteTrouble, troubleOver } from '../db/channels'
import { closeLinks, linkIssued, linkRevoked, openLinksOf } from '../db/invite-links'
import type { SubscriptionKey } from '../db/subscriptions'
import type { Db } from '../db/types'
import type { Standing } from '../domain/access-audit'
import type { BusinessId, SubscriptionId } from '../domain/ids'
import { TelegramRefused } from '../telegram/errors'
import type { Gateway } from '../telegram/gateway'
import { tellChannelTrouble } from './channel-trouble'
import type { ActivityMetrics } from './metrics'
import { asRetryable } from './notices/send-once'

export interface AccessDeps {
  readonly sql: Db
  readonly telegramFor: (businessId: BusinessId) => Gateway
  readonly log: Logger
  readonly metrics?: ActivityMetrics
  /** Unix ms. */
  readonly now?: () => number
}

export interface Settled {
  /** Links that the buyer has to be told of: when the newest of them was made, Unix ms. */
  readonly links: number | null
  /** Channels that the buyer owns or administers: no bot can take them out. */
  readonly exempt: readonly string[]
  /** Subscriptions of the same buyer whose right has to be settled again. */
  readonly reopened: readonly SubscriptionId[]
  /** A channel does not let us do our work: when to try it again, ms from now. */
  readonly tryAgainMs: number | null
}

interface Door {
  readonly chatId: string
  readonly currentChatId: string
}

interface Room {
  readonly key: SubscriptionKey
  readonly work: AccessWork
  readonly gateway: Gateway
  readonly userId: number
}

const linkNameLimit = 32

/** Making Telegram agree with who may be in a channel: buyers go in on the `orderly` queue, and out on the rate-limited one. */
export function createAccessActivities({ sql, telegramFor, log, metrics, now = Date.now }: AccessDeps) {
  async function open(room: Room, grant: UnsettledGrant): Promise<AccessOutcome> {
    const { key, work, gateway, userId } = room
    const chatId = grant.currentChatId
    const status = await statusOf(gateway, chatId, userId)
    if (status === 'in' || status === 'exempt') return 'member'
    if (work.flagged) return 'flagged'
    // Whoever was banned by hand has paid since; a ban would keep the link from working.
    if (status === 'banned') await gateway.unbanChatMember({ chat_id: chatId, user_id: userId, only_if_banned: true })
    const at = now()
    const expiresAt = at + work.settings.inviteLinkMs
    const { invite_link: link } = await gateway.createChatInviteLink({
      chat_id: chatId,
      name: `#${work.number}`.slice(0, linkNameLimit),
      expire_date: Math.ceil(expiresAt / 1000),
      ...(work.settings.inviteBy === 'join_request' ? { creates_join_request: true } : { member_limit: 1 }),
    })
    await linkIssued(sql, key, { link, chatId: grant.chatId, period: work.period, at, expiresAt })
    return 'link'
  }

  async function close(room: Room, grant: UnsettledGrant): Promise<AccessOutcome> {
    const { key, gateway, userId } = room
    await closeLinks(sql, key, { chatId: grant.chatId, at: now() })
    const chatId = grant.currentChatId
    const status = await statusOf(gateway, chatId, userId)
    if (status === 'out' || status === 'banned') return 'gone'
    if (status === 'exempt') return 'exempt'
    if (await isKeptByOther(sql, key, grant.chatId)) return 'kept'
    try {
      await gateway.banChatMember({ chat_id: chatId, user_id: userId })
    } catch (error) {
      // Promoted since we asked.
      if (isRefusal(error, /administrator|owner/i)) return 'exempt'
      throw error
    }
    await gateway.unbanChatMember({ chat_id: chatId, user_id: userId, only_if_banned: true })
    return 'removed'
  }

  /**
   * Does something in one channel. Answers false where the channel stands in the way: that is noted, and the owner told
   * once. `act` answers whether it has shown that the bot can do its work there.
   */
  async function inChannel(
    { key, gateway }: Room,
    { chatId, currentChatId }: Door,
    act: () => Promise<boolean>,
  ): Promise<boolean> {
    const { businessId } = key
    try {
      if (await act()) await troubleOver(sql, businessId, chatId)
      return true
    } catch (error) {
      if (!(error instanceof TelegramRefused)) throw asRetryable(error)
      const { migratedTo, description } = error.answer
      if (migratedTo !== null) {
        await channelMigrated(sql, businessId, { from: currentChatId, to: migratedTo })
        throw ApplicationFailure.create({ type: 'channel_migrated', message: `${currentChatId} is ${migratedTo} now` })
      }
      if (!error.permanent) throw asRetryable(error)
      const trouble = troubleOf(error)
      const since = await noteTrouble(sql, { businessId, chatId, trouble, at: now() })
      log.error({ businessId, chatId, trouble, description }, 'a channel does not let us do our work')
      await tellChannelTrouble({ sql, gateway, log }, { businessId, chatId, trouble, since })
      return false
    }
  }

  return {
    /**
     * Does what the book wants done in Telegram for one subscription: links for rights that began, removal for rights
     * that ended, closed links revoked. Doing it again does nothing twice that matters. One channel in trouble does not
     * hold up the others.
     */
    async settleAccess(key: SubscriptionKey): Promise<Settled> {
      const work = await accessWorkOf(sql, key)
      const gateway = telegramFor(key.businessId)
      const room: Room = { key, work, gateway, userId: Number(work.buyerExternalId) }
      const failures: unknown[] = []
      const exempt: string[] = []
      let done = 0
      let inTrouble = false
      const reopened: SubscriptionId[] = []
      const attempt = async (channel: Door, act: () => Promise<boolean>) => {
        try {
          if (await inChannel(room, channel, act)) done++
          else inTrouble = true
        } catch (error) {
          failures.push(error)
        }
      }
      for (const grant of work.grants) {
        await attempt(grant, async () => {
          const outcome = await (grant.isOpen ? open : close)(room, grant)
          const at = now()
          await grantSettled(sql, key, grant, { outcome, at })
          metrics?.settled({ isOpen: grant.isOpen, seconds: Math.max(0, at - grant.decidedAt.getTime()) / 1000 })
          if (outcome === 'exempt') exempt.push(grant.chatId)
          if (outcome === 'removed') reopened.push(...(await reopenForOthers(sql, key, grant.chatId)))
          return outcome === 'link' || outcome === 'removed'
        })
      }
      for (const closed of await closedLinksOf(sql, key)) {
        await attempt(closed, async () => {
          await revoke(gateway, closed.currentChatId, closed.link)
          await linkRevoked(sql, key.businessId, closed.link, now())
          return false
        })
      }
      if (done === 0 && failures.length > 0) throw failures[0]
      const links = await openLinksOf(sql, key, now())
      return {
        links: links.length > 0 ? Math.max(...links.map(({ issuedAt }) => issuedAt.getTime())) : null,
        exempt,
        reopened,
        tryAgainMs: inTrouble ? work.settings.channelRetryMs : null,
      }
    },
  }
}

/** Where somebody is in a channel. */
export async function statusOf(gateway: Gateway, chatId: string, userId: number): Promise<Standing> {
  try {
    const member = await gateway.getChatMember({ chat_id: chatId, user_id: userId })
    if (member.status === 'creator' || member.status === 'administrator') return 'exempt'
    if (member.status === 'kicked') return 'banned'
    return member.status === 'member' || (member.status === 'restricted' && member.is_member) ? 'in' : 'out'
  } catch (error) {
    if (isRefusal(error, /member not found|user not found|PARTICIPANT_ID_INVALID|USER_ID_INVALID/i)) return 'out'
    throw error
  }
}

/** A link that is gone already was revoked by somebody else. */
async function revoke(gateway: Gateway, chatId: string, link: string): Promise<void> {
  try {
    await gateway.revokeChatInviteLink({ chat_id: chatId, invite_link: link })
  } catch (error) {
    if (!isRefusal(error, /INVITE_HASH_EXPIRED|INVITE_HASH_INVALID/)) throw error
  }
}

const isRefusal = (error: unknown, words: RegExp) =>
  error instanceof TelegramRefused && error.permanent && words.test(error.answer.description)

/** In a word that the owner's message has a text for. */
export function troubleOf(error: TelegramRefused): 'no_rights' | 'not_there' {
  return error.code === 403 || /chat not found|kicked|not a member|CHANNEL_PRIVATE/i.test(error.answer.description)
    ? 'not_there'
    : 'no_rights'
}

export type AccessActivities = ReturnType<typeof createAccessActivities>
