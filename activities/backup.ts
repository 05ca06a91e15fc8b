import { Context } from '@temporalio/activity'
import type { BusinessId } from '../domain/ids'
import type { BackupMade } from '../workflows/backup/messages'

export interface BackupDeps {
  /** Dumps the databases of this installation; stops when the signal says so. */
  readonly dump: (businessId: BusinessId, signal: AbortSignal) => Promise<BackupMade>
}

const heartbeatMs = 20_000

/** The activity of the `backup` queue, which only workers with a folder for backups serve. */
export function createBackupActivities({ dump }: BackupDeps) {
  return {
    async backUp(businessId: BusinessId): Promise<BackupMade> {
      const context = Context.current()
      const beat = setInterval(() => context.heartbeat(), heartbeatMs)
      try {
        return await dump(businessId, context.cancellationSignal)
      } finally {
        clearInterval(beat)
      }
    },
  }
}

export type BackupActivities = ReturnType<typeof createBackupActivities>
