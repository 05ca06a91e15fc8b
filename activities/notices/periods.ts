import type { LateOutcome } from '../../domain/ledger'
import type { Texts } from '../../locales/texts'
import { paidUntilIn, sum } from '../../locales/wording'
import { payScreen } from '../../telegram/pay-screen'
import type { Screen } from '../../telegram/screen'
import { plansButton, subscriptionButton } from './buttons'
import type { PaymentNotice } from './payments'
import { needed, type Facts } from './rendered'

/** What the buyer hears about the money of one period. */
export function periodWords(notice: PaymentNotice, facts: Facts, t: Texts): Screen {
  const subscription = needed(facts.subscription, 'a subscription')
  const payment = needed(facts.payment, 'a payment')
  const { zone } = facts.business
  const { period, names } = subscription.terms
  const number = String(subscription.number)
  const amount = sum(payment.amount, payment.currency)
  const until = subscription.paidUntil ? paidUntilIn(t, subscription.paidUntil, { zone, period }) : '—'
  const plan = names[t.lang]
  const open = [subscriptionButton(t, subscription)]
  switch (notice.kind) {
    case 'payment_due':
    case 'payment_nudge': {
      const as = notice.kind === 'payment_due' ? 'ask' : 'nudge'
      return payScreen({ shop: facts.business, order: null, subscription, payment, links: facts.links, t, as })
    }
    case 'payment_received': {
      const taken = payment.took ? sum(BigInt(payment.took.amount), payment.took.currency) : amount
      return { text: t.html('period-received', { number, amount: taken, plan, until }), rows: [open] }
    }
    case 'payment_expired':
      return { text: t.html('period-expired', { number }), rows: [[plansButton(t)]] }
    case 'late_money':
      if (notice.outcome === 'refund') return { text: t.html('period-late-refund', { number, amount }), rows: [open] }
      return { text: t.html('period-late-revived', { number, amount, plan, until }), rows: [open] }
  }
}

/** What the owner hears of money that came late for a period. */
export function latePeriodForOwner(outcome: LateOutcome, facts: Facts, t: Texts): Screen {
  const number = String(needed(facts.subscription, 'a subscription').number)
  const { amount, currency } = facts.refund ?? needed(facts.payment, 'a payment')
  const key = outcome === 'revived' ? 'period-late-owner-revived' : 'period-late-owner-refund'
  return { text: t.html(key, { number, amount: sum(amount, currency) }), rows: [] }
}
