import type { Logger } from 'pino'
import { CallLog } from '../control/call-log'
import { Faults } from '../control/faults'
import type { SandboxSetup } from '../options'
import type { ChatMessage, Room } from '../state/rooms'
import type { Bot, World } from '../state/world'
import { BotProfile, type ProfileSnapshot } from './bot-profile'
import { CallbackQueries } from './callback-queries'
import { ChatMembers } from './chat-members'
import { Checkout } from './checkout'
import { InviteLinks } from './invite-links'
import { InvoiceLinks } from './invoices'
import { JoinRequests } from './join-requests'
import { Photos } from './photos'
import { botMessage } from './render'
import { SendLimiter } from './send-limits'
import { StarBook, type StarSubscription } from './star-book'
import { StarChanges } from './star-changes'
import { StarRenewals } from './star-renewals'
import { UpdateFeed, type FeedSnapshot } from './update-feed'
import { Webhook, type ReplyCall, type WebhookAddress } from './webhook'

/** Everything the server keeps for one bot. */
export interface Desk {
  readonly bot: Bot
  readonly feed: UpdateFeed
  readonly webhook: Webhook
  readonly profile: BotProfile
}

export interface TelegramSnapshot {
  readonly desks: Record<string, { feed: FeedSnapshot; webhook?: WebhookAddress; profile: ProfileSnapshot }>
  readonly stars: ReturnType<StarBook['snapshot']>
  readonly links: ReturnType<InvoiceLinks['snapshot']>
  readonly invites: ReturnType<InviteLinks['snapshot']>
  readonly requests: ReturnType<JoinRequests['snapshot']>
  readonly photos: ReturnType<Photos['snapshot']>
}

/** The Telegram server: the parts of it that outlive one call. */
export class Telegram {
  readonly desks: ReadonlyMap<number, Desk>
  readonly stars = new StarBook()
  readonly links = new InvoiceLinks()
  readonly invites = new InviteLinks()
  readonly photos = new Photos()
  readonly faults = new Faults()
  readonly calls: CallLog
  readonly callbacks: CallbackQueries
  readonly limiter: SendLimiter
  readonly checkout: Checkout
  readonly starChanges: StarChanges
  private readonly renewals: StarRenewals
  readonly members: ChatMembers
  readonly requests: JoinRequests
  /** Set by the API, which runs a call that came in a webhook's answer. */
  onReplyCall: (desk: Desk, ...call: Parameters<ReplyCall>) => void = () => {}

  constructor(
    readonly world: World,
    readonly setup: SandboxSetup,
    readonly log: Logger,
  ) {
    const now = () => world.now()
    this.calls = new CallLog(setup.callsKept)
    this.desks = new Map(world.bots.map((bot) => [bot.id, this.openDesk(bot)]))
    this.callbacks = new CallbackQueries(setup.timings.callbackMs, now)
    this.limiter = new SendLimiter(setup.limits, now)
    const feedOf = (botId: number) => this.desk(botId).feed
    this.starChanges = new StarChanges({ world, stars: this.stars, feedOf })
    this.members = new ChatMembers({ world, links: this.invites, feedOf })
    this.requests = new JoinRequests({ world, members: this.members, links: this.invites, feedOf })
    this.checkout = new Checkout({
      world,
      stars: this.stars,
      changes: this.starChanges,
      timings: setup.timings,
      feedOf,
      deliver: (room, message) => this.deliver(room, message),
    })
    const renew = (subscription: StarSubscription) => this.checkout.renew(subscription)
    this.renewals = new StarRenewals({ world, stars: this.stars, renew })
    if (setup.timings.starMonthMs > 0) this.renewals.start()
  }

  /** Throws for a bot that is not in the options: a fault of the sandbox, not of a caller. */
  desk(botId: number): Desk {
    const desk = this.desks.get(botId)
    if (!desk) throw new Error(`the sandbox has no bot ${botId}`)
    return desk
  }

  /** Tells the room's bots of a message. Bots see no messages of other bots, as in Telegram. */
  deliver(room: Room, message: ChatMessage): void {
    const type = room.kind === 'channel' ? 'channel_post' : 'message'
    for (const botId of room.botIds) {
      this.desk(botId).feed.add(type, botMessage(this.world, room, message) as never, {
        queue: `chat/${room.chatId}`,
      })
    }
  }

  close(): void {
    this.renewals.close()
    for (const desk of this.desks.values()) {
      desk.webhook.close()
      desk.feed.close()
    }
  }

  snapshot(): TelegramSnapshot {
    const desks = [...this.desks].map(([id, { feed, webhook, profile }]) => {
      const address = webhook.current
      return [id, { feed: feed.snapshot(), profile: profile.snapshot(), ...(address && { webhook: address }) }]
    })
    return {
      desks: Object.fromEntries(desks),
      stars: this.stars.snapshot(),
      links: this.links.snapshot(),
      invites: this.invites.snapshot(),
      requests: this.requests.snapshot(),
      photos: this.photos.snapshot(),
    }
  }

  restore(snapshot: TelegramSnapshot): void {
    this.stars.restore(snapshot.stars)
    this.links.restore(snapshot.links)
    this.invites.restore(snapshot.invites)
    this.requests.restore(snapshot.requests)
    this.photos.restore(snapshot.photos)
    for (const [id, desk] of this.desks) {
      const kept = snapshot.desks[id]
      if (!kept) continue
      desk.feed.restore(kept.feed)
      desk.profile.restore(kept.profile)
      desk.webhook.set(kept.webhook)
    }
  }

  reset(): void {
    this.stars.reset()
    this.links.reset()
    this.invites.reset()
    this.requests.reset()
    this.photos.reset()
    this.faults.clear()
    this.calls.reset()
    this.callbacks.reset()
    this.limiter.forget()
    for (const desk of this.desks.values()) desk.feed.dropAll()
  }

  private openDesk(bot: Bot): Desk {
    const feed = new UpdateFeed(() => this.world.now())
    const desk: Desk = {
      bot,
      feed,
      profile: new BotProfile(),
      webhook: new Webhook({
        feed,
        timings: this.setup.timings,
        now: () => this.world.now(),
        log: this.log.child({ bot: bot.username }),
        onReplyCall: (method, params) => this.onReplyCall(desk, method, params),
      }),
    }
    return desk
  }
}
