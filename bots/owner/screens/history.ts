import { DateTime } from 'luxon'
import type { StoredFact } from '../../../db/owner/orders-seen'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { calendarDay } from '../../../locales/wording'
import type { ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { factWords } from '../fact-words'

/** How many facts one page of a history shows. */
export const factsPerPage = 15

export interface HistoryPage {
  readonly facts: readonly StoredFact[]
  /** Of the whole history. */
  readonly total: number
  /** From 0, the newest. */
  readonly page: number
}

/** One page of what happened to an order or a subscription: a heading for each day, a line for each fact. */
export function historyWords({ zone }: Pick<OwnerDeps, 'zone'>, t: Texts, { facts, total, page }: HistoryPage): Html {
  const to = total - page * factsPerPage
  const shown = { from: to - facts.length + 1, to, count: total }
  return stacked([factLines(zone, t, facts), total > factsPerPage ? t.html('owner-history-page', shown) : null], '\n\n')
}

function factLines(zone: string, t: Texts, facts: readonly StoredFact[]): Html {
  let day: string | null = null
  const lines = facts.flatMap((fact) => {
    const local = DateTime.fromJSDate(fact.occurredAt, { zone })
    const date = local.toISODate() ?? ''
    const line = t.html('owner-history-line', { time: local.toFormat('HH:mm:ss'), what: factWords(fact, { t, zone }) })
    if (date === day) return [line]
    day = date
    return [t.html('owner-history-day', { day: calendarDay(t, date) }), line]
  })
  return stacked(lines)
}

/** To the pages before and after. `press`: what the button of a page says. */
export function historyTurns(
  t: Texts,
  { total, page }: Pick<HistoryPage, 'total' | 'page'>,
  press: (page: number) => string,
): ScreenButton[] {
  const pages = Math.min(Math.ceil(total / factsPerPage), 1000)
  return [
    ...(page + 1 < pages ? [{ label: t.plain('btn-owner-older'), data: press(page + 1) }] : []),
    ...(page > 0 ? [{ label: t.plain('btn-owner-newer'), data: press(page - 1) }] : []),
  ]
}

/** A workflow in Temporal's Web UI; null when no UI is configured. */
export function workflowUrl(
  { uiUrl, namespace }: Pick<OwnerDeps, 'uiUrl' | 'namespace'>,
  workflowId: string,
): string | null {
  if (uiUrl === '') return null
  const workflow = encodeURIComponent(workflowId)
  return `${uiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${workflow}`
}

/**
 * The way to a workflow: a button, or a line of text where the address is local. Telegram refuses buttons that lead to
 * a local address; as text it can at least be copied.
 */
export function workflowLink(t: Texts, url: string | null): { line: Html | null; row: ScreenButton[] } {
  if (url === null) return { line: null, row: [] }
  if (url.startsWith('https://')) return { line: null, row: [{ label: t.plain('btn-owner-temporal'), url }] }
  return { line: t.html('owner-order-temporal', { url }), row: [] }
}
