import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleSpec,
} from '@temporalio/client'
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common'
import type { Logger } from 'pino'
import { setTimeout as pause } from 'node:timers/promises'
import { businessOf } from '../db/businesses'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'
import { taskQueues } from '../workflows/task-queues'

const businessIdKey = defineSearchAttributeKey('BusinessId', SearchAttributeType.KEYWORD)
const catchupWindow = '1 hour'
const againMs = 5_000
/** Of the business's own clock: the hour with the fewest buyers. */
const backupHour = 4

interface Kept {
  readonly client: Client
  readonly sql: Db
  readonly businessId: BusinessId
  /** Whether this worker has a folder for backups. */
  readonly backups?: boolean
}

/**
 * What has to be done again and again, as Temporal Schedules: made when they are missing, and brought in line with the
 * business's settings. One that is paused stays so. Two that do it at once do no harm.
 */
export async function keepSchedules({ client, sql, businessId, backups = false }: Kept): Promise<void> {
  const { settings, zone } = await businessOf(sql, businessId)
  const { auditMs, reconcileMs } = settings.subscriptions
  const every = (ms: number) => ({ intervals: [{ every: ms }] })
  await keep(client, scheduleOf('access-audit', 'accessAudit', { businessId, spec: every(auditMs) }))
  await keep(
    client,
    scheduleOf('stars-reconciliation', 'starsReconciliation', { businessId, spec: every(reconcileMs) }),
  )
  const nightly = { calendars: [{ hour: backupHour }], timezone: zone }
  if (backups) await keep(client, scheduleOf('backup', 'backup', { businessId, spec: nightly }))
}

/** The same, for a process that is ready before its database or Temporal are. */
export async function keepSchedulesPatiently(kept: Kept & { log: Logger; stopping: AbortSignal }): Promise<void> {
  while (!kept.stopping.aborted) {
    try {
      return await keepSchedules(kept)
    } catch (error) {
      kept.log.warn({ err: error }, 'the schedules are not kept yet; trying again')
      await pause(againMs, undefined, { signal: kept.stopping }).catch(() => undefined)
    }
  }
}

function scheduleOf(
  name: string,
  workflowType: string,
  { businessId, spec }: { readonly businessId: BusinessId; readonly spec: ScheduleSpec },
): ScheduleOptions {
  return {
    scheduleId: `${name}/${businessId}`,
    spec,
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId: `${name}/${businessId}`,
      taskQueue: taskQueues.orderly,
      args: [{ businessId }],
      typedSearchAttributes: new TypedSearchAttributes([{ key: businessIdKey, value: businessId }]),
    },
  }
}

async function keep(client: Client, schedule: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(schedule)
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    const { spec, policies } = schedule
    await client.schedule.getHandle(schedule.scheduleId).update(({ state, ...before }) => ({
      ...before,
      state,
      spec,
      policies: { ...before.policies, ...policies },
      action: { ...before.action, ...schedule.action },
    }))
  }
}
