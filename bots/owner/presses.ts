import { idPattern, type OrderId } from '../../domain/ids'
import { orderStages, type OrderStage } from '../../domain/order-states'
import { languages, type Lang } from '../../locales/texts'

/** The lists that need a person. */
export const attentionLists = ['expiring', 'deposits', 'refunds', 'late_money', 'sla'] as const
export type AttentionList = (typeof attentionLists)[number]
export type ListName = OrderStage | AttentionList

export interface ListPlace {
  readonly list: ListName
  /** From 0. */
  readonly page: number
}

/** What a button of the owner-bot says. `encodePress` and `decodePress` are the only places that know the form. */
export type OwnerPress =
  | { readonly verb: 'funnel' }
  | { readonly verb: 'status' }
  | { readonly verb: 'today' }
  | { readonly verb: 'lang'; readonly lang: Lang }
  | ({ readonly verb: 'list' } & ListPlace)
  /** `back`: the list it was opened from. `page` of its history, from 0, the newest. */
  | { readonly verb: 'order'; readonly orderId: OrderId; readonly page: number; readonly back: ListPlace }

/** Telegram carries 64 bytes: an order id has at most 32, the longest list name 11, a page 3. */
export function encodePress(press: OwnerPress): string {
  switch (press.verb) {
    case 'funnel':
    case 'status':
    case 'today':
      return press.verb
    case 'lang':
      return `lang:${press.lang}`
    case 'list':
      return `l:${press.list}:${press.page}`
    case 'order':
      return `o:${press.orderId}:${press.page}:${press.back.list}:${press.back.page}`
  }
}

const listNames: readonly ListName[] = [...orderStages, ...attentionLists]
const pagePattern = /^\d{1,3}$/

/** The button that was pressed; null for anything we never draw (an old or a forged one). */
export function decodePress(data: string): OwnerPress | null {
  const [verb = '', ...rest] = data.split(':')
  const [first = '', second = '', third = '', fourth = ''] = rest
  switch (verb) {
    case 'funnel':
    case 'status':
    case 'today':
      return rest.length === 0 ? { verb } : null
    case 'lang': {
      const lang = languages.find((known) => known === first)
      return lang && rest.length === 1 ? { verb, lang } : null
    }
    case 'l': {
      const place = placeOf(first, second)
      return place && rest.length === 2 ? { verb: 'list', ...place } : null
    }
    case 'o': {
      const back = placeOf(third, fourth)
      if (!back || rest.length !== 4 || !idPattern.test(first) || !pagePattern.test(second)) return null
      return { verb: 'order', orderId: first, page: Number(second), back }
    }
    default:
      return null
  }
}

function placeOf(name: string, page: string): ListPlace | null {
  const list = listNames.find((known) => known === name)
  return list && pagePattern.test(page) ? { list, page: Number(page) } : null
}
