import type { Notice } from '../../domain/notices'
import { isGivenUp } from '../../domain/order-states'
import { payScreen } from '../../telegram/pay-screen'
import { stacked } from '../../locales/html'
import { sum } from '../../locales/wording'
import { catalogButton, orderButton } from './buttons'
import { periodWords } from './periods'
import { needed, type Render } from './rendered'

export type PaymentNotice = Extract<
  Notice,
  { kind: 'payment_due' | 'payment_nudge' | 'payment_received' | 'payment_expired' | 'late_money' }
>

/** What the buyer hears about one stage of money. */
export const paymentWords =
  (notice: PaymentNotice): Render =>
  (facts, t) => {
    if (facts.subscription) return periodWords(notice, facts, t)
    const order = needed(facts.order, 'an order')
    const payment = needed(facts.payment, 'a payment')
    const number = String(order.number)
    const amount = sum(payment.amount, payment.currency)
    const rest = sum(order.total - payment.amount, order.currency)
    switch (notice.kind) {
      case 'payment_due':
      case 'payment_nudge':
        return payScreen({
          shop: facts.business,
          order,
          subscription: null,
          payment,
          links: facts.links,
          t,
          as: notice.kind === 'payment_due' ? 'ask' : 'nudge',
        })
      case 'payment_received': {
        const { plan } = order
        const text = {
          full: () => t.html('payment-received-full', { number, amount }),
          deposit: () => t.html('payment-received-deposit', { number, amount, plan, rest }),
          balance: () => t.html('payment-received-balance', { number, amount }),
          period: () => t.html('payment-received-full', { number, amount }),
        }[payment.kind]()
        return { text, rows: [[orderButton(t, order)]] }
      }
      case 'payment_expired': {
        if (payment.kind !== 'balance') {
          return { text: t.html('payment-expired', { number }), rows: [[catalogButton(t)]] }
        }
        const setting = facts.business.settings.depositFate
        const fate = order.depositFate ?? (setting === 'ask_owner' ? 'asked' : setting)
        const paid = sum(order.total - payment.amount, order.currency)
        return {
          text: stacked([t.html('payment-expired-balance', { number, fate, paid })]),
          rows: [[orderButton(t, order)]],
        }
      }
      case 'late_money': {
        const returned = isGivenUp(order.state) ? 'late-money-refund' : 'late-money-unneeded'
        const key = notice.outcome === 'revived' ? 'late-money-revived' : returned
        return { text: t.html(key, { number, amount }), rows: [[orderButton(t, order)]] }
      }
    }
  }
