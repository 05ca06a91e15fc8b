import { DateTime } from 'luxon'

/** How long one period lasts. Minutes are for demonstrations. */
export interface Period {
  readonly unit: 'minute' | 'day' | 'month'
  readonly count: number
}

const minute = 60_000
const day = 86_400_000

/** The period of a Star subscription, in seconds: the only one that Telegram takes (telegram.md 3.1). */
export const starPeriodSeconds = 2_592_000

/** Whether Telegram can charge for such periods by itself. `starMonthMs` is what its 30 days last; a sandbox has less. */
export const isStarPeriod = ({ unit, count }: Period, starMonthMs: number) =>
  unit !== 'month' && count * (unit === 'day' ? day : minute) === starMonthMs

/**
 * `periods` periods after `start`, Unix ms. Months are those of the calendar in the shop's zone, always counted from
 * `start`: what began on the 31st ends on the 28th of February, and on the 31st of March again.
 */
export function periodEnd(start: number, { unit, count }: Period, periods: number, zone: string): number {
  const from = DateTime.fromMillis(start, { zone })
  return from.plus({ [`${unit}s`]: count * periods }).toMillis()
}

export interface RenewalTimes {
  /** Before the end of the paid time, ms. */
  readonly remindersMs: readonly number[]
  /** How long access outlives the paid time, ms. */
  readonly graceMs: number
  /** How long before each consequence money is asked for, ms. */
  readonly attemptLeadMs: number
  /** After access has ended, ms. */
  readonly winBackMs: readonly number[]
}

export type RenewalStep =
  | { readonly do: 'remind'; readonly at: number; readonly beforeMs: number }
  | { readonly do: 'ask'; readonly at: number; readonly before: 'grace' | 'removal' }
  | { readonly do: 'lapse'; readonly at: number }
  | { readonly do: 'expire'; readonly at: number }
  | { readonly do: 'win_back'; readonly at: number; readonly offer: number }

/**
 * Everything that time brings to a subscription whose paid time ends at `paidUntil`, ascending. What asks for money and
 * what ends access are two schedules: the one never waits for the other. Where a reminder and a request fall on one
 * moment, the request is enough.
 */
export function renewalSchedule(paidUntil: number, times: RenewalTimes): RenewalStep[] {
  const { remindersMs, graceMs, attemptLeadMs, winBackMs } = times
  const removal = paidUntil + graceMs
  const asks: RenewalStep[] = [
    { do: 'ask', at: paidUntil - attemptLeadMs, before: 'grace' },
    // With less grace than lead, the first request was made for both.
    ...(graceMs > attemptLeadMs ? [{ do: 'ask', at: removal - attemptLeadMs, before: 'removal' } as const] : []),
  ]
  const reminders = remindersMs
    .map((beforeMs): RenewalStep => ({ do: 'remind', at: paidUntil - beforeMs, beforeMs }))
    .filter((reminder) => !asks.some((ask) => ask.at === reminder.at))
  const consequences: RenewalStep[] = [
    ...(graceMs > 0 ? [{ do: 'lapse', at: paidUntil } as const] : []),
    { do: 'expire', at: removal },
  ]
  const offers = winBackMs.map((after, index): RenewalStep => ({
    do: 'win_back',
    at: removal + after,
    offer: index + 1,
  }))
  // At one moment, asking comes before the consequence.
  const rank = { remind: 0, ask: 1, lapse: 2, expire: 3, win_back: 4 } as const
  return [...asks, ...reminders, ...consequences, ...offers].toSorted((a, b) => a.at - b.at || rank[a.do] - rank[b.do])
}

/** What is left of a price when the time it paid for is given up at `now`. Rounded down: never more than was paid. */
export function unusedShare(
  paid: bigint,
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  now: number,
): bigint {
  if (endsAt <= startsAt || now >= endsAt) return 0n
  const left = BigInt(endsAt - Math.max(now, startsAt))
  return (paid * left) / BigInt(endsAt - startsAt)
}
