import type { Notice } from '../../domain/notices'
import { personLink, stacked } from '../../locales/html'
import { reasonIn } from '../../locales/reasons'
import { sum } from '../../locales/wording'
import { orderButton, staffOrderButton } from './buttons'
import { needed, type Render } from './rendered'

type RefundNotice = Extract<Notice, { kind: 'refund_started' | 'refund_completed' | 'refund_todo' }>

/** Money going back: what the buyer hears, and what the owner has to do where no API can do it. */
export const refundWords =
  (notice: RefundNotice): Render =>
  (facts, t) => {
    const { order } = facts
    const refund = needed(facts.refund, 'a refund')
    const number = String(order.number)
    const amount = sum(refund.amount, refund.currency)
    const way = t.plain(`plain-provider-${refund.provider}`)
    const { provider, externalId, ref } = refund
    switch (notice.kind) {
      case 'refund_started':
        return { text: t.html('refund-started', { number, amount, provider, way }), rows: [[orderButton(t, order)]] }
      case 'refund_completed':
        return { text: t.html('refund-completed', { number, amount, way }), rows: [[orderButton(t, order)]] }
      case 'refund_todo': {
        const how = {
          payme: () => t.html('refund-todo-payme', { externalId, ref }),
          click: () => t.html('refund-todo-click', { externalId, ref }),
          stars: () => t.html('refund-todo-stars', { externalId }),
          telegram_fiat: () => t.html('refund-todo-telegram_fiat', { externalId }),
          manual: () => t.html('refund-todo-manual'),
        }[provider]()
        const what = t.html('refund-todo', {
          reminder: notice.reminder,
          number,
          amount,
          buyer: personLink(order.buyer.name, order.buyer.externalId),
          reason: reasonIn(t, refund.reason),
        })
        return {
          text: stacked([what, how], '\n\n'),
          rows: [
            [
              { label: t.plain('btn-refunded'), press: { verb: 'refunded', transaction: refund.ourId } },
              staffOrderButton(t, order),
            ],
          ],
        }
      }
    }
  }
