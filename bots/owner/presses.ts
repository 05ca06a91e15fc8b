import { idPattern, type OrderId, type SubscriptionId } from '../../domain/ids'
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

/** The lists of subscriptions. */
export const subscriptionLists = ['active', 'cancelled', 'grace', 'flagged', 'lost', 'refunds'] as const
export type SubscriptionListName = (typeof subscriptionLists)[number]

export interface SubscriptionListPlace {
  readonly list: SubscriptionListName
  /** From 0. */
  readonly page: number
}

/** How far back figures look: today, a week, thirty days. */
export const spans = [1, 7, 30] as const
export type SpanDays = (typeof spans)[number]

/** Where a subscription was opened from: a list of them, or the denials of `/access`. */
export type SubscriptionBack = SubscriptionListPlace | { readonly list: 'access'; readonly page: SpanDays }

/** What a button of the owner-bot says. `encodePress` and `decodePress` are the only places that know the form. */
export type OwnerPress =
  | { readonly verb: 'funnel' }
  | { readonly verb: 'status' }
  | { readonly verb: 'today' }
  | { readonly verb: 'lang'; readonly lang: Lang }
  | ({ readonly verb: 'list' } & ListPlace)
  /** `back`: the list it was opened from. `page` of its history, from 0, the newest. */
  | { readonly verb: 'order'; readonly orderId: OrderId; readonly page: number; readonly back: ListPlace }
  | { readonly verb: 'subs' | 'access'; readonly days: SpanDays }
  /** The picture of who stays. */
  | { readonly verb: 'chart' }
  | ({ readonly verb: 'subscriptions' } & SubscriptionListPlace)
  | {
      readonly verb: 'subscription'
      readonly subscriptionId: SubscriptionId
      readonly page: number
      readonly back: SubscriptionBack
    }

/** Telegram carries 64 bytes: an id has at most 32, the longest list name 11, a page 3. */
export function encodePress(press: OwnerPress): string {
  switch (press.verb) {
    case 'funnel':
    case 'status':
    case 'today':
    case 'chart':
      return press.verb
    case 'subs':
    case 'access':
      return `${press.verb}:${press.days}`
    case 'lang':
      return `lang:${press.lang}`
    case 'list':
      return `l:${press.list}:${press.page}`
    case 'order':
      return `o:${press.orderId}:${press.page}:${press.back.list}:${press.back.page}`
    case 'subscriptions':
      return `sl:${press.list}:${press.page}`
    case 'subscription':
      return `s:${press.subscriptionId}:${press.page}:${press.back.list}:${press.back.page}`
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
    case 'chart':
      return rest.length === 0 ? { verb } : null
    case 'subs':
    case 'access': {
      const days = spans.find((span) => String(span) === first)
      return days && rest.length === 1 ? { verb, days } : null
    }
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
    case 'sl': {
      const place = subscriptionPlaceOf(first, second)
      return place && rest.length === 2 ? { verb: 'subscriptions', ...place } : null
    }
    case 's': {
      const back = subscriptionBackOf(third, fourth)
      if (!back || rest.length !== 4 || !idPattern.test(first) || !pagePattern.test(second)) return null
      return { verb: 'subscription', subscriptionId: first, page: Number(second), back }
    }
    default:
      return null
  }
}

function placeOf(name: string, page: string): ListPlace | null {
  const list = listNames.find((known) => known === name)
  return list && pagePattern.test(page) ? { list, page: Number(page) } : null
}

function subscriptionPlaceOf(name: string, page: string): SubscriptionListPlace | null {
  const list = subscriptionLists.find((known) => known === name)
  return list && pagePattern.test(page) ? { list, page: Number(page) } : null
}

function subscriptionBackOf(name: string, page: string): SubscriptionBack | null {
  if (name !== 'access') return subscriptionPlaceOf(name, page)
  const days = spans.find((span) => String(span) === page)
  return days ? { list: 'access', page: days } : null
}
