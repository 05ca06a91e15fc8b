import { Worker, type NativeConnection } from '@temporalio/worker'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { basename, resolve } from 'node:path'
import { createBackupActivities } from '../../activities/backup'
import { taskQueues } from '../../workflows/task-queues'
import { gauge } from '../gauge'
import { backUp } from './back-up'
import { backupsIn } from './manifest'

interface Nightly {
  readonly folder: string
  readonly shopUrl: string
  readonly ownerUrl: string | undefined
  readonly keepDays: number
  readonly binFolder: string | undefined
  readonly connection: NativeConnection
  readonly namespace: string
  readonly log: Logger
}

/** The worker of the `backup` queue. One dump at a time: it reads the whole database. */
export function backupWorker({ connection, namespace, log, folder, ...rest }: Nightly): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: taskQueues.backup,
    maxConcurrentActivityTaskExecutions: 1,
    activities: createBackupActivities({
      async dump(businessId, signal) {
        const progress = (line: string) => log.info(line)
        const made = await backUp({ ...rest, folder: resolve(folder), businessId, progress, signal })
        return { file: basename(made.path), bytes: made.bytes, takenAt: made.manifest.takenAt }
      },
    }),
  })
}

/** How old the newest backup is, whoever made it. */
export function backupMetrics(
  registry: Registry,
  { folder, businessId }: { folder: string; businessId: string },
): void {
  const newestIn = async () => (await backupsIn(folder, businessId))[0]
  gauge(
    registry,
    'orderly_backup_last_success_timestamp_seconds',
    'The moment that the newest finished backup holds; 0 while there is none that can be read.',
    [],
    async (into) => {
      const newest = await newestIn().catch(() => undefined)
      into.set(newest ? Date.parse(newest.manifest.takenAt) / 1000 : 0)
    },
  )
  gauge(
    registry,
    'orderly_backup_last_bytes',
    'How much the dumps of the newest finished backup hold.',
    [],
    async (into) => {
      const newest = await newestIn()
      into.set(newest ? newest.manifest.shop.bytes + (newest.manifest.owner?.bytes ?? 0) : 0)
    },
  )
}
