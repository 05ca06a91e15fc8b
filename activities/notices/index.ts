import { ApplicationFailure } from '@temporalio/common'
import type { Logger } from 'pino'
import { businessOf } from '../../db/businesses'
import { buyerCard, markUnreachable } from '../../db/buyers'
import { openLinksOf } from '../../db/invite-links'
import { channelsOf } from '../../db/channels'
import { orderCard } from '../../db/order-cards'
import { planCard } from '../../db/plans'
import { buttonsRetired, messagesWithButtons, outboundState } from '../../db/outbound-messages'
import { refundCard, refundsOfPayment, type RefundCard } from '../../db/refund-cards'
import { staffOf } from '../../db/staff'
import { subscriptionCard } from '../../db/subscription-cards'
import type { Db } from '../../db/types'
import { paidFor, type BusinessId, type OrderId, type PaymentId, type SubscriptionId } from '../../domain/ids'
import { unexpectedMoney } from '../../domain/ledger'
import { audienceOf, type Notice, type NoticeOutcome } from '../../domain/notices'
import type { PayLinks } from '../../domain/pay-links'
import { textsIn } from '../../locales/texts'
import { TelegramRefused } from '../../telegram/errors'
import type { Gateway } from '../../telegram/gateway'
import type { ActivityMetrics } from '../metrics'
import { recipientsOf, type Recipient } from './audience'
import { orderWords } from './orders'
import { paymentWords } from './payments'
import { refundWords } from './refunds'
import { MissingFact, type Facts, type Render } from './rendered'
import { asRetryable, sendOnce } from './send-once'
import { staffWords } from './staff-work'
import { subscriptionStaffWords, subscriptionWords } from './subscriptions'

export interface NoticesDeps {
  readonly sql: Db
  /** The bot that speaks for a business. */
  readonly telegramFor: (businessId: BusinessId) => Gateway
  readonly links: PayLinks
  readonly log: Logger
  readonly metrics?: ActivityMetrics
  /** Unix ms. */
  readonly now?: () => number
}

interface AboutPayment {
  readonly businessId: BusinessId
  readonly paymentId: PaymentId
}

export type Notices = ReturnType<typeof createNotices>

/** What lifecycles say to people, as activities of the `telegram` task queue. */
export function createNotices({ sql, telegramFor, links, log, metrics, now = Date.now }: NoticesDeps) {
  async function say(notice: Notice, facts: Facts, to: Recipient): Promise<Exclude<NoticeOutcome, 'skipped'>> {
    const toBuyer = audienceOf[notice.kind] === 'buyer'
    const screen = wordsOf(notice)(facts, textsIn(to.lang))
    const outcome = await sendOnce(
      {
        sql,
        gateway: telegramFor(notice.businessId),
        log,
        counted: (became) => metrics?.said({ kind: notice.kind, outcome: became }),
      },
      {
        businessId: notice.businessId,
        dedupeKey: keyFor(notice, to),
        chatId: to.chatId,
        orderId: orderOf(notice),
        paymentId: 'paymentId' in notice ? notice.paymentId : null,
        hasButtons: asksForMoney(notice),
        notice,
      },
      screen,
    )
    if (outcome === 'unreachable' && toBuyer) {
      const { businessId } = notice
      await markUnreachable(sql, { businessId, buyerId: facts.buyer.id, reason: 'blocked_bot', at: now() })
    }
    return outcome
  }

  async function sayToAll(notice: Notice, facts: Facts, recipients: readonly Recipient[]): Promise<NoticeOutcome[]> {
    const outcomes: NoticeOutcome[] = []
    for (const recipient of recipients) outcomes.push(await say(notice, facts, recipient))
    return outcomes
  }

  /** Takes the pay buttons off every message about a payment: pressing them is pointless now. */
  async function retireButtons(payment: AboutPayment): Promise<void> {
    const gateway = telegramFor(payment.businessId)
    for (const { dedupeKey, chatId, messageId } of await messagesWithButtons(sql, payment)) {
      try {
        await gateway.editMessageReplyMarkup({
          chat_id: chatId,
          message_id: messageId,
          reply_markup: { inline_keyboard: [] },
        })
      } catch (error) {
        // Not modified, deleted by the buyer, too old, blocked: in each case there is nothing left to take off.
        if (!(error instanceof TelegramRefused) || !error.permanent) throw asRetryable(error)
      }
      await buttonsRetired(sql, { businessId: payment.businessId, dedupeKey })
    }
  }

  return {
    /**
     * Says one thing, once; what says that a payment is over takes its buttons away too. Retried until Telegram answers:
     * `telegram_busy`, `telegram_away`; a notice that cannot be worded fails for good with `notice_impossible`.
     */
    async tell(notice: Notice): Promise<NoticeOutcome> {
      if (notice.kind === 'payment_received' || notice.kind === 'payment_expired') await retireButtons(notice)
      const facts = await factsOf({ sql, links, now: now() }, notice)
      const { first, otherwise } = recipientsOf(notice, facts)
      if (await lostItsPoint(sql, notice, facts, first)) {
        metrics?.said({ kind: notice.kind, outcome: 'skipped' })
        return 'skipped'
      }
      try {
        const outcomes = await sayToAll(notice, facts, first)
        if (!outcomes.includes('sent')) outcomes.push(...(await sayToAll(notice, facts, otherwise)))
        if (outcomes.length === 0) log.error({ orderId: orderOf(notice), kind: notice.kind }, 'nobody to tell')
        return outcomes.find((outcome) => outcome === 'sent') ?? outcomes[0] ?? 'refused'
      } catch (error) {
        if (!(error instanceof MissingFact)) throw error
        throw ApplicationFailure.nonRetryable(error.message, 'notice_impossible')
      }
    },

    retireButtons,
  }
}

/** What a notice is about. */
function subjectOf(notice: Notice): { readonly orderId?: OrderId; readonly subscriptionId?: SubscriptionId } {
  if ('orderId' in notice) return { orderId: notice.orderId }
  if ('subscriptionId' in notice) return { subscriptionId: notice.subscriptionId }
  return 'paymentId' in notice ? paidFor(notice.paymentId) : {}
}

const orderOf = (notice: Notice) => subjectOf(notice).orderId ?? null

const asksForMoney = (notice: Notice) => notice.kind === 'payment_due' || notice.kind === 'payment_nudge'

/** A notice to several people is one message, and so one key, for each. */
const keyFor = (notice: Notice, to: Recipient) =>
  audienceOf[notice.kind] === 'buyer' ? notice.dedupeKey : `${notice.dedupeKey}@${to.chatId}`

async function factsOf(
  { sql, links, now }: Pick<NoticesDeps, 'sql' | 'links'> & { readonly now: number },
  notice: Notice,
): Promise<Facts> {
  const { businessId } = notice
  const { orderId, subscriptionId } = subjectOf(notice)
  const order = orderId === undefined ? null : await orderCard(sql, { businessId, orderId })
  const subscription = subscriptionId === undefined ? null : await subscriptionCard(sql, { businessId, subscriptionId })
  const buyer =
    'buyerId' in notice ? await buyerCard(sql, { businessId, buyerId: notice.buyerId }) : (order ?? subscription)?.buyer
  if (!buyer) {
    const what = orderId === undefined ? `subscription ${subscriptionId}` : `order ${orderId}`
    throw ApplicationFailure.nonRetryable(`no ${what} in ${businessId}`, 'notice_impossible')
  }
  const paymentId = 'paymentId' in notice ? notice.paymentId : null
  const payments = order?.payments ?? subscription?.payments ?? []
  const business = await businessOf(sql, businessId)
  return {
    business,
    plan: 'planId' in notice ? await planCard(sql, notice, business.settings) : null,
    channels: 'chatId' in notice ? await channelsOf(sql, businessId) : [],
    buyer,
    order,
    subscription,
    invites: subscription ? await openLinksOf(sql, { businessId, subscriptionId: subscription.id }, now) : [],
    payment: payments.find(({ id }) => id === paymentId) ?? null,
    refund: await refundOf(sql, notice),
    staff: await staffOf(sql, businessId),
    links,
  }
}

/** Of money that goes back because nobody waited for it the notice names only the payment: it is what came last. */
async function refundOf(sql: Db, notice: Notice): Promise<RefundCard | null> {
  if ('externalId' in notice) return refundCard(sql, notice)
  if (notice.kind !== 'late_money_for_owner' || notice.outcome !== 'refund') return null
  const refunds = await refundsOfPayment(sql, notice)
  return refunds.findLast(({ reason }) => unexpectedMoney.some((each) => each === reason)) ?? null
}

/**
 * Asking for money that is no longer asked for would only confuse, and a reminder goes to nobody who did not want it.
 * A message that was already sent counts as sent all the same.
 */
async function lostItsPoint(
  sql: Db,
  notice: Notice,
  { business, buyer, payment, subscription, invites }: Facts,
  recipients: readonly Recipient[],
): Promise<boolean> {
  if (notice.kind === 'win_back') return !buyer.nudgesOn || subscription?.offersOk !== true
  // A link that has been used, or whose time is over, opens nothing.
  if (notice.kind === 'access_opened') return invites.length === 0
  if (!asksForMoney(notice)) return false
  const stillDue = payment?.state === 'due' || (payment?.state === 'held' && notice.kind === 'payment_due')
  const unwanted =
    notice.kind === 'payment_nudge' && (!buyer.nudgesOn || buyer.unreachable || isSwitchedOff(notice, business))
  if (stillDue && !unwanted) return false
  const { businessId } = notice
  const [recipient] = recipients
  const earlier = recipient && (await outboundState(sql, { businessId, dedupeKey: keyFor(notice, recipient) }))
  return earlier !== 'sent'
}

/** What staff ask for by hand, nudge 0, is sent all the same. */
const isSwitchedOff = ({ nudge }: { readonly nudge: number }, { settings }: Facts['business']) =>
  nudge > 0 && !settings.nudgesOn

function wordsOf(notice: Notice): Render {
  switch (notice.kind) {
    case 'payment_due':
    case 'payment_nudge':
    case 'payment_received':
    case 'payment_expired':
    case 'late_money':
      return paymentWords(notice)
    case 'order_rejected':
    case 'goods_awaited':
    case 'order_cancelled':
    case 'deposit_kept':
    case 'order_progress':
    case 'rating_ask':
      return orderWords(notice)
    case 'refund_started':
    case 'refund_completed':
    case 'refund_todo':
      return refundWords(notice)
    case 'offer':
    case 'offer_unanswered':
    case 'courier_offer':
    case 'order_late':
    case 'order_ended_for_staff':
    case 'order_ended_for_couriers':
    case 'deposit_fate':
    case 'late_money_for_owner':
      return staffWords(notice)
    case 'subscription_rejected':
    case 'subscription_begun':
    case 'access_opened':
    case 'renewal_reminder':
    case 'subscription_grace':
    case 'subscription_cancelled':
    case 'subscription_paused':
    case 'access_ended':
    case 'win_back':
    case 'star_renewal_failed':
      return subscriptionWords(notice)
    case 'stranger_at_link':
    case 'subscription_flagged':
    case 'subscriber_exempt':
    case 'refund_wanted':
      return subscriptionStaffWords(notice)
  }
}
