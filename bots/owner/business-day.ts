import { DateTime } from 'luxon'
import type { Span } from '../../db/owner/day'

/** The calendar day of the business that `at` falls in. A day of a clock change has 23 or 25 hours. */
export function businessDay(at: Date, zone: string): Span & { readonly isoDate: string } {
  const start = DateTime.fromJSDate(at, { zone }).startOf('day')
  return { from: start.toJSDate(), to: start.plus({ days: 1 }).toJSDate(), isoDate: start.toISODate() ?? '' }
}
