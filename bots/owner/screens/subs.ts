import { cohortsOf, type Cohort } from '../../../db/owner/cohorts'
import { puzzlingEvents } from '../../../db/owner/feed'
import { sourceState } from '../../../db/owner/sources'
import {
  churnOf,
  gainedIn,
  lostIn,
  monthlyRevenueAt,
  standingAt,
  type Gained,
  type Loss,
  type MonthlyRevenue,
  type Standing,
} from '../../../db/owner/subscription-figures'
import { subscriptionCount } from '../../../db/owner/subscriptions-seen'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { encodePress, spans, type SpanDays, type SubscriptionListName } from '../presses'
import { spanButtons, spanOf } from '../spans'
import { endReasonsIn, percent } from '../subscription-words'
import { eventsAge, sums } from '../words'
import { cohortTable } from './cohort-table'
import { subscriptionListOf } from './subscription-list'

const month = 30 * 86_400_000
/** How many months of first payments are followed. */
export const cohortMonths = 6

/** `/subs`: who pays, what it brings, who came and went in the span, and who stays. */
export async function subs(deps: OwnerDeps, t: Texts, { days }: { readonly days: SpanDays }): Promise<Screen> {
  const { sql, businessId, zone, currency } = deps
  const now = new Date(deps.now())
  const monthAgo = new Date(now.getTime() - month)
  const span = spanOf(days, now, zone)
  const lately = { from: monthAgo, to: now }
  const countOf = (list: SubscriptionListName) => subscriptionCount(sql, businessId, subscriptionListOf(list, now))
  const [standing, gained, lost, revenue, revenueBefore, churn, lostLately, cohorts, events, puzzling, lostCount] =
    await Promise.all([
      standingAt(sql, businessId, now),
      gainedIn(sql, businessId, span),
      lostIn(sql, businessId, span),
      monthlyRevenueAt(sql, businessId, now),
      monthlyRevenueAt(sql, businessId, monthAgo),
      churnOf(sql, businessId, lately),
      lostIn(sql, businessId, spanOf(30, now, zone)),
      cohortsOf(sql, businessId, { zone, now, months: cohortMonths }),
      sourceState(sql, businessId, 'events'),
      puzzlingEvents(sql, businessId),
      countOf('lost'),
    ])
  return {
    text: stacked(
      [
        t.html('owner-subs-title', { business: deps.name }),
        standingLines(t, standing),
        revenueLines(t, { now: revenue, before: revenueBefore }, currency),
        stacked([t.html('owner-subs-span', { days }), ...movement(t, gained, lost)]),
        churnLines(t, churn, days === 30 ? [] : lostLately),
        cohortLines(t, cohorts),
        stacked(eventsAge(t, events, { zone, now, puzzling })),
      ],
      '\n\n',
    ),
    rows: [
      spanButtons(t, 'subs', { spans, shown: days }),
      ...listButtons(t, { ...standing, lost: lostCount }),
      [
        ...(cohorts.length > 0 ? [{ label: t.plain('btn-owner-chart'), data: encodePress({ verb: 'chart' }) }] : []),
        { label: t.plain('btn-owner-access'), data: encodePress({ verb: 'access', days: 1 }) },
        { label: t.plain('btn-owner-status'), data: encodePress({ verb: 'status' }) },
      ],
    ],
  }
}

const standings = ['active', 'trial', 'cancelled', 'grace', 'flagged'] as const

function standingLines(t: Texts, standing: Standing): Html {
  const count = standings.reduce((total, name) => total + standing[name], 0)
  const lines = standings
    .filter((name) => standing[name] > 0)
    .map((name) => t.html('owner-subs-standing', { what: t.plain(`plain-owner-subs-${name}`), count: standing[name] }))
  return stacked([t.html('owner-subs-total', { count }), ...lines])
}

/** In percents only where both are in one currency: two do not add up. */
function revenueLines(
  t: Texts,
  { now, before }: { now: readonly MonthlyRevenue[]; before: readonly MonthlyRevenue[] },
  currency: MonthlyRevenue['currency'],
): Html {
  const count = now.reduce((total, row) => total + row.count, 0)
  const amount = sums(before, currency)
  const [then] = before
  const [today = { currency: then?.currency, amount: 0n }] = now
  const comparable = before.length === 1 && now.length <= 1 && then?.currency === today.currency
  return stacked([
    t.html('owner-subs-mrr', { amount: sums(now, currency), count }),
    comparable && then && then.amount > 0n
      ? t.html('owner-subs-mrr-change', { amount, percent: change(today.amount, then.amount) })
      : t.html('owner-subs-mrr-before', { amount }),
  ])
}

/** `+14`, `−3`, `0`. */
function change(now: bigint, before: bigint): string {
  const percents = Math.round(Number(((now - before) * 1000n) / before) / 10)
  if (percents === 0) return '0'
  return percents > 0 ? `+${percents}` : `−${-percents}`
}

function movement(t: Texts, gained: Gained, losses: readonly Loss[]): (Html | null)[] {
  const lost = losses.filter(({ paid }) => paid)
  const count = countAll(lost)
  const trialsOver = countAll(losses.filter(({ paid }) => !paid))
  return [
    t.html('owner-subs-new', { count: gained.fresh }),
    t.html('owner-subs-renewed', { count: gained.renewed }),
    gained.returned > 0 ? t.html('owner-subs-returned', { count: gained.returned }) : null,
    gained.trials > 0 ? t.html('owner-subs-trials', { count: gained.trials }) : null,
    count > 0
      ? t.html('owner-subs-lost-why', { count, reasons: endReasonsIn(t, lost) })
      : t.html('owner-subs-lost', { count }),
    trialsOver > 0 ? t.html('owner-subs-trials-over', { count: trialsOver }) : null,
  ]
}

/** `losses`: of thirty days, where the screen has not told them yet. */
function churnLines(t: Texts, { before, gone }: { before: number; gone: number }, losses: readonly Loss[]): Html {
  const reasons = endReasonsIn(
    t,
    losses.filter(({ paid }) => paid),
  )
  return stacked([
    before === 0
      ? t.html('owner-subs-churn-none')
      : t.html('owner-subs-churn', { percent: percent(gone, before), gone, before }),
    reasons === '' ? null : t.html('owner-subs-churn-why', { reasons }),
  ])
}

const countAll = (rows: readonly { readonly count: number }[]) => rows.reduce((total, row) => total + row.count, 0)

const cohortLines = (t: Texts, cohorts: readonly Cohort[]): Html =>
  cohorts.length === 0
    ? t.html('owner-subs-cohorts-none')
    : t.html('owner-subs-cohorts', { table: cohortTable(t, cohorts, cohortMonths) })

const listed = ['grace', 'lost', 'flagged', 'cancelled', 'active'] as const

/** Two in a row: the names are short enough. */
function listButtons(t: Texts, counts: Readonly<Record<(typeof listed)[number], number>>): ScreenButton[][] {
  const buttons = listed
    .filter((list) => counts[list] > 0)
    .map((list) => ({
      label: t.plain('btn-owner-stage', { stage: t.plain(`plain-owner-subs-${list}`), count: String(counts[list]) }),
      data: encodePress({ verb: 'subscriptions', list, page: 0 }),
    }))
  return [buttons.slice(0, 2), buttons.slice(2, 4), buttons.slice(4)]
}
