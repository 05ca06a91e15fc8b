import {
  accessCounts,
  joinTimes,
  newestDenials,
  type AccessCount,
  type AccessEvent,
  type Denial,
  type JoinTimes,
} from '../../../db/owner/access-figures'
import { puzzlingEvents } from '../../../db/owner/feed'
import { sourceState } from '../../../db/owner/sources'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { OwnerDeps } from '../deps'
import { encodePress, type SpanDays } from '../presses'
import { spanButtons, spanOf } from '../spans'
import { accessReasonsIn, askerName, denyReasonIn, lasted } from '../subscription-words'
import { clock, eventsAge } from '../words'

const denialsShown = 5
const accessSpans = [1, 7] as const

/** `/access`: what happened at the doors of the channels in the span, and who was not let in. */
export async function access(deps: OwnerDeps, t: Texts, { days }: { readonly days: SpanDays }): Promise<Screen> {
  const { sql, businessId, zone } = deps
  const now = new Date(deps.now())
  const span = spanOf(days, now, zone)
  const [counts, waits, denials, events, puzzling] = await Promise.all([
    accessCounts(sql, businessId, span),
    joinTimes(sql, businessId, span),
    newestDenials(sql, businessId, span, denialsShown),
    sourceState(sql, businessId, 'events'),
    puzzlingEvents(sql, businessId),
  ])
  return {
    text: stacked(
      [
        t.html('owner-access-title', { days, business: deps.name }),
        stacked(figures(t, counts, waits)),
        channelLines(t, counts),
        denialLines(deps, t, denials),
        stacked(eventsAge(t, events, { zone, now, puzzling })),
      ],
      '\n\n',
    ),
    rows: [
      ...denialButtons(t, denials, days),
      spanButtons(t, 'access', { spans: accessSpans, shown: days }),
      [{ label: t.plain('btn-owner-to-subs'), data: encodePress({ verb: 'subs', days: 30 }) }],
    ],
  }
}

const countOf = (counts: readonly AccessCount[], ...types: readonly AccessEvent[]) =>
  counts.filter(({ type }) => types.includes(type)).reduce((total, { count }) => total + count, 0)

function figures(t: Texts, counts: readonly AccessCount[], { count, medianMs, p95Ms }: JoinTimes): (Html | null)[] {
  const revoked = countOf(counts, 'access_revoked')
  const denied = countOf(counts, 'access_denied')
  return [
    t.html('owner-access-granted', { count: countOf(counts, 'access_granted') }),
    t.html('owner-access-expired', { count: countOf(counts, 'access_expired') }),
    revoked === 0
      ? t.html('owner-access-revoked', { count: revoked })
      : t.html('owner-access-revoked-why', { count: revoked, reasons: accessReasonsIn(t, counts, 'access_revoked') }),
    t.html('owner-access-moves', { joined: countOf(counts, 'member_joined'), left: countOf(counts, 'member_left') }),
    medianMs === null || p95Ms === null
      ? null
      : t.html('owner-access-wait', { median: lasted(t, medianMs), p95: lasted(t, p95Ms), count }),
    denied === 0
      ? t.html('owner-access-denied', { count: denied })
      : t.html('owner-access-denied-why', { count: denied, reasons: accessReasonsIn(t, counts, 'access_denied') }),
  ]
}

function channelLines(t: Texts, counts: readonly AccessCount[]): Html | null {
  const channels = [...new Set(counts.map(({ chatId }) => chatId))].toSorted()
  if (channels.length === 0) return null
  const lines = channels.map((channel) => {
    const of = counts.filter(({ chatId }) => chatId === channel)
    return t.html('owner-access-channel', {
      channel: of.find(({ title }) => title !== null)?.title ?? channel,
      granted: countOf(of, 'access_granted'),
      closed: countOf(of, 'access_expired', 'access_revoked'),
      joined: countOf(of, 'member_joined'),
      left: countOf(of, 'member_left'),
      denied: countOf(of, 'access_denied'),
    })
  })
  return stacked([t.html('owner-access-channels'), ...lines])
}

function denialLines({ zone, now }: OwnerDeps, t: Texts, denials: readonly Denial[]): Html | null {
  if (denials.length === 0) return null
  const lines = denials.map(({ number, reason, askedBy, at }) =>
    t.html('owner-access-denial', {
      time: clock(t, at, { zone, now: new Date(now()) }),
      number: String(number),
      reason: denyReasonIn(t, reason),
      who: askerName(askedBy),
    }),
  )
  return stacked([t.html('owner-access-newest'), ...lines])
}

/** One button for each subscription, however many were refused at its door. */
function denialButtons(t: Texts, denials: readonly Denial[], days: SpanDays): ScreenButton[][] {
  const subscriptions = new Map(denials.map(({ subscriptionId, number }) => [subscriptionId, number]))
  const buttons = [...subscriptions].map(([subscriptionId, number]) => ({
    label: t.plain('btn-owner-order', { number: String(number) }),
    data: encodePress({ verb: 'subscription', subscriptionId, page: 0, back: { list: 'access', page: days } }),
  }))
  return [buttons.slice(0, 3), buttons.slice(3)]
}
