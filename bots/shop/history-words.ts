import type { HistoryEntry } from '../../db/order-history'
import type { EventType } from '../../domain/events'
import type { Currency } from '../../domain/money'
import type { Provider } from '../../domain/providers'
import { stacked, type Html } from '../../locales/html'
import type { HtmlKey, Texts } from '../../locales/texts'
import { moment, sum } from '../../locales/wording'
import type { Scene } from './scene'

type Words = (t: Texts, entry: HistoryEntry, currency: Currency) => Html

const amountOf = (entry: HistoryEntry, currency: Currency) => sum(BigInt(entry.amount ?? '0'), currency)
const wayOf = (t: Texts, entry: HistoryEntry) => t.plain(`plain-provider-${(entry.provider ?? 'manual') as Provider}`)

const plainly =
  (key: Extract<HtmlKey, `history-order-${string}` | `history-goods-${string}`>): Words =>
  (t) =>
    t.html(key)

/** What of an order's past its people want to read. The other facts are for the operator. */
const words: Readonly<Partial<Record<EventType, Words>>> = {
  order_created: plainly('history-order-created'),
  goods_arrived: plainly('history-goods-arrived'),
  order_accepted: plainly('history-order-accepted'),
  order_assembled: plainly('history-order-assembled'),
  order_handed_over: plainly('history-order-handed-over'),
  order_delivered: plainly('history-order-delivered'),
  order_cancelled: plainly('history-order-cancelled'),
  order_expired: plainly('history-order-expired'),
  order_revived: plainly('history-order-revived'),
  order_rated: (t, { score }) => t.html('history-rated', { score: score ?? 0 }),
  payment_opened: (t, entry, currency) => t.html('history-payment-opened', { amount: amountOf(entry, currency) }),
  payment_performed: (t, entry, currency) =>
    t.html('history-payment-performed', { amount: amountOf(entry, currency), way: wayOf(t, entry) }),
  payment_landed_late: (t, entry, currency) =>
    t.html('history-payment-late', { amount: amountOf(entry, currency), way: wayOf(t, entry) }),
  payment_extended: (t) => t.html('history-payment-extended'),
  refund_requested: (t, entry, currency) => t.html('history-refund-requested', { amount: amountOf(entry, currency) }),
  refund_completed: (t, entry, currency) => t.html('history-refund-completed', { amount: amountOf(entry, currency) }),
}

/** `21 ноября, 18:00 — Получили 45 000 soʻm (Payme)`, a line for each fact; null when there is nothing to tell. */
export function historyWords(
  { t, business }: Pick<Scene, 't' | 'business'>,
  history: readonly HistoryEntry[],
  currency: Currency,
): Html | null {
  const lines = history.flatMap((entry) => {
    const said = words[entry.type]?.(t, entry, currency)
    return said ? [t.html('history-line', { at: moment(t, entry.at, business.zone), what: said })] : []
  })
  return lines.length === 0 ? null : stacked([t.html('history'), ...lines])
}
