import type { Sums } from '../words'
import { eventsAge, isNothing, stageName, sums, clock } from '../words'
import { openStages } from '../../../domain/order-states'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { funnelNow, type Funnel, type FunnelRow } from '../funnel'
import { encodePress } from '../presses'
import { periodsLine } from '../subscription-words'

type Shop = Pick<OwnerDeps, 'name' | 'zone' | 'currency'>

/** Looks at both sources and draws what they say. Throws when the owner-bot's own database is away. */
export const funnel = async (deps: OwnerDeps, t: Texts): Promise<Screen> => funnelScreen(t, deps, await funnelNow(deps))

/** The funnel as one message: stage, count, money; then where the numbers come from and how old they are. */
export function funnelScreen(t: Texts, shop: Shop, now: Funnel): Screen {
  const open = now.rows.filter(({ stage }) => openStages.includes(stage))
  const ended = now.rows.filter(({ stage, count, seen }) => !openStages.includes(stage) && count + seen > 0)
  const owed = open.flatMap(({ sums: rows }) => rows)
  const sections: (Html | null)[] = [
    t.html('owner-funnel-title', { business: shop.name }),
    stacked(open.map((row) => stageLines(t, shop, row))),
    stacked([
      t.html('owner-funnel-sum', {
        due: sums(money(owed, 'dueNow'), shop.currency),
        remaining: sums(money(owed, 'remainingDue'), shop.currency),
      }),
      periodsLine(t, now.periods, shop.currency),
    ]),
    ended.length === 0
      ? null
      : stacked([t.html('owner-funnel-ended', { days: now.days }), ...ended.map((row) => stageLines(t, shop, row))]),
    disagreement(t, now),
    stacked([
      temporalAge(t, shop, now),
      ...eventsAge(t, now.events, { zone: shop.zone, now: now.at, puzzling: now.puzzling }),
    ]),
  ]
  return { text: stacked(sections, '\n\n'), rows: [...stageButtons(t, [...open, ...ended]), footer(t)] }
}

function stageLines(t: Texts, shop: Shop, { stage, count, sums: rows }: FunnelRow): Html {
  return stacked([t.html('owner-funnel-stage', { stage: stageName(t, stage), count }), moneyLine(t, shop, stage, rows)])
}

/** An open stage: what is due and what will be. One that is paid or ended: what came in. */
function moneyLine(t: Texts, { currency }: Shop, stage: FunnelRow['stage'], rows: FunnelRow['sums']): Html | null {
  const [due, ahead, paid] = [money(rows, 'dueNow'), money(rows, 'remainingDue'), money(rows, 'paid')]
  if (openStages.includes(stage)) {
    const remaining = sums(ahead, currency)
    if (!isNothing(due) && sums(due, currency) === remaining) return t.html('owner-funnel-due-all', { due: remaining })
    if (!isNothing(due)) return t.html('owner-funnel-due', { due: sums(due, currency), remaining })
    if (!isNothing(ahead)) return t.html('owner-funnel-remaining', { remaining })
  }
  return isNothing(paid) ? null : t.html('owner-funnel-paid', { paid: sums(paid, currency) })
}

const money = (rows: FunnelRow['sums'], which: 'dueNow' | 'remainingDue' | 'paid'): Sums =>
  rows.map((row) => ({ currency: row.currency, amount: row[which] }))

function disagreement(t: Texts, { disagreements }: Funnel): Html | null {
  if (disagreements.length === 0) return null
  const lines = disagreements.map(({ stage, count, seen }) =>
    t.html('owner-disagree', { stage: stageName(t, stage), temporal: count, events: seen }),
  )
  return stacked([t.html('owner-disagree-title'), ...lines])
}

function temporalAge(t: Texts, { zone }: Shop, { temporal, events, at }: Funnel): Html {
  if (!temporal.failingSince) return t.html('owner-temporal-now')
  const since = clock(t, temporal.failingSince, { zone, now: at })
  return events.failingSince ? t.html('owner-temporal-both-down', { since }) : t.html('owner-temporal-down', { since })
}

function stageButtons(t: Texts, rows: readonly FunnelRow[]): ScreenButton[][] {
  const buttons = rows
    .filter(({ count, seen }) => count + seen > 0)
    .map(({ stage, count }) => ({
      label: t.plain('btn-owner-stage', { stage: stageName(t, stage), count: String(count) }),
      data: encodePress({ verb: 'list', list: stage, page: 0 }),
    }))
  // One a row: two of these names do not fit beside each other on a phone.
  return buttons.map((button) => [button])
}

const footer = (t: Texts): ScreenButton[] => [
  { label: t.plain('btn-owner-refresh'), data: encodePress({ verb: 'funnel' }) },
  { label: t.plain('btn-owner-status'), data: encodePress({ verb: 'status' }) },
]
