import { nextPayment } from '../../db/subscription-cards'
import type { Notice } from '../../domain/notices'
import { personLink } from '../../locales/html'
import { reasonIn } from '../../locales/reasons'
import type { Texts } from '../../locales/texts'
import { moment, paidUntilIn, periodIn, sum } from '../../locales/wording'
import { starsFor } from '../../telegram/pay-screen'
import type { ScreenButton } from '../../telegram/screen'
import { plansButton, subscriptionButton } from './buttons'
import { needed, type Facts, type Render } from './rendered'

type BuyerNotice = Extract<
  Notice,
  {
    kind:
      | 'subscription_rejected'
      | 'subscription_begun'
      | 'access_opened'
      | 'renewal_reminder'
      | 'subscription_grace'
      | 'subscription_cancelled'
      | 'subscription_paused'
      | 'access_ended'
      | 'win_back'
      | 'star_renewal_failed'
  }
>

/** What the buyer hears about the subscription itself. */
export const subscriptionWords =
  (notice: BuyerNotice): Render =>
  (facts, t) => {
    if (notice.kind === 'subscription_rejected') {
      const plan = facts.plan?.names[t.lang] ?? notice.planId
      return { text: t.html(`subscription-rejected-${notice.reason}`, { plan }), rows: [[plansButton(t)]] }
    }
    const words = wordsFor(facts, t)
    const { subscription, number, plan, channels, until, graceUntil, amount, nextAmount, stars } = words
    const open = subscriptionButton(t, subscription)
    const subscriptionId = subscription.id
    const renew: ScreenButton = {
      label: t.plain('btn-renew', { amount: nextAmount }),
      press: { verb: 'renew', subscriptionId },
    }
    switch (notice.kind) {
      case 'subscription_begun':
        return { text: t.html('subscription-begun', { number, plan, until }), rows: [[open]] }
      case 'access_opened': {
        const [first] = facts.invites
        const linkEnds = moment(t, needed(first, 'an open link').expiresAt, facts.business.zone)
        const titles = facts.invites.map(({ title }) => title).join(', ')
        return {
          text: t.html('access-opened', { count: facts.invites.length, channels: titles, until: linkEnds }),
          rows: facts.invites.map(({ title, link }) => [{ label: t.plain('btn-join', { title }), url: link }]),
        }
      }
      case 'renewal_reminder': {
        if (!subscription.renews) {
          const resume = {
            label: t.plain('btn-resume-renewal'),
            press: { verb: 'resume_renewal' as const, subscriptionId },
          }
          return { text: t.html('renewal-reminder-ending', { number, plan, until }), rows: [[resume], [open]] }
        }
        if (subscription.starRenewal === 'on') {
          const stop = {
            label: t.plain('btn-cancel-renewal'),
            press: { verb: 'stop_renewal' as const, subscriptionId },
          }
          const text = t.html('renewal-reminder-auto', { number, plan, until, amount: stars })
          return { text, rows: [[stop], [open]] }
        }
        return {
          text: t.html('renewal-reminder-pay', { number, plan, until, amount: nextAmount }),
          rows: [[renew], [open]],
        }
      }
      case 'subscription_grace':
        return {
          text: t.html('subscription-grace', { number, plan, until: graceUntil, amount: nextAmount }),
          rows: [[renew], [open]],
        }
      case 'subscription_cancelled':
        return { text: t.html('subscription-cancelled', { number, plan, until }), rows: [[open]] }
      case 'subscription_paused':
        if (notice.paused) return { text: t.html('subscription-paused-yes', { number, plan }), rows: [[open]] }
        return { text: t.html('subscription-paused-no', { number, plan, until }), rows: [[open]] }
      case 'access_ended': {
        if (subscription.state === 'refunded') {
          return { text: t.html('access-ended-refunded', { number, plan, channels }), rows: [[plansButton(t)]] }
        }
        const ours = subscription.endReason === 'unpaid' || subscription.endReason === 'cancelled'
        if (!ours) return { text: t.html('access-ended-revoked', { number, plan }), rows: [] }
        return { text: t.html('access-ended-expired', { number, plan, channels }), rows: [[plansButton(t)]] }
      }
      case 'win_back': {
        const period = periodIn(t, subscription.terms.period)
        const quiet = { label: t.plain('btn-no-offers'), press: { verb: 'no_offers' as const, subscriptionId } }
        return {
          text: t.html('win-back', { offer: notice.offer, channels, plan, amount, period }),
          rows: [[plansButton(t)], [quiet]],
        }
      }
      case 'star_renewal_failed':
        return {
          text: t.html('star-renewal-failed', { amount: stars, number, plan, until: graceUntil }),
          rows: [[renew], [open]],
        }
    }
  }

type OwnerNotice = Extract<
  Notice,
  { kind: 'stranger_at_link' | 'subscription_flagged' | 'subscriber_exempt' | 'refund_wanted' }
>

/** What the owner hears about a subscription. */
export const subscriptionStaffWords =
  (notice: OwnerNotice): Render =>
  (facts, t) => {
    const { subscription, number, until } = wordsFor(facts, t)
    const buyer = personLink(facts.buyer.name, facts.buyer.externalId)
    const subscriptionId = subscription.id
    const card: ScreenButton = {
      label: t.plain('btn-subscription', { number }),
      press: { verb: 'staff_subscription', subscriptionId },
    }
    switch (notice.kind) {
      case 'stranger_at_link':
        return { text: t.html('stranger-at-link', { number, buyer }), rows: [[card]] }
      case 'subscription_flagged':
        return {
          text: t.html('subscription-flagged', { number, buyer }),
          rows: [[{ label: t.plain('btn-lift-flag'), press: { verb: 'lift_flag', subscriptionId } }, card]],
        }
      case 'subscriber_exempt': {
        const channel = facts.channels.find(({ chatId }) => chatId === notice.chatId)?.title ?? notice.chatId
        return { text: t.html('subscriber-exempt', { number, buyer, channel }), rows: [[card]] }
      }
      case 'refund_wanted':
        return {
          text: t.html('refund-wanted', { number, buyer, reason: reasonIn(t, notice.reason), until }),
          rows: [[{ label: t.plain('btn-refund-give'), press: { verb: 'refund_period', subscriptionId } }, card]],
        }
    }
  }

function wordsFor(facts: Facts, t: Texts) {
  const subscription = needed(facts.subscription, 'a subscription')
  const { zone, settings } = facts.business
  const { terms, paidUntil, endsAt } = subscription
  const { period } = terms
  const moments = (at: Date | null) => (at ? paidUntilIn(t, at, { zone, period }) : '—')
  const price = { amount: BigInt(terms.price), starAmount: terms.starPrice }
  const stars = starsFor(price, settings)
  return {
    subscription,
    number: String(subscription.number),
    plan: terms.names[t.lang],
    channels: subscription.channelTitles.join(', ') || '—',
    until: moments(paidUntil),
    graceUntil: moments(endsAt && new Date(endsAt.getTime() + settings.subscriptions.graceMs)),
    amount: sum(price.amount, subscription.currency),
    nextAmount: sum(nextPayment(subscription)?.amount ?? price.amount, subscription.currency),
    stars: stars === null ? '—' : sum(stars, 'XTR'),
  }
}
