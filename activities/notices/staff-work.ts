import type { Notice } from '../../domain/notices'
import { isGivenUp } from '../../domain/order-states'
import { personLink } from '../../locales/html'
import { items, sum } from '../../locales/wording'
import { staffOrderButton } from './buttons'
import { latePeriodForOwner } from './periods'
import { needed, type Render } from './rendered'

type StaffNotice = Extract<
  Notice,
  {
    kind:
      | 'offer'
      | 'offer_unanswered'
      | 'courier_offer'
      | 'order_late'
      | 'order_ended_for_staff'
      | 'order_ended_for_couriers'
      | 'deposit_fate'
      | 'late_money_for_owner'
  }
>

/** What the people who make, carry and answer for an order hear. */
export const staffWords =
  (notice: StaffNotice): Render =>
  (facts, t) => {
    if (notice.kind === 'late_money_for_owner' && facts.subscription) {
      return latePeriodForOwner(notice.outcome, facts, t)
    }
    const { payment, staff } = facts
    const order = needed(facts.order, 'an order')
    const number = String(order.number)
    const what = items(t, order.lines)
    const buyer = personLink(order.buyer.name, order.buyer.externalId)
    const open = staffOrderButton(t, order)
    switch (notice.kind) {
      case 'offer':
        return {
          text: t.html('offer', {
            round: notice.round,
            number,
            items: what,
            total: sum(order.total, order.currency),
          }),
          rows: [[{ label: t.plain('btn-accept'), press: { verb: 'accept', orderId: order.id } }]],
        }
      case 'offer_unanswered':
        return { text: t.html('offer-unanswered', { number, items: what }), rows: [[open]] }
      case 'courier_offer':
        return {
          text: t.html('courier-offer', { number, items: what, buyer }),
          rows: [[{ label: t.plain('btn-hand-over'), press: { verb: 'hand_over', orderId: order.id } }]],
        }
      case 'order_late': {
        const nameOf = (id: string | null) => staff.find(({ externalId }) => externalId === id)?.name ?? '—'
        const text = {
          florist: () => t.html('order-late-florist', { number }),
          assembly: () => t.html('order-late-assembly', { number, florist: nameOf(order.floristId) }),
          courier: () => t.html('order-late-courier', { number }),
          delivery: () => t.html('order-late-delivery', { number, courier: nameOf(order.courierId) }),
        }[notice.waitingFor]()
        return { text, rows: [[open]] }
      }
      case 'order_ended_for_staff':
        return {
          text: t.html('order-ended-for-staff', { number, state: t.plain(`plain-state-${order.state}`) }),
          rows: [],
        }
      case 'order_ended_for_couriers':
        return {
          text: t.html('order-ended-for-couriers', { number, state: t.plain(`plain-state-${order.state}`) }),
          rows: [],
        }
      case 'deposit_fate': {
        const balance = order.payments.find(({ kind }) => kind === 'balance')?.amount ?? 0n
        const rest = sum(balance, order.currency)
        const paid = sum(order.total - balance, order.currency)
        if (notice.fate === 'keep') return { text: t.html('deposit-fate-keep', { number, rest, paid }), rows: [[open]] }
        if (notice.fate === 'refund')
          return { text: t.html('deposit-fate-refund', { number, rest, paid }), rows: [[open]] }
        return {
          text: t.html('deposit-fate-ask', { number, rest, paid, buyer }),
          rows: [
            [
              {
                label: t.plain('btn-deposit-keep'),
                press: { verb: 'deposit_fate', orderId: order.id, fate: 'keep' },
              },
              {
                label: t.plain('btn-deposit-refund'),
                press: { verb: 'deposit_fate', orderId: order.id, fate: 'refund' },
              },
            ],
            [open],
          ],
        }
      }
      case 'late_money_for_owner': {
        const { amount, currency } = needed(payment, 'a payment')
        const returned = isGivenUp(order.state) ? 'late-money-owner-refund' : 'late-money-owner-unneeded'
        const key = notice.outcome === 'revived' ? 'late-money-owner-revived' : returned
        return { text: t.html(key, { number, amount: sum(amount, currency) }), rows: [[open]] }
      }
    }
  }
