import {
  moneyReceived,
  moneyReturned,
  ordersMarked,
  ordersPaidInto,
  periodsReceived,
  type ProviderMoney,
} from '../../../db/owner/day'
import { puzzlingEvents } from '../../../db/owner/feed'
import { sourceState } from '../../../db/owner/sources'
import { gainedIn, lostIn, type Gained, type Loss } from '../../../db/owner/subscription-figures'
import { stacked, type Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import { calendarDay, sum } from '../../../locales/wording'
import type { Screen } from '../../../telegram/screen'
import { businessDay } from '../business-day'
import type { OwnerDeps } from '../deps'
import { encodePress } from '../presses'
import { eventsAge, providerName, sums, type Sums } from '../words'

/** `/today`: the business's day in figures, from the events. */
export async function today(deps: OwnerDeps, t: Texts): Promise<Screen> {
  const { sql, businessId, zone, currency } = deps
  const now = new Date(deps.now())
  const day = businessDay(now, zone)
  const [marked, received, periods, returned, paid, gained, lost, events, puzzling] = await Promise.all([
    ordersMarked(sql, businessId, day),
    moneyReceived(sql, businessId, day),
    periodsReceived(sql, businessId, day),
    moneyReturned(sql, businessId, day),
    ordersPaidInto(sql, businessId, day),
    gainedIn(sql, businessId, day),
    lostIn(sql, businessId, day),
    sourceState(sql, businessId, 'events'),
    puzzlingEvents(sql, businessId),
  ])
  const told = (
    rows: readonly { readonly count: number; readonly currency: Sums[number]['currency']; readonly amount: bigint }[],
  ) => ({
    count: rows.reduce((total, row) => total + row.count, 0),
    amount: sums(rows, currency),
  })
  const created = told(marked.filter(({ type }) => type === 'order_created'))
  const expired = told(marked.filter(({ type }) => type === 'order_expired'))
  const cancelled = told(marked.filter(({ type }) => type === 'order_cancelled'))
  const back = told(returned)
  const averages = paid.map((row) => ({ currency: row.currency, amount: row.amount / BigInt(row.count) }))

  const text = stacked(
    [
      t.html('owner-today-title', { day: calendarDay(t, day.isoDate), business: deps.name }),
      stacked([
        created.count === 0 ? t.html('owner-today-created-none') : t.html('owner-today-created', created),
        received.length === 0
          ? t.html('owner-today-received-none')
          : t.html('owner-today-received', { amount: sums(received, currency) }),
        ...received.map((row) => providerLine(t, row)),
        periods.length === 0 ? null : t.html('owner-today-periods', told(periods)),
        back.count === 0 ? null : t.html('owner-today-returned', back),
        expired.count === 0 ? null : t.html('owner-today-expired', expired),
        cancelled.count === 0 ? null : t.html('owner-today-cancelled', cancelled),
        paid.length === 0
          ? null
          : t.html('owner-today-average', { amount: sums(averages, currency), count: told(paid).count }),
        subscriptionsLine(t, gained, lost),
      ]),
      stacked(eventsAge(t, events, { zone, now, puzzling })),
    ],
    '\n\n',
  )
  const refresh = { label: t.plain('btn-owner-refresh'), data: encodePress({ verb: 'today' }) }
  const toStatus = { label: t.plain('btn-owner-status'), data: encodePress({ verb: 'status' }) }
  return { text, rows: [[refresh, toStatus]] }
}

function subscriptionsLine(t: Texts, { fresh, renewed }: Gained, losses: readonly Loss[]): Html | null {
  const lost = losses.filter(({ paid }) => paid).reduce((total, { count }) => total + count, 0)
  return fresh + renewed + lost === 0 ? null : t.html('owner-today-subscriptions', { fresh, renewed, lost })
}

function providerLine(t: Texts, row: ProviderMoney): Html {
  const provider = providerName(t, row.provider)
  const amount = sum(row.amount, row.currency)
  if (row.providerCurrency === row.currency) {
    return t.html('owner-today-provider', { provider, amount, count: row.payments })
  }
  const own = sum(row.providerAmount, row.providerCurrency)
  return t.html('owner-today-provider-own', { provider, amount, own, count: row.payments })
}
