import type { BusinessId } from '../../domain/ids'
import type { Db } from '../types'

/** The subscriptions that were first paid for in one month. */
export interface Cohort {
  /** `2026-11`, in the business's zone. */
  readonly month: string
  readonly size: number
  /** How many of them gave access at the end of that month and of each after it; of the running month, now. */
  readonly kept: readonly number[]
}

export interface CohortsWanted {
  /** IANA zone of the business. */
  readonly zone: string
  readonly now: Date
  /** How many months back, the running one included. */
  readonly months: number
}

/** The last months in which somebody first paid, the oldest first. */
export async function cohortsOf(
  sql: Db,
  businessId: BusinessId,
  { zone, now, months }: CohortsWanted,
): Promise<Cohort[]> {
  const rows = await sql<{ month: string; size: number; kept: number }[]>`
    WITH running AS (SELECT date_trunc('month', ${now}::timestamptz AT TIME ZONE ${zone}) AS month),
    subscribers AS (
      SELECT s.subscription_id, date_trunc('month', s.first_paid_at AT TIME ZONE ${zone}) AS month
      FROM subscriptions_seen s, running r
      WHERE s.business_id = ${businessId} AND s.first_paid_at <= ${now}
        AND s.first_paid_at AT TIME ZONE ${zone} >= r.month - make_interval(months => ${months - 1})),
    marks AS (
      SELECT c.month, k, least((c.month + make_interval(months => k + 1)) AT TIME ZONE ${zone}, ${now}) AS at
      FROM (SELECT DISTINCT month FROM subscribers) c, running r, generate_series(0, ${months - 1}::int) AS k
      WHERE c.month + make_interval(months => k) <= r.month)
    SELECT to_char(m.month, 'YYYY-MM') AS month, count(DISTINCT c.subscription_id)::int AS size,
           count(DISTINCT c.subscription_id) FILTER (
             WHERE l.began_at <= m.at AND coalesce(l.ended_at > m.at, true))::int AS kept
    FROM marks m JOIN subscribers c USING (month)
    LEFT JOIN subscription_lives l ON l.business_id = ${businessId} AND l.subscription_id = c.subscription_id
    GROUP BY m.month, m.k ORDER BY m.month, m.k`
  const cohorts = new Map<string, { size: number; kept: number[] }>()
  for (const { month, size, kept } of rows) {
    const cohort = cohorts.get(month) ?? { size, kept: [] }
    cohort.kept.push(kept)
    cohorts.set(month, cohort)
  }
  return [...cohorts].map(([month, cohort]) => ({ month, ...cohort }))
}
