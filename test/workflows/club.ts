import { savePlan } from '../../db/plans'
import { giveTime } from '../../db/subscriptions'
import { demoBusiness } from '../../db/demo-shop'
import { demoChannels } from '../../domain/demo-people'
import type { EventType } from '../../domain/events'
import { subscriptionWorkflowId } from '../../domain/ids'
import type { Notice } from '../../domain/notices'
import type { Settings } from '../../domain/settings'
import type { Gateway } from '../../telegram/gateway'
import { day, hour, openShop } from './shop'

const { id: businessId } = demoBusiness
export const clubChat = String(demoChannels[0].id)
/** 90 000 soʻm. */
export const clubPrice = '9000000'

export type Club = Awaited<ReturnType<typeof openClub>>
export type Subscriber = Awaited<ReturnType<Club['subscribe']>>

export const owner = { by: 'staff', staffId: '2001' } as const

/** Lets time pass until the lifecycle is over. */
export async function ended(club: Pick<Club, 'env'>, subscriber: Pick<Subscriber, 'ended'>, ms: number): Promise<void> {
  await club.env.sleep(ms)
  expect(await subscriber.ended()).toEqual({ state: 'expired' })
}

/** A private channel that does what the real one does to its members. */
export class Room {
  readonly members = new Set<number>()
  readonly calls: string[] = []
  links = 0
  /** Thrown by the next calls, until taken away. */
  trouble: Error | null = null

  readonly gateway: Partial<Gateway> = {
    getChatMember: ({ user_id: userId }) =>
      this.call('getChatMember', () => ({ status: this.members.has(userId) ? 'member' : 'left' }) as never),
    createChatInviteLink: () =>
      this.call('createChatInviteLink', () => ({ invite_link: `https://t.me/+door${++this.links}` }) as never),
    revokeChatInviteLink: () => this.call('revokeChatInviteLink', () => ({}) as never),
    banChatMember: ({ user_id: userId }) =>
      this.call('banChatMember', () => {
        this.members.delete(userId)
        return true
      }),
    unbanChatMember: () => this.call('unbanChatMember', () => true),
    editUserStarSubscription: ({ is_canceled: off }) =>
      this.call(`editUserStarSubscription ${off ? 'off' : 'on'}`, () => true),
  }

  private call<T>(what: string, answer: () => T): Promise<T> {
    if (this.trouble) return Promise.reject(this.trouble)
    this.calls.push(what)
    return Promise.resolve(answer())
  }
}

/** A shop that sells a place in a channel, on the default settings; time jumps. */
export async function openClub({ time = 'jumps' as 'jumps' | 'is real', workers = true } = {}) {
  const room = new Room()
  const shop = await openShop({ time, telegram: room.gateway, workers })
  const { sql, env, lifecycles, told, book } = shop
  let made = 0

  async function plan({
    days = 30,
    price = clubPrice,
    starPrice = null as number | null,
    trialDays = 0,
    seats = null as number | null,
  } = {}) {
    const id = `plan${++made}`
    const names = { ru: id, uz: id, en: id }
    await sql.begin((tx) =>
      savePlan(tx, businessId, {
        id,
        names,
        texts: names,
        period: { unit: 'day', count: days },
        price,
        prices: {},
        starPrice,
        channels: [clubChat],
        trialDays,
        seats,
        active: true,
        position: made,
      }),
    )
    return id
  }

  return {
    shop,
    sql,
    env,
    room,
    lifecycles,
    plan,
    close: () => shop.close(),
    chat: clubChat,
    refundsOf: async ({ id }: { id: string }) => {
      const rows = await sql<{ refund: string }[]>`
        SELECT concat_ws(' ', provider, reason) AS refund FROM refunds WHERE payment_id LIKE ${`${id}.%`}`
      return rows.map(({ refund }) => refund)
    },
    /** Cash went back by hand. */
    async confirmRefund({ paymentId }: { paymentId: string }, externalId: string) {
      await book(async () => {
        const [row] = await sql`SELECT 1 FROM refunds WHERE external_id = ${externalId} AND state = 'awaiting_staff'`
        return row ? true : undefined
      }, 'the refund waits for staff')
      return lifecycles.confirmRefund({ businessId, paymentId, provider: 'manual', externalId }, '2001')
    },
    settle: (settings: Partial<Settings> = {}) => shop.settle(settings),

    /** Waits until it is noon in the shop, then subscribes; answers once the first payment is due, or access is there. */
    async subscribe({
      planId,
      offersOk = false,
      unplaced = false,
      userId = 5001 + made,
    }: {
      planId?: string
      offersOk?: boolean
      /** The plan is not to be had: nothing will be written. */
      unplaced?: boolean
      /** Who subscribes; somebody of their own if not given. */
      userId?: number
    } = {}) {
      if (time === 'jumps') {
        const local = (await env.currentTimeMs()) + 5 * hour
        await env.sleep((Math.floor(local / day) + 1) * day + 12 * hour - local)
      }
      const buyerId = `telegram:${userId}`
      await sql`
        INSERT INTO buyers (business_id, id, external_id, name) VALUES (${businessId}, ${buyerId}, ${String(userId)}, 'Buyer')
        ON CONFLICT DO NOTHING`
      const subscriptionId = `sub${++made}`
      const address = { businessId, subscriptionId }
      const request = { buyerId, planId: planId ?? (await plan()), consentVersion: 'v1', offersOk }
      await lifecycles.subscribe(address, request)
      const period = (number: number) => ({ businessId, paymentId: `${subscriptionId}.${number}` })
      const row = async () => {
        const [found] = await sql<
          { state: string; until: Date | null; renews: boolean; star: string | null; paused: boolean }[]
        >`
          SELECT state, paid_until AS until, renews, (SELECT renewal FROM star_subscriptions r WHERE r.subscription_id = s.id ORDER BY begun_at DESC LIMIT 1) AS star, paused_at IS NOT NULL AS paused
          FROM subscriptions s WHERE id = ${subscriptionId}`
        return found
      }
      const paymentState = async (number: number) => {
        const [found] = await sql<{ state: string }[]>`
          SELECT state FROM payments WHERE id = ${period(number).paymentId}`
        return found?.state
      }
      const runOf = async () => {
        const handle = env.client.workflow.getHandle(subscriptionWorkflowId(businessId, subscriptionId))
        return (await handle.describe()).runId
      }
      const newestLink = async () => {
        const [found] = await sql<{ link: string }[]>`
          SELECT link FROM invite_links WHERE subscription_id = ${subscriptionId} AND closed_at IS NULL
          ORDER BY issued_at DESC LIMIT 1`
        return found?.link
      }
      const linkOf = () => book(newestLink, 'there is a link')
      if (!unplaced) await book(row, 'the subscription is placed')
      return {
        address,
        period,
        id: subscriptionId,
        userId,
        isIn: () => room.members.has(userId),
        enters: () => room.members.add(userId),
        row,
        paymentState,
        state: async () => (await row())?.state,
        inState: (state: string) =>
          book(async () => ((await row())?.state === state ? state : undefined), `the subscription is ${state}`),
        paymentIn: (number: number, state: string) =>
          book(
            async () => ((await paymentState(number)) === state ? state : undefined),
            `period ${number} is ${state}`,
          ),
        /** Cash for a period, once it is asked for. */
        async pay(number: number) {
          await this.paymentIn(number, 'due')
          const answer = await lifecycles.markPaidByHand(period(number), {
            staffId: '2001',
            pressId: `${subscriptionId}.${number}`,
          })
          if (!answer.ok) throw new Error(`period ${number} was not paid: ${answer.refusal}`)
        },
        /** Stars that Telegram has charged. A renewal names the first invoice. */
        async stars(
          externalId: string,
          amount: number,
          { recurring, of = 1 }: { recurring?: 'first' | 'renewal'; of?: number } = {},
        ) {
          const landed = {
            money: { amount: String(amount), currency: 'XTR' as const },
            providerTime: await env.currentTimeMs(),
          }
          await lifecycles.moneyLanded(period(of), {
            provider: 'stars',
            externalId,
            landed: { ...landed, ...(recurring && { recurring }) },
          })
        },
        /** What Telegram says of the renewals that began with a payment. */
        starNews: (renewal: 'on' | 'off' | 'failed', of = 1) =>
          lifecycles.starRenewal(address, { paymentId: period(of).paymentId, renewal }),
        /** Telegram agrees with the book about who may be in. */
        settled: () =>
          book(async () => {
            const [open] = await sql`
              SELECT 1 FROM access_grants WHERE subscription_id = ${subscriptionId} AND settled_at IS NULL`
            return open ? undefined : true
          }, 'access is settled'),
        events: async () => {
          const rows = await sql<{ type: EventType }[]>`
            SELECT type FROM business_events WHERE subscription_id = ${subscriptionId} ORDER BY seq`
          return rows.map(({ type }) => type)
        },
        /** Days after `since` at which a fact was written into the book. */
        async facts(type: EventType, since: number) {
          const rows = await sql<{ at: Date }[]>`
            SELECT occurred_at AS at FROM business_events WHERE subscription_id = ${subscriptionId} AND type = ${type} ORDER BY seq`
          return rows.map(({ at }) => inDays(at.getTime() - since))
        },
        /** Days after `since` at which a lifecycle wanted something said. */
        told: (kind: Notice['kind'], since: number) =>
          told
            .filter((notice) => notice.orderId === subscriptionId && notice.kind === kind)
            .map(({ at }) => inDays(at - since)),
        untilTold: (kind: Notice['kind'], times: number) =>
          book(() => {
            const heard = told.filter((notice) => notice.orderId === subscriptionId && notice.kind === kind).length
            return Promise.resolve(heard >= times ? heard : undefined)
          }, `${kind} is told ${times} times`),
        /** How the run that answers now, or the last one, ended. */
        ended: () => env.client.workflow.getHandle(subscriptionWorkflowId(businessId, subscriptionId)).result(),
        run: runOf,
        nextRun: (before: string) =>
          book(async () => ((await runOf()) === before ? undefined : true), 'the next period has a run of its own'),
        /** The paid time ends so many days after `since`, to the minute. */
        untilDays: (since: number, days: number) =>
          book(async () => {
            const until = (await row())?.until?.getTime() ?? 0
            return Math.abs(until - since - days * day) < 10 * 60_000 ? true : undefined
          }, `the paid time ends after ${days} days`),
        /** Money of a card that lands without being waited for. */
        async lands(number: number, externalId: string) {
          const money = { amount: clubPrice, currency: 'UZS' as const }
          const landed = { money, providerTime: await env.currentTimeMs() }
          await lifecycles.moneyLanded(period(number), { provider: 'telegram_fiat', externalId, landed })
        },
        /** Time is given in the book, and the lifecycle hears of it: the test server has no update-with-start. */
        async isGiven(ms: number) {
          const now = await env.currentTimeMs()
          const grant = {
            id: `${subscriptionId}/given`,
            kind: 'comp',
            ms,
            actor: 'staff:2001',
            reason: 'sorry',
          } as const
          await sql.begin((tx) => giveTime(tx, address, grant, now))
          await lifecycles.subscriptionChanged(address)
        },
        priceOf: async (number: number) =>
          (await sql<{ amount: bigint }[]>`SELECT amount FROM payments WHERE id = ${period(number).paymentId}`)[0]
            ?.amount,
        link: linkOf,
        newLink: (before: string) =>
          book(async () => {
            const link = await newestLink()
            return link && link !== before ? link : undefined
          }, 'there is a new link'),
      }
    },
  }
}

/** Two decimals; never minus nought. */
const inDays = (ms: number) => Math.round((ms / day) * 100) / 100 + 0
