import { DateTime } from 'luxon'

export interface QuietHours {
  /** Local times of day, `22:00`; `from` after `to` spans midnight; equal: there are none. */
  readonly from: string
  readonly to: string
  /** IANA zone of the business. */
  readonly zone: string
  /** How much later than at their end this one goes on, ms; not at all if not given. */
  readonly shiftMs?: number
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** `at` itself, or when this one goes on after the quiet hours it falls in. Unix ms. */
export function outsideQuietHours(at: number, quiet: QuietHours): number {
  const from = minutesOf(quiet.from)
  const to = minutesOf(quiet.to)
  if (from === to) return at
  const local = DateTime.fromMillis(at, { zone: quiet.zone })
  const now = local.hour * 60 + local.minute
  const inside = from < to ? now >= from && now < to : now >= from || now < to
  if (!inside) return at
  const end = local.startOf('day').set({ hour: Math.floor(to / 60), minute: to % 60 })
  return (end <= local ? end.plus({ days: 1 }) : end).toMillis() + (quiet.shiftMs ?? 0)
}

/**
 * When a payment opened at `openedAt` is nudged: moved out of quiet hours, never dropped for them, ascending.
 * Nudges that fall on one moment are one nudge, and none is due at or after `endsAt`.
 */
export function nudgeTimes(openedAt: number, nudgesMs: readonly number[], quiet: QuietHours, endsAt: number): number[] {
  const moved = nudgesMs.map((after) => outsideQuietHours(openedAt + after, quiet))
  return [...new Set(moved)].filter((at) => at < endsAt).sort((a, b) => a - b)
}
