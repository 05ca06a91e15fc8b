import type { Notice } from '../../domain/notices'
import { personLink, stacked } from '../../locales/html'
import { reasonIn } from '../../locales/reasons'
import { sum } from '../../locales/wording'
import { orderButton, staffOrderButton, subscriptionButton } from './buttons'
import { needed, type Render } from './rendered'

type RefundNotice = Extract<Notice, { kind: 'refund_started' | 'refund_completed' | 'refund_todo' }>

const ofOrder = { started: 'refund-started', completed: 'refund-completed', todo: 'refund-todo' } as const
const ofSubscription = {
  started: 'period-refund-started',
  completed: 'period-refund-completed',
  todo: 'period-refund-todo',
} as const

/** Money going back: what the buyer hears, and what the owner has to do where no API can do it. */
export const refundWords =
  (notice: RefundNotice): Render =>
  (facts, t) => {
    const refund = needed(facts.refund, 'a refund')
    const { subscription, order, buyer } = facts
    const number = String(refund.number)
    const open = subscription ? [subscriptionButton(t, subscription)] : order ? [orderButton(t, order)] : []
    const keys = subscription ? ofSubscription : ofOrder
    const amount = sum(refund.amount, refund.currency)
    const way = t.plain(`plain-provider-${refund.provider}`)
    const { provider, externalId, ref } = refund
    switch (notice.kind) {
      case 'refund_started':
        return { text: t.html(keys.started, { number, amount, provider, way }), rows: [open] }
      case 'refund_completed':
        return { text: t.html(keys.completed, { number, amount, way }), rows: [open] }
      case 'refund_todo': {
        const how = {
          payme: () => t.html('refund-todo-payme', { externalId, ref }),
          click: () => t.html('refund-todo-click', { externalId, ref }),
          stars: () => t.html('refund-todo-stars', { externalId }),
          telegram_fiat: () => t.html('refund-todo-telegram_fiat', { externalId }),
          manual: () => t.html('refund-todo-manual'),
        }[provider]()
        const what = t.html(keys.todo, {
          reminder: notice.reminder,
          number,
          amount,
          buyer: personLink(buyer.name, buyer.externalId),
          reason: reasonIn(t, refund.reason),
        })
        return {
          text: stacked([what, how], '\n\n'),
          rows: [
            [
              { label: t.plain('btn-refunded'), press: { verb: 'refunded', transaction: refund.ourId } },
              ...(order ? [staffOrderButton(t, order)] : []),
            ],
          ],
        }
      }
    }
  }
