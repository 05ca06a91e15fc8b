import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

export interface RetriedStepKey {
  readonly runId: string
  readonly activityId: string
}

/** A step of a lifecycle that keeps failing. */
export interface RetriedStep extends RetriedStepKey {
  readonly workflowId: string
  readonly activity: string
  /** Local activities are retried within the workflow's own tasks. */
  readonly isLocal: boolean
  /** How often it was tried. */
  readonly attempt: number
  /** Null: no try has ended since it is watched. */
  readonly error: string | null
  readonly since: Date
}

/** Notes a try that begins or has failed. Steps that were not tried for days have gone on otherwise, and are forgotten. */
export async function noteRetriedStep(sql: Db, step: RetriedStep & { readonly businessId: BusinessId }): Promise<void> {
  const { businessId, workflowId, runId, activityId, activity, isLocal, attempt, error, since } = step
  await sql`
    WITH forgotten AS (
      DELETE FROM retried_steps WHERE business_id = ${businessId} AND noted_at < now() - interval '2 days')
    INSERT INTO retried_steps AS s (business_id, workflow_id, run_id, activity_id, activity, is_local, attempt, error, since)
    VALUES (${businessId}, ${workflowId}, ${runId}, ${activityId}, ${activity}, ${isLocal}, ${attempt},
            ${error?.slice(0, 2000) ?? null}, ${since})
    ON CONFLICT (run_id, activity_id) DO UPDATE SET
      attempt = greatest(s.attempt, excluded.attempt), error = coalesce(excluded.error, s.error), noted_at = now()`
}

/** It has succeeded. */
export async function forgetRetriedStep(sql: Db, { runId, activityId }: RetriedStepKey): Promise<void> {
  await sql`DELETE FROM retried_steps WHERE run_id = ${runId} AND activity_id = ${activityId}`
}

/** Steps that were tried lately, the oldest first. Tries are at most 15 minutes apart. */
export function retriedSteps(sql: Db, businessId: BusinessId): Promise<RetriedStep[]> {
  return sql<RetriedStep[]>`
    SELECT workflow_id AS "workflowId", run_id AS "runId", activity_id AS "activityId", activity, is_local AS "isLocal",
           attempt, error, since
    FROM retried_steps WHERE business_id = ${businessId} AND noted_at > now() - interval '1 hour'
    ORDER BY since, run_id, activity_id`
}
