import { moneyReceived, moneyReturned, refundsWaiting } from '../../../db/owner/day'
import { accessCounts } from '../../../db/owner/access-figures'
import { puzzlingEvents } from '../../../db/owner/feed'
import { sumsOf, type ListSums } from '../../../db/owner/orders-seen'
import { sourceState } from '../../../db/owner/sources'
import { periodsDue, subscriptionCount } from '../../../db/owner/subscriptions-seen'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import { businessDay } from '../business-day'
import type { OwnerDeps } from '../deps'
import { encodePress, type AttentionList } from '../presses'
import { periodsLine } from '../subscription-words'
import { clock, eventsAge, isNothing, listTitle, sums, type Sums } from '../words'
import { expiringWithinMs, listOf } from './list'

/** `/status`: the day's money, what is owed, and what needs a person, each with a button to its list. */
export async function status(deps: OwnerDeps, t: Texts): Promise<Screen> {
  const { sql, businessId, zone, currency } = deps
  const now = new Date(deps.now())
  const today = businessDay(now, zone)
  const count = async (list: AttentionList) => sumsOf(sql, businessId, await listOf(deps, list))
  const [
    received,
    returned,
    open,
    expiring,
    deposits,
    refunds,
    lateMoney,
    sla,
    periods,
    periodRefunds,
    flagged,
    doors,
    events,
    puzzling,
  ] = await Promise.all([
    moneyReceived(sql, businessId, today),
    moneyReturned(sql, businessId, today),
    sumsOf(sql, businessId, { of: 'open' }),
    count('expiring'),
    count('deposits'),
    refundsWaiting(sql, businessId, 'orders'),
    count('late_money'),
    count('sla'),
    periodsDue(sql, businessId),
    refundsWaiting(sql, businessId, 'subscriptions'),
    subscriptionCount(sql, businessId, { of: 'flagged' }),
    accessCounts(sql, businessId, today),
    sourceState(sql, businessId, 'events'),
    puzzlingEvents(sql, businessId),
  ])
  const payments = received.reduce((total, row) => total + row.payments, 0)
  const denied = countOf(doors.filter(({ type }) => type === 'access_denied'))
  const orders: { list: AttentionList; count: number; line: Html }[] = [
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
  ]
  const attention: Attention[] = [
    ...orders.map(({ list, ...item }) => ({ ...item, name: listTitle(t, list), press: listPress(list) })),
    {
      name: t.plain('plain-owner-subs-refunds'),
      count: countOf(periodRefunds),
      line: t.html('owner-status-period-refunds', {
        count: countOf(periodRefunds),
        amount: sums(periodRefunds, currency),
      }),
      press: encodePress({ verb: 'subscriptions', list: 'refunds', page: 0 }),
    },
    {
      name: t.plain('plain-owner-subs-flagged'),
      count: flagged,
      line: t.html('owner-status-flagged', { count: flagged }),
      press: encodePress({ verb: 'subscriptions', list: 'flagged', page: 0 }),
    },
    {
      name: t.plain('btn-owner-access'),
      count: denied,
      line: t.html('owner-status-denied', { count: denied }),
      press: encodePress({ verb: 'access', days: 1 }),
    },
  ].filter((item) => item.count > 0)

  const text = stacked(
    [
      t.html('owner-status-title', { business: deps.name, at: clock(t, now, { zone, now }) }),
      stacked([
        t.html('owner-status-revenue', { amount: sums(received, currency), count: payments }),
        isNothing(returned) ? null : t.html('owner-status-returned', { amount: sums(returned, currency) }),
        t.html('owner-status-open', { count: countOf(open) }),
        t.html('owner-status-due', { due: sums(due(open), currency), remaining: sums(ahead(open), currency) }),
        periodsLine(t, periods, currency),
      ]),
      attention.length === 0
        ? t.html('owner-status-calm')
        : stacked([t.html('owner-status-attention'), ...attention.map(({ line }) => line)]),
      stacked(eventsAge(t, events, { zone, now, puzzling })),
    ],
    '\n\n',
  )
  return { text, rows: [...attention.map((item) => [attentionButton(t, item)]), ...footer(t)] }
}

/** Something that needs a person, with what its button says. */
interface Attention {
  readonly name: string
  readonly count: number
  readonly line: Html
  readonly press: string
}

const countOf = (rows: readonly { readonly count: number }[]) => rows.reduce((total, row) => total + row.count, 0)
const due = (rows: readonly ListSums[]): Sums => rows.map(({ currency, dueNow: amount }) => ({ currency, amount }))
const ahead = (rows: readonly ListSums[]): Sums =>
  rows.map(({ currency, remainingDue: amount }) => ({ currency, amount }))

const listPress = (list: AttentionList) => encodePress({ verb: 'list', list, page: 0 })

const attentionButton = (t: Texts, { name, count, press }: Attention): ScreenButton => ({
  label: t.plain('btn-owner-stage', { stage: name, count: String(count) }),
  data: press,
})

const footer = (t: Texts): ScreenButton[][] => [
  [
    { label: t.plain('btn-owner-funnel'), data: encodePress({ verb: 'funnel' }) },
    { label: t.plain('btn-owner-today'), data: encodePress({ verb: 'today' }) },
  ],
  [
    { label: t.plain('btn-owner-subs'), data: encodePress({ verb: 'subs', days: 30 }) },
    { label: t.plain('btn-owner-refresh'), data: encodePress({ verb: 'status' }) },
  ],
]
