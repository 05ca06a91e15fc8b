import { DateTime } from 'luxon'
import type { SourceState } from '../../db/owner/sources'
import type { Currency } from '../../domain/money'
import type { OrderStage } from '../../domain/order-states'
import { providers, type Provider } from '../../domain/providers'
import type { Html } from '../../locales/html'
import { personLink } from '../../locales/html'
import type { Texts } from '../../locales/texts'
import { moment, sum } from '../../locales/wording'
import { attentionLists, type AttentionList, type ListName } from './presses'

/** Sums of money in one or more currencies. */
export type Sums = readonly { readonly currency: Currency; readonly amount: bigint }[]

/** `150 000 soʻm`, `150 000 soʻm + 20 $`; zero in the business's currency when there is nothing. */
export function sums(list: Sums, nothing: Currency): string {
  const totals = new Map<Currency, bigint>()
  for (const { currency, amount } of list) totals.set(currency, (totals.get(currency) ?? 0n) + amount)
  const worth = [...totals].filter(([, amount]) => amount !== 0n)
  if (worth.length === 0) return sum(0n, nothing)
  return worth.map(([currency, amount]) => sum(amount, currency)).join(' + ')
}

export const isNothing = (list: Sums) => list.every(({ amount }) => amount === 0n)

export const stageName = (t: Texts, stage: OrderStage) => t.plain(`plain-owner-stage-${stage}`)

const isAttention = (list: ListName): list is AttentionList => (attentionLists as readonly string[]).includes(list)
export const listTitle = (t: Texts, list: ListName) =>
  isAttention(list) ? t.plain(`plain-owner-list-${list}`) : stageName(t, list)

export const providerName = (t: Texts, provider: string) =>
  providers.includes(provider as Provider) ? t.plain(`plain-provider-${provider as Provider}`) : provider

/** Who did it: `buyer`, `staff:<external id>`, `provider:<name>` or `timer`, in words. */
export function actorName(t: Texts, actor: string): string | Html {
  const [kind = '', id = ''] = actor.split(':')
  if (kind === 'buyer') return t.plain('plain-owner-actor-buyer')
  if (kind === 'timer') return t.plain('plain-owner-actor-timer')
  if (kind === 'staff') return personLink(t.plain('plain-owner-actor-staff', { id }), id)
  return kind === 'provider' ? providerName(t, id) : actor
}

/** `14:02:07` for today, with the date before that. */
export function clock(t: Texts, at: Date, { zone, now }: { zone: string; now: Date }): string {
  const local = DateTime.fromJSDate(at, { zone })
  const today = local.hasSame(DateTime.fromJSDate(now, { zone }), 'day')
  return today ? local.toFormat('HH:mm:ss') : moment(t, at, zone)
}

/** `18:00` today, `21 ноября, 18:00` on another day; with seconds when it is a matter of minutes. */
export function until(t: Texts, at: Date, { zone, now }: { zone: string; now: Date }): string {
  const local = DateTime.fromJSDate(at, { zone })
  const seconds = Math.abs(at.getTime() - now.getTime()) < 600_000
  const today = local.hasSame(DateTime.fromJSDate(now, { zone }), 'day')
  return today ? local.toFormat(seconds ? 'HH:mm:ss' : 'HH:mm') : moment(t, at, zone, { seconds })
}

export interface Freshness {
  readonly zone: string
  readonly now: Date
  /** Events that this release does not understand. */
  readonly puzzling: number
}

/** How fresh the events are, and what is wrong with them. */
export function eventsAge(t: Texts, state: SourceState, { zone, now, puzzling }: Freshness): Html[] {
  const lines = [eventsLine(t, state, { zone, now })]
  if (puzzling > 0) lines.push(t.html('owner-events-puzzling', { count: puzzling }))
  return lines
}

function eventsLine(t: Texts, state: SourceState, { zone, now }: { zone: string; now: Date }): Html {
  const { failingSince, failure, currentAt, answeredAt } = state
  if (failingSince) {
    const since = clock(t, failingSince, { zone, now })
    if (!currentAt) return t.html('owner-events-never', { since })
    const at = clock(t, currentAt, { zone, now })
    if (failure === 'unreachable') return t.html('owner-events-down', { since, at })
    return t.html('owner-events-refused', { since, at, code: failure ?? '?' })
  }
  if (!currentAt) return answeredAt ? t.html('owner-events-reading') : t.html('owner-events-none')
  const seconds = Math.max(0, Math.round((now.getTime() - currentAt.getTime()) / 1000))
  if (seconds < 1) return t.html('owner-events-now')
  const age =
    seconds < 120
      ? t.plain('plain-owner-seconds', { count: seconds })
      : t.plain('plain-owner-minutes', { count: Math.floor(seconds / 60) })
  return t.html('owner-events-age', { age })
}
