import type { Notice } from '../../domain/notices'
import { stacked } from '../../locales/html'
import { calendarDay, items, sum } from '../../locales/wording'
import { catalogButton, orderButton } from './buttons'
import { needed, type Render } from './rendered'

type OrderNotice = Extract<
  Notice,
  { kind: 'order_rejected' | 'goods_awaited' | 'order_cancelled' | 'deposit_kept' | 'order_progress' | 'rating_ask' }
>

const scores = [1, 2, 3, 4, 5] as const

/** What the buyer hears about the order itself. */
export const orderWords =
  (notice: OrderNotice): Render =>
  (facts, t) => {
    const order = needed(facts.order, 'an order')
    const number = String(order.number)
    const what = items(t, order.lines)
    switch (notice.kind) {
      case 'order_rejected': {
        const key = notice.reason === 'sold_out' ? 'order-rejected-sold-out' : 'order-rejected-not-for-sale'
        return { text: t.html(key, { items: what }), rows: [[catalogButton(t)]] }
      }
      case 'goods_awaited': {
        const balance = order.payments.find(({ kind }) => kind === 'balance')
        const rest = sum(balance?.amount ?? 0n, order.currency)
        const text = order.arrivesOn
          ? t.html('goods-awaited', { number, items: what, day: calendarDay(t, order.arrivesOn), rest })
          : t.html('goods-awaited-no-day', { number, items: what, rest })
        return { text, rows: [[orderButton(t, order)]] }
      }
      case 'order_cancelled': {
        // A refund may be quicker than this message, so money that has gone back already counts as paid here.
        const paid = order.payments
          .filter(({ state }) => state === 'paid' || state === 'refunded')
          .reduce((total, { amount }) => total + amount, 0n)
        const text =
          paid > 0n
            ? t.html('order-cancelled-paid', { number, paid: sum(paid, order.currency) })
            : t.html('order-cancelled', { number })
        // A reason that staff wrote; the reasons that code writes are single words.
        const why = order.endedBy === 'staff' && order.endReason !== null && !/^\w+$/.test(order.endReason)
        const reason = why ? t.html('order-cancelled-why', { reason: order.endReason ?? '' }) : null
        return { text: stacked([text, reason]), rows: [[catalogButton(t)]] }
      }
      case 'deposit_kept': {
        const balance = order.payments.find(({ kind }) => kind === 'balance')?.amount ?? 0n
        const rest = sum(balance, order.currency)
        const paid = sum(order.total - balance, order.currency)
        return { text: t.html('deposit-kept-for-buyer', { number, rest, paid }), rows: [[catalogButton(t)]] }
      }
      case 'order_progress':
        return { text: t.html(`order-progress-${notice.step}`, { number }), rows: [[orderButton(t, order)]] }
      case 'rating_ask':
        return {
          text: t.html('rating-ask', { number }),
          rows: [
            scores.map((score) => ({
              label: t.plain('btn-rate', { score: String(score) }),
              press: { verb: 'rate', orderId: order.id, score },
            })),
          ],
        }
    }
  }
