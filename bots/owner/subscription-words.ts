import type { AccessCount } from '../../db/owner/access-figures'
import { endReasons, type EndReason } from '../../db/owner/subscription-projection'
import { denyReasons, type DenyReason } from '../../domain/events'
import type { CountedMoney } from '../../db/owner/day'
import type { Currency } from '../../domain/money'
import { personLink, type Html } from '../../locales/html'
import type { Texts } from '../../locales/texts'
import { periodIn } from '../../locales/wording'
import { sums } from './words'

export const endReasonIn = (t: Texts, reason: EndReason) => t.plain(`plain-owner-end-${reason}`)

/** `not renewed 2, cancelled 1`: the most frequent first; nothing of what did not happen. */
export function endReasonsIn(t: Texts, losses: readonly { reason: EndReason; count: number }[]): string {
  const totals = endReasons.map((reason) => ({
    what: endReasonIn(t, reason),
    count: losses.filter((loss) => loss.reason === reason).reduce((total, { count }) => total + count, 0),
  }))
  return counted(t, totals)
}

export const denyReasonIn = (t: Texts, reason: DenyReason) => t.plain(`plain-owner-deny-${reason}`)

const revokeReasons = ['refund', 'revoked', 'cancelled', 'paused', 'plan_changed'] as const

/** A reason that this release does not know stays as it is. */
export function revokeReasonIn(t: Texts, reason: string): string {
  const known = revokeReasons.find((one) => one === reason)
  return known ? t.plain(`plain-owner-revoke-${known}`) : reason
}

function anyDenyReasonIn(t: Texts, reason: string): string {
  const known = denyReasons.find((one) => one === reason)
  return known ? denyReasonIn(t, known) : reason
}

/** Why rights were taken, or people refused, in words. */
export function accessReasonsIn(t: Texts, counts: readonly AccessCount[], type: 'access_revoked' | 'access_denied') {
  const wordOf = type === 'access_denied' ? anyDenyReasonIn : revokeReasonIn
  const totals = new Map<string, number>()
  for (const { type: told, reason, count } of counts) {
    if (told === type && reason !== null) totals.set(reason, (totals.get(reason) ?? 0) + count)
  }
  return counted(
    t,
    [...totals].map(([reason, count]) => ({ what: wordOf(t, reason), count })),
  )
}

const counted = (t: Texts, totals: readonly { what: string; count: number }[]): string =>
  totals
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .map(({ what, count }) => t.plain('plain-owner-counted', { what, count }))
    .join(', ')

/** Somebody at a door, known by their channel and id there. */
export function askerName(askedBy: string): string | Html {
  const [channel = '', id = ''] = askedBy.split(':')
  return channel === 'telegram' ? personLink(id, id) : askedBy
}

/** `12 s`, `3 min`, `5 h`, `4 days`: how long something took. */
export function lasted(t: Texts, ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return t.plain('plain-owner-seconds', { count: seconds })
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return t.plain('plain-owner-minutes', { count: minutes })
  const hours = Math.round(minutes / 60)
  if (hours < 48) return t.plain('plain-owner-hours', { count: hours })
  return periodIn(t, { unit: 'day', count: Math.round(hours / 24) })
}

/** Whole percents, rounded half up; `of` is not zero. */
export const percent = (part: number, of: number) => Math.round((part * 100) / of)

/** What is asked for subscriptions and not paid yet; null when that is nothing. */
export function periodsLine(t: Texts, due: readonly CountedMoney[], currency: Currency): Html | null {
  const count = due.reduce((total, row) => total + row.count, 0)
  return count === 0 ? null : t.html('owner-periods-due', { count, due: sums(due, currency) })
}
