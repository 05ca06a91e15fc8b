import { moneyReceived, moneyReturned, refundsWaiting } from '../../../db/owner/day'
import { puzzlingEvents } from '../../../db/owner/feed'
import { sumsOf, type ListSums } from '../../../db/owner/orders-seen'
import { sourceState } from '../../../db/owner/sources'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import { businessDay } from '../business-day'
import type { OwnerDeps } from '../deps'
import { encodePress, type AttentionList } from '../presses'
import { clock, eventsAge, isNothing, listTitle, sums, type Sums } from '../words'
import { expiringWithinMs, listOf } from './list'

/** `/status`: the day's money, what is owed, and what needs a person, each with a button to its list. */
export async function status(deps: OwnerDeps, t: Texts): Promise<Screen> {
  const { sql, businessId, zone, currency } = deps
  const now = new Date(deps.now())
  const today = businessDay(now, zone)
  const count = async (list: AttentionList) => sumsOf(sql, businessId, await listOf(deps, list))
  const [received, returned, open, expiring, deposits, refunds, lateMoney, sla, events, puzzling] = await Promise.all([
    moneyReceived(sql, businessId, today),
    moneyReturned(sql, businessId, today),
    sumsOf(sql, businessId, { of: 'open' }),
    count('expiring'),
    count('deposits'),
    refundsWaiting(sql, businessId, 'orders'),
    count('late_money'),
    count('sla'),
    sourceState(sql, businessId, 'events'),
    puzzlingEvents(sql, businessId),
  ])
  const payments = received.reduce((total, row) => total + row.payments, 0)
  const attention: { list: AttentionList; count: number; line: Html }[] = [
    {
      list: 'expiring' as const,
      count: countOf(expiring),
      line: t.html('owner-status-expiring', {
        hours: expiringWithinMs / 3_600_000,
        count: countOf(expiring),
        amount: sums(due(expiring), currency),
      }),
    },
    {
      list: 'deposits' as const,
      count: countOf(deposits),
      line: t.html('owner-status-deposits', { count: countOf(deposits) }),
    },
    {
      list: 'refunds' as const,
      count: countOf(refunds),
      line: t.html('owner-status-refunds', { count: countOf(refunds), amount: sums(refunds, currency) }),
    },
    {
      list: 'late_money' as const,
      count: countOf(lateMoney),
      line: t.html('owner-status-late_money', { count: countOf(lateMoney) }),
    },
    { list: 'sla' as const, count: countOf(sla), line: t.html('owner-status-sla', { count: countOf(sla) }) },
  ].filter((item) => item.count > 0)

  const text = stacked(
    [
      t.html('owner-status-title', { business: deps.name, at: clock(t, now, { zone, now }) }),
      stacked([
        t.html('owner-status-revenue', { amount: sums(received, currency), count: payments }),
        isNothing(returned) ? null : t.html('owner-status-returned', { amount: sums(returned, currency) }),
        t.html('owner-status-open', { count: countOf(open) }),
        t.html('owner-status-due', { due: sums(due(open), currency), remaining: sums(ahead(open), currency) }),
      ]),
      attention.length === 0
        ? t.html('owner-status-calm')
        : stacked([t.html('owner-status-attention'), ...attention.map(({ line }) => line)]),
      stacked(eventsAge(t, events, { zone, now, puzzling })),
    ],
    '\n\n',
  )
  return { text, rows: [...attention.map((item) => [listButton(t, item)]), ...footer(t)] }
}

const countOf = (rows: readonly { readonly count: number }[]) => rows.reduce((total, row) => total + row.count, 0)
const due = (rows: readonly ListSums[]): Sums => rows.map(({ currency, dueNow: amount }) => ({ currency, amount }))
const ahead = (rows: readonly ListSums[]): Sums =>
  rows.map(({ currency, remainingDue: amount }) => ({ currency, amount }))

const listButton = (t: Texts, { list, count }: { list: AttentionList; count: number }): ScreenButton => ({
  label: t.plain('btn-owner-stage', { stage: listTitle(t, list), count: String(count) }),
  data: encodePress({ verb: 'list', list, page: 0 }),
})

const footer = (t: Texts): ScreenButton[][] => [
  [
    { label: t.plain('btn-owner-funnel'), data: encodePress({ verb: 'funnel' }) },
    { label: t.plain('btn-owner-today'), data: encodePress({ verb: 'today' }) },
  ],
  [{ label: t.plain('btn-owner-refresh'), data: encodePress({ verb: 'status' }) }],
]
